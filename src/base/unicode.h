/* unicode.h: the classes of characters outside ASCII that the modules share. */
#ifndef MCPX_BASE_UNICODE_H
#define MCPX_BASE_UNICODE_H

#include <stdbool.h>
#include <stdint.h>

#include "internal.h"

/* Characters that a reader does not see: joiners, direction marks, variation selectors, combining accents. */
MCPX_INTERNAL bool unicode_is_invisible(uint32_t c);

/* Spaces and line separators outside ASCII. */
MCPX_INTERNAL bool unicode_is_space(uint32_t c);

/* Quotation marks and accents that are used as such, but for those of ASCII. */
MCPX_INTERNAL bool unicode_is_quote(uint32_t c);

/* Hyphens, dashes and the minus sign, but for that of ASCII. */
MCPX_INTERNAL bool unicode_is_dash(uint32_t c);

/* The ASCII character that a full-width form is the wide form of, or 0. */
MCPX_INTERNAL char unicode_from_full_width(uint32_t c);

#endif
