/* unknown.h: why a text has no code, and which codes are near. */
#ifndef MCPX_CLASSIFY_UNKNOWN_H
#define MCPX_CLASSIFY_UNKNOWN_H

#include "base/internal.h"
#include "mcpx.h"
#include "scan.h"

/* Fill `unknown` and `nearest` of an answer with the code MCPX_UNKNOWN_UNCLASSIFIED whose cause is known.
 * `decided` says that a rule gave this code, because the text shows no failure. */
MCPX_INTERNAL void unknown_explain(const struct phrase_scan *scan, bool decided, mcpx_answer *answer);

#endif
