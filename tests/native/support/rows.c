/* rows.c: a table of rows -> a cmocka case a row. */
#include "rows.h"

#include <stdlib.h>

/* The table belongs to the caller and outlives the run, so the cases may point into it. */
int run_rows(const char *group, const void *rows, size_t count, size_t size, CMUnitTestFunction test) {
  struct CMUnitTest *cases = calloc(count, sizeof *cases);
  if (!cases) return 1;
  for (size_t i = 0; i < count; i++) {
    void *row = (char *)(uintptr_t)rows + i * size;
    cases[i] = (struct CMUnitTest){*(const char **)row, test, NULL, NULL, row};
  }
  int failed = _cmocka_run_group_tests(group, cases, count, NULL, NULL);
  free(cases);
  return failed;
}
