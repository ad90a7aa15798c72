/* derive_indexes.h: the part of mcpx-derive for indexes.def and tokens_by_byte.def in src/tables/derived. */
#ifndef MCPX_TOOLS_DERIVE_INDEXES_H
#define MCPX_TOOLS_DERIVE_INDEXES_H

/* Each prints a file. */
void derive_print_indexes(void);
void derive_print_tokens(void);

#endif
