/* line_notice.c: a line -> whether it tells that a failure is over, announces one, or makes a joke of it. */
#include "line_notice.h"

#include <string.h>

#include "line_prose.h"
#include "line_text.h"

/* ---- Solutions ---- */

/* "no longer connects": what worked does not. */
static bool no_longer_works(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {"start", "connect", "reach", "work", "respond", "answer", "reconnect",
                                      "list",  "load",    "run",   "able", "accept",  "appear", "log"};
  static const char NO_LONGER[] = "no longer ";
  for (; (i = line_find(block, i, end, NO_LONGER)) < end; i++)
    if (LINE_STARTS_WITH_ANY(block, i + strlen(NO_LONGER), WORDS)) return true;
  return false;
}

/* The failure goes on, or came back. */
static bool goes_on(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {
      " but ",      " still ",    " i get",    "i see ",     "i have ",       "they say",   "can we reopen",
      "please r",   "premature",  "today: ",   "since then", "why ",          "?",          "every start",
      "each start", "every time", "each time", " now the ",  "even with",     "although ",  "even though",
      "keeps ",     "came back",  "is back",   "here too",   "unfortunately", " not fixed", "n't fixed",
      "help",       "for whom",   "error: ",   "i'm on ",    "i am on ",      " except ",   "returned "};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

/* Who speaks closes the case: a release, a comment that closes an issue, a reason that was found. */
static bool closes_case(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {
      "fixed in ",       "fixed by ",      "fixed with ", "resolved by ", "resolved in ",
      "resolved with ",  "resolved - ",    "resolved: ",  "resolved. ",   "released ",
      "shipped in ",     "shipped with ",  "merged. ",    "merged, ",     "closing",
      "closed as ",      "status: done",   "root cause",  "self-answer",  "my own question",
      "the cause was",   "the reason was", "the culprit", "turned out",   "for future readers",
      "answer accepted", "please update",  "no action",   "solved ",      "solved: ",
      "duplicate of",    "false alarm",    "behoben "};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

/* What is said of the failure: it does not happen any more. */
static bool is_gone(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {
      "no longer",      "any longer", "any more",    "anymore",          "is fixed",        "are fixed",
      "was fixed",      "were fixed", "been fixed",  "went away",        "is gone",         "are gone",
      "are now ",       "is now ",    "now retries", "instead of ",      "body has seen ",  "no one has ",
      "not seen ",      "n't seen ",  "n't notice",  "does not come up", "did not come up", "has not come",
      "not happen",     "n't happen", "disappeared", "working since ",   "works since ",    "vanished",
      "works again",    "works now",  "green again", "works with the",   "now leads ",      "nicht mehr",
      "n'apparait plus"};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

bool line_tells_solution(const struct norm_block *block, size_t i, size_t end) {
  enum { SPACES_MIN = 6 };
  if (line_begins_message(block, i) || line_count(block, i, end, ' ') < SPACES_MIN) return false;
  return closes_case(block, i, end) && is_gone(block, i, end) && !goes_on(block, i, end) &&
         !no_longer_works(block, i, end) && !line_has_message(block, i, end);
}

/* ---- What a program goes on without ---- */

/* What follows "REDIS_URL is not set, ": advice has other words there, such as "generate one at https://…".
 */
static bool tells_way(const struct norm_block *block, size_t i, size_t end) {
  static const char *const STARTS[] = {"using ",         "so using ",           "generating ",
                                       "generated ",     "defaulting ",         "default ",
                                       "in memory",      "in-memory",           "starting without ",
                                       "going without ", "continuing without ", "running without "};
  static const char *const WAYS[] = {"disabled",    "was generated", " is generated",     " kept ",
                                     "read-only",   "rate limit",    "falling back",      "skipping",
                                     "ignored",     "anonymous",     "not authenticated", "runs without ",
                                     "defaults to "};
  return LINE_STARTS_WITH_ANY(block, i, STARTS) || LINE_CONTAINS_ANY(block, i, end, WAYS);
}

/* "REDIS_URL is not set, sessions are kept in memory" */
bool line_goes_without(const struct norm_block *block, size_t i, size_t end) {
  static const char *const UNSET[] = {" not set, ", " not set; ", " not configured, ", " not configured; "};
  static const char *const ENDS[] = {"cannot",  "can't ",   "exit",     "fail",       "abort",
                                     "must ",   "please",   "stop",     "error:",     "required",
                                     "unable",  "set it",   "needs ",   " not start", "does not ",
                                     "t start", " at http", "from http"};
  for (size_t k = 0; k < sizeof UNSET / sizeof *UNSET; k++) {
    size_t at = line_find(block, i, end, UNSET[k]);
    if (at < end)
      return tells_way(block, at + strlen(UNSET[k]), end) && !LINE_CONTAINS_ANY(block, i, end, ENDS);
  }
  return false;
}

/* "request failed with status 503, using cached rates"; but a refused sign-in needs the user. */
bool line_uses_cache(const struct norm_block *block, size_t i, size_t end) {
  static const char *const CACHED[] = {", using cached", ", using the cached", ", serving cached"};
  static const char *const REFUSED[] = {" 401", "=401", ":401", "(401", "unauthorized",
                                        " 403", "=403", ":403", "(403", "forbidden"};
  return LINE_CONTAINS_ANY(block, i, end, CACHED) && !LINE_CONTAINS_ANY(block, i, end, REFUSED);
}

/* ---- What is going to happen ---- */

bool line_tells_future(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {
      "maintenance",   "scheduled",       "planned",     "next week",     "next month",     "next monday",
      "next tuesday",  "next friday",     "next sunday", "tonight",       "tomorrow",       "until then",
      "before that",   "after that date", "going to ",   "as of version", "as of v",        "from version",
      "we'll add ",    "we will add ",    "no action",   "from monday",   "from next ",     "starting on",
      "starting with", "starting 1",      "heads-up",    "heads up",      "in this window", "will then ",
      "during this",   "during the up",   "wartung",     "ab montag",     "nachste woche"};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

bool line_is_story(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WISHES[] = {" i want ", " i would like ", " i'd like "};
  static const char *const ROLES[] = {"as a ", "as an ", "as the "};
  static const char *const FAILURES[] = {" i get ", " but ", "error: ", "instead i "};
  return LINE_CONTAINS_ANY(block, i, end, ROLES) && LINE_CONTAINS_ANY(block, i, end, WISHES) &&
         line_contains(block, i, end, "so that ") && !LINE_CONTAINS_ANY(block, i, end, FAILURES) &&
         !line_has_message(block, i, end);
}

/* ---- Jokes ---- */

/* What a failure of a server has: a place, a program, somebody who asks. */
static bool is_serious(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {
      "mcp",      "server", "client", "claude", "cursor",   "npx",    "docker", "spawn", "://",
      "connect ", "127.",   "proxy",  "token",  "endpoint", "config", "error",  "?",     "help",
      "gateway",  "log ",   "node",   "python", "install",  "since ", "login",  "tool",  "start"};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

/* "[12:01] pia: …": the end of what the next speaker says; `end` elsewhere. */
static size_t chat_end(const struct norm_block *block, size_t i, size_t end) {
  bool speaks = line_starts_with(block, i, "[") && line_has_digit(block, i + 1);
  bool answered = line_starts_with(block, end + 1, "[") && line_has_digit(block, end + 2);
  return speaks && answered ? line_end(block, end + 1) : end;
}

bool line_is_joke(const struct norm_block *block, size_t i, size_t end) {
  enum { JOKE_MAX = 140, SPACES_MIN = 4 };
  static const char *const LAUGHS[] = {" :)",
                                       " ;)",
                                       " :-)",
                                       " ;-)",
                                       " :d",
                                       " lol",
                                       " haha",
                                       " xd",
                                       " rofl",
                                       " lmao",
                                       " hehe",
                                       "\xF0\x9F\x98\x82",
                                       "\xF0\x9F\x98\x84",
                                       "\xF0\x9F\x98\x85",
                                       "\xF0\x9F\xA4\xA3"};
  static const char *const STARTS[] = {"lol", "haha", "hehe", "rofl"};
  end = chat_end(block, i, end);
  if (end - i > JOKE_MAX || line_count(block, i, end, ' ') < SPACES_MIN) return false;
  return (LINE_STARTS_WITH_ANY(block, i, STARTS) || LINE_CONTAINS_ANY(block, i, end, LAUGHS)) &&
         !is_serious(block, i, end);
}
