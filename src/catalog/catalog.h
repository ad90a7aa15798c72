/* catalog.h: the codes as constants, and their entries as JSON. */
#ifndef MCPX_CATALOG_CATALOG_H
#define MCPX_CATALOG_CATALOG_H

#include "base/internal.h"
#include "json/writer.h"
#include "mcpx.h"

/* CODE_HTTP_401 and so on, in the order of tables/codes.def. */
enum catalog_code {
#define CODE(name, severity, message, about) CODE_##name,
#include "tables/codes.def"
  CODE_COUNT
};

/* Write the entry of a code as mcpx_entry_json does. */
MCPX_INTERNAL void catalog_write_entry(struct json_writer *json, mcpx_code code);

#endif
