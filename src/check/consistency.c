/* consistency.c: fields that contradict each other -> findings, which no schema can express. */
#include "consistency.h"

#include "base/text.h"
#include "emit.h"

static bool is_valid(const struct check *check, enum field_id field) {
  return check_state(check, field)->valid;
}

static bool has_value(const struct check *check, enum field_id field, const char *name) {
  mcpx_text text = check_state(check, field)->text;
  return is_valid(check, field) && text.length && text_equals(name, text.bytes, text.length);
}

static bool is_true(const struct check *check, enum field_id field) {
  return is_valid(check, field) && check_state(check, field)->number == 1;
}

static void report_contradiction(struct check *check, enum finding_kind kind, enum field_id field) {
  check_report_field(check, kind, field, NULL, check_state(check, field)->value, NULL);
}

/* `less` must be at most `more`, where both are valid. */
static void compare_counts(struct check *check, enum finding_kind kind, enum field_id less,
                           enum field_id more) {
  if (is_valid(check, less) && is_valid(check, more) &&
      check_state(check, less)->number > check_state(check, more)->number)
    report_contradiction(check, kind, less);
}

static void check_servers(struct check *check) {
  static const enum field_id PROTOCOLS[] = {PROTOCOLS_stdio, PROTOCOLS_http, PROTOCOLS_sse,
                                            PROTOCOLS_streamable_http, PROTOCOLS_auto};
  int64_t sum = 0;
  bool all = is_valid(check, HEARTBEAT_server_count);
  compare_counts(check, FINDING_connected_exceeds_total, HEARTBEAT_connected_server_count,
                 HEARTBEAT_server_count);
  compare_counts(check, FINDING_isolated_exceeds_total, HEARTBEAT_server_docker_isolated_count,
                 HEARTBEAT_server_count);
  for (size_t i = 0; i < sizeof PROTOCOLS / sizeof *PROTOCOLS; i++) {
    all = all && is_valid(check, PROTOCOLS[i]);
    sum += check_state(check, PROTOCOLS[i])->number;
  }
  if (all && sum != check_state(check, HEARTBEAT_server_count)->number)
    report_contradiction(check, FINDING_protocol_sum_differs, HEARTBEAT_server_protocol_counts);
}

/* Since release 0.46 a server can have an isolation mode of its own, which the flag does not show. The
 * release of a development build (0.0) is not known. */
static bool may_have_isolation_modes(const struct check *check) {
  enum { FIRST_RELEASE = 46, FIRST_SCHEMA = 6 };
  int release = format_release(check_state(check, HEARTBEAT_version)->text);
  return check->version >= FIRST_SCHEMA || release >= FIRST_RELEASE || release <= 0;
}

static void check_isolation(struct check *check) {
  bool off =
      is_valid(check, FLAGS_docker_isolation_enabled) && !is_true(check, FLAGS_docker_isolation_enabled);
  if (off && check_state(check, HEARTBEAT_server_docker_isolated_count)->number > 0)
    report_contradiction(
        check, may_have_isolation_modes(check) ? FINDING_isolated_by_mode : FINDING_isolated_while_off,
        HEARTBEAT_server_docker_isolated_count);
  if (is_true(check, FLAGS_docker_available) && has_value(check, FLAGS_docker_cli_source, "absent"))
    report_contradiction(check, FINDING_cli_absent, FLAGS_docker_cli_source);
}

/* The proxy leaves out a count of 0 and an empty list. */
static void check_clients(struct check *check) {
  const struct field_state *count = check_state(check, HEARTBEAT_connected_client_count);
  const struct field_state *ids = check_state(check, HEARTBEAT_connected_client_ids);
  bool readable = (count->valid || !count->present) && (ids->valid || !ids->present);
  if (readable && count->number != ids->number)
    report_contradiction(check, FINDING_client_count_differs,
                         ids->present ? HEARTBEAT_connected_client_ids : HEARTBEAT_connected_client_count);
}

static void check_diagnostics(struct check *check) {
  compare_counts(check, FINDING_fixes_exceed_attempts, DIAGNOSTICS_fix_succeeded_24h,
                 DIAGNOSTICS_fix_attempted_24h);
  const struct field_state *counts = check_state(check, DIAGNOSTICS_error_code_counts_24h);
  if (counts->valid && is_valid(check, DIAGNOSTICS_unique_codes_ever) &&
      counts->number > check_state(check, DIAGNOSTICS_unique_codes_ever)->number)
    report_contradiction(check, FINDING_codes_exceed_ever, DIAGNOSTICS_unique_codes_ever);
}

static mcpx_text without_v(mcpx_text text) {
  size_t v = text.length && text.bytes[0] == 'v';
  return (mcpx_text){text.bytes + v, text.length - v};
}

static void check_versions(struct check *check) {
  if (!is_valid(check, HEARTBEAT_version) || !is_valid(check, HEARTBEAT_current_version)) return;
  mcpx_text release = without_v(check_state(check, HEARTBEAT_version)->text);
  mcpx_text current = without_v(check_state(check, HEARTBEAT_current_version)->text);
  if (release.length != current.length || memcmp(release.bytes, current.bytes, release.length) != 0)
    report_contradiction(check, FINDING_current_version_differs, HEARTBEAT_current_version);
}

static void check_quarantine(struct check *check) {
  if (is_valid(check, HEARTBEAT_quarantine_enabled) && is_valid(check, FLAGS_quarantine_enabled) &&
      is_true(check, HEARTBEAT_quarantine_enabled) != is_true(check, FLAGS_quarantine_enabled))
    report_contradiction(check, FINDING_quarantine_differs, FLAGS_quarantine_enabled);
}

static void check_dates(struct check *check) {
  enum { SECONDS_A_DAY = 86400, DAYS_MAX = 366 };
  if (!is_valid(check, HEARTBEAT_timestamp) || !is_valid(check, HEARTBEAT_anonymous_id_created_at)) return;
  int64_t age = check_state(check, HEARTBEAT_timestamp)->number -
                check_state(check, HEARTBEAT_anonymous_id_created_at)->number;
  if (age < 0) report_contradiction(check, FINDING_id_from_future, HEARTBEAT_anonymous_id_created_at);
  if (age > (int64_t)DAYS_MAX * SECONDS_A_DAY)
    report_contradiction(check, FINDING_id_too_old, HEARTBEAT_anonymous_id_created_at);
}

/* The first marker that is true decides. If none is, the host is interactive, headless or unknown. */
static void check_environment(struct check *check) {
  static const struct {
    enum field_id marker;
    const char *kind;
  } ORDER[] = {{MARKERS_has_cloud_ide_env, "cloud_ide"},
               {MARKERS_has_ci_env, "ci"},
               {MARKERS_is_container, "container"}};
  const char *kind = NULL;
  bool fits = false;
  if (!is_valid(check, HEARTBEAT_env_kind)) return;
  for (size_t i = 0; i < 3 && !kind; i++) {
    if (!is_valid(check, ORDER[i].marker)) return;
    if (is_true(check, ORDER[i].marker)) kind = ORDER[i].kind;
  }
  if (kind)
    fits = has_value(check, HEARTBEAT_env_kind, kind);
  else
    fits = has_value(check, HEARTBEAT_env_kind, "interactive") ||
           has_value(check, HEARTBEAT_env_kind, "headless") ||
           has_value(check, HEARTBEAT_env_kind, "unknown");
  if (!fits) report_contradiction(check, FINDING_env_kind_differs, HEARTBEAT_env_kind);
}

static void check_wizard(struct check *check) {
  static const enum field_id STEPS[] = {HEARTBEAT_wizard_connect_step, HEARTBEAT_wizard_server_step};
  const struct field_state *engaged = check_state(check, HEARTBEAT_wizard_engaged);
  if (engaged->present && (!engaged->valid || engaged->number)) return;
  for (size_t i = 0; i < 2; i++)
    if (is_valid(check, STEPS[i]) && check_state(check, STEPS[i])->text.length)
      report_contradiction(check, FINDING_wizard_not_engaged, STEPS[i]);
}

/* ---- Counts of schema 7 and later ---- */

static void check_days(struct check *check) {
  if (is_valid(check, HEARTBEAT_active_days_30d) && is_valid(check, HEARTBEAT_days_since_install) &&
      check_state(check, HEARTBEAT_active_days_30d)->number >
          check_state(check, HEARTBEAT_days_since_install)->number + 1)
    report_contradiction(check, FINDING_active_days_exceed_age, HEARTBEAT_active_days_30d);
}

/* The sum of the counts in an object with fixed keys: 0 where it is left out, -1 where it is not known,
 * because a count or a key is not valid. */
static int64_t sum_of_counts(const struct check *check, enum field_id object) {
  const struct field_state *state = check_state(check, object);
  if (!state->present) return 0;
  if (!state->valid) return -1;
  enum shape_id shape = (enum shape_id)FIELDS[object].value.of;
  int64_t sum = 0, known = 0;
  for (int i = SHAPES[shape].first; FIELDS[i].shape == shape; i++) {
    sum += check_state(check, i)->number;
    known += check_state(check, i)->valid;
  }
  return known == state->number ? sum : -1;
}

/* `findings` is left out if no scan found anything. */
static void check_scanner(struct check *check) {
  const struct field_state *findings = check_state(check, SCANNER_findings);
  compare_counts(check, FINDING_scans_exceed_completed, SCANNER_scans_with_findings, SCANNER_scans_completed);
  if (!is_valid(check, SCANNER_scans_with_findings)) return;
  int64_t scans = check_state(check, SCANNER_scans_with_findings)->number;
  if (findings->present != (scans > 0))
    report_contradiction(check, FINDING_scan_findings_differ,
                         findings->valid ? SCANNER_findings : SCANNER_scans_with_findings);
  else if (findings->present && sum_of_counts(check, SCANNER_findings) >= 0 &&
           sum_of_counts(check, SCANNER_findings) < scans)
    report_contradiction(check, FINDING_scan_findings_too_few, SCANNER_findings);
}

static void check_preflight(struct check *check) {
  int64_t sum = sum_of_counts(check, PREFLIGHT_availability_block_reasons_24h);
  if (is_valid(check, PREFLIGHT_availability_block_24h) && sum >= 0 &&
      check_state(check, PREFLIGHT_availability_block_24h)->number != sum)
    report_contradiction(check, FINDING_block_sum_differs, PREFLIGHT_availability_block_24h);
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
  check_days(check);
  check_scanner(check);
  check_preflight(check);
}
