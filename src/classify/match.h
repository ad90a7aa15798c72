/* match.h: a phrase, at one place of a view -> where it ends, and what it names. */
#ifndef MCPX_CLASSIFY_MATCH_H
#define MCPX_CLASSIFY_MATCH_H

#include "catalog/catalog.h"
#include "normalize.h"

enum { MATCH_NONE = -1 };

/* The place behind a phrase of tables/phrases.def that stands at `i`, or MATCH_NONE. Behind a gap, the
 * nearest place where the next piece stands is the one. */
long match_phrase(const struct norm_block *block, size_t i, const char *phrase);

/* Does what stands around a match take it back, by tables/negation.def? */
bool match_is_negated(const struct norm_block *block, size_t from, size_t to);

/* The HTTP status that a match names, or 0: only those that have a code of their own. */
int match_status(const struct norm_block *block, size_t from, size_t to);

/* The code that is named at `from`, by all of its name. */
mcpx_code match_code(const struct norm_block *block, size_t from);

#endif
