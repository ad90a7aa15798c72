/* marked.h: compares the ranges that a detector finds with marks in a text. */
#ifndef TEST_MARKED_H
#define TEST_MARKED_H

#include <stdbool.h>

#include "base/text.h"

/* A detector of canary/detect.h. */
typedef bool marked_finder(mcpx_text text, size_t *at, mcpx_range *range);

/* All matches are between marks: "card <<4111111111111111>>." A text without marks has none. */
struct marked_row {
  const char *text;
  marked_finder *find;
};

/* The test of such a row, for RUN_ROWS. */
void finds_marked_ranges(void **state);

#endif
