/* detect_number.c: finds the numbers of people, accounts and devices. */
#include "detect.h"

enum { DIGITS_MAX = 20, CARD_DIGITS_MIN = 13 };

static bool is_separator(char c) { return c == ' ' || c == '-'; }

/* Read digits, each with at most one separator before it. Returns how many there are, or 0 for more than
 * DIGITS_MAX; `*end` is after the last one. */
static size_t read_digits(mcpx_text text, size_t at, char digits[DIGITS_MAX], size_t *end) {
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
static bool is_luhn_valid(const char *digits, size_t count) {
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

static bool is_between(int number, int least, int most) { return number >= least && number <= most; }

/* The first digits name the issuer, which decides how long its numbers are. */
static bool is_card(const char *digits, size_t count) {
  int two = number_of(digits, 2), three = number_of(digits, 3), four = number_of(digits, 4);
  if (digits[0] == '4') return count == 16 || count == 13 || count == 19;
  if (is_between(two, 51, 55) || is_between(four, 2221, 2720)) return count == 16;
  if (two == 34 || two == 37) return count == 15;
  if (two == 36 || two == 38 || two == 39 || is_between(three, 300, 305)) return count == 14;
  if (four == 6011 || two == 65 || is_between(three, 644, 649)) return count == 16 || count == 19;
  if (is_between(four, 3528, 3589)) return count == 16;
  if (two == 62) return count >= 16;
  return (two == 50 || is_between(two, 56, 58) || two == 63 || two == 67) && count >= 13;
}

static bool begins_number(mcpx_text text, size_t at) {
  char before = text_before(text, at);
  bool decimal = before == '.' && at > 1 && ascii_is_digit(text.bytes[at - 2]);
  return ascii_is_digit(text_at(text, at)) && !ascii_is_alnum(before) && !decimal && before != '+';
}

static bool reads_card(mcpx_text text, size_t at, mcpx_range *range) {
  char digits[DIGITS_MAX];
  size_t end, count = read_digits(text, at, digits, &end);
  return count >= CARD_DIGITS_MIN && count <= 19 && !ascii_is_alnum(text_at(text, end)) &&
         is_card(digits, count) && is_luhn_valid(digits, count) && detect_range(range, at, end);
}

/* Four groups of four digits, whatever follows them: 4111 1111 1111 1111 12/27. */
static bool reads_grouped_card(mcpx_text text, size_t at, mcpx_range *range) {
  char digits[16];
  for (size_t group = 0; group < 4; group++) {
    size_t start = at + 5 * group;
    if (!detect_is_class_run(text, start, CLASS_DIGIT, 4) ||
        (group < 3 && text_at(text, start + 4) != text_at(text, at + 4)))
      return false;
    memcpy(digits + 4 * group, text.bytes + start, 4);
  }
  return is_separator(text_at(text, at + 4)) && is_card(digits, 16) && is_luhn_valid(digits, 16) &&
         !ascii_is_alpha(text_at(text, at + 19)) && detect_range(range, at, at + 19);
}

/* A quick look: so many digits in a row, or further ones after a separator. */
static bool may_be_long(mcpx_text text, size_t at, size_t digits) {
  size_t run = detect_class_run(text, at, CLASS_DIGIT, digits);
  char after = text_at(text, at + run);
  bool joint = is_separator(after) || after == '.' || after == '_';
  return run == digits || (joint && ascii_is_digit(text_at(text, at + run + 1)));
}

static bool match_card(mcpx_text text, size_t at, mcpx_range *range) {
  return may_be_long(text, at, CARD_DIGITS_MIN) && begins_number(text, at) &&
         (reads_card(text, at, range) || reads_grouped_card(text, at, range));
}

bool detect_card(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_beside_uuids(text, at, range, match_card, NULL);
}

/* In a version, digits on both sides of a dot are two numbers: a card is one run of digits, or four of four.
 */
static bool match_plain_card(mcpx_text text, size_t at, mcpx_range *range) {
  size_t run =
      ascii_is_alnum(text_before(text, at)) ? 0 : detect_class_run(text, at, CLASS_DIGIT, DIGITS_MAX);
  bool fours = run == 4;
  for (size_t group = 1; fours && group < 4; group++)
    fours =
        text_at(text, at + 5 * group - 1) == '-' && detect_is_class_run(text, at + 5 * group, CLASS_DIGIT, 4);
  return (run >= 13 || fours) && reads_card(text, at, range) && range->end == at + (fours ? 19 : run);
}

bool detect_plain_card(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_plain_card, places_word_starts);
}

/* ---- IBAN ---- */

/* Each country with the length of its numbers. */
static const char IBAN_LENGTHS[] =
    "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18"
    "FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21"
    "LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24"
    "SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";

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

/* With country and check digits last, the number modulo 97 is 1. */
static bool is_iban_valid(const char *number, size_t length) {
  int rest = 0;
  for (size_t i = 0; i < length; i++) rest = append_mod97(rest, number[(i + 4) % length]);
  return ascii_is_digit(number[2]) && ascii_is_digit(number[3]) && rest == 1;
}

/* A letter that begins a word, and a digit after the next letter. */
static bool begins_iban(mcpx_text text, size_t at) {
  size_t digit = at + 2 + is_separator(text_at(text, at + 2));
  return ascii_is_alpha(text.bytes[at]) && ascii_is_digit(text_at(text, digit)) &&
         !ascii_is_alnum(text_before(text, at));
}

static bool match_iban(mcpx_text text, size_t at, mcpx_range *range) {
  char number[40] = "";
  if (!begins_iban(text, at)) return false;
  size_t length = iban_length(text, at), count = 0, end = at;
  for (; count < length && end < text.length; end++) {
    if (ascii_is_alnum(text.bytes[end]))
      number[count++] = text.bytes[end];
    else if (!is_separator(text.bytes[end]) || !count || !ascii_is_alnum(text.bytes[end - 1]))
      return false;
  }
  return length && count == length && !ascii_is_alnum(text_at(text, end)) && is_iban_valid(number, length) &&
         detect_range(range, at, end);
}

static uint64_t iban_places(mcpx_text text, size_t at) {
  return places_word_starts(text, at) & (places_near_digits(text, at + 2, 1));
}

bool detect_iban(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_iban, iban_places);
}

/* ---- Others ---- */

static bool is_version_char(char c) { return ascii_is_digit(c) || c == '.'; }

/* Is a number joined to this one by a hyphen? The numbers of a version before it are none. */
static bool follows_number(mcpx_text text, size_t at) {
  if (text_before(text, at) != '-') return false;
  size_t start = at - 1;
  bool dotted = false;
  for (; start > 0 && at - start < DIGITS_MAX && is_version_char(text.bytes[start - 1]); start--)
    dotted = dotted || text.bytes[start - 1] == '.';
  return start < at - 1 && !dotted;
}

/* 123-45-6789, with areas and groups that are in use. */
static bool match_ssn(mcpx_text text, size_t at, mcpx_range *range) {
  if (!ascii_is_digit(text.bytes[at])) return false;
  char before = text_before(text, at), after = text_at(text, at + 11);
  bool shape = detect_is_class_run(text, at, CLASS_DIGIT, 3) && text_at(text, at + 3) == '-' &&
               detect_is_class_run(text, at + 4, CLASS_DIGIT, 2) && text_at(text, at + 6) == '-' &&
               detect_is_class_run(text, at + 7, CLASS_DIGIT, 4);
  if (!shape || ascii_is_alnum(before) || before == '_' || follows_number(text, at) || ascii_is_word(after))
    return false;
  int area = number_of(text.bytes + at, 3);
  int group = number_of(text.bytes + at + 4, 2);
  /* The areas from 900 on are those of taxpayers without a social security number. */
  return area != 0 && area != 666 && (area < 900 ? group != 0 : group >= 50) &&
         number_of(text.bytes + at + 7, 4) != 0 && detect_range(range, at, at + 11);
}

static uint64_t ssn_places(mcpx_text text, size_t at) {
  return places_number_starts(text, at) & places_of(text, at + 3, "-");
}

bool detect_ssn(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_ssn, ssn_places);
}

/* Does the word occur right before the number, in the 64 bytes before it? */
static bool is_named_imei(mcpx_text text, size_t at) {
  for (size_t i = at > 64 ? at - 64 : 0; i < at; i++)
    if (detect_word(text, i, "imei")) return true;
  return false;
}

/* Fifteen digits with a check digit, of a reporting body that issues numbers, or after the word "imei". */
static bool match_imei(mcpx_text text, size_t at, mcpx_range *range) {
  static const int BODIES[] = {1, 35, 86, 99, 44, 45, 49, 50, 51, 52, 53, 54, 98};
  char digits[DIGITS_MAX];
  size_t end;
  if (!may_be_long(text, at, 15) || !begins_number(text, at) || read_digits(text, at, digits, &end) != 15 ||
      ascii_is_alnum(text_at(text, end)) || !is_luhn_valid(digits, 15))
    return false;
  bool known = false;
  for (size_t i = 0; i < sizeof BODIES / sizeof *BODIES; i++)
    known = known || number_of(digits, 2) == BODIES[i];
  return (known || is_named_imei(text, at)) && detect_range(range, at, end);
}

bool detect_imei(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_beside_uuids(text, at, range, match_imei, NULL);
}

/* S-1-5-21-… */
static bool match_sid(mcpx_text text, size_t at, mcpx_range *range) {
  if (!detect_word(text, at, "s-1-") || ascii_is_alnum(text_before(text, at))) return false;
  size_t groups = 0, end = at + 3;
  while (text_at(text, end) == '-' && ascii_is_digit(text_at(text, end + 1))) {
    end += 1 + detect_class_run(text, end + 1, CLASS_DIGIT, 20);
    groups++;
  }
  return groups >= 3 && detect_range(range, at, end);
}

static uint64_t sid_places(mcpx_text text, size_t at) {
  return places_letters(text, at, "s") & places_of(text, at + 1, "-") & places_of(text, at + 2, "1");
}

bool detect_sid(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_sid, sid_places);
}
