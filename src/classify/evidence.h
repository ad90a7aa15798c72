/* evidence.h: the ranges of the matches that made a rule apply. */
#ifndef MCPX_CLASSIFY_EVIDENCE_H
#define MCPX_CLASSIFY_EVIDENCE_H

#include "base/internal.h"
#include "mcpx.h"
#include "scan.h"

MCPX_INTERNAL bool evidence_all_sets_match(const struct phrase_scan *scan, const uint16_t *all,
                                           const uint16_t *none);

/* Whether every set of `all` occurs and none of `none`; 0 ends both lists. The first set rejects nearly all
 * rules, without a call. */
static inline bool evidence_sets_match(const struct phrase_scan *scan, const uint16_t *all,
                                       const uint16_t *none) {
  return (!*all || scan_saw(scan, *all)) && evidence_all_sets_match(scan, all, none);
}

/* Add the first match of each set, sorted by start and each range once. `ranges` has MCPX_EVIDENCE_MAX
 * places; what does not fit is left out. Returns the new count. */
MCPX_INTERNAL size_t evidence_add(const struct phrase_scan *scan, const uint16_t *sets, mcpx_range *ranges,
                                  size_t count);

#endif
