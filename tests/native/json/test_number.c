/* test_number.c: which numbers of JSON are counts, and which are finite, against the C library. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/number.h"
#include "rows.h"

/* The value, or -1 for what is no count. */
static const struct count {
  const char *text;
  int64_t value;
} COUNTS[] = {
    {"0", 0},
    {"-0", 0},
    {"0.0", 0},
    {"-0.0e5", 0},
    {"0e999999999999", 0},
    {"1", 1},
    {"-1", -1},
    {"-0.1", -1},
    {"1.0", 1},
    {"1.5", -1},
    {"1.50e1", 15},
    {"1.55e1", -1},
    {"15e-1", -1},
    {"150e-1", 15},
    {"150E-2", -1},
    {"100e-2", 1},
    {"0.001e3", 1},
    {"0.001e2", -1},
    {"1e2", 100},
    {"1E+2", 100},
    {"1e02", 100},
    {"12.5e1", 125},
    {"0.5", -1},
    {"1e-1", -1},
    {"1e15", 1000000000000000},
    {"1e16", -1},
    {"123456789012345", 123456789012345},
    {"1234567890123456", 1234567890123456},
    {"9007199254740991", 9007199254740991},
    {"9007199254740992", -1},
    {"9.007199254740991e15", 9007199254740991},
    {"9.007199254740992e15", -1},
    {"90071992547409910e-1", 9007199254740991},
    {"99999999999999999", -1},
    {"1000000000000000000000e-6", 1000000000000000},
    {"1000000000000000000001e-6", -1},
    {"1e999999999999999999999", -1},
    {"1e-999999999999999999999", -1},
};

static void is_count(void **state) {
  const struct count *row = *state;
  uint64_t value = 7;
  bool count = json_number_is_count(row->text, strlen(row->text), &value);
  CHECK(count == (row->value >= 0), "%s", row->text);
  if (count) CHECK(value == (uint64_t)row->value, "%s", row->text);
}

/* ---- Range ---- */

static void check_range(const char *text) {
  CHECK(json_number_in_range(text, strlen(text)) == (isfinite(strtod(text, NULL)) != 0), "%s", text);
}

static const struct {
  const char *text;
} RANGES[] = {
    {"0"},
    {"1"},
    {"-1e308"},
    {"1e308"},
    {"1e309"},
    {"1.7e308"},
    {"1.8e308"},
    {"-1.8e308"},
    {"17.9e307"},
    {"18.0e307"},
    {"0.17e309"},
    {"0.18e309"},
    {"0.00017e312"},
    {"1.79769313486231570e308"},
    {"1.79769313486231580e308"},
    {"1.797693134862315807e308"},
    {"1.797693134862315808e308"},
    {"1.7976931348623159e308"},
    {"179769313486231580793.7e288"},
    {"179769313486231580793.8e288"},
    {"0.0000e400"},
    {"1e-400"},
    {"1e400"},
    {"1e+00308"},
    {"1e+00309"},
    {"1e99999999999"},
    {"1e-99999999999"},
};

static void is_in_range(void **state) { check_range(*(const char **)*state); }

/* The largest number that rounds down, the smallest that becomes infinite, and each of them one digit off. */
static void knows_the_last_digit(void **state) {
  static const char LIMIT[] =
      "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587"
      "207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711"
      "531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093"
      "042880177904174497792";
  char text[sizeof LIMIT + 8];
  (void)state;
  check_range(LIMIT);
  for (size_t i = 0; i < sizeof LIMIT - 1; i++)
    for (char digit = '0'; digit <= '9'; digit++) {
      strcpy(text, LIMIT);
      text[i] = digit;
      if (*text != '0') check_range(text);
    }
  snprintf(text, sizeof text, "%s.0", LIMIT);
  check_range(text);
  text[strlen(LIMIT) - 1] = '1';
  strcpy(text + strlen(LIMIT), ".9");
  check_range(text);
}

static void sums_stop_at_the_largest(void **state) {
  (void)state;
  assert_int_equal(json_integer_sum(1, 2), 3);
  assert_int_equal(json_integer_sum(JSON_INTEGER_MAX - 1, 1), JSON_INTEGER_MAX);
  assert_int_equal(json_integer_sum(JSON_INTEGER_MAX, 1), JSON_INTEGER_MAX);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(knows_the_last_digit),
                                     cmocka_unit_test(sums_stop_at_the_largest)};
  return RUN_ROWS(COUNTS, is_count) + RUN_ROWS(RANGES, is_in_range) +
         cmocka_run_group_tests(cases, NULL, NULL);
}
