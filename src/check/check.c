/* check.c: the calls that check a payload, and the passes over it. */
#include "check.h"

#include <stddef.h>
#include <string.h>

#include "canary/blocked.h"
#include "complete.h"
#include "emit.h"
#include "proxy_canary.h"
#include "read.h"
#include "suggest.h"

void check_start(struct check *check, const mcpx_check_options *options, mcpx_workspace *workspace,
                 mcpx_finding *findings, size_t room) {
  memset(check, 0, offsetof(struct check, levels));
  memset(check->levels, 0, 2 * sizeof *check->levels); /* the document, and the object that it should be */
  check->level = check->levels;
  check->numbers.count = check->numbers.octets = check->numbers.degrees = 0;
  check->memory = (struct workspace *)workspace;
  check->findings.items = findings;
  check->findings.room = findings ? room : 0;
  check->options = options;
  check->findings.closed = options && options->closed;
}

/* ---- Passes ---- */

/* A value that cannot be searched for is not ignored in silence. */
static void report_short_values(struct check *check) {
  for (size_t i = 0; i < check->options->blocked_value_count && !check->options->proxy_profile; i++) {
    if (!blocked_is_too_short(check->options->blocked_values[i])) continue;
    check_report_payload(check, FINDING_blocked_value_too_short, 0, 0, NULL);
    return;
  }
}

static void run_pass(struct check *check, const char *payload, size_t length, mcpx_verdict *verdict) {
  check->reader = json_reader_start(payload, length);
  check->searches_left = SUGGEST_SEARCHES_MAX;
  report_short_values(check);
  bool complete = check_read_payload(check);
  if (check->options->proxy_profile) check_proxy_canary(check, payload, length);
  if (complete) complete_payload(check, length, verdict);
}

/* A second pass from the beginning, with what the first one found out. */
static void run_second_pass(struct check *check, const char *payload, size_t length, mcpx_verdict *verdict) {
  bool scan_only = check->scan_only, beacon = check->beacon, newer = check->newer;
  uint64_t declared = check->version;
  check_start(check, check->options, (mcpx_workspace *)check->memory, check->findings.items,
              check->findings.room);
  check->scan_only = scan_only;
  check->beacon = beacon;
  check->newer = newer;
  check->declared = declared;
  run_pass(check, payload, length, verdict);
}

static void check_readable(struct check *check, const char *payload, size_t length, mcpx_verdict *verdict) {
  if (check->scan_only && check->options->proxy_profile)
    check_proxy_canary(check, payload, length);
  else
    run_pass(check, payload, length, verdict);
  /* Whether something unknown is an error depends on the kind and version of the payload, which may come
   * last. If the list of a beacon was full by then, it may have dropped an error in favor of a note that
   * became one. */
  bool full = check->findings.room && check->findings.stored == check->findings.room;
  if (check->newer || check->has_free_object || (full && check->beacon))
    run_second_pass(check, payload, length, verdict);
}

void check_payload(struct check *check, const char *payload, size_t length, mcpx_verdict *verdict) {
  static const mcpx_check_options DEFAULTS = {0};
  if (!check->options) check->options = &DEFAULTS;
  *verdict = (mcpx_verdict){0};
  if (length > MCPX_PAYLOAD_MAX)
    check_report_payload(check, FINDING_json_too_large, MCPX_PAYLOAD_MAX, MCPX_PAYLOAD_MAX,
                         "at most 262144 bytes");
  else if (!payload || !check->memory)
    check_report_payload(check, FINDING_unfinished, 0, 0, NULL);
  else
    check_readable(check, payload, length, verdict);
  finding_finish(&check->findings, payload, payload ? length : 0, verdict);
}

/* ---- The calls ---- */

unsigned mcpx_proxy_release(const char *version, size_t length) {
  int release = version ? format_release((mcpx_text){version, length}) : 0;
  return release > 0 ? (unsigned)release : 0;
}

void mcpx_validate(const char *payload, size_t length, const mcpx_check_options *options,
                   mcpx_workspace *workspace, mcpx_finding *findings, size_t room, mcpx_verdict *verdict) {
  struct check check;
  check_start(&check, options, workspace, findings, room);
  check_payload(&check, payload, length, verdict);
}

void mcpx_scan(const char *payload, size_t length, const mcpx_check_options *options,
               mcpx_workspace *workspace, mcpx_finding *findings, size_t room, mcpx_verdict *verdict) {
  struct check check;
  check_start(&check, options, workspace, findings, room);
  check.scan_only = true;
  check_payload(&check, payload, length, verdict);
}

const char *mcpx_payload_kind_name(mcpx_payload_kind kind) {
  static const char *const NAMES[] = {[MCPX_PAYLOAD_UNKNOWN] = "unknown",
                                      [MCPX_PAYLOAD_HEARTBEAT] = "heartbeat",
                                      [MCPX_PAYLOAD_OPT_OUT_BEACON] = "opt_out_beacon"};
  return NAMES[kind];
}
