/* test_consistency.c: fields that contradict each other are told of; not so where one of them is missing or
 * illegal. */
#include <stdlib.h>
#include <string.h>

#include "payloads.h"
#include "rows.h"

enum { EDITS_MAX = 4 };

struct edit {
  const char *pointer, *raw; /* NULL takes it away */
};

/* A heartbeat of version 5 that is changed, and all that is then told of it. */
struct row {
  const char *name;
  struct edit edits[EDITS_MAX];
  const char *wanted;
};

static void is_judged(void **state) {
  const struct row *row = *state;
  char *payload = heartbeat(5);
  for (size_t i = 0; i < EDITS_MAX && row->edits[i].pointer; i++)
    payload = edited(payload, row->edits[i].pointer, row->edits[i].raw);
  const struct outcome *outcome = check(mcpx_validate, payload, strlen(payload), NULL);
  bool ok = outcome->verdict.ok;
  CHECK(strcmp(listing(outcome), row->wanted) == 0, "%s\nwanted: %s", listing(outcome), row->wanted);
  CHECK(ok || strstr(row->wanted, "wrong_type") || strstr(row->wanted, "bad_") ||
            strstr(row->wanted, "missing_") || strstr(row->wanted, "outside_") ||
            strstr(row->wanted, "non_bool"),
        "a contradiction is no error");
  /* the canary has nothing to say of it */
  outcome = check(mcpx_scan, payload, strlen(payload), NULL);
  free(payload);
  bool odd = tells(outcome, "unknown_client") || tells(outcome, "development_version");
  if (ok && !odd) assert_string_equal(listing(outcome), "");
}

/* ---- Servers ---- */

#define SUM "/server_protocol_counts"

static const struct row SERVERS[] = {
    {"as many connected as there are", {{"/connected_server_count", "9"}}, ""},
    {"more connected than there are",
     {{"/connected_server_count", "10"}},
     "connected_exceeds_total /connected_server_count"},
    {"more connected, as a float",
     {{"/connected_server_count", "1e1"}},
     "connected_exceeds_total /connected_server_count"},
    {"connected, but the count is illegal",
     {{"/connected_server_count", "10"}, {"/server_count", "\"9\""}},
     "wrong_type /server_count"},
    {"connected, but the count is negative",
     {{"/connected_server_count", "10"}, {"/server_count", "-1"}},
     "bad_count /server_count"},
    {"connected, but there is no count",
     {{"/connected_server_count", "10"}, {"/server_count", NULL}},
     "missing_field /server_count"},
    {"none at all",
     {{"/connected_server_count", "0"},
      {"/server_count", "0"},
      {"/server_docker_isolated_count", NULL},
      {SUM, "{\"stdio\":0,\"http\":0,\"sse\":0,\"streamable_http\":0,\"auto\":0}"}},
     ""},
    {"sum too small", {{SUM "/stdio", "4"}}, "protocol_sum_differs " SUM},
    {"sum too large", {{SUM "/auto", "1"}}, "protocol_sum_differs " SUM},
    {"sum the same in other parts", {{SUM "/stdio", "4"}, {SUM "/auto", "1"}}, ""},
    {"sum beyond 2^53",
     {{SUM "/stdio", "9007199254740991"}, {SUM "/auto", "9007199254740991"}},
     "protocol_sum_differs " SUM},
    {"sum without a part", {{SUM "/stdio", NULL}}, "missing_field " SUM "/stdio"},
    {"sum with an illegal part", {{SUM "/stdio", "4.5"}}, "bad_count " SUM "/stdio"},
    {"sum without a count", {{SUM "/stdio", "4"}, {"/server_count", NULL}}, "missing_field /server_count"},
    {"sum without counts of protocols", {{SUM, NULL}}, "missing_field " SUM},
    {"sum of no object", {{SUM, "9"}}, "wrong_type " SUM},
    {"as many isolated as there are", {{"/server_docker_isolated_count", "9"}}, ""},
    {"more isolated than there are",
     {{"/server_docker_isolated_count", "10"}},
     "isolated_exceeds_total /server_docker_isolated_count"},
    {"isolated, but the count is illegal",
     {{"/server_docker_isolated_count", "10"}, {"/server_count", "null"}},
     "wrong_type /server_count"},
};

#define FLAGS "/feature_flags"
#define OFF \
  { FLAGS "/docker_isolation_enabled", "false" }

static const struct row ISOLATION[] = {
    {"isolated while off", {OFF}, "isolated_while_off /server_docker_isolated_count"},
    {"none isolated while off", {OFF, {"/server_docker_isolated_count", "0"}}, ""},
    {"not said while off", {OFF, {"/server_docker_isolated_count", NULL}}, ""},
    {"an illegal count while off",
     {OFF, {"/server_docker_isolated_count", "-1"}},
     "bad_count /server_docker_isolated_count"},
    {"isolated, and it is not said whether on",
     {{FLAGS "/docker_isolation_enabled", NULL}},
     "missing_field " FLAGS "/docker_isolation_enabled"},
    {"isolated, and it is illegal whether on",
     {{FLAGS "/docker_isolation_enabled", "0"}},
     "wrong_type " FLAGS "/docker_isolation_enabled"},
    /* the signature of version 5 */
    {"the daemon answers without a command line",
     {{FLAGS "/docker_cli_source", "\"absent\""}},
     "cli_absent " FLAGS "/docker_cli_source"},
    {"no daemon and no command line",
     {{FLAGS "/docker_cli_source", "\"absent\""}, {FLAGS "/docker_available", "false"}},
     ""},
    {"the daemon answers, and the command line is bundled",
     {{FLAGS "/docker_cli_source", "\"bundled\""}},
     ""},
    {"the daemon answers, and the command line is not said", {{FLAGS "/docker_cli_source", NULL}}, ""},
    {"no command line, and the daemon is illegal",
     {{FLAGS "/docker_cli_source", "\"absent\""}, {FLAGS "/docker_available", "1"}},
     "wrong_type " FLAGS "/docker_available"},
    {"the daemon answers, and the command line is misspelt",
     {{FLAGS "/docker_cli_source", "\"Absent\""}},
     "outside_closed_set " FLAGS "/docker_cli_source"},
};

/* ---- Clients, diagnostics, versions ---- */

#define COUNT "/connected_client_count"
#define IDS "/connected_client_ids"

static const struct row CLIENTS[] = {
    {"fewer clients than counted", {{IDS, "[\"cursor\"]"}}, "client_count_differs " IDS},
    {"more clients than counted", {{COUNT, "1"}}, "client_count_differs " IDS},
    {"clients counted, but none listed", {{IDS, NULL}}, "client_count_differs " COUNT},
    {"clients listed, but not counted", {{COUNT, NULL}}, "client_count_differs " IDS},
    {"neither", {{COUNT, NULL}, {IDS, NULL}}, ""},
    {"none, said of both", {{COUNT, "0"}, {IDS, "[]"}}, ""},
    {"none, said of one", {{COUNT, "0"}, {IDS, NULL}}, ""},
    {"none, said of the other", {{COUNT, NULL}, {IDS, "[]"}}, ""},
    {"an illegal count", {{COUNT, "-2"}}, "bad_count " COUNT},
    {"an illegal list", {{IDS, "{}"}}, "wrong_type " IDS},
    {"as many as counted, of which one is newer",
     {{IDS, "[\"cursor\",\"zed\"]"}},
     "unknown_client " IDS "/1"},
};

#define DIAGNOSTICS "/diagnostics"
#define CODES DIAGNOSTICS "/error_code_counts_24h"

static const struct row DIAGNOSTIC_ROWS[] = {
    {"all fixes helped", {{DIAGNOSTICS "/fix_succeeded_24h", "3"}}, ""},
    {"more fixes helped than were tried",
     {{DIAGNOSTICS "/fix_succeeded_24h", "4"}},
     "fixes_exceed_attempts " DIAGNOSTICS "/fix_succeeded_24h"},
    {"fixes helped, and it is not said how many were tried",
     {{DIAGNOSTICS "/fix_attempted_24h", NULL}},
     "missing_field " DIAGNOSTICS "/fix_attempted_24h"},
    {"fixes helped, and an illegal number was tried",
     {{DIAGNOSTICS "/fix_attempted_24h", "0.5"}},
     "bad_count " DIAGNOSTICS "/fix_attempted_24h"},
    {"as many codes as ever", {{DIAGNOSTICS "/unique_codes_ever", "2"}}, ""},
    {"more codes than ever",
     {{DIAGNOSTICS "/unique_codes_ever", "1"}},
     "codes_exceed_ever " DIAGNOSTICS "/unique_codes_ever"},
    {"no codes, and none ever", {{CODES, NULL}, {DIAGNOSTICS "/unique_codes_ever", "0"}}, ""},
    {"an empty map, and none ever", {{CODES, "{}"}, {DIAGNOSTICS "/unique_codes_ever", "0"}}, ""},
    {"codes, and an illegal number ever",
     {{DIAGNOSTICS "/unique_codes_ever", "null"}},
     "wrong_type " DIAGNOSTICS "/unique_codes_ever"},
    {"an illegal map, and none ever",
     {{CODES, "[1,2]"}, {DIAGNOSTICS "/unique_codes_ever", "1"}},
     "wrong_type " CODES},
};

static const struct row VERSIONS[] = {
    {"another release runs",
     {{"/current_version", "\"v0.31.3\""}},
     "current_version_differs /current_version"},
    {"a part of it runs", {{"/current_version", "\"v0.31\""}}, "current_version_differs /current_version"},
    {"it is not said which runs", {{"/current_version", NULL}}, ""},
    {"it is illegal which runs", {{"/current_version", "\"x\""}}, "bad_version /current_version"},
    {"it is illegal which release it is", {{"/version", "\"x\""}}, "bad_version /version"},
    {"it is not said which release it is", {{"/version", NULL}}, "missing_field /version"},
    {"both are a preview",
     {{"/version", "\"dev\""}, {"/current_version", "\"dev\""}},
     "development_version /version, development_version /current_version"},
    {"quarantine in one place",
     {{"/quarantine_enabled", "false"}},
     "quarantine_differs " FLAGS "/quarantine_enabled"},
    {"quarantine in the other place",
     {{FLAGS "/quarantine_enabled", "false"}},
     "quarantine_differs " FLAGS "/quarantine_enabled"},
    {"quarantine in neither place",
     {{"/quarantine_enabled", "false"}, {FLAGS "/quarantine_enabled", "false"}},
     ""},
    {"quarantine in an illegal place", {{"/quarantine_enabled", "0"}}, "wrong_type /quarantine_enabled"},
    {"quarantine, not said in flags",
     {{FLAGS "/quarantine_enabled", NULL}},
     "missing_field " FLAGS "/quarantine_enabled"},
};

/* ---- Dates ---- */

#define TIME "/timestamp"
#define MADE "/anonymous_id_created_at"

static const struct row DATES[] = {
    {"made just now", {{MADE, "\"2026-05-11T06:57:30Z\""}}, ""},
    {"made a second later", {{MADE, "\"2026-05-11T06:57:31Z\""}}, "id_from_future " MADE},
    {"made now, in another zone", {{MADE, "\"2026-05-11T08:57:30+02:00\""}}, ""},
    {"made later, in a zone that looks earlier",
     {{MADE, "\"2026-05-11T05:57:31-01:00\""}},
     "id_from_future " MADE},
    {"made earlier, in a zone that looks later", {{MADE, "\"2026-05-11T09:57:30+03:30\""}}, ""},
    {"made 366 days before", {{MADE, "\"2025-05-10T06:57:30Z\""}}, ""},
    {"made 366 days and a second before", {{MADE, "\"2025-05-10T06:57:29Z\""}}, "id_too_old " MADE},
    {"made 366 days before, over a leap day",
     {{TIME, "\"2024-03-01T00:00:00Z\""}, {MADE, "\"2023-03-01T00:00:00Z\""}},
     ""},
    {"made 367 days before, over a leap day",
     {{TIME, "\"2024-03-01T00:00:00Z\""}, {MADE, "\"2023-02-28T00:00:00Z\""}},
     "id_too_old " MADE},
    {"made never, as far as is known", {{MADE, NULL}}, ""},
    {"made on no day of the calendar", {{MADE, "\"2027-02-29T06:57:31Z\""}}, "bad_date_time " MADE},
    {"made after no day of the calendar", {{TIME, "\"2025-02-29T06:57:31Z\""}}, "bad_date_time " TIME},
    {"made before no time at all", {{TIME, NULL}}, "missing_field " TIME},
};

/* ---- The environment and the wizard ---- */

#define KIND "/env_kind"
#define MARK(marker) \
  { "/env_markers/" marker, "true" }
#define IS(kind) \
  { KIND, "\"" kind "\"" }

static const struct row ENVIRONMENT[] = {
    {"a cloud IDE", {MARK("has_cloud_ide_env"), IS("cloud_ide")}, ""},
    {"a cloud IDE before CI and container",
     {MARK("has_cloud_ide_env"), MARK("has_ci_env"), MARK("is_container"), IS("cloud_ide")},
     ""},
    {"a cloud IDE, but said to be CI",
     {MARK("has_cloud_ide_env"), MARK("has_ci_env"), IS("ci")},
     "env_kind_differs " KIND},
    {"a cloud IDE, but said to be interactive", {MARK("has_cloud_ide_env")}, "env_kind_differs " KIND},
    {"CI", {MARK("has_ci_env"), IS("ci")}, ""},
    {"CI before container", {MARK("has_ci_env"), MARK("is_container"), IS("ci")}, ""},
    {"CI, but said to be a container",
     {MARK("has_ci_env"), MARK("is_container"), IS("container")},
     "env_kind_differs " KIND},
    {"CI, but said to be headless", {MARK("has_ci_env"), IS("headless")}, "env_kind_differs " KIND},
    {"a container", {MARK("is_container"), IS("container")}, ""},
    {"a container, but said to be unknown", {MARK("is_container"), IS("unknown")}, "env_kind_differs " KIND},
    {"a container, but said to be interactive", {MARK("is_container")}, "env_kind_differs " KIND},
    {"a host with somebody at it", {IS("interactive")}, ""},
    {"a host, but said to be CI", {IS("ci")}, "env_kind_differs " KIND},
    {"a host, but said to be a container", {IS("container")}, "env_kind_differs " KIND},
    {"a host, but said to be a cloud IDE", {IS("cloud_ide")}, "env_kind_differs " KIND},
    {"no markers", {{"/env_markers", NULL}, IS("ci")}, ""},
    {"an illegal marker",
     {{"/env_markers/has_cloud_ide_env", "1"}, IS("container")},
     "env_markers_non_bool /env_markers/has_cloud_ide_env"},
    {"a missing marker",
     {{"/env_markers/has_cloud_ide_env", NULL}, IS("container")},
     "missing_field /env_markers/has_cloud_ide_env"},
    {"no kind", {MARK("has_ci_env"), {KIND, NULL}}, ""},
    {"an illegal kind", {MARK("has_ci_env"), IS("laptop")}, "outside_closed_set " KIND},
};

#define CONNECT "/wizard_connect_step"
#define SERVER "/wizard_server_step"

static const struct row WIZARD[] = {
    {"steps of a wizard that was not used",
     {{"/wizard_engaged", "false"}},
     "wizard_not_engaged " CONNECT ", wizard_not_engaged " SERVER},
    {"steps of a wizard of which nothing is said",
     {{"/wizard_engaged", NULL}},
     "wizard_not_engaged " CONNECT ", wizard_not_engaged " SERVER},
    {"one step", {{"/wizard_engaged", "false"}, {CONNECT, NULL}}, "wizard_not_engaged " SERVER},
    {"the other step is empty",
     {{"/wizard_engaged", "false"}, {SERVER, "\"\""}},
     "wizard_not_engaged " CONNECT},
    {"no steps", {{"/wizard_engaged", "false"}, {CONNECT, "\"\""}, {SERVER, NULL}}, ""},
    {"no wizard", {{"/wizard_engaged", NULL}, {CONNECT, NULL}, {SERVER, NULL}}, ""},
    {"no steps yet", {{CONNECT, NULL}, {SERVER, NULL}}, ""},
    {"an illegal wizard", {{"/wizard_engaged", "\"no\""}}, "wrong_type /wizard_engaged"},
    {"an illegal step",
     {{"/wizard_engaged", "false"}, {CONNECT, "\"x\""}, {SERVER, NULL}},
     "outside_closed_set " CONNECT},
};

int main(void) {
  return RUN_ROWS(SERVERS, is_judged) + RUN_ROWS(ISOLATION, is_judged) + RUN_ROWS(CLIENTS, is_judged) +
         RUN_ROWS(DIAGNOSTIC_ROWS, is_judged) + RUN_ROWS(VERSIONS, is_judged) + RUN_ROWS(DATES, is_judged) +
         RUN_ROWS(ENVIRONMENT, is_judged) + RUN_ROWS(WIZARD, is_judged);
}
