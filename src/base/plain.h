/* plain.h: how many bytes of a JSON string need no attention, eight at a time. */
#ifndef MCPX_BASE_PLAIN_H
#define MCPX_BASE_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Eight bytes in one word, the first one lowest. */
static inline uint64_t plain_load(const char *text) {
  uint64_t word;
  memcpy(&word, text, sizeof word);
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

/* How many bytes are below the lowest one whose top bit is set; `marks` is not 0 and has no other bits. */
static inline size_t plain_first(uint64_t marks) {
#if defined __GNUC__
  return (size_t)__builtin_ctzll(marks) / 8;
#else
  size_t count = 0;
  for (; !(marks & 0x80); marks >>= 8) count++;
  return count;
#endif
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

/* The number of bytes in front of the first one that is not plain: a quote, a backslash, a control character
 * or a byte of a character outside ASCII. */
static inline size_t plain_length(const char *text, size_t length) {
  size_t at = 0;
  for (; length - at >= 8; at += 8) {
    uint64_t marks = plain_marks(plain_load(text + at));
    if (marks) return at + plain_first(marks);
  }
  while (at < length && plain_is_byte((unsigned char)text[at])) at++;
  return at;
}

#endif
