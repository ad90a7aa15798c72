/* detect_phone.c: finds phone numbers, international ones and as written within a country. */
#include "detect.h"

static bool is_phone_separator(char c) { return c == ' ' || c == '-' || (c && strchr(".()/", c)); }

/* Count digits with separators between them; `*end` is after the last one. */
static size_t count_phone_digits(mcpx_text text, size_t at, size_t *end) {
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

/* (555) 123-4567 and so on, as written in North America. */
static bool match_american_phone(mcpx_text text, size_t at, mcpx_range *range) {
  char before = text_before(text, at), joint = text_at(text, at + 1);
  bool country = text.bytes[at] == '1' && (joint == '-' || joint == '.' || joint == ' ');
  size_t first = at + (country ? 2 : 0);
  bool bracket = text_at(text, first) == '(';
  size_t area = first + bracket;
  bool joined =
      (before == '-' || before == '.') && (at < 2 || !ascii_is_alpha(text.bytes[at - 2]) || !country);
  if (ascii_is_alnum(before) || joined || !detect_is_class_run(text, area, CLASS_DIGIT, 3)) return false;
  size_t next = area + 3;
  if (bracket && text_at(text, next++) != ')') return false;
  char separator = text_at(text, next);
  if (separator == ' ' || separator == '-' || separator == '.')
    next++;
  else if (!bracket)
    return false;
  char second = text_at(text, next + 3), after = text_at(text, next + 8);
  return detect_is_class_run(text, next, CLASS_DIGIT, 3) &&
         (second == '-' || second == '.' || second == ' ') &&
         detect_is_class_run(text, next + 4, CLASS_DIGIT, 4) && !ascii_is_word(after) && after != '.' &&
         detect_range(range, at, next + 8);
}

/* + or 00, then 8 to 15 digits. */
static bool match_international_phone(mcpx_text text, size_t at, mcpx_range *range) {
  char before = text_before(text, at), digit = text_at(text, at + 2);
  if (ascii_is_alnum(before)) return false;
  bool plus = text.bytes[at] == '+';
  bool zeros = !plus && detect_word(text, at, "00") && before != '.' && ascii_is_digit(digit) && digit != '0';
  size_t end, digits = plus || zeros ? count_phone_digits(text, at + (plus ? 1 : 2), &end) : 0;
  return digits >= 8 + (size_t)zeros && digits <= 15 && !ascii_is_alnum(text_at(text, end)) &&
         detect_range(range, at, end);
}

/* ---- Phones as written within a country ---- */

enum { PHONE_GROUPS_MAX = 7 };

/* Groups of digits with one separator between two, or brackets around the first. */
struct phone_groups {
  uint8_t lengths[PHONE_GROUPS_MAX];
  size_t count;
  size_t digits;
  size_t end; /* 0: the text has no such groups */
  bool bracket;
};

static size_t phone_separator(mcpx_text text, size_t at, bool bracket) {
  bool closes = bracket && text_at(text, at) == ')';
  char c = text_at(text, at + closes);
  return closes + (c && strchr(" -./", c) ? 1 : 0);
}

static struct phone_groups read_phone_groups(mcpx_text text, size_t at) {
  struct phone_groups groups = {.bracket = text.bytes[at] == '('};
  at += groups.bracket;
  while (groups.count < PHONE_GROUPS_MAX) {
    size_t length = detect_class_run(text, at, CLASS_DIGIT, 12);
    if (!length) return groups;
    groups.lengths[groups.count++] = (uint8_t)length;
    groups.digits += length;
    groups.end = at += length;
    size_t separator = phone_separator(text, at, groups.bracket && groups.count == 1);
    /* The 8 of a Russian number may have the brackets after it. */
    bool opens = groups.count == 1 && !groups.bracket && text_at(text, at + separator) == '(';
    if (opens) groups.bracket = true;
    if (groups.bracket && groups.count == 2 && text_at(text, at) == ')')
      separator = 1 + (text_at(text, at + 1) == ' ');
    if (!(separator || opens) || !ascii_is_digit(text_at(text, at + separator + opens))) return groups;
    at += separator + opens;
  }
  groups.end = 0;
  return groups;
}

static bool has_lengths(const struct phone_groups *groups, const char *lengths) {
  size_t i = 0;
  while (i < groups->count && lengths[i] && groups->lengths[i] == lengths[i] - '0') i++;
  return i == groups->count && !lengths[i];
}

/* The lengths of the groups that a number has, by the digits that it begins with. */
static const struct {
  const char *prefix;
  const char *lengths;
} NATIONAL_PHONES[] = {
    {"8", "13322"}, {"8", "1334"}, {"8", "137"},               /* Russia */
    {"1", "344"},   {"9", "55"},   {"8", "55"},   {"7", "55"}, /* China, India */
    {"3", "37"},    {"3", "334"},  {"6", "3222"},              /* Italy, Spain */
};

/* 06 12 34 56 78, 030/9018200, 07911 123456: a zero, then at least two groups. */
static bool is_trunk_phone(mcpx_text text, size_t first, const struct phone_groups *groups) {
  bool zero = text.bytes[first] == '0' && text_at(text, first + 1) != '0' && groups->lengths[0] > 1;
  bool date =
      groups->count >= 3 && groups->lengths[0] == 2 && groups->lengths[1] == 2 && groups->lengths[2] == 4;
  return zero && !date && groups->count > 1 && groups->digits >= 9 && groups->digits <= 12 &&
         groups->lengths[0] < 7;
}

/* Mobile numbers in one piece. */
static bool is_bare_mobile(mcpx_text text, size_t at, const struct phone_groups *groups) {
  if (groups->count != 1 || groups->bracket) return false;
  if (groups->digits == 11 && text.bytes[at] == '8' && text_at(text, at + 1) == '9') return true;
  if (groups->digits == 11 && text.bytes[at] == '1' && text_at(text, at + 1) >= '3') return true;
  if (text.bytes[at] != '0') return false;
  char second = text_at(text, at + 1), third = text_at(text, at + 2);
  bool french = groups->digits == 10 && (second == '6' || second == '7');
  bool other = groups->digits == 11 && (second == '7' || (strchr("789", second) && third == '0') ||
                                        (second == '1' && third >= '5' && third <= '7'));
  return french || other;
}

/* A quick look: a bracket, ten digits in a row, or further ones after a separator. */
static bool may_be_national_phone(mcpx_text text, size_t at) {
  size_t run = detect_class_run(text, at, CLASS_DIGIT, 12);
  char after = text_at(text, at + run), next = text_at(text, at + run + 1);
  bool joint = after == ' ' || after == '-' || after == '.' || after == '/';
  return text.bytes[at] == '(' || after == '(' || run == 10 || run == 11 ||
         (joint && (ascii_is_digit(next) || next == '('));
}

static bool match_national_phone(mcpx_text text, size_t at, mcpx_range *range) {
  char before = text_before(text, at);
  if (!may_be_national_phone(text, at)) return false;
  if (!(ascii_is_digit(text.bytes[at]) || text.bytes[at] == '(') || ascii_is_word(before) ||
      (before && strchr(".+/:,", before)))
    return false;
  struct phone_groups groups = read_phone_groups(text, at);
  size_t first = at + (text.bytes[at] == '(');
  char after = text_at(text, groups.end);
  if (!groups.end || ascii_is_word(after) || (after && strchr(":+/%", after))) return false;
  bool found = is_trunk_phone(text, first, &groups) || is_bare_mobile(text, at, &groups);
  for (size_t i = 0; !found && i < sizeof NATIONAL_PHONES / sizeof *NATIONAL_PHONES; i++)
    found =
        text.bytes[first] == NATIONAL_PHONES[i].prefix[0] && has_lengths(&groups, NATIONAL_PHONES[i].lengths);
  /* (11) 91234-5678 */
  found = found || (text.bytes[at] == '(' && groups.count == 3 && groups.lengths[0] == 2 &&
                    groups.digits >= 10 && groups.lengths[2] == 4);
  return found && detect_range(range, at, groups.end);
}

bool detect_national_phone(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_beside_uuids(text, at, range, match_national_phone, "(");
}

static bool match_phone(mcpx_text text, size_t at, mcpx_range *range) {
  char c = text.bytes[at];
  if (c >= '2' && c <= '9' && !detect_is_class_run(text, at, CLASS_DIGIT, 3)) return false;
  return match_american_phone(text, at, range) || match_international_phone(text, at, range);
}

bool detect_phone(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_beside_uuids(text, at, range, match_phone, "(+");
}
