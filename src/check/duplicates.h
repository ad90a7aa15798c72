/* duplicates.h: the keys of an object -> those that stand twice. */
#ifndef MCPX_CHECK_DUPLICATES_H
#define MCPX_CHECK_DUPLICATES_H

#include <stddef.h>

#include "workspace.h"

struct seen_key duplicates_key(mcpx_text text, size_t index, struct place place);

/* Sort the keys so that equal ones stand together, in the order of the payload; n log n steps whatever they
 * are. */
void duplicates_sort(struct seen_key *keys, size_t count);

bool duplicates_equal(const struct seen_key *a, const struct seen_key *b);

#endif
