/* test_lines.c: the questions about a line of normalized text: what begins a message, where a line and its
 * parts end. */
#include <string.h>

#include "classify/grams.h"
#include "classify/line_text.h"
#include "lines.h"
#include "rows.h"

static struct norm_block block;

/* The normalized text; \n stays a line break. */
static void fill(const char *text) {
  line_fill(&block, text);
  line_note(&block, 0);
}

static void begins_messages(void **state) {
  static const struct {
    const char *text;
    bool begins;
  } LINES[] = {
      {"error: x", true},
      {"warning: x", true},
      {"info x", true},
      {"DEBUG x", true},
      {"fatal: x", true},
      {"time=\"x\"", true},
      {"level=info", true},
      {"Traceback (most", true},
      {"mcp x", true},
      {"\xE2\x8F\xBA x", true},
      {"\xE2\x97\x8F x", true},
      {"\xE2\x9A\xA0 x", true},
      {"10:44:09 x", true},
      {"[10:44:09] x", true},
      {"2026-03-02 x", true},
      {"2026/03/02 x", true},
      {"dec 15 06:41:02 x", true},
      {"dec  5 06:41:02 x", true},
      {"1:44 x", false},
      {"100:44 x", false},
      {"10:x", false},
      {"202-03-02", false},
      {"20260-03-02", false},
      {"2026.03.02", false},
      {"an error", false},
      {"mcpx", false},
      {"dec 156 06:41", false},
      {"december 15 06:41", false},
      {"10", false},
      {"", false},
  };
  (void)state;
  for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
    fill(LINES[i].text);
    CHECK(line_begins_message(&block, 0) == LINES[i].begins, "%s", LINES[i].text);
  }
}

static void levels_of_headings(void **state) {
  static const struct {
    const char *text;
    int level;
  } HEADINGS[] = {{"# a", 1}, {"###### a", 6}, {"####### a", 0}, {"#a", 0},
                  {"#", 0},   {"##\na", 0},    {"a # b", 0}};
  (void)state;
  for (size_t i = 0; i < sizeof HEADINGS / sizeof *HEADINGS; i++) {
    fill(HEADINGS[i].text);
    CHECK(line_heading_level(&block, 0) == HEADINGS[i].level, "%s", HEADINGS[i].text);
  }
}

static void ends_of_lines(void **state) {
  (void)state;
  fill("abc\ndef 12 x\nlast");
  assert_int_equal(line_end(&block, 0), 3);
  assert_int_equal(line_end(&block, 4), 12);
  assert_int_equal(line_end(&block, 13), block.count);
  assert_int_equal(line_begin(&block, 0), 0);
  assert_int_equal(line_begin(&block, 3), 0);
  assert_int_equal(line_begin(&block, 4), 4);
  assert_int_equal(line_begin(&block, 12), 4);
  assert_int_equal(line_begin(&block, 13), 13);
}

static void long_lines_count_in_part(void **state) {
  static char text[2 * LINE_SHAPE_MAX + 1];
  (void)state;
  memset(text, 'a', sizeof text - 1);
  fill(text);
  assert_int_equal(line_end(&block, 0), LINE_SHAPE_MAX);
  assert_int_equal(line_end(&block, 7), 7 + LINE_SHAPE_MAX);
  assert_int_equal(line_begin(&block, LINE_SHAPE_MAX), 0);
  assert_int_equal(line_begin(&block, LINE_SHAPE_MAX + 1), 1);
}

static void parts_of_lines(void **state) {
  static const char *const TEXTS[] = {"xyz", "def"};
  (void)state;
  fill("abc def 12x-y");
  assert_true(line_starts_with(&block, 4, "def"));
  assert_false(line_starts_with(&block, 4, "deg"));
  assert_false(line_starts_with(&block, block.count, ""));
  assert_false(line_starts_with(&block, 12, "yz"));
  assert_true(line_has_digit(&block, 8));
  assert_false(line_has_digit(&block, 7));
  assert_false(line_has_digit(&block, block.count));
  assert_true(line_contains(&block, 0, 7, "def"));
  assert_false(line_contains(&block, 0, 6, "def"));
  assert_false(line_contains(&block, 5, 13, "def"));
  assert_true(LINE_CONTAINS_ANY(&block, 0, 7, TEXTS));
  assert_false(LINE_CONTAINS_ANY(&block, 5, 13, TEXTS));
  assert_true(line_ends_with(&block, 0, 7, "def"));
  assert_false(line_ends_with(&block, 5, 7, "def"));
  assert_false(line_ends_with(&block, 0, 6, "def"));
  assert_int_equal(line_skip_digits(&block, 8, 13), 10);
  assert_int_equal(line_skip_digits(&block, 8, 9), 9);
  assert_int_equal(line_skip_name(&block, 8, 13, "-"), 13);
  assert_int_equal(line_skip_name(&block, 8, 13, ""), 11);
  assert_int_equal(line_count(&block, 0, 13, ' '), 2);
  assert_int_equal(line_count(&block, 0, 7, ' '), 1);
}

/* Of words with four bytes or more, most are rejected by what is noted of the block. */
static void long_words_of_lines(void **state) {
  static const char *const WORDS[] = {"xyz", "defg hi"};
  static const char *const OTHERS[] = {"defx", "efghi", "defg hj"};
  (void)state;
  fill("abc defg hi\njklm nopq");
  assert_int_equal(line_find(&block, 0, 11, "defg"), 4);
  assert_int_equal(line_find(&block, 0, 11, "defgh"), 11);
  assert_int_equal(line_find(&block, 0, 11, "jklm"), 11);
  assert_true(LINE_CONTAINS_ANY(&block, 0, 11, WORDS));
  assert_false(LINE_CONTAINS_ANY(&block, 0, 11, OTHERS));
  assert_true(LINE_ENDS_WITH_ANY(&block, 0, 11, WORDS));
  assert_true(line_may_have(&block, 0, 11, " hi jk"));
  assert_false(line_may_have(&block, 0, 11, "hijj"));
  assert_true(line_may_have(&block, 0, 11, "hi"));
  assert_false(line_may_have(&block, 0, 11, "op"));
}

/* A phrase may skip a line break, so four bytes around one are noted with it and without it. */
static void grams_across_line_breaks(void **state) {
  static const struct {
    const char *gram;
    bool is_in;
  } GRAMS[] = {{"abcd", true}, {"d ef", true}, {"cdef", true},  {"bcde", true},
               {"defg", true}, {"efgh", true}, {"acde", false}, {"fghi", false}};
  (void)state;
  fill("abcd\nefgh");
  for (size_t i = 0; i < sizeof GRAMS / sizeof *GRAMS; i++) {
    uint32_t bit = gram_bit(anchor_key((const unsigned char *)GRAMS[i].gram));
    CHECK(gram_may_be_in(&block, bit) == GRAMS[i].is_in, "%s", GRAMS[i].gram);
  }
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(begins_messages),
      cmocka_unit_test(levels_of_headings),
      cmocka_unit_test(ends_of_lines),
      cmocka_unit_test(long_lines_count_in_part),
      cmocka_unit_test(parts_of_lines),
      cmocka_unit_test(long_words_of_lines),
      cmocka_unit_test(grams_across_line_breaks),
  };
  return cmocka_run_group_tests(cases, NULL, NULL);
}
