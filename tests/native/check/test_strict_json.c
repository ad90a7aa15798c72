/* test_strict_json.c: each fault of the JSON is reported by its rule, at its place; valid JSON has none. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cJSON.h"
#include "payloads.h"
#include "rows.h"

/* ---- Vectors ---- */

static const mcpx_finding *first_json_finding(const struct outcome *outcome) {
  for (size_t i = 0; i < outcome->verdict.stored; i++)
    if (strncmp(outcome->findings[i].rule, "json_", 5) == 0) return &outcome->findings[i];
  return NULL;
}

static void has_rule_and_offset(void **state) {
  const cJSON *row = *state;
  const char *rule = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, "rule"));
  size_t offset = (size_t)cJSON_GetObjectItemCaseSensitive(row, "offset")->valuedouble, length;
  char *bytes = vector_bytes(row, &length);
  const mcpx_finding *found = first_json_finding(check(mcpx_scan, bytes, length, NULL));
  free(bytes);
  if (!rule && !found) return;
  CHECK(rule && found && strcmp(rule, found->rule) == 0 && offset == found->offset,
        "wanted %s at %zu, got %s at %zu", rule ? rule : "nothing", offset, found ? found->rule : "nothing",
        found ? found->offset : 0);
}

/* A case for each row. */
static int run_vectors(void) {
  cJSON *rows = vector_lines("json_gate.jsonl"), *row;
  struct CMUnitTest *cases = calloc((size_t)cJSON_GetArraySize(rows), sizeof *cases);
  size_t count = 0;
  if (!cases) return 1;
  cJSON_ArrayForEach(row, rows) {
    const char *name = cJSON_GetObjectItemCaseSensitive(row, "name")->valuestring;
    cases[count++] = (struct CMUnitTest){name, has_rule_and_offset, NULL, NULL, row};
  }
  int failed = _cmocka_run_group_tests("json_gate.jsonl", cases, count, NULL, NULL);
  free(cases);
  cJSON_Delete(rows);
  return failed;
}

/* ---- Places ---- */

struct place {
  const char *name;
  const char *text;
  size_t length;
  const char *listing;
  size_t offset, line, column; /* of the first finding about the JSON */
};

#define PLACE(name, text, listing, offset, line, column) \
  { name, text, sizeof(text) - 1, listing, offset, line, column }

#define GRIN "\xF0\x9F\x98\x80"

static const struct place PLACES[] = {
    PLACE("first byte", "x", "json_syntax ", 0, 1, 1),
    PLACE("one line", "{\"x\":1:}", "unknown_field /#0, json_syntax /#0", 6, 1, 7),
    PLACE("after a line feed", "{\n\"x\":1\n :}", "unknown_field /#0, json_syntax /#0", 9, 3, 2),
    PLACE("after CRLF", "{\r\n\"x\":1\r\n :}", "unknown_field /#0, json_syntax /#0", 11, 3, 2),
    PLACE("a last comma", "{\"x\":1,}", "unknown_field /#0, json_syntax ", 6, 1, 7),
    PLACE("a last comma in a line before", "{\n\"x\":1, \r\n\n }", "unknown_field /#0, json_syntax ", 7, 2,
          6),
    PLACE("a last comma of an object in a member", "{\"preflight\":{\"x\":1,}}",
          "unknown_key /preflight/#0, json_syntax /preflight", 19, 1, 20),
    PLACE("a last comma of a list", "{\"x\":[1,]}", "unknown_field /#0, json_syntax /#0", 7, 1, 8),
    PLACE("after empty lines", "\n\n\n\n{,}", "json_syntax ", 5, 5, 2),
    PLACE("at the end, after a line feed", "{\n", "json_unexpected_end ", 2, 2, 1),
    PLACE("a tab is one column", "{\t\t\"x\":\t01}", "unknown_field /#0, json_bad_number /#0", 9, 1, 10),
    PLACE("two bytes are one column", "{\"\xC3\xA4\xC3\xA4\":01}", "unknown_field /#0, json_bad_number /#0",
          9, 1, 8),
    PLACE("an emoji is one column", "{\"" GRIN GRIN "\":01}", "unknown_field /#0, json_bad_number /#0", 13, 1,
          8),
    PLACE("an emoji on the line before", "{\"" GRIN "\":\n 01}", "unknown_field /#0, json_bad_number /#0", 11,
          2, 3),
    PLACE("CRLF, tab and emoji", "{\r\n\t\"" GRIN "\":\r\n\t\"" GRIN "\\x\"}",
          "unknown_field /#0, json_bad_escape /#0", 19, 3, 4),
    PLACE("in the middle of a string", "{\"x\":\"a\\ud800b\"}",
          "unknown_field /#0, json_lone_surrogate /#0, missing_field /anonymous_id", 7, 1, 8),
};

static void has_position(void **state) {
  const struct place *row = *state;
  const struct outcome *outcome = check(mcpx_scan, row->text, row->length, NULL);
  const mcpx_finding *found = first_json_finding(outcome);
  assert_non_null(found);
  CHECK(found->offset == row->offset && found->line == row->line && found->column == row->column,
        "%s at %zu, line %zu, column %zu", found->rule, found->offset, found->line, found->column);
  if (strstr(row->listing, "missing_field")) return; /* mcpx_scan does not report it */
  assert_string_equal(listing(outcome), row->listing);
}

/* ---- What else is found in broken JSON ---- */

static const struct place BROKEN[] = {
    PLACE("what comes before the fault is checked", "{\"os\":\"/home/alice/x\",",
          "outside_closed_set /os, home_path /os, json_unexpected_end /os", 0, 0, 0),
    PLACE("the reader goes past a lone surrogate", "{\"a\":\"\\udc00\",\"os\":\"/home/alice/x\"}",
          "unknown_field /#0, json_lone_surrogate /#0, outside_closed_set /os, home_path /os", 0, 0, 0),
    PLACE("the reader goes past U+0000, in the same string", "{\"a\":\"\\u0000 /home/alice/x\"}",
          "unknown_field /#0, home_path /#0, json_null_character /#0", 0, 0, 0),
    PLACE("the reader goes past a number out of range", "{\"a\":1e999,\"b\":\"/home/alice/x\"}",
          "unknown_field /#0, json_number_range /#0, unknown_field /#1, home_path /#1", 0, 0, 0),
    PLACE("each of two equal keys is checked", "{\"a\":\"/home/alice/x\",\"a\":\"b\"}",
          "unknown_field /#0, home_path /#0, unknown_field /#1, json_duplicate_key /#1", 0, 0, 0),
    PLACE("three equal keys", "{\"a\":1,\"a\":2,\"a\":3}",
          "unknown_field /#0, unknown_field /#1, json_duplicate_key /#1, unknown_field /#2, "
          "json_duplicate_key /#2",
          0, 0, 0),
    PLACE("two keys that are equal when decoded", "{\"os\":\"linux\",\"\\u006fs\":\"linux\"}",
          "json_duplicate_key /os, escaped_key /os", 0, 0, 0),
    PLACE("what follows a byte order mark is checked", "\xEF\xBB\xBF{\"os\":\"/home/alice/x\"}",
          "json_byte_order_mark , outside_closed_set /os, home_path /os", 0, 0, 0),
    PLACE("two objects", "{}{\"os\":1}", "json_trailing_text ", 0, 0, 0),
    PLACE("an array", "[\"/home/alice/x\"]", "not_an_object , home_path /0", 0, 0, 0),
    PLACE("a word", "null", "not_an_object ", 0, 0, 0),
    PLACE("an empty payload", "", "json_unexpected_end ", 0, 0, 0),
};

static void has_all_findings(void **state) {
  const struct place *row = *state;
  const struct outcome *outcome = check(mcpx_scan, row->text, row->length, NULL);
  assert_string_equal(listing(outcome), row->listing);
  assert_false(outcome->verdict.ok);
}

/* ---- Many keys ---- */

static char text[MCPX_PAYLOAD_MAX + 2];

/* An object with `count` keys, numbered in `digits` digits of base 64; with 0 digits all are equal. */
static size_t many_keys(size_t count, int digits, const char *before, const char *behind) {
  static const char DIGITS[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  size_t length = (size_t)sprintf(text, "{");
  for (size_t i = 0; i < count; i++) {
    length += (size_t)sprintf(text + length, "%s\"%s", i ? "," : "", before);
    for (int digit = digits - 1; digit >= 0; digit--) text[length++] = DIGITS[i >> 6 * digit & 63];
    length += (size_t)sprintf(text + length, "%s\":0", behind);
  }
  text[length++] = '}';
  assert_true(length <= MCPX_PAYLOAD_MAX);
  return length;
}

struct keys {
  const char *name;
  size_t count;
  int digits;
  const char *before, *behind;
  size_t duplicates;
};

/* `costarring` and `liquid` have the same FNV-1a hash, also with the same text after them. */
static const struct keys KEYS[] = {
    {"10,000 keys", 10000, 3, "", "", 0},
    {"32,000 keys", 32000, 3, "", "", 0},
    {"10,000 keys with the same beginning", 10000, 3, "begins_alike", "", 0},
    {"10,000 keys with the same end", 10000, 3, "", "_ends_alike", 0},
    {"9,000 keys with the same length, beginning and end", 9000, 3, "begins", "ends", 0},
    {"40,000 equal keys", 40000, 0, "", "", 39999},
    {"10,000 equal long keys", 10000, 0, "costarring", "liquid", 9999},
};

static void equal_keys_are_found(void **state) {
  const struct keys *row = *state;
  size_t length = many_keys(row->count, row->digits, row->before, row->behind);
  const mcpx_verdict *verdict = &check(mcpx_scan, text, length, NULL)->verdict;
  assert_int_equal(verdict->found[MCPX_SEVERITY_NOTE], row->count);
  assert_int_equal(verdict->found[MCPX_SEVERITY_ERROR], row->duplicates);
}

/* More items than the workspace has room for: the check reports that it is incomplete. */
static void long_lists_are_incomplete(void **state) {
  (void)state;
  size_t length = (size_t)sprintf(text, "{\"connected_client_ids\":[\"\"");
  while (length < MCPX_PAYLOAD_MAX - 8) length += (size_t)sprintf(text + length, ",\"\"");
  length += (size_t)sprintf(text + length, "]}");
  const struct outcome *outcome = check(mcpx_scan, text, length, NULL);
  assert_false(outcome->verdict.ok);
  assert_true(outcome->verdict.found[MCPX_SEVERITY_ERROR] > 87000);
  length = (size_t)sprintf(text, "{\"connected_client_ids\":[\"a\"");
  for (size_t i = 0; i < 60000; i++) length += (size_t)sprintf(text + length, ",\"b\"");
  length += (size_t)sprintf(text + length, "]}");
  outcome = check(mcpx_scan, text, length, NULL);
  assert_true(has_finding(outcome, "unfinished") || outcome->verdict.stored == FINDINGS_ROOM);
  assert_false(outcome->verdict.ok);
}

/* One of 10,000 keys occurs twice: the first, one in the middle or the last. */
static void one_equal_key_is_found(void **state) {
  static const char *const AGAIN[] = {"000", "15k", "2R_"};
  (void)state;
  for (size_t i = 0; i < 3; i++) {
    size_t length = many_keys(10000, 3, "", "");
    sprintf(text + length - 1, ",\"%s\":0}", AGAIN[i]);
    const struct outcome *outcome = check(mcpx_scan, text, length + 8, NULL);
    assert_int_equal(outcome->verdict.found[MCPX_SEVERITY_ERROR], 1);
    const mcpx_finding *found = first_json_finding(outcome);
    assert_non_null(found);
    assert_string_equal(found->rule, "json_duplicate_key");
    assert_int_equal(found->offset, length);
    assert_string_equal(found->pointer, "/#10000");
  }
}

static void equal_hashes_are_not_equal_keys(void **state) {
  static const char *const PAIRS[][2] = {{"costarring", "liquid"},
                                         {"declinate", "macallums"},
                                         {"altarage", "zinke"},
                                         {"altarages", "zinkes"},
                                         {"beginAend", "beginBend"},
                                         {"", "\\u0001"},
                                         {"aaaabzzz", "aaaaxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxazzz"}};
  (void)state;
  for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
    const char *a = PAIRS[i][0], *b = PAIRS[i][1];
    size_t length = (size_t)sprintf(text, "{\"%s\":1,\"%s\":2,\"%sx\":3,\"%sx\":4}", a, b, a, b);
    assert_false(has_finding(check(mcpx_scan, text, length, NULL), "json_duplicate_key"));
    length = (size_t)sprintf(text, "{\"%s\":1,\"%s\":2,\"x%s\":3,\"%s\":4}", a, b, b, a);
    assert_true(has_finding(check(mcpx_scan, text, length, NULL), "json_duplicate_key"));
  }
}

/* Keys of different objects may be equal. */
static void objects_have_separate_keys(void **state) {
  static const char TEXT[] = "{\"a\":{\"a\":{\"a\":1,\"b\":2},\"b\":[{\"a\":1},{\"a\":1}]},\"b\":{\"b\":{}}}";
  (void)state;
  assert_false(has_error(check(mcpx_scan, TEXT, sizeof TEXT - 1, NULL)));
}

/* ---- Limits ---- */

static size_t nested(int depth, const char *open, const char *close) {
  size_t length = (size_t)sprintf(text, "{\"x\":");
  for (int i = 1; i < depth; i++) length += (size_t)sprintf(text + length, "%s", open);
  length += (size_t)sprintf(text + length, "0");
  for (int i = 1; i < depth; i++) length += (size_t)sprintf(text + length, "%s", close);
  length += (size_t)sprintf(text + length, "}");
  return length;
}

static void depth_is_limited(void **state) {
  static const char *const NESTS[][2] = {{"[", "]"}, {"{\"x\":", "}"}};
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    const struct outcome *outcome = check(mcpx_scan, text, nested(32, NESTS[i][0], NESTS[i][1]), NULL);
    assert_null(first_json_finding(outcome));
    outcome = check(mcpx_scan, text, nested(33, NESTS[i][0], NESTS[i][1]), NULL);
    assert_non_null(first_json_finding(outcome));
    assert_string_equal(first_json_finding(outcome)->rule, "json_too_deep");
    assert_int_equal(first_json_finding(outcome)->offset, 5 + 31 * strlen(NESTS[i][0]));
  }
}

/* A heartbeat padded with spaces to exactly that length. */
static size_t padded(size_t length) {
  char *payload = heartbeat(5);
  memset(text, ' ', length);
  memcpy(text, payload, strlen(payload));
  free(payload);
  return length;
}

static void size_is_limited(void **state) {
  (void)state;
  assert_string_equal(listing(check(mcpx_validate, text, padded(8192), NULL)), "");
  assert_string_equal(listing(check(mcpx_validate, text, padded(8193), NULL)), "over_budget ");
  assert_string_equal(listing(check(mcpx_scan, text, padded(8193), NULL)), "");
  assert_string_equal(listing(check(mcpx_validate, text, padded(MCPX_PAYLOAD_MAX), NULL)), "over_budget ");
  const struct outcome *outcome = check(mcpx_validate, text, padded(MCPX_PAYLOAD_MAX + 1), NULL);
  assert_string_equal(listing(outcome), "json_too_large ");
  assert_int_equal(outcome->verdict.kind, MCPX_PAYLOAD_UNKNOWN);
  assert_int_equal(outcome->verdict.schema_version, 0);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(long_lists_are_incomplete),
      cmocka_unit_test(one_equal_key_is_found),
      cmocka_unit_test(equal_hashes_are_not_equal_keys),
      cmocka_unit_test(objects_have_separate_keys),
      cmocka_unit_test(depth_is_limited),
      cmocka_unit_test(size_is_limited),
  };
  return run_vectors() + RUN_ROWS(PLACES, has_position) + RUN_ROWS(BROKEN, has_all_findings) +
         RUN_ROWS(KEYS, equal_keys_are_found) + cmocka_run_group_tests_name("strict JSON", cases, NULL, NULL);
}
