/* duplicates.h: the keys of an object, or items of a list -> those that occur twice. */
#ifndef MCPX_CHECK_DUPLICATES_H
#define MCPX_CHECK_DUPLICATES_H

#include <stddef.h>

#include "base/internal.h"
#include "workspace.h"

/* A key or item to compare; `number` is its place in its container, from 1. The text is borrowed. */
MCPX_INTERNAL struct seen_key duplicates_key(mcpx_text text, size_t number, struct place place);

/* Sort the keys so that equal ones are next to each other, in the order of the payload. Takes n log n steps,
 * for any keys. */
MCPX_INTERNAL void duplicates_sort(struct seen_key *keys, size_t count);

/* Could two of the keys be equal? Asked before they are sorted, because nearly always none are. */
MCPX_INTERNAL bool duplicates_possible(const struct seen_key *keys, size_t count);

MCPX_INTERNAL bool duplicates_equal(const struct seen_key *a, const struct seen_key *b);

#endif
