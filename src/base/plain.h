/* plain.h: how many bytes of a JSON string need no attention, eight at a time. */
#ifndef MCPX_BASE_PLAIN_H
#define MCPX_BASE_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "vector.h"

/* Eight bytes in one word, the first one lowest. */
static inline uint64_t plain_load(const char *text) {
  uint64_t word;
  memcpy(&word, text, sizeof word);
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

#define PLAIN_EACH UINT64_C(0x0101010101010101)

/* Marks the bytes that are zero. Bytes above a marked one may be marked without reason. */
static inline uint64_t plain_zeros(uint64_t word) { return (word - PLAIN_EACH) & ~word & PLAIN_EACH << 7; }

/* Marks the bytes that are not plain, likewise. */
static inline uint64_t plain_marks(uint64_t word) {
  uint64_t control_or_wide = ((word - PLAIN_EACH * 0x20) | word) & PLAIN_EACH << 7;
  return control_or_wide | plain_zeros(word ^ PLAIN_EACH * '"') | plain_zeros(word ^ PLAIN_EACH * '\\');
}

static inline bool plain_is_byte(unsigned char c) { return c >= 0x20 && c < 0x80 && c != '"' && c != '\\'; }

/* Which bytes of a vector are not plain. As a signed number, a wide byte is below a space. */
static inline vector plain_vector_marks(vector bytes) {
  vector special = vector_or(vector_equal(bytes, vector_all('"')), vector_equal(bytes, vector_all('\\')));
  return vector_or(special, vector_above(vector_all(' '), bytes));
}

/* The number of bytes in front of the first one that is not plain: a quote, a backslash, a control character
 * or a byte of a character outside ASCII. */
static inline size_t plain_length(const char *text, size_t length) {
  size_t at = 0;
  for (; VECTOR_BYTES > 8 && length - at >= VECTOR_BYTES; at += VECTOR_BYTES) {
    size_t place = vector_first(plain_vector_marks(vector_load(text + at)));
    if (place < VECTOR_BYTES) return at + place;
  }
  for (; length - at >= 8; at += 8) {
    uint64_t marks = plain_marks(plain_load(text + at));
    if (marks) return at + bits_lowest(marks) / 8;
  }
  while (at < length && plain_is_byte((unsigned char)text[at])) at++;
  return at;
}

#endif
