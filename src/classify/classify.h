/* classify.h: what a classification and a log share. */
#ifndef MCPX_CLASSIFY_CLASSIFY_H
#define MCPX_CLASSIFY_CLASSIFY_H

#include "mcpx.h"
#include "scan.h"

/* The first rule that holds, on the phrases of one view under one profile. */
void classify_decide(const struct phrase_scan *scan, const mcpx_hints *hints, mcpx_answer *answer);

#endif
