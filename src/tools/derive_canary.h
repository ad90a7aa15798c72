/* derive_canary.h: the part of mcpx-derive for canary.def in src/tables/derived. */
#ifndef MCPX_TOOLS_DERIVE_CANARY_H
#define MCPX_TOOLS_DERIVE_CANARY_H

void derive_print_canary(void);

#endif
