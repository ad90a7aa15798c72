/* detect_number.c: a decoded string -> whether the number of a person, an account or a device stands in it.
 */
#include <string.h>

#include "detect.h"

enum { DIGITS_MAX = 20 };

static bool is_separator(char c) { return c == ' ' || c == '-'; }

/* The digits from `at` on, each with at most one separator before it. Returns how many; `*end` is behind
 * them. More than DIGITS_MAX are none. */
static size_t digits_at(mcpx_text text, size_t at, char digits[DIGITS_MAX], size_t *end) {
  size_t count = 0;
  for (*end = at; at < text.length; at++) {
    bool separator = is_separator(text.bytes[at]) || text.bytes[at] == '.' || text.bytes[at] == '_';
    if (separator && count && ascii_is_digit(text.bytes[at - 1])) continue;
    if (!ascii_is_digit(text.bytes[at])) break;
    if (count == DIGITS_MAX) return 0;
    digits[count++] = text.bytes[at];
    *end = at + 1;
  }
  return count;
}

/* The check digit of cards and phones. */
static bool luhn(const char *digits, size_t count) {
  int sum = 0;
  for (size_t i = 0; i < count; i++) {
    int digit = digits[count - 1 - i] - '0';
    if (i % 2) digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
    sum += digit;
  }
  return sum % 10 == 0;
}

static int number_of(const char *digits, size_t count) {
  int number = 0;
  for (size_t i = 0; i < count; i++) number = number * 10 + (digits[i] - '0');
  return number;
}

static bool between(int number, int least, int most) { return number >= least && number <= most; }

/* What the first digits say of the issuer, and how long its numbers are. */
static bool is_card(const char *digits, size_t count) {
  int two = number_of(digits, 2), three = number_of(digits, 3), four = number_of(digits, 4);
  if (digits[0] == '4') return count == 16 || count == 13 || count == 19;
  if (between(two, 51, 55) || between(four, 2221, 2720)) return count == 16;
  if (two == 34 || two == 37) return count == 15;
  if (two == 36 || two == 38 || two == 39 || between(three, 300, 305)) return count == 14;
  if (four == 6011 || two == 65 || between(three, 644, 649)) return count == 16 || count == 19;
  if (between(four, 3528, 3589)) return count == 16;
  if (two == 62) return count >= 16;
  return (two == 50 || between(two, 56, 58) || two == 63 || two == 67) && count >= 13;
}

static bool begins_number(mcpx_text text, size_t at) {
  char before = text_before(text, at);
  return at < text.length && ascii_is_digit(text.bytes[at]) && !ascii_is_alnum(before) && before != '.' &&
         before != '+';
}

bool detect_card(mcpx_text text) {
  char digits[DIGITS_MAX];
  size_t end;
  for (size_t i = 0; i < text.length; i++) {
    i += detect_uuid_length(text, i);
    if (!begins_number(text, i)) continue;
    size_t count = digits_at(text, i, digits, &end);
    char after = text_at(text, end);
    if (count >= 13 && count <= 19 && !ascii_is_alnum(after) && is_card(digits, count) && luhn(digits, count))
      return true;
  }
  return false;
}

/* ---- IBAN ---- */

/* Each country with the length of its numbers. */
static const char IBAN_LENGTHS[] =
    "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18"
    "FR27GB22"
    "GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22"
    "MK19MN20"
    "MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23"
    "TN24TR26"
    "UA29VA22VG24XK20YE30";

static size_t iban_length(mcpx_text text, size_t at) {
  for (const char *row = IBAN_LENGTHS; *row; row += 4)
    if (ascii_to_lower(text_at(text, at)) == ascii_to_lower(row[0]) &&
        ascii_to_lower(text_at(text, at + 1)) == ascii_to_lower(row[1]))
      return (size_t)number_of(row + 2, 2);
  return 0;
}

static int append_mod97(int rest, char c) {
  if (ascii_is_digit(c)) return (rest * 10 + (c - '0')) % 97;
  return (rest * 100 + (ascii_to_lower(c) - 'a' + 10)) % 97;
}

/* The number modulo 97, country and check digits last. */
static bool iban_at(mcpx_text text, size_t at) {
  char number[40] = "";
  size_t length = iban_length(text, at), count = 0;
  for (; count < length && at < text.length; at++) {
    if (ascii_is_alnum(text.bytes[at]))
      number[count++] = text.bytes[at];
    else if (!is_separator(text.bytes[at]) || !count || !ascii_is_alnum(text.bytes[at - 1]))
      return false;
  }
  if (!length || count < length || !ascii_is_digit(number[2]) || !ascii_is_digit(number[3]) ||
      ascii_is_alnum(text_at(text, at)))
    return false;
  int rest = 0;
  for (size_t i = 0; i < length; i++) rest = append_mod97(rest, number[(i + 4) % length]);
  return rest == 1;
}

bool detect_iban(mcpx_text text) {
  for (size_t i = 0; i < text.length; i++)
    if (ascii_is_alpha(text.bytes[i]) && !ascii_is_alnum(text_before(text, i)) && iban_at(text, i))
      return true;
  return false;
}

/* ---- Phones ---- */

static bool is_phone_separator(char c) { return is_separator(c) || (c && strchr(".()/", c)); }

/* Digits with separators; how many there are, with none of them counted twice. */
static size_t phone_digits(mcpx_text text, size_t at, size_t *end) {
  size_t count = 0, separators = 0;
  for (*end = at; at < text.length && count < 20 && separators < 3; at++) {
    if (ascii_is_digit(text.bytes[at])) {
      count++;
      separators = 0;
      *end = at + 1;
    } else if (is_phone_separator(text.bytes[at])) {
      separators++;
    } else {
      break;
    }
  }
  return count;
}

/* (555) 123-4567 and the like, as it is written in North America. */
static bool american_at(mcpx_text text, size_t at) {
  bool bracket = text_at(text, at) == '(';
  char before = text_before(text, at);
  size_t area = at + bracket;
  if (ascii_is_alnum(before) || before == '-' || before == '.' ||
      detect_run(text, area, ascii_is_digit, 4) != 3)
    return false;
  size_t next = area + 3;
  if (bracket && text_at(text, next++) != ')') return false;
  char separator = text_at(text, next);
  if (separator == ' ' || separator == '-' || separator == '.')
    next++;
  else if (!bracket)
    return false;
  char second = text_at(text, next + 3), after = text_at(text, next + 8);
  return detect_run(text, next, ascii_is_digit, 4) == 3 &&
         (second == '-' || second == '.' || second == ' ') &&
         detect_run(text, next + 4, ascii_is_digit, 5) == 4 && !ascii_is_word(after) && after != '.';
}

bool detect_phone(mcpx_text text) {
  for (size_t i = 0; i < text.length; i++) {
    i += detect_uuid_length(text, i);
    if (american_at(text, i)) return true;
    bool plus = text.bytes[i] == '+' && !ascii_is_alnum(text_before(text, i));
    bool zeros = detect_word(text, i, "00") && !ascii_is_alnum(text_before(text, i)) &&
                 text_before(text, i) != '.' && ascii_is_digit(text_at(text, i + 2)) &&
                 text_at(text, i + 2) != '0';
    size_t end, digits = plus || zeros ? phone_digits(text, i + (plus ? 1 : 2), &end) : 0;
    if (digits >= 8 + (size_t)zeros && digits <= 15 && !ascii_is_alnum(text_at(text, end))) return true;
  }
  return false;
}

/* ---- Others ---- */

/* 123-45-6789, with areas and groups that are given out. */
static bool ssn_at(mcpx_text text, size_t at) {
  char before = text_before(text, at), after = text_at(text, at + 11);
  bool shape = detect_run(text, at, ascii_is_digit, 4) == 3 && text_at(text, at + 3) == '-' &&
               detect_run(text, at + 4, ascii_is_digit, 3) == 2 && text_at(text, at + 6) == '-' &&
               detect_run(text, at + 7, ascii_is_digit, 5) == 4;
  if (!shape || ascii_is_word(before) || before == '.' || ascii_is_word(after)) return false;
  int area = number_of(text.bytes + at, 3);
  return area != 0 && area != 666 && area < 900 && number_of(text.bytes + at + 4, 2) != 0 &&
         number_of(text.bytes + at + 7, 4) != 0;
}

bool detect_ssn(mcpx_text text) {
  for (size_t i = 0; i < text.length; i++)
    if (ascii_is_digit(text.bytes[i]) && ssn_at(text, i)) return true;
  return false;
}

/* Fifteen digits with a check digit, of a body that gives numbers out or behind the word. */
static bool imei_at(mcpx_text text, size_t at, bool named) {
  static const int BODIES[] = {1, 35, 86, 99, 44, 45, 49, 50, 51, 52, 53, 54, 98};
  char digits[DIGITS_MAX];
  size_t end, count = digits_at(text, at, digits, &end);
  if (count != 15 || ascii_is_alnum(text_at(text, end)) || !luhn(digits, 15)) return false;
  for (size_t i = 0; i < sizeof BODIES / sizeof *BODIES; i++)
    named = named || number_of(digits, 2) == BODIES[i];
  return named;
}

bool detect_imei(mcpx_text text) {
  bool named = false;
  for (size_t i = 0; i < text.length; i++) {
    i += detect_uuid_length(text, i);
    named = named || detect_word(text, i, "imei");
    if (begins_number(text, i) && imei_at(text, i, named)) return true;
  }
  return false;
}

/* S-1-5-21-… */
bool detect_sid(mcpx_text text) {
  for (size_t i = 0; i + 4 < text.length; i++) {
    if (!detect_word(text, i, "s-1-") || ascii_is_alnum(text_before(text, i))) continue;
    size_t groups = 0, at = i + 3;
    while (text_at(text, at) == '-' && ascii_is_digit(text_at(text, at + 1))) {
      at += 1 + detect_run(text, at + 1, ascii_is_digit, 20);
      groups++;
    }
    if (groups >= 3) return true;
  }
  return false;
}
