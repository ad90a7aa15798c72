/* formats.c: a text -> whether it is what a field holds. */
#include "formats.h"

#include <string.h>

#include "base/ascii.h"
#include "base/text.h"

/* What is left to read. */
struct cursor {
  const char *at;
  const char *end;
};

static struct cursor cursor_of(mcpx_text text) {
  return (struct cursor){text.bytes, text.bytes + text.length};
}

static bool done(const struct cursor *cursor) { return cursor->at == cursor->end; }

static bool is_lower_hex(char c) { return ascii_is_digit(c) || (c >= 'a' && c <= 'f'); }
static bool is_semver_char(char c) { return ascii_is_alnum(c) || c == '-'; }
static bool is_word_char(char c) { return ascii_is_alnum(c) || c == '_'; }
static bool is_client_char(char c) {
  return ascii_is_digit(c) || ascii_is_lower(c) || c == '-' || c == '_' || c == '.';
}
static bool is_client_id_char(char c) { return ascii_is_digit(c) || ascii_is_lower(c) || c == '-'; }
static bool is_check_char(char c) { return ascii_is_digit(c) || ascii_is_lower(c) || c == '_'; }
static bool is_code_char(char c) { return ascii_is_digit(c) || ascii_is_upper(c) || c == '_'; }

static bool take(struct cursor *cursor, const char *word) {
  size_t length = strlen(word);
  if ((size_t)(cursor->end - cursor->at) < length || memcmp(cursor->at, word, length) != 0) return false;
  cursor->at += length;
  return true;
}

/* How many characters of that kind stand next; they are taken, up to `most`. */
static size_t take_all(struct cursor *cursor, bool (*is)(char c), size_t most) {
  const char *start = cursor->at;
  while (!done(cursor) && (size_t)(cursor->at - start) < most && is(*cursor->at)) cursor->at++;
  return (size_t)(cursor->at - start);
}

static bool take_one(struct cursor *cursor, bool (*is)(char c)) { return take_all(cursor, is, 1) == 1; }

static bool all_are(mcpx_text text, bool (*is)(char c)) {
  struct cursor cursor = cursor_of(text);
  return take_all(&cursor, is, text.length) == text.length;
}

bool format_is_uuid(mcpx_text text) {
  static const size_t GROUPS[] = {8, 4, 4, 4, 12};
  struct cursor cursor = cursor_of(text);
  for (size_t i = 0; i < 5; i++) {
    if (i && !take(&cursor, "-")) return false;
    if (take_all(&cursor, ascii_is_hex, GROUPS[i]) != GROUPS[i]) return false;
  }
  return done(&cursor);
}

/* ---- Versions ---- */

static bool take_number(struct cursor *cursor) {
  return take(cursor, "0") || take_all(cursor, ascii_is_digit, VERSION_LENGTH_MAX) > 0;
}

/* Identifiers between dots; one of digits alone has no zero before additional where `strict`. */
static bool take_identifiers(struct cursor *cursor, bool strict) {
  do {
    mcpx_text identifier = {cursor->at, take_all(cursor, is_semver_char, VERSION_LENGTH_MAX)};
    if (!identifier.length) return false;
    bool zero_before = identifier.length > 1 && identifier.bytes[0] == '0';
    if (strict && zero_before && all_are(identifier, ascii_is_digit)) return false;
  } while (take(cursor, "."));
  return true;
}

bool format_is_version(mcpx_text text) {
  struct cursor cursor = cursor_of(text);
  if (text.length > VERSION_LENGTH_MAX) return false;
  if (text_equals("dev", text.bytes, text.length)) return true;
  take(&cursor, "v");
  for (int numbers = 1; take_number(&cursor); numbers++) {
    if (done(&cursor)) return true;
    if (numbers < 3 && take(&cursor, ".")) continue;
    if (numbers < 3) return false;
    if (take(&cursor, "-") && !take_identifiers(&cursor, true)) return false;
    if (take(&cursor, "+") && !take_identifiers(&cursor, false)) return false;
    return done(&cursor);
  }
  return false;
}

static bool take_go_number(struct cursor *cursor) { return take_all(cursor, ascii_is_digit, 4) > 0; }

static bool take_go_release(struct cursor *cursor) {
  if (!take(cursor, "go1.") || !take_go_number(cursor)) return false;
  if (take(cursor, ".") || take(cursor, "rc") || take(cursor, "beta"))
    if (!take_go_number(cursor)) return false;
  return !take(cursor, "-") || take_all(cursor, is_word_char, VERSION_LENGTH_MAX) > 0;
}

static bool is_time_char(char c) { return ascii_is_digit(c) || c == ':'; }

/* 2006-01-02, or with a time behind it: 2006-01-02T15:04:05Z. */
static bool take_iso_date(struct cursor *cursor) {
  if (take_all(cursor, ascii_is_digit, 4) != 4 || !take(cursor, "-")) return false;
  if (take_all(cursor, ascii_is_digit, 2) != 2 || !take(cursor, "-")) return false;
  if (take_all(cursor, ascii_is_digit, 2) != 2) return false;
  if (!take(cursor, "T")) return true;
  return take_all(cursor, is_time_char, 8) == 8 && take(cursor, "Z");
}

/* As in "Mon Jan  2 15:04:05 2006 -0700", or 2006-01-02, with a time or without. */
static bool take_go_date(struct cursor *cursor) {
  if (ascii_is_digit(cursor->at == cursor->end ? ' ' : *cursor->at)) return take_iso_date(cursor);
  for (int word = 0; word < 2; word++) {
    if (!take_one(cursor, ascii_is_upper) || take_all(cursor, ascii_is_lower, 2) != 2 || !take(cursor, " "))
      return false;
  }
  if (!take(cursor, " ")) take_one(cursor, ascii_is_digit);
  if (!take_one(cursor, ascii_is_digit) && !ascii_is_digit(cursor->at[-1])) return false;
  if (!take(cursor, " ") || take_all(cursor, is_time_char, 8) != 8 || !take(cursor, " ")) return false;
  if (take_all(cursor, ascii_is_digit, 4) != 4 || !take(cursor, " ")) return false;
  return (take(cursor, "+") || take(cursor, "-")) && take_all(cursor, ascii_is_digit, 4) == 4;
}

static bool take_go_devel(struct cursor *cursor) {
  if (!take(cursor, "devel go1.") || !take_go_number(cursor) || !take(cursor, "-")) return false;
  return take_all(cursor, is_lower_hex, 40) >= 7 && take(cursor, " ") && take_go_date(cursor);
}

static bool take_experiments(struct cursor *cursor) {
  if (!take(cursor, " X:")) return done(cursor);
  do {
    size_t length = 0;
    while (take_one(cursor, ascii_is_lower) || take_one(cursor, ascii_is_digit)) length++;
    if (!length) return false;
  } while (take(cursor, ","));
  return done(cursor);
}

bool format_is_go_version(mcpx_text text) {
  struct cursor release = cursor_of(text), devel = release;
  if (take_go_release(&release)) return take_experiments(&release);
  return take_go_devel(&devel) && take_experiments(&devel);
}

/* ---- Dates ---- */

/* A number of `count` digits, or -1. */
static int take_digits(struct cursor *cursor, size_t count) {
  const char *start = cursor->at;
  int value = 0;
  if (take_all(cursor, ascii_is_digit, count) != count) return -1;
  for (size_t i = 0; i < count; i++) value = value * 10 + (start[i] - '0');
  return value;
}

static int days_of_month(int year, int month) {
  static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : DAYS[month - 1];
}

/* Days from 1970-01-01 in the Gregorian calendar: years are counted from March, so that a leap day ends one.
 */
static int64_t days_since_1970(int year, int month, int day) {
  int64_t y = year - (month <= 2);
  int64_t era = (y >= 0 ? y : y - 399) / 400, year_of_era = y - era * 400;
  int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static bool take_date(struct cursor *cursor, int64_t *days) {
  int year = take_digits(cursor, 4);
  if (year < 0 || !take(cursor, "-")) return false;
  int month = take_digits(cursor, 2);
  if (month < 1 || month > 12 || !take(cursor, "-")) return false;
  int day = take_digits(cursor, 2);
  if (day < 1 || day > days_of_month(year, month)) return false;
  *days = days_since_1970(year, month, day);
  return true;
}

/* Minutes east of UTC. */
static bool take_zone(struct cursor *cursor, int *minutes) {
  *minutes = 0;
  if (take(cursor, "Z") || take(cursor, "z")) return true;
  int sign = take(cursor, "+") ? 1 : take(cursor, "-") ? -1 : 0;
  int hour = sign ? take_digits(cursor, 2) : -1;
  if (hour < 0 || hour > 23 || !take(cursor, ":")) return false;
  int minute = take_digits(cursor, 2);
  *minutes = sign * (hour * 60 + minute);
  return minute >= 0 && minute < 60;
}

static bool take_time(struct cursor *cursor, int *minutes, int *second) {
  int hour = take_digits(cursor, 2);
  if (hour < 0 || hour > 23 || !take(cursor, ":")) return false;
  int minute = take_digits(cursor, 2);
  if (minute < 0 || minute > 59 || !take(cursor, ":")) return false;
  *minutes = hour * 60 + minute;
  *second = take_digits(cursor, 2);
  if (take(cursor, ".") && !take_all(cursor, ascii_is_digit, (size_t)(cursor->end - cursor->at)))
    return false;
  return *second >= 0 && *second <= 60;
}

bool format_is_date_time(mcpx_text text, int64_t *seconds) {
  enum { MINUTES_A_DAY = 1440 };
  struct cursor cursor = cursor_of(text);
  int64_t days;
  int minutes, second, zone;
  if (!take_date(&cursor, &days) || (!take(&cursor, "T") && !take(&cursor, "t"))) return false;
  if (!take_time(&cursor, &minutes, &second) || !take_zone(&cursor, &zone) || !done(&cursor)) return false;
  int utc = (minutes - zone + 2 * MINUTES_A_DAY) % MINUTES_A_DAY;
  *seconds = (days * MINUTES_A_DAY + minutes - zone) * 60 + second;
  return second < 60 || utc == MINUTES_A_DAY - 1;
}

/* ---- Names ---- */

bool format_is_client_name(mcpx_text text) {
  bool begins_well = text.length && (ascii_is_digit(*text.bytes) || ascii_is_lower(*text.bytes));
  return begins_well && text.length <= 64 && all_are(text, is_client_char);
}

bool format_is_client_id(mcpx_text text) { return text.length && all_are(text, is_client_id_char); }

bool format_is_check_name(mcpx_text text) {
  return text.length && !ascii_is_digit(*text.bytes) && all_are(text, is_check_char);
}

bool format_is_code_name(mcpx_text text) {
  struct cursor cursor = cursor_of(text);
  return take(&cursor, "MCPX_") && take_all(&cursor, is_code_char, text.length) && done(&cursor);
}
