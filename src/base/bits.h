/* bits.h: sets of small numbers as bits of 64-bit words. */
#ifndef MCPX_BASE_BITS_H
#define MCPX_BASE_BITS_H

#include <stddef.h>
#include <stdint.h>

/* The number of the lowest bit that is set. One has to be set. */
static inline size_t bits_lowest(uint64_t bits) {
#if defined(__GNUC__)
  return (size_t)__builtin_ctzll(bits);
#else
  size_t lowest = 0;
  while (!(bits >> lowest & 1)) lowest++;
  return lowest;
#endif
}

/* The lowest bit from `from` on in an array of words; 64 * `count` if none is set. */
static inline size_t bits_next(const uint64_t *words, size_t count, size_t from) {
  size_t word = from / 64;
  if (word >= count) return 64 * count;
  uint64_t bits = words[word] >> from % 64 << from % 64;
  while (!bits) {
    if (++word == count) return 64 * count;
    bits = words[word];
  }
  return 64 * word + bits_lowest(bits);
}

#endif
