/* fold.h: a character -> what a view shows in its place. */
#ifndef MCPX_CLASSIFY_FOLD_H
#define MCPX_CLASSIFY_FOLD_H

#include <stdint.h>

/* Byte -> folded byte; 0 sends the byte to the slow path. The plain view folds A-Z alone. The extended view
 * knows one kind of quote, and sends white space, control bytes, escapes (\, &, %, +) and UTF-8 the slow
 * path. */
extern const unsigned char FOLD_PLAIN[256];
extern const unsigned char FOLD_EXTENDED[256];

/* The ASCII character that stands for `c` (letters without accents, one kind of quote and of dash), or 0. */
unsigned char fold_to_ascii(uint32_t c);

/* Greek and Cyrillic capitals. Their lower case has as many bytes in UTF-8. */
uint32_t fold_to_lower(uint32_t c);

#endif
