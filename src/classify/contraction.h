/* contraction.h: "cant", as people type it, -> "can't", as phrases have it. */
#ifndef MCPX_CLASSIFY_CONTRACTION_H
#define MCPX_CLASSIFY_CONTRACTION_H

#include "normalize.h"

/* Call when a word has ended: if it is a negation without its apostrophe, the block gets the apostrophe,
 * which comes from no raw byte. The block needs room for one byte. */
MCPX_INTERNAL void contraction_restore(struct norm_block *block);

#endif
