/* formats.c: a text -> whether it follows one of the formats of a heartbeat. Each parser reads a part of the
 * text at a cursor and moves it on; where it fails, the whole text is rejected. */
#include "formats.h"

#include <string.h>

#include "base/ascii.h"
#include "base/text.h"

/* The part of a text that is still to be read; both NULL if the text is NULL, which is empty. */
struct cursor {
  const char *at;
  const char *end;
};

static struct cursor start_cursor(mcpx_text text) {
  return (struct cursor){text.bytes, text.length ? text.bytes + text.length : text.bytes};
}

static bool is_at_end(const struct cursor *cursor) { return cursor->at == cursor->end; }

static bool is_lower_hex(char c) { return ascii_is_digit(c) || (c >= 'a' && c <= 'f'); }
static bool is_semver_char(char c) { return ascii_is_alnum(c) || c == '-'; }
static bool is_word_char(char c) { return ascii_is_alnum(c) || c == '_'; }
static bool is_client_char(char c) {
  return ascii_is_digit(c) || ascii_is_lower(c) || c == '-' || c == '_' || c == '.';
}
static bool is_client_id_char(char c) { return ascii_is_digit(c) || ascii_is_lower(c) || c == '-'; }
static bool is_check_char(char c) { return ascii_is_digit(c) || ascii_is_lower(c) || c == '_'; }
static bool is_any_word_char(char c) { return is_semver_char(c) || c == '.' || c == '_' || c == '+'; }
static bool is_code_char(char c) { return ascii_is_digit(c) || ascii_is_upper(c) || c == '_'; }

static bool parse_literal(struct cursor *cursor, const char *word) {
  size_t length = strlen(word);
  if ((size_t)(cursor->end - cursor->at) < length || memcmp(cursor->at, word, length) != 0) return false;
  cursor->at += length;
  return true;
}

/* Skips up to `most` characters of a kind, and returns how many there were. */
static size_t parse_chars(struct cursor *cursor, bool (*is)(char c), size_t most) {
  const char *start = cursor->at;
  while (!is_at_end(cursor) && (size_t)(cursor->at - start) < most && is(*cursor->at)) cursor->at++;
  return (size_t)(cursor->at - start);
}

static bool parse_char(struct cursor *cursor, bool (*is)(char c)) { return parse_chars(cursor, is, 1) == 1; }

static bool has_only(mcpx_text text, bool (*is)(char c)) {
  struct cursor cursor = start_cursor(text);
  return parse_chars(&cursor, is, text.length) == text.length;
}

bool format_is_uuid(mcpx_text text) {
  static const size_t GROUPS[] = {8, 4, 4, 4, 12};
  struct cursor cursor = start_cursor(text);
  for (size_t i = 0; i < 5; i++) {
    if (i && !parse_literal(&cursor, "-")) return false;
    if (parse_chars(&cursor, ascii_is_hex, GROUPS[i]) != GROUPS[i]) return false;
  }
  return is_at_end(&cursor);
}

bool format_is_random_uuid(mcpx_text uuid) {
  enum { VERSION_AT = 14, VARIANT_AT = 19 };
  return uuid.bytes[VERSION_AT] == '4' && strchr("89abAB", uuid.bytes[VARIANT_AT]) != NULL;
}

/* ---- Versions ---- */

static bool parse_version_number(struct cursor *cursor) {
  return parse_literal(cursor, "0") || parse_chars(cursor, ascii_is_digit, VERSION_LENGTH_MAX) > 0;
}

/* Identifiers, joined by dots. In a `strict` list (a pre-release) a number has no leading zero. */
static bool parse_identifiers(struct cursor *cursor, bool strict) {
  do {
    mcpx_text identifier = {cursor->at, parse_chars(cursor, is_semver_char, VERSION_LENGTH_MAX)};
    if (!identifier.length) return false;
    bool zero_before = identifier.length > 1 && identifier.bytes[0] == '0';
    if (strict && zero_before && has_only(identifier, ascii_is_digit)) return false;
  } while (parse_literal(cursor, "."));
  return true;
}

bool format_is_version(mcpx_text text) {
  struct cursor cursor = start_cursor(text);
  if (text.length > VERSION_LENGTH_MAX) return false;
  if (text_equals("dev", text.bytes, text.length)) return true;
  parse_literal(&cursor, "v");
  for (int numbers = 1; parse_version_number(&cursor); numbers++) {
    if (is_at_end(&cursor)) return true;
    if (numbers < 3 && parse_literal(&cursor, ".")) continue;
    if (numbers < 3) return false;
    if (parse_literal(&cursor, "-") && !parse_identifiers(&cursor, true)) return false;
    if (parse_literal(&cursor, "+") && !parse_identifiers(&cursor, false)) return false;
    return is_at_end(&cursor);
  }
  return false;
}

static bool parse_go_number(struct cursor *cursor) { return parse_chars(cursor, ascii_is_digit, 4) > 0; }

static bool parse_go_release(struct cursor *cursor) {
  if (!parse_literal(cursor, "go1.") || !parse_go_number(cursor)) return false;
  if (parse_literal(cursor, ".") || parse_literal(cursor, "rc") || parse_literal(cursor, "beta"))
    if (!parse_go_number(cursor)) return false;
  struct cursor experiments = *cursor;
  if (parse_literal(&experiments, "-X:") || !parse_literal(cursor, "-")) return true;
  return parse_chars(cursor, is_word_char, VERSION_LENGTH_MAX) > 0;
}

static bool is_time_char(char c) { return ascii_is_digit(c) || c == ':'; }

/* "2006-01-02" or "2006-01-02T15:04:05Z". */
static bool parse_iso_date(struct cursor *cursor) {
  if (parse_chars(cursor, ascii_is_digit, 4) != 4 || !parse_literal(cursor, "-")) return false;
  if (parse_chars(cursor, ascii_is_digit, 2) != 2 || !parse_literal(cursor, "-")) return false;
  if (parse_chars(cursor, ascii_is_digit, 2) != 2) return false;
  if (!parse_literal(cursor, "T")) return true;
  return parse_chars(cursor, is_time_char, 8) == 8 && parse_literal(cursor, "Z");
}

/* The date of a development version: "Mon Jan  2 15:04:05 2006 -0700", or one of parse_iso_date(). */
static bool parse_go_date(struct cursor *cursor) {
  if (ascii_is_digit(cursor->at == cursor->end ? ' ' : *cursor->at)) return parse_iso_date(cursor);
  for (int word = 0; word < 2; word++) {
    if (!parse_char(cursor, ascii_is_upper) || parse_chars(cursor, ascii_is_lower, 2) != 2 ||
        !parse_literal(cursor, " "))
      return false;
  }
  if (!parse_literal(cursor, " ")) parse_char(cursor, ascii_is_digit);
  if (!parse_char(cursor, ascii_is_digit) && !ascii_is_digit(cursor->at[-1])) return false;
  if (!parse_literal(cursor, " ") || parse_chars(cursor, is_time_char, 8) != 8 || !parse_literal(cursor, " "))
    return false;
  if (parse_chars(cursor, ascii_is_digit, 4) != 4 || !parse_literal(cursor, " ")) return false;
  return (parse_literal(cursor, "+") || parse_literal(cursor, "-")) &&
         parse_chars(cursor, ascii_is_digit, 4) == 4;
}

static bool parse_go_devel(struct cursor *cursor) {
  bool old = parse_literal(cursor, "devel ");
  if (!parse_literal(cursor, "go1.") || !parse_go_number(cursor) ||
      !parse_literal(cursor, old ? "-" : "-devel_"))
    return false;
  return parse_chars(cursor, is_lower_hex, 40) >= 7 && parse_literal(cursor, " ") && parse_go_date(cursor);
}

static bool parse_experiments(struct cursor *cursor) {
  if (!parse_literal(cursor, " X:") && !parse_literal(cursor, "-X:")) return is_at_end(cursor);
  do {
    size_t length = 0;
    while (parse_char(cursor, ascii_is_lower) || parse_char(cursor, ascii_is_digit)) length++;
    if (!length) return false;
  } while (parse_literal(cursor, ","));
  return is_at_end(cursor);
}

bool format_is_go_version(mcpx_text text) {
  struct cursor release = start_cursor(text), devel = release;
  return (parse_go_release(&release) && parse_experiments(&release)) ||
         (parse_go_devel(&devel) && parse_experiments(&devel));
}

/* ---- Dates ---- */

/* The number that the next `count` digits are, or -1. */
static int parse_digits(struct cursor *cursor, size_t count) {
  const char *start = cursor->at;
  int value = 0;
  if (parse_chars(cursor, ascii_is_digit, count) != count) return -1;
  for (size_t i = 0; i < count; i++) value = value * 10 + (start[i] - '0');
  return value;
}

static int days_of_month(int year, int month) {
  static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : DAYS[month - 1];
}

/* Days from 1970-01-01 in the Gregorian calendar. Years begin in March here, so that the leap day is the last
 * day of its year. */
static int64_t days_since_1970(int year, int month, int day) {
  int64_t y = year - (month <= 2);
  int64_t era = (y >= 0 ? y : y - 399) / 400, year_of_era = y - era * 400;
  int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static bool parse_calendar_date(struct cursor *cursor, int64_t *days) {
  int year = parse_digits(cursor, 4);
  if (year < 0 || !parse_literal(cursor, "-")) return false;
  int month = parse_digits(cursor, 2);
  if (month < 1 || month > 12 || !parse_literal(cursor, "-")) return false;
  int day = parse_digits(cursor, 2);
  if (day < 1 || day > days_of_month(year, month)) return false;
  *days = days_since_1970(year, month, day);
  return true;
}

/* A time zone: "Z" or an offset; `minutes` are those east of UTC. */
static bool parse_zone(struct cursor *cursor, int *minutes) {
  *minutes = 0;
  if (parse_literal(cursor, "Z") || parse_literal(cursor, "z")) return true;
  int sign = parse_literal(cursor, "+") ? 1 : parse_literal(cursor, "-") ? -1 : 0;
  int hour = sign ? parse_digits(cursor, 2) : -1;
  if (hour < 0 || hour > 23 || !parse_literal(cursor, ":")) return false;
  int minute = parse_digits(cursor, 2);
  *minutes = sign * (hour * 60 + minute);
  return minute >= 0 && minute < 60;
}

static bool parse_time(struct cursor *cursor, int *minutes, int *second) {
  int hour = parse_digits(cursor, 2);
  if (hour < 0 || hour > 23 || !parse_literal(cursor, ":")) return false;
  int minute = parse_digits(cursor, 2);
  if (minute < 0 || minute > 59 || !parse_literal(cursor, ":")) return false;
  *minutes = hour * 60 + minute;
  *second = parse_digits(cursor, 2);
  if (parse_literal(cursor, ".") && !parse_chars(cursor, ascii_is_digit, (size_t)(cursor->end - cursor->at)))
    return false;
  return *second >= 0 && *second <= 60;
}

bool format_is_date_time(mcpx_text text, int64_t *seconds) {
  enum { MINUTES_A_DAY = 1440 };
  struct cursor cursor = start_cursor(text);
  int64_t days;
  int minutes, second, zone;
  if (!parse_calendar_date(&cursor, &days) || (!parse_literal(&cursor, "T") && !parse_literal(&cursor, "t")))
    return false;
  if (!parse_time(&cursor, &minutes, &second) || !parse_zone(&cursor, &zone) || !is_at_end(&cursor))
    return false;
  int utc = (minutes - zone + 2 * MINUTES_A_DAY) % MINUTES_A_DAY;
  *seconds = (days * MINUTES_A_DAY + minutes - zone) * 60 + second;
  return second < 60 || utc == MINUTES_A_DAY - 1;
}

/* ---- Names ---- */

bool format_is_client_name(mcpx_text text) {
  bool begins_well = text.length && (ascii_is_digit(*text.bytes) || ascii_is_lower(*text.bytes));
  return begins_well && text.length <= 64 && has_only(text, is_client_char);
}

bool format_is_client_id(mcpx_text text) { return text.length && has_only(text, is_client_id_char); }

bool format_is_check_name(mcpx_text text) {
  return text.length && !ascii_is_digit(*text.bytes) && has_only(text, is_check_char);
}

bool format_is_code_name(mcpx_text text) {
  struct cursor cursor = start_cursor(text);
  return parse_literal(&cursor, "MCPX_") && parse_chars(&cursor, is_code_char, text.length) &&
         is_at_end(&cursor);
}

bool format_is_machine_id(mcpx_text text) { return text.length == 64 && has_only(text, is_lower_hex); }

bool format_is_word(mcpx_text text) {
  return text.length && text.length <= 64 && has_only(text, is_any_word_char);
}

int format_release(mcpx_text version) {
  struct cursor cursor = start_cursor(version);
  if (!format_is_version(version)) return -1;
  parse_literal(&cursor, "v");
  int numbers[2] = {0, 0};
  for (int i = 0; i < 2; i++) {
    for (; !is_at_end(&cursor) && ascii_is_digit(*cursor.at); cursor.at++)
      if (numbers[i] < 1000) numbers[i] = numbers[i] * 10 + (*cursor.at - '0');
    parse_literal(&cursor, ".");
  }
  return 1000 * numbers[0] + numbers[1];
}
