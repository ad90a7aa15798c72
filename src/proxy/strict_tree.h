/* strict_tree.h: parses JSON into a cJSON tree, after the strict reader has accepted it. */
#ifndef MCPX_PROXY_STRICT_TREE_H
#define MCPX_PROXY_STRICT_TREE_H

#include "base/internal.h"
#include "cJSON.h"
#include "mcpx_proxy.h"

/* The members that are read of a text. */
struct strict_names {
  const char *const *list; /* at most 32 names, then NULL */
  bool any_case;           /* keys have them in lower or upper case, as Go's encoding/json reads them */
};

/* Parses a text. The caller deletes `*tree` with cJSON_Delete; it is NULL unless the status is MCPX_READ_OK.
 * A text is rejected if an object repeats one of `names`. `fault` may be NULL. */
MCPX_INTERNAL mcpx_read_status strict_tree_read(const char *text, size_t length,
                                                const struct strict_names *names, cJSON **tree,
                                                mcpx_read_fault *fault);

/* Sets `fault`, unless it is NULL, to a message without a place. Returns `status`. */
MCPX_INTERNAL mcpx_read_status strict_tree_fault(mcpx_read_fault *fault, mcpx_read_status status,
                                                 const char *message);

/* Returns the member of an object, or NULL if it is absent or null. */
MCPX_INTERNAL const cJSON *strict_tree_member(const cJSON *object, const char *name);

/* The same for a name in any case. */
MCPX_INTERNAL const cJSON *strict_tree_member_any_case(const cJSON *object, const char *name);

#endif
