/* vector.h: compares several bytes at once: 16 with SSE2, which Emscripten translates to the vectors of
 * WebAssembly, or with NEON; eight in a word of 64 bits elsewhere, or where MCPX_WITHOUT_VECTORS is defined.
 *
 * A loop over vectors reads up to VECTOR_BYTES - 1 bytes after the last one that it is about. The same loop
 * is right for any VECTOR_BYTES.
 *
 * A comparison is a vector, too. The top bit of each byte tells whether it is true; the other bits have no
 * meaning. Comparisons can be combined with vector_and and vector_or. */
#ifndef MCPX_BASE_VECTOR_H
#define MCPX_BASE_VECTOR_H

#include <stdint.h>
#include <string.h>

#include "bits.h"

#if defined(__SSE2__) && !defined(MCPX_WITHOUT_VECTORS)

#include <emmintrin.h>

enum { VECTOR_BYTES = 16 };
typedef __m128i vector;

static inline vector vector_load(const void *bytes) { return _mm_loadu_si128((const __m128i *)bytes); }
static inline void vector_store(void *bytes, vector a) { _mm_storeu_si128((__m128i *)bytes, a); }
static inline vector vector_all(unsigned char byte) { return _mm_set1_epi8((char)byte); }
static inline vector vector_and(vector a, vector b) { return _mm_and_si128(a, b); }
static inline vector vector_or(vector a, vector b) { return _mm_or_si128(a, b); }
static inline vector vector_equal(vector a, vector b) { return _mm_cmpeq_epi8(a, b); }

/* As signed numbers: bytes above 127 are below all others. */
static inline vector vector_above(vector a, vector b) { return _mm_cmpgt_epi8(a, b); }

/* The bytes of `a` where the comparison is true, 0 elsewhere. */
static inline vector vector_where(vector comparison, vector a) { return _mm_and_si128(comparison, a); }

/* The bytes of `a` where the comparison is true, else those of `b`. */
static inline vector vector_choose(vector comparison, vector a, vector b) {
  return _mm_or_si128(_mm_and_si128(comparison, a), _mm_andnot_si128(comparison, b));
}

/* A bit for each byte of a comparison that is true. */
static inline uint32_t vector_mask(vector comparison) { return (uint32_t)_mm_movemask_epi8(comparison); }

#elif defined(__aarch64__) && defined(__ARM_NEON) && !defined(MCPX_WITHOUT_VECTORS)

#include <arm_neon.h>

enum { VECTOR_BYTES = 16 };
typedef uint8x16_t vector;

static inline vector vector_load(const void *bytes) { return vld1q_u8((const uint8_t *)bytes); }
static inline void vector_store(void *bytes, vector a) { vst1q_u8((uint8_t *)bytes, a); }
static inline vector vector_all(unsigned char byte) { return vdupq_n_u8(byte); }
static inline vector vector_and(vector a, vector b) { return vandq_u8(a, b); }
static inline vector vector_or(vector a, vector b) { return vorrq_u8(a, b); }
static inline vector vector_equal(vector a, vector b) { return vceqq_u8(a, b); }

static inline vector vector_above(vector a, vector b) {
  return vcgtq_s8(vreinterpretq_s8_u8(a), vreinterpretq_s8_u8(b));
}

static inline vector vector_where(vector comparison, vector a) { return vandq_u8(comparison, a); }
static inline vector vector_choose(vector comparison, vector a, vector b) {
  return vbslq_u8(comparison, a, b);
}

/* NEON has no such instruction: each byte keeps the bit of its place, and the bits of each half are added. */
static inline uint32_t vector_mask(vector comparison) {
  static const uint8_t BITS[] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t bits = vandq_u8(comparison, vld1q_u8(BITS));
  return vaddv_u8(vget_low_u8(bits)) | (uint32_t)vaddv_u8(vget_high_u8(bits)) << 8;
}

#else

enum { VECTOR_BYTES = 8 };
typedef uint64_t vector; /* the first byte is the lowest */

#define VECTOR_TOPS UINT64_C(0x8080808080808080)

static inline vector vector_load(const void *bytes) {
  vector a;
  memcpy(&a, bytes, sizeof a);
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  a = __builtin_bswap64(a);
#endif
  return a;
}

static inline void vector_store(void *bytes, vector a) {
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  a = __builtin_bswap64(a);
#endif
  memcpy(bytes, &a, sizeof a);
}

static inline vector vector_all(unsigned char byte) { return byte * UINT64_C(0x0101010101010101); }
static inline vector vector_and(vector a, vector b) { return a & b; }
static inline vector vector_or(vector a, vector b) { return a | b; }

/* The sum has a top bit where one of the lower bits differs. No byte carries into the next one. */
static inline vector vector_equal(vector a, vector b) {
  vector differing = a ^ b;
  return ~(((differing & ~VECTOR_TOPS) + ~VECTOR_TOPS) | differing);
}

/* The difference of the lower bits has a top bit where `b` is not below `a`. Where the signs differ, the
 * sign of `b` decides. */
static inline vector vector_above(vector a, vector b) {
  vector not_below = ((b & ~VECTOR_TOPS) | VECTOR_TOPS) - (a & ~VECTOR_TOPS);
  return (b & ~a) | (~(a ^ b) & ~not_below);
}

/* All bits of the bytes where the comparison is true. */
static inline vector vector_filled(vector comparison) { return ((comparison & VECTOR_TOPS) >> 7) * 0xFF; }
static inline vector vector_where(vector comparison, vector a) { return vector_filled(comparison) & a; }
static inline vector vector_choose(vector comparison, vector a, vector b) {
  return b ^ (vector_filled(comparison) & (a ^ b));
}

/* The product moves the bit of each byte into the highest byte. */
static inline uint32_t vector_mask(vector comparison) {
  return (uint32_t)(((comparison & VECTOR_TOPS) >> 7) * UINT64_C(0x0102040810204080) >> 56);
}

#endif

/* The place of the first byte where the comparison is true; VECTOR_BYTES if there is none. */
static inline size_t vector_first(vector comparison) {
#ifdef VECTOR_TOPS
  uint64_t found = comparison & VECTOR_TOPS;
  return found ? bits_lowest(found) / 8 : VECTOR_BYTES;
#else
  uint32_t found = vector_mask(comparison);
  return found ? bits_lowest(found) : VECTOR_BYTES;
#endif
}

/* The first i from `from` on where bytes[i] is `first` and bytes[i + 1] is `second`; `to` if there is none
 * before that. */
static inline size_t vector_find_pair(const unsigned char *bytes, size_t from, size_t to, unsigned char first,
                                      unsigned char second) {
  vector one = vector_all(first), two = vector_all(second);
  for (; from < to; from += VECTOR_BYTES) {
    size_t place = vector_first(vector_and(vector_equal(vector_load(bytes + from), one),
                                           vector_equal(vector_load(bytes + from + 1), two)));
    if (place == VECTOR_BYTES) continue;
    from += place;
    return from < to ? from : to;
  }
  return to;
}

#endif
