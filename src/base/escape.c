/* escape.c: the escape sequences of URLs, HTML, XML and JSON -> code points. */
#include "escape.h"

#include "ascii.h"
#include "text.h"

int escape_hex_digit(int c) {
  if (c >= '0' && c <= '9') return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int escape_hex_pair(const char *text, size_t length) {
  if (length < 2) return -1;
  int high = escape_hex_digit((unsigned char)text[0]), low = escape_hex_digit((unsigned char)text[1]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

size_t escape_percent(const char *text, size_t length, uint32_t *c) {
  int value = length ? escape_hex_pair(text + 1, length - 1) : -1;
  *c = (uint32_t)value;
  if (value >= 0) return 3;
  if (length < 6 || ascii_to_lower(text[1]) != 'u') return 0;
  int high = escape_hex_pair(text + 2, 2), low = escape_hex_pair(text + 4, 2);
  *c = (uint32_t)(high * 256 + low);
  return high < 0 || low < 0 ? 0 : 6;
}

/* The character of a named entity; the name is what is between & and ;. */
static bool find_named_entity(const char *name, size_t length, uint32_t *c) {
  static const struct {
    char name[8];
    char c;
  } NAMED[] = {{"amp", '&'},    {"lt", '<'},       {"gt", '>'},     {"quot", '"'},   {"apos", '\''},
               {"sol", '/'},    {"bsol", '\\'},    {"commat", '@'}, {"period", '.'}, {"colon", ':'},
               {"dollar", '$'}, {"percnt", '%'},   {"equals", '='}, {"lowbar", '_'}, {"hyphen", '-'},
               {"dash", '-'},   {"plus", '+'},     {"num", '#'},    {"semi", ';'},   {"nbsp", ' '},
               {"Tab", '\t'},   {"NewLine", '\n'}, {"excl", '!'},   {"comma", ','}};
  for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++) {
    *c = (unsigned char)NAMED[i].c;
    if (text_equals(NAMED[i].name, name, length)) return true;
  }
  return false;
}

/* After an x the digits are hexadecimal, otherwise decimal. */
static bool read_entity_number(const char *digits, size_t length, uint32_t *c) {
  bool hex = length && ascii_to_lower(digits[0]) == 'x';
  *c = 0;
  for (size_t i = hex; i < length; i++) {
    if (*c > 0x10FFFF) return false;
    *c = *c * (hex ? 16 : 10) + (uint32_t)escape_hex_digit((unsigned char)digits[i]);
  }
  return length > hex && *c <= 0x10FFFF;
}

static size_t read_numbered_entity(const char *text, size_t length, uint32_t *c) {
  bool hex = length > 2 && ascii_to_lower(text[2]) == 'x';
  size_t end = 2 + hex;
  while (end < length && end < ESCAPE_MAX - 1 && (hex ? ascii_is_hex(text[end]) : ascii_is_digit(text[end])))
    end++;
  bool closed = end < length && text[end] == ';';
  return read_entity_number(text + 2, end - 2, c) ? end + closed : 0;
}

size_t escape_entity(const char *text, size_t length, uint32_t *c) {
  size_t end = 1;
  if (length > 1 && text[1] == '#') return read_numbered_entity(text, length, c);
  while (end < length && end < ESCAPE_MAX - 1 && ascii_is_alnum(text[end])) end++;
  if (end >= length || text[end] != ';') return 0;
  return find_named_entity(text + 1, end - 1, c) ? end + 1 : 0;
}

/* One \uXXXX. */
static bool read_utf16_unit(const char *text, size_t length, uint32_t *unit) {
  *unit = 0;
  if (length < 6 || text[0] != '\\' || text[1] != 'u') return false;
  for (size_t i = 2; i < 6; i++) {
    int digit = escape_hex_digit((unsigned char)text[i]);
    if (digit < 0) return false;
    *unit = *unit << 4 | (uint32_t)digit;
  }
  return true;
}

size_t escape_utf16(const char *text, size_t length, uint32_t *c) {
  uint32_t low;
  if (!read_utf16_unit(text, length, c)) return 0;
  bool high = *c >= 0xD800 && *c < 0xDC00;
  if (!high || !read_utf16_unit(text + 6, length - 6, &low) || low < 0xDC00 || low > 0xDFFF) return 6;
  *c = 0x10000 + ((*c - 0xD800) << 10) + (low - 0xDC00);
  return 12;
}
