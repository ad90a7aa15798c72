/* line_time.h: a line of normalized text -> the date and the time that it begins with. */
#ifndef MCPX_CLASSIFY_LINE_TIME_H
#define MCPX_CLASSIFY_LINE_TIME_H

#include "base/internal.h"
#include "normalize.h"

/* Whether a date or a time is at `i`: "10:44:09", "dec 15 06:41:02", "2026-03-02", "2026/03/02". */
MCPX_INTERNAL bool line_begins_with_time(const struct norm_block *block, size_t i);

/* The index after a date, a time or both: "2026-03-12T07:30:01Z", "dec 15 06:41:02". `i` if there is none. */
MCPX_INTERNAL size_t line_skip_time(const struct norm_block *block, size_t i, size_t end);

/* Where hh:mm:ss is: at `i`, or after a date that is there, in any of the usual orders. `end` if nowhere. */
MCPX_INTERNAL size_t line_find_clock(const struct norm_block *block, size_t i, size_t end);

/* Whether the line at the beginning of the block, which has `end` bytes, begins with hh:mm:ss. Before it may
 * be a date, and what a log puts there: the service of Docker Compose, brackets, a level, a name in brackets,
 * and the first members of an object. */
MCPX_INTERNAL bool line_is_timed(const struct norm_block *block, size_t end);

#endif
