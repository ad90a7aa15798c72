/* test_vector.c: base/vector.h with the vectors of this machine. test_vector_word.c compiles it again, for
 * machines without vectors. */
#include "rows.h"
#include "vector_cases.h"

enum { ROUNDS = 2000 };

static void gives_what_plain_loops_give(void **state) {
  const char *wrong = vector_check_rounds(ROUNDS);
  (void)state;
  CHECK(!wrong, "%s", wrong);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(gives_what_plain_loops_give)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
