/* line_time.h: a line of normalized text -> whether it begins with the time of a log. */
#ifndef MCPX_CLASSIFY_LINE_TIME_H
#define MCPX_CLASSIFY_LINE_TIME_H

#include "base/internal.h"
#include "normalize.h"

/* Whether the line at the beginning of the block, which has `end` bytes, begins with hh:mm:ss. Before it may
 * be a date, and what a log puts there: the service of Docker Compose, brackets, a level, a name in brackets,
 * and the first members of an object. */
MCPX_INTERNAL bool line_is_timed(const struct norm_block *block, size_t end);

#endif
