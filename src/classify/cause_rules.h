/* cause_rules.h: the phrases in a text, hints and a code -> the causes that hold. */
#ifndef MCPX_CLASSIFY_CAUSE_RULES_H
#define MCPX_CLASSIFY_CAUSE_RULES_H

#include "base/internal.h"
#include "mcpx.h"
#include "scan.h"

/* Whether a cause decides the code where no rule of rules.def names a failure; the most specific one does.
 * Then fill the code and the evidence of the answer. */
MCPX_INTERNAL bool cause_decides(const struct phrase_scan *scan, const mcpx_hints *hints);
MCPX_INTERNAL void cause_fill_decision(const struct phrase_scan *scan, const mcpx_hints *hints,
                                       mcpx_answer *answer);

/* The number of rules, and the first set that one asks for. */
MCPX_INTERNAL size_t cause_rule_count(void);
/* Whether the rule decides a code. */
MCPX_INTERNAL bool cause_rule_decides(size_t rule);

MCPX_INTERNAL size_t cause_rule_first_set(size_t rule);

/* Whether some cause can decide this code. */
MCPX_INTERNAL bool cause_can_decide(mcpx_code code);

/* Fill the cause of an answer whose code is known, its evidence, and the other causes that hold. */
MCPX_INTERNAL void cause_explain(const struct phrase_scan *scan, const mcpx_hints *hints,
                                 mcpx_answer *answer);

#endif
