/* national_id.c: the numbers that states give to people and companies: their forms and check digits. */
#include "national_id.h"
#include "national_digits.h"

#include <string.h>

/* ---- Checks: one for each word of national_ids.def ---- */

static bool has_luhn_digit(const struct national_id *id, size_t from) {
  int sum = 0;
  for (size_t i = from; i < id->count; i++) {
    int digit = digit_of(id, id->count - 1 - (i - from));
    if ((i - from) % 2) digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
    sum += digit;
  }
  return sum % 10 == 0;
}

static bool check_luhn(const struct national_id *id) {
  return id->chars[0] != '0' || id->chars[1] != '0' ? has_luhn_digit(id, 0) && !is_uniform(id) : false;
}

static int digit_of_eleven(int sum) { return sum % 11 < 2 ? 0 : 11 - sum % 11; }

static bool check_cpf(const struct national_id *id) {
  int first = 0, second = 0;
  for (int i = 0; i < 9; i++) first += digit_of(id, (size_t)i) * (10 - i);
  for (int i = 0; i < 10; i++) second += digit_of(id, (size_t)i) * (11 - i);
  return !is_uniform(id) && digit_of(id, 9) == digit_of_eleven(first) &&
         digit_of(id, 10) == digit_of_eleven(second);
}

static bool check_cnpj(const struct national_id *id) {
  return digit_of(id, 12) == digit_of_eleven(weighted_sum(id, 12, "543298765432")) &&
         digit_of(id, 13) == digit_of_eleven(weighted_sum(id, 13, "6543298765432"));
}

static bool is_turkish(const struct national_id *id) {
  int odd = 0, even = 0;
  for (size_t i = 0; i < 9; i++) *(i % 2 ? &even : &odd) += digit_of(id, i);
  int tenth = ((7 * odd - even) % 10 + 10) % 10;
  return id->chars[0] != '0' && digit_of(id, 9) == tenth && digit_of(id, 10) == (odd + even + tenth) % 10;
}

/* The month also tells the century: 20 more in this one. */
static bool is_polish(const struct national_id *id) {
  int month = number_at(id, 2, 2) % 20;
  return is_month(month) && is_day(number_at(id, 4, 2)) &&
         digit_of(id, 10) == (10 - weighted_sum(id, 10, "1379137913") % 10) % 10;
}

/* Estonia and Lithuania: century and sex, then the date of birth. */
static bool is_baltic(const struct national_id *id) {
  int first = weighted_sum(id, 10, "1234567891") % 11, second = weighted_sum(id, 10, "3456789123") % 11;
  int check = first < 10 ? first : second % 10;
  return id->chars[0] >= '1' && id->chars[0] <= '8' && is_month_day(id, 3) && digit_of(id, 10) == check;
}

static bool is_norwegian(const struct national_id *id) {
  int first = 11 - weighted_sum(id, 9, "376189452") % 11;
  int second = 11 - weighted_sum(id, 10, "5432765432") % 11;
  return is_day_month(id) && digit_of(id, 9) == first % 11 && digit_of(id, 10) == second % 11;
}

/* Greece: the date of birth, and Luhn's digit. */
static bool is_greek(const struct national_id *id) { return is_day_month(id) && has_luhn_digit(id, 0); }

/* ISO 7064, modulo 11 and 10. */
static bool has_iso_digit(const struct national_id *id, size_t from) {
  int product = 10;
  for (size_t i = from; i + 1 < id->count; i++) {
    int sum = (digit_of(id, i) + product) % 10;
    product = (sum ? sum : 10) * 2 % 11;
  }
  return (product + digit_of(id, id->count - 1)) % 10 == 1;
}

/* Germany: among the first ten digits, one occurs two or three times and no other one does. */
static bool is_german(const struct national_id *id) {
  int seen[10] = {0}, repeated = 0;
  for (size_t i = 0; i < 10; i++) seen[digit_of(id, i)]++;
  for (int digit = 0; digit < 10; digit++) repeated += seen[digit] > 3 ? 2 : seen[digit] > 1;
  return repeated == 1 && id->chars[0] != '0' && has_iso_digit(id, 0);
}

static bool check_australian_company(const struct national_id *id) {
  static const char WEIGHTS[] = {10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19};
  int sum = -WEIGHTS[0];
  for (size_t i = 0; i < 11; i++) sum += digit_of(id, i) * WEIGHTS[i];
  return sum % 89 == 0 && !is_uniform(id);
}

static bool check_belgium(const struct national_id *id);
static bool check_argentina(const struct national_id *id);

/* Two check digits, or one and a date. */
static bool check_strong_eleven(const struct national_id *id) {
  return !is_uniform(id) && (check_cpf(id) || is_turkish(id) || is_norwegian(id) || check_belgium(id));
}

static bool is_argentine(const struct national_id *id) {
  int prefix = number_at(id, 0, 2);
  return (prefix == 20 || prefix == 23 || prefix == 24 || prefix == 27 || prefix == 30 || prefix == 33) &&
         check_argentina(id);
}

static bool check_eleven(const struct national_id *id) {
  return !is_uniform(id) && (check_strong_eleven(id) || is_polish(id) || is_baltic(id) || is_greek(id) ||
                             is_german(id) || is_argentine(id));
}

static const char DNI_LETTERS[] = "TRWAGMYFPDXBNJZSQVHLCKE";

static bool check_dni(const struct national_id *id) {
  return id->chars[8] == DNI_LETTERS[number_at(id, 0, 8) % 23];
}

static bool check_nie(const struct national_id *id) {
  int number = number_at(id, 1, 7) + (id->chars[0] - 'X') * 10000000;
  return id->chars[0] >= 'X' && id->chars[8] == DNI_LETTERS[number % 23];
}

static bool check_china(const struct national_id *id) {
  static const char WEIGHTS[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (size_t i = 0; i < 17; i++) sum += digit_of(id, i) * WEIGHTS[i];
  return id->chars[17] == "10X98765432"[sum % 11] && is_month_day(id, 10);
}

/* The check digit of a bar code. */
static bool check_ean(const struct national_id *id) {
  int sum = 0;
  for (size_t i = 0; i < id->count; i++) sum += digit_of(id, i) * (i % 2 ? 3 : 1);
  return sum % 10 == 0;
}

/* Sex, year and month of birth. */
static bool check_insee_parts(const struct national_id *id) {
  int month = number_at(id, 3, 2);
  return (id->chars[0] == '1' || id->chars[0] == '2') && (is_month(month) || (month >= 20 && month <= 42));
}

static bool check_insee(const struct national_id *id) {
  return check_insee_parts(id) && number_at(id, 13, 2) == 97 - modulo_of(id, 13, 97);
}

/* QQ is the prefix of examples. */
static bool check_nino(const struct national_id *id) {
  if (id->chars[0] == 'Q' && id->chars[1] == 'Q') return id->chars[8] <= 'D';
  return !strchr("DFIQUV", id->chars[0]) && !strchr("DFIOQUV", id->chars[1]) && id->chars[8] <= 'D';
}

static bool check_pan(const struct national_id *id) { return strchr("PCHFATBLJG", id->chars[3]) != NULL; }

/* By Verhoeff: the digits as elements of the group of symmetries of a pentagon. */
static bool check_verhoeff(const struct national_id *id) {
  static const char SWAPS[] = "1576283094";
  int sum = 0;
  for (size_t i = 0; i < id->count; i++) {
    int digit = digit_of(id, id->count - 1 - i);
    for (size_t k = 0; k < i % 8; k++) digit = SWAPS[digit] - '0';
    sum = sum < 5 ? (digit < 5 ? (sum + digit) % 5 : 5 + (sum + digit) % 5)
                  : (digit < 5 ? 5 + (sum - digit) % 5 : (sum - digit + 5) % 5);
  }
  return sum == 0 && id->chars[0] > '1';
}

static bool check_korea(const struct national_id *id) {
  return is_month_day(id, 2) && id->chars[6] >= '1' && id->chars[6] <= '8';
}

/* A Danish number begins with the day; those issued since 2007 have no check digit. A Swedish one begins with
 * the year, and so does a time such as 260410-1230. */
static bool check_nordic(const struct national_id *id) {
  bool swedish = is_month_day(id, 2);
  if (swedish && has_luhn_digit(id, 0)) return true;
  return is_day_month(id) && (!swedish || weighted_sum(id, 10, "4327654321") % 11 == 0);
}

/* In this century, it may be a time: 20260410-1230. */
static bool check_sweden(const struct national_id *id) {
  int century = number_at(id, 0, 2);
  return is_month_day(id, 4) && (century == 19 || (century == 20 && has_luhn_digit(id, 2)));
}

static bool check_finland(const struct national_id *id) {
  size_t rest = id->count == 11 ? 7 : 6;
  bool century = rest == 6 || strchr("ABCDEFUVWXY", id->chars[6]);
  int number = number_at(id, 0, 6) * 1000 + number_at(id, rest, 3);
  return century && is_day_month(id) &&
         id->chars[id->count - 1] == "0123456789ABCDEFHJKLMNPRSTUVWXY"[number % 31];
}

static bool check_italy(const struct national_id *id) { return strchr("ABCDEHLMPRST", id->chars[8]) != NULL; }

static bool check_mexico(const struct national_id *id) {
  return is_month_day(id, 6) && strchr("HMX", id->chars[10]) != NULL;
}

static bool check_belgium(const struct national_id *id) {
  int number = modulo_of(id, 9, 97), after_2000 = (number + 2000000000 % 97) % 97,
      check = number_at(id, 9, 2);
  return is_month_day(id, 2) && (check == 97 - number || check == 97 - after_2000);
}

static bool check_chile(const struct national_id *id) {
  return id->chars[8] == "0K987654321"[weighted_sum(id, 8, "32765432") % 11];
}

static bool check_argentina(const struct national_id *id) {
  return digit_of(id, 10) == (11 - weighted_sum(id, 10, "5432765432") % 11) % 11;
}

static bool check_south_africa(const struct national_id *id) {
  return is_month_day(id, 2) && id->chars[10] <= '1' && has_luhn_digit(id, 0);
}

/* Australia, health insurance. */
static bool check_medicare(const struct national_id *id) {
  return weighted_sum(id, 8, "13791379") % 10 == digit_of(id, 8) && id->chars[0] >= '2' &&
         id->chars[0] <= '6';
}

/* United Kingdom, health service. */
static bool check_nhs(const struct national_id *id) {
  static const char WEIGHTS[] = {10, 9, 8, 7, 6, 5, 4, 3, 2};
  int sum = 0;
  for (size_t i = 0; i < 9; i++) sum += digit_of(id, i) * WEIGHTS[i];
  return id->chars[0] >= '4' && !is_uniform(id) && (11 - sum % 11) % 11 == digit_of(id, 9);
}

/* Century and sex, then the date of birth. */
static bool check_romania(const struct national_id *id) {
  int rest = weighted_sum(id, 12, "279146358279") % 11;
  return id->chars[0] >= '1' && id->chars[0] <= '8' && is_month_day(id, 3) &&
         digit_of(id, 12) == (rest == 10 ? 1 : rest);
}

static bool check_thailand(const struct national_id *id) {
  int sum = 0;
  for (int i = 0; i < 12; i++) sum += digit_of(id, (size_t)i) * (13 - i);
  return id->chars[0] >= '1' && id->chars[0] <= '8' && (11 - sum % 11) % 10 == digit_of(id, 12);
}

/* The milliseconds since 1970, from 2014 to 2036. */
static bool is_milliseconds(const struct national_id *id) {
  int start = number_at(id, 0, 2);
  return start >= 14 && start <= 20;
}

static bool check_thirteen(const struct national_id *id) {
  return check_romania(id) || (!is_milliseconds(id) && (check_thailand(id) || check_south_africa(id)));
}

/* The month is 50 higher for a woman; until 1953 there was no check digit. */
static bool check_czechia(const struct national_id *id) {
  int month = number_at(id, 2, 2) % 50;
  return is_month(month > 20 ? month - 20 : month) && is_day(number_at(id, 4, 2)) &&
         modulo_of(id, 10, 11) == 0;
}

/* Day and month, as in Latvia. */
static bool check_day_month(const struct national_id *id) { return is_day_month(id) && !is_uniform(id); }

/* Year, month and day, as in Malaysia. */
static bool check_month_day(const struct national_id *id) { return is_month_day(id, 2); }

/* Indonesia: province, then the day, which is 40 higher for a woman. Microseconds begin with 15 to 18. */
static bool check_indonesia(const struct national_id *id) {
  int province = number_at(id, 0, 2), day = number_at(id, 6, 2);
  bool known = (province >= 11 && province <= 14) || (province >= 19 && province <= 96);
  return known && is_day(day > 40 ? day - 40 : day) && is_month(number_at(id, 8, 2)) &&
         number_at(id, 12, 4) > 0;
}

/* Egypt: century, then the date of birth. */
static bool check_fourteen(const struct national_id *id) {
  bool century = id->chars[0] == '2' ? id->chars[1] >= '3' : id->chars[0] == '3' && id->chars[1] <= '2';
  return check_cnpj(id) || (century && is_month_day(id, 3));
}

static bool is_russian(const struct national_id *id) {
  static const char FIRST[] = {7, 2, 4, 10, 3, 5, 9, 4, 6, 8}, SECOND[] = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
  int first = 0, second = 0;
  for (size_t i = 0; i < 10; i++) first += digit_of(id, i) * FIRST[i];
  for (size_t i = 0; i < 11; i++) second += digit_of(id, i) * SECOND[i];
  return digit_of(id, 10) == first % 11 % 10 && digit_of(id, 11) == second % 11 % 10;
}

static bool check_twelve_spaced(const struct national_id *id) { return check_verhoeff(id) || is_russian(id); }

/* 202604101200 is a time. */
static bool check_twelve(const struct national_id *id) {
  int century = number_at(id, 0, 2);
  return century != 19 && century != 20 && (check_verhoeff(id) || is_russian(id));
}

/* Russia, pensions. */
static bool check_snils(const struct national_id *id) {
  int sum = weighted_sum(id, 9, "987654321") % 101;
  return number_at(id, 9, 2) == sum % 100;
}

/* Poland, taxes. */
static bool check_nip(const struct national_id *id) {
  return weighted_sum(id, 9, "657234567") % 11 == digit_of(id, 9) && !is_uniform(id);
}

/* Singapore. */
static bool check_singapore(const struct national_id *id) {
  int sum = 0;
  for (size_t i = 1; i < 8; i++) sum += digit_of(id, i) * ("2765432"[i - 1] - '0');
  switch (id->chars[0]) {
    case 'S': return id->chars[8] == "JZIHGFEDCBA"[sum % 11];
    case 'T': return id->chars[8] == "JZIHGFEDCBA"[(sum + 4) % 11];
    case 'F': return id->chars[8] == "XWUTRQPNMLK"[sum % 11];
    case 'G': return id->chars[8] == "XWUTRQPNMLK"[(sum + 4) % 11];
    default: return false;
  }
}

/* Hong Kong: one letter, six digits and a check character in brackets. */
static bool check_hong_kong(const struct national_id *id) {
  int sum = 36 * 9 + (id->chars[0] - 'A' + 10) * 8;
  for (size_t i = 1; i < 7; i++) sum += digit_of(id, i) * (int)(8 - i);
  return id->chars[7] == "0A987654321"[sum % 11];
}

/* Taiwan: the letter of a county, then 1 or 2. */
static bool check_taiwan(const struct national_id *id) {
  static const unsigned char COUNTIES[] = {10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21,
                                           22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33};
  int county = COUNTIES[id->chars[0] - 'A'], sum = county / 10 + county % 10 * 9 + digit_of(id, 9);
  for (size_t i = 1; i < 9; i++) sum += digit_of(id, i) * (int)(9 - i);
  return (id->chars[1] == '1' || id->chars[1] == '2') && sum % 10 == 0;
}

/* Ireland; modulo 23, with W for 0. */
static bool check_ireland(const struct national_id *id) {
  int sum = weighted_sum(id, 7, "8765432");
  if (id->count == 9) sum += (id->chars[8] - 'A' + 1) % 23 * 9;
  return id->chars[7] == "WABCDEFGHIJKLMNOPQRSTUV"[sum % 23];
}

/* United Kingdom, drivers: the month is 50 higher for a woman. */
static bool check_driver(const struct national_id *id) {
  int month = number_at(id, 6, 2);
  return is_month(month > 50 ? month - 50 : month) && is_day(number_at(id, 8, 2));
}

/* Mexico, taxes: the date after the letters. */
static bool check_mexico_tax(const struct national_id *id) { return is_month_day(id, id->count - 7); }

/* Chile: a date and a number of it are none. */
static bool check_chile_plain(const struct national_id *id) {
  int century = number_at(id, 0, 2);
  return !((century == 19 || century == 20) && is_month_day(id, 4)) && check_chile(id);
}

/* A form that nothing else has. */
static bool check_none(const struct national_id *id) { return !is_uniform(id); }

/* ---- Rows ---- */

MCPX_INTERNAL const struct national_id_form NATIONAL_ID_FORMS[] = {
#define NATIONAL_ID(pattern, check) {pattern, check_##check},
#include "tables/national_ids.def"
    {NULL, NULL},
};

MCPX_INTERNAL const struct national_id_form NATIONAL_NUMBER_FORMS[] = {
#define NATIONAL_NUMBER(pattern, check) {pattern, check_##check},
#include "tables/national_ids.def"
    {NULL, NULL},
};
