/* rows.h: runs a table of rows as cmocka tests, one per row. Includes cmocka.h and what it needs. */
#ifndef TEST_ROWS_H
#define TEST_ROWS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* must follow the others */
#include <cmocka.h>

/* Runs `test` once for each row, with *state the row. The first member of a row is its name, a `const char
 * *`. Returns how many tests failed. */
int run_rows(const char *group, const void *rows, size_t count, size_t size, CMUnitTestFunction test);

/* The name of the group that runs: its file and its table. */
extern const char *rows_group;

#define RUN_ROWS(rows, test) \
  run_rows(__FILE__ " " #rows, rows, sizeof(rows) / sizeof *(rows), sizeof *(rows), test)

/* Fails the test with a printf-like message unless `condition` is true. */
#define CHECK(condition, ...)                \
  do {                                       \
    if (!(condition)) fail_msg(__VA_ARGS__); \
  } while (0)

#endif
