/* json_tree.c: parses JSON that the library wrote. */
#include "json_tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/reader.h"
#include "rows.h"

cJSON *tree_of_export(json_export export) {
  size_t length = export(NULL, 0);
  char *text = malloc(length + 1);
  assert_non_null(text);
  assert_int_equal(export(text, length + 1), length);
  cJSON *tree = cJSON_Parse(text);
  free(text);
  assert_non_null(tree);
  return tree;
}

cJSON *tree_of_lines(const char *file) {
  char path[4096], *line = NULL;
  size_t capacity = 0;
  snprintf(path, sizeof path, "%s/%s", MCPX_VECTORS, file);
  FILE *in = fopen(path, "r");
  cJSON *lines = cJSON_CreateArray();
  CHECK(in, "%s is missing", path);
  while (getline(&line, &capacity, in) > 0) {
    cJSON *parsed = cJSON_Parse(line);
    CHECK(parsed, "%s: line %d is not JSON", file, cJSON_GetArraySize(lines) + 1);
    cJSON_AddItemToArray(lines, parsed);
  }
  free(line);
  fclose(in);
  return lines;
}

bool is_json_line(const char *text, size_t length) {
  struct json_reader reader = json_reader_start(text, length);
  struct json_token token;
  do token = json_next(&reader);
  while (token.type != JSON_END && token.type != JSON_ERROR);
  return token.type == JSON_END && !memchr(text, '\n', length);
}

const char *tree_string(const cJSON *object, const char *key) {
  return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
}
