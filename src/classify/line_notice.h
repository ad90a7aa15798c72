/* line_notice.h: a line -> whether it tells that a failure is over, or announces one. */
#ifndef MCPX_CLASSIFY_LINE_NOTICE_H
#define MCPX_CLASSIFY_LINE_NOTICE_H

#include "base/internal.h"
#include "normalize.h"

/* The line from `i` to `end` says that a failure was corrected, as the last comment of an issue does. */
MCPX_INTERNAL bool line_tells_solution(const struct norm_block *block, size_t i, size_t end);

/* The line names a setting that is missing, and what the program does instead: "X is not set, using Y". */
MCPX_INTERNAL bool line_goes_without(const struct norm_block *block, size_t i, size_t end);

/* The line names a request that failed, and that the program uses what it has cached instead. */
MCPX_INTERNAL bool line_uses_cache(const struct norm_block *block, size_t i, size_t end);

/* The line tells what is going to happen. */
MCPX_INTERNAL bool line_tells_future(const struct norm_block *block, size_t i, size_t end);

/* The line is a wish of a user for a product: "As an admin I want …, so that …". */
MCPX_INTERNAL bool line_is_story(const struct norm_block *block, size_t i, size_t end);

/* The line is a joke with the words of a failure. */
MCPX_INTERNAL bool line_is_joke(const struct norm_block *block, size_t i, size_t end);

#endif
