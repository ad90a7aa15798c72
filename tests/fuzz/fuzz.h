/* fuzz.h: what the fuzzers share: input -> hints and pieces, and inputs that hold real phrases. */
#ifndef FUZZ_H
#define FUZZ_H

#include "mcpx.h"

/* An input: its first bytes choose hints and pieces, the rest is the text. */
struct input {
  const char *text;
  size_t length;
  mcpx_hints hints;
  uint32_t seed; /* of the sizes of the pieces */
};

struct input input_of(const uint8_t *data, size_t size);

/* The size of the next piece, 1 to `left`: single bytes mostly, so that every cut is tried. */
size_t next_piece(uint32_t *seed, size_t left);

/* End with a report unless `holds`: libFuzzer keeps the input. */
void require(bool holds, const char *what);

#endif
