/* line_verdict.h: a line -> whether it belongs to a report of tests, which names failures that were provoked
 * or expected. */
#ifndef MCPX_CLASSIFY_LINE_VERDICT_H
#define MCPX_CLASSIFY_LINE_VERDICT_H

#include "base/internal.h"
#include "normalize.h"

/* The line names a test, or says that what happened was expected. */
MCPX_INTERNAL bool line_is_of_test(const struct norm_block *block, size_t i, size_t end);

#endif
