/* normalize.h: raw text -> normalized bytes, which phrases are compared with, and the raw range of each.
 *
 * Profile `proxy` uses the plain form, which only folds case. Profile `extended` uses the extended form,
 * which also unifies quotes, accents, white space, colors and escapes. */
#ifndef MCPX_CLASSIFY_NORMALIZE_H
#define MCPX_CLASSIFY_NORMALIZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/internal.h"
#include "base/vector.h"

enum {
  NORM_PLAIN_LEAD_2 =
      0xC4, /* the first bytes of the characters that the plain form makes ASCII letters: U+0130 */
  NORM_PLAIN_LEAD_3 = 0xE2, /* and U+212A */
  NORM_SLACK = 32,
  NORM_GRAM_BITS = 8192,
  NORM_PAIRS = 512,
  NORM_CAPACITY = 1024, /* bytes in a block */
  NORM_LOOKAHEAD = 16,  /* raw bytes of the longest unit, an entity that was escaped twice */
  NORM_UNIT_MAX = 4,    /* normalized bytes of the longest unit; with a restored apostrophe, too */
  NORM_FOLDED = 0x80,   /* this bit of a width: plain folding changed the byte */
  NORM_BREAK_WIDTH = 0, /* the width of a space that was a line break; such a space may also match nothing */
  NORM_BLANK_WIDTH = NORM_FOLDED /* the same, of several line breaks: a blank line */
};

/* A part of the normalized text. bytes[i] comes from width[i] raw bytes at offset norm_at(i). */
struct norm_block {
  size_t count;
  size_t start; /* the offset of bytes[0] */
  bool
      regular; /* each byte comes from the offset after that of the byte before it; then `at` is not filled */
  /* What is noted, until the bytes change: see line_note(), server_name.h, line_frame.h, grams.h. */
  size_t line_from;                  /* the line that starts here */
  bool line_of_message;              /* begins a message */
  size_t nameless_from, nameless_to; /* the line from here to there names no server */
  size_t framed_from, framed_to;     /* the message of the line from here begins there */
  size_t pairs_from, pairs_to;       /* the bytes and pairs of bytes from here to there are noted */
  uint8_t bytes_noted[256], pairs_noted[NORM_PAIRS]; /* 1 or 0 */
  bool grams_noted;
  uint64_t grams[NORM_GRAM_BITS / 64];
  size_t at[NORM_CAPACITY];
  uint8_t width[NORM_CAPACITY + NORM_SLACK];
  unsigned char bytes[NORM_CAPACITY + NORM_SLACK]; /* searches read some bytes after the last one */
};

/* The state between two pieces of a text. */
struct normalizer {
  bool extended;
  uint8_t escape; /* the kind of terminal escape that has begun; 0 for none */
  bool line_start;
  bool broken;   /* extended only: the text has a line break, which may be inside a phrase */
  size_t offset; /* raw offset of the next byte */
};

static inline size_t norm_at(const struct norm_block *block, size_t i) {
  return block->regular ? block->start + i : block->at[i];
}

/* The bytes have changed: what is noted of them is no more true. */
static inline void norm_forget_notes(struct norm_block *block) {
  block->line_from = block->nameless_from = block->framed_from = block->pairs_from = SIZE_MAX;
  block->grams_noted = false;
}

/* Remove all bytes. */
static inline void norm_clear(struct norm_block *block) {
  block->count = 0;
  block->regular = true;
  norm_forget_notes(block);
}

/* Fill `at`, so that its values can be others than those of a regular block. */
static inline void norm_fill_offsets(struct norm_block *block) {
  if (!block->regular) return;
  block->regular = false;
  for (size_t i = 0; i < block->count; i++) block->at[i] = block->start + i;
}

static inline bool norm_is_line_break(const struct norm_block *block, size_t i) {
  return block->bytes[i] == ' ' && !(block->width[i] & ~NORM_FOLDED);
}

static inline bool norm_is_blank_line(const struct norm_block *block, size_t i) {
  return block->bytes[i] == ' ' && block->width[i] == NORM_BLANK_WIDTH;
}

/* Which bytes of a vector are line breaks. */
static inline vector norm_line_breaks(const struct norm_block *block, size_t i) {
  vector widths = vector_and(vector_load(block->width + i), vector_all((unsigned char)~NORM_FOLDED));
  return vector_and(vector_equal(vector_load(block->bytes + i), vector_all(' ')),
                    vector_equal(widths, vector_all(NORM_BREAK_WIDTH)));
}

/* The first line break from `i` on; `to` if there is none before that. */
static inline size_t norm_find_line_break(const struct norm_block *block, size_t i, size_t to) {
  for (; i < to; i += VECTOR_BYTES) {
    size_t place = vector_first(norm_line_breaks(block, i));
    if (place == VECTOR_BYTES) continue;
    i += place;
    return i < to ? i : to;
  }
  return to;
}

/* The plain form lowercases A to Z, U+0130 (to i) and U+212A (to k), as the proxy does. The extended form
 * also removes colors and accents, decodes escapes of JSON, HTML and URLs, and unifies quotes and white
 * space. */
MCPX_INTERNAL void norm_start(struct normalizer *norm, bool extended);

/* Normalize raw bytes into the block until it is full or all are used; returns how many were used. Unless
 * `final`, up to NORM_LOOKAHEAD - 1 bytes may be left for the next call. */
MCPX_INTERNAL size_t norm_fill(struct normalizer *norm, const unsigned char *raw, size_t length, bool final,
                               struct norm_block *block);

#endif
