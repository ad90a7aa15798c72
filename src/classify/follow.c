/* follow.c: a line of a log -> what it means for the life of its server. */
#include "follow.h"

#include "incidents.h"
#include "infer.h"
#include "life.h"
#include "line_text.h"
#include "lives.h"
#include "rules.h"

/* A server that was started as a program stays one: what it prints of its own requests ("GET https://…") is
 * not how the client reaches it. Lines without a name are of any server. */
static void learn_transport(struct life *life, mcpx_transport transport) {
  struct incident *server = &life->incident;
  if (server->transport != MCPX_TRANSPORT_STDIO || life_is_nameless(life))
    server->transport = (uint8_t)transport;
}

/* As in a text, the first row of surroundings.def counts: the stack of a client names its own runtime. */
static void learn_runner(struct life *life, int runner) {
  struct incident *server = &life->incident;
  if (!server->runner || runner < server->runner || life_is_nameless(life)) server->runner = (uint8_t)runner;
}

static void learn_hints(struct log *log, struct life *life) {
  mcpx_hints none = {.profile = MCPX_PROFILE_EXTENDED};
  struct incident *server = &life->incident;
  mcpx_hints stated = infer_context(&none, &log->scan).hints;
  bool stdio = scan_saw(&log->scan, SET_log_stdio), http = scan_saw(&log->scan, SET_log_http);
  if (scan_saw(&log->scan, SET_log_registry)) stated.transport = MCPX_TRANSPORT_UNKNOWN, http = false;
  if (stated.transport) learn_transport(life, stated.transport);
  if (stdio != http) learn_transport(life, stdio ? MCPX_TRANSPORT_STDIO : MCPX_TRANSPORT_HTTP);
  if (stated.docker_isolated) server->isolation = (uint8_t)stated.docker_isolated;
  if (stated.runner) learn_runner(life, stated.runner);
  if (stated.system && !log->system) log->system = (uint8_t)stated.system;
  if (stated.client && (!log->client || stated.client < log->client)) log->client = (uint8_t)stated.client;
}

/* A sign-in that is still going on is no failure if a later line says how it failed. */
static bool ends_sign_in(const struct life *life, const struct line_role *role) {
  return life->has_failure && life->incident.code == CODE_OAUTH_LOGIN_REQUIRED && role->failure &&
         role->code != CODE_OAUTH_LOGIN_REQUIRED && role->code >= CODE_OAUTH_CALLBACK_MISMATCH &&
         role->code <= CODE_OAUTH_REFRESH_EXPIRED;
}

/* That no answer came in time says little: a later line may say why. */
static bool explains_timeout(const struct life *life, const struct line_role *role) {
  return life->has_failure && life->incident.code == CODE_HTTP_TIMEOUT && role->failure &&
         role->code != CODE_HTTP_TIMEOUT;
}

/* A failure that says more takes the place of the earlier one. */
static void supersede(struct life *life, const struct line_role *role) {
  if (ends_sign_in(life, role)) {
    life_forget_lines(life);
    life->has_failure = false;
  }
  if (explains_timeout(life, role)) life->has_failure = false;
}

/* A sign-in that failed ends with the request to sign in again. */
static bool follows_sign_in(const struct life *life, const struct line_role *role) {
  mcpx_code before = life->incident.code;
  return (role->code == CODE_OAUTH_REAUTH_REQUIRED || role->code == CODE_OAUTH_LOGIN_REQUIRED) &&
         before >= CODE_OAUTH_CALLBACK_MISMATCH && before <= CODE_OAUTH_REFRESH_EXPIRED;
}

/* Another failure, minutes later, is of another attempt, even if the log does not say that one began. */
static bool is_of_another_attempt(const struct log *log, const struct life *life,
                                  const struct line_role *role) {
  enum { DAY = 24 * 60 * 60, APART = 2 * 60 };
  if (!life->has_failure || !role->failure || role->follows || RULES[role->rule].effect) return false;
  if (role->code == life->incident.code || life->failed_at == NO_SECOND || follows_sign_in(life, role))
    return false;
  int32_t second = line_role_second(log);
  return second != NO_SECOND && (second - life->failed_at + DAY) % DAY >= APART;
}

/* Whether a server that was ready is not usable any more. */
static bool closes(const struct line_role *role) {
  if (role->failure)
    return role->follows ||
           (role->code >= CODE_QUARANTINE_PENDING_APPROVAL && role->code <= CODE_QUARANTINE_TOOL_CHANGED);
  return role->follows || role->code != CODE_STDIO_HANDSHAKE_TIMEOUT;
}

/* A server that cannot start. Its port may be in use, for which there is no code. A server that runs, or
 * works already, may say the same of a second port. */
static void note_unable(const struct log *log, struct life *life, struct line_role *role) {
  if (!scan_saw(&log->scan, SET_log_unable) || scan_saw(&log->scan, SET_log_other_port)) return;
  if (life->ready || life->answers) return;
  life->unable_line = log->lines;
  role->follows = true;
}

/* One call that takes too long is the matter of its tool. The next one, if no call had an answer since, shows
 * that calls do so again and again: the first one is the cause. */
static void note_late_call(struct log *log, struct life *life, struct line_role *role) {
  struct phrase_scan *scan = &log->scan;
  if (!scan_saw(scan, SET_late_call)) return;
  if (!life->late_call.line) {
    life->late_call = role->place;
    return;
  }
  scan_see(scan, SET_late_call_again, scan->first[SET_late_call]);
  role->place = life->late_call;
  role->follows = true;
}

static void add_failing_line(struct log *log, struct life *life, const mcpx_hints *hints,
                             struct line_role *role) {
  supersede(life, role);
  note_late_call(log, life, role);
  if (is_of_another_attempt(log, life, role)) lives_end(log, life, false);
  bool is_new = life_add_matches(log, life);
  note_unable(log, life, role);
  if (!life->has_failure) {
    life->waits = role->failure && scan_saw(&log->scan, SET_log_waits);
    if (role->failure)
      life_fail(log, life, role);
    else if (is_new)
      life_fail_by_all(log, life, hints, role->trace);
  }
  bool other = role->failure && role->code != life->incident.code && !role->continuation;
  if (other && !life->other_line) life->other_line = log->lines;
  if (!(role->failure || role->effect || role->follows)) return;
  if (role->continuation && (!role->follows || life->incident.cause_at.line == log->lines)) return;
  life_add_line(life, log->lines, role);
  if (closes(role)) life->closed = true;
}

static void note_crash(const struct log *log, struct life *life, const struct line_role *role) {
  if (role->trace && !life->trace_line) {
    life->trace_line = log->lines;
    life->in_stack = true;
  }
  if (!role->crash || life->exception.line) return;
  life->exception = role->crash_place;
  if (life->in_trace) life->incident.cause_at = role->crash_place;
  life->in_trace = life->in_stack = false;
}

/* What a server prints among its messages is a fault, even if the client reads on. */
static bool pollutes_output(const struct life *life) {
  return life->has_failure && life->incident.code == CODE_STDIO_HANDSHAKE_INVALID;
}

static void server_is_ready(struct log *log, struct life *life) {
  struct life *nameless = lives_nameless(log);
  if (nameless && nameless != life && nameless->owner == life->hash) life_begin(nameless);
  if (life->closed || !life->has_failure || pollutes_output(life))
    lives_end(log, life, true);
  else
    life_begin(life);
  incidents_recover(log, life);
  life->ready = true;
}

static void stop_server(struct life *life) {
  if (life->ready) life_begin(life);
  life->stopped = true;
}

/* A web server shuts down in order also if it could not listen on its port. */
static bool ends_failed_server(const struct phrase_scan *scan, const struct life *life) {
  return scan_saw(scan, SET_log_own_end) && life_is_open(life);
}

/* "address already in use", and on the next line "listening on" another one */
static bool listens_after_all(const struct log *log, const struct life *life) {
  return scan_saw(&log->scan, SET_log_listens) && life->unable_line && life->unable_line + 1 == log->lines;
}

/* A client that could not read a line says which: what the server prints there does not make it ready. */
static bool says_ready(const struct phrase_scan *scan) {
  return scan_saw(scan, SET_log_ready) && !scan_saw(scan, SET_not_json_rpc) && !scan_saw(scan, SET_not_json);
}

/* A server that answers one request has not failed because it refused another one. */
static bool serves_after_all(const struct phrase_scan *scan, const struct life *life) {
  mcpx_code code = life->incident.code;
  return scan_saw(scan, SET_log_served) && life->has_failure && !life->closed && code >= CODE_HTTP_401 &&
         code <= CODE_HTTP_5XX;
}

/* The steps of a life that the line states. Returns whether it can name a failure besides. */
static bool follow_life(struct log *log, struct life *life) {
  const struct phrase_scan *scan = &log->scan;
  bool starts = scan_saw(scan, SET_log_start) && !scan_saw(scan, SET_log_sign_in);
  bool ready = says_ready(scan);
  bool stops = scan_saw(scan, SET_log_stop), waited = life->waits && scan_saw(scan, SET_log_listens);
  if (scan_saw(scan, SET_log_active) && life->ready && !life->closed) life_forget(life);
  if (scan_saw(scan, SET_log_active) || scan_saw(scan, SET_recovered)) life->answers = true;
  if (scan_saw(scan, SET_log_quit) && !ends_failed_server(scan, life))
    for (size_t i = 0; i < LOG_SERVERS; i++) stop_server(&log->lives[i]);
  if (scan_saw(scan, SET_log_call_answered)) life->late_call = (struct log_place){0, 0, 0};
  if (listens_after_all(log, life) || serves_after_all(scan, life)) life_forget(life);
  if (starts && !ready) lives_end(log, life, false);
  if (ready && (log->has_name || log->one_server || life_is_nameless(life))) server_is_ready(log, life);
  if (stops) stop_server(life);
  if (waited && !ready && !starts) life_end(log, life, true);
  return !ready && !stops && !starts && !waited;
}

/* A line that lists servers that failed follows from the failure of each. */
static void add_summary(struct log *log, const struct line_role *role) {
  const struct line_role follows = {.follows = true, .code = role->code};
  for (struct life *life = log->lives; life < log->lives + LOG_SERVERS; life++)
    if (life->hash && !life->ready && life_is_open(life)) life_add_line(life, log->lines, &follows);
}

/* The program has ended: a stack trace that named no exception is complete. */
static void end_output(struct life *life) {
  life->gone = true;
  life->in_stack = life->in_trace = false;
}

static void add_line(struct log *log, struct life *life, struct line_role *role, const mcpx_hints *hints) {
  if (role->summary) {
    add_summary(log, role);
    return;
  }
  lives_adopt_nameless(log, life, role);
  if (scan_saw(&log->scan, SET_log_gone)) end_output(life);
  add_failing_line(log, life, hints, role);
}

void follow_line(struct log *log) {
  struct life *life = lives_of_line(log);
  struct line_role role = {.code = CODE_UNKNOWN_UNCLASSIFIED};
  if (scan_saw_any(&log->scan)) {
    learn_hints(log, life);
    bool open = follow_life(log, life) && (!life->stopped || life_is_open(life));
    mcpx_hints hints = life_hints(log, life);
    role = line_role_find(log, life, &hints);
    line_role_see_crash(log, life, &role);
    if (open && !role.calm) add_line(log, life, &role, &hints);
  }
  if (!role.crash) line_role_see_crash(log, life, &role);
  note_crash(log, life, &role);
  lives_note_owner(log, life);
}
