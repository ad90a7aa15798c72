/* test_match.c: a phrase at one position of a text: gaps, marks, line breaks, and what negates it. */
#include <string.h>

#include "classify/match.h"
#include "near.h"
#include "rows.h"

static struct norm_block block;

static void fill(const char *text, bool extended) {
  struct normalizer norm;
  memset(&block, 0, sizeof block);
  norm_start(&norm, extended);
  norm_fill(&norm, (const unsigned char *)text, strlen(text), true, &block);
}

/* ---- Phrases ---- */

struct row {
  const char *text;
  const char *phrase;
  size_t from;
  long end;
};

#define TEN "aaaaaaaaaa"

static const struct row ROWS[] = {
    {"abc", "abc", 0, 3},
    {"xabc", "abc", 1, 4},
    {"abc", "abd", 0, MATCH_NONE},
    {"ab", "abc", 0, MATCH_NONE},
    {"abcd", "abc|", 0, MATCH_NONE},
    {"abc_", "abc|", 0, MATCH_NONE},
    {"abc1", "abc|", 0, MATCH_NONE},
    {"abc-", "abc|", 0, 3},
    {"abc", "abc|", 0, 3},
    {"xabc", "|abc", 1, MATCH_NONE},
    {"-abc", "|abc", 1, 4},
    {"abc", "`abc", 0, 3},
    {"x abc", "`abc", 2, MATCH_NONE},
    {"x\nabc", "`abc", 2, 5},
    {"a 7b", "a #b", 0, 4},
    {"a 0b", "a #b", 0, MATCH_NONE},
    {"a 00100b", "a #b", 0, 8},
    {"a b", "a #b", 0, MATCH_NONE},
    {"a 123456789012345678901234b", "a #b", 0, 27},
    {"a 1234567890123456789012345b", "a #b", 0, MATCH_NONE},
    {"a 401", "a @", 0, 5},
    {"a 403", "a @", 0, 5},
    {"a 404", "a @", 0, 5},
    {"a 402", "a @", 0, MATCH_NONE},
    {"a 500", "a @", 0, 5},
    {"a 599", "a @", 0, 5},
    {"a 600", "a @", 0, MATCH_NONE},
    {"a 40", "a @", 0, MATCH_NONE},
    {"a 4\n03", "a @", 0, 6},
    {"a\nbc", "a bc", 0, 4},
    {"a\n\nbc", "a bc", 0, MATCH_NONE},
    {"ab\nc", "abc", 0, 4},
    {"ab\n\nc", "abc", 0, MATCH_NONE},
    {"ab c", "abc", 0, MATCH_NONE},
    {"ab\n", "abc", 0, MATCH_NONE},
    {"a" TEN TEN "aaaab", "a~b", 0, 26},
    {"a" TEN TEN "aaaaab", "a~b", 0, MATCH_NONE},
    {"a" TEN TEN TEN TEN TEN TEN TEN TEN "b", "a*b", 0, 82},
    {"a" TEN TEN TEN TEN TEN TEN TEN TEN "ab", "a*b", 0, MATCH_NONE},
    {"ab", "a*b", 0, 2},
    {"a x b y b", "a*b", 0, 5},
    {"a x\n\nb", "a*b", 0, MATCH_NONE},
    {"a x\nb", "a*b", 0, 5},
    {"a bx bc", "a*bc", 0, 7},
    {"a b\nc", "a*bc", 0, 5},
    {"a 401", "a*@", 0, 5},
    {"a x 7", "a*#", 0, 5},
    {"a b c d", "a*c*d", 0, 7},
    {"a b d c", "a*c*d", 0, MATCH_NONE},
    {"mcpx_http_401", "mcpx_^", 0, 13},
    {"mcpx_http_409", "mcpx_^", 0, MATCH_NONE},
    {"mcpx_unknown_unclassified", "mcpx_^", 0, MATCH_NONE},
    {"mcpx_http_401x", "mcpx_^", 0, MATCH_NONE},
    {"mcpx_http_401-", "mcpx_^", 0, 13},
};

static uint64_t end_of_match(const char *text, size_t length, const void *context) {
  const struct row *row = context;
  (void)length;
  fill(text, true);
  return row->from < block.count ? (uint64_t)match_phrase(&block, row->from, 0, row->phrase) : 0;
}

static void matches(void **state) {
  const struct row *row = *state;
  fill(row->text, true);
  long end = match_phrase(&block, row->from, 0, row->phrase);
  CHECK(end == row->end, "'%s' in '%s': %ld, not %ld", row->phrase, row->text, end, row->end);
  near_compare_strings(row->text, 1, end_of_match, row);
}

static void begins_after_what_is_known(void **state) {
  (void)state;
  fill("-abcd abce", true);
  assert_int_equal(match_phrase(&block, 1, 3, "abcd"), 5);
  assert_int_equal(match_phrase(&block, 1, 3, "|abcd"), 5);
  assert_int_equal(match_phrase(&block, 6, 3, "abcd"), MATCH_NONE);
  assert_int_equal(match_phrase(&block, 2, 2, "|bcd"), MATCH_NONE);
}

static void knows_literal_bytes(void **state) {
  (void)state;
  for (int c = 0; c < 256; c++) assert_int_equal(match_is_literal((char)c), !memchr("*~|`#@^", c, 8));
}

/* ---- Negations ---- */

/* The match is the word "refused". */
struct negation {
  const char *text;
  bool negated;
};

static const struct negation NEGATIONS[] = {
    {"refused", false},        {"refused: 0", true},        {"refused=0", true},
    {"refused: 0,", true},     {"refused': 0", true},       {"refused:0", true},
    {"refused:  0", true},     {"refused: 0.0.0.0", false}, {"refused: 0:1", false},
    {"refused: 0%", false},    {"refused: 01", false},      {"refused: 10", false},
    {"refused: x0", false},    {"refused 0", false},        {"0 refused", true},
    {"x 0 refused", true},     {"x\n0 refused", true},      {"10 refused", false},
    {"x10 refused", false},    {"x: 0 refused", false},     {"x:0 refused", false},
    {"x=0 refused", false},    {"x. 0 refused", false},     {"10.0.0.0 refused", false},
    {"no refused", true},      {"x no refused", true},      {"xno refused", false},
    {"nor refused", false},    {"no-refused", false},       {"refused set to x", true},
    {"refused = x", true},     {"refused=false", true},     {"refused: none", true},
    {"refused: nonex", false}, {"refused ok", true},        {"refused okay", false},
    {"refused of 3", true},    {"refused of 0", false},     {"refused\nset to x", true},
    {"refused cleanly", true},
};

static uint64_t negated_in(const char *text, size_t length, const void *context) {
  const char *word = strstr(text, "refused");
  (void)length, (void)context;
  fill(text, true);
  size_t from = word ? (size_t)(word - text) : 0;
  return from + 7 <= block.count && match_is_negated(&block, from, from + 7);
}

static void is_negated(void **state) {
  const struct negation *row = *state;
  fill(row->text, true);
  const char *word = strstr(row->text, "refused");
  size_t from = (size_t)(word - row->text);
  CHECK(match_is_negated(&block, from, from + 7) == row->negated, "%s", row->text);
  near_compare_strings(row->text, 1, negated_in, NULL);
}

/* ---- What a match names ---- */

static void finds_status(void **state) {
  (void)state;
  fill("http 402 401 x503", true);
  assert_int_equal(match_status(&block, 0, block.count), 401);
  assert_int_equal(match_status(&block, 0, 8), 0);
  assert_int_equal(match_status(&block, 10, block.count), 0);
  assert_int_equal(match_status(&block, 9, 10), 401);
}

static void finds_code(void **state) {
  (void)state;
  fill("x mcpx_http_401 y", true);
  assert_int_equal(match_code(&block, 2), mcpx_code_find("MCPX_HTTP_401", 13));
  assert_int_equal(match_code(&block, 3), MCPX_CODE_NONE);
}

/* ---- Normalized texts ---- */

struct normalized {
  const char *text;
  const char *plain; /* NULL: not tried */
  const char *extended;
};

static const struct normalized NORMALIZED[] = {
    {"", "", ""},
    {"ABC xyz", "abc xyz", "abc xyz"},
    {"@[`{AZ", "@[`{az", "@['{az"},
    {"a  b\tc\r\nd", NULL, "a b c d"},
    {"\xC4\xB0\xE2\x84\xAA", "ik", NULL},
    {"\xC4\xB1\xE2\x84\xAB", "\xC4\xB1\xE2\x84\xAB", NULL},
    {"\xC4", "\xC4", NULL},
    {"a\\nb\\tc", NULL, "a b c"},
    {"a\\\\nb", NULL, "a b"},
    {"a\\", NULL, "a\\"},
    {"a\\qb", NULL, "a\\qb"},
    {"\\\"a\\'\\`", NULL, "'a''"},
    {"\\u0041\\ud800x", NULL, "a\\ud800x"},
    {"\\u00e9", NULL, "e"},
    {"&quot;a&amp;quot;&amp;", NULL, "'a'&"},
    {"&quot", NULL, "&quot"},
    {"%41%7F%0Ab%1F", NULL, "a%7f b%1f"},
    {"100%", NULL, "100%"},
    {"a+b", NULL, "a b"},
    {"a+ b", NULL, "a+ b"},
    {"+b", NULL, "+b"},
    {"a +b", NULL, "a +b"},
    {"a+%41", NULL, "a a"},
    {"a+-", NULL, "a+-"},
    {"[0mA[1;31mB[mC[31C", NULL, "ab[mc[31c"},
    {"\x1B[31mA\x1B[0mB", NULL, "ab"},
    {"\x1B]0;t\x07"
     "A",
     NULL, "a"},
    {"\x1B]0;t\x1B\\A", NULL, "a"},
    {"\x1B[31\nA", NULL, " a"},
    {"\x1B"
     "7A",
     NULL, ""},
    {"\\x1b[31mA\\033[0mB\\e[0mC", NULL, "abc"},
    {"| a\n  | b", NULL, " a b"},
    {"a | b", NULL, "a | b"},
    {"[12345678901234mA", NULL, "a"},
    {"[123456789012345mA", NULL, "[123456789012345ma"},
    {"\xE2\x80\x9C"
     "a\xE2\x80\x9D\xE2\x80\x99",
     NULL, "'a''"},
    {"\\\xE2\x80\x9C"
     "a",
     NULL, "'a"},
    {"a\xC2\xA0"
     "b\xE2\x80\x8B"
     "c",
     NULL, "a bc"},
    {"\xC3\x84\xD0\x90", NULL, "a\xD0\xB0"},
    {"dont cant ISNT x", NULL, "don't can't isn't x"},
    {"\xFF", NULL, "\xFF"},
};

/* The raw bytes of a normalized byte end where those of the next one begin, or before; bytes that are made
 * from one escape have the same ones. */
static void check_widths(size_t length) {
  for (size_t i = 0; i < block.count; i++) {
    size_t next = i + 1 < block.count ? norm_at(&block, i + 1) : length;
    size_t end = norm_at(&block, i) + (block.width[i] & ~(unsigned)NORM_FOLDED);
    CHECK(end <= next || norm_at(&block, i) == next, "byte %zu: %zu, not %zu", i, end, next);
  }
}

static void becomes(const char *text, const char *wanted, bool extended) {
  if (!wanted) return;
  fill(text, extended);
  CHECK(block.count == strlen(wanted) && memcmp(block.bytes, wanted, block.count) == 0, "%s: '%.*s'", text,
        (int)block.count, (char *)block.bytes);
  check_widths(strlen(text));
}

static void is_normalized(void **state) {
  const struct normalized *row = *state;
  becomes(row->text, row->plain, false);
  becomes(row->text, row->extended, true);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(begins_after_what_is_known),
                                     cmocka_unit_test(knows_literal_bytes), cmocka_unit_test(finds_status),
                                     cmocka_unit_test(finds_code)};
  return RUN_ROWS(ROWS, matches) + RUN_ROWS(NEGATIONS, is_negated) + RUN_ROWS(NORMALIZED, is_normalized) +
         cmocka_run_group_tests(cases, NULL, NULL);
}
