/* rows.c: runs a table of rows as cmocka tests, one per row. */
#include "rows.h"

#include <stdlib.h>
#include <string.h>

const char *rows_group = "";

/* The table outlives the run, so the tests may point into it. */
int run_rows(const char *group, const void *rows, size_t count, size_t size, CMUnitTestFunction test) {
  const char *folder = strrchr(group, '/');
  rows_group = folder ? folder + 1 : group;
  struct CMUnitTest *cases = calloc(count, sizeof *cases);
  if (!cases) return 1;
  for (size_t i = 0; i < count; i++) {
    void *row = (char *)(uintptr_t)rows + i * size;
    cases[i] = (struct CMUnitTest){*(const char **)row, test, NULL, NULL, row};
  }
  int failed = _cmocka_run_group_tests(rows_group, cases, count, NULL, NULL);
  free(cases);
  return failed;
}
