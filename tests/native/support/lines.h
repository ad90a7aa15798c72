/* lines.h: asks questions about a line of normalized text. */
#ifndef TEST_LINES_H
#define TEST_LINES_H

#include "classify/line_text.h"

typedef bool line_question(const struct norm_block *block, size_t i, size_t end);

/* The line in question is the first one, or the one with ~ at its start, which is left out. */
struct line_row {
  const char *text;
  line_question *ask;
  bool answer;
};

#define YES(ask, text) \
  { text, ask, true }
#define NO(ask, text) \
  { text, ask, false }

/* Normalizes a text without its mark. Returns the index of the line in question. */
size_t line_fill(struct norm_block *block, const char *text);

/* The test of such a row, for RUN_ROWS. It asks twice: with and without what is noted of the line's
 * start. */
void has_answer(void **state);

#endif
