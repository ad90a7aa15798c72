/* line_success.h: a line of a log -> whether it says that a server works. */
#ifndef MCPX_CLASSIFY_LINE_SUCCESS_H
#define MCPX_CLASSIFY_LINE_SUCCESS_H

#include "base/internal.h"
#include "normalize.h"

/* Whether the line from `i` to `end` says that its server works now: "notes: connected", "retry 3 ok",
 * "upstream crm: 200 OK", "tools/list -> 9 tools". */
MCPX_INTERNAL bool line_says_success(const struct norm_block *block, size_t i, size_t end);

/* The words in the part that may be names of servers, each a bit by its hash; all bits if there are none. */
MCPX_INTERNAL uint64_t line_names(const struct norm_block *block, size_t i, size_t end);

/* The bit of the server that a line of success names: "notes: connected", "upstream notes ready". 0 if it
 * names none. */
MCPX_INTERNAL uint64_t line_success_name(const struct norm_block *block, size_t i, size_t end);

#endif
