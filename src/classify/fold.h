/* fold.h: case folding and simplification of characters for normalized text. */
#ifndef MCPX_CLASSIFY_FOLD_H
#define MCPX_CLASSIFY_FOLD_H

#include <stdint.h>

#include "base/internal.h"

/* Byte -> folded byte; 0 sends the byte to the slow path. FOLD_PLAIN folds A to Z only. FOLD_EXTENDED also
 * folds quotes to ', and sends white space, control bytes, UTF-8 and the escapes \, &, % and + to the slow
 * path. */
MCPX_INTERNAL_TABLE(const unsigned char FOLD_PLAIN[256]);
MCPX_INTERNAL_TABLE(const unsigned char FOLD_EXTENDED[256]);

/* The ASCII form of `c`: a letter without its accent, ' for a quote, - for a dash; 0 if it has none. */
MCPX_INTERNAL unsigned char fold_to_ascii(uint32_t c);

/* Lowercase Greek and Cyrillic capitals; other characters stay. The number of UTF-8 bytes stays the same. */
MCPX_INTERNAL uint32_t fold_to_lower(uint32_t c);

#endif
