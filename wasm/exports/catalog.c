/* catalog.c: exports the catalog. */
#include "exports.h"

EXPORT size_t catalog(void) { return mcpx_catalog_json(output_buffer, OUTPUT_SIZE); }
