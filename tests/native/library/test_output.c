/* test_output.c: functions that write JSON stay in their buffer, return the size they need and write valid
 * JSON. */
#include <stdlib.h>
#include <string.h>

#include "json_tree.h"
#include "rows.h"

enum { CANARY = 0xA5, MARGIN = 32 };

/* A function that always writes the same JSON. */
struct output {
  const char *name;
  json_export write;
  size_t stride; /* step between the tested capacities, larger for long output */
};

static size_t write_answer(char *out, size_t capacity) {
  static const char TEXT[] = "docker_isolation=true: zsh:1: command not found: docker";
  mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED};
  mcpx_answer answer;
  mcpx_classify(TEXT, sizeof TEXT - 1, &hints, &answer);
  return mcpx_answer_json(&answer, out, capacity);
}

/* The answer to the same text in profile `proxy`, which has no advice. */
static size_t write_proxy_answer(char *out, size_t capacity) {
  static const char TEXT[] = "zsh:1: command not found: docker";
  mcpx_hints hints = {.docker_isolated = MCPX_ISOLATION_YES};
  mcpx_answer answer;
  mcpx_classify(TEXT, sizeof TEXT - 1, &hints, &answer);
  return mcpx_answer_json(&answer, out, capacity);
}

/* A tool that returns an error: no failure of the connection. */
static size_t write_no_failure(char *out, size_t capacity) {
  static const char TEXT[] =
      "{\"id\":9,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"Error: ENOENT\"}],\"isError\":true}}";
  mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED};
  mcpx_answer answer;
  mcpx_classify(TEXT, sizeof TEXT - 1, &hints, &answer);
  return mcpx_answer_json(&answer, out, capacity);
}

static size_t write_no_answer(char *out, size_t capacity) {
  mcpx_answer answer;
  mcpx_classify(NULL, 0, NULL, &answer);
  return mcpx_answer_json(&answer, out, capacity);
}

/* Every kind of character that JSON escapes, and invalid UTF-8. */
static size_t write_foreign_code(char *out, size_t capacity) {
  static const char CODED[] = "A\"B\\C\b\f\n\r\t\x01\x7F\xC3\xA4\xFF\xE2\x82";
  mcpx_hints hints = {.coded = CODED, .coded_length = sizeof CODED - 1};
  mcpx_answer answer;
  mcpx_classify("", 0, &hints, &answer);
  return mcpx_answer_json(&answer, out, capacity);
}

static size_t write_entry(char *out, size_t capacity) { return mcpx_entry_json(0, out, capacity); }
static size_t write_null_entry(char *out, size_t capacity) { return mcpx_entry_json(-1, out, capacity); }

static size_t write_rule(char *out, size_t capacity) { return mcpx_rule_json("tls", 3, out, capacity); }

static size_t write_response(char *out, size_t capacity) {
  char line[] = "{\"op\":\"classify\",\"id\":[1,{\"a\":null}],\"text\":\"x509: expired\"}";
  static mcpx_check_memory room;
  return mcpx_respond(line, sizeof line - 1, &room, out, capacity);
}

static size_t write_error_response(char *out, size_t capacity) {
  char line[] = "{\"op\":\"sing\"}";
  static mcpx_check_memory room;
  return mcpx_respond(line, sizeof line - 1, &room, out, capacity);
}

static const struct output OUTPUTS[] = {
    {"answer", write_answer, 7},
    {"proxy_answer", write_proxy_answer, 1},
    {"answer without an error", write_no_answer, 1},
    {"answer with a foreign code", write_foreign_code, 1},
    {"entry", write_entry, 1},
    {"no entry", write_null_entry, 1},
    {"rule", write_rule, 1},
    {"response to a request", write_response, 1},
    {"response to an invalid request", write_error_response, 1},
    {"catalog", mcpx_catalog_json, 509},
    {"rules", mcpx_rules_json, 4093},
};

/* With one capacity: the buffer has what fits, and no byte after it changed. */
static void check_capacity(const struct output *row, const char *whole, size_t needed, size_t capacity) {
  unsigned char *out = malloc(capacity + MARGIN);
  assert_non_null(out);
  memset(out, CANARY, capacity + MARGIN);
  assert_int_equal(row->write((char *)out, capacity), needed);
  assert_memory_equal(out, whole, capacity < needed ? capacity : needed);
  if (capacity > needed) assert_int_equal(out[needed], '\0');
  for (size_t i = capacity > needed ? needed + 1 : capacity; i < capacity + MARGIN; i++)
    CHECK(out[i] == CANARY, "capacity %zu of %zu: byte %zu was written", capacity, needed, i);
  free(out);
}

static void stays_in_its_buffer(void **state) {
  const struct output *row = *state;
  size_t needed = row->write(NULL, 0);
  char *whole = malloc(needed + 1);
  assert_non_null(whole);
  assert_int_equal(row->write(whole, needed + 1), needed);
  for (size_t capacity = 0; capacity < needed; capacity += row->stride)
    check_capacity(row, whole, needed, capacity);
  for (size_t capacity = needed - 1; capacity <= needed + 2; capacity++)
    check_capacity(row, whole, needed, capacity);
  free(whole);
}

static void is_valid_json(void **state) {
  const struct output *row = *state;
  size_t needed = row->write(NULL, 0);
  char *whole = malloc(needed + 1);
  assert_non_null(whole);
  row->write(whole, needed + 1);
  assert_true(is_json_line(whole, needed));
  free(whole);
}

static void expect_text(json_export write, const char *wanted) {
  char out[1024];
  assert_true(write(out, sizeof out) < sizeof out);
  assert_string_equal(out, wanted);
}

#define HINTS(transport, source, isolated, isolated_source)                                              \
  "\"hints\":{\"transport\":" transport ",\"transport_source\":" source ",\"docker_isolated\":" isolated \
  ",\"docker_isolated_source\":" isolated_source

/* The exact bytes that all interfaces give. */
static void answer_has_its_shape(void **state) {
  (void)state;
  expect_text(write_proxy_answer,
              "{\"code\":\"MCPX_DOCKER_CLI_NOT_FOUND\",\"severity\":\"error\","
              "\"rule\":\"docker_cli_missing_isolated\",\"extension\":false,"
              "\"proxy_code\":\"MCPX_DOCKER_CLI_NOT_FOUND\",\"evidence\":[{\"start\":7,\"end\":32}]," HINTS(
                  "null", "null", "true", "\"caller\"") ",\"fact\":null,\"fact_source\":null}}");
}

/* The members of profile `extended`, in their order. */
static void extended_answer_has_its_members(void **state) {
  static const char *const KEYS[] = {"code",     "severity", "rule",           "extension", "proxy_code",
                                     "evidence", "hints",    "title",          "cause",     "also_possible",
                                     "unknown",  "steps",    "cause_evidence", "effects",   "context"};
  (void)state;
  cJSON *answer = tree_of_export(write_answer);
  const cJSON *member = answer->child;
  for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++, member = member->next)
    assert_string_equal(member->string, KEYS[i]);
  assert_null(member);
  assert_true(cJSON_GetArraySize(cJSON_GetObjectItem(answer, "steps")) > 0);
  cJSON_Delete(answer);
}

static void no_failure_has_its_title(void **state) {
  (void)state;
  cJSON *answer = tree_of_export(write_no_failure);
  assert_string_equal(tree_string(answer, "severity"), "info");
  assert_string_equal(tree_string(answer, "title"), "No connection error found");
  cJSON_Delete(answer);
}

static void no_error_has_its_shape(void **state) {
  (void)state;
  expect_text(
      write_no_answer,
      "{\"code\":null,\"severity\":null,\"rule\":null,\"extension\":false,\"proxy_code\":null,"
      "\"evidence\":[]," HINTS("null", "null", "null", "null") ",\"fact\":null,\"fact_source\":null}}");
}

#define FOREIGN "\"A\\\"B\\\\C\\b\\f\\n\\r\\t\\u0001\x7F\xC3\xA4\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""

static void foreign_code_is_escaped(void **state) {
  (void)state;
  expect_text(write_foreign_code,
              "{\"code\":" FOREIGN
              ",\"severity\":null,\"rule\":\"coded\",\"extension\":false,"
              "\"proxy_code\":" FOREIGN ",\"evidence\":[]," HINTS(
                  "null", "null", "null", "null") ",\"fact\":\"coded\",\"fact_source\":\"caller\"}}");
}

/* Each cause once, in the order of the table, with what a person reads about it. */
static void all_causes_are_listed(void **state) {
  (void)state;
  cJSON *causes = tree_of_export(mcpx_causes_json);
  assert_int_equal(cJSON_GetArraySize(causes), mcpx_cause_count());
  const cJSON *cause = causes->child;
  for (int i = 0; i < mcpx_cause_count(); i++, cause = cause->next) {
    assert_string_equal(tree_string(cause, "id"), mcpx_cause_name(i));
    assert_non_null(tree_string(cause, "text"));
    assert_true(cJSON_GetArraySize(cJSON_GetObjectItem(cause, "codes")) > 0);
    assert_true(cJSON_IsArray(cJSON_GetObjectItem(cause, "steps")));
  }
  cJSON_Delete(causes);
}

/* Each item of a list is known by its id; they are in the order of their numbers, from 1. */
static void check_listed(const cJSON *all, const char *key, int (*find)(const char *name, size_t length)) {
  const cJSON *item;
  int number = 0;
  cJSON_ArrayForEach(item, cJSON_GetObjectItem(all, key)) {
    const char *id = cJSON_IsString(item) ? item->valuestring : tree_string(item, "id");
    assert_int_equal(find(id, strlen(id)), ++number);
  }
  assert_true(number > 2);
}

static int find_client(const char *name, size_t length) { return (int)mcpx_client_find(name, length); }
static int find_system(const char *name, size_t length) { return (int)mcpx_system_find(name, length); }
static int find_runner(const char *name, size_t length) { return (int)mcpx_runner_find(name, length); }

static void all_surroundings_are_listed(void **state) {
  (void)state;
  cJSON *all = tree_of_export(mcpx_surroundings_json);
  check_listed(all, "clients", find_client);
  check_listed(all, "systems", find_system);
  check_listed(all, "runners", find_runner);
  cJSON_Delete(all);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(all_causes_are_listed),    cmocka_unit_test(all_surroundings_are_listed),
      cmocka_unit_test(answer_has_its_shape),     cmocka_unit_test(extended_answer_has_its_members),
      cmocka_unit_test(no_failure_has_its_title), cmocka_unit_test(no_error_has_its_shape),
      cmocka_unit_test(foreign_code_is_escaped),
  };
  return RUN_ROWS(OUTPUTS, stays_in_its_buffer) + RUN_ROWS(OUTPUTS, is_valid_json) +
         cmocka_run_group_tests_name("shapes", cases, NULL, NULL);
}
