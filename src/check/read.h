/* read.h: read a payload and check every key and value. */
#ifndef MCPX_CHECK_READ_H
#define MCPX_CHECK_READ_H

#include "base/internal.h"
#include "check.h"

/* Read the payload of `check->reader` and report what its keys and values break. True if it was JSON to its
 * end, so that it can be checked as a whole. */
MCPX_INTERNAL bool check_read_payload(struct check *check);

#endif
