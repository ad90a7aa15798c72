/* derive_anchors.h: the part of mcpx-derive for src/tables/derived/anchors.def. */
#ifndef MCPX_TOOLS_DERIVE_ANCHORS_H
#define MCPX_TOOLS_DERIVE_ANCHORS_H

/* Prints the file. Ends the program with status 1 if a phrase cannot have an anchor. */
void derive_print_anchors(void);

/* Prints what the search knows of each anchor besides its bytes: its set, and the bytes around it. */
void derive_print_anchor_neighbors(void);

/* Prints the places of the anchors of profile `proxy`. */
void derive_print_plain_places(void);

#endif
