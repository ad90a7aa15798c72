/* line_stance.c: a line of prose -> whether it only speaks of a failure: one that may happen, is defined, is
 * remembered or is planned for. Who reports a failure states it: somebody has it, at a time, with a message.
 * Who only speaks of one gives a condition, a possibility, any subject or a definition; two of these decide.
 */
#include "line_stance.h"

#include <string.h>

#include "base/ascii.h"
#include "line_text.h"

enum { SENTENCE_SPACES_MIN = 7 };

/* Whether one of the texts begins at `i`. */
static bool begins_with_any(const struct norm_block *block, size_t i, const char *const *texts,
                            size_t count) {
  for (size_t k = 0; k < count; k++)
    if (line_starts_with(block, i, texts[k])) return true;
  return false;
}

/* Whether a clause begins at `i`: at the start of the line, after a mark, or after a conjunction. */
static bool is_clause_start(const struct norm_block *block, size_t first, size_t i) {
  static const char *const BEFORE[] = {". ", ", ", ": ",    "; ",     "! ",  "? ",
                                       ") ", "- ", " and ", " that ", " or "};
  if (i == first) return true;
  if (line_is_among(block->bytes[i - 1], "('")) return true;
  for (size_t k = 0; k < sizeof BEFORE / sizeof *BEFORE; k++) {
    size_t length = strlen(BEFORE[k]);
    if (i >= first + length && line_starts_with(block, i - length, BEFORE[k])) return true;
  }
  return false;
}

/* Whether a clause of the line begins with one of the texts. */
static bool has_clause(const struct norm_block *block, size_t i, size_t end, const char *const *texts,
                       size_t count) {
  for (size_t at = i; at < end; at++)
    if (begins_with_any(block, at, texts, count) && is_clause_start(block, i, at)) return true;
  return false;
}

#define HAS_CLAUSE(block, i, end, texts) has_clause(block, i, end, texts, sizeof(texts) / sizeof *(texts))

/* ---- Signs of a failure that is only spoken of ---- */

static bool gives_condition(const struct norm_block *block, size_t i, size_t end) {
  static const char *const CONDITIONS[] = {
      "if a ",     "if an ",  "if the ",  "if it ",      "if there ",  "if no ",   "if one ",
      "if this ",  "when a ", "when an ", "whenever ",   "unless ",    "in case ", "should a ",
      "should an", "once a ", "whether ", "as long as ", "until the ", "wenn ein", "falls ",
      "si un ",    "si le ",  "si la ",   "si el ",      "se il ",     "se o "};
  return HAS_CLAUSE(block, i, end, CONDITIONS) || line_contains(block, i, end, " even if the ") ||
         line_contains(block, i, end, " when a ") || line_contains(block, i, end, " if a ");
}

static bool gives_possibility(const struct norm_block *block, size_t i, size_t end) {
  static const char *const MODALS[] = {" may ",        " might ",     " could ",    " would ",   " must ",
                                       "supposed to ", "'d rather ",  "'d prefer",  "'d log ",   " has to ",
                                       " have to ",    " should we ", " can be ",   " konnte ",  " pourrait ",
                                       " podria ",     " will get ",  " will see ", " need to ", "could be "};
  return LINE_CONTAINS_ANY(block, i, end, MODALS);
}

/* Any server, any client: not the one that failed. */
static bool has_any_subject(const struct norm_block *block, size_t i, size_t end) {
  static const char *const SUBJECTS[] = {
      "a server ", "a client ", "a container ", "an upstream ", "a program ",   "a gateway ",
      "a proxy ",  "a stdio ",  "a remote ",    "a process ",   "a launcher ",  "a host ",
      "a user ",   "a person ", "every client", "each client",  "each server",  "any client",
      "clients ",  "servers ",  "launchers ",   "some clients", "most clients", "old clients",
      "people ",   "customers", "users ",       "everybody ",   "some laptops", "operators ",
      "anything ", "nothing "};
  return HAS_CLAUSE(block, i, end, SUBJECTS);
}

static bool gives_definition(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {
      " means ",        " mean ",       " sets ",           " controls ",   "how long ",    " tells that ",
      "(default",       "default ",     "is listed as ",    "is shown as ", "are shown as", "that is why",
      "which is why",   "that's why",   " differs ",        "rather than",  "instead of ",  "the difference",
      "is reported as", "and shown as", "makes the client", "at most once", "in general",   "for example",
      "counts as ",     "stands for ",  "is called ",       "so that ",     "always ",      "is quite normal",
      "such as ",       "of the case",  "each of them"};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

/* A failure of a time that is over. */
static bool is_memory(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {"remember when ", "remember the ",  "remember that ", " last year",
                                      " years ago",     " back when ",    " back then",     "in the old days",
                                      "the days when ", "good times",     "good old ",      "once upon",
                                      "in my first ",   "weisst du noch", "damals "};
  static const char *const RETURNS[] = {" again", "is back",      "it's back",   " today",
                                        " now",   "this morning", " since last", "why ",
                                        "help",   "same error",   "wieder",      "please"};
  if (LINE_CONTAINS_ANY(block, i, end, RETURNS)) return false;
  if (LINE_CONTAINS_ANY(block, i, end, WORDS)) return true;
  for (size_t at = i; at + 8 <= end; at++)
    if (line_starts_with(block, at, " in 20") && line_skip_digits(block, at + 4, end) == at + 8) return true;
  return false;
}

/* ---- Signs of a failure that somebody has ---- */

/* Words with which people and programs state a failure. */
static bool states_failure(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {
      " but ",      " my ",     "i get ",      "i got ",      "i'm getting",   "i see ",     "i have a ",
      "i tried",    "we get ",  "we see ",     "gives me",    "shows me",      "tells me",   "help",
      "please",     "why ",     "since ",      "suddenly",    "today",         " now ",      " now,",
      " now.",      "still ",   "keeps ",      "stuck",       "any idea",      "any help",   " this?",
      "workaround", "n't work", "not working", "stopped",     "anymore",       "any more",   "for me",
      "on me",      "here too", "error: ",     "failed: ",    "traceback",     "stderr",     "://",
      "127.0.0.1",  "the log ", "log:",        "logs ",       "log says",      "tried ",     "bei mir",
      "bei uns",    "chez moi", " mein ",      "warum",       "pourquoi",      "por que",    "yesterday",
      "in vain",    "already ", "although ",   "even though", "never ",        "every time", "each time",
      "is broken",  "can't ",   "cannot ",     "blocker",     "this morning",  "right away", "at once",
      "on our ",    "|",        " known ",     "what do i ",  "which one do i"};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

static bool is_stance_sentence(const struct norm_block *block, size_t i, size_t end) {
  unsigned char first = block->bytes[i];
  bool letter = ascii_is_lower((char)first) || line_is_among(first, "'(") || first >= 0x80;
  return letter && line_count(block, i, end, ' ') >= SENTENCE_SPACES_MIN && !line_begins_message(block, i);
}

bool line_only_speaks(const struct norm_block *block, size_t i, size_t end) {
  if (!is_stance_sentence(block, i, end)) return false;
  if (is_memory(block, i, end)) return true;
  if (states_failure(block, i, end)) return false;
  int condition = gives_condition(block, i, end), possibility = gives_possibility(block, i, end);
  int any = has_any_subject(block, i, end), definition = gives_definition(block, i, end);
  return condition + possibility + any + definition >= 2;
}
