/* test_entry.c: the response to an `entry` request holds the whole entry, however long it is.
 *
 * No entry of the catalog is long, so the linker replaces catalog_write_entry for this program. */
#include <stdlib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "json_tree.h"
#include "rows.h"

enum { LONG_ENTRY = 20000 };

static char long_text[LONG_ENTRY + 1];

void __wrap_catalog_write_entry(struct json_writer *json, mcpx_code code);

void __wrap_catalog_write_entry(struct json_writer *json, mcpx_code code) {
  assert_int_equal(code, CODE_HTTP_401);
  json_open(json, '{');
  json_member(json, "user_message", long_text);
  json_close(json, '}');
}

static size_t respond_to_entry(char *out, size_t capacity) {
  char line[] = "{\"op\":\"entry\",\"id\":1,\"code\":\"MCPX_HTTP_401\"}";
  return mcpx_respond(line, sizeof line - 1, NULL, out, capacity);
}

static void long_entry_is_whole(void **state) {
  char *response = malloc(2 * LONG_ENTRY);
  (void)state;
  assert_non_null(response);
  size_t length = respond_to_entry(response, 2 * LONG_ENTRY);
  assert_true(is_json_line(response, length));
  cJSON *tree = cJSON_Parse(response);
  assert_string_equal(tree_string(cJSON_GetObjectItemCaseSensitive(tree, "entry"), "user_message"),
                      long_text);
  cJSON_Delete(tree);
  assert_int_equal(respond_to_entry(NULL, 0), length);
  assert_int_equal(respond_to_entry(response, 100), length);
  free(response);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(long_entry_is_whole)};
  memset(long_text, 'x', LONG_ENTRY);
  return cmocka_run_group_tests_name("entry", cases, NULL, NULL);
}
