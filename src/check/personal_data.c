/* personal_data.c: a string or number of a payload -> findings of the personal data in it. */
#include "personal_data.h"

#include <string.h>

#include "base/ascii.h"
#include "emit.h"
#include "json/number.h"

static void report_detector(struct check *check, enum canary_detector detector, struct place place) {
  check->hits++;
  check_report_finding(check, finding_of_detector(detector), place, (mcpx_text){"", 0}, NULL, NULL);
}

static struct canary canary_of_check(const struct check *check) {
  struct canary canary = {.blocked_values = check->options->blocked_values,
                          .blocked_value_count = check->options->blocked_value_count};
  for (int round = 0; round < CANARY_ROUNDS; round++) canary.scratch[round] = check->memory->views[round];
  return canary;
}

void check_canary(struct check *check, mcpx_text text, struct place place, enum canary_kind kind) {
  struct canary_match matches[CANARY_DETECTOR_COUNT];
  if (check->options->proxy_profile) return;
  struct canary canary = canary_of_check(check);
  size_t count = canary_search(&canary, text, kind, matches);
  for (size_t i = 0; i < count; i++) report_detector(check, matches[i].detector, place);
}

void check_canary_joined(struct check *check, mcpx_text text, struct place place, uint64_t detectors) {
  struct canary_match matches[CANARY_DETECTOR_COUNT];
  struct canary canary = canary_of_check(check);
  detectors |= UINT64_C(1) << CANARY_BLOCKED_VALUE;
  if (!canary_may_find(&canary, text, CANARY_REJECTED, detectors)) return;
  size_t count = canary_search(&canary, text, CANARY_REJECTED, matches);
  for (size_t i = 0; i < count; i++)
    if (detectors >> matches[i].detector & 1) report_detector(check, matches[i].detector, place);
}

void check_canary_home(struct check *check, struct place place) {
  if (!check->options->proxy_profile) report_detector(check, CANARY_home_path, place);
}

/* ---- Numbers ---- */

enum { PLAIN_DIGITS_MAX = 20 };

/* The digits of an integer that is written with a fraction or an exponent, such as 4.1e15; others stay. */
static mcpx_text plain_digits(mcpx_text number, char out[PLAIN_DIGITS_MAX]) {
  uint64_t value;
  size_t at = PLAIN_DIGITS_MAX;
  bool negative = number.length && number.bytes[0] == '-';
  mcpx_text digits = {number.bytes + negative, number.length - negative};
  size_t plain = 0;
  while (plain < digits.length && ascii_is_digit(digits.bytes[plain])) plain++;
  if (plain == digits.length || !json_number_is_count(digits.bytes, digits.length, &value)) return digits;
  do out[--at] = (char)('0' + value % 10);
  while ((value /= 10) > 0);
  return (mcpx_text){out + at, PLAIN_DIGITS_MAX - at};
}

static bool is_integer_text(mcpx_text digits) {
  size_t plain = 0;
  while (plain < digits.length && ascii_is_digit(digits.bytes[plain])) plain++;
  return plain == digits.length;
}

/* Larger than 2^53, where parsers begin to round. */
static bool is_inexact(mcpx_text digits) {
  uint64_t value;
  return is_integer_text(digits) && !json_number_is_count(digits.bytes, digits.length, &value) &&
         !text_equals("9007199254740992", digits.bytes, digits.length);
}

static void report_blocked_number(struct check *check, mcpx_text digits, bool is_count, struct place place) {
  if (check->options->blocked_value_count == 0) return;
  struct canary canary = canary_of_check(check);
  if (canary_is_blocked_number(&canary, digits, is_count))
    check_report_finding(check, FINDING_blocked_value, place, (mcpx_text){"", 0}, NULL, NULL);
}

/* The number of a card, a phone or a person, which its check digits tell. */
static void report_known_number(struct check *check, mcpx_text digits, struct place place) {
  if (canary_is_card_number(digits)) report_detector(check, CANARY_card_number, place);
  if (canary_is_device_number(digits)) report_detector(check, CANARY_imei, place);
  if (canary_is_national_number(digits)) report_detector(check, CANARY_national_id, place);
}

void check_canary_count(struct check *check, mcpx_text digits, struct place place) {
  enum { NUMBER_MIN = 7 }; /* shorter ones are counts, whatever else they could be */
  if (digits.length < NUMBER_MIN) return;
  if (!check->options->proxy_profile) report_blocked_number(check, digits, true, place);
}

/* An address of a private net as one number: 3232235777 is 192.168.1.1. Those of 10.0.0.0 may be counts. */
static bool is_address_number(mcpx_text digits) {
  uint64_t value;
  bool is_count = json_number_is_count(digits.bytes, digits.length, &value);
  return is_count && (value >> 16 == 0xC0A8 || value >> 20 == 0xAC1);
}

/* ---- Arrays of numbers ---- */

static unsigned whole_part(mcpx_text digits) {
  unsigned whole = 0;
  for (size_t i = 0; i < digits.length && ascii_is_digit(digits.bytes[i]) && whole < 1000; i++)
    whole = whole * 10 + (unsigned)(digits.bytes[i] - '0');
  return whole;
}

static bool is_degrees(mcpx_text digits) {
  enum { DECIMALS_MIN = 4, DEGREES_MAX = 180 };
  const char *point = memchr(digits.bytes, '.', digits.length);
  size_t decimals = point ? (size_t)(digits.bytes + digits.length - point) - 1 : 0;
  return decimals >= DECIMALS_MIN && whole_part(digits) <= DEGREES_MAX;
}

/* Remember an item of an array, as long as all items are alike. */
static void add_to_list(struct number_list *list, mcpx_text digits, bool negative) {
  bool octet = !negative && digits.length <= 3 && is_integer_text(digits) && whole_part(digits) < 256;
  if (octet && list->octets + 1 == list->count && list->octets < NUMBER_LIST_MAX)
    list->bytes[list->octets++] = (char)whole_part(digits);
  if (is_degrees(digits) && list->degrees + 1 == list->count) list->degrees++;
}

void check_number_text(struct check *check, mcpx_text text) {
  if (text.length && text.length <= 3 && is_integer_text(text)) add_to_list(&check->numbers, text, false);
}

static bool is_ascending(const unsigned char *octets, size_t count) {
  size_t i = 1;
  while (i < count && octets[i - 1] <= octets[i]) i++;
  return i == count;
}

/* Four numbers of a private net, or two large ones among them. A list in order has limits or sums. */
static bool is_address_list(const struct number_list *list, enum canary_key key) {
  enum { LARGE = 100, CLASS_MAX = 223 };
  const unsigned char *octets = (const unsigned char *)list->bytes;
  size_t large = 0;
  if (list->count != 4 || list->octets != 4) return false;
  for (size_t i = 0; i < 4; i++) large += octets[i] >= LARGE;
  return key == CANARY_KEY_PERSONAL_NUMBER || (octets[0] == 192 && octets[1] == 168) ||
         (octets[0] == 172 && octets[1] >= 16 && octets[1] < 32) || (octets[0] == 169 && octets[1] == 254) ||
         (octets[0] == 10 && (octets[1] == 0 || octets[1] > 30 || octets[2] > 99)) ||
         (large >= 2 && octets[0] > 0 && octets[0] <= CLASS_MAX && !is_ascending(octets, 4));
}

/* Sixteen octets of an address of IPv6 that is in use: 2000::/3 or fe80::/10. */
static bool is_ipv6_list(const struct number_list *list) {
  enum { LENGTH = 16, ZEROS_MIN = 3 };
  const unsigned char *octets = (const unsigned char *)list->bytes;
  size_t zeros = 0;
  if (list->count != LENGTH || list->octets != LENGTH) return false;
  for (size_t i = 0; i < LENGTH; i++) zeros += octets[i] == 0;
  bool used =
      (octets[0] == 0x20 && octets[1] <= 3) || octets[0] == 0x2A || (octets[0] == 0xFE && octets[1] == 0x80);
  return used && zeros >= ZEROS_MIN;
}

void check_number_list(struct check *check, struct place open) {
  enum { TEXT_MIN = 6 };
  const struct number_list *list = &check->numbers;
  enum canary_key key = check_member(check)->key;
  if (check->options->proxy_profile || list->count == 0) return;
  if (is_address_list(list, key)) report_detector(check, CANARY_ipv4, open);
  if (is_ipv6_list(list)) report_detector(check, CANARY_ipv6, open);
  if ((list->count == 2 || list->count == 3) && list->degrees >= 2 && list->degrees + 1 >= list->count)
    report_detector(check, CANARY_coordinates, open);
  bool text = list->octets >= TEXT_MIN && (list->octets == list->count || list->octets == NUMBER_LIST_MAX);
  for (size_t i = 0; text && i < list->octets; i++)
    text = (unsigned char)list->bytes[i] >= ' ' || list->bytes[i] == '\n';
  if (text) check_canary(check, (mcpx_text){list->bytes, list->octets}, open, CANARY_UNKNOWN);
}

void check_canary_number(struct check *check, mcpx_text number, struct place place) {
  char out[PLAIN_DIGITS_MAX];
  struct member *member = check_member(check);
  if (check->options->proxy_profile) return;
  mcpx_text digits = plain_digits(number, out);
  bool fraction = memchr(number.bytes, '.', number.length) != NULL;
  add_to_list(&check->numbers, digits, number.bytes[0] == '-');
  report_known_number(check, digits, place);
  if (is_address_number(digits)) report_detector(check, CANARY_ipv4, place);
  if (fraction && member->key == CANARY_KEY_COORDINATE) report_detector(check, CANARY_coordinates, place);
  if (member->key == CANARY_KEY_PERSONAL_NUMBER && digits.bytes[0] != '0')
    check_report_finding(check, FINDING_personal_field, place, (mcpx_text){"", 0}, NULL, NULL);
  if (is_inexact(digits))
    check_report_finding(check, FINDING_inexact_integer, place, (mcpx_text){"", 0}, NULL, NULL);
  report_blocked_number(check, digits, false, place);
}
