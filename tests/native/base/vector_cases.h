/* vector_cases.h: the operations of base/vector.h against plain loops. A program for each kind of vector
 * includes it: test_vector.c and test_vector_word.c, the fuzzers of the same names, tests/neon/vectors.c and
 * tests/wasm/vectors.c. */
#ifndef TEST_VECTOR_CASES_H
#define TEST_VECTOR_CASES_H

#include <stdbool.h>
#include <string.h>

#include "base/vector.h"

/* The bytes of a case: three vectors. Searches read one byte more than a vector after the last one. */
enum { VECTOR_CASE = 3 * VECTOR_BYTES };

static inline bool vector_bytes_are(vector a, const unsigned char *expected) {
  unsigned char bytes[VECTOR_BYTES];
  vector_store(bytes, a);
  return memcmp(bytes, expected, sizeof bytes) == 0;
}

static inline const char *vector_check_bits(const unsigned char *a, const unsigned char *b) {
  vector x = vector_load(a), y = vector_load(b);
  uint32_t equal = vector_mask(vector_equal(x, y)), above = vector_mask(vector_above(x, y));
  uint32_t both = vector_mask(vector_and(vector_equal(x, y), vector_above(x, vector_all(' '))));
  uint32_t either = vector_mask(vector_or(vector_equal(x, y), vector_above(x, y)));
  size_t first = VECTOR_BYTES;
  for (size_t i = VECTOR_BYTES; i-- > 0;) {
    bool is_above = (signed char)a[i] > (signed char)b[i];
    if ((equal >> i & 1) != (a[i] == b[i])) return "vector_equal";
    if ((above >> i & 1) != is_above) return "vector_above";
    if ((both >> i & 1) != (a[i] == b[i] && (signed char)a[i] > ' ')) return "vector_and of comparisons";
    if ((either >> i & 1) != (a[i] == b[i] || is_above)) return "vector_or of comparisons";
    if (a[i] == b[i]) first = i;
  }
  if ((equal | above) >> (VECTOR_BYTES - 1) >> 1) return "bits above those of the bytes";
  return vector_first(vector_equal(x, y)) == first ? NULL : "vector_first";
}

static inline const char *vector_check_bytes(const unsigned char *a, const unsigned char *b,
                                             const unsigned char *c) {
  unsigned char both[VECTOR_BYTES], either[VECTOR_BYTES], where[VECTOR_BYTES], chosen[VECTOR_BYTES];
  vector x = vector_load(a), y = vector_load(b), z = vector_load(c);
  for (size_t i = 0; i < VECTOR_BYTES; i++) {
    bool is_above = (signed char)a[i] > (signed char)b[i];
    both[i] = a[i] & b[i];
    either[i] = a[i] | b[i];
    where[i] = is_above ? c[i] : 0;
    chosen[i] = is_above ? c[i] : b[i];
  }
  if (!vector_bytes_are(x, a)) return "vector_load, vector_store";
  if (!vector_bytes_are(vector_and(x, y), both)) return "vector_and";
  if (!vector_bytes_are(vector_or(x, y), either)) return "vector_or";
  if (!vector_bytes_are(vector_where(vector_above(x, y), z), where)) return "vector_where";
  return vector_bytes_are(vector_choose(vector_above(x, y), z, y), chosen) ? NULL : "vector_choose";
}

/* Searches for the pair at the middle of the case, in each part of it. */
static inline const char *vector_check_pairs(const unsigned char *bytes) {
  enum { LAST = VECTOR_CASE - VECTOR_BYTES };
  unsigned char first = bytes[LAST / 2], second = bytes[LAST / 2 + 1];
  for (size_t from = 0; from < LAST; from++)
    for (size_t to = from; to < LAST; to++) {
      size_t i = from;
      while (i < to && (bytes[i] != first || bytes[i + 1] != second)) i++;
      if (vector_find_pair(bytes, from, to, first, second) != i) return "vector_find_pair";
    }
  return NULL;
}

/* The operation that gives another result than a plain loop; NULL if none does. */
static inline const char *vector_check_case(const unsigned char bytes[VECTOR_CASE]) {
  const unsigned char *a = bytes, *b = bytes + VECTOR_BYTES, *c = b + VECTOR_BYTES;
  const char *wrong = vector_check_bits(a, b);
  if (!wrong) wrong = vector_check_bits(b, b);
  if (!wrong) wrong = vector_check_bytes(a, b, c);
  return wrong ? wrong : vector_check_pairs(bytes);
}

/* The same for many cases: half of them of few different bytes, so that many are equal. */
static inline const char *vector_check_rounds(size_t rounds) {
  static const unsigned char FEW[] = {'a', 'b', 'Z', 0, 1, 0x7F, 0x80, 0xFF};
  unsigned char bytes[VECTOR_CASE];
  const char *wrong = NULL;
  uint32_t seed = 1;
  for (size_t round = 0; round < rounds && !wrong; round++) {
    for (size_t i = 0; i < sizeof bytes; i++) {
      seed = seed * 1664525u + 1013904223u;
      bytes[i] = (unsigned char)(round % 2 ? seed >> 24 : FEW[seed >> 29]);
    }
    wrong = vector_check_case(bytes);
  }
  return wrong;
}

#endif
