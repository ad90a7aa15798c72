/* normalize.h: raw text -> the folded bytes that phrases are matched on, each with its place. */
#ifndef MCPX_CLASSIFY_NORMALIZE_H
#define MCPX_CLASSIFY_NORMALIZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  NORM_CAPACITY = 1024, /* bytes in a block */
  NORM_LOOKAHEAD = 16,  /* raw bytes that the longest unit (an escaped surrogate pair) may need */
  NORM_UNIT_MAX = 4,    /* bytes that one unit may put into the block */
  NORM_FOLDED = 0x80,
  NORM_BREAK_WIDTH = 0 /* the width of a space that stands for a line break: it matches a space, or nothing */
};

/* A stretch of the view. at[i] and width[i] say which raw bytes became bytes[i]; NORM_FOLDED is set in the
 * width where the plain view changed the byte. */
struct norm_block {
  size_t count;
  size_t at[NORM_CAPACITY];
  uint8_t width[NORM_CAPACITY];
  unsigned char bytes[NORM_CAPACITY + 4]; /* so that a look behind a window stays inside */
};

/* What has to be remembered from one piece of text to the next. */
struct normalizer {
  bool extended;
  uint8_t escape; /* inside a terminal escape: which kind */
  bool line_start;
  bool broken;   /* a line break was seen; it may stand inside a phrase (extended only) */
  size_t offset; /* raw offset of the next byte */
};

/* Does a space stand for a line break there? */
static inline bool norm_is_line_break(const struct norm_block *block, size_t i) {
  return block->bytes[i] == ' ' && block->width[i] == NORM_BREAK_WIDTH;
}

/* Start a view: the plain one (lower case as classifier.md defines it) or the extended one, which also
 * looks through colours, escapes (of JSON, HTML, addresses), quotes, accents and runs of white space. */
void norm_start(struct normalizer *view, bool extended);

/* Fold raw bytes into the block until it is full or the bytes are used up; returns how many were taken.
 * Unless `final`, up to NORM_LOOKAHEAD - 1 bytes may be left for the next call. */
size_t norm_fill(struct normalizer *view, const unsigned char *raw, size_t length, bool final,
                 struct norm_block *block);

#endif
