/* rules.c: exports the rules. */
#include "exports.h"

EXPORT size_t rules(void) { return mcpx_rules_json(output_buffer, OUTPUT_SIZE); }

/* Writes the rule whose name is in `input`; returns the length of the JSON. */
EXPORT size_t rule(size_t length) { return mcpx_rule_json(input_buffer, length, output_buffer, OUTPUT_SIZE); }
