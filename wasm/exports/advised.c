/* advised.c: exports what a person is told about the last answer of classify.c. */
#include "exports.h"

/* Writes the last answer as JSON, with titles, causes and steps; returns its length. */
EXPORT size_t advised(void) { return mcpx_answer_json(&current_answer, output_buffer, OUTPUT_SIZE); }
