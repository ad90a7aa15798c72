/* line_shape.h: how a line begins -> whether it is evidence of a failure, or code, a change log,
 * documentation. */
#ifndef MCPX_CLASSIFY_LINE_SHAPE_H
#define MCPX_CLASSIFY_LINE_SHAPE_H

#include "base/internal.h"
#include "normalize.h"

/* Which lines are no evidence. */
enum line_shape {
  LINE_SHAPE_NONE,
  SHAPE_LINE,    /* this one */
  SHAPE_BLOCK,   /* also those up to the next blank line, or the next line of a log */
  SHAPE_SECTION, /* also those up to the next heading of the same level */
};

/* The shape of the line that starts at `i`. If it does not matter whether the line `alone` is no evidence,
 * LINE_SHAPE_NONE may stand for SHAPE_LINE. */
MCPX_INTERNAL enum line_shape line_shape_find(const struct norm_block *block, size_t i, bool alone);

#endif
