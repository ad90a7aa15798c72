/* grams.c: which sequences of four bytes are in a block. */
#include "grams.h"

#include <string.h>

_Static_assert(NORM_GRAM_BITS == 1 << (32 - 19), "a bit for each value of gram_bit()");

static inline void note_gram(struct norm_block *block, uint32_t key) {
  uint32_t bit = gram_bit(key);
  block->grams[bit / 64] |= UINT64_C(1) << bit % 64;
}

/* The sequence that starts at `i`, without the line break at `skipped`. */
static void note_gram_across(struct norm_block *block, size_t i, size_t skipped) {
  unsigned char bytes[ANCHOR_SIZE];
  if (i + ANCHOR_SIZE >= block->count) return;
  for (size_t k = 0; k < ANCHOR_SIZE; k++) bytes[k] = block->bytes[i + k + (i + k >= skipped)];
  note_gram(block, anchor_key(bytes));
}

/* The sequences across each line break. Where two breaks are so close that one sequence has both, every
 * sequence counts as noted. */
static void note_line_breaks(struct norm_block *block) {
  size_t i = norm_find_line_break(block, 0, block->count), next;
  for (; i < block->count; i = next) {
    next = norm_find_line_break(block, i + 1, block->count);
    if (next < block->count && next - i <= ANCHOR_SIZE) memset(block->grams, 0xFF, sizeof block->grams);
    for (size_t from = i > ANCHOR_SIZE - 1 ? i - (ANCHOR_SIZE - 1) : 0; from < i; from++)
      note_gram_across(block, from, i);
  }
}

void grams_note(struct norm_block *block) {
  size_t i = 0;
  if (block->grams_noted) return;
  block->grams_noted = true;
  memset(block->grams, 0, sizeof block->grams);
  for (; i + (size_t)2 * ANCHOR_SIZE <= block->count; i += ANCHOR_SIZE) {
    uint64_t keys = anchor_four_keys(block->bytes + i);
    note_gram(block, (uint32_t)keys);
    note_gram(block, (uint32_t)(keys >> 8));
    note_gram(block, (uint32_t)(keys >> 16));
    note_gram(block, (uint32_t)(keys >> 24));
  }
  for (; i + ANCHOR_SIZE <= block->count; i++) note_gram(block, anchor_key(block->bytes + i));
  note_line_breaks(block);
}
