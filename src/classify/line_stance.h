/* line_stance.h: a line of prose -> whether it only speaks of a failure: one that may happen, is defined, is
 * remembered or is planned for. */
#ifndef MCPX_CLASSIFY_LINE_STANCE_H
#define MCPX_CLASSIFY_LINE_STANCE_H

#include "base/internal.h"
#include "normalize.h"

/* The line speaks of a failure that no one has now. */
MCPX_INTERNAL bool line_only_speaks(const struct norm_block *block, size_t i, size_t end);

#endif
