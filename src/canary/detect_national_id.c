/* detect_national_id.c: finds the numbers that states give to people and companies. */
#include "detect.h"

enum { ID_MAX = 24 };

/* The characters of a number without its separators, in upper case, and the value of each digit. */
struct national_id {
  char chars[ID_MAX];
  size_t count;
};

static int digit_of(const struct national_id *id, size_t i) { return id->chars[i] - '0'; }

static int number_at(const struct national_id *id, size_t from, size_t count) {
  int number = 0;
  for (size_t i = from; i < from + count; i++) number = number * 10 + digit_of(id, i);
  return number;
}

/* The number modulo a small one, of the first `count` digits. */
static int modulo_of(const struct national_id *id, size_t count, int modulus) {
  int rest = 0;
  for (size_t i = 0; i < count; i++) rest = (rest * 10 + digit_of(id, i)) % modulus;
  return rest;
}

/* The sum of the first `count` digits, each times its weight. */
static int weighted_sum(const struct national_id *id, size_t count, const char *weights) {
  int sum = 0;
  for (size_t i = 0; i < count; i++) sum += digit_of(id, i) * (weights[i] - '0');
  return sum;
}

static bool is_uniform(const struct national_id *id) {
  size_t i = 1;
  while (i < id->count && id->chars[i] == id->chars[0]) i++;
  return i == id->count;
}

static bool is_month(int month) { return month >= 1 && month <= 12; }
static bool is_day(int day) { return day >= 1 && day <= 31; }

/* Two digits each: the day or year first, then the month. */
static bool is_day_month(const struct national_id *id) {
  return is_day(number_at(id, 0, 2)) && is_month(number_at(id, 2, 2));
}
static bool is_month_day(const struct national_id *id, size_t at) {
  return is_month(number_at(id, at, 2)) && is_day(number_at(id, at + 2, 2));
}

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

static bool check_eleven(const struct national_id *id) {
  return !is_uniform(id) && (check_cpf(id) || is_turkish(id) || is_polish(id));
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

/* ---- Patterns ---- */

static const struct {
  const char *pattern;
  bool (*check)(const struct national_id *id);
} NATIONAL_IDS[] = {
#define NATIONAL_ID(pattern, check) {pattern, check_##check},
#include "tables/national_ids.def"
};

static bool fits_class(char class, char c) {
  return class == 'd' ? ascii_is_digit(c) : class == 'u' ? ascii_is_alpha(c) : ascii_is_alnum(c);
}

/* Are all letters of the number capitals, or none? */
static bool is_one_case(mcpx_text text, size_t at, size_t end) {
  bool lower = false, upper = false;
  for (; at < end; at++) {
    lower = lower || ascii_is_lower(text.bytes[at]);
    upper = upper || ascii_is_upper(text.bytes[at]);
  }
  return !(lower && upper);
}

/* Where the number that follows a pattern ends, or 0. */
static size_t read_national_id(mcpx_text text, size_t at, const char *pattern, struct national_id *id) {
  size_t start = at;
  id->count = 0;
  for (; *pattern; pattern++) {
    char c = text_at(text, at);
    if (*pattern == '~') {
      at += c == ' ' || c == '-' || c == '.';
      continue;
    }
    bool is_class = strchr("duk", *pattern) != NULL;
    if (is_class ? !fits_class(*pattern, c) : c != *pattern) return 0;
    if (ascii_is_alnum(c)) id->chars[id->count++] = ascii_to_upper(c);
    at++;
  }
  return is_one_case(text, start, at) ? at : 0;
}

static bool is_number_joint(char c, bool spaced) {
  return c == '-' || c == '.' || c == '+' || c == '/' || c == ':' || (spaced && c == ' ');
}

/* The number is not a part of a longer one. `spaced`: its parts are separated by spaces. */
static bool ends_number(mcpx_text text, size_t end, bool spaced) {
  char after = text_at(text, end);
  return !ascii_is_word(after) && !(is_number_joint(after, spaced) && ascii_is_digit(text_at(text, end + 1)));
}

static bool begins_national_id(mcpx_text text, size_t at, bool spaced) {
  char before = text_before(text, at);
  return !ascii_is_word(before) &&
         !(is_number_joint(before, spaced) && at > 1 && ascii_is_digit(text.bytes[at - 2]));
}

static bool match_national_id(mcpx_text text, size_t at, mcpx_range *range) {
  struct national_id id;
  if (!ascii_is_alnum(text.bytes[at]) || ascii_is_word(text_before(text, at))) return false;
  for (size_t i = 0; i < sizeof NATIONAL_IDS / sizeof *NATIONAL_IDS; i++) {
    bool spaced = strchr(NATIONAL_IDS[i].pattern, ' ') != NULL;
    size_t end = read_national_id(text, at, NATIONAL_IDS[i].pattern, &id);
    if (end && begins_national_id(text, at, spaced) && ends_number(text, end, spaced) &&
        NATIONAL_IDS[i].check(&id))
      return detect_range(range, at, end);
  }
  return false;
}

bool detect_national_id(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first(text, at, range, match_national_id);
}
