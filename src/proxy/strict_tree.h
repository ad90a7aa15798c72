/* strict_tree.h: JSON that was written for the proxy -> a tree of cJSON, behind the strict gate. */
#ifndef MCPX_PROXY_STRICT_TREE_H
#define MCPX_PROXY_STRICT_TREE_H

#include "cJSON.h"
#include "mcpx_proxy.h"

/* Read a text; the tree is to be deleted with cJSON_Delete, and is NULL where the status is not MCPX_READ_OK.
 * None of `names` (the last one is NULL, at most 32) may stand twice in an object. `fault` may be NULL. */
mcpx_read_status strict_tree_read(const char *text, size_t length, const char *const *names, cJSON **tree,
                                  mcpx_read_fault *fault);

/* A reason that is not about a place; returns `status`. */
mcpx_read_status strict_tree_fault(mcpx_read_fault *fault, mcpx_read_status status, const char *message);

/* The member of that name, or NULL where there is none or it is null. */
const cJSON *strict_tree_member(const cJSON *object, const char *name);

#endif
