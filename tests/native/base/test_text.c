/* test_text.c: what a text has at an offset. Each text is the start of a longer string, of which nothing is
 * read. */
#include "base/text.h"
#include "rows.h"

struct place_row {
  const char *string;
  size_t length, at;
  const char *bytes;
  bool after, before; /* whether the text has the bytes there */
};

static const struct place_row PLACES[] = {
    {"abcd", 4, 0, "ab", true, false},   {"abcd", 4, 1, "bc", true, false},
    {"abcd", 4, 2, "cd", true, false},   {"abcd", 4, 2, "ab", false, true},
    {"abcd", 4, 3, "bc", false, true},   {"abcd", 4, 4, "cd", false, true},
    {"abcd", 3, 2, "cd", false, false},  {"abcd", 3, 3, "d", false, false},
    {"abcd", 3, 4, "d", false, false},   {"abcd", 3, 3, "abc", false, true},
    {"abcd", 3, 2, "abc", false, false}, {"abcd", 4, 0, "ac", false, false},
    {"abcd", 4, 9, "a", false, false},   {"abab", 4, 2, "ab", true, true},
    {"abcd", 4, 2, "", true, true},      {"a\0c", 3, 0, "ac", false, false},
};

static void has_bytes_at_a_place(void **state) {
  const struct place_row *row = *state;
  mcpx_text text = {row->string, row->length};
  CHECK(text_has_at(text, row->at, row->bytes) == row->after, "%s after %zu", row->bytes, row->at);
  CHECK(text_has_before(text, row->at, row->bytes) == row->before, "%s before %zu", row->bytes, row->at);
}

static void has_no_bytes_outside(void **state) {
  mcpx_text text = {"abc", 2};
  (void)state;
  assert_int_equal(text_at(text, 1), 'b');
  assert_int_equal(text_at(text, 2), '\0');
  assert_int_equal(text_before(text, 1), 'a');
  assert_int_equal(text_before(text, 0), '\0');
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(has_no_bytes_outside)};
  return RUN_ROWS(PLACES, has_bytes_at_a_place) + cmocka_run_group_tests(cases, NULL, NULL);
}
