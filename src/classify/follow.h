/* follow.h: a line of a log -> what it means for the life of its server. */
#ifndef MCPX_CLASSIFY_FOLLOW_H
#define MCPX_CLASSIFY_FOLLOW_H

#include "log.h"

/* The current line is complete and its scan finished. Leaves other matches in the scan. */
MCPX_INTERNAL void follow_line(struct log *log);

#endif
