/* fuzz.h: functions that the fuzzers share. */
#ifndef FUZZ_H
#define FUZZ_H

#include "mcpx.h"

/* The first bytes of an input choose the hints and the sizes of the pieces. The rest is the text. */
struct input {
  const char *text;
  size_t length;
  mcpx_hints hints;
  uint32_t seed; /* for the sizes of the pieces */
};

struct input input_of(const uint8_t *data, size_t size);

/* Returns the size of the next piece, 1 to `left`. Most pieces are single bytes, to cut the text everywhere.
 */
size_t next_piece(uint32_t *seed, size_t left);

/* Aborts unless `condition` is true. libFuzzer then keeps the input. */
void require(bool condition, const char *what);

#endif
