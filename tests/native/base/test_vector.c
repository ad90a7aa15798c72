/* test_vector.c: the searches of base/vector.h against plain loops. test_vector_single.c compiles it again,
 * for machines without vectors. */
#include <string.h>

#include "base/vector.h"
#include "rows.h"

enum { ROOM = 64, ROUNDS = 2000 };

static uint32_t seed;

static size_t below(size_t limit) {
  seed = seed * 1664525u + 1013904223u;
  return (seed >> 8) % limit;
}

/* Few different bytes, so that pairs are found. */
static void fill_randomly(unsigned char *bytes, size_t length) {
  static const unsigned char BYTES[] = {'a', 'b', 'Z', 0, 0x7F, 0x80, 0xFF};
  for (size_t i = 0; i < length; i++) bytes[i] = BYTES[below(sizeof BYTES)];
}

static size_t find_pair_plainly(const unsigned char *bytes, size_t from, size_t to, unsigned char first,
                                unsigned char second) {
  while (from < to && (bytes[from] != first || bytes[from + 1] != second)) from++;
  return from < to ? from : to;
}

static void finds_pairs(void **state) {
  unsigned char bytes[ROOM + VECTOR_BYTES];
  (void)state;
  for (size_t round = 0; round < ROUNDS; round++) {
    fill_randomly(bytes, sizeof bytes);
    size_t to = below(ROOM), from = to ? below(to) : 0;
    assert_int_equal(vector_find_pair(bytes, from, to, bytes[from], 'b'),
                     find_pair_plainly(bytes, from, to, bytes[from], 'b'));
  }
}

static void compares_each_byte(void **state) {
  unsigned char a[VECTOR_BYTES], b[VECTOR_BYTES], chosen[VECTOR_BYTES];
  (void)state;
  for (size_t round = 0; round < ROUNDS; round++) {
    fill_randomly(a, sizeof a);
    fill_randomly(b, sizeof b);
    vector x = vector_load(a), y = vector_load(b);
    uint32_t equal = vector_mask(vector_equal(x, y)), above = vector_mask(vector_above(x, y));
    vector_store(chosen, vector_choose(vector_equal(x, y), vector_all('='), vector_or(x, y)));
    for (size_t i = 0; i < VECTOR_BYTES; i++) {
      assert_int_equal(equal >> i & 1, a[i] == b[i]);
      assert_int_equal(above >> i & 1, (signed char)a[i] > (signed char)b[i]);
      assert_int_equal(chosen[i], a[i] == b[i] ? '=' : a[i] | b[i]);
    }
    assert_int_equal(equal >> (VECTOR_BYTES - 1) >> 1, 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(finds_pairs), cmocka_unit_test(compares_each_byte)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
