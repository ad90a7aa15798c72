/* line_recovery.h: a line of a log -> whether its failure may be passing, and whether it says that a wait or
 * a retry succeeded. */
#ifndef MCPX_CLASSIFY_LINE_RECOVERY_H
#define MCPX_CLASSIFY_LINE_RECOVERY_H

#include "base/internal.h"
#include "normalize.h"

/* "connection refused, retry in 2 s", `level=info msg="token expired, refreshing"`: the program goes on by
 * itself. */
MCPX_INTERNAL bool line_is_passing(const struct norm_block *block, size_t i, size_t end);

/* "Docker is ready (27.5.1)", "poll ok (200)". Such words are too weak to take back a failure that did not
 * say that the program goes on. */
MCPX_INTERNAL bool line_says_recovery(const struct norm_block *block, size_t i, size_t end);

/* "Received SIGTERM, shutting down": the exits that follow are on purpose. */
MCPX_INTERNAL bool line_announces_stop(const struct norm_block *block, size_t i, size_t end);

/* "Starting 3 servers": what follows an announced stop is a failure again. */
MCPX_INTERNAL bool line_announces_start(const struct norm_block *block, size_t i, size_t end);

/* "notes: exit status 130", "signal: terminated" */
MCPX_INTERNAL bool line_tells_exit(const struct norm_block *block, size_t i, size_t end);

#endif
