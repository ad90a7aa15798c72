/* line_list.h: a line -> whether it belongs to a table or to a list of errors. */
#ifndef MCPX_CLASSIFY_LINE_LIST_H
#define MCPX_CLASSIFY_LINE_LIST_H

#include "base/internal.h"
#include "normalize.h"

/* The line asks a program to explain a code. */
MCPX_INTERNAL bool line_asks_for_code(const struct norm_block *block, size_t i, size_t end);

/* The line is the name of a setting with its type or default. */
MCPX_INTERNAL bool line_is_term(const struct norm_block *block, size_t i, size_t end);

/* The line from `i` to `end` is an item of a list of errors: a row of a table in Markdown, a bullet with one
 * word, an error in quotes with its explanation, several errors in a row. */
MCPX_INTERNAL bool line_is_list_item(const struct norm_block *block, size_t i, size_t end);

/* The line begins a table, in Markdown, CSV, or as a database prints it. */
MCPX_INTERNAL bool line_opens_table(const struct norm_block *block, size_t i, size_t end);

#endif
