/* vector.h: compares several bytes at once: 16 with SSE2, one where the machine has no vectors that we know.
 *
 * A loop over vectors reads up to VECTOR_BYTES - 1 bytes after the last one that it is about. The same loop
 * is right for any VECTOR_BYTES; MCPX_WITHOUT_VECTORS selects single bytes. */
#ifndef MCPX_BASE_VECTOR_H
#define MCPX_BASE_VECTOR_H

#include <stdint.h>

#include "bits.h"

#if defined(__SSE2__) && !defined(MCPX_WITHOUT_VECTORS)

#include <emmintrin.h>

enum { VECTOR_BYTES = 16 };
typedef __m128i vector;

static inline vector vector_load(const void *bytes) { return _mm_loadu_si128((const __m128i *)bytes); }
static inline vector vector_all(unsigned char byte) { return _mm_set1_epi8((char)byte); }
static inline vector vector_equal(vector a, vector b) { return _mm_cmpeq_epi8(a, b); }
static inline vector vector_and(vector a, vector b) { return _mm_and_si128(a, b); }
static inline vector vector_or(vector a, vector b) { return _mm_or_si128(a, b); }

/* The bytes of `a` where the comparison is true, else those of `b`. */
static inline vector vector_choose(vector comparison, vector a, vector b) {
  return _mm_or_si128(_mm_and_si128(comparison, a), _mm_andnot_si128(comparison, b));
}

static inline void vector_store(void *bytes, vector a) { _mm_storeu_si128((__m128i *)bytes, a); }

/* As signed numbers: bytes above 127 are below all others. */
static inline vector vector_above(vector a, vector b) { return _mm_cmpgt_epi8(a, b); }

/* A bit for each byte of a comparison that is true. */
static inline uint32_t vector_mask(vector a) { return (uint32_t)_mm_movemask_epi8(a); }

#else

enum { VECTOR_BYTES = 1 };
typedef unsigned char vector;

static inline vector vector_load(const void *bytes) { return *(const unsigned char *)bytes; }
static inline vector vector_all(unsigned char byte) { return byte; }
static inline vector vector_equal(vector a, vector b) { return a == b ? 0xFF : 0; }
static inline vector vector_and(vector a, vector b) { return a & b; }
static inline vector vector_or(vector a, vector b) { return a | b; }
static inline vector vector_choose(vector comparison, vector a, vector b) { return comparison ? a : b; }
static inline void vector_store(void *bytes, vector a) { *(unsigned char *)bytes = a; }
static inline vector vector_above(vector a, vector b) { return (signed char)a > (signed char)b ? 0xFF : 0; }
static inline uint32_t vector_mask(vector a) { return a & 1u; }

#endif

/* The first i from `from` on where bytes[i] is `first` and bytes[i + 1] is `second`; `to` if there is none
 * before that. */
static inline size_t vector_find_pair(const unsigned char *bytes, size_t from, size_t to, unsigned char first,
                                      unsigned char second) {
  vector one = vector_all(first), two = vector_all(second);
  for (; from < to; from += VECTOR_BYTES) {
    uint32_t found = vector_mask(vector_and(vector_equal(vector_load(bytes + from), one),
                                            vector_equal(vector_load(bytes + from + 1), two)));
    if (!found) continue;
    from += bits_lowest(found);
    return from < to ? from : to;
  }
  return to;
}

#endif
