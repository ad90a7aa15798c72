/* catalog.h: the codes as constants, for the files that classify_decide them. */
#ifndef MCPX_CATALOG_CATALOG_H
#define MCPX_CATALOG_CATALOG_H

#include "mcpx.h"

/* CODE_HTTP_401 and so on: the rows of tables/codes.def, in their order. */
enum catalog_code {
#define CODE(name, severity, message, about) CODE_##name,
#include "tables/codes.def"
  CODE_COUNT
};

#endif
