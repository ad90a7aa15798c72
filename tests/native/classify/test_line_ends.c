/* test_line_ends.c: where lines, windows and paragraphs end, and searches in a part of a line of any length.
 */
#include <string.h>

#include "classify/line_text.h"
#include "lines.h"
#include "rows.h"

static struct norm_block block;

static void fill(const char *text) { line_fill(&block, text); }

/* Each part of a text that has `x` at every third place, against a count one byte at a time. */
static void check_counts(void) {
  for (size_t from = 0; from < 70; from++)
    for (size_t end = from; end <= block.count; end++) {
      size_t count = 0, first = end;
      for (size_t i = end; i > from; i--)
        if (block.bytes[i - 1] == 'x') count++, first = i - 1;
      CHECK(line_count(&block, from, end, 'x') == count, "%zu-%zu", from, end);
      CHECK(line_find(&block, from, end, "x") == first, "%zu-%zu", from, end);
      size_t pair = first + 2 <= end ? first : end;
      CHECK(line_find(&block, from, end, "xa") == pair, "%zu-%zu", from, end);
    }
}

static void counts_in_each_part(void **state) {
  static char text[101];
  (void)state;
  for (size_t i = 0; i < sizeof text - 1; i++) text[i] = i % 3 ? 'a' : 'x';
  fill(text);
  check_counts();
  line_note_pairs(&block, 0);
  check_counts();
  line_note_pairs(&block, 30);
  check_counts();
}

/* What is noted of a line says nothing about the lines around it, and nothing about it once it has changed.
 */
static void notes_are_of_one_line(void **state) {
  (void)state;
  fill("abc\n1 uvw_\nxyz");
  line_note_pairs(&block, 4);
  assert_true(line_contains(&block, 4, 10, "uvw"));
  assert_false(line_contains(&block, 4, 10, "vu"));
  assert_int_equal(line_count(&block, 4, 10, '_'), 1);
  assert_int_equal(line_count(&block, 4, 10, 'x'), 0);
  assert_true(line_contains(&block, 0, 10, "bc"));
  assert_true(line_contains(&block, 4, block.count, "yz"));
  assert_int_equal(line_count(&block, 0, 10, 'b'), 1);
  assert_int_equal(line_count(&block, 4, block.count, 'z'), 1);
  block.bytes[6] = '%';
  norm_forget_notes(&block);
  assert_int_equal(line_count(&block, 4, 10, '%'), 1);
}

/* A text of one to six bytes is found exactly where all of it is in the part. */
static void check_ends(void) {
  static const char *const TEXTS[] = {"u", "uv", "uvw", "uvwx", "uvwxy", "uvwxyz"};
  enum { AT = 20 };
  for (size_t from = 16; from < 26; from++)
    for (size_t end = from; end <= 30; end++)
      for (size_t k = 0; k < 6; k++) {
        bool inside = from <= AT && AT + k + 1 <= end;
        CHECK(line_contains(&block, from, end, TEXTS[k]) == inside, "%s in %zu-%zu", TEXTS[k], from, end);
        CHECK(line_contains_any(&block, from, end, &TEXTS[k], 1) == inside, "%s", TEXTS[k]);
        CHECK(line_ends_with(&block, from, end, TEXTS[k]) == (inside && AT + k + 1 == end), "%s", TEXTS[k]);
        CHECK(line_ends_with_any(&block, from, end, &TEXTS[k], 1) == (inside && AT + k + 1 == end), "%s",
              TEXTS[k]);
        CHECK(!inside || line_may_have_any(&block, from, end, &TEXTS[k], 1), "%s", TEXTS[k]);
      }
}

static void finds_texts_at_the_ends(void **state) {
  (void)state;
  fill("aaaaaaaaaaaaaaaaaaaauvwxyzaaaaaaaaaaaaaa");
  check_ends();
  line_note_pairs(&block, 0);
  check_ends();
}

static void notes_rule_out_texts(void **state) {
  static const char *const PRESENT[] = {"b", "cde", "cdef", "f ghi"}, *const ABSENT[] = {"q", "xyz",
                                                                                         "cdefgh"};
  (void)state;
  fill("abcdef ghi");
  for (size_t k = 0; k < 4; k++) CHECK(line_may_have_any(&block, 0, 10, &PRESENT[k], 1), "%s", PRESENT[k]);
  for (size_t k = 0; k < 3; k++) CHECK(!line_may_have_any(&block, 0, 10, &ABSENT[k], 1), "%s", ABSENT[k]);
  assert_false(line_may_have_any(&block, 0, 10, ABSENT, 3));
}

static void starts_with_one_of(void **state) {
  static const char *const TEXTS[] = {"abd", "b", "xbc"};
  (void)state;
  fill("abc b");
  assert_false(LINE_STARTS_WITH_ANY(&block, 0, TEXTS));
  assert_true(LINE_STARTS_WITH_ANY(&block, 1, TEXTS));
  assert_true(LINE_STARTS_WITH_ANY(&block, 4, TEXTS));
  assert_false(LINE_STARTS_WITH_ANY(&block, 5, TEXTS));
}

/* Characters and gaps at the end of a part, and of the text. */
static void skips_and_gaps_end_with_the_part(void **state) {
  (void)state;
  fill("a**'b  c\nd  ");
  assert_int_equal(line_skip_among(&block, 1, 8, "*'"), 4);
  assert_int_equal(line_skip_among(&block, 1, 3, "*'"), 3);
  assert_int_equal(line_skip_among(&block, 1, 1, "*'"), 1);
  assert_int_equal(line_skip_among(&block, 0, 8, "*'"), 0);
  assert_true(line_is_gap(&block, 5, 7));
  assert_false(line_is_gap(&block, 5, 6));
  assert_false(line_is_gap(&block, 4, 7));
  fill("a b");
  assert_false(line_is_gap(&block, 1, 3));
}

/* ---- Windows and paragraphs ---- */

#define FIFTY "this is a line of prose that is wrapped, and it is"

struct paragraph {
  const char *text;
  const char *rest; /* what is after the paragraph; the line break before it too */
};

static const struct paragraph PARAGRAPHS[] = {
    {"a line", ""},
    {"a line\nand one", "\nand one"},
    {FIFTY "\nlong enough", ""},
    {FIFTY "\nLong enough", ""},
    {FIFTY "\nlong", "\nlong"},
    {FIFTY "\n2 long", "\n2 long"},
    {FIFTY "\n- long", "\n- long"},
    {FIFTY "\n\nlong enough", "\n\nlong enough"},
    {FIFTY ":\nlong enough", "\nlong enough"},
    {FIFTY "\nerror long", "\nerror long"},
    {FIFTY "\nlong: enough", "\nlong: enough"},
    {FIFTY "\nit's enough", ""},
    {FIFTY "\nlong, enough", ""},
    {FIFTY "\n" FIFTY "\nlong enough", ""},
    {FIFTY "\nlong enough\nand more", "\nand more"},
    {"this is a line of prose that is wrapped, and is\nlong enough", "\nlong enough"},
    {"this is a line of prose that is wrapped, and isn\nlong enough", ""},
};

static void paragraph_ends(void **state) {
  const struct paragraph *row = *state;
  fill(row->text);
  size_t end = line_paragraph_end(&block, 0), wanted = strlen(row->text) - strlen(row->rest);
  CHECK(end == wanted, "%s: %zu, not %zu", row->text, end, wanted);
}

static void paragraphs_and_windows_are_bounded(void **state) {
  static char text[900];
  (void)state;
  for (size_t i = 0; i < sizeof text - 1; i++) text[i] = i % 60 == 59 ? '\n' : i % 6 == 5 ? ' ' : 'a';
  fill(text);
  assert_int_equal(line_paragraph_end(&block, 0), LINE_SHAPE_MAX);
  assert_int_equal(line_window_end(&block, 0), LINE_SHAPE_MAX);
  assert_int_equal(line_window_end(&block, 7), 7 + LINE_SHAPE_MAX);
  assert_int_equal(line_part_end(&block, 7), 7 + LINE_SHAPE_MAX);
  assert_int_equal(line_part_end(&block, block.count - 7), block.count);
  assert_int_equal(line_window_end(&block, block.count), block.count);
  fill("a\nb\n\nc");
  assert_int_equal(line_window_end(&block, 0), 3);
  assert_int_equal(line_window_end(&block, 4), 5);
  fill("a\nb");
  assert_int_equal(line_window_end(&block, 0), 3);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(counts_in_each_part),
                                     cmocka_unit_test(notes_are_of_one_line),
                                     cmocka_unit_test(finds_texts_at_the_ends),
                                     cmocka_unit_test(notes_rule_out_texts),
                                     cmocka_unit_test(starts_with_one_of),
                                     cmocka_unit_test(skips_and_gaps_end_with_the_part),
                                     cmocka_unit_test(paragraphs_and_windows_are_bounded)};
  return RUN_ROWS(PARAGRAPHS, paragraph_ends) + cmocka_run_group_tests(cases, NULL, NULL);
}
