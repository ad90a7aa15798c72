/* classify.h: the decision that the classification of one text and that of a log line share. */
#ifndef MCPX_CLASSIFY_CLASSIFY_H
#define MCPX_CLASSIFY_CLASSIFY_H

#include "base/internal.h"
#include "mcpx.h"
#include "scan.h"

/* Fill `*answer` from the first rule that applies. The scan decides the profile. Leaves out proxy_code and
 * the sources of the hints, which the caller adds. */
MCPX_INTERNAL void classify_decide(const struct phrase_scan *scan, const mcpx_hints *hints,
                                   mcpx_answer *answer);

/* The same without what explains the answer: cause, effects, kind of an unknown text. Returns the index of
 * the rule. */
MCPX_INTERNAL uint16_t classify_choose(const struct phrase_scan *scan, const mcpx_hints *hints,
                                       mcpx_answer *answer);

#endif
