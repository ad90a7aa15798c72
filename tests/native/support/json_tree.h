/* json_tree.h: JSON that the library wrote -> a cJSON tree to ask. */
#ifndef TEST_JSON_TREE_H
#define TEST_JSON_TREE_H

#include "cJSON.h"
#include "mcpx.h"

typedef size_t (*json_export)(char *out, size_t capacity);

/* The whole of what an export writes, as a tree; the case fails where that is no JSON. cJSON_Delete it. */
cJSON *tree_of_export(json_export export);

/* Does the text hold one JSON value, and nothing else, on one line? Judged by json_gate. */
bool is_json_line(const char *text, size_t length);

/* The string of that key, or NULL. */
const char *tree_string(const cJSON *object, const char *key);

#endif
