/* consistency.c: what the fields of one payload say together -> what no schema can find. */
#include <string.h>

#include "check.h"

static const struct field_state *fact(const struct check *check, enum field_id field) {
  return &check->facts[field];
}

static bool has(const struct check *check, enum field_id field) { return fact(check, field)->legal; }

static bool is(const struct check *check, enum field_id field, const char *name) {
  mcpx_text text = fact(check, field)->text;
  return has(check, field) && text.length == strlen(name) && memcmp(text.bytes, name, text.length) == 0;
}

static bool is_true(const struct check *check, enum field_id field) {
  return has(check, field) && fact(check, field)->number == 1;
}

static void tell(struct check *check, enum finding_kind rule, enum field_id field) {
  check_report_field(check, rule, field, NULL, fact(check, field)->value, NULL);
}

/* `less` has to be at most `more`, where both are there. */
static void compare(struct check *check, enum finding_kind rule, enum field_id less, enum field_id more) {
  if (has(check, less) && has(check, more) && fact(check, less)->number > fact(check, more)->number)
    tell(check, rule, less);
}

static void check_servers(struct check *check) {
  static const enum field_id PROTOCOLS[] = {PROTOCOLS_stdio, PROTOCOLS_http, PROTOCOLS_sse,
                                            PROTOCOLS_streamable_http, PROTOCOLS_auto};
  int64_t sum = 0;
  bool all = has(check, HEARTBEAT_server_count);
  compare(check, FINDING_connected_exceeds_total, HEARTBEAT_connected_server_count, HEARTBEAT_server_count);
  compare(check, FINDING_isolated_exceeds_total, HEARTBEAT_server_docker_isolated_count,
          HEARTBEAT_server_count);
  for (size_t i = 0; i < sizeof PROTOCOLS / sizeof *PROTOCOLS; i++) {
    all = all && has(check, PROTOCOLS[i]);
    sum += fact(check, PROTOCOLS[i])->number;
  }
  if (all && sum != fact(check, HEARTBEAT_server_count)->number)
    tell(check, FINDING_protocol_sum_differs, HEARTBEAT_server_protocol_counts);
}

static void check_isolation(struct check *check) {
  bool off = has(check, FLAGS_docker_isolation_enabled) && !is_true(check, FLAGS_docker_isolation_enabled);
  if (off && fact(check, HEARTBEAT_server_docker_isolated_count)->number > 0)
    tell(check, FINDING_isolated_while_off, HEARTBEAT_server_docker_isolated_count);
  if (is_true(check, FLAGS_docker_available) && is(check, FLAGS_docker_cli_source, "absent"))
    tell(check, FINDING_cli_absent, FLAGS_docker_cli_source);
}

/* Both are left out when they are empty or zero. */
static void check_clients(struct check *check) {
  const struct field_state *count = fact(check, HEARTBEAT_connected_client_count);
  const struct field_state *ids = fact(check, HEARTBEAT_connected_client_ids);
  bool readable = (count->legal || !count->present) && (ids->legal || !ids->present);
  if (readable && count->number != ids->number)
    tell(check, FINDING_client_count_differs,
         ids->present ? HEARTBEAT_connected_client_ids : HEARTBEAT_connected_client_count);
}

static void check_diagnostics(struct check *check) {
  compare(check, FINDING_fixes_exceed_attempts, DIAGNOSTICS_fix_succeeded_24h, DIAGNOSTICS_fix_attempted_24h);
  const struct field_state *counts = fact(check, DIAGNOSTICS_error_code_counts_24h);
  if (counts->legal && has(check, DIAGNOSTICS_unique_codes_ever) &&
      counts->number > fact(check, DIAGNOSTICS_unique_codes_ever)->number)
    tell(check, FINDING_codes_exceed_ever, DIAGNOSTICS_unique_codes_ever);
}

static mcpx_text without_v(mcpx_text text) {
  size_t v = text.length && text.bytes[0] == 'v';
  return (mcpx_text){text.bytes + v, text.length - v};
}

static void check_versions(struct check *check) {
  if (!has(check, HEARTBEAT_version) || !has(check, HEARTBEAT_current_version)) return;
  mcpx_text release = without_v(fact(check, HEARTBEAT_version)->text);
  mcpx_text current = without_v(fact(check, HEARTBEAT_current_version)->text);
  if (release.length != current.length || memcmp(release.bytes, current.bytes, release.length) != 0)
    tell(check, FINDING_current_version_differs, HEARTBEAT_current_version);
}

static void check_quarantine(struct check *check) {
  if (has(check, HEARTBEAT_quarantine_enabled) && has(check, FLAGS_quarantine_enabled) &&
      is_true(check, HEARTBEAT_quarantine_enabled) != is_true(check, FLAGS_quarantine_enabled))
    tell(check, FINDING_quarantine_differs, FLAGS_quarantine_enabled);
}

static void check_dates(struct check *check) {
  enum { SECONDS_A_DAY = 86400, DAYS_MAX = 366 };
  if (!has(check, HEARTBEAT_timestamp) || !has(check, HEARTBEAT_anonymous_id_created_at)) return;
  int64_t age =
      fact(check, HEARTBEAT_timestamp)->number - fact(check, HEARTBEAT_anonymous_id_created_at)->number;
  if (age < 0) tell(check, FINDING_id_from_future, HEARTBEAT_anonymous_id_created_at);
  if (age > (int64_t)DAYS_MAX * SECONDS_A_DAY)
    tell(check, FINDING_id_too_old, HEARTBEAT_anonymous_id_created_at);
}

/* The first marker that holds decides; without one it is a host with somebody at it or without. */
static void check_environment(struct check *check) {
  static const struct {
    enum field_id marker;
    const char *kind;
  } ORDER[] = {{MARKERS_has_cloud_ide_env, "cloud_ide"},
               {MARKERS_has_ci_env, "ci"},
               {MARKERS_is_container, "container"}};
  const char *kind = NULL;
  bool fits = false;
  if (!has(check, HEARTBEAT_env_kind)) return;
  for (size_t i = 0; i < 3 && !kind; i++) {
    if (!has(check, ORDER[i].marker)) return;
    if (is_true(check, ORDER[i].marker)) kind = ORDER[i].kind;
  }
  if (kind)
    fits = is(check, HEARTBEAT_env_kind, kind);
  else
    fits = is(check, HEARTBEAT_env_kind, "interactive") || is(check, HEARTBEAT_env_kind, "headless") ||
           is(check, HEARTBEAT_env_kind, "unknown");
  if (!fits) tell(check, FINDING_env_kind_differs, HEARTBEAT_env_kind);
}

static void check_wizard(struct check *check) {
  static const enum field_id STEPS[] = {HEARTBEAT_wizard_connect_step, HEARTBEAT_wizard_server_step};
  const struct field_state *engaged = fact(check, HEARTBEAT_wizard_engaged);
  if (engaged->present && (!engaged->legal || engaged->number)) return;
  for (size_t i = 0; i < 2; i++)
    if (has(check, STEPS[i]) && fact(check, STEPS[i])->text.length)
      tell(check, FINDING_wizard_not_engaged, STEPS[i]);
}

void check_consistency(struct check *check) {
  check_servers(check);
  check_isolation(check);
  check_clients(check);
  check_diagnostics(check);
  check_versions(check);
  check_quarantine(check);
  check_dates(check);
  check_environment(check);
  check_wizard(check);
}
