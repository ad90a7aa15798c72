/* line_verdict.c: a line -> whether it belongs to a report of tests, which names failures that were provoked
 * or expected. */
#include "line_verdict.h"

#include <string.h>

#include "base/ascii.h"
#include "line_text.h"

/* "✓ reports ETIMEDOUT as a timeout (12 ms)", "Passed Http401_AsksForLogin [3 ms]" */
static bool is_timed_test(const struct norm_block *block, size_t i, size_t end) {
  static const char *const STARTS[] = {"\xE2\x9C\x93 ", "\xE2\x9C\x94 ", "passed ",
                                       "ok ",           "pass ",         "skipped "};
  static const char *const ENDS[] = {" ms)", "ms)", " ms]", "ms]", "0s)", "0s]"};
  return LINE_STARTS_WITH_ANY(block, i, STARTS) && LINE_ENDS_WITH_ANY(block, i, end, ENDS) &&
         !line_contains(block, i, end, "server") && !line_contains(block, i, end, "connect to");
}

/* "ok 3 - rejects an expired certificate", "✗ reports ETIMEDOUT as a timeout (12 ms)" */
static bool is_test_point(const struct norm_block *block, size_t i, size_t end) {
  if (is_timed_test(block, i, end)) return true;
  if (line_starts_with(block, i, "ok test")) return true;
  if (!line_starts_with(block, i, "ok ") || !line_has_digit(block, i + 3)) return false;
  size_t at = line_skip_digits(block, i + 3, end);
  return at == end || line_starts_with(block, at, " - ");
}

/* "Given the proxy runs # passed", "DNS NXDOMAIN -> client showed the error, PASS" */
static bool is_passed_step(const struct norm_block *block, size_t i, size_t end) {
  static const char *const ENDS[] = {"# passed", "# skipped", ", pass",    "... pass", "... ok",
                                     "-> pass",  "...passed", "...failed", "...ok"};
  return LINE_ENDS_WITH_ANY(block, i, end, ENDS);
}

/* ---- Verdicts ---- */

/* The index after a leader of dots or a wide gap, behind which the verdict of a row begins; `i` if none
 * begins there. */
static size_t skip_leader(const struct norm_block *block, size_t i, size_t end, size_t narrow) {
  size_t at = line_skip_among(block, i, end, ".");
  if (at >= i + 2 && at < end && block->bytes[at] == ' ') return at + 1;
  bool wide = line_is_gap(block, i, end) && norm_at(block, i + 1) - norm_at(block, i) > narrow;
  return wide ? i + 1 : i;
}

/* How many bytes the narrowest space of the line takes: colors and no-break spaces make all of them wide. */
static size_t narrowest_space(const struct norm_block *block, size_t i, size_t end) {
  size_t least = SIZE_MAX;
  for (; i + 1 < end; i++) {
    size_t width = norm_at(block, i + 1) - norm_at(block, i);
    if (block->bytes[i] == ' ' && width < least) least = width;
  }
  return least;
}

static const char *const VERDICTS[] = {
    "pass", "passed", "good",    "as expected", "as planned",   "detected",     "expected",
    "ok",   "fine",   "handled", "caught",      "\xE2\x9C\x93", "\xE2\x9C\x94", "\xE2\x88\x9A"};

/* Whether a verdict in favor of the test begins at `i`, and nothing but a note in parentheses follows it. */
static bool is_good_verdict(const struct norm_block *block, size_t i, size_t end) {
  for (size_t k = 0; k < sizeof VERDICTS / sizeof *VERDICTS; k++) {
    if (!line_starts_with(block, i, VERDICTS[k])) continue;
    size_t after = i + strlen(VERDICTS[k]);
    if (after == end || line_starts_with(block, after, " (") || line_starts_with(block, after, " as "))
      return true;
  }
  return false;
}

/* A cheap test: two dots, or a gap. */
static bool may_be_leader(const struct norm_block *block, size_t i, size_t end) {
  if (block->bytes[i] == '.') return block->bytes[i + 1] == '.';
  return line_is_gap(block, i, end);
}

/* "expired-cert ...... pass (client shows '…')", "dns down    client showed '…'    good" */
static bool is_row_with_verdict(const struct norm_block *block, size_t i, size_t end) {
  if (!LINE_MAY_HAVE_ANY(block, i, end, VERDICTS)) return false;
  size_t narrow = narrowest_space(block, i, end);
  size_t first = line_skip_name(block, i, end, "");
  if (is_good_verdict(block, i, first) && skip_leader(block, first, end, narrow) != first) return true;
  for (size_t at = i; at < end; at++) {
    if (!may_be_leader(block, at, end)) continue;
    size_t verdict = skip_leader(block, at, end, narrow);
    if (verdict != at && is_good_verdict(block, verdict, end)) return true;
  }
  return false;
}

/* "server answered 401, as required", "seen 502 as expected" */
static bool says_expected(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {"as expected",    "as required",  "as planned",   "as intended",
                                      "as it should",   "as designed",  "(expected)",   "was expected",
                                      "expected error", "got expected", "works as des", "on purpose",
                                      "simulated ",     "simulation ",  "wie erwartet", "comme prevu"};
  static const char *const DOUBTS[] = {" not ", "n't ", " but ", "instead", "unlike"};
  return LINE_CONTAINS_ANY(block, i, end, WORDS) && !LINE_CONTAINS_ANY(block, i, end, DOUBTS);
}

/* "expected 401, got 401": the same number */
static bool got_expected_number(const struct norm_block *block, size_t i, size_t end) {
  static const char EXPECTED[] = "expected ", GOT[] = ", got ";
  for (; (i = line_find(block, i, end, EXPECTED)) < end; i++) {
    size_t number = i + strlen(EXPECTED), to = line_skip_digits(block, number, end);
    size_t got = to + strlen(GOT), length = to - number;
    if (to == number || !line_starts_with(block, to, GOT)) continue;
    return line_skip_digits(block, got, end) == got + length &&
           memcmp(block->bytes + number, block->bytes + got, length) == 0;
  }
  return false;
}

/* "expected: restart within 5 s   -> seen after 2 s", "expected 401, got 401" */
static bool compares_expected(const struct norm_block *block, size_t i, size_t end) {
  static const char *const RESULTS[] = {"got ", "seen ", "received ", "actual", "observed", "was "};
  static const char *const STARTS[] = {"expected: ", "expect: ", "expecting: "};
  for (size_t k = 0; k < sizeof STARTS / sizeof *STARTS; k++)
    if (line_starts_with(block, i, STARTS[k])) return LINE_CONTAINS_ANY(block, i, end, RESULTS);
  return got_expected_number(block, i, end);
}

bool line_is_of_test(const struct norm_block *block, size_t i, size_t end) {
  return is_test_point(block, i, end) || is_passed_step(block, i, end) ||
         is_row_with_verdict(block, i, end) || says_expected(block, i, end) ||
         compares_expected(block, i, end);
}
