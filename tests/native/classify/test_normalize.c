/* test_normalize.c: the fast path of normalization, which folds runs of bytes, against one byte at a time. */
#include <string.h>

#include "classify/normalize.h"
#include "rows.h"

enum { TEXT_MAX = 320, ROUNDS = 3000 };

static uint32_t seed;

static size_t below(size_t limit) {
  seed = seed * 1664525u + 1013904223u;
  return (seed >> 8) % limit;
}

/* Each byte here is a unit of its own, so that a text can be cut anywhere. */
static size_t make_text(unsigned char *text) {
  static const char *const PARTS[] = {"error", " dont ",     "\nISNT ", " ",   "\t ",      "\n",
                                      "\r\n",  "\"Quoted\"", "`",       "| a", "\x7F\x01", "{(:-9"};
  size_t length = 0, limit = below(TEXT_MAX - 8);
  while (length < limit) {
    const char *part = PARTS[below(sizeof PARTS / sizeof *PARTS)];
    memcpy(text + length, part, strlen(part));
    length += strlen(part);
  }
  return length;
}

static void fill_in_pieces(const unsigned char *text, size_t length, size_t piece, bool extended,
                           struct norm_block *block) {
  struct normalizer norm;
  norm_start(&norm, extended);
  norm_clear(block);
  for (size_t i = 0; i < length; i += piece)
    assert_int_equal(norm_fill(&norm, text + i, piece < length - i ? piece : length - i, true, block),
                     piece < length - i ? piece : length - i);
}

static void assert_same_block(const struct norm_block *a, const struct norm_block *b) {
  assert_int_equal(a->count, b->count);
  assert_memory_equal(a->bytes, b->bytes, a->count);
  assert_memory_equal(a->width, b->width, a->count);
  for (size_t i = 0; i < a->count; i++) assert_int_equal(norm_at(a, i), norm_at(b, i));
}

static void folds_runs_as_single_bytes(void **state) {
  static struct norm_block whole, single;
  static unsigned char text[TEXT_MAX];
  (void)state;
  for (size_t round = 0; round < ROUNDS; round++) {
    size_t length = make_text(text);
    fill_in_pieces(text, length, TEXT_MAX, round % 2, &whole);
    fill_in_pieces(text, length, 1, round % 2, &single);
    assert_same_block(&whole, &single);
  }
}

/* Offsets are filled only when one of them is not the next. */
static void keeps_offsets_after_an_escape(void **state) {
  static const unsigned char TEXT[] = "ab \\\"c\\\" \x1B[1md";
  static const size_t OFFSETS[] = {0, 1, 2, 3, 5, 6, 8, 13};
  static struct norm_block block;
  (void)state;
  fill_in_pieces(TEXT, sizeof TEXT - 1, sizeof TEXT, true, &block);
  assert_int_equal(block.count, sizeof OFFSETS / sizeof *OFFSETS);
  for (size_t i = 0; i < block.count; i++) assert_int_equal(norm_at(&block, i), OFFSETS[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(folds_runs_as_single_bytes),
                                     cmocka_unit_test(keeps_offsets_after_an_escape)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
