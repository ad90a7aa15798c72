/* test_anchors.c: the index that small modules build at the first call is the one that mcpx-derive writes,
 * and what it has of the bytes around an anchor. */
#include <string.h>

#include "classify/anchors.h"
#include "classify/grams.h"
#include "rows.h"

/* The library has the constant index, so the function that builds one gets another name. */
#define anchor_index(none) built_anchor_index(none)
const struct anchor_index *built_anchor_index(void);
#include "classify/anchors_build.c"
#undef anchor_index

#define assert_same(member) assert_memory_equal(one->member, two->member, sizeof one->member)

static void built_index_equals_derived_one(void **state) {
  const struct anchor_index *one = built_anchor_index(), *two = anchor_index();
  (void)state;
  assert_same(phrases);
  assert_same(sets);
  assert_same(others);
  assert_same(before);
  assert_same(behind);
  assert_same(leads);
  assert_same(buckets);
  assert_same(plain);
  assert_same(filter);
}

static void index_is_built_once(void **state) {
  (void)state;
  assert_ptr_equal(built_anchor_index(), built_anchor_index());
  assert_int_equal(built.buckets[ANCHOR_BUCKETS], ANCHOR_COUNT);
}

static const struct row {
  const char *phrase;
  size_t lead;
  const char *other; /* "" for none */
  char before, behind;
} ROWS[] = {
    {"abcd", 0, "", 0, 0},
    {"xabcd", 1, "", 'x', 0},
    {"abcdefg", 0, "", 0, 'e'},
    {"abcdefgh", 0, "efgh", 0, 'e'},
    {"abcdefghi", 0, "fghi", 0, 'e'},
    {"abcdefghi", 5, "bcde", 'e', 0},
    {"abcdefg", 3, "", 'c', 0},
    {"abcd~efgh", 0, "efgh", 0, 0},
    {"abcd~efg", 0, "", 0, 0},
    {"abcd*ef~ghijk|", 0, "hijk", 0, 0},
    {"abcd#", 0, "", 0, 0},
    {"abcd efg|h", 0, " efg", 0, ' '},
};

static void bytes_around_anchor(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    const struct row *row = &ROWS[i];
    struct anchor_neighbors found = match_neighbors(row->phrase, strlen(row->phrase), row->lead);
    unsigned other = *row->other ? gram_bit(anchor_key((const unsigned char *)row->other)) + 1 : 0;
    CHECK(found.other == other && found.before == row->before && found.behind == row->behind,
          "\"%s\" with its anchor at %zu", row->phrase, row->lead);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(built_index_equals_derived_one),
      cmocka_unit_test(index_is_built_once),
      cmocka_unit_test(bytes_around_anchor),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
