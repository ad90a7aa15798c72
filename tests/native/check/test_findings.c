/* test_findings.c: findings are in the order of the payload, and a full list keeps the most severe ones. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_tree.h"
#include "payloads.h"
#include "rows.h"

static const struct outcome *validate(const char *payload) {
  return check(mcpx_validate, payload, strlen(payload), NULL);
}

/* ---- Suggestions ---- */

struct suggestion {
  const char *name; /* a JSON pointer */
  const char *raw;
  const char *wanted; /* NULL: no suggestion */
};

static const struct suggestion SUGGESTIONS[] = {
    {"/os", "\"linus\"", "linux"},
    {"/os", "\"Linux\"", "linux"},
    {"/os", "\"darwn\"", "darwin"},
    {"/os", "\"haiku\"", NULL},
    {"/os", "\"\"", NULL},
    {"/arch", "\"arm46\"", NULL},
    {"/arch", "\"amd-64\"", "amd64"},
    {"/edition", "\"persona\"", "personal"},
    {"/edition", "\"Personal\"", "personal"},
    {"/env_kind", "\"interactiv\"", "interactive"},
    {"/routing_mode", "\"retrieve-tools\"", "retrieve_tools"},
    {"/feature_flags/docker_cli_source", "\"login-shell\"", "login_shell"},
    {"/feature_flags/docker_cli_source", "\"/usr/bin/docker\"", NULL},
    {"/feature_flags/enable_promts", "true", "enable_prompts"},
    {"/feature_flags/dark_mode", "true", NULL},
    {"/anonymus_id", "\"\"", "anonymous_id"},
    {"/Server_Count", "1", "server_count"},
    {"/surface_requests/web_ui", "1", "webui"},
    {"/surface_requests/x", "1", NULL},
    {"/env_markers/has_ttys", "true", "has_tty"},
    {"/error_category_counts/docker_pull_fail", "1", "docker_pull_failed"},
    {"/builtin_tool_calls/call_tool_reed", "1", "call_tool_read"},
    {"/connected_client_ids/0", "\"cursr\"", "cursor"},
    {"/connected_client_ids/0", "\"Claude-Code\"", "claude-code"},
};

static void is_suggested(void **state) {
  const struct suggestion *row = *state;
  char *payload = heartbeat_with(5, row->name, row->raw);
  const struct outcome *outcome = validate(payload);
  free(payload);
  assert_true(outcome->verdict.stored >= 1);
  const char *found = outcome->findings[0].suggestion;
  CHECK(row->wanted ? found && strcmp(found, row->wanted) == 0 : !found, "%s", found ? found : "none");
}

/* Misspelled keys, values and items share one budget of 64 searches. */
static void suggestions_are_limited(void **state) {
  char clients[2048] = "[\"cursaa\"", checks[4096] = "{\"db_writabl\":0";
  size_t suggested = 0;
  (void)state;
  for (int i = 1; i < 40; i++) {
    sprintf(clients + strlen(clients), ",\"curs%c%c\"", 'a' + i / 26, 'a' + i % 26);
    sprintf(checks + strlen(checks), ",\"db_writab%c%c\":0", 'a' + i / 26, 'a' + i % 26);
  }
  char *payload = heartbeat_with(5, "/connected_client_ids", strcat(clients, "]"));
  payload = edited(payload, "/doctor_checks", strcat(checks, "}"));
  payload = edited(payload, "/feature_flags/enable_promts", "true");
  const struct outcome *outcome = validate(payload);
  free(payload);
  for (size_t i = 0; i < outcome->verdict.stored; i++) suggested += outcome->findings[i].suggestion != NULL;
  assert_true(has_finding(outcome, "unknown_client") && has_finding(outcome, "unknown_check"));
  assert_int_equal(suggested, 64);
}

/* `expected` is left out where it would repeat a part of the value. */
static void expected_does_not_repeat_values(void **state) {
  (void)state;
  char *payload = heartbeat_with(5, "/os", "\"x\"");
  const char *expected = validate(payload)->findings[0].expected;
  free(payload);
  assert_non_null(expected);
  assert_non_null(strstr(expected, "dragonfly"));
  payload = heartbeat_with(5, "/os", "\"dragonflies\"");
  const struct outcome *outcome = validate(payload);
  free(payload);
  assert_true(has_error(outcome));
  assert_null(outcome->findings[0].expected);
}

/* ---- Order and room ---- */

/* A payload with findings of each severity, some of which are made only at its end. */
static char *payload_with_many_findings(void) {
  char *payload = heartbeat_with(4, "/arch", "\"x\"");
  static const char *const EDITS[][2] = {
      {"/anonymous_id", NULL},
      {"/routing_mode", "\"static\""},
      {"/timestamp", "\"2025-05-11T06:57:30Z\""},
      {"/uptime_hours", "-1"},
      {"/a", "\"~root\""},
      {"/feature_flags/docker_isolation_enabled", "false"},
      {"/feature_flags/new", "[\"10.1.2.3\",\"/etc/passwd\"]"},
      {"/surface_requests/a", "1"},
      {"/doctor_checks/ours", "{\"pass\":1,\"fail\":0}"},
      {"/rest_endpoint_calls/GET ~1home~1alice", "{\"2xx\":0,\"2yy\":0}"},
      {"/fix_succeeded_24h", "9"},
      {"/diagnostics/fix_succeeded_24h", "9"},
      {"/b", "{\"a\":1,\"a\":2}"},
  };
  for (size_t i = 0; i < sizeof EDITS / sizeof *EDITS; i++)
    payload = edited(payload, EDITS[i][0], EDITS[i][1]);
  return payload;
}

static bool same_finding(const mcpx_finding *a, const mcpx_finding *b) {
  return a->rule == b->rule && a->severity == b->severity && a->offset == b->offset &&
         a->length == b->length && a->line == b->line && a->column == b->column &&
         strcmp(a->pointer, b->pointer) == 0 && strcmp(a->message, b->message) == 0;
}

/* 0 for personal data, then 1 and the severity. */
static int rank_of(const mcpx_finding *finding) {
  static const char *const PERSONAL[] = {"env_path", "ipv4", "absolute_path", "home_path", "person_name"};
  for (size_t i = 0; i < sizeof PERSONAL / sizeof *PERSONAL; i++)
    if (strcmp(finding->rule, PERSONAL[i]) == 0) return 0;
  return 1 + (int)finding->severity;
}

/* A12: which findings a list with that room keeps: personal data, other errors, warnings, notes; of each, the
 * first ones. */
static void choose_kept(const struct outcome *all, size_t room, bool *chosen) {
  size_t left = room;
  for (size_t i = 0; i < all->verdict.stored; i++) chosen[i] = false;
  for (int rank = 0; rank <= 1 + MCPX_SEVERITY_NOTE; rank++)
    for (size_t i = 0; i < all->verdict.stored && left; i++) {
      if (rank_of(&all->findings[i]) != rank) continue;
      chosen[i] = true;
      left--;
    }
}

/* A12: a thousand other errors before it do not crowd out personal data. */
static void personal_data_replaces_other_errors(void **state) {
  static char payload[65536];
  static const char *const LEAKS[] = {"\"x\":\"/home/zork/x\"", "\"user\":\"zork\"", "\"password\":\"zork\"",
                                      "\"x\":\"zork-2\"",
                                      "\"anonymous_id\":\"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\""};
  static const char *const RULES[] = {"home_path", "personal_field", "hidden_field", "blocked_value",
                                      "made_id"};
  static mcpx_workspace workspace;
  mcpx_text blocked = {"zork-2", 6};
  mcpx_check_options options = {.blocked_values = &blocked, .blocked_value_count = 1};
  (void)state;
  for (size_t leak = 0; leak < 5; leak++) {
    size_t length = (size_t)sprintf(payload, "{\"surface_requests\":{");
    for (int i = 0; i < 1000; i++)
      length += (size_t)sprintf(payload + length, "%s\"a%d\":1", i ? "," : "", i);
    length += (size_t)sprintf(payload + length, "},%s}", LEAKS[leak]);
    mcpx_finding findings[8];
    mcpx_verdict verdict;
    mcpx_scan(payload, length, &options, &workspace, findings, 8, &verdict);
    assert_int_equal(verdict.stored, 8);
    assert_string_equal(findings[7].rule, RULES[leak]);
    assert_int_equal(findings[7].severity, MCPX_SEVERITY_ERROR);
    assert_string_equal(findings[6].rule, "unknown_key");
  }
}

static void check_room(check_call call, const char *payload, const struct outcome *all, size_t room) {
  static mcpx_workspace workspace;
  bool chosen[FINDINGS_ROOM];
  mcpx_verdict verdict;
  size_t at = 0;
  mcpx_finding *findings = calloc(room ? room : 1, sizeof *findings);
  assert_non_null(findings);
  call(payload, strlen(payload), NULL, &workspace, room ? findings : NULL, room, &verdict);
  choose_kept(all, room, chosen);
  for (size_t i = 0; i < all->verdict.stored; i++) {
    if (!chosen[i]) continue;
    CHECK(at < verdict.stored && same_finding(&findings[at], &all->findings[i]),
          "room %zu, finding %zu: wanted %s %s, got %s", room, at, all->findings[i].rule,
          all->findings[i].pointer, at < verdict.stored ? findings[at].rule : "none");
    at++;
  }
  free(findings);
  assert_int_equal(verdict.stored, at);
  assert_memory_equal(verdict.found, all->verdict.found, sizeof verdict.found);
  assert_int_equal(verdict.ok, all->verdict.ok);
  assert_int_equal(verdict.kind, all->verdict.kind);
}

static void check_rooms(check_call call, char *payload) {
  static struct outcome all;
  all = *check(call, payload, strlen(payload), NULL);
  for (size_t room = 0; room <= all.verdict.stored + 1; room++) check_room(call, payload, &all, room);
  free(payload);
}

static void errors_are_kept_first(void **state) {
  (void)state;
  check_rooms(mcpx_validate, payload_with_many_findings());
  check_rooms(mcpx_scan, payload_with_many_findings());
}

/* Severities that depend on the kind or the version of the payload, which come last. */
static void errors_of_beacons_are_kept_first(void **state) {
  (void)state;
  check_rooms(mcpx_validate, edited(payload_with_many_findings(), "/event", "\"telemetry_disabled\""));
}

static void errors_of_newer_payloads_are_kept_first(void **state) {
  (void)state;
  char *payload = edited(payload_with_many_findings(), "/schema_version", "9");
  check_rooms(mcpx_validate, edited(payload, "/wizard_server_step", "\"~root\""));
}

/* An error after very many unknown keys, which are notes in a newer payload. */
static void errors_replace_unknown_keys(void **state) {
  char key[64];
  (void)state;
  char *payload = heartbeat_with(5, "/schema_version", "9");
  for (int i = 0; i < 40; i++) {
    sprintf(key, "/surface_requests/new%d", i);
    payload = edited(payload, key, "1");
  }
  payload = edited(payload, "/wizard_server_step", "\"~root\"");
  check_rooms(mcpx_validate, payload);
}

static void findings_are_sorted(void **state) {
  (void)state;
  char *payload = payload_with_many_findings();
  const struct outcome *outcome = validate(payload);
  for (size_t i = 1; i < outcome->verdict.stored; i++)
    assert_true(outcome->findings[i - 1].offset <= outcome->findings[i].offset);
  assert_true(outcome->verdict.found[MCPX_SEVERITY_ERROR] >= 10);
  assert_true(outcome->verdict.found[MCPX_SEVERITY_WARNING] >= 3);
  assert_true(outcome->verdict.found[MCPX_SEVERITY_NOTE] >= 4);
  free(payload);
}

/* ---- Names ---- */

static const cJSON *find_rule(const cJSON *rules, const char *name) {
  const cJSON *rule;
  cJSON_ArrayForEach(rule, rules) if (strcmp(tree_string(rule, "name"), name) == 0) return rule;
  return NULL;
}

static void rules_are_listed(void **state) {
  cJSON *rules = tree_of_export(mcpx_check_rules_json);
  char *payload = payload_with_many_findings();
  const struct outcome *outcome = validate(payload);
  (void)state;
  for (size_t i = 0; i < outcome->verdict.stored; i++) {
    const cJSON *rule = find_rule(rules, outcome->findings[i].rule);
    assert_non_null(rule);
    assert_string_equal(tree_string(rule, "severity"), mcpx_severity_name(outcome->findings[i].severity));
  }
  free(payload);
  cJSON_Delete(rules);
}

static void names_are_words(void **state) {
  (void)state;
  assert_string_equal(mcpx_severity_name(MCPX_SEVERITY_ERROR), "error");
  assert_string_equal(mcpx_severity_name(MCPX_SEVERITY_WARNING), "warning");
  assert_string_equal(mcpx_severity_name(MCPX_SEVERITY_NOTE), "note");
  assert_string_equal(mcpx_payload_kind_name(MCPX_PAYLOAD_HEARTBEAT), "heartbeat");
  assert_string_equal(mcpx_payload_kind_name(MCPX_PAYLOAD_OPT_OUT_BEACON), "opt_out_beacon");
  assert_string_equal(mcpx_payload_kind_name(MCPX_PAYLOAD_UNKNOWN), "unknown");
}

/* ---- NULL ---- */

static void expect_unfinished(const char *payload, size_t length, mcpx_workspace *workspace) {
  static const check_call CALLS[] = {mcpx_validate, mcpx_scan};
  for (size_t i = 0; i < 2; i++) {
    mcpx_finding finding;
    mcpx_verdict verdict;
    CALLS[i](payload, length, NULL, workspace, &finding, 1, &verdict);
    assert_false(verdict.ok);
    assert_int_equal(verdict.kind, MCPX_PAYLOAD_UNKNOWN);
    assert_int_equal(verdict.stored, 1);
    assert_string_equal(finding.rule, "unfinished");
  }
}

static void null_is_an_error(void **state) {
  static mcpx_workspace workspace;
  (void)state;
  expect_unfinished(NULL, 0, &workspace);
  expect_unfinished(NULL, 7, &workspace);
  expect_unfinished("{}", 2, NULL);
  expect_unfinished(NULL, 0, NULL);
}

static void null_options_are_all_zero(void **state) {
  static const mcpx_check_options ZERO = {0};
  (void)state;
  char *payload = payload_with_many_findings();
  struct outcome *first = malloc(sizeof *first);
  assert_non_null(first);
  *first = *check(mcpx_validate, payload, strlen(payload), NULL);
  const struct outcome *second = check(mcpx_validate, payload, strlen(payload), &ZERO);
  assert_int_equal(first->verdict.stored, second->verdict.stored);
  for (size_t i = 0; i < first->verdict.stored; i++)
    assert_true(same_finding(&first->findings[i], &second->findings[i]));
  free(first);
  free(payload);
}

/* The content of the workspace does not matter. NULL findings are not written to, whatever `room` says. */
static void workspace_content_does_not_matter(void **state) {
  mcpx_workspace *workspace = malloc(sizeof *workspace);
  mcpx_verdict verdict;
  (void)state;
  assert_non_null(workspace);
  char *payload = payload_with_many_findings();
  size_t found[3] = {0};
  for (int fill = 0; fill < 256; fill += 85) {
    memset(workspace, fill, sizeof *workspace);
    mcpx_validate(payload, strlen(payload), NULL, workspace, NULL, 5, &verdict);
    if (fill) assert_memory_equal(found, verdict.found, sizeof found);
    memcpy(found, verdict.found, sizeof found);
    assert_int_equal(verdict.stored, 0);
  }
  free(payload);
  free(workspace);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(suggestions_are_limited),
      cmocka_unit_test(expected_does_not_repeat_values),
      cmocka_unit_test(findings_are_sorted),
      cmocka_unit_test(errors_are_kept_first),
      cmocka_unit_test(personal_data_replaces_other_errors),
      cmocka_unit_test(errors_of_beacons_are_kept_first),
      cmocka_unit_test(errors_of_newer_payloads_are_kept_first),
      cmocka_unit_test(errors_replace_unknown_keys),
      cmocka_unit_test(rules_are_listed),
      cmocka_unit_test(names_are_words),
      cmocka_unit_test(null_is_an_error),
      cmocka_unit_test(null_options_are_all_zero),
      cmocka_unit_test(workspace_content_does_not_matter),
  };
  return RUN_ROWS(SUGGESTIONS, is_suggested) + cmocka_run_group_tests_name("findings", cases, NULL, NULL);
}
