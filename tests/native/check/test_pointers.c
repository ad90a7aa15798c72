/* test_pointers.c: the pointers of findings have no text of the payload. */
#include <string.h>

#include "payloads.h"
#include "rows.h"

struct pointer {
  const char *name, *text, *wanted;
};

static const struct pointer POINTERS[] = {
    {"a known key by its name", "{\"os\":1}", "wrong_type /os"},
    {"with escapes too", "{\"\\u006f\\u0073\":1}", "escaped_key /os, wrong_type /os"},
    {"an unknown key by its index", "{\"os\":\"linux\",\"x\":{\"y\":\"~root\"}}",
     "unknown_field /#1, env_path /#1/#0"},
    {"a known key in an unknown object by its index", "{\"x\":{\"os\":\"~root\"}}",
     "unknown_field /#0, env_path /#0/#0"},
    {"a key of another object by its index", "{\"mcp\":1}", "unknown_field /#0"},
    {"an item by its index", "{\"x\":[0,[1,\"~root\"]]}", "unknown_field /#0, env_path /#0/1/1"},
    {"a key with a slash and a tilde by its index", "{\"a/b~c\":[\"~root\"]}",
     "unknown_field /#0, env_path /#0/0"},
    {"an index of many digits", "{\"x\":[1,1,1,1,1,1,1,1,1,1,1,\"~root\"]}",
     "unknown_field /#0, env_path /#0/11"},
    {"a route by its index", "{\"rest_endpoint_calls\":{\"GET /ui\":{},\"GET /mcp\":{\"2xx\":-1}}}",
     "bad_count /rest_endpoint_calls/#1/2xx"},
    {"a code of the catalog by its name",
     "{\"diagnostics\":{\"error_code_counts_24h\":{\"MCPX_HTTP_401\":0}}}",
     "bad_count /diagnostics/error_code_counts_24h/MCPX_HTTP_401"},
    {"an unknown code by its index", "{\"diagnostics\":{\"error_code_counts_24h\":{\"MCPX_HTTP_999\":0}}}",
     "unknown_code /diagnostics/error_code_counts_24h/#0, bad_count /diagnostics/error_code_counts_24h/#0"},
    {"a check by its name", "{\"doctor_checks\":{\"db_writable\":0}}",
     "wrong_type /doctor_checks/db_writable"},
    {"an unknown check by its index", "{\"doctor_checks\":{\"ours\":0}}",
     "unknown_check /doctor_checks/#0, wrong_type /doctor_checks/#0"},
};

static void has_pointer(void **state) {
  const struct pointer *row = *state;
  assert_string_equal(listing(check(mcpx_scan, row->text, strlen(row->text), NULL)), row->wanted);
}

/* 32 levels with an index of two digits each: about the longest pointer that a payload can cause. */
static void deep_pointers_fit(void **state) {
  char text[2048] = "{\"x\":";
  (void)state;
  for (int i = 0; i < 31; i++) strcat(text, "[0,0,0,0,0,0,0,0,0,0,");
  strcat(text, "\"~root\"");
  for (int i = 0; i < 31; i++) strcat(text, "]");
  strcat(text, "}");
  const struct outcome *outcome = check(mcpx_scan, text, strlen(text), NULL);
  assert_int_equal(outcome->verdict.found[MCPX_SEVERITY_ERROR], 1);
  assert_int_equal(strlen(outcome->findings[1].pointer), 3 + 31 * 3);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(deep_pointers_fit)};
  return RUN_ROWS(POINTERS, has_pointer) + cmocka_run_group_tests_name("pointers", cases, NULL, NULL);
}
