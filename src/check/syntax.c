/* syntax.c: where the reader stopped in a payload that is not JSON -> the usual mistake there. */
#include "syntax.h"

#include <string.h>

#include "base/ascii.h"

static char byte_at(const struct json_reader *reader, size_t at) {
  return at < reader->length ? reader->text[at] : '\0';
}

/* The end of the text before the fault, without white space. */
static size_t end_before(const struct json_reader *reader) {
  size_t at = reader->at;
  while (at > 0 && ascii_is_space(reader->text[at - 1])) at--;
  return at;
}

/* The last byte of that text. */
static char byte_before(const struct json_reader *reader) {
  size_t end = end_before(reader);
  return end > 0 ? reader->text[end - 1] : '\0';
}

size_t syntax_place_before(const struct json_reader *reader) { return end_before(reader) - 1; }

static bool starts_with_any(const struct json_reader *reader, const char *const *words) {
  for (; *words; words++) {
    size_t length = strlen(*words);
    if (reader->length - reader->at >= length && memcmp(reader->text + reader->at, *words, length) == 0)
      return true;
  }
  return false;
}

/* A letter may also be that of a text with quotes in it. */
static bool is_comma_missing(const struct json_reader *reader, char here) {
  bool begins_value = here == '"' || here == '{' || here == '[' || here == '-' || ascii_is_digit(here);
  return begins_value && strncmp(reader->error, "a comma", 7) == 0;
}

static bool is_unquoted_key(const struct json_reader *reader, char here, char before) {
  bool begins_key = before == '{' || before == ',';
  return begins_key && json_is_in_object(reader) && (ascii_is_alpha(here) || here == '_' || here == '$');
}

static enum finding_kind kind_of_mistake(const struct json_reader *reader) {
  static const char *const COMMENTS[] = {"//", "/*", "#", NULL};
  static const char *const UPPER_CASE[] = {"True", "False", "None", "TRUE", "FALSE", "NULL", "Null", NULL};
  static const char *const NO_VALUES[] = {"NaN", "nan", "Infinity", "undefined", NULL};
  char here = byte_at(reader, reader->at), before = byte_before(reader);
  if (here == '\'') return FINDING_single_quotes;
  if (starts_with_any(reader, COMMENTS)) return FINDING_comment;
  if ((here == '}' || here == ']') && before == ',') return FINDING_comma_before_end;
  if (is_comma_missing(reader, here)) return FINDING_missing_comma;
  if (is_unquoted_key(reader, here, before)) return FINDING_unquoted_key;
  if (starts_with_any(reader, UPPER_CASE)) return FINDING_word_in_upper_case;
  if (starts_with_any(reader, NO_VALUES)) return FINDING_no_value;
  return FINDING_json_syntax;
}

/* The byte order mark of UTF-16. */
static bool is_utf16(const struct json_reader *reader) {
  char first = byte_at(reader, 0), second = byte_at(reader, 1);
  return (first == '\xFF' && second == '\xFE') || (first == '\xFE' && second == '\xFF');
}

enum finding_kind syntax_fault_kind(const struct json_reader *reader) {
  if (reader->fault == JSON_UNEXPECTED_END && !byte_before(reader)) return FINDING_empty_payload;
  if (reader->fault == JSON_BAD_SYNTAX) return kind_of_mistake(reader);
  if (reader->fault == JSON_BAD_UTF8 && is_utf16(reader)) return FINDING_utf16_payload;
  return finding_of_json_fault(reader->fault);
}
