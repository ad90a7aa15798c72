/* detect.c: what the detectors share. */
#include "detect.h"

#include "formats/formats.h"

bool detect_rest_of_word(mcpx_text text, size_t at, const char *word) {
  for (; *word; word++, at++) {
    char c = ascii_to_lower(text_at(text, at));
    if (c != *word && !(*word == '/' && c == '\\')) return false;
  }
  return true;
}

const char *detect_any_word(mcpx_text text, size_t at, const char *const *words) {
  char first = ascii_to_lower(text_at(text, at));
  if (first == '\\') first = '/';
  while (*words && (**words != first || !detect_word(text, at, *words))) words++;
  return *words;
}

size_t detect_run(mcpx_text text, size_t at, bool (*is)(char c), size_t most) {
  size_t count = 0;
  while (count < most && at + count < text.length && is(text.bytes[at + count])) count++;
  return count;
}

bool detect_path_start(mcpx_text text, size_t at) {
  char before = text_before(text, at);
  return at == 0 || strchr(" \t\r\n\"'=:([<,;{|>`@!&?#*", before) != NULL || ascii_is_wide(before);
}

bool detect_is_slash(char c) { return c == '/' || c == '\\'; }

size_t detect_uuid_length(mcpx_text text, size_t at) {
  enum { LENGTH = 36 };
  if (at + LENGTH > text.length || ascii_is_alnum(text_before(text, at)) ||
      ascii_is_alnum(text_at(text, at + LENGTH)))
    return 0;
  return format_is_uuid((mcpx_text){text.bytes + at, LENGTH}) ? LENGTH : 0;
}
