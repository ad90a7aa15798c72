/* test_second_reader.c: cJSON reads all that our reader accepts, with the same_value result; payloads of the
 * vectors get the right verdict. */
#include <stdlib.h>
#include <string.h>

#include "cJSON.h"
#include "json/reader.h"
#include "json_tree.h"
#include "payloads.h"
#include "rows.h"

/* ---- Token by token ---- */

/* cJSON copies a number to a buffer of 64 bytes, with its terminator. */
enum { CJSON_NUMBER_MAX = 63 };

static bool same_string(const char *text, struct json_token token, const char *wanted) {
  char *decoded = malloc(token.end - token.start);
  assert_non_null(decoded);
  size_t length = json_decode(text, token, decoded);
  bool same_value = wanted && strlen(wanted) == length && memcmp(decoded, wanted, length) == 0;
  free(decoded);
  return same_value;
}

static bool same_number(const char *text, struct json_token token, double wanted) {
  char number[CJSON_NUMBER_MAX + 1] = "";
  memcpy(number, text + token.start, token.end - token.start);
  return strtod(number, NULL) == wanted;
}

static bool same_scalar(const char *text, struct json_token token, const cJSON *node) {
  switch (token.type) {
    case JSON_STRING: return cJSON_IsString(node) && same_string(text, token, node->valuestring);
    case JSON_NUMBER: return cJSON_IsNumber(node) && same_number(text, token, node->valuedouble);
    case JSON_TRUE: return cJSON_IsTrue(node);
    case JSON_FALSE: return cJSON_IsFalse(node);
    case JSON_NULL: return cJSON_IsNull(node);
    default: return false;
  }
}

/* Compares the value that begins with `token` to its node. The reader limits the depth. */
static bool same_value(const char *text, struct json_reader *reader, struct json_token token,
                       const cJSON *node) {
  if (!node) return false;
  if (token.type != JSON_OBJECT && token.type != JSON_ARRAY) return same_scalar(text, token, node);
  if (token.type == JSON_OBJECT ? !cJSON_IsObject(node) : !cJSON_IsArray(node)) return false;
  node = node->child;
  for (token = json_next(reader); token.type != JSON_OBJECT_END && token.type != JSON_ARRAY_END;
       token = json_next(reader)) {
    if (!node || token.type == JSON_ERROR) return false;
    if (token.type == JSON_KEY) {
      if (!same_string(text, token, node->string)) return false;
      token = json_next(reader);
    }
    if (!same_value(text, reader, token, node)) return false;
    node = node->next;
  }
  return !node;
}

/* Does a number exceed that? */
static bool has_long_number(const char *text, size_t length) {
  struct json_reader reader = json_reader_start(text, length);
  struct json_token token;
  do {
    token = json_next(&reader);
    if (token.type == JSON_NUMBER && token.end - token.start > CJSON_NUMBER_MAX) return true;
  } while (token.type != JSON_END && token.type != JSON_ERROR);
  return false;
}

static void check_readers(const char *text, size_t length) {
  if (has_long_number(text, length)) return;
  cJSON *tree = cJSON_ParseWithLength(text, length);
  struct json_reader reader = json_reader_start(text, length);
  bool agree =
      tree && same_value(text, &reader, json_next(&reader), tree) && json_next(&reader).type == JSON_END;
  cJSON_Delete(tree);
  assert_true(agree);
}

/* ---- Payloads ---- */

static bool is_leak(const cJSON *row) { return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(row, "leak")); }

static void has_right_verdict(void **state) {
  static const check_call CALLS[] = {mcpx_scan, mcpx_validate};
  const cJSON *row = *state;
  const char *payload = tree_string(row, "payload"), *secret = tree_string(row, "secret");
  for (size_t i = 0; i < 2; i++) {
    const struct outcome *outcome = check(CALLS[i], payload, strlen(payload), NULL);
    CHECK(has_error(outcome) == is_leak(row), "%s", listing(outcome));
    assert_null(find_echo(outcome, secret, strlen(secret), 6));
  }
  check_readers(payload, strlen(payload));
}

/* ---- All accepted texts ---- */

static void is_read_the_same(void **state) {
  size_t length;
  char *bytes = vector_bytes(*state, &length);
  check_readers(bytes, length);
  free(bytes);
}

/* A case for each row of a file that is `wanted`. */
static int run_file(const char *file, const char *name, bool (*wanted)(const cJSON *row),
                    CMUnitTestFunction test) {
  cJSON *rows = vector_lines(file), *row;
  struct CMUnitTest *cases = calloc((size_t)cJSON_GetArraySize(rows), sizeof *cases);
  size_t count = 0;
  if (!cases) return 1;
  cJSON_ArrayForEach(row, rows) if (wanted(row)) cases[count++] =
      (struct CMUnitTest){tree_string(row, name), test, NULL, NULL, row};
  int failed = _cmocka_run_group_tests(file, cases, count, NULL, NULL);
  free(cases);
  cJSON_Delete(rows);
  return failed;
}

static bool is_any(const cJSON *row) { return row != NULL; }

static bool is_accepted(const cJSON *row) {
  return cJSON_IsNull(cJSON_GetObjectItemCaseSensitive(row, "rule"));
}

/* The heartbeats of these tests, and unusual but valid JSON. */
static void own_payloads_are_read_the_same(void **state) {
  static const char ODD[] =
      "\t{\"\\u0061\\ud83d\\ude00\":[-0,1e2,0.5e-3,\"\\\"\\\\\\/"
      "\\b\\f\\n\\r\\t\"],\"\":{\"\xF0\x9F\x98\x80\":[[]]}}\r\n";
  (void)state;
  for (int version = 1; version <= MCPX_SCHEMA_VERSION; version++) {
    char *payload = heartbeat(version);
    check_readers(payload, strlen(payload));
    free(payload);
  }
  check_readers(ODD, sizeof ODD - 1);
}

/* ---- Look-up without case ---- */

/* cJSON's default look-up takes the first key that differs only in case. */
static void look_up_finds_what_was_checked(void **state) {
  static const char *const PAYLOADS[] = {"{\"Version\":\"v6.6.6\",\"version\":\"v0.47.1\"}",
                                         "{\"VERSION\":\"v6.6.6\",\"version\":\"v0.47.1\"}"};
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    cJSON *tree = cJSON_Parse(PAYLOADS[i]);
    assert_string_equal(cJSON_GetObjectItem(tree, "version")->valuestring, "v6.6.6");
    assert_string_equal(tree_string(tree, "version"), "v0.47.1");
    assert_true(has_finding(check(mcpx_scan, PAYLOADS[i], strlen(PAYLOADS[i]), NULL), "json_key_case"));
    cJSON_Delete(tree);
  }
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(own_payloads_are_read_the_same),
                                     cmocka_unit_test(look_up_finds_what_was_checked)};
  return run_file("heartbeats.jsonl", "id", is_any, has_right_verdict) +
         run_file("json_gate.jsonl", "name", is_accepted, is_read_the_same) +
         cmocka_run_group_tests_name("second reader", cases, NULL, NULL);
}
