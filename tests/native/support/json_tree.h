/* json_tree.h: parses JSON that the library wrote. */
#ifndef TEST_JSON_TREE_H
#define TEST_JSON_TREE_H

#include "cJSON.h"
#include "mcpx.h"

typedef size_t (*json_export)(char *out, size_t capacity);

/* Parses all that a function writes. The test fails if that is not JSON. The caller deletes the tree. */
cJSON *tree_of_export(json_export export);

/* Returns whether the text is exactly one JSON value on one line, by the strict reader. */
bool is_json_line(const char *text, size_t length);

/* Parses the lines of a file of tests/vectors to an array. The test fails if a line is not JSON. The caller
 * deletes the array. */
cJSON *tree_of_lines(const char *file);

/* Returns the string with that key, or NULL. */
const char *tree_string(const cJSON *object, const char *key);

#endif
