/* pieces.h: the strings of an unknown array or object, one after the other: a text that was cut into them. */
#ifndef MCPX_CHECK_PIECES_H
#define MCPX_CHECK_PIECES_H

#include "check.h"

/* A container was entered. */
MCPX_INTERNAL void pieces_open(struct check *check);

/* Remember a string of which nothing is known, as long as there is room. */
MCPX_INTERNAL void pieces_add(struct check *check, mcpx_text text);

/* The innermost container is complete: report what its strings spell together, unless one of them was
 * reported. To be called before it is left. */
MCPX_INTERNAL void pieces_close(struct check *check);

#endif
