/* blocked.h: does a string hold a value of this machine or its user? */
#ifndef MCPX_CANARY_BLOCKED_H
#define MCPX_CANARY_BLOCKED_H

#include <stdbool.h>

#include "formats/formats.h"
#include "mcpx.h"

/* Values are compared without case, with . _ - and space alike, where no letter or digit stands on either
 * side. Everyday words and what is shorter than four characters are passed over; of a dotted one (a host
 * name) its first part counts as well, and of one that looks like a token any twelve characters in a row do.
 */
bool blocked_match(mcpx_text text, const mcpx_text *values, size_t count);

#endif
