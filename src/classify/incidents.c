/* incidents.c: the list of incidents of a log. */
#include "incidents.h"

#include <string.h>

#include "catalog/causes.h"
#include "rules.h"

/* ---- The lines of an incident ---- */

/* Let an incident begin at an earlier line. */
static void begin_earlier(struct incident *incident, uint64_t line) {
  uint64_t by = incident->first_line - line;
  incident->first_line = line;
  for (size_t i = 0; i < incident->effect_count; i++) incident->effect_rule_lines[i] += (uint32_t)by;
  for (size_t i = 0; i < incident->effect_lines_stored; i++) incident->effect_lines[i] += (uint32_t)by;
}

void incident_add_line(struct incident *incident, uint64_t line) {
  if (!incident->first_line) incident->first_line = line;
  if (line < incident->first_line) begin_earlier(incident, line);
  if (line > incident->last_line) incident->last_line = line;
  size_t count = incident->effect_lines_stored, at = count;
  uint64_t from_first = line - incident->first_line;
  while (at && incident->effect_lines[at - 1] > from_first) at--;
  if (at && incident->effect_lines[at - 1] == from_first) return;
  incident->effect_line_count++;
  if (count == MCPX_EFFECT_LINES_MAX || from_first > UINT32_MAX) return;
  memmove(incident->effect_lines + at + 1, incident->effect_lines + at,
          (count - at) * sizeof *incident->effect_lines);
  incident->effect_lines[at] = (uint32_t)from_first;
  incident->effect_lines_stored++;
}

void incident_remove_cause_lines(struct incident *incident) {
  size_t kept = 0;
  for (size_t i = 0; i < incident->effect_lines_stored; i++) {
    uint64_t line = incident->first_line + incident->effect_lines[i];
    if (line < incident->message_line || line > incident->cause_at.line)
      incident->effect_lines[kept++] = incident->effect_lines[i];
  }
  incident->effect_line_count -= incident->effect_lines_stored - kept;
  incident->effect_lines_stored = (uint8_t)kept;
}

/* ---- The list ---- */

static bool same_server(const struct incident *a, const struct incident *b) {
  return a->server_length == b->server_length && memcmp(a->server, b->server, a->server_length) == 0;
}

static bool is_exit(const struct incident *incident) {
  return incident->code == CODE_STDIO_EXIT_BEFORE_INITIALIZE || incident->code == CODE_STDIO_EXIT_NONZERO;
}

/* Whether both have a cause that says more than their codes. */
static bool same_special_cause(const struct incident *a, const struct incident *b) {
#ifdef MCPX_WITHOUT_CAUSES
  (void)a, (void)b;
  return false;
#else
  return a->cause == b->cause && a->cause != MCPX_CAUSE_NONE && a->cause < CAUSE_FIRST_GENERAL;
#endif
}

/* Of the same failure, one life may print less than another. */
static bool same_failure(const struct incident *a, const struct incident *b) {
  bool code = a->code == b->code || (is_exit(a) && is_exit(b)) || same_special_cause(a, b);
  bool cause = a->cause == b->cause || a->rule == b->rule || a->cause == MCPX_CAUSE_NONE ||
               b->cause == MCPX_CAUSE_NONE;
  return code && cause && same_server(a, b) && (!a->recovered || b->recovered);
}

/* Of a server that failed before, a life in which nothing tells why: what a supervisor says when it gives up.
 */
static bool tells_nothing_new(const struct incident *before, const struct incident *incident) {
  return incident->code == CODE_UNKNOWN_UNCLASSIFIED && incident->cause == MCPX_CAUSE_NONE &&
         incident->server_length && same_server(before, incident) && !before->recovered;
}

/* Add what an equal, later incident has. */
static void add_later(struct incident *into, const struct incident *from) {
  uint64_t stored = from->effect_lines_stored, more = from->effect_line_count - stored;
  incident_add_line(into, from->message_line);
  for (size_t i = 0; i < stored; i++) incident_add_line(into, from->first_line + from->effect_lines[i]);
  into->effect_line_count += more;
  into->last_line = from->last_line;
  into->count += from->count;
  into->recovered = from->recovered;
}

/* What lines without a name say is known late, so the new incident may be the earlier one. */
static void merge_incident(struct incident *into, const struct incident *from) {
  struct incident later = *from;
  if (from->first_line < into->first_line) {
    later = *into;
    *into = *from;
  }
  add_later(into, &later);
}

/* The incident that the list can do without: a recovered one, or else the one that ended first. */
static struct incident *least_incident(struct log *log) {
  struct incident *least = log->incidents;
  for (struct incident *other = least + 1; other < log->incidents + log->incident_count; other++) {
    if (other->recovered != least->recovered) {
      if (other->recovered) least = other;
    } else if (other->last_line < least->last_line) {
      least = other;
    }
  }
  return least;
}

void incidents_add(struct log *log, const struct incident *incident) {
  for (size_t i = log->incident_count; i-- > 0;) {
    const struct incident *before = &log->incidents[i];
    if (!same_failure(before, incident) && !tells_nothing_new(before, incident)) continue;
    merge_incident(&log->incidents[i], incident);
    return;
  }
  if (log->incident_count < MCPX_INCIDENTS_MAX) {
    log->incidents[log->incident_count++] = *incident;
    return;
  }
  log->dropped++;
  *least_incident(log) = *incident;
}

void incidents_recover(struct log *log, const struct life *life) {
  for (size_t i = 0; i < log->incident_count; i++)
    if (same_server(&log->incidents[i], &life->incident)) log->incidents[i].recovered = true;
}

/* ---- For the caller ---- */

static void export_effects(const struct incident *from, mcpx_incident *to) {
  for (size_t i = 0; i < from->effect_count; i++) {
    const struct rule *rule = &RULES[from->effect_rules[i]];
    to->effects[to->effect_count++] =
        (mcpx_log_effect){rule->code, rule->name, from->first_line + from->effect_rule_lines[i]};
  }
  for (size_t i = 0; i < from->effect_lines_stored; i++)
    to->effect_lines[to->effect_lines_stored++] = from->first_line + from->effect_lines[i];
}

static void export_incident(const struct incident *from, mcpx_incident *to) {
  *to = (mcpx_incident){
      .server_length = from->server_length,
      .code = from->code,
      .rule = RULES[from->rule].name,
      .cause = from->cause,
      .also_possible_count = from->also_possible_count,
      .transport = (mcpx_transport)from->transport,
      .docker_isolated = (mcpx_isolation)from->isolation,
      .system = (mcpx_system)from->system,
      .client = from->client,
      .runner = from->runner,
      .first_line = from->first_line,
      .last_line = from->last_line,
      .cause_line = from->cause_at.line,
      .cause_start = from->cause_at.start,
      .cause_end = from->cause_at.end,
      .effect_line_count = from->effect_line_count,
      .count = from->count,
      .recovered = from->recovered,
  };
  memcpy(to->server, from->server, from->server_length);
  for (size_t i = 0; i < from->also_possible_count; i++) to->also_possible[i] = from->also_possible[i];
  export_effects(from, to);
}

/* The place of an incident in the order of first lines. Those of the same line keep the order of the list. */
static size_t rank_of(const struct log *log, size_t index) {
  uint64_t line = log->incidents[index].first_line;
  size_t rank = 0;
  for (size_t i = 0; i < log->incident_count; i++) {
    uint64_t other = log->incidents[i].first_line;
    rank += other < line || (other == line && i < index);
  }
  return rank;
}

size_t mcpx_log_incidents(const mcpx_stream *stream, mcpx_incident *incidents, size_t capacity) {
  const struct log *log = log_in_const(stream);
  for (size_t i = 0; i < log->incident_count && capacity; i++) {
    size_t rank = rank_of(log, i);
    if (rank < capacity) export_incident(&log->incidents[i], &incidents[rank]);
  }
  return log->incident_count;
}

/* Whether nothing in the log explains the exit of a server. */
static bool is_unexplained(const struct incident *incident) {
#ifdef MCPX_WITHOUT_CAUSES
  return is_exit(incident) && RULES[incident->rule].effect;
#else
  return incident->cause == CAUSE_server_ended_at_start;
#endif
}

/* An error comes before a warning, an explained failure before an unexplained exit, then the one that ended
 * last. */
static bool leads(const struct incident *a, const struct incident *b) {
  bool error = catalog_is_error(a->code);
  if (error != catalog_is_error(b->code)) return error;
  if (is_unexplained(a) != is_unexplained(b)) return is_unexplained(b);
  if (a->last_line != b->last_line) return a->last_line > b->last_line;
  return a->cause_at.line > b->cause_at.line;
}

size_t mcpx_log_lead(const mcpx_stream *stream) {
  const struct log *log = log_in_const(stream);
  size_t lead = MCPX_INCIDENTS_MAX;
  for (size_t i = 0; i < log->incident_count; i++) {
    if (log->incidents[i].recovered) continue;
    if (lead == MCPX_INCIDENTS_MAX || leads(&log->incidents[i], &log->incidents[lead])) lead = i;
  }
  return lead == MCPX_INCIDENTS_MAX ? lead : rank_of(log, lead);
}

uint64_t mcpx_log_dropped(const mcpx_stream *stream) { return log_in_const(stream)->dropped; }
