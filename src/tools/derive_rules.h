/* derive_rules.h: the part of mcpx-derive for src/tables/derived/rules_by_set.def. */
#ifndef MCPX_TOOLS_DERIVE_RULES_H
#define MCPX_TOOLS_DERIVE_RULES_H

/* Prints the file. */
void derive_print_rules(void);

#endif
