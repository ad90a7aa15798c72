/* candidates.h: the sets in a text -> the rules that can apply, in their order. */
#ifndef MCPX_CLASSIFY_CANDIDATES_H
#define MCPX_CLASSIFY_CANDIDATES_H

#include "base/internal.h"
#include "scan.h"

enum { CANDIDATES_MAX = 1024 /* rules in a table */ };

/* A bit for each rule of a table, by its index. */
struct candidates {
  uint64_t bits[CANDIDATES_MAX / 64];
};

/* The rules of rules.def whose first set occurs, or that ask for no set. */
MCPX_INTERNAL struct candidates candidates_of_rules(const struct phrase_scan *scan);

/* The same for the rules of causes.def, of which each asks for a set. */
MCPX_INTERNAL struct candidates candidates_of_causes(const struct phrase_scan *scan);

/* Those of them that decide a code. */
MCPX_INTERNAL struct candidates candidates_of_deciding_causes(const struct phrase_scan *scan);

/* The first candidate from index `from` on; CANDIDATES_MAX if there is none. */
MCPX_INTERNAL size_t candidates_next(const struct candidates *candidates, size_t from);

/* A loop over all candidates. */
#define CANDIDATES_EACH(i, candidates)                                  \
  for (size_t i = candidates_next(candidates, 0); (i) < CANDIDATES_MAX; \
       (i) = candidates_next(candidates, (i) + 1))

#endif
