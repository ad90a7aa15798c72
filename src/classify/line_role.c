/* line_role.c: a line of a log -> what it says about its server. */
#include "line_role.h"

#include <string.h>

#include "base/ascii.h"
#include "classify.h"
#include "life.h"
#include "line_text.h"
#include "rules.h"

/* The level of a line of mcpproxy is within so many bytes. */
enum { LEVEL_SPAN = 60 };

void line_role_set(struct line_role *role, const mcpx_answer *answer, uint16_t rule) {
  role->rule = rule;
  role->code = answer->code;
  if (answer->code == CODE_UNKNOWN_UNCLASSIFIED) return;
  role->effect = RULES[role->rule].effect;
  role->failure = !role->effect;
}

static bool is_word(char c) { return ascii_is_alnum(c) || c == '_' || c == '.' || c == '$'; }

/* Where the word that ends at `end` begins. */
static size_t word_start(const char *head, size_t end) {
  while (end > 0 && is_word(head[end - 1])) end--;
  return end;
}

/* Whether "Error" or "Exception" is at `i` and a message follows: "TypeError: …", "Error [ERR_…]: …". */
static bool is_exception_at(const struct log *log, size_t i) {
  static const char *const WORDS[] = {"Error", "Exception"};
  for (size_t w = 0; w < 2; w++) {
    size_t end = i + strlen(WORDS[w]);
    if (end + 1 >= log->head_length || memcmp(log->head + i, WORDS[w], end - i) != 0) continue;
    return log->head[end] == ':' || memcmp(log->head + end, " [", 2) == 0;
  }
  return false;
}

static bool names_exception(const struct log *log, struct log_place *place) {
  const char *end = log->head + log->head_length, *at = log->head;
  while ((at = memchr(at, 'E', (size_t)(end - at))) != NULL) {
    size_t i = (size_t)(at++ - log->head);
    if (!is_exception_at(log, i)) continue;
    *place =
        (struct log_place){log->lines, log->start + word_start(log->head, i), log->at - log->after_return};
    return true;
  }
  return false;
}

/* Whether the line continues a message: it is indented, or it is raw output in a log whose messages begin
 * with a time or a bracket. */
static bool is_continuation(const struct log *log, struct life *life) {
  char first = log->head_length ? log->head[0] : '\0';
  if (log->has_name || !first) return false;
  if (strchr(" \t}", first)) return true;
  bool names = !life_is_nameless(life) || log->lives[log->current].incident.server_length;
  return names && ascii_is_alpha(first);
}

/* npm reports one error in several lines. */
static bool continues_npm(const struct log *log, struct life *life) {
  if (!scan_saw(&log->scan, SET_log_npm)) return false;
  bool continues = life->npm_line + 1 == log->lines;
  life->npm_line = log->lines;
  return continues;
}

static struct log_place place_in_line(const struct log *log, const struct phrase_range *range) {
  return (struct log_place){log->lines, log->start + range->start, log->start + phrase_range_end(range)};
}

/* The level of a line of mcpproxy, which is in the first bytes: its notes name no failure. */
static bool is_note(const struct log *log) {
  static const char LEVEL[] = "| INFO |";
  size_t length = sizeof LEVEL - 1;
  for (size_t i = 0; i < LEVEL_SPAN && i + length <= log->head_length; i++)
    if (log->head[i] == '|') return memcmp(log->head + i, LEVEL, length) == 0;
  return false;
}

static bool is_calm(const struct log *log) { return scan_saw(&log->scan, SET_log_calm) || is_note(log); }

/* A server that says that one of its own settings is deprecated goes on. Lines without a name that come
 * before any server are the client's. */
static bool warns_of_setting(const struct log *log, const struct life *life, const struct line_role *role) {
  bool of_server = !life_is_nameless(life) || log->lives[log->current].incident.server_length;
  return role->code == CODE_CONFIG_DEPRECATED_FIELD && of_server;
}

struct line_role line_role_find(const struct log *log, struct life *life, const mcpx_hints *hints) {
  struct line_role role = {.code = CODE_UNKNOWN_UNCLASSIFIED};
  mcpx_answer answer;
  uint16_t rule = classify_choose(&log->scan, hints, &answer);
  line_role_set(&role, &answer, rule);
  role.follows = scan_saw(&log->scan, SET_log_follows) || scan_saw(&log->scan, SET_log_closed);
  role.trace = scan_saw(&log->scan, SET_log_trace);
  role.summary = scan_saw(&log->scan, SET_log_summary);
  role.crash = scan_saw(&log->scan, SET_log_fatal);
  if (role.crash) role.crash_place = place_in_line(log, &log->scan.first[SET_log_fatal]);
  role.calm = is_calm(log) || warns_of_setting(log, life, &role);
  role.continuation = is_continuation(log, life) || continues_npm(log, life);
  role.place =
      (struct log_place){log->lines, log->start + log->scan.quiet.message_start, log->at - log->after_return};
  if (!answer.evidence_count) return role;
  const mcpx_range *range = &answer.evidence[answer.evidence_count - 1];
  role.place = (struct log_place){log->lines, log->start + range->start, log->start + range->end};
  return role;
}

/* A stack trace is one message: until it names its exception, its lines are no effects, and do not name the
 * cause. */
void line_role_see_crash(const struct log *log, const struct life *life, struct line_role *role) {
  if (!role->crash && !role->effect && !role->follows) role->crash = names_exception(log, &role->crash_place);
  if (!life->in_stack || role->follows) return;
  role->continuation = true;
  role->trace = !role->crash;
}

/* An hour of one digit does not count: it may be one of the afternoon. */
int32_t line_role_second(const struct log *log) {
  const struct norm_block *block = &log->scan.block;
  size_t head = block->count < LOG_HEAD ? block->count : LOG_HEAD;
  size_t i = line_find_clock(block, line_starts_with(block, 0, "["), head);
  const unsigned char *at = block->bytes + i;
  if (i == head || at[2] != ':') return NO_SECOND;
  int hours = (at[0] - '0') * 10 + at[1] - '0', minutes = (at[3] - '0') * 10 + at[4] - '0';
  return (hours * 60 + minutes) * 60 + (at[6] - '0') * 10 + at[7] - '0';
}
