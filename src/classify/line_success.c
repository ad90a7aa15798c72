/* line_success.c: a line of a log -> whether it says that a server works, and which one. */
#include "line_success.h"

#include <string.h>

#include "base/ascii.h"
#include "base/text.h"
#include "line_text.h"

/* Words that contradict a success, or limit it to a part. */
static bool is_doubtful(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {" not ",      "n't ",           "fail",         "until ",
                                      "waiting",    "never ",         "no longer",    "?",
                                      " of ",       "error",          "\xE2\x9C\x93", "\xE2\x9C\x94",
                                      "ui ready",   "listener ready", "proxy ready",  "gateway ready",
                                      "index ready"};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

/* "notes: connected" */
static bool ends_in_success(const struct norm_block *block, size_t i, size_t end) {
  static const char *const ENDS[] = {"=connected",   "=ready",          "=running", ": up",   " connected",
                                     "... ok",       "\xE2\x86\x92 ok", "-> ok",    " ready", " healthy",
                                     " reconnected", " recovered",      " is up",   " online"};
  return LINE_ENDS_WITH_ANY(block, i, end, ENDS);
}

/* "retry 3 ok (204 ms)", "connected to inventory on attempt 3", "answered in 3.1s on second try" */
static bool tells_of_retry(const struct norm_block *block, size_t i, size_t end) {
  static const char *const TRIES[] = {"retry ", "attempt ", "on second try", "on third try", "ping "};
  static const char *const RESULTS[] = {" ok",      " succeeded", "connected ", "answered in ",
                                        "reached ", "pulled ",    "started "};
  return LINE_CONTAINS_ANY(block, i, end, TRIES) && LINE_CONTAINS_ANY(block, i, end, RESULTS);
}

/* "upstream crm: 200 OK", "POST /mcp -> 200" */
static bool tells_of_answer(const struct norm_block *block, size_t i, size_t end) {
  static const char *const ANSWERS[] = {" 200 ok",  "-> 200",    "\xE2\x86\x92 200",
                                        "/mcp 200", "/mcp/ 200", "/mcp 202"};
  static const char *const PLACES[] = {"upstream", "initialize", "/mcp", "/sse", "session", "tools/list"};
  static const char *const OTHERS[] = {"well-known", "token", "oauth", "authorize", "register"};
  return LINE_CONTAINS_ANY(block, i, end, ANSWERS) && LINE_CONTAINS_ANY(block, i, end, PLACES) &&
         !LINE_CONTAINS_ANY(block, i, end, OTHERS);
}

/* "server=notes attempt=3 result=ok", "phase=initialize status=ok": no other step, such as a look-up */
static bool tells_of_result(const struct norm_block *block, size_t i, size_t end) {
  static const char *const RESULTS[] = {"=ok ",  "=success ",  "=200 ",     "ok=true ",
                                        ":'ok'", ":'success'", "'ok':true", "'ok': true"};
  static const char *const ENDS[] = {"=ok", "=success", "=200", "ok=true"};
  static const char *const STEPS[] = {"attempt",   "try",     "connect", "initialize",
                                      "handshake", "session", " n="};
  return LINE_CONTAINS_ANY(block, i, end, STEPS) &&
         (LINE_CONTAINS_ANY(block, i, end, RESULTS) || LINE_ENDS_WITH_ANY(block, i, end, ENDS));
}

/* "back online after 5s", "connected again" */
static bool tells_of_return(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {"back online",      "back up",          "online again",   "up again",
                                      "connected again",  " reachable again", " healthy again", "ready again",
                                      " available again", "working again",    "running again"};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

/* "initialize answered in 812 ms", "handshake in 0.4 s" */
static bool tells_of_duration(const struct norm_block *block, size_t i, size_t end) {
  static const char *const DURATIONS[] = {"answered in ",  "ready in ",       "connected in ",
                                          "handshake in ", "initialized in ", "listening in ",
                                          "reachable in "};
  static const char *const UNITS[] = {"ms", "s", " ms", " s", " seconds"};
  for (size_t k = 0; k < sizeof DURATIONS / sizeof *DURATIONS; k++)
    for (size_t at = i; (at = line_find(block, at, end, DURATIONS[k])) < end; at++) {
      size_t from = at + strlen(DURATIONS[k]), to = from;
      while (to < end && (ascii_is_digit((char)block->bytes[to]) || block->bytes[to] == '.')) to++;
      if (to > from && LINE_STARTS_WITH_ANY(block, to, UNITS)) return true;
    }
  return false;
}

/* ---- Actions ---- */

/* The index after a time, a level or a bracket with one of these, at the start of a message; `i` if there is
 * none. */
static size_t skip_prefix_word(const struct norm_block *block, size_t i, size_t end) {
  static const char *const LEVELS[] = {"e",   "w",   "i",   "d",   "error",   "warn",  "info",  "debug",
                                       "err", "wrn", "inf", "dbg", "warning", "fatal", "notice"};
  size_t from = i + line_starts_with(block, i, "["), to = line_skip_name(block, from, end, ":.-/+,");
  size_t after = to + line_starts_with(block, to, "]");
  if (to == from || after >= end || block->bytes[after] != ' ') return i;
  if (line_has_digit(block, from)) return after + 1;
  for (size_t k = 0; k < sizeof LEVELS / sizeof *LEVELS; k++)
    if (strlen(LEVELS[k]) == to - from && line_starts_with(block, from, LEVELS[k])) return after + 1;
  return i;
}

static size_t skip_prefix(const struct norm_block *block, size_t i, size_t end) {
  for (int k = 0; k < 3; k++) i = skip_prefix_word(block, i, end);
  return i;
}

/* Whether an action ends at `i`, before its result: ": refused", " failed", " ... done". */
static bool ends_action(const struct norm_block *block, size_t i) {
  static const char *const RESULTS[] = {": ", " failed", " ...", " ..", " ok", " done", " succeeded", " -> "};
  return line_is_among(block->bytes[i], ": ") && LINE_STARTS_WITH_ANY(block, i, RESULTS);
}

static const char *const GOOD_RESULTS[] = {"ok",     "done", "complete", "completed", "succeeded",
                                           "worked", "up",   "ready",    "success",   "established"};

/* Whether a good result begins at `i`, and nothing but a note follows it. */
static bool is_good_result(const struct norm_block *block, size_t i, size_t end) {
  static const char *const NOTES[] = {" (", ", ", "."};
  i = line_skip_among(block, i, end, ":.->= ");
  for (size_t k = 0; k < sizeof GOOD_RESULTS / sizeof *GOOD_RESULTS; k++) {
    if (!line_starts_with(block, i, GOOD_RESULTS[k])) continue;
    size_t after = i + strlen(GOOD_RESULTS[k]);
    if (after == end) return true;
    for (size_t n = 0; n < sizeof NOTES / sizeof *NOTES; n++)
      if (line_starts_with(block, after, NOTES[n])) return true;
  }
  return false;
}

/* The bit of the action "tls handshake with mcp.example" that ends at `to`; 0 if it is one word. */
static uint64_t action_bit(const struct norm_block *block, size_t i, size_t to) {
  return line_count(block, i, to, ' ') ? UINT64_C(1) << text_hash(block->bytes + i, to - i) % 64 : 0;
}

/* The bits of the actions that the line may be about. */
static uint64_t line_actions(const struct norm_block *block, size_t i, size_t end) {
  uint64_t actions = 0;
  i = skip_prefix(block, i, end);
  for (size_t at = i; at < end; at++)
    if (ends_action(block, at)) actions |= action_bit(block, i, at);
  return actions;
}

/* The bit of the action that the line says succeeded: "dial mcp.example:443: ok". 0 if it says none. */
static uint64_t succeeded_action(const struct norm_block *block, size_t i, size_t end) {
  static const char *const ACTIONS[] = {"connect",   "dial ",   "handshake", "initialize", "pull ",
                                        "fetching ", "refresh", "run ",      "probe",      "resolve",
                                        "lookup",    "socket",  "spawn"};
  if (!LINE_MAY_HAVE_ANY(block, i, end, ACTIONS) || !LINE_MAY_HAVE_ANY(block, i, end, GOOD_RESULTS)) return 0;
  i = skip_prefix(block, i, end);
  for (size_t at = i; at < end; at++)
    if (ends_action(block, at) && is_good_result(block, at, end) && LINE_CONTAINS_ANY(block, i, at, ACTIONS))
      return action_bit(block, i, at);
  return 0;
}

/* ---- Names ---- */

static const char NAME_MARKS[] = "-_";

static bool is_name_byte(unsigned char c) { return ascii_is_alnum((char)c) || line_is_among(c, NAME_MARKS); }

static uint64_t name_bit(const struct norm_block *block, size_t from, size_t to) {
  return UINT64_C(1) << text_hash(block->bytes + from, to - from) % 64;
}

static bool is_name(const struct norm_block *block, size_t from, size_t to) {
  static const struct {
    uint8_t length;
    char word[15];
  } OTHERS[] = {
#define NO_NAME(word) {sizeof(word) - 1, word},
#include "tables/servers.def"
  };
  bool letter = false;
  for (size_t i = from; i < to; i++) letter = letter || ascii_is_lower((char)block->bytes[i]);
  for (size_t k = 0; letter && k < sizeof OTHERS / sizeof *OTHERS; k++)
    if (OTHERS[k].length == to - from && memcmp(block->bytes + from, OTHERS[k].word, to - from) == 0)
      return false;
  return letter && to > from + 1;
}

/* The index before a part in parentheses that ends at `to`: "notes (stdio) ready". */
static size_t skip_parentheses(const struct norm_block *block, size_t i, size_t to) {
  if (to <= i || block->bytes[to - 1] != ')') return to;
  for (size_t from = to - 1; from > i; from--)
    if (block->bytes[from - 1] == '(') return from - 1;
  return to;
}

/* The bit of the word that ends before `to`, after a colon or a space; 0 if it is no name. */
static uint64_t name_before(const struct norm_block *block, size_t i, size_t to) {
  while (to > i && line_is_among(block->bytes[to - 1], ": ='")) to--;
  to = skip_parentheses(block, i, to);
  while (to > i && line_is_among(block->bytes[to - 1], " ']")) to--;
  size_t from = to;
  while (from > i && is_name_byte(block->bytes[from - 1])) from--;
  return is_name(block, from, to) ? name_bit(block, from, to) : 0;
}

/* The bit of the first name with a colon: "upstream crm: 200 OK". */
static uint64_t name_with_colon(const struct norm_block *block, size_t i, size_t end) {
  for (size_t to; i < end; i = to + 1) {
    to = line_skip_name(block, i, end, NAME_MARKS);
    if (line_starts_with(block, to, ": ") && is_name(block, i, to)) return name_bit(block, i, to);
  }
  return 0;
}

/* The bit of the name after a key: "msg='upstream ready' name=notes". */
static uint64_t name_of_key(const struct norm_block *block, size_t i, size_t end) {
  static const char *const KEYS[] = {
      " name=", " server=", " upstream=", " client=", " target=", " peer=", " srv="};
  size_t begin = i;
  for (; i < end; i++)
    for (size_t k = 0; k < sizeof KEYS / sizeof *KEYS; k++) {
      bool first = i == begin && line_starts_with(block, i, KEYS[k] + 1);
      if (!first && !line_starts_with(block, i, KEYS[k])) continue;
      size_t from = i + strlen(KEYS[k]) - first;
      from += line_starts_with(block, from, "'");
      size_t to = line_skip_name(block, from, end, NAME_MARKS);
      if (is_name(block, from, to)) return name_bit(block, from, to);
    }
  return 0;
}

/* Whether a quoted word ends at `to` that is a key of JSON: "'server':'notes'", "'ok': true". */
static bool is_json_key(const struct norm_block *block, size_t to) {
  if (!line_starts_with(block, to, "':")) return false;
  size_t value = to + 2 + line_starts_with(block, to + 2, " ");
  return line_is_among(block->bytes[value], "'{[") || line_has_digit(block, value) ||
         line_starts_with(block, value, "true") || line_starts_with(block, value, "false");
}

/* The bit of the first name in quotes: "bridge: upstream 'crm': session opened". */
static uint64_t name_in_quotes(const struct norm_block *block, size_t i, size_t end) {
  for (size_t at = i + 1, to; at < end; at = to + 1) {
    to = line_skip_name(block, at, end, NAME_MARKS);
    bool quoted = block->bytes[at - 1] == '\'' && line_starts_with(block, to, "'");
    if (quoted && !is_json_key(block, to) && is_name(block, at, to)) return name_bit(block, at, to);
  }
  return 0;
}

/* The bit of the server's name that stands before an action: "gateway: crm: handshake ok". */
static uint64_t name_before_action(const struct norm_block *block, size_t i, size_t end) {
  static const char *const ACTIONS[] = {": handshake ", ": initialize ", ": connect ", ": refreshing token",
                                        ": reconnect "};
  for (size_t k = 0; k < sizeof ACTIONS / sizeof *ACTIONS; k++) {
    size_t at = line_find(block, i, end, ACTIONS[k]);
    if (at < end) return name_before(block, i, at);
  }
  return 0;
}

uint64_t line_success_name(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {"connected", "reconnected", "ready",       "online",      "recovered",
                                      "healthy",   "is up",       "state=ready", "status=ready"};
  if (line_contains(block, i, end, " http/1.")) return 0; /* a request, whose quoted words are no names */
  for (size_t at = i + 1; at < end; at++)
    for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS; k++)
      if (!is_name_byte(block->bytes[at - 1]) && line_starts_with(block, at, WORDS[k])) {
        uint64_t name = name_before(block, i, at);
        if (name) return name;
      }
  uint64_t named = name_of_key(block, i, end);
  if (named) return named;
  for (size_t at = i + 1; at < end; at++)
    if (line_starts_with(block, at, " ..")) return name_before(block, i, at);
  uint64_t name = name_before_action(block, i, end);
  if (!name) name = succeeded_action(block, i, end);
  if (!name) name = name_in_quotes(block, i, end);
  return name ? name : name_with_colon(block, i, end);
}

/* "tools/list -> 9 tools", "Tools: 6." */
static bool counts_tools(const struct norm_block *block, size_t i, size_t end) {
  size_t first = i;
  for (; (i = line_find(block, i, end, "tools")) + 4 < end; i++) {
    bool before = i >= 2 && block->bytes[i - 1] == ' ' && ascii_is_digit((char)block->bytes[i - 2]);
    bool zero = before && block->bytes[i - 2] == '0' && (i < 3 || block->bytes[i - 3] == ' ');
    size_t number = line_starts_with(block, i, "tools: ") ? i + 7 : i + 6;
    bool after = (number == i + 7 || line_starts_with(block, i, "tools=")) && line_has_digit(block, number);
    if (before && i + 5 == end && !line_success_name(block, first, end)) return false; /* of all servers */
    if ((before && !zero) || (after && block->bytes[number] != '0')) return true;
  }
  return false;
}

bool line_says_success(const struct norm_block *block, size_t i, size_t end) {
  bool success = ends_in_success(block, i, end) || tells_of_retry(block, i, end) ||
                 tells_of_result(block, i, end) || tells_of_answer(block, i, end) ||
                 tells_of_return(block, i, end) || tells_of_duration(block, i, end) ||
                 counts_tools(block, i, end) || succeeded_action(block, i, end);
  return success && !is_doubtful(block, i, end);
}

/* Whether the characters around a word say that it may be the name of a server: "notes:", "'notes'",
 * "[notes]", "server=notes", "upstream notes". */
static bool stands_as_name(const struct norm_block *block, size_t i, size_t from, size_t to, size_t end) {
  static const char *const KINDS[] = {"server ", "upstream ", "client "};
  if (to < end && (line_is_among(block->bytes[to], ":']") || line_starts_with(block, to, " ...")))
    return true;
  if (from > i && line_is_among(block->bytes[from - 1], "'[=")) return true;
  return LINE_ENDS_WITH_ANY(block, i, from, KINDS);
}

uint64_t line_names(const struct norm_block *block, size_t i, size_t end) {
  uint64_t names = 0;
  for (size_t at = i, to; at < end; at = to + 1) {
    to = line_skip_name(block, at, end, NAME_MARKS);
    if (to > at && stands_as_name(block, i, at, to, end) && is_name(block, at, to))
      names |= name_bit(block, at, to);
  }
  return names ? names | line_actions(block, i, end) : UINT64_MAX;
}
