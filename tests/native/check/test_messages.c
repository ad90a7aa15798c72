/* test_messages.c: a message says what is wrong and names the field, if that is one of the tables; it never
 * contains text of the payload. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "check/fields.h"
#include "json_tree.h"
#include "payloads.h"
#include "rows.h"

static const struct outcome *validate(const char *payload) {
  return check(mcpx_validate, payload, strlen(payload), NULL);
}

/* ---- One message ---- */

/* A change to a heartbeat of version 5, and the message of the finding of `rule`. */
struct message {
  const char *name; /* a JSON Pointer */
  const char *raw;
  const char *rule;
  const char *wanted;
};

static const struct message MESSAGES[] = {
    {"/server_count", NULL, "missing_field", "The required field `server_count` is missing."},
    {"/feature_flags/enable_socket", NULL, "missing_field", "The required field `enable_socket` is missing."},
    {"/doctor_checks/db_writable/fail", NULL, "missing_field", "The required field `fail` is missing."},
    {"/tool_count", "-1", "bad_count", "`tool_count` must be a non-negative integer."},
    {"/error_category_counts/docker_pull_failed", "0", "bad_count",
     "`docker_pull_failed` must be a positive integer."},
    {"/diagnostics/error_code_counts_24h/MCPX_HTTP_401", "0", "bad_count",
     "`MCPX_HTTP_401` must be a positive integer."},
    {"/diagnostics/error_code_counts_24h/MCPX_OF_TOMORROW", "0", "bad_count",
     "This value must be a positive integer."},
    {"/rest_endpoint_calls/GET ~1", "{\"2xx\":-1}", "bad_count", "`2xx` must be a non-negative integer."},
    {"/rest_endpoint_calls/GET ~1", "7", "wrong_type", "This value has the wrong type: it is a number."},
    {"/doctor_checks/db_writable", "7", "wrong_type", "`db_writable` has the wrong type: it is a number."},
    {"/surface_requests", "[]", "wrong_type", "`surface_requests` has the wrong type: it is an array."},
    {"/surface_requests", "null", "wrong_type", "`surface_requests` has the wrong type: it is null."},
    {"/server_count", "\"9\"", "wrong_type", "`server_count` has the wrong type: it is a string."},
    {"/server_count", "true", "wrong_type", "`server_count` has the wrong type: it is a boolean."},
    {"/os", "{}", "wrong_type", "`os` has the wrong type: it is an object."},
    {"/connected_client_ids/0", "7", "wrong_type",
     "An item of `connected_client_ids` has the wrong type: it is a number."},
    {"/feature_flags/oauth_provider_types/0", "\"okta\"", "outside_closed_set",
     "An item of `oauth_provider_types` is not one of the allowed values."},
    {"/os", "\"haiku\"", "outside_closed_set", "The value of `os` is not one of the allowed values."},
    {"/activation/mcp_clients_seen_ever/0", "\"A B\"", "bad_client_name",
     "An item of `mcp_clients_seen_ever` is not a valid client name."},
    {"/activation/mcp_clients_seen_ever", "[\"a\",\"b\",\"a\"]", "duplicate_item",
     "An item of `mcp_clients_seen_ever` occurs more than once."},
    {"/feature_flags/oauth_provider_types", "[\"google\",\"github\"]", "unsorted_items",
     "The items of `oauth_provider_types` are not in alphabetical order."},
    {"/schema_version", "\"5\"", "bad_schema_version", "`schema_version` must be a positive integer."},
    {"/wizard_connect_step", "\"completed_external\"", "value_from_newer_schema",
     "The value of `wizard_connect_step` was added in a later schema version than the payload declares."},
    {"/connected_server_count", "10", "connected_exceeds_total",
     "`connected_server_count` is higher than `server_count`."},
    {"/wizard_engaged", "false", "wizard_not_engaged",
     "`wizard_connect_step` has an outcome, although `wizard_engaged` is not true."},
    {"/surface_requests/web_ui", "1", "unknown_key",
     "This object does not allow a key with this name. Check its spelling, or remove it."},
    {"/note", "1", "unknown_field",
     "This field is unknown. Check its spelling, or whether a newer release of the proxy sends it."},
    {"/event", "\"telemetry_disabled\"", "beacon_with_more",
     "An opt-out beacon may contain only `event` and `anonymous_id`. Remove `version`."},
};

static const mcpx_finding *find_rule(const struct outcome *outcome, const char *rule) {
  for (size_t i = 0; i < outcome->verdict.stored; i++)
    if (strcmp(outcome->findings[i].rule, rule) == 0) return &outcome->findings[i];
  return NULL;
}

static void has_message(void **state) {
  const struct message *row = *state;
  char *payload = heartbeat_with(5, row->name, row->raw);
  const struct outcome *outcome = validate(payload);
  const mcpx_finding *found = find_rule(outcome, row->rule);
  free(payload);
  CHECK(found, "%s", listing(outcome));
  assert_string_equal(found->message, row->wanted);
}

/* Messages that depend on the schema version of the payload. */
static void version_is_considered(void **state) {
  static const char CODE[] = "/diagnostics/error_code_counts_24h/MCPX_DOCKER_EXEC_NOT_FOUND";
  (void)state;
  char *payload = heartbeat_with(4, CODE, "1");
  payload = edited(payload, "/feature_flags/docker_cli_source", "\"path\"");
  const struct outcome *outcome = validate(payload);
  assert_string_equal(find_rule(outcome, "field_from_newer_schema")->message,
                      "`docker_cli_source` was added in a later schema version than the payload declares.");
  assert_string_equal(
      find_rule(outcome, "value_from_newer_schema")->message,
      "The error code `MCPX_DOCKER_EXEC_NOT_FOUND` was added in a later schema version than the "
      "payload declares.");
  free(payload);
}

/* A payload that is not JSON, and the message for the usual mistake. */
static const char *const MISTAKES[][2] = {
    {"{'a':1}", "Keys and strings must be in double quotes."},
    {"{\"a\":'b'}", "Keys and strings must be in double quotes."},
    {"{a:1}", "Keys must be in double quotes."},
    {"{\"a\":1, $b:1}", "Keys must be in double quotes."},
    {"{\"a\":1 // b\n}", "JSON has no comments. Remove this one."},
    {"{\"a\":1, /* b */ \"c\":2}", "JSON has no comments. Remove this one."},
    {"# b\n{}", "JSON has no comments. Remove this one."},
    {"{\"a\":1,\n}", "JSON allows no comma before a closing bracket. Remove the comma."},
    {"{\"a\":[1,]}", "JSON allows no comma before a closing bracket. Remove the comma."},
    {"{\"a\":1\n\"b\":2}", "A comma is missing before this."},
    {"{\"a\":[{}{}]}", "A comma is missing before this."},
    {"{\"a\":True}", "JSON writes true, false and null in lower case."},
    {"{\"a\":None}", "JSON writes true, false and null in lower case."},
    {"{\"a\":NaN}", "JSON has no value of this name. Write null, or leave the field out."},
    {"{\"a\":undefined}", "JSON has no value of this name. Write null, or leave the field out."},
    /* Near misses. */
    {"{\"a\" \"b\"}", "The JSON is not valid here."},
    {"{\"a\":\"say \"hi\"\"}", "The JSON is not valid here."},
    {"{\"a\":,}", "The JSON is not valid here."},
    {"{\"a\":/b}", "The JSON is not valid here."},
    {"[a]", "The JSON is not valid here."},
    {"{,}", "The JSON is not valid here."},
};

static void usual_mistakes_are_named(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof MISTAKES / sizeof *MISTAKES; i++) {
    const mcpx_finding *found = find_rule(validate(MISTAKES[i][0]), "json_syntax");
    CHECK(found && strcmp(found->message, MISTAKES[i][1]) == 0, "%s: %s", MISTAKES[i][0],
          found ? found->message : "no finding");
  }
}

static void empty_payloads_are_named(void **state) {
  (void)state;
  assert_string_equal(find_rule(validate(""), "json_unexpected_end")->message, "The payload is empty.");
  assert_string_equal(find_rule(validate(" \n"), "json_unexpected_end")->message, "The payload is empty.");
  assert_string_equal(find_rule(validate("{"), "json_unexpected_end")->message,
                      "The payload ends before the JSON is complete.");
}

static void utf16_is_named(void **state) {
  static const char LITTLE[] = "\xFF\xFE{\0}", BIG[] = "\xFE\xFF\0{\0}", OTHER[] = "\xFF{}";
  (void)state;
  const char *utf16 = "The payload is encoded in UTF-16. Save it as UTF-8.";
  const struct outcome *outcome = check(mcpx_validate, LITTLE, sizeof LITTLE, NULL);
  assert_string_equal(find_rule(outcome, "json_bad_utf8")->message, utf16);
  outcome = check(mcpx_validate, BIG, sizeof BIG - 1, NULL);
  assert_string_equal(find_rule(outcome, "json_bad_utf8")->message, utf16);
  assert_string_equal(find_rule(validate(OTHER), "json_bad_utf8")->message,
                      "These bytes are not valid UTF-8.");
}

/* Other names of a value, and the value that the finding suggests. */
static const char *const ALIASES[][3] = {
    {"/os", "\"macos\"", "darwin"},   {"/os", "\"macOS\"", "darwin"},    {"/os", "\"win32\"", "windows"},
    {"/arch", "\"x86_64\"", "amd64"}, {"/arch", "\"aarch64\"", "arm64"}, {"/arch", "\"x86\"", "386"},
    {"/os", "\"x86_64\"", NULL},      {"/edition", "\"macos\"", NULL},
};

static void other_names_are_understood(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof ALIASES / sizeof *ALIASES; i++) {
    char *payload = heartbeat_with(5, ALIASES[i][0], ALIASES[i][1]);
    const mcpx_finding *found = find_rule(validate(payload), "outside_closed_set");
    const char *wanted = ALIASES[i][2];
    assert_non_null(found);
    CHECK(wanted ? found->suggestion && strcmp(found->suggestion, wanted) == 0 : !found->suggestion, "%s",
          ALIASES[i][1]);
    free(payload);
  }
}

/* The key is named where it is one of the tables; two equal unknown keys are not. */
static void equal_keys_are_named_if_known(void **state) {
  static const char KNOWN[] = "{\"os\":\"linux\",\"os\":\"linux\"}", OTHER[] = "{\"alice\":1,\"alice\":2}";
  (void)state;
  const mcpx_finding *found = find_rule(validate(KNOWN), "json_duplicate_key");
  assert_non_null(strstr(found->message, "The key `os` occurs twice"));
  found = find_rule(validate(OTHER), "json_duplicate_key");
  assert_non_null(strstr(found->message, "This key occurs twice"));
}

/* ---- All messages ---- */

static bool is_table_name(const char *name, size_t length) {
  mcpx_text text = {name, length};
  for (size_t i = 0; i < FIELD_COUNT; i++)
    if (text_equals(FIELDS[i].key, name, length)) return true;
  return fields_find_value(ENUM_CHECK, text) || mcpx_code_find(name, length) >= 0;
}

/* Does each pair of backticks enclose a name of the tables? */
static bool names_are_known(const char *message) {
  const char *open = strchr(message, '`');
  while (open) {
    const char *close = strchr(open + 1, '`');
    if (!close || !is_table_name(open + 1, (size_t)(close - open - 1))) return false;
    open = strchr(close + 1, '`');
  }
  return true;
}

static void check_sentence(const char *message) {
  size_t length = strlen(message);
  CHECK(length > 20 && message[length - 1] == '.', "%s", message);
  CHECK(*message == '`' || (*message >= 'A' && *message <= 'Z'), "%s", message);
  CHECK(!strchr(message, '%') && names_are_known(message), "%s", message);
}

static void rules_have_sentences(void **state) {
  cJSON *rules = tree_of_export(mcpx_check_rules_json), *rule;
  (void)state;
  cJSON_ArrayForEach(rule, rules) check_sentence(tree_string(rule, "message"));
  cJSON_Delete(rules);
}

/* Whatever is in a payload, a message contains none of it. */
static void payloads_are_not_quoted(void **state) {
  cJSON *rows = vector_lines("heartbeats.jsonl"), *row;
  (void)state;
  cJSON_ArrayForEach(row, rows) {
    const struct outcome *outcome = validate(tree_string(row, "payload"));
    for (size_t i = 0; i < outcome->verdict.stored; i++) check_sentence(outcome->findings[i].message);
  }
  cJSON_Delete(rows);
}

/* The longest name of all in the longest message about a name. */
static void long_names_fit(void **state) {
  static const char CODE[] = "MCPX_STDIO_EXIT_BEFORE_INITIALIZE";
  static const char FIELD[] = "filter_diag_missing_annotation_24h";
  char text[512];
  (void)state;
  for (int code = 0; code < mcpx_code_count(); code++)
    assert_true(strlen(mcpx_code_name(code)) <= strlen(CODE));
  for (size_t i = 0; i < FIELD_COUNT; i++) assert_true(strlen(FIELDS[i].key) <= strlen(FIELD));
  sprintf(text, "{\"diagnostics\":{\"error_code_counts_24h\":{\"%s\":1,\"%s\":1}}}", CODE, CODE);
  const mcpx_finding *found = find_rule(validate(text), "json_duplicate_key");
  assert_non_null(strstr(found->message, CODE));
  check_sentence(found->message);
  sprintf(text, "{\"schema_version\":8,\"preflight\":{\"%s\":1,\"%s\":1}}", FIELD, FIELD);
  found = find_rule(validate(text), "json_duplicate_key");
  assert_non_null(strstr(found->message, FIELD));
  check_sentence(found->message);
}

/* ---- Personal data ---- */

static bool asks_for_removal(const char *message) {
  static const char END[] = "from the payload.";
  size_t length = strlen(message);
  return length >= sizeof END && strcmp(message + length - (sizeof END - 1), END) == 0;
}

/* By this, the command and the page know leaks. */
static void messages_of_leaks_ask_for_removal(void **state) {
  (void)state;
  for (int kind = 0; kind < FINDING_COUNT; kind++) {
    const char *rule = finding_name((enum finding_kind)kind);
    bool asks = asks_for_removal(finding_message((enum finding_kind)kind));
    CHECK(asks == finding_is_personal(rule), "%s", rule);
    CHECK(!asks || finding_severity((enum finding_kind)kind) == MCPX_SEVERITY_ERROR, "%s", rule);
  }
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(version_is_considered),    cmocka_unit_test(equal_keys_are_named_if_known),
      cmocka_unit_test(usual_mistakes_are_named), cmocka_unit_test(utf16_is_named),
      cmocka_unit_test(empty_payloads_are_named), cmocka_unit_test(other_names_are_understood),
      cmocka_unit_test(rules_have_sentences),     cmocka_unit_test(payloads_are_not_quoted),
      cmocka_unit_test(long_names_fit),           cmocka_unit_test(messages_of_leaks_ask_for_removal),
  };
  return RUN_ROWS(MESSAGES, has_message) + cmocka_run_group_tests_name("messages", cases, NULL, NULL);
}
