/* contraction.c: "cant", as people type it, -> "can't", as phrases have it. */
#include "contraction.h"

#include <string.h>

#include "base/ascii.h"

/* The words before "nt". "want" and "went" are other words. */
static const char *const NEGATED_VERBS[] = {"ca", "do",    "does",  "did",    "is",   "are", "was", "were",
                                            "wo", "could", "would", "should", "have", "has", "had"};

static bool ends_in_verb(const struct norm_block *block, size_t end) {
  for (size_t i = 0; i < sizeof NEGATED_VERBS / sizeof *NEGATED_VERBS; i++) {
    size_t length = strlen(NEGATED_VERBS[i]);
    if (length > end || memcmp(block->bytes + end - length, NEGATED_VERBS[i], length) != 0) continue;
    size_t before = end - length;
    if (before == 0 || block->bytes[before - 1] == ' ') return true;
  }
  return false;
}

void contraction_restore(struct norm_block *block) {
  size_t last = block->count - 1;
  if (block->count < 4 || memcmp(block->bytes + last - 1, "nt", 2) != 0 || !ends_in_verb(block, last - 1))
    return;
  norm_fill_offsets(block);
  block->bytes[last + 1] = 't';
  block->at[last + 1] = block->at[last];
  block->width[last + 1] = block->width[last];
  block->bytes[last] = '\'';
  block->width[last] = 0;
  block->count++;
}
