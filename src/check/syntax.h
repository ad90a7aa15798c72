/* syntax.h: the usual mistakes in JSON. */
#ifndef MCPX_CHECK_SYNTAX_H
#define MCPX_CHECK_SYNTAX_H

#include <stdbool.h>

#include "base/internal.h"
#include "findings.h"
#include "json/reader.h"

/* The kind of finding for the fault of a reader that has stopped. It names the mistake, if it is a usual one.
 */
MCPX_INTERNAL enum finding_kind syntax_fault_kind(const struct json_reader *reader);

/* The place of the last byte before the fault that is not white space: of a comma that is one too many. There
 * is such a byte. */
MCPX_INTERNAL size_t syntax_place_before(const struct json_reader *reader);

#endif
