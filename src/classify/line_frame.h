/* line_frame.h: a line of a log -> where its message begins. */
#ifndef MCPX_CLASSIFY_LINE_FRAME_H
#define MCPX_CLASSIFY_LINE_FRAME_H

#include "base/internal.h"
#include "normalize.h"

/* The index after what a log puts in front of a message: a time, a level, names. `i`, where the line begins,
 * if there is no sign of a log. */
#ifdef MCPX_WITHOUT_CAUSES
/* The first answer of the page shows evidence with the frame around it. */
static inline size_t line_frame_end(struct norm_block *block, size_t i) {
  (void)block;
  return i;
}
#else
MCPX_INTERNAL size_t line_frame_end(struct norm_block *block, size_t i);
#endif

#endif
