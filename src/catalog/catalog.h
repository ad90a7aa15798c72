/* catalog.h: the codes as constants, for the files that classify_decide them. */
#ifndef MCPX_CATALOG_CATALOG_H
#define MCPX_CATALOG_CATALOG_H

#include "json/writer.h"
#include "mcpx.h"

/* CODE_HTTP_401 and so on: the rows of tables/codes.def, in their order. */
enum catalog_code {
#define CODE(name, severity, message, about) CODE_##name,
#include "tables/codes.def"
  CODE_COUNT
};

/* Writes the entry of a code as mcpx_entry_json does. */
void catalog_write_entry(struct json_writer *json, mcpx_code code);

#endif
