/* national_digits.h: sums and dates of the digits of a national number. */
#ifndef MCPX_CANARY_NATIONAL_DIGITS_H
#define MCPX_CANARY_NATIONAL_DIGITS_H

#include "national_id.h"

static inline int digit_of(const struct national_id *id, size_t i) { return id->chars[i] - '0'; }

static inline int number_at(const struct national_id *id, size_t from, size_t count) {
  int number = 0;
  for (size_t i = from; i < from + count; i++) number = number * 10 + digit_of(id, i);
  return number;
}

/* The number modulo a small one, of the first `count` digits. */
static inline int modulo_of(const struct national_id *id, size_t count, int modulus) {
  int rest = 0;
  for (size_t i = 0; i < count; i++) rest = (rest * 10 + digit_of(id, i)) % modulus;
  return rest;
}

/* The sum of the first `count` digits, each times its weight. */
static inline int weighted_sum(const struct national_id *id, size_t count, const char *weights) {
  int sum = 0;
  for (size_t i = 0; i < count; i++) sum += digit_of(id, i) * (weights[i] - '0');
  return sum;
}

static inline bool is_uniform(const struct national_id *id) {
  size_t i = 1;
  while (i < id->count && id->chars[i] == id->chars[0]) i++;
  return i == id->count;
}

static inline bool is_month(int month) { return month >= 1 && month <= 12; }
static inline bool is_day(int day) { return day >= 1 && day <= 31; }

/* Two digits each: the day or year first, then the month. */
static inline bool is_day_month(const struct national_id *id) {
  return is_day(number_at(id, 0, 2)) && is_month(number_at(id, 2, 2));
}
static inline bool is_month_day(const struct national_id *id, size_t at) {
  return is_month(number_at(id, at, 2)) && is_day(number_at(id, at + 2, 2));
}

#endif
