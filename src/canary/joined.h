/* joined.h: the parts of a word that - _ and . join. A part is a run of letters and digits. */
#ifndef MCPX_CANARY_JOINED_H
#define MCPX_CANARY_JOINED_H

#include "detect.h"

enum { JOINED_PART_MAX = 64, JOINED_MAX = 255 };

static inline bool is_joint_char(char c) { return c == '-' || c == '_' || c == '.'; }

static inline bool begins_part(mcpx_text text, size_t at) {
  return ascii_is_alnum(text_at(text, at)) && !ascii_is_alnum(text_before(text, at));
}

static inline size_t part_end(mcpx_text text, size_t at) {
  return at + detect_class_run(text, at, CLASS_ALNUM, JOINED_PART_MAX);
}

/* The offset of the part after the one that ends at `end`, or 0 if the word ends there. */
static inline size_t next_part(mcpx_text text, size_t end) {
  return is_joint_char(text_at(text, end)) && ascii_is_alnum(text_at(text, end + 1)) ? end + 1 : 0;
}

static inline bool equals_part(mcpx_text text, size_t at, const char *word) {
  return detect_word(text, at, word) && part_end(text, at) == at + strlen(word);
}

static inline bool is_part_of(mcpx_text text, size_t at, const char *const *words) {
  while (*words && !equals_part(text, at, *words)) words++;
  return *words != NULL;
}

static inline size_t joined_start(mcpx_text text, size_t at) {
  size_t start = at;
  while (start > 0 && at - start < JOINED_MAX && ascii_is_dotted(text.bytes[start - 1])) start--;
  return start;
}

/* How many parts are before an offset in its word, up to `most`? */
static inline size_t parts_before(mcpx_text text, size_t at, size_t most) {
  size_t start = joined_start(text, at), parts = 0;
  for (size_t i = start; i < at && parts < most; i++) parts += begins_part(text, i);
  return parts;
}

/* Read four octets with one separator throughout. Returns their end, or 0. */
static inline size_t read_joined_octets(mcpx_text text, size_t at, char separator, int octets[4]) {
  for (int i = 0; i < 4; i++) {
    size_t digits = detect_class_run(text, at, CLASS_DIGIT, 4);
    octets[i] = 0;
    for (size_t k = 0; k < digits; k++) octets[i] = octets[i] * 10 + (text.bytes[at + k] - '0');
    if (digits == 0 || digits > 3 || octets[i] > 255) return 0;
    at += digits;
    if (i < 3 && text_at(text, at++) != separator) return 0;
  }
  char after = text_at(text, at);
  return ascii_is_alnum(after) || (after == separator && ascii_is_digit(text_at(text, at + 1))) ? 0 : at;
}

#endif
