/* line_survey.c: a line -> whether it belongs to a survey of errors: what a tool found, how often each error
 * occurred, what each number means. */
#include "line_survey.h"

#include <string.h>

#include "base/ascii.h"
#include "line_text.h"

/* ---- Counts ---- */

/* The index after a noun for things that are counted; `i` if there is none. */
static size_t skip_counted_noun(const struct norm_block *block, size_t i) {
  static const char *const NOUNS[] = {"event",   "occurrence", "hit",   "time",   "user",     "result",
                                      "row",     "line",       "match", "record", "document", "entry",
                                      "entries", "message",    "item",  "thread", "ticket",   "issue",
                                      "crash",   "treffer",    "mal",   "fois",   "vez",      "veces"};
  for (size_t k = 0; k < sizeof NOUNS / sizeof *NOUNS; k++) {
    if (!line_starts_with(block, i, NOUNS[k])) continue;
    size_t to = i + strlen(NOUNS[k]);
    to += line_starts_with(block, to, "es") ? 2U : line_starts_with(block, to, "s");
    return to < block->count && ascii_is_alnum((char)block->bytes[to]) ? i : to;
  }
  return i;
}

/* Where the last number of the line is followed by a counted noun; `end` if nowhere. */
static size_t find_count(const struct norm_block *block, size_t i, size_t end) {
  for (size_t at = end; at > i; at--) {
    bool begins = ascii_is_digit((char)block->bytes[at - 1]) &&
                  (at == i + 1 || line_is_among(block->bytes[at - 2], " (:"));
    size_t to = begins ? line_skip_digits(block, at - 1, end) : at;
    if (begins && line_starts_with(block, to, " ") && skip_counted_noun(block, to + 1) > to + 1)
      return at - 1;
  }
  return end;
}

/* "412 events", "(31 occurrences)", at the end of a line that begins with a number or a bullet */
static bool ends_with_count(const struct norm_block *block, size_t i, size_t end) {
  size_t mark = line_skip_digits(block, i, end);
  bool item = (mark > i && line_is_among(block->bytes[mark], ".)")) || line_is_among(block->bytes[i], "-*");
  size_t at = item ? find_count(block, i, end) : end;
  if (at == end) return false;
  size_t to = skip_counted_noun(block, line_skip_digits(block, at, end) + 1);
  to = line_skip_among(block, to, end, ").|");
  return to == end;
}

/* ---- Rows ---- */

/* The number, up to three digits, that the line begins with before a wide gap; -1 if there is none. */
static long row_number(const struct norm_block *block, size_t i) {
  size_t to = line_skip_digits(block, i, i + 4 < block->count ? i + 4 : block->count);
  long number = 0;
  if (to == i || to > i + 3 || to + 1 >= block->count || block->bytes[to] != ' ' ||
      norm_is_line_break(block, to))
    return -1;
  if (norm_at(block, to + 1) - norm_at(block, to) < 2) return -1;
  for (; i < to; i++) number = number * 10 + (block->bytes[i] - '0');
  return number;
}

/* " 9  SIGKILL  killed by the kernel", and above or below it a row with a number that does not just count on
 */
static bool is_row_of_number(const struct norm_block *block, size_t i, size_t end) {
  long number = row_number(block, i), next, before = -1;
  if (number < 0 || line_contains(block, i, end, ": spawn ")) return false;
  next = end + 1 < block->count ? row_number(block, end + 1) : -1;
  if (i > 1) before = row_number(block, line_begin(block, i - 1));
  bool counts_on = (next < 0 || next == number + 1) && (before < 0 || number == before + 1);
  return (next >= 0 || before >= 0) && (!counts_on || number == 0 || before == 0);
}

/* "ENG-12  Connection refused on staging   In progress": a ticket, and what it is about in the next column */
static bool is_row_of_ticket(const struct norm_block *block, size_t i, size_t end) {
  size_t at = i;
  while (at < end && ascii_is_lower((char)block->bytes[at]) && block->width[at] & NORM_FOLDED) at++;
  if (at < i + 2 || !line_starts_with(block, at, "-")) return false;
  size_t to = line_skip_digits(block, at + 1, end);
  return to > at + 1 && to + 1 < end && block->bytes[to] == ' ' &&
         norm_at(block, to + 1) - norm_at(block, to) > 1;
}

bool line_is_survey_row(const struct norm_block *block, size_t i, size_t end) {
  return is_row_of_ticket(block, i, end) || ends_with_count(block, i, end) || is_row_of_number(block, i, end);
}

/* ---- Results ---- */

bool line_opens_survey(const struct norm_block *block, size_t i, size_t end) {
  static const char *const SERVERS[] = {"server", "mcp", "check", "doctor", "error:", "failed"};
  static const char *const SEARCHES[] = {"search results for ", "results for '", "top errors",
                                         "most frequent errors"};
  enum { HEAD_MAX = 100 };
  if (end - i > HEAD_MAX) return false;
  for (size_t k = 0; k < sizeof SEARCHES / sizeof *SEARCHES; k++)
    if (line_starts_with(block, i + (size_t)line_heading_level(block, i) + (block->bytes[i] == '#'),
                         SEARCHES[k]))
      return true;
  if (line_begins_message(block, i) || find_count(block, i, end) == end ||
      LINE_CONTAINS_ANY(block, i, end, SERVERS))
    return false;
  bool call =
      line_count(block, i, end, '.') || line_count(block, i, end, '_') || line_count(block, i, end, '(');
  size_t to = skip_counted_noun(block, line_skip_digits(block, find_count(block, i, end), end) + 1);
  return block->bytes[end - 1] == ':' || (call && to == end) ||
         (ascii_is_digit((char)block->bytes[i]) &&
          (line_starts_with(block, to, " in ") || line_starts_with(block, to, " for '")));
}

/* ---- Comments ---- */

/* "retry_on_refused: true", "API_KEY=", "verify = yes": a name, a sign and at most two words */
static bool is_setting(const struct norm_block *block, size_t i, size_t end) {
  static const char *const RESULTS[] = {"error",     "message", "reason", "status",
                                        "exception", "code",    "stderr", "caused"};
  size_t at = line_skip_name(block, i, end, "_-.");
  if (at == i || at >= end) return false;
  for (size_t k = 0; k < sizeof RESULTS / sizeof *RESULTS; k++)
    if (at - i == strlen(RESULTS[k]) && line_starts_with(block, i, RESULTS[k])) return false;
  bool sign = line_starts_with(block, at, "=") || line_starts_with(block, at, " = ") ||
              line_starts_with(block, at, ": ");
  return sign && line_count(block, at + 2, end, ' ') <= 2 && end < at + 60;
}

bool line_is_setting_comment(const struct norm_block *block, size_t i, size_t end) {
  static const char *const OWN[] = {" my ", " i ", "error: ", "failed to ", ": spawn ", ": connect "};
  bool hash = line_starts_with(block, i, "# ") || line_starts_with(block, i, "; ") ||
              line_starts_with(block, i, "// ");
  if (!hash || LINE_CONTAINS_ANY(block, i, end, OWN)) return false;
  size_t last = line_window_end(block, i);
  for (size_t at = end + 1; at < last; at = line_end(block, at) + 1)
    if (is_setting(block, at, line_end(block, at))) return true;
  return false;
}
