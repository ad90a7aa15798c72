/* life.c: one life of a server: what it printed, and the incident that follows from that. */
#include "life.h"

#include <string.h>

#include "catalog/causes.h"
#include "cause_rules.h"
#include "classify.h"
#include "incidents.h"
#include "infer.h"
#include "line_matches.h"
#include "rules.h"

mcpx_hints life_hints(const struct log *log, const struct life *life) {
  const struct incident *server = &life->incident;
  mcpx_hints hints = log->hints;
  if (hints.transport == MCPX_TRANSPORT_UNKNOWN) hints.transport = (mcpx_transport)server->transport;
  if (hints.transport == MCPX_TRANSPORT_HTTP_FAMILY) hints.transport = MCPX_TRANSPORT_HTTP;
  if (hints.docker_isolated == MCPX_ISOLATION_UNKNOWN)
    hints.docker_isolated = (mcpx_isolation)server->isolation;
  if (!hints.system) hints.system = (mcpx_system)log->system;
  if (!hints.client) hints.client = log->client;
  if (!hints.runner) hints.runner = server->runner;
  return hints;
}

void life_forget(struct life *life) {
  struct incident *incident = &life->incident;
  struct incident empty = {.server_length = incident->server_length,
                           .transport = incident->transport,
                           .isolation = incident->isolation,
                           .runner = incident->runner,
                           .cause = MCPX_CAUSE_NONE};
  memcpy(empty.server, incident->server, sizeof empty.server);
  *incident = empty;
  life->exception = (struct log_place){0, 0, 0};
  life->trace_line = life->npm_line = life->unable_line = life->other_line = 0;
  life->has_failure = life->has_effects = life->has_effect_code = life->in_stack = life->in_trace =
      life->waits = false;
  life->match_count = 0;
}

void life_forget_lines(struct life *life) {
  struct incident *incident = &life->incident;
  incident->effect_count = incident->effect_lines_stored = 0;
  incident->effect_line_count = incident->first_line = incident->last_line = 0;
}

void life_begin(struct life *life) {
  life_forget(life);
  life->ready = life->stopped = life->closed = life->gone = life->answers = false;
  life->owner = 0;
  life->late_call = (struct log_place){0, 0, 0};
}

void life_adopt(struct life *life, struct life *nameless) {
  struct life server = *life;
  *life = *nameless;
  memcpy(life->incident.server, server.incident.server, sizeof server.incident.server);
  life->incident.server_length = server.incident.server_length;
  life->incident.transport = server.incident.transport;
  life->incident.isolation = server.incident.isolation;
  if (server.incident.runner) life->incident.runner = server.incident.runner;
  life->used = server.used;
  life->hash = server.hash;
  life->ready = server.ready;
  life->answers = server.answers;
  life->stopped = server.stopped;
  life->gone = server.gone;
  life_begin(nameless);
}

void life_adopt_late(struct life *life, struct life *nameless) {
  struct incident merged = life->incident;
  bool closed = life->closed, has_effect_code = life->has_effect_code;
  life_adopt(life, nameless);
  const struct incident *late = &life->incident;
  if (life->has_failure) {
    merged.code = late->code;
    merged.rule = late->rule;
    merged.cause_at = late->cause_at;
  }
  for (size_t i = 0; i < late->effect_lines_stored; i++)
    incident_add_line(&merged, late->first_line + late->effect_lines[i]);
  merged.runner = late->runner;
  life->incident = merged;
  life->has_effects = true;
  life->has_effect_code = has_effect_code;
  life->closed |= closed;
}

/* ---- Matches ---- */

/* Not kept: the surroundings, which are hints, and the words about the life, of which log_http is the last
 * set. */
static bool is_kept(size_t set) {
  return set < SET_client_CLAUDE_DESKTOP || set > SET_log_http ||
         (set >= SET_name_not_resolved_translated && set < SET_failure_words);
}

static struct life_match *find_match(struct life *life, size_t set) {
  for (size_t i = 0; i < life->match_count; i++)
    if (life->matches[i].set == set) return &life->matches[i];
  return NULL;
}

/* Once a life has its code, only the sets of causes tell more. */
static size_t least_needed(const struct life *life) {
  for (size_t i = 0; life->has_failure && i < life->match_count; i++)
    if (life->matches[i].set <= LAST_SHARED_SET) return i;
  return 0;
}

/* A new place in the list. If the list is full, the first match that is needed least makes room. */
static struct life_match *new_match(struct life *life) {
  if (life->match_count == LOG_MATCHES) {
    size_t freed = least_needed(life);
    life->match_count--;
    memmove(life->matches + freed, life->matches + freed + 1,
            (life->match_count - freed) * sizeof *life->matches);
  }
  return &life->matches[life->match_count++];
}

static struct life_match match_of(const struct log *log, const struct life *life, size_t set) {
  const struct phrase_range *range = &log->scan.first[set];
  return (struct life_match){.set = (uint16_t)set,
                             .captured = range->captured,
                             .length = (uint16_t)(range->length < UINT16_MAX ? range->length : UINT16_MAX),
                             .framed = range->framed,
                             .line = (uint32_t)(log->lines - life->base_line),
                             .start = (uint32_t)(log->start + range->start - life->base)};
}

/* Lines and offsets in the list have 32 bits: what is farther away than that is forgotten. */
static void set_base(const struct log *log, struct life *life) {
  if (life->match_count && log->at - life->base <= UINT32_MAX) return;
  life->match_count = 0;
  life->base = log->start;
  life->base_line = log->lines;
}

static bool add_life_match(const struct log *log, struct life *life, size_t set) {
  struct life_match *match = is_kept(set) ? find_match(life, set) : NULL;
  if (!is_kept(set) || (match && !life->ready)) return false;
  if (!match) match = new_match(life);
  *match = match_of(log, life, set);
  return true;
}

bool life_add_matches(struct log *log, struct life *life) {
  const struct phrase_scan *scan = &log->scan;
  bool any = false;
  set_base(log, life);
  SCAN_SEEN_EACH(set, scan)
  any |= add_life_match(log, life, set);
  return any;
}

void life_load_matches(struct log *log, const struct life *life) {
  struct phrase_scan *scan = &log->scan;
  memset(scan->seen, 0, sizeof scan->seen);
  for (size_t i = 0; i < life->match_count; i++) {
    const struct life_match *match = &life->matches[i];
    struct phrase_range range = {
        .start = match->start, .length = match->length, .captured = match->captured, .framed = match->framed};
    scan_see(scan, match->set, range);
  }
}

struct log_place life_place(const struct life *life, mcpx_range range) {
  for (size_t i = 0; i < life->match_count; i++) {
    const struct life_match *match = &life->matches[i];
    if (match->start == range.start && match->length == range.end - range.start)
      return (struct log_place){life->base_line + match->line, life->base + range.start,
                                life->base + range.end};
  }
  return (struct log_place){0, 0, 0};
}

/* Let the matches of a life count from an earlier place. */
static void count_from(struct life *life, uint64_t base, uint64_t base_line) {
  for (size_t i = 0; i < life->match_count; i++) {
    life->matches[i].start += (uint32_t)(life->base - base);
    life->matches[i].line += (uint32_t)(life->base_line - base_line);
  }
  life->base = base;
  life->base_line = base_line;
}

void life_adopt_matches(struct life *life, struct life *nameless) {
  if (!life->match_count || nameless->base < life->base)
    count_from(life, nameless->base, nameless->base_line);
  else
    count_from(nameless, life->base, life->base_line);
  for (size_t i = 0; i < nameless->match_count; i++)
    if (!find_match(life, nameless->matches[i].set)) *new_match(life) = nameless->matches[i];
  life_begin(nameless);
}

/* ---- The incident ---- */

static void add_effect_rule(struct incident *incident, uint64_t line, uint16_t rule) {
  for (size_t i = 0; i < incident->effect_count; i++)
    if (incident->effect_rules[i] == rule) return;
  if (incident->effect_count == MCPX_EFFECTS_MAX || line - incident->first_line > UINT32_MAX) return;
  incident->effect_rules[incident->effect_count] = rule;
  incident->effect_rule_lines[incident->effect_count++] = (uint32_t)(line - incident->first_line);
}

void life_add_line(struct life *life, uint64_t line, const struct line_role *role) {
  struct incident *incident = &life->incident;
  if (!life->has_failure && !incident->cause_at.line) incident->cause_at = role->place;
  if (!life->has_failure && role->effect && !life->has_effect_code) {
    life->has_effect_code = true;
    incident->code = (int16_t)role->code;
    incident->rule = role->rule;
  }
  life->has_effects |= role->effect || role->follows;
  incident_add_line(incident, line);
  if (role->effect) add_effect_rule(incident, line, role->rule);
}

/* Without a failure that has a code of its own, the effects decide. */
static void decide_by_effects(struct log *log, struct life *life, const mcpx_hints *hints) {
  struct incident *incident = &life->incident;
  mcpx_answer answer;
  if (life->exception.line) incident->cause_at = life->exception;
  if (life->has_effect_code) return;
  incident->rule = classify_choose(&log->scan, hints, &answer);
  incident->code = (int16_t)answer.code;
}

/* A later line may have told the transport, with which the rule that decided does not apply. */
static void decide_again(struct log *log, struct life *life, const mcpx_hints *hints) {
  struct incident *incident = &life->incident;
  mcpx_answer answer;
  if (rule_requirement_met(hints, RULES[incident->rule].requires)) return;
  uint16_t rule = classify_choose(&log->scan, hints, &answer);
  if (answer.code == CODE_UNKNOWN_UNCLASSIFIED) return;
  incident->rule = rule;
  incident->code = (int16_t)answer.code;
}

/* A program that printed an error before it ended has not ended without a known reason. */
static void explain_exception(const struct life *life, mcpx_answer *answer) {
#ifndef MCPX_WITHOUT_CAUSES
  bool unexplained = answer->cause == (mcpx_cause)CAUSE_server_ended_at_start;
  if (unexplained && life->exception.line) answer->cause = CAUSE_uncaught_error;
#else
  (void)life, (void)answer;
#endif
}

/* ---- The line of the cause ---- */

/* Whether the range is of a set of the causes that is no mere context. */
static bool is_own_range(const struct life *life, const mcpx_range *range) {
  for (const struct life_match *match = life->matches; match < life->matches + life->match_count; match++)
    if (match->start == range->start && match->length == range->end - range->start &&
        match->set > LAST_SHARED_SET && phrase_set_kind(match->set) == PHRASE_SET)
      return true;
  return false;
}

/* The words of a special cause say more than those that only give the code, if no error is named.
 * That the time ran out is what failed. */
static void mark_cause(struct life *life, const mcpx_answer *answer) {
  struct log_place best = {0, 0, 0};
  bool special = answer->cause != MCPX_CAUSE_NONE && answer->cause < (mcpx_cause)CAUSE_FIRST_GENERAL;
  bool late = life->incident.code == CODE_STDIO_HANDSHAKE_TIMEOUT || life->incident.code == CODE_HTTP_TIMEOUT;
  if (!special || late || life->incident.cause_at.line == life->exception.line) return;
  for (size_t i = 0; i < answer->cause_evidence_count; i++) {
    const mcpx_range *range = &answer->cause_evidence[i];
    struct log_place place = life_place(life, *range);
    if (place.line == life->incident.cause_at.line) return;
    bool of_other = life->other_line && place.line >= life->other_line;
    if (!best.line && !of_other && is_own_range(life, range)) best = place;
  }
  if (best.line) life->incident.cause_at = best;
}

static void explain_incident(struct log *log, struct life *life, const mcpx_hints *hints) {
  struct incident *incident = &life->incident;
  mcpx_answer answer = {.code = incident->code, .cause = MCPX_CAUSE_NONE};
  cause_explain(&log->scan, hints, &answer);
  explain_exception(life, &answer);
  mark_cause(life, &answer);
  incident->cause = (int16_t)answer.cause;
  for (size_t i = 0; i < answer.also_possible_count; i++)
    incident->also_possible[incident->also_possible_count++] = (int16_t)answer.also_possible[i];
}

static void fill_incident(struct log *log, struct life *life) {
  struct incident *incident = &life->incident;
  mcpx_hints hints = life_hints(log, life);
  life_load_matches(log, life);
  if (life->has_failure) decide_again(log, life, &hints);
  if (!life->has_failure) decide_by_effects(log, life, &hints);
  if (life->ready && incident->code == CODE_STDIO_EXIT_BEFORE_INITIALIZE)
    incident->code = CODE_STDIO_EXIT_NONZERO;
  infer_recall_client(&log->scan, hints.client);
  explain_incident(log, life, &hints);
  incident->transport = (uint8_t)hints.transport;
  incident->isolation = (uint8_t)hints.docker_isolated;
  incident->system = (uint8_t)hints.system;
  incident->client = (uint8_t)hints.client;
  incident->runner = (uint8_t)hints.runner;
  incident->count = 1;
  incident->message_line = incident->cause_at.line;
  if (life->trace_line && life->trace_line < incident->message_line)
    incident->message_line = life->trace_line;
}

/* ---- The failure ---- */

/* Whether the matches, of the line or of the whole life, show that a program crashed, but not its error. */
static bool is_nameless_crash(const struct log *log, const struct line_role *role) {
  return role->trace || (role->code == CODE_STDIO_EXIT_BEFORE_INITIALIZE && !role->crash &&
                         scan_saw(&log->scan, SET_crashed));
}

void life_fail(const struct log *log, struct life *life, const struct line_role *role) {
  struct incident *incident = &life->incident;
  life->has_failure = true;
  life->failed_at = line_role_second(log);
  incident->code = (int16_t)role->code;
  incident->rule = role->rule;
  incident->cause_at = role->place;
  if (!is_nameless_crash(log, role)) return;
  life->in_trace = !life->exception.line;
  if (life->exception.line) incident->cause_at = life->exception;
}

/* Whether the words only say what follows from a failure. */
static bool is_range_of_effect(const struct phrase_scan *scan, const mcpx_range *range) {
  for (const struct rule *rule = RULES; rule < RULES + RULES_COUNT; rule++) {
    const struct phrase_range *match = &scan->first[rule->all[0]];
    if (rule->effect && scan_saw(scan, rule->all[0]) && match->start == range->start &&
        phrase_range_end(match) == range->end)
      return true;
  }
  return false;
}

/* Of the words that made a rule apply, the last ones that name the failure. */
static mcpx_range failing_range(const struct phrase_scan *scan, const mcpx_answer *answer) {
  size_t i = answer->evidence_count - 1;
  while (i > 0 && is_range_of_effect(scan, &answer->evidence[i])) i--;
  return answer->evidence[i];
}

bool life_fail_by_all(struct log *log, struct life *life, const mcpx_hints *hints, bool trace) {
  mcpx_answer answer;
  struct line_role all = {.code = CODE_UNKNOWN_UNCLASSIFIED, .trace = trace};
  life_load_matches(log, life);
  uint16_t rule = classify_choose(&log->scan, hints, &answer);
  line_role_set(&all, &answer, rule);
  if (!all.failure || !answer.evidence_count) return false;
  all.place = life_place(life, failing_range(&log->scan, &answer));
  life_fail(log, life, &all);
  return true;
}

/* A local server that got an error from the network, and then printed nothing more: it neither became ready
 * nor closed. What it tried was its reason to start, so the error counts as if the server were remote. */
static void fail_by_silence(struct log *log, struct life *life) {
  mcpx_hints hints = life_hints(log, life);
  if (hints.transport != MCPX_TRANSPORT_STDIO || life->ready || life->answers || life->stopped ||
      life_is_open(life))
    return;
  hints.transport = MCPX_TRANSPORT_UNKNOWN;
  life_fail_by_all(log, life, &hints, false);
}

/* A server that was ready has failed only if something closed it. */
static bool has_incident(const struct life *life) {
  if (life->ready) return life->closed;
  return life->has_failure || life->has_effects;
}

void life_end(struct log *log, struct life *life, bool recovered) {
  struct incident *incident = &life->incident;
  struct line_matches line;
  line_matches_save(&line, &log->scan, life, life_hints(log, life).client);
  fail_by_silence(log, life);
  if (has_incident(life)) {
    fill_incident(log, life);
    bool known = incident->code != CODE_UNKNOWN_UNCLASSIFIED || life->unable_line || !life_is_nameless(life);
    if (incident->cause_at.line && known) {
      incident_add_line(incident, incident->cause_at.line);
      incident_remove_cause_lines(incident);
      incident->recovered = recovered;
      incidents_add(log, incident);
    }
  }
  line_matches_restore(&line, &log->scan, life);
  life_begin(life);
}
