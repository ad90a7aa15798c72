/* consistency.h: compare the fields of a payload with each other. */
#ifndef MCPX_CHECK_CONSISTENCY_H
#define MCPX_CHECK_CONSISTENCY_H

#include "base/internal.h"
#include "check.h"

/* Report the contradictions between valid fields; a field that is missing or invalid contradicts none. For a
 * payload that was read to its end. */
MCPX_INTERNAL void check_consistency(struct check *check);

#endif
