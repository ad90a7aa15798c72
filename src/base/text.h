/* text.h: texts with a length, which may contain NUL. */
#ifndef MCPX_BASE_TEXT_H
#define MCPX_BASE_TEXT_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/internal.h"
#include "mcpx.h"

/* Whether the text equals a name of a table, which ends with NUL. */
static inline bool text_equals(const char *name, const char *text, size_t length) {
  return strlen(name) == length && memcmp(name, text, length) == 0;
}

/* Whether two texts of that length are equal: as memcmp, without a call for texts as short as names are. */
static inline bool text_same(const char *a, const char *b, size_t length) {
  enum { WORD = 8, HALF = 4 };
  uint64_t words[2];
  uint32_t halves[4];
  if (length < HALF)
    return !length || (*a == *b && a[length - 1] == b[length - 1] && a[length / 2] == b[length / 2]);
  if (length < WORD) {
    memcpy(&halves[0], a, HALF);
    memcpy(&halves[1], b, HALF);
    memcpy(&halves[2], a + length - HALF, HALF);
    memcpy(&halves[3], b + length - HALF, HALF);
    return halves[0] == halves[1] && halves[2] == halves[3];
  }
  for (size_t at = 0;; at = at + (size_t)2 * WORD < length ? at + WORD : length - WORD) {
    memcpy(&words[0], a + at, WORD);
    memcpy(&words[1], b + at, WORD);
    if (words[0] != words[1]) return false;
    if (at + WORD == length) return true;
  }
}

/* The first index from `at` on, below `end`, of a name of that length; `end` if there is none. `lengths` are
 * those of the names of a table. */
static inline size_t text_next_of_length(const uint8_t *lengths, size_t at, size_t end, size_t length) {
  enum { FEW = 16 }; /* fewer than a call of memchr is worth */
  if (at + FEW >= end) {
    while (at < end && lengths[at] != length) at++;
    return at;
  }
  const uint8_t *found = length <= UINT8_MAX ? memchr(lengths + at, (int)length, end - at) : NULL;
  return found ? (size_t)(found - lengths) : end;
}

/* Whether the text is that name of a table, in lower or upper case, as Go's encoding/json compares the keys
 * of an object: U+017F and U+212A, whose other case is s and k, are the same letters. */
MCPX_INTERNAL bool text_folds_to(const char *name, mcpx_text text);

/* A hash of bytes (FNV-1a), to compare names fast. It does not resist an attacker. */
static inline uint32_t text_hash(const void *bytes, size_t length) {
  uint32_t hash = UINT32_C(2166136261);
  for (size_t i = 0; i < length; i++) hash = (hash ^ ((const unsigned char *)bytes)[i]) * UINT32_C(16777619);
  return hash;
}

/* The byte at an offset, or NUL outside the text. */
static inline char text_at(mcpx_text text, size_t at) { return at < text.length ? text.bytes[at] : '\0'; }

/* The byte before an offset, or NUL at the start of the text. */
static inline char text_before(mcpx_text text, size_t at) { return at ? text.bytes[at - 1] : '\0'; }

/* Whether the text has these bytes, of which none is NUL, at an offset. */
static inline bool text_has_at(mcpx_text text, size_t at, const char *bytes) {
  while (*bytes && text_at(text, at) == *bytes) at++, bytes++;
  return !*bytes;
}

/* Whether the text has these bytes right before an offset. */
static inline bool text_has_before(mcpx_text text, size_t end, const char *bytes) {
  size_t length = strlen(bytes);
  return end >= length && text_has_at(text, end - length, bytes);
}

#endif
