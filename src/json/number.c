/* number.c: exact questions about the text of a JSON number, answered without floating point. */
#include "number.h"

#include <string.h>

#include "base/ascii.h"

enum { EXPONENT_MAX = 1000000000, LARGEST_EXPONENT = 308 };

/* The smallest integer that rounds to infinity: 2^1024 - 2^970. */
static const char INFINITE[] =
    "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587"
    "207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711"
    "531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093"
    "042880177904174497792";

/* A number as 0.DIGITS times a power of ten. The digits point into the text, after its leading zeros. */
struct decimal {
  const char *digits; /* may contain the decimal point */
  const char *end;
  int64_t power;
  bool negative;
};

static int64_t exponent_of(const char *text, const char *end) {
  bool negative = text < end && *text == '-';
  int64_t exponent = 0;
  if (text < end && (*text == '-' || *text == '+')) text++;
  for (; text < end; text++)
    if (exponent < EXPONENT_MAX) exponent = exponent * 10 + (*text - '0');
  return negative ? -exponent : exponent;
}

static struct decimal decimal_of(const char *text, size_t length) {
  const char *end = text + length, *mantissa_end = text;
  struct decimal decimal = {.negative = *text == '-'};
  if (decimal.negative) text++;
  while (mantissa_end < end && *mantissa_end != 'e' && *mantissa_end != 'E') mantissa_end++;
  if (mantissa_end < end) decimal.power = exponent_of(mantissa_end + 1, end);
  const char *point = memchr(text, '.', (size_t)(mantissa_end - text));
  decimal.power += (point ? point : mantissa_end) - text;
  for (; text < mantissa_end && (*text == '0' || *text == '.'); text++) decimal.power -= *text == '0';
  decimal.digits = text;
  decimal.end = mantissa_end;
  return decimal;
}

bool json_number_in_range(const char *text, size_t length) {
  struct decimal decimal = decimal_of(text, length);
  const char *limit = INFINITE;
  if (decimal.digits == decimal.end || decimal.power <= LARGEST_EXPONENT) return true;
  if (decimal.power > LARGEST_EXPONENT + 1) return false;
  for (const char *digit = decimal.digits; digit < decimal.end && *limit; digit++) {
    if (*digit == '.') continue;
    if (*digit != *limit) return *digit < *limit;
    limit++;
  }
  return *limit != '\0';
}

/* Digits alone, few enough that any number of them is a count. */
static bool is_short_integer(const char *text, size_t length, uint64_t *value) {
  enum { DIGITS_MAX = 15 };
  *value = 0;
  if (length > DIGITS_MAX) return false;
  for (size_t i = 0; i < length; i++) {
    if (!ascii_is_digit(text[i])) return false;
    *value = *value * 10 + (uint64_t)(text[i] - '0');
  }
  return true;
}

bool json_number_is_count(const char *text, size_t length, uint64_t *value) {
  if (is_short_integer(text, length, value)) return true;
  struct decimal decimal = decimal_of(text, length);
  *value = 0;
  if (decimal.digits == decimal.end) return true;
  if (decimal.negative || decimal.power < 1 || decimal.power > 16) return false;
  int64_t left = decimal.power;
  for (const char *digit = decimal.digits; digit < decimal.end; digit++) {
    if (*digit == '.') continue;
    if (left-- > 0)
      *value = *value * 10 + (uint64_t)(*digit - '0');
    else if (*digit != '0')
      return false;
  }
  for (; left > 0; left--) *value *= 10;
  return *value <= JSON_INTEGER_MAX;
}
