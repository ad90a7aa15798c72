/* key.h: check a key of an object. */
#ifndef MCPX_CHECK_KEY_H
#define MCPX_CHECK_KEY_H

#include "base/internal.h"
#include "check.h"

/* The key as the tables have it, or NULL where it is not in them. The result lives as long as the program. */
MCPX_INTERNAL const char *check_known_name(enum shape_id shape, mcpx_text key);

/* Check a key of the innermost object and set the member that follows. True for a field of the object's
 * shape: those are compared with the keys before them here. The caller compares all others. */
MCPX_INTERNAL bool check_key(struct check *check, mcpx_text text, struct place place);

#endif
