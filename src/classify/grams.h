/* grams.h: which sequences of four bytes are in a block. A phrase or a word with another one is not in it. */
#ifndef MCPX_CLASSIFY_GRAMS_H
#define MCPX_CLASSIFY_GRAMS_H

#include "anchors.h"
#include "normalize.h"

/* The bit of four bytes. Few sequences share one. */
static inline uint32_t gram_bit(uint32_t key) { return (key * UINT32_C(0x9E3779B1)) >> 19; }

/* Note the sequences of the block, unless they are: as they are, and also without the line breaks in them,
 * which a phrase may skip. Who changes the bytes of the block clears `grams_noted`. */
MCPX_INTERNAL void grams_note(struct norm_block *block);

/* Whether the four bytes of the bit may be in the block, whose sequences are noted. */
static inline bool gram_may_be_in(const struct norm_block *block, uint32_t bit) {
  return block->grams[bit / 64] >> bit % 64 & 1;
}

#endif
