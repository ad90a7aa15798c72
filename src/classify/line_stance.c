/* line_stance.c: a line of prose -> whether it only speaks of a failure: one that may happen, is defined, is
 * remembered or is planned for. Who reports a failure states it: somebody has it, at a time, with a message.
 * Who only speaks of one gives a condition, a possibility, any subject or a definition; two of these decide.
 */
#include "line_stance.h"

#include <string.h>

#include "base/ascii.h"
#include "line_notice.h"
#include "line_prose.h"
#include "line_text.h"

enum { SENTENCE_SPACES_MIN = 7 };

/* Whether one of the texts begins at `i`. */
static bool begins_with_any(const struct norm_block *block, size_t i, const char *const *texts,
                            size_t count) {
  return line_starts_with_any(block, i, texts, count);
}

/* Whether a clause begins at `i`: at the start of the line, after a mark, or after a conjunction. */
static bool is_clause_start(const struct norm_block *block, size_t first, size_t i) {
  static const char *const BEFORE[] = {
      ". ",     ", ",   ": ",     "; ",       "! ",       "? ",    ") ",      "- ",          " and ",
      " that ", " or ", "could ", "can ",     "should ",  "does ", "do ",     "would ",      "must ",
      "may ",   "if ",  "when ",  "because ", "whether ", "how ",  "i read ", "understand ", "assume "};
  if (i == first) return true;
  if (block->bytes[i - 1] == '(') return true;
  return block->bytes[i - 1] == ' ' && LINE_ENDS_WITH_ANY(block, first, i, BEFORE); /* each has a space */
}

static bool begins_word_of_line(const struct norm_block *block, size_t first, size_t i) {
  return i == first || line_is_among(block->bytes[i - 1], " ('");
}

/* Whether a clause of the line begins with one of the texts. */
static bool has_clause(const struct norm_block *block, size_t i, size_t end, const char *const *texts,
                       size_t count) {
  if (!line_may_have_any(block, i, end, texts, count)) return false;
  for (size_t at = i; at < end; at++)
    if (begins_word_of_line(block, i, at) && begins_with_any(block, at, texts, count) &&
        is_clause_start(block, i, at))
      return true;
  return false;
}

#define HAS_CLAUSE(block, i, end, texts) has_clause(block, i, end, texts, sizeof(texts) / sizeof *(texts))

/* ---- Signs of a failure that is only spoken of ---- */

static bool gives_condition(const struct norm_block *block, size_t i, size_t end) {
  static const char *const CONDITIONS[] = {
      "behind a ",   "without a ", "without one ", "without it ", "if a ",     "if an ",  "if the ",
      "if it ",      "if there ",  "if no ",       "if one ",     "if this ",  "when a ", "when an ",
      "whenever ",   "unless ",    "in case ",     "should a ",   "should an", "once a ", "whether ",
      "as long as ", "until the ", "wenn ein",     "falls ",      "si un ",    "si le ",  "si la ",
      "si el ",      "se il ",     "se o "};
  return HAS_CLAUSE(block, i, end, CONDITIONS) || line_contains(block, i, end, " even if the ") ||
         line_contains(block, i, end, " when a ") || line_contains(block, i, end, " if a ");
}

static bool gives_possibility(const struct norm_block *block, size_t i, size_t end) {
  static const char *const MODALS[] = {
      " may ",      " might ",  " could ",     " would ",    " must ",      "supposed to ", "'d rather ",
      "'d prefer",  "'d log ",  " has to ",    " have to ",  " should we ", " can be ",     " konnte ",
      " pourrait ", " podria ", " will get ",  " will see ", " need to ",   "could be ",    " probably ",
      " muss ",     " mussen ", " will tell ", "you'll ",    " you will ",  " can fail",    " can time",
      " can get",   " can see", " will be "};
  static const char *const OPENERS[] = {"could a ", "should a ", "would a ", "may a ", "must a ", "can a "};
  return LINE_CONTAINS_ANY(block, i, end, MODALS) || HAS_CLAUSE(block, i, end, OPENERS);
}

/* Any server, any client: not the one that failed. */
static bool has_any_subject(const struct norm_block *block, size_t i, size_t end) {
  static const char *const SUBJECTS[] = {
      "a server ",     "a client ",     "a container ", "an upstream ", "a program ",     "a gateway ",
      "a proxy ",      "a stdio ",      "a remote ",    "a process ",   "a launcher ",    "a host ",
      "a user ",       "a person ",     "every client", "each client",  "each server",    "any client",
      "clients ",      "servers ",      "launchers ",   "some clients", "most clients",   "old clients",
      "people ",       "customers",     "users ",       "everybody ",   "some laptops",   "operators ",
      "certificates ", "tokens ",       "requests ",    "sessions ",    "programs ",      "processes ",
      "containers ",   "connections ",  "gateways ",    "proxies ",     "browsers ",      "launchers ",
      "shells ",       "each request ", "every call ",  "each call ",   "every request ", "anything ",
      "nothing "};
  return HAS_CLAUSE(block, i, end, SUBJECTS);
}

/* Whether the word that starts at `i` says that something was so. */
static bool is_past(const struct norm_block *block, size_t i, size_t end) {
  static const char *const PASTS[] = {"was ", "were ", "had ", "ran "};
  size_t to = line_skip_name(block, i, end, "'");
  return (to >= i + 4 && line_starts_with(block, to - 2, "ed")) ||
         begins_with_any(block, i, PASTS, sizeof PASTS / sizeof *PASTS);
}

/* "a server whose process exits", "clients that use no shell": any one with a property, in general */
static bool has_any_of_kind(const struct norm_block *block, size_t i, size_t end) {
  static const char *const NOUNS[] = {"server",    "client", "program",    "gateway",  "proxy",
                                      "container", "user",   "process",    "upstream", "launcher",
                                      "sdk",       "token",  "certificate"};
  static const char *const RELATIVES[] = {" that ", " which ", " whose ", " without ", " who "};
  static const char *const ARTICLES[] = {"a ", "an ", "every ", "any ", "each ", "some ", "most "};
  if (!LINE_MAY_HAVE_ANY(block, i, end, RELATIVES)) return false;
  for (size_t at = i; at < end; at++) {
    if (!begins_word_of_line(block, i, at) || !is_clause_start(block, i, at)) continue;
    size_t noun = at;
    for (size_t k = 0; k < sizeof ARTICLES / sizeof *ARTICLES; k++)
      if (line_starts_with(block, at, ARTICLES[k])) noun = at + strlen(ARTICLES[k]);
    for (size_t k = 0; k < sizeof NOUNS / sizeof *NOUNS; k++) {
      size_t after = noun + strlen(NOUNS[k]);
      if (!line_starts_with(block, noun, NOUNS[k])) continue;
      bool plural = line_starts_with(block, after, "s");
      if (plural == (noun > at)) continue; /* "clients that", "a server that"; no "the server that" */
      after += plural;
      for (size_t r = 0; r < sizeof RELATIVES / sizeof *RELATIVES; r++)
        if (line_starts_with(block, after, RELATIVES[r]))
          return !is_past(block, after + strlen(RELATIVES[r]), end);
    }
  }
  return false;
}

static bool gives_definition(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {
      " means ",          " mean ",       " sets ",        " controls ",     "how long ",      " tells that ",
      "(default",         "default ",     "is listed as ", "is shown as ",   "are shown as",   "by default",
      " differs ",        "rather than",  "instead of ",   "the difference", "is reported as", "and shown as",
      "makes the client", "at most once", "in general",    "counts as ",     "stands for ",    "is called ",
      "is quite normal",  "of the case",  "each of them"};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

/* Whether a name or a status ends at `i`: "401", "ECONNREFUSED", "'exitCode'". */
static bool ends_error_name(const struct norm_block *block, size_t i, size_t at) {
  size_t from = at;
  if (at > i && block->bytes[at - 1] == '\'') return true;
  while (from > i && ascii_is_alnum((char)block->bytes[from - 1])) from--;
  bool status = at == from + 3 && line_skip_digits(block, from, at) == at;
  return status || (at > from + 3 && block->bytes[from] == 'e' && block->width[from + 1] & NORM_FOLDED);
}

/* "401 means that no token was sent", "'EPIPE' is returned when the peer is gone" */
static bool defines_error(const struct norm_block *block, size_t i, size_t end) {
  static const char *const VERBS[] = {" means ",       " stands for ",      " is short for ", " indicates ",
                                      " is returned ", " is reported when", " is sent when",  " tells that "};
  for (size_t k = 0; k < sizeof VERBS / sizeof *VERBS; k++) {
    size_t at = line_find(block, i, end, VERBS[k]);
    if (at < end && ends_error_name(block, i, at)) return true;
  }
  return false;
}

/* "The option 'retry' controls …", "Possible values of 'reason': …" */
static bool describes_setting(const struct norm_block *block, size_t i, size_t end) {
  static const char *const STARTS[] = {
      "the field '",     "the option '",    "the setting '",   "the flag '",
      "the header '",    "the property '",  "the parameter '", "the variable '",
      "the key '",       "the attribute '", "the column '",    "the environment v",
      "possible values", "allowed values",  "valid values",    "accepted values"};
  static const char *const FAULTS[] = {" i ",      " i'",   " we ", " missing", " invalid",
                                       " unknown", " not ", "n't ", "required"};
  return LINE_STARTS_WITH_ANY(block, i, STARTS) && !LINE_CONTAINS_ANY(block, i, end, FAULTS);
}

/* A reason, an example, or several points in one line. */
static bool gives_explanation(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {"that is why", "which is why", "that's why", "for example", "e.g. ",
                                      "such as ",    "so that ",     "therefore",  "always ",     "usually ",
                                      " common ",    "typically",    "either way"};
  bool points = line_contains(block, i, end, "(1) ") && line_contains(block, i, end, "(2) ");
  return points || LINE_CONTAINS_ANY(block, i, end, WORDS);
}

/* Two words about code: a review speaks of what a program does with a failure. */
static bool speaks_of_code(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {
      "this branch",   "the catch",    "dead code",   "this regex",     "the regex",
      "this function", "the function", "this line",   "this method",    "the enum",
      "an enum",       "rename",       "refactor",    "the caller",     "the test",
      "a test ",       "error type",   "return type", "unreachable",    "a constant",
      "a string",      "as strings",   "log level",   "this condition", "this check"};
  size_t words = 0;
  for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS; k++) words += line_contains(block, i, end, WORDS[k]);
  return words >= 2;
}

/* A failure of a time that is over. */
static bool is_memory(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {
      "remember when ", "remember the ", "remember that ", " last year",      " my last job",   " my old job",
      " years ago",     " back when ",   " back then",     "in the old days", "the days when ", "good times",
      "good old ",      "once upon",     "in my first ",   "weisst du noch",  "damals "};
  static const char *const RETURNS[] = {" again", "is back",      "it's back",   " today",
                                        " now",   "this morning", " since last", "why ",
                                        "help",   "same error",   "wieder",      "please"};
  if (LINE_CONTAINS_ANY(block, i, end, RETURNS)) return false;
  if (LINE_CONTAINS_ANY(block, i, end, WORDS)) return true;
  for (size_t at = i; (at = line_find(block, at, end, " in 20")) + 8 <= end; at++)
    if (line_skip_digits(block, at + 4, end) == at + 8) return true;
  return false;
}

/* ---- Signs of a failure that somebody has ---- */

/* Words with which people and programs state a failure. */
static bool states_failure(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {
      " my ",          "i get ",       "i got ",       "i'm getting", "i see ",       "i have a ",
      "i tried",       "we get ",      "we see ",      "gives me",    "shows me",     "tells me",
      "help",          "please",       "why do",       "why is",      "why are",      "why can",
      "why won",       "why it",       "why the ",     "since ",      "suddenly",     "today",
      " now ",         " now,",        " now.",        "still ",      "keeps ",       "stuck",
      "any idea",      "any help",     " this?",       "workaround",  "n't work",     "not working",
      "it stopped",    "stopped work", "anymore",      "any more",    "fails for me", "for me it",
      "here too",      "error: ",      "error during", "error while", "error conn",   "failed: ",
      "traceback",     "://",          "127.0.0.1",    "the log ",    "log:",         "logs ",
      "log says",      "tried ",       "bei mir",      "bei uns",     "chez moi",     " mein ",
      "warum",         "pourquoi",     "por que",      "yesterday",   "in vain",      "although ",
      "even though",   "every time",   "each time",    "is broken",   "blocker",      "this morning",
      "right away",    "at once",      "on our ",      "|",           " known ",      "what do i ",
      "which one do i"};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

/* Words of both: they ask for one more sign. */
static bool may_state_failure(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {" but ", "stderr", "can't ", "cannot ", "already ", " never "};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

static bool is_prose_sentence(const struct norm_block *block, size_t i, size_t end) {
  unsigned char first = block->bytes[i];
  bool letter = ascii_is_lower((char)first) || line_is_among(first, "'(*_") || first >= 0x80;
  return letter && line_count(block, i, end, ' ') >= SENTENCE_SPACES_MIN && !line_begins_message(block, i);
}

bool line_only_speaks(const struct norm_block *block, size_t i, size_t end) {
  if (!is_prose_sentence(block, i, end)) return false;
  if (is_memory(block, i, end)) return true;
  if (states_failure(block, i, end)) return false;
  if (speaks_of_code(block, i, end)) return true;
  int signs = gives_condition(block, i, end) + gives_possibility(block, i, end) +
              has_any_subject(block, i, end) + gives_definition(block, i, end) +
              gives_explanation(block, i, end) +
              2 * (defines_error(block, i, end) && !line_has_message(block, i, end)) +
              2 * (describes_setting(block, i, end) && !line_has_message(block, i, end)) +
              line_tells_future(block, i, end) + 2 * has_any_of_kind(block, i, end);
  return signs >= (may_state_failure(block, i, end) ? 3 : 2);
}
