/* blocked.h: finds the blocked values of the caller, such as a host name, in a string. */
#ifndef MCPX_CANARY_BLOCKED_H
#define MCPX_CANARY_BLOCKED_H

#include <stdbool.h>

#include "base/internal.h"
#include "mcpx.h"

/* The state of a search. All zero at the start, but for `least`. */
struct blocked_cursor {
  size_t least; /* shorter values are not searched for, in bytes */
  size_t value; /* index of the value */
  int part;     /* which part of it is searched for */
  size_t at;    /* offset in the text */
};

/* Find the next occurrence of any value. Values are compared without case, with . _ - and space alike, where
 * no letter or digit is on either side; beside a value of eight letters and digits, some of each, there may
 * be letters. Everyday words and values of fewer than four characters are skipped; of a dotted value (a host
 * name) its first part counts as well, and of one that looks like a token any twelve characters in a row do.
 * Of a value the first 256 bytes are compared, which bounds the work. */
MCPX_INTERNAL bool blocked_next(mcpx_text text, const mcpx_text *values, size_t count,
                                struct blocked_cursor *cursor, mcpx_range *range);

/* Is it a word that names no person or machine, such as "server" or "root"? */
MCPX_INTERNAL bool blocked_is_everyday(mcpx_text value);

/* Is a value too short to be searched for: fewer than MCPX_BLOCKED_VALUE_MIN bytes, or fewer than three
 * letters and digits? An empty one is not, because it is no value. */
MCPX_INTERNAL bool blocked_is_too_short(mcpx_text value);

#endif
