/* normalize.h: raw text -> the folded bytes that phrases are matched on, each with its place. */
#ifndef MCPX_CLASSIFY_NORMALIZE_H
#define MCPX_CLASSIFY_NORMALIZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  VIEW_CAPACITY = 1024, /* bytes in a block */
  VIEW_LOOKAHEAD = 16,  /* raw bytes that the longest unit (an escaped surrogate pair) may need */
  VIEW_UNIT_MAX = 4,    /* bytes that one unit may put into the block */
  VIEW_FOLDED = 0x80,
  VIEW_BREAK_WIDTH = 0 /* the width of a space that stands for a line break: it matches a space, or nothing */
};

/* A stretch of the view. at[i] and width[i] say which raw bytes became bytes[i]; VIEW_FOLDED is set in the
 * width where the plain view changed the byte. */
struct view_block {
  size_t count;
  size_t at[VIEW_CAPACITY];
  uint8_t width[VIEW_CAPACITY];
  unsigned char bytes[VIEW_CAPACITY + 4]; /* so that a look behind a window stays inside */
};

/* What has to be remembered from one piece of text to the next. */
struct text_view {
  bool extended;
  uint8_t escape; /* inside a terminal escape: which kind */
  bool line_start;
  bool broken;   /* a line break was seen; it may stand inside a phrase (extended only) */
  size_t offset; /* raw offset of the next byte */
};

/* Does a space stand for a line break there? */
static inline bool view_breaks_at(const struct view_block *block, size_t i) {
  return block->bytes[i] == ' ' && block->width[i] == VIEW_BREAK_WIDTH;
}

/* Start a view: the plain one (lower case as classifier.md defines it) or the extended one, which also
 * looks through colours, escapes (of JSON, HTML, addresses), quotes, accents and runs of white space. */
void view_start(struct text_view *view, bool extended);

/* Fold raw bytes into the block until it is full or the bytes are used up; returns how many were taken.
 * Unless `final`, up to VIEW_LOOKAHEAD - 1 bytes may be left for the next call. */
size_t view_fill(struct text_view *view, const unsigned char *raw, size_t length, bool final,
                 struct view_block *block);

#endif
