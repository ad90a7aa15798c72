/* test_payload.c: the kind and schema version of a payload; missing fields; later fields. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "payloads.h"
#include "rows.h"

static const struct outcome *validate(const char *payload) {
  return check(mcpx_validate, payload, strlen(payload), NULL);
}

static void expect(char *payload, const char *wanted) {
  const struct outcome *outcome = validate(payload);
  free(payload);
  assert_string_equal(listing(outcome), wanted);
}

/* ---- Versions ---- */

static void complete_heartbeats_are_clean(void **state) {
  (void)state;
  for (int version = 1; version <= MCPX_SCHEMA_VERSION; version++) {
    char *payload = heartbeat(version);
    const struct outcome *outcome = validate(payload);
    assert_string_equal(listing(outcome), "");
    assert_true(outcome->verdict.ok);
    assert_int_equal(outcome->verdict.kind, MCPX_PAYLOAD_HEARTBEAT);
    assert_int_equal(outcome->verdict.schema_version, version);
    outcome = check(mcpx_scan, payload, strlen(payload), NULL);
    assert_string_equal(listing(outcome), "");
    assert_int_equal(outcome->verdict.kind, MCPX_PAYLOAD_HEARTBEAT);
    free(payload);
  }
}

struct version {
  const char *name; /* the value of schema_version */
  uint64_t version;
  const char *wanted;
};

#define NEWER "newer_schema /schema_version"
#define ODD "unusual_count /schema_version"
#define BAD "bad_schema_version /schema_version"

static const struct version VERSIONS[] = {
    {"5", 5, ""},     {"5.0", 5, ODD},   {"0.5e1", 5, ODD},
    {"9", 9, NEWER},  {"10", 10, NEWER}, {"1000000", 1000000, NEWER},
    {"0", 0, BAD},    {"-0", 0, BAD},    {"-5", 0, BAD},
    {"5.5", 0, BAD},  {"\"5\"", 0, BAD}, {"\"\"", 0, BAD},
    {"null", 0, BAD}, {"true", 0, BAD},  {"[5]", 0, BAD},
    {"{}", 0, BAD},   {"1e-1", 0, BAD},  {"\"v5\"", 0, BAD},
};

static void version_is_read(void **state) {
  const struct version *row = *state;
  /* a newer payload has what the newest known version demands */
  int base = row->version > 5 ? MCPX_SCHEMA_VERSION : 5;
  char *payload = heartbeat_with(base, "/schema_version", row->name);
  const struct outcome *outcome = validate(payload);
  free(payload);
  assert_string_equal(listing(outcome), row->wanted);
  assert_int_equal(outcome->verdict.schema_version, row->version);
  assert_int_equal(outcome->verdict.ok, strcmp(row->wanted, BAD) != 0);
}

/* A payload without a version is of version 1. Later fields in it are warnings. */
static void missing_version_means_version_1(void **state) {
  (void)state;
  char *payload = heartbeat_with(2, "/schema_version", NULL);
  const struct outcome *outcome = validate(payload);
  free(payload);
  assert_int_equal(outcome->verdict.schema_version, 1);
  assert_true(outcome->verdict.ok);
  assert_int_equal(outcome->verdict.found[MCPX_SEVERITY_WARNING], outcome->verdict.stored);
  assert_true(has_finding(outcome, "field_from_newer_schema"));
}

/* The findings do not depend on where the version is. */
static void version_may_come_last(void **state) {
  static const char *const PLACES[] = {"{\"schema_version\":4,%.*s}", "{%.*s,\"schema_version\":4}"};
  char text[8192], first[4096];
  (void)state;
  char *payload = heartbeat_with(5, "/schema_version", NULL);
  for (size_t i = 0; i < 2; i++) {
    snprintf(text, sizeof text, PLACES[i], (int)strlen(payload) - 2, payload + 1);
    const struct outcome *outcome = validate(text);
    assert_int_equal(outcome->verdict.schema_version, 4);
    if (i) assert_string_equal(listing(outcome), first);
    snprintf(first, sizeof first, "%s", listing(outcome));
  }
  free(payload);
  assert_string_equal(first,
                      "field_from_newer_schema /feature_flags/docker_isolation_enabled, "
                      "field_from_newer_schema /feature_flags/docker_cli_source, "
                      "value_from_newer_schema /diagnostics/error_code_counts_24h/MCPX_DOCKER_CLI_NOT_FOUND");
}

/* In a newer payload the known fields are checked; unknown keys and values are notes. */
static void newer_versions_may_have_more_keys(void **state) {
  (void)state;
  char *payload = heartbeat_with(MCPX_SCHEMA_VERSION, "/schema_version", "9");
  payload = edited(payload, "/surface_requests/api", "1");
  payload = edited(payload, "/new_thing", "[{\"a\":\"b\"}]");
  payload = edited(payload, "/wizard_connect_step", "\"completed_external\"");
  payload = edited(payload, "/arch", "\"z80\"");
  const struct outcome *outcome = validate(payload);
  free(payload);
  assert_string_equal(
      listing(outcome),
      "unknown_value /arch, newer_schema /schema_version, unknown_map_key /surface_requests/#5, "
      "unknown_field /#47");
  assert_int_equal(outcome->verdict.found[MCPX_SEVERITY_NOTE], 2);
  assert_int_equal(outcome->verdict.found[MCPX_SEVERITY_WARNING], 2);
}

/* ---- Fields that are too new ---- */

struct later_field {
  const char *name; /* the JSON Pointer */
  int since;
  const char *valid, *invalid, *rule;
};

static const struct later_field LATER_FIELDS[] = {
    {"/anonymous_id_created_at", 2, "\"2026-01-23T15:22:26Z\"", "\"soon\"", "bad_date_time"},
    {"/current_version", 2, "\"v0.31.2\"", "\"x\"", "bad_version"},
    {"/previous_version", 2, "\"\"", "\"x\"", "bad_version"},
    {"/last_startup_outcome", 2, "\"success\"", "\"x\"", "outside_closed_set"},
    {"/builtin_tool_calls", 2, "{}", "[]", "wrong_type"},
    {"/upstream_tool_call_count_bucket", 2, "\"0\"", "\"x\"", "outside_closed_set"},
    {"/rest_endpoint_calls", 2, "{}", "0", "wrong_type"},
    {"/error_category_counts", 2, "{}", "0", "wrong_type"},
    {"/doctor_checks", 2, "{}", "null", "wrong_type"},
    {"/feature_flags/docker_available", 3, "true", "1", "wrong_type"},
    {"/server_protocol_counts", 3, "{\"stdio\":9,\"http\":0,\"sse\":0,\"streamable_http\":0,\"auto\":0}", "0",
     "wrong_type"},
    {"/server_docker_isolated_count", 3, "4", "-4", "bad_count"},
    {"/env_kind", 3, "\"interactive\"", "\"x\"", "outside_closed_set"},
    {"/launch_source", 3, "\"tray\"", "\"x\"", "outside_closed_set"},
    {"/autostart_enabled", 3, "null", "0", "wrong_type"},
    {"/connected_client_count", 4, "0", "-1", "bad_count"},
    {"/connected_client_ids", 4, "[]", "{}", "wrong_type"},
    {"/wizard_engaged", 4, "true", "null", "wrong_type"},
    {"/wizard_connect_step", 4, "\"\"", "\"x\"", "outside_closed_set"},
    {"/wizard_server_step", 4, "\"\"", "\"x\"", "outside_closed_set"},
    {"/feature_flags/docker_isolation_enabled", 5, "true", "null", "wrong_type"},
    {"/feature_flags/docker_cli_source", 5, "\"path\"", "\"/bin\"", "outside_closed_set"},
    {"/feature_flags/deep_scan_enabled", 8, "true", "null", "wrong_type"},
    {"/machine_id", 6, "\"7c2f90d14be8a3560f9d7e1b2c8a4d63915e0c7fb2a8d46e3f1095cb7ad2e684\"", "\"7c2f\"",
     "bad_machine_id"},
    {"/previous_shutdown", 7, "\"crash\"", "\"\"", "outside_closed_set"},
    {"/last_error_code", 7, "\"MCPX_HTTP_404\"", "\"x\"", "bad_code_name"},
};

static void is_reported_as_later(void **state) {
  const struct later_field *row = *state;
  char wanted[256], both[512];
  snprintf(wanted, sizeof wanted, "field_from_newer_schema %s", row->name);
  snprintf(both, sizeof both, "%s, %s %s", wanted, row->rule, row->name);
  bool flag = strncmp(row->name, "/feature_flags/", 15) == 0;
  for (int version = flag ? 2 : 1; version < row->since; version++) {
    expect(heartbeat_with(version, row->name, row->valid), wanted);
    expect(heartbeat_with(version, row->name, row->invalid), both);
  }
  for (int version = row->since; version <= MCPX_SCHEMA_VERSION; version++) {
    char *payload = heartbeat_with(version, row->name, row->valid);
    assert_false(has_finding(validate(payload), "field_from_newer_schema"));
    free(payload);
  }
}

/* ---- Missing fields ---- */

struct required {
  const char *name; /* the JSON Pointer */
  int since;        /* 0: optional */
};

static const struct required REQUIRED[] = {
    {"/anonymous_id", 1},
    {"/version", 1},
    {"/edition", 1},
    {"/os", 1},
    {"/arch", 1},
    {"/go_version", 1},
    {"/server_count", 1},
    {"/connected_server_count", 1},
    {"/tool_count", 1},
    {"/uptime_hours", 1},
    {"/routing_mode", 1},
    {"/quarantine_enabled", 1},
    {"/timestamp", 1},
    {"/previous_version", 2},
    {"/surface_requests", 2},
    {"/upstream_tool_call_count_bucket", 2},
    {"/feature_flags", 2},
    {"/feature_flags/enable_socket", 2},
    {"/feature_flags/enable_web_ui", 2},
    {"/feature_flags/enable_prompts", 2},
    {"/feature_flags/require_mcp_auth", 2},
    {"/feature_flags/enable_code_execution", 2},
    {"/feature_flags/quarantine_enabled", 2},
    {"/feature_flags/sensitive_data_detection_enabled", 2},
    {"/feature_flags/oauth_provider_types", 2},
    {"/feature_flags/docker_available", 3},
    {"/feature_flags/docker_isolation_enabled", 5},
    {"/feature_flags/docker_cli_source", 0},
    {"/feature_flags/deep_scan_enabled", 8},
    {"/server_protocol_counts", 3},
    {"/anonymous_id_created_at", 0},
    {"/current_version", 0},
    {"/last_startup_outcome", 0},
    {"/builtin_tool_calls", 0},
    {"/rest_endpoint_calls", 0},
    {"/error_category_counts", 0},
    {"/doctor_checks", 0},
    {"/server_docker_isolated_count", 0},
    {"/env_kind", 0},
    {"/env_markers", 0},
    {"/activation", 0},
    {"/launch_source", 0},
    {"/autostart_enabled", 0},
    {"/diagnostics", 0},
    {"/machine_id", 0},
    {"/wizard_shown", 0},
    {"/web_ui_opened", 0},
    {"/days_since_install", 0},
    {"/active_days_30d", 0},
    {"/previous_shutdown", 0},
    {"/last_error_code", 0},
    {"/tpa_scanner", 0},
    {"/preflight", 0},
};

static void is_required(void **state) {
  const struct required *row = *state;
  char wanted[256];
  for (int version = 1; version <= MCPX_SCHEMA_VERSION; version++) {
    bool missing = row->since && row->since <= version;
    snprintf(wanted, sizeof wanted, "missing_field %s", row->name);
    if (strncmp(row->name, "/feature_flags/", 15) == 0 && version == 1) continue;
    expect(heartbeat_with(version, row->name, NULL), missing ? wanted : "");
  }
  /* mcpx_scan does not report missing fields */
  char *payload = heartbeat_with(MCPX_SCHEMA_VERSION, row->name, NULL);
  assert_string_equal(listing(check(mcpx_scan, payload, strlen(payload), NULL)), "");
  free(payload);
}

/* What the real proxy sends: null, empty strings, no objects without members. */
static void real_payloads_are_clean(void **state) {
  static const char *const EMPTY[] = {"/builtin_tool_calls",
                                      "/rest_endpoint_calls",
                                      "/error_category_counts",
                                      "/doctor_checks",
                                      "/connected_client_count",
                                      "/connected_client_ids",
                                      "/diagnostics/error_code_counts_24h",
                                      "/server_docker_isolated_count"};
  (void)state;
  char *payload = heartbeat_with(5, "/autostart_enabled", "null");
  payload = edited(payload, "/previous_version", "\"\"");
  payload = edited(payload, "/activation/mcp_clients_seen_ever", "null");
  payload = edited(payload, "/rest_endpoint_calls/GET UNMATCHED", "{\"4xx\":3}");
  assert_string_equal(listing(validate(payload)), "");
  for (size_t i = 0; i < sizeof EMPTY / sizeof *EMPTY; i++) payload = edited(payload, EMPTY[i], NULL);
  expect(payload, "");
}

/* ---- The beacon ---- */

#define EVENT "\"event\":\"telemetry_disabled\""
#define ID "\"anonymous_id\":\"5f1c9e02-7b3a-4d58-9e61-2a40c7d8b913\""

struct payload_text {
  const char *name, *text, *wanted;
};

static const struct payload_text BEACONS[] = {
    {"as it is", "{" EVENT "," ID "}", ""},
    {"in the other order", "{" ID "," EVENT "}", ""},
    {"with spaces", " {\n" EVENT " , " ID " }\n", ""},
    {"without an id", "{" EVENT "}", "missing_field /anonymous_id"},
    {"with a bad id", "{" EVENT ",\"anonymous_id\":\"zork\"}", "bad_uuid /anonymous_id"},
    {"with a field before", "{\"os\":\"linux\"," EVENT "," ID "}", "beacon_with_more /os"},
    {"with a field after", "{" EVENT "," ID ",\"timestamp\":\"2026-05-11T06:57:30Z\"}",
     "beacon_with_more /timestamp"},
    {"with fields", "{" EVENT "," ID ",\"schema_version\":5,\"tool_count\":0}",
     "beacon_with_more /schema_version, beacon_with_more /tool_count"},
    {"with an unknown field", "{" EVENT "," ID ",\"reason\":\"x\"}", "beacon_with_more /#2"},
    {"twice", "{" EVENT "," EVENT "," ID "}", "json_duplicate_key /event"},
};

static void is_beacon(void **state) {
  const struct payload_text *row = *state;
  const struct outcome *outcome = validate(row->text);
  assert_string_equal(listing(outcome), row->wanted);
  assert_int_equal(outcome->verdict.kind, MCPX_PAYLOAD_OPT_OUT_BEACON);
  assert_int_equal(outcome->verdict.schema_version, 0);
}

/* A complete heartbeat with an event is a beacon: each of its fields but the id is an error. */
static void heartbeat_with_event(void **state) {
  (void)state;
  char *payload = heartbeat_with(5, "/event", "\"telemetry_disabled\"");
  const struct outcome *outcome = validate(payload);
  free(payload);
  assert_int_equal(outcome->verdict.kind, MCPX_PAYLOAD_OPT_OUT_BEACON);
  assert_int_equal(outcome->verdict.found[MCPX_SEVERITY_ERROR], 37);
  assert_int_equal(outcome->verdict.stored, 37);
}

static void other_events_are_errors(void **state) {
  static const char *const EVENTS[] = {"\"telemetry_enabled\"", "\"\"", "null", "1", "{}"};
  (void)state;
  for (size_t i = 0; i < sizeof EVENTS / sizeof *EVENTS; i++) {
    char *payload = heartbeat_with(5, "/event", EVENTS[i]);
    assert_true(has_error(validate(payload)));
    free(payload);
  }
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(complete_heartbeats_are_clean), cmocka_unit_test(missing_version_means_version_1),
      cmocka_unit_test(version_may_come_last),         cmocka_unit_test(newer_versions_may_have_more_keys),
      cmocka_unit_test(real_payloads_are_clean),       cmocka_unit_test(heartbeat_with_event),
      cmocka_unit_test(other_events_are_errors),
  };
  return RUN_ROWS(VERSIONS, version_is_read) + RUN_ROWS(LATER_FIELDS, is_reported_as_later) +
         RUN_ROWS(REQUIRED, is_required) + RUN_ROWS(BEACONS, is_beacon) +
         cmocka_run_group_tests_name("payload", cases, NULL, NULL);
}
