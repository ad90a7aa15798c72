/* causes.h: the causes as constants, and the kinds of texts without a code. */
#ifndef MCPX_CATALOG_CAUSES_H
#define MCPX_CATALOG_CAUSES_H

#include "base/internal.h"
#include "mcpx.h"

/* CAUSE_node_too_old and so on, in the order of tables/causes.def. */
enum catalog_cause {
#define CAUSE(id, title, text) CAUSE_##id,
#define GENERAL_CAUSES CAUSE_FIRST_GENERAL, CAUSE_LAST_SPECIFIC = CAUSE_FIRST_GENERAL - 1,
#include "tables/causes.def"
  CAUSE_COUNT
};

/* The kind of a text without a code, as JSON names it; NULL for MCPX_UNKNOWN_NONE. And back; NONE for other
 * names. */
MCPX_INTERNAL const char *cause_unknown_name(mcpx_unknown unknown);
MCPX_INTERNAL mcpx_unknown cause_unknown_find(const char *name, size_t length);

#endif
