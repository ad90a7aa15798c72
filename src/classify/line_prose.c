/* line_prose.c: a line -> whether it consists of sentences about failures in general. */
#include "line_prose.h"

#include <string.h>

#include "base/ascii.h"
#include "line_text.h"

/* Words of a person or a program that reports a failure. Sentences with one of them are never general. */
static bool reports_failure(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {
      " my ",      "i'm getting", "i've ",      " me ",        " we get",   " we see",       " our ",
      "i get ",    "i got ",      "i see ",     "i have a ",   "i tried",   "error: ",       "failed ",
      "fails ",    "failing",     " fix",       "solve",       "help",      "since ",        "suddenly",
      "updat",     "upgrad",      "n't ",       "shows ",      "says ",     "gives ",        "throws ",
      "traceback", "stderr",      "still ",     "broken",      "bug",       "log ",          "logs ",
      "why ",      "not work",    "keeps ",     "stuck",       "please ",   " now ",         "issue",
      "problem",   "any idea",    "wrong",      "does not ",   "anymore",   "any more",      " this?",
      "server '",  "tool '",      "is blocked", "this server", "this tool", "the server is "};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

/* What names an error or a place, which a definition can do without. */
static bool names_error(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {
      "error",  "fail",    "enoent",  "econn",     "etimed",  "eacces", "spawn", "exit", "crash", "refused",
      "cannot", "can't",   "unable",  " not ",     "invalid", "denied", " i ",   " we ", "your ", "today",
      "status", "timeout", "no such", "timed out", "killed",  "= ",     "='",    " 40",  " 50",   "://"};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

/* Words about one server or tool, or to one user: a message of a program. */
static bool is_about_one(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {" my ",        "your ",     "please ", "server '",   "tool '",
                                      "this server", "this tool", "still ",  "is blocked", "the server is "};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

static size_t count_articles(const struct norm_block *block, size_t i, size_t end) {
  size_t count = line_starts_with(block, i, "a ") || line_starts_with(block, i, "an ");
  for (size_t at = i; (at = line_find(block, at, end, " a")) < end; at++)
    count += line_starts_with(block, at, " a ") || line_starts_with(block, at, " an ");
  return count;
}

/* How many different words the line has that sentences about things in general have. */
static size_t count_general_words(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {
      "usually",    "most ",       "many ",       "some ",          "often ",      "sometimes",
      "teams ",     "browsers ",   "clients ",    "servers ",       "users ",      "companies",
      "in general", "whenever ",   "for example", "such as ",       "may be ",     "recommend",
      "prefer ",    "are fine",    "is why ",     "short for ",     "comes from ", "early days",
      "was used ",  "in which ",   "you can ",    "administrators", "we will ",    "situations",
      "stands for", "developers ", "operators ",  "historically"};
  size_t count = 0;
  for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS; k++) count += line_contains(block, i, end, WORDS[k]);
  return count;
}

/* "A newly added server is held until an administrator approves it. …": indefinite articles and no error, or
 * many words of sentences about things in general. */
static bool is_explanation(const struct norm_block *block, size_t i, size_t end) {
  enum { LENGTH_MIN = 80, WITHOUT_ERROR_MIN = 3, WORDS_MIN = 3 };
  if (end < i + LENGTH_MIN || !ascii_is_lower((char)block->bytes[i]) || line_begins_message(block, i))
    return false;
  size_t articles = count_articles(block, i, end);
  if (articles >= WITHOUT_ERROR_MIN && !names_error(block, i, end)) return !is_about_one(block, i, end);
  if (!line_contains(block, i, end, ". ") ||
      line_contains_any(block, i, end, (const char *const[]){"/", "[", "="}, 3))
    return false;
  size_t words = count_general_words(block, i, end);
  bool general = words >= WORDS_MIN || (words + 1 >= WORDS_MIN && articles >= WITHOUT_ERROR_MIN);
  return general && !reports_failure(block, i, end);
}

bool line_has_message(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {" spawn ",       "connect econn", "connect etimed",
                                      "getaddrinfo e", "error: ",       ": http ",
                                      ": 40",          ": 50",          "npm err",
                                      "127.0.0.1:",    "::1",           ": unable ",
                                      ": cannot ",     ": certificate", ": exit",
                                      "://mcp",        "mcp error -",   ": error",
                                      ": docker"};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

/* Whether an order begins there: "check", "make sure". */
static bool is_order(const struct norm_block *block, size_t i) {
  static const char *const ORDERS[] = {
      "start ",     "install",    "check ",     "sign in", "log in",  "run ",     "restart",
      "renew ",     "use ",       "try ",       "set ",    "open ",   "add ",     "verify ",
      "update ",    "reinstall ", "make sure ", "see ",    "ask ",    "remove ",  "contact ",
      "wait ",      "increase ",  "change ",    "rotate ", "retry",   "enable ",  "put ",
      "raise ",     "lower ",     "replace ",   "delete ", "create ", "move ",    "wrap ",
      "look ",      "export ",    "unset ",     "stop ",   "point ",  "disable ", "upgrade ",
      "downgrade ", "choose ",    "do not ",    "give ",   "go to ",  "allow ",   "send "};
  return LINE_STARTS_WITH_ANY(block, i, ORDERS);
}

/* An order that somebody may give who reports a failure: "The server exits with code 1. See the log." */
static bool is_request(const struct norm_block *block, size_t i) {
  static const char *const REQUESTS[] = {"see ", "look ", "check ", "try ", "run ", "open ", "go to "};
  return LINE_STARTS_WITH_ANY(block, i, REQUESTS);
}

static size_t skip_adverb(const struct norm_block *block, size_t i) {
  static const char *const ADVERBS[] = {"simply ", "just ", "then ", "always ", "first "};
  for (size_t k = 0; k < sizeof ADVERBS / sizeof *ADVERBS; k++)
    if (line_starts_with(block, i, ADVERBS[k])) return i + strlen(ADVERBS[k]);
  return i;
}

/* Whether an order begins after a mark in the part. */
static bool gives_order(const struct norm_block *block, size_t i, size_t end) {
  for (size_t at = i + 2; at < end; at++) {
    if (block->bytes[at - 1] != ' ' || !line_is_among(block->bytes[at - 2], ",.?:;")) continue;
    size_t order = skip_adverb(block, at);
    if (is_order(block, order) && !(block->bytes[at - 2] == '.' && is_request(block, order))) return true;
  }
  return false;
}

/* "Connection refused? Start the backend.", "401 -> renew the key", "Use a free port, otherwise it exits": an
 * order for each case */
static bool is_order_for_case(const struct norm_block *block, size_t i, size_t end) {
  static const char *const CASES[] = {"? ", " -> ", " => ", " \xE2\x86\x92 "};
  enum { CASE_MAX = 48 };
  bool otherwise = line_contains(block, i, end, "otherwise ") || line_contains(block, i, end, "or else ");
  if (otherwise && (is_order(block, i) || gives_order(block, i, end))) return true;
  for (size_t k = 0; k < sizeof CASES / sizeof *CASES; k++) {
    size_t at = line_find(block, i, end, CASES[k]);
    if (at < end && at - i <= CASE_MAX && is_order(block, at + strlen(CASES[k]))) return true;
  }
  return false;
}

/* "To use a proxy set …. If it answers …", "Step 4. Start …. If …": the line is an instruction from its
 * start. */
static bool begins_instruction(const struct norm_block *block, size_t i) {
  return line_starts_with(block, i, "to ") || line_starts_with(block, i, "step ") ||
         line_has_digit(block, i) || is_order(block, i);
}

/* Where a sentence begins after a mark at or after `i`; `end` if none does. */
static size_t next_sentence(const struct norm_block *block, size_t i, size_t end) {
  size_t point = line_find(block, i, end, ". "), question = line_find(block, i, end, "? ");
  size_t mark = point < question ? point : question;
  return mark < end ? mark + 2 : end;
}

/* "If the docker daemon is not running, start it.": advice for a case, which need not be the current one. A
 * statement before the condition may be a message, unless the condition quotes the failure that it is about.
 */
static bool is_advice(const struct norm_block *block, size_t i, size_t end) {
  static const char *const STARTS[] = {"if ",
                                       "when ",
                                       "whenever ",
                                       "in case ",
                                       "should the ",
                                       "for '",
                                       "should a ",
                                       "seeing ",
                                       "to verify ",
                                       "to check ",
                                       "to test ",
                                       "getting ",
                                       "once the ",
                                       "once a ",
                                       "once your ",
                                       "in the event ",
                                       "in the unlikely event "};
  static const char *const OWN[] = {"nothing", " does not ", " did not ", "the same", "changed ", " i ",
                                    " my ",    " we ",       " our ",     "i'm ",     "i've ",    " me ",
                                    ": error", " says ",     " said ",    "help",     " still "};
  static const char *const QUOTES[] = {" '", "('"};
  if (!line_begins_message(block, i) && is_order_for_case(block, i, end))
    return !LINE_CONTAINS_ANY(block, i, end, OWN) && !line_has_message(block, i, end);
  for (size_t at = i; at < end; at = next_sentence(block, at + 1, end)) {
    bool later = at > i;
    if (!LINE_STARTS_WITH_ANY(block, at, STARTS) || !gives_order(block, at, end)) continue;
    size_t comma = at;
    while (comma < end && block->bytes[comma] != ',') comma++;
    if (!later || LINE_CONTAINS_ANY(block, at, comma, QUOTES) || begins_instruction(block, i))
      return !LINE_CONTAINS_ANY(block, i, end, OWN) && !line_has_message(block, i, end);
  }
  return false;
}

bool line_is_general(const struct norm_block *block, size_t i, size_t end) {
  return is_explanation(block, i, end) || is_advice(block, i, end);
}

bool line_quotes_failure(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {": spawn ",      ": connect ",    ": error",   ": http ", ": 40",
                                      ": 50",          ": unable ",     ": cannot ", ": fail",  " now ",
                                      ": getaddrinfo", "please",        "i get ",    " but ",   "? ",
                                      "post /",        ": certificate", ", spawn "};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}
