/* test_fields.c: each scalar field of a heartbeat accepts the values of its specification and rejects all
 * others. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "payloads.h"
#include "rows.h"

/* ---- Ids, versions and dates ---- */

#define UUID "\"5f1c9e02-7b3a-4d58-9e61-2a40c7d8b9"
#define V64 "v1.2.3-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct change IDS[] = {
    ALLOWED("/anonymous_id", UUID "99\""),
    FAULT("/anonymous_id", "\"00000000-0000-0000-0000-000000000000\"", "uuid_not_random"),
    FAULT("/anonymous_id", "\"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\"", "made_id"),
    FAULT("/anonymous_id", "\"\"", "bad_uuid"),
    FAULT("/anonymous_id", UUID "9\"", "bad_uuid"),
    FAULT("/anonymous_id", UUID "999\"", "bad_uuid"),
    FAULT("/anonymous_id", UUID "9g\"", "bad_uuid"),
    FAULT("/anonymous_id", "\"{5f1c9e02-7b3a-4d58-9e61-2a40c7d8b913}\"", "bad_uuid"),
    FAULT("/anonymous_id", "\"5f1c9e027-b3a-4d58-9e61-2a40c7d8b913\"", "bad_uuid"),
    FAULT("/anonymous_id", "\"5f1c9e02 7b3a 4d58 9e61 2a40c7d8b913\"", "bad_uuid"),
    FAULT("/anonymous_id", "\"5f1c9e02-7b3a-4d58-9e61-2a40c7d8b913 \"", "bad_uuid"),
    FAULT("/anonymous_id", "7", "wrong_type"),
    FAULT("/anonymous_id", "null", "wrong_type"),
    FAULT("/anonymous_id", "[]", "wrong_type"),
};

static const struct change VERSIONS[] = {
    /* version is compared with current_version, which a heartbeat of version 1 does not have */
    CHANGE(1, "/version", "\"v1\"", ""),
    CHANGE(1, "/version", "\"1\"", ""),
    CHANGE(1, "/version", "\"v1.2\"", ""),
    CHANGE(1, "/version", "\"1.2.3\"", ""),
    CHANGE(1, "/version", "\"v0.0.0\"", ""),
    CHANGE(1, "/version", "\"v10.20.30\"", ""),
    CHANGE(1, "/version", "\"v1.2.3-rc.1\"", ""),
    CHANGE(1, "/version", "\"v0.31.2-dev.local\"", ""),
    CHANGE(1, "/version", "\"v1.2.3-alpha.1.2.3.4\"", ""),
    CHANGE(1, "/version", "\"v1.2.3-0.20260131120000-abcdef012345\"", ""),
    CHANGE(1, "/version", "\"v1.2.3--\"", ""),
    CHANGE(1, "/version", "\"v1.2.3-x.0.Y-z\"", ""),
    CHANGE(1, "/version", "\"v1.2.3-0a\"", ""),
    CHANGE(1, "/version", "\"v1.2.3+build.007\"", ""),
    CHANGE(1, "/version", "\"v1.2.3-rc.1+incompatible\"", ""),
    CHANGE(1, "/version", "\"" V64 "\"", ""),
    CHANGE(1, "/version", "\"" V64 "a\"", "bad_version /version"),
    CHANGE(1, "/version", "\"dev\"", "development_version /version"),
    CHANGE(1, "/version", "\"Dev\"", "bad_version /version"),
    CHANGE(1, "/version", "\"dev1\"", "bad_version /version"),
    CHANGE(1, "/version", "\"development\"", "bad_version /version"),
    CHANGE(1, "/version", "\"latest\"", "bad_version /version"),
    CHANGE(1, "/version", "\"\"", "bad_version /version"),
    CHANGE(1, "/version", "\"v\"", "bad_version /version"),
    CHANGE(1, "/version", "\"V1.2.3\"", "bad_version /version"),
    CHANGE(1, "/version", "\"vv1.2.3\"", "bad_version /version"),
    CHANGE(1, "/version", "\"v1.\"", "bad_version /version"),
    CHANGE(1, "/version", "\"v1.2.\"", "bad_version /version"),
    CHANGE(1, "/version", "\"v1..3\"", "bad_version /version"),
    CHANGE(1, "/version", "\".1.2\"", "bad_version /version"),
    CHANGE(1, "/version", "\"v01.2.3\"", "bad_version /version"),
    CHANGE(1, "/version", "\"v1.02.3\"", "bad_version /version"),
    CHANGE(1, "/version", "\"v1.2.03\"", "bad_version /version"),
    CHANGE(1, "/version", "\"v1.2-rc.1\"", "bad_version /version"),
    CHANGE(1, "/version", "\"v1+build\"", "bad_version /version"),
    CHANGE(1, "/version", "\"v1.2.3-\"", "bad_version /version"),
    CHANGE(1, "/version", "\"v1.2.3+\"", "bad_version /version"),
    CHANGE(1, "/version", "\"v1.2.3-a..b\"", "bad_version /version"),
    CHANGE(1, "/version", "\"v1.2.3-.a\"", "bad_version /version"),
    CHANGE(1, "/version", "\"v1.2.3-01\"", "bad_version /version"),
    CHANGE(1, "/version", "\"v1.2.3-a_b\"", "bad_version /version"),
    CHANGE(1, "/version", "\"v1.2.3+a+b\"", "bad_version /version"),
    CHANGE(1, "/version", "\"v1.2.3-\xC3\xA9\"", "bad_version /version"),
    CHANGE(1, "/version", "\"v1.2.3 \"", "bad_version /version"),
    CHANGE(1, "/version", "\" v1.2.3\"", "bad_version /version"),
    CHANGE(1, "/version", "\"v1.2.3\\n\"", "bad_version /version"),
    CHANGE(1, "/version", "1.2", "wrong_type /version"),
    CHANGE(1, "/version", "null", "wrong_type /version"),
    /* only the previous version may be empty */
    ALLOWED("/previous_version", "\"\""),
    ALLOWED("/previous_version", "\"0.1\""),
    FAULT("/previous_version", "\" \"", "bad_version"),
    FAULT("/previous_version", "\"none\"", "bad_version"),
    FAULT("/previous_version", "\"dev\"", "development_version"),
    FAULT("/previous_version", "null", "wrong_type"),
    FAULT("/current_version", "\"\"", "bad_version"),
    FAULT("/current_version", "\"0.31.x\"", "bad_version"),
    FAULT("/current_version", "false", "wrong_type"),
};

static const struct change GO_VERSIONS[] = {
    ALLOWED("/go_version", "\"go1.0\""),
    ALLOWED("/go_version", "\"go1.26\""),
    ALLOWED("/go_version", "\"go1.24rc3\""),
    ALLOWED("/go_version", "\"go1.24beta1\""),
    ALLOWED("/go_version", "\"go1.24.11\""),
    ALLOWED("/go_version", "\"go1.24.4-custom_Build2\""),
    ALLOWED("/go_version", "\"go1.24rc1-x\""),
    ALLOWED("/go_version", "\"go1.24.4 X:boringcrypto\""),
    ALLOWED("/go_version", "\"go1.24.4-x X:nocoverageredesign,aliastypeparams\""),
    ALLOWED("/go_version", "\"devel go1.25-0a1b2c3d4e Tue Jan  7 10:11:12 2025 +0000\""),
    ALLOWED("/go_version", "\"devel go1.25-0a1b2c3d4e Tue Jan 17 10:11:12 2025 -0700 X:rangefunc\""),
    FAULT("/go_version", "\"\"", "bad_go_version"),
    FAULT("/go_version", "\"go1\"", "bad_go_version"),
    FAULT("/go_version", "\"go1.\"", "bad_go_version"),
    FAULT("/go_version", "\"go2.1\"", "bad_go_version"),
    FAULT("/go_version", "\"1.24.4\"", "bad_go_version"),
    FAULT("/go_version", "\"Go1.24\"", "bad_go_version"),
    FAULT("/go_version", "\"go1.24.4.1\"", "bad_go_version"),
    FAULT("/go_version", "\"go1.24.4rc1\"", "bad_go_version"),
    FAULT("/go_version", "\"go1.24rc\"", "bad_go_version"),
    FAULT("/go_version", "\"go1.24alpha1\"", "bad_go_version"),
    FAULT("/go_version", "\"go1.24.4-\"", "bad_go_version"),
    FAULT("/go_version", "\"go1.24.4-a-b\"", "bad_go_version"),
    FAULT("/go_version", "\"go1.24.4-\xC3\xA4\"", "bad_go_version"),
    FAULT("/go_version", "\"go1.24.4 X:\"", "bad_go_version"),
    FAULT("/go_version", "\"go1.24.4 X:a,\"", "bad_go_version"),
    FAULT("/go_version", "\"go1.24.4  X:a\"", "bad_go_version"),
    FAULT("/go_version", "\"go1.24.4 by zork\"", "bad_go_version"),
    FAULT("/go_version", "\"devel\"", "bad_go_version"),
    FAULT("/go_version", "\"devel go1.25-alice Tue Jan  7 10:11:12 2025 +0000\"", "bad_go_version"),
    FAULT("/go_version", "\"devel go1.25-0a1b2c3d4e\"", "bad_go_version"),
    FAULT("/go_version", "1.24", "wrong_type"),
};

static const struct change DATES[] = {
    CHANGE(1, "/timestamp", "\"2026-05-11T06:57:30Z\"", ""),
    CHANGE(1, "/timestamp", "\"2026-05-11t06:57:30z\"", ""),
    CHANGE(1, "/timestamp", "\"2026-05-11T06:57:30.5Z\"", ""),
    CHANGE(1, "/timestamp", "\"2026-05-11T06:57:30.123456789+02:00\"", ""),
    CHANGE(1, "/timestamp", "\"2026-05-11T23:59:59-23:59\"", ""),
    CHANGE(1, "/timestamp", "\"2026-05-11T06:57:30-00:00\"", ""),
    CHANGE(1, "/timestamp", "\"2024-02-29T00:00:00Z\"", ""),
    CHANGE(1, "/timestamp", "\"2000-02-29T00:00:00Z\"", ""),
    CHANGE(1, "/timestamp", "\"0000-01-01T00:00:00Z\"", ""),
    CHANGE(1, "/timestamp", "\"9999-12-31T23:59:59Z\"", ""),
    CHANGE(1, "/timestamp", "\"2016-12-31T23:59:60Z\"", ""),
    CHANGE(1, "/timestamp", "\"2017-01-01T01:29:60+01:30\"", ""),
    CHANGE(1, "/timestamp", "\"2016-12-31T23:58:60Z\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"2016-12-31T23:59:60+01:00\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"2016-12-31T23:59:61Z\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"2026-02-29T00:00:00Z\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"1900-02-29T00:00:00Z\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"2026-04-31T00:00:00Z\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"2026-13-01T00:00:00Z\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"2026-00-01T00:00:00Z\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"2026-05-00T00:00:00Z\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"2026-05-11T24:00:00Z\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"2026-05-11T06:60:00Z\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"2026-05-11T06:57:30\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"2026-05-11T06:57Z\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"2026-05-11\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"2026-05-11 06:57:30Z\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"2026-5-11T06:57:30Z\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"2026-05-11T6:57:30Z\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"2026-05-11T06:57:30.Z\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"2026-05-11T06:57:30,5Z\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"2026-05-11T06:57:30+24:00\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"2026-05-11T06:57:30+02:60\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"2026-05-11T06:57:30+0200\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"2026-05-11T06:57:30 CET\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"2026-05-11T06:57:30Z \"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "\"\"", "bad_date_time /timestamp"),
    CHANGE(1, "/timestamp", "1778482650", "wrong_type /timestamp"),
    ALLOWED("/anonymous_id_created_at", "\"2026-01-23T15:22:26+01:00\""),
    FAULT("/anonymous_id_created_at", "\"\"", "bad_date_time"),
    FAULT("/anonymous_id_created_at", "\"2026-01-32T15:22:26Z\"", "bad_date_time"),
    FAULT("/anonymous_id_created_at", "null", "wrong_type"),
};

/* ---- Numbers and words ---- */

static const struct change COUNTS[] = {
    ALLOWED("/uptime_hours", "0"),
    FAULT("/uptime_hours", "-0", "unusual_count"),
    FAULT("/uptime_hours", "0.0", "unusual_count"),
    FAULT("/uptime_hours", "0e9", "unusual_count"),
    FAULT("/uptime_hours", "1.0", "unusual_count"),
    FAULT("/uptime_hours", "1e2", "unusual_count"),
    FAULT("/uptime_hours", "1.5E1", "unusual_count"),
    FAULT("/uptime_hours", "100e-2", "unusual_count"),
    ALLOWED("/uptime_hours", "9999999999"),
    FAULT("/uptime_hours", "10000000000", "implausible_count"),
    FAULT("/uptime_hours", "9007199254740991", "implausible_count"),
    FINDINGS("/uptime_hours", "9007199254740991.000",
             "unusual_count /uptime_hours, implausible_count /uptime_hours"),
    FINDINGS("/uptime_hours", "9007199254.740991e6",
             "unusual_count /uptime_hours, implausible_count /uptime_hours"),
    FAULT("/uptime_hours", "9007199254740992", "bad_count"),
    FAULT("/uptime_hours", "9007199254740991.5", "bad_count"),
    FAULT("/uptime_hours", "9007199254740990.9999999999", "bad_count"),
    FAULT("/uptime_hours", "1e16", "bad_count"),
    FAULT("/uptime_hours", "18446744073709551616", "bad_count"),
    FAULT("/uptime_hours", "18446744073709551617", "bad_count"),
    FAULT("/uptime_hours", "0.5", "bad_count"),
    FAULT("/uptime_hours", "1e-1", "bad_count"),
    FAULT("/uptime_hours", "1.0000000000000000001", "bad_count"),
    FAULT("/uptime_hours", "1e-400", "bad_count"),
    FAULT("/uptime_hours", "-1", "bad_count"),
    FAULT("/uptime_hours", "-1e2", "bad_count"),
    CHANGE(5, "/uptime_hours", "1e309", "bad_count /uptime_hours, json_number_range /uptime_hours"),
    FAULT("/uptime_hours", "\"26\"", "wrong_type"),
    FAULT("/uptime_hours", "true", "wrong_type"),
    FAULT("/uptime_hours", "null", "wrong_type"),
    FAULT("/uptime_hours", "[26]", "wrong_type"),
    FAULT("/uptime_hours", "{}", "wrong_type"),
    ALLOWED("/tool_count", "0"),
    FAULT("/tool_count", "-1", "bad_count"),
    FAULT("/tool_count", "\"\"", "wrong_type"),
    FAULT("/server_count", "0.1", "bad_count"),
    FAULT("/connected_server_count", "-3", "bad_count"),
    FAULT("/server_docker_isolated_count", "4.5", "bad_count"),
    FAULT("/server_docker_isolated_count", "null", "wrong_type"),
    FAULT("/connected_client_count", "\"2\"", "wrong_type"),
    FAULT("/connected_client_count", "-2", "bad_count"),
};

static const struct change WORDS[] = {
    FAULT("/quarantine_enabled", "\"true\"", "wrong_type"),
    FAULT("/quarantine_enabled", "1", "wrong_type"),
    FAULT("/quarantine_enabled", "null", "wrong_type"),
    /* the proxy may not be able to find out, then it is null */
    ALLOWED("/autostart_enabled", "null"),
    ALLOWED("/autostart_enabled", "false"),
    FAULT("/autostart_enabled", "0", "wrong_type"),
    FAULT("/autostart_enabled", "\"\"", "wrong_type"),
    FAULT("/autostart_enabled", "[]", "wrong_type"),
    FAULT("/wizard_engaged", "null", "wrong_type"),
    FAULT("/wizard_engaged", "\"yes\"", "wrong_type"),
    ALLOWED("/feature_flags/enable_socket", "false"),
    FAULT("/feature_flags/enable_socket", "null", "wrong_type"),
    FAULT("/feature_flags/enable_web_ui", "0", "wrong_type"),
    FAULT("/feature_flags/enable_prompts", "\"true\"", "wrong_type"),
    FAULT("/feature_flags/require_mcp_auth", "[]", "wrong_type"),
    FAULT("/feature_flags/enable_code_execution", "{}", "wrong_type"),
    FAULT("/feature_flags/quarantine_enabled", "1", "wrong_type"),
    FAULT("/feature_flags/sensitive_data_detection_enabled", "null", "wrong_type"),
    FAULT("/feature_flags/docker_available", "\"no\"", "wrong_type"),
    FAULT("/feature_flags/docker_isolation_enabled", "null", "wrong_type"),
    /* names of the published contract, and a proxy that has not started */
    FAULT("/routing_mode", "\"dynamic\"", "legacy_value"),
    FAULT("/routing_mode", "\"static\"", "legacy_value"),
    FAULT("/routing_mode", "\"\"", "empty_value"),
    /* the same words, and an empty string, in other fields */
    FAULT("/launch_source", "\"dynamic\"", "outside_closed_set"),
    FAULT("/edition", "\"\"", "outside_closed_set"),
    FAULT("/os", "\"\"", "outside_closed_set"),
    FAULT("/env_kind", "\"\"", "outside_closed_set"),
    FAULT("/feature_flags/docker_cli_source", "\"\"", "outside_closed_set"),
    FAULT("/upstream_tool_call_count_bucket", "\"\"", "outside_closed_set"),
    FAULT("/upstream_tool_call_count_bucket", "0", "wrong_type"),
    ALLOWED("/last_startup_outcome", "\"\""),
    ALLOWED("/wizard_connect_step", "\"\""),
    ALLOWED("/wizard_server_step", "\"\""),
    FAULT("/wizard_connect_step", "\"completed_external\"", "value_from_newer_schema"),
    CHANGE(4, "/wizard_connect_step", "\"completed_external\"",
           "value_from_newer_schema /wizard_connect_step"),
    FAULT("/wizard_server_step", "\"completed_external\"", "outside_closed_set"),
    FAULT("/edition", "null", "wrong_type"),
    FAULT("/os", "[\"linux\"]", "wrong_type"),
    FAULT("/arch", "386", "wrong_type"),
};

/* ---- Closed sets ---- */

struct set {
  const char *name; /* the field's pointer */
  const char *values;
};

static const struct set SETS[] = {
    {"/edition", "personal server"},
    {"/os",
     "darwin linux windows freebsd openbsd netbsd dragonfly solaris illumos aix plan9 android ios js wasip1"},
    {"/arch", "amd64 arm64 386 arm loong64 mips mipsle mips64 mips64le ppc64 ppc64le riscv64 s390x wasm"},
    {"/routing_mode", "retrieve_tools direct code_execution"},
    {"/last_startup_outcome", "success port_conflict db_locked config_error permission_error other_error"},
    {"/upstream_tool_call_count_bucket", "0 1-10 11-100 101-1000 1000+"},
    {"/feature_flags/docker_cli_source", "path bundled login_shell absent"},
    {"/env_kind", "interactive ci cloud_ide container headless unknown"},
    {"/activation/estimated_tokens_saved_24h_bucket", "0 1_100 100_1k 1k_10k 10k_100k 100k_plus"},
    {"/launch_source", "installer tray login_item cli unknown"},
    {"/wizard_connect_step", "completed skipped"},
    {"/wizard_server_step", "completed skipped"},
};

/* Is the value outside of the set? It may contradict other fields, which does not matter here. */
static bool is_outside(const char *pointer, const char *value) {
  char raw[64];
  snprintf(raw, sizeof raw, "\"%s\"", value);
  char *payload = heartbeat_with(5, pointer, raw);
  const struct outcome *outcome = check(mcpx_validate, payload, strlen(payload), NULL);
  free(payload);
  bool outside = has_finding(outcome, "outside_closed_set");
  CHECK(outside == has_error(outcome), "%s %s: %s", pointer, value, listing(outcome));
  return outside;
}

static void check_similar_values(const char *pointer, const char *value) {
  char other[64];
  CHECK(!is_outside(pointer, value), "%s", value);
  snprintf(other, sizeof other, "%s ", value);
  CHECK(is_outside(pointer, other), "'%s'", other);
  snprintf(other, sizeof other, "x%s", value);
  CHECK(is_outside(pointer, other), "'%s'", other);
  snprintf(other, sizeof other, "%s", value);
  other[0] = (char)toupper((unsigned char)other[0]);
  CHECK(isdigit((unsigned char)value[0]) || is_outside(pointer, other), "'%s'", other);
}

static void is_closed(void **state) {
  const struct set *set = *state;
  char values[256], *rest = values;
  snprintf(values, sizeof values, "%s", set->values);
  for (const char *value; (value = strsep(&rest, " ")) != NULL;) check_similar_values(set->name, value);
}

int main(void) {
  return RUN_ROWS(IDS, has_findings) + RUN_ROWS(VERSIONS, has_findings) +
         RUN_ROWS(GO_VERSIONS, has_findings) + RUN_ROWS(DATES, has_findings) +
         RUN_ROWS(COUNTS, has_findings) + RUN_ROWS(WORDS, has_findings) + RUN_ROWS(SETS, is_closed);
}
