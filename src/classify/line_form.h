/* line_form.h: a line -> whether it is data (a metric, a row of a table, a setting) or a statement of source
 * code. */
#ifndef MCPX_CLASSIFY_LINE_FORM_H
#define MCPX_CLASSIFY_LINE_FORM_H

#include "base/internal.h"
#include "normalize.h"

/* The line from `i` to `end` is data: a metric, a row of a table, a setting of an environment, a step of a
 * build. */
MCPX_INTERNAL bool line_is_data(const struct norm_block *block, size_t i, size_t end);

/* The line is a statement of code or a setting that ends in a semicolon, or an entry of a list of texts. */
MCPX_INTERNAL bool line_is_statement(const struct norm_block *block, size_t i, size_t end);

/* The line begins a block of code or of configuration, or is the header of a table in CSV. */
MCPX_INTERNAL bool line_opens_block(const struct norm_block *block, size_t i, size_t end);

/* The line ends in words that say that a connection now works: "notes: connected". */
MCPX_INTERNAL bool line_ends_in_success(const struct norm_block *block, size_t i, size_t end);

/* The line says that a server closed or could not be reached. */
MCPX_INTERNAL bool line_says_closed(const struct norm_block *block, size_t i, size_t end);

/* The line is the title of a document that describes failures: a change log, a postmortem, a list of errors.
 */
MCPX_INTERNAL bool line_is_document_title(const struct norm_block *block, size_t i, size_t end);

#endif
