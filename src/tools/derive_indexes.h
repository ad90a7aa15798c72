/* derive_indexes.h: the part of mcpx-derive for src/tables/derived/indexes.def. */
#ifndef MCPX_TOOLS_DERIVE_INDEXES_H
#define MCPX_TOOLS_DERIVE_INDEXES_H

/* Prints the file. */
void derive_print_indexes(void);

#endif
