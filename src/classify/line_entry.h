/* line_entry.h: a line -> whether it is an entry of a list that defines errors, options or statuses. */
#ifndef MCPX_CLASSIFY_LINE_ENTRY_H
#define MCPX_CLASSIFY_LINE_ENTRY_H

#include "base/internal.h"
#include "normalize.h"

/* The line from `i` to `end` defines an error, and a line near it defines another one: "401 - no token". */
MCPX_INTERNAL bool line_is_entry(const struct norm_block *block, size_t i, size_t end);

/* The line names an error of such a list or an option, and what follows it, indented, defines it. */
MCPX_INTERNAL bool line_opens_entry(const struct norm_block *block, size_t i, size_t end);

/* The line is a heading of such a list: the name of a setting, or a status, with another one below. */
MCPX_INTERNAL bool line_titles_entry(const struct norm_block *block, size_t i, size_t end);

#endif
