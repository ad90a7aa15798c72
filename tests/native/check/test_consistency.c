/* test_consistency.c: fields that contradict each other are warnings; a missing or invalid field contradicts
 * none. */
#include <stdlib.h>
#include <string.h>

#include "payloads.h"
#include "rows.h"

enum { EDITS_MAX = 4 };

struct edit {
  const char *pointer, *raw; /* NULL removes the value */
};

/* Changes to a heartbeat of version 5, and all findings of the result. */
struct contradiction {
  const char *name;
  struct edit edits[EDITS_MAX];
  const char *wanted;
};

static void has_findings_of_row(void **state) {
  const struct contradiction *contradiction = *state;
  char *payload = heartbeat(5);
  for (size_t i = 0; i < EDITS_MAX && contradiction->edits[i].pointer; i++)
    payload = edited(payload, contradiction->edits[i].pointer, contradiction->edits[i].raw);
  const struct outcome *outcome = check(mcpx_validate, payload, strlen(payload), NULL);
  bool ok = outcome->verdict.ok;
  CHECK(strcmp(listing(outcome), contradiction->wanted) == 0, "%s\nwanted: %s", listing(outcome),
        contradiction->wanted);
  CHECK(ok || strstr(contradiction->wanted, "wrong_type") || strstr(contradiction->wanted, "bad_") ||
            strstr(contradiction->wanted, "missing_") || strstr(contradiction->wanted, "outside_") ||
            strstr(contradiction->wanted, "non_bool"),
        "a contradiction is an error");
  /* mcpx_scan does not compare fields */
  outcome = check(mcpx_scan, payload, strlen(payload), NULL);
  free(payload);
  bool odd = has_finding(outcome, "unknown_client") || has_finding(outcome, "development_version");
  if (ok && !odd) assert_string_equal(listing(outcome), "");
}

/* ---- Servers ---- */

#define SUM "/server_protocol_counts"

static const struct contradiction SERVERS[] = {
    {"all servers connected", {{"/connected_server_count", "9"}}, ""},
    {"more connected than configured",
     {{"/connected_server_count", "10"}},
     "connected_exceeds_total /connected_server_count"},
    {"connected, and the total is invalid",
     {{"/connected_server_count", "10"}, {"/server_count", "\"9\""}},
     "wrong_type /server_count"},
    {"connected, and the total is negative",
     {{"/connected_server_count", "10"}, {"/server_count", "-1"}},
     "bad_count /server_count"},
    {"connected, and the total is missing",
     {{"/connected_server_count", "10"}, {"/server_count", NULL}},
     "missing_field /server_count"},
    {"no servers",
     {{"/connected_server_count", "0"},
      {"/server_count", "0"},
      {"/server_docker_isolated_count", NULL},
      {SUM, "{\"stdio\":0,\"http\":0,\"sse\":0,\"streamable_http\":0,\"auto\":0}"}},
     ""},
    {"sum too small", {{SUM "/stdio", "4"}}, "protocol_sum_differs " SUM},
    {"sum too large", {{SUM "/auto", "1"}}, "protocol_sum_differs " SUM},
    {"same sum of other parts", {{SUM "/stdio", "4"}, {SUM "/auto", "1"}}, ""},
    {"sum above 2^32",
     {{SUM "/stdio", "9999999999"}, {SUM "/auto", "9999999999"}},
     "protocol_sum_differs " SUM},
    {"a missing part", {{SUM "/stdio", NULL}}, "missing_field " SUM "/stdio"},
    {"an invalid part", {{SUM "/stdio", "4.5"}}, "bad_count " SUM "/stdio"},
    {"sum without a total", {{SUM "/stdio", "4"}, {"/server_count", NULL}}, "missing_field /server_count"},
    {"missing counts of protocols", {{SUM, NULL}}, "missing_field " SUM},
    {"counts that are not an object", {{SUM, "9"}}, "wrong_type " SUM},
    {"all servers isolated", {{"/server_docker_isolated_count", "9"}}, ""},
    {"more isolated than configured",
     {{"/server_docker_isolated_count", "10"}},
     "isolated_exceeds_total /server_docker_isolated_count"},
    {"isolated, and the total is invalid",
     {{"/server_docker_isolated_count", "10"}, {"/server_count", "null"}},
     "wrong_type /server_count"},
};

#define FLAGS "/feature_flags"
#define OFF \
  { FLAGS "/docker_isolation_enabled", "false" }

static const struct contradiction ISOLATION[] = {
    {"isolated while off", {OFF}, "isolated_while_off /server_docker_isolated_count"},
    {"none isolated while off", {OFF, {"/server_docker_isolated_count", "0"}}, ""},
    {"missing count while off", {OFF, {"/server_docker_isolated_count", NULL}}, ""},
    {"invalid count while off",
     {OFF, {"/server_docker_isolated_count", "-1"}},
     "bad_count /server_docker_isolated_count"},
    {"isolated, and the flag is missing",
     {{FLAGS "/docker_isolation_enabled", NULL}},
     "missing_field " FLAGS "/docker_isolation_enabled"},
    {"isolated, and the flag is invalid",
     {{FLAGS "/docker_isolation_enabled", "0"}},
     "wrong_type " FLAGS "/docker_isolation_enabled"},
    /* what version 5 was made to find */
    {"the daemon answers, and the command is absent",
     {{FLAGS "/docker_cli_source", "\"absent\""}},
     "cli_absent " FLAGS "/docker_cli_source"},
    {"no daemon and no command",
     {{FLAGS "/docker_cli_source", "\"absent\""}, {FLAGS "/docker_available", "false"}},
     ""},
    {"the daemon answers, and the command is bundled", {{FLAGS "/docker_cli_source", "\"bundled\""}}, ""},
    {"the daemon answers, and the source is missing", {{FLAGS "/docker_cli_source", NULL}}, ""},
    {"the command is absent, and the daemon is invalid",
     {{FLAGS "/docker_cli_source", "\"absent\""}, {FLAGS "/docker_available", "1"}},
     "wrong_type " FLAGS "/docker_available"},
    {"the daemon answers, and the source is misspelled",
     {{FLAGS "/docker_cli_source", "\"Absent\""}},
     "outside_closed_set " FLAGS "/docker_cli_source"},
};

/* ---- Clients, diagnostics, versions ---- */

#define COUNT "/connected_client_count"
#define IDS "/connected_client_ids"

static const struct contradiction CLIENTS[] = {
    {"fewer clients than counted", {{IDS, "[\"cursor\"]"}}, "client_count_differs " IDS},
    {"more clients than counted", {{COUNT, "1"}}, "client_count_differs " IDS},
    {"clients counted, but none listed", {{IDS, NULL}}, "client_count_differs " COUNT},
    {"clients listed, but not counted", {{COUNT, NULL}}, "client_count_differs " IDS},
    {"both missing", {{COUNT, NULL}, {IDS, NULL}}, ""},
    {"no clients in both fields", {{COUNT, "0"}, {IDS, "[]"}}, ""},
    {"no clients, and no list", {{COUNT, "0"}, {IDS, NULL}}, ""},
    {"no clients, and no count", {{COUNT, NULL}, {IDS, "[]"}}, ""},
    {"an invalid count", {{COUNT, "-2"}}, "bad_count " COUNT},
    {"an invalid list", {{IDS, "{}"}}, "wrong_type " IDS},
    {"as many as counted, one of them unknown", {{IDS, "[\"cursor\",\"zed\"]"}}, "unknown_client " IDS "/1"},
};

#define DIAGNOSTICS "/diagnostics"
#define CODES DIAGNOSTICS "/error_code_counts_24h"

static const struct contradiction DIAGNOSTIC_ROWS[] = {
    {"all fixes succeeded", {{DIAGNOSTICS "/fix_succeeded_24h", "3"}}, ""},
    {"more fixes succeeded than were attempted",
     {{DIAGNOSTICS "/fix_succeeded_24h", "4"}},
     "fixes_exceed_attempts " DIAGNOSTICS "/fix_succeeded_24h"},
    {"fixes succeeded, and the attempts are missing",
     {{DIAGNOSTICS "/fix_attempted_24h", NULL}},
     "missing_field " DIAGNOSTICS "/fix_attempted_24h"},
    {"fixes succeeded, and the attempts are invalid",
     {{DIAGNOSTICS "/fix_attempted_24h", "0.5"}},
     "bad_count " DIAGNOSTICS "/fix_attempted_24h"},
    {"as many codes as ever", {{DIAGNOSTICS "/unique_codes_ever", "2"}}, ""},
    {"more codes than ever",
     {{DIAGNOSTICS "/unique_codes_ever", "1"}},
     "codes_exceed_ever " DIAGNOSTICS "/unique_codes_ever"},
    {"no codes, and none ever", {{CODES, NULL}, {DIAGNOSTICS "/unique_codes_ever", "0"}}, ""},
    {"an empty map, and none ever", {{CODES, "{}"}, {DIAGNOSTICS "/unique_codes_ever", "0"}}, ""},
    {"codes, and an invalid number ever",
     {{DIAGNOSTICS "/unique_codes_ever", "null"}},
     "wrong_type " DIAGNOSTICS "/unique_codes_ever"},
    {"an invalid map, and one code ever",
     {{CODES, "[1,2]"}, {DIAGNOSTICS "/unique_codes_ever", "1"}},
     "wrong_type " CODES},
};

static const struct contradiction VERSIONS[] = {
    {"another release", {{"/current_version", "\"v0.31.3\""}}, "current_version_differs /current_version"},
    {"a prefix of the release",
     {{"/current_version", "\"v0.31\""}},
     "current_version_differs /current_version"},
    {"current version missing", {{"/current_version", NULL}}, ""},
    {"current version invalid", {{"/current_version", "\"x\""}}, "bad_version /current_version"},
    {"version invalid", {{"/version", "\"x\""}}, "bad_version /version"},
    {"version missing", {{"/version", NULL}}, "missing_field /version"},
    {"both are a development build",
     {{"/version", "\"dev\""}, {"/current_version", "\"dev\""}},
     "development_version /version, development_version /current_version"},
    {"quarantine in the flags only",
     {{"/quarantine_enabled", "false"}},
     "quarantine_differs " FLAGS "/quarantine_enabled"},
    {"quarantine in the payload only",
     {{FLAGS "/quarantine_enabled", "false"}},
     "quarantine_differs " FLAGS "/quarantine_enabled"},
    {"quarantine in neither", {{"/quarantine_enabled", "false"}, {FLAGS "/quarantine_enabled", "false"}}, ""},
    {"an invalid quarantine", {{"/quarantine_enabled", "0"}}, "wrong_type /quarantine_enabled"},
    {"quarantine missing in the flags",
     {{FLAGS "/quarantine_enabled", NULL}},
     "missing_field " FLAGS "/quarantine_enabled"},
};

/* ---- Dates ---- */

#define TIME "/timestamp"
#define MADE "/anonymous_id_created_at"

static const struct contradiction DATES[] = {
    {"created at the same time", {{MADE, "\"2026-05-11T06:57:30Z\""}}, ""},
    {"created a second later", {{MADE, "\"2026-05-11T06:57:31Z\""}}, "id_from_future " MADE},
    {"created at the same time, in another zone", {{MADE, "\"2026-05-11T08:57:30+02:00\""}}, ""},
    {"created later, with an earlier local time",
     {{MADE, "\"2026-05-11T05:57:31-01:00\""}},
     "id_from_future " MADE},
    {"created earlier, with a later local time", {{MADE, "\"2026-05-11T09:57:30+03:30\""}}, ""},
    {"created 366 days before", {{MADE, "\"2025-05-10T06:57:30Z\""}}, ""},
    {"created 366 days and a second before", {{MADE, "\"2025-05-10T06:57:29Z\""}}, "id_too_old " MADE},
    {"created 366 days before, over a leap day",
     {{TIME, "\"2024-03-01T00:00:00Z\""}, {MADE, "\"2023-03-01T00:00:00Z\""}},
     ""},
    {"created 367 days before, over a leap day",
     {{TIME, "\"2024-03-01T00:00:00Z\""}, {MADE, "\"2023-02-28T00:00:00Z\""}},
     "id_too_old " MADE},
    {"no date of creation", {{MADE, NULL}}, ""},
    {"created on a day that does not exist", {{MADE, "\"2027-02-29T06:57:31Z\""}}, "bad_date_time " MADE},
    {"a timestamp on a day that does not exist", {{TIME, "\"2025-02-29T06:57:31Z\""}}, "bad_date_time " TIME},
    {"no timestamp", {{TIME, NULL}}, "missing_field " TIME},
};

/* ---- The environment and the wizard ---- */

#define KIND "/env_kind"
#define MARK(marker) \
  { "/env_markers/" marker, "true" }
#define IS(kind) \
  { KIND, "\"" kind "\"" }

static const struct contradiction ENVIRONMENT[] = {
    {"a cloud IDE", {MARK("has_cloud_ide_env"), IS("cloud_ide")}, ""},
    {"a cloud IDE before CI and container",
     {MARK("has_cloud_ide_env"), MARK("has_ci_env"), MARK("is_container"), IS("cloud_ide")},
     ""},
    {"a cloud IDE, declared as CI",
     {MARK("has_cloud_ide_env"), MARK("has_ci_env"), IS("ci")},
     "env_kind_differs " KIND},
    {"a cloud IDE, declared as interactive", {MARK("has_cloud_ide_env")}, "env_kind_differs " KIND},
    {"CI", {MARK("has_ci_env"), IS("ci")}, ""},
    {"CI before container", {MARK("has_ci_env"), MARK("is_container"), IS("ci")}, ""},
    {"CI, declared as a container",
     {MARK("has_ci_env"), MARK("is_container"), IS("container")},
     "env_kind_differs " KIND},
    {"CI, declared as headless", {MARK("has_ci_env"), IS("headless")}, "env_kind_differs " KIND},
    {"a container", {MARK("is_container"), IS("container")}, ""},
    {"a container, declared as unknown", {MARK("is_container"), IS("unknown")}, "env_kind_differs " KIND},
    {"a container, declared as interactive", {MARK("is_container")}, "env_kind_differs " KIND},
    {"an interactive host", {IS("interactive")}, ""},
    {"a host, declared as CI", {IS("ci")}, "env_kind_differs " KIND},
    {"a host, declared as a container", {IS("container")}, "env_kind_differs " KIND},
    {"a host, declared as a cloud IDE", {IS("cloud_ide")}, "env_kind_differs " KIND},
    {"no markers", {{"/env_markers", NULL}, IS("ci")}, ""},
    {"an invalid marker",
     {{"/env_markers/has_cloud_ide_env", "1"}, IS("container")},
     "env_markers_non_bool /env_markers/has_cloud_ide_env"},
    {"a missing marker",
     {{"/env_markers/has_cloud_ide_env", NULL}, IS("container")},
     "missing_field /env_markers/has_cloud_ide_env"},
    {"no kind", {MARK("has_ci_env"), {KIND, NULL}}, ""},
    {"an invalid kind", {MARK("has_ci_env"), IS("laptop")}, "outside_closed_set " KIND},
};

#define CONNECT "/wizard_connect_step"
#define SERVER "/wizard_server_step"

static const struct contradiction WIZARD[] = {
    {"steps of a wizard that was not used",
     {{"/wizard_engaged", "false"}},
     "wizard_not_engaged " CONNECT ", wizard_not_engaged " SERVER},
    {"steps, and no wizard_engaged",
     {{"/wizard_engaged", NULL}},
     "wizard_not_engaged " CONNECT ", wizard_not_engaged " SERVER},
    {"one step", {{"/wizard_engaged", "false"}, {CONNECT, NULL}}, "wizard_not_engaged " SERVER},
    {"the other step is empty",
     {{"/wizard_engaged", "false"}, {SERVER, "\"\""}},
     "wizard_not_engaged " CONNECT},
    {"no steps", {{"/wizard_engaged", "false"}, {CONNECT, "\"\""}, {SERVER, NULL}}, ""},
    {"no wizard", {{"/wizard_engaged", NULL}, {CONNECT, NULL}, {SERVER, NULL}}, ""},
    {"a wizard without steps", {{CONNECT, NULL}, {SERVER, NULL}}, ""},
    {"an invalid wizard_engaged", {{"/wizard_engaged", "\"no\""}}, "wrong_type /wizard_engaged"},
    {"an invalid step",
     {{"/wizard_engaged", "false"}, {CONNECT, "\"x\""}, {SERVER, NULL}},
     "outside_closed_set " CONNECT},
};

int main(void) {
  return RUN_ROWS(SERVERS, has_findings_of_row) + RUN_ROWS(ISOLATION, has_findings_of_row) +
         RUN_ROWS(CLIENTS, has_findings_of_row) + RUN_ROWS(DIAGNOSTIC_ROWS, has_findings_of_row) +
         RUN_ROWS(VERSIONS, has_findings_of_row) + RUN_ROWS(DATES, has_findings_of_row) +
         RUN_ROWS(ENVIRONMENT, has_findings_of_row) + RUN_ROWS(WIZARD, has_findings_of_row);
}
