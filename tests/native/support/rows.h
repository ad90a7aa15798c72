/* rows.h: a table of rows -> a cmocka case a row. Includes what cmocka.h wants before it. */
#ifndef TEST_ROWS_H
#define TEST_ROWS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* after those it needs */
#include <cmocka.h>

/* Run `test` once for each row, with *state the row. A row is a struct whose first member is its name, a
 * `const char *`. Returns how many failed. */
int run_rows(const char *group, const void *rows, size_t count, size_t size, CMUnitTestFunction test);

#define RUN_ROWS(rows, test) run_rows(#rows, rows, sizeof(rows) / sizeof *(rows), sizeof *(rows), test)

/* Fails the case with what `...` says, printf-like, unless `holds`. */
#define CHECK(holds, ...)                \
  do {                                   \
    if (!(holds)) fail_msg(__VA_ARGS__); \
  } while (0)

#endif
