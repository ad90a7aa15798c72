/* test_unicode.c: UTF-8 for every code point, the size of each class of characters, names without case. */
#include <string.h>

#include "base/escape.h"
#include "base/text.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "rows.h"

static bool is_surrogate(uint32_t c) { return c >= 0xD800 && c < 0xE000; }

static void every_code_point_has_one_form(void **state) {
  (void)state;
  for (uint32_t c = 0; c <= 0x10FFFF; c++) {
    unsigned char bytes[4] = {0};
    uint32_t decoded = 0;
    size_t count = utf8_encode(c, bytes), wanted = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    if (count != wanted) fail_msg("U+%04X has %zu bytes", c, count);
    size_t width = utf8_decode(bytes, count, &decoded);
    if (width != (is_surrogate(c) ? 0 : count) || (width && decoded != c)) fail_msg("U+%04X", c);
    if (utf8_decode(bytes, count - 1, &decoded)) fail_msg("U+%04X, cut", c);
  }
}

/* A lead byte, then 80 to BF, is a character exactly where RFC 3629 says so. */
static void other_bytes_are_none(void **state) {
  static const struct {
    const char *bytes;
    size_t width;
  } ROWS[] = {
      {"\x80", 0},
      {"\xBF", 0},
      {"\xC0\x80", 0},
      {"\xC1\xBF", 0},
      {"\xC2\x80", 2},
      {"\xC2\x7F", 0},
      {"\xC2\xC0", 0},
      {"\xDF\xBF", 2},
      {"\xE0\x9F\xBF", 0},
      {"\xE0\xA0\x80", 3},
      {"\xED\x9F\xBF", 3},
      {"\xED\xA0\x80", 0},
      {"\xEE\x80\x80", 3},
      {"\xE1\x80\x7F", 0},
      {"\xE1\x7F\x80", 0},
      {"\xF0\x8F\xBF\xBF", 0},
      {"\xF0\x90\x80\x80", 4},
      {"\xF4\x8F\xBF\xBF", 4},
      {"\xF4\x90\x80\x80", 0},
      {"\xF5\x80\x80\x80", 0},
      {"\xFF", 0},
      {"", 0},
      {"a", 1},
  };
  uint32_t c;
  (void)state;
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    size_t length = strlen(ROWS[i].bytes);
    CHECK(utf8_decode((const unsigned char *)ROWS[i].bytes, length, &c) == ROWS[i].width, "row %zu", i);
  }
}

/* How many characters a class has, and the sum of their code points. */
static void classes_have_their_size(void **state) {
  static const struct {
    bool (*is)(uint32_t c);
    unsigned count;
    unsigned long long sum;
  } CLASSES[] = {
      {unicode_is_invisible, 4258, 3767990766},
      {unicode_is_space, 18, 135739},
      {unicode_is_quote, 19, 148484},
      {unicode_is_dash, 8, 123108},
  };
  (void)state;
  for (size_t i = 0; i < sizeof CLASSES / sizeof *CLASSES; i++) {
    unsigned count = 0;
    unsigned long long sum = 0;
    for (uint32_t c = 0; c <= 0x10FFFF; c++)
      if (CLASSES[i].is(c)) count++, sum += c;
    CHECK(count == CLASSES[i].count && sum == CLASSES[i].sum, "class %zu: %u, %llu", i, count, sum);
  }
}

static void full_width_characters_are_ascii(void **state) {
  (void)state;
  for (uint32_t c = 0; c <= 0x10FFFF; c++)
    assert_int_equal(unicode_from_full_width(c), c > 0xFF00 && c < 0xFF5F ? c - 0xFF00 + ' ' : 0);
}

/* ---- Names ---- */

static const struct fold {
  const char *text;
  const char *name;
  bool same;
} FOLDS[] = {
    {"keys", "keys", true},
    {"KEYS", "keys", true},
    {"keys", "Keys", true},
    {"\xE2\x84\xAA"
     "ey\xC5\xBF",
     "keys", true},
    {"\xE2\x84\xAA"
     "eys",
     "keys", true},
    {"key", "keys", false},
    {"keyss", "keys", false},
    {"", "", true},
    {"", "k", false},
    {"\xC5\xBF", "k", false},
    {"\xE2\x84\xAA", "s", false},
    {"\xE2\x84", "k", false},
    {"\xC5", "s", false},
    {"\xE2\x84\xAB", "k", false},
};

static void folds(void **state) {
  const struct fold *row = *state;
  CHECK(text_folds_to(row->name, (mcpx_text){row->text, strlen(row->text)}) == row->same, "%s", row->text);
}

/* text_same compares every byte, of texts of any length. */
static void compares_every_byte(void **state) {
  char a[48], b[48];
  (void)state;
  for (size_t length = 0; length <= sizeof a; length++) {
    memset(a, 'x', sizeof a);
    memset(b, 'x', sizeof b);
    assert_true(text_same(a, b, length));
    for (size_t i = 0; i < sizeof b; i++) {
      b[i] = 'y';
      CHECK(text_same(a, b, length) == (i >= length), "%zu of %zu", i, length);
      b[i] = 'x';
    }
  }
}

static void finds_the_next_of_a_length(void **state) {
  static const uint8_t LENGTHS[] = {3, 5, 3, 255};
  (void)state;
  assert_int_equal(text_next_of_length(LENGTHS, 0, 4, 3), 0);
  assert_int_equal(text_next_of_length(LENGTHS, 1, 4, 3), 2);
  assert_int_equal(text_next_of_length(LENGTHS, 3, 4, 3), 4);
  assert_int_equal(text_next_of_length(LENGTHS, 1, 2, 3), 2);
  assert_int_equal(text_next_of_length(LENGTHS, 0, 4, 255), 3);
  assert_int_equal(text_next_of_length(LENGTHS, 0, 4, 256 + 3), 4);
  assert_int_equal(text_next_of_length(LENGTHS, 4, 4, 3), 4);
}

/* ---- Escape sequences ---- */

static const struct escape {
  const char *text;
  size_t length; /* of the sequence; 0: it is none */
  uint32_t c;
  size_t (*read)(const char *text, size_t length, uint32_t *c);
} ESCAPES[] = {
    {"%00", 3, 0, escape_percent},
    {"%fF", 3, 255, escape_percent},
    {"%/0", 0, 0, escape_percent},
    {"%:0", 0, 0, escape_percent},
    {"%0g", 0, 0, escape_percent},
    {"%@0", 0, 0, escape_percent},
    {"%U12aF", 6, 0x12AF, escape_percent},
    {"%u12a", 0, 0, escape_percent},
    {"%u12ag", 0, 0, escape_percent},
    {"%ug2aa", 0, 0, escape_percent},
    {"%v12aF", 0, 0, escape_percent},
    {"&Tab;", 5, '\t', escape_entity},
    {"&NewLine;", 9, '\n', escape_entity},
    {"&comma;", 7, ',', escape_entity},
    {"&tab;", 0, 0, escape_entity},
    {"&;", 0, 0, escape_entity},
    {"&", 0, 0, escape_entity},
    {"&#", 0, 0, escape_entity},
    {"&#;", 0, 0, escape_entity},
    {"&#x;", 0, 0, escape_entity},
    {"&#x", 0, 0, escape_entity},
    {"&#0;", 4, 0, escape_entity},
    {"&#9", 3, 9, escape_entity},
    {"&#1114111;", 10, 0x10FFFF, escape_entity},
    {"&#1114112;", 0, 0, escape_entity},
    {"&#X10ffff;", 10, 0x10FFFF, escape_entity},
    {"&#x110000;", 0, 0, escape_entity},
    {"&#4a", 3, 4, escape_entity},
    {"\\uFFFF", 6, 0xFFFF, escape_utf16},
    {"\\U0041", 0, 0, escape_utf16},
    {"/u0041", 0, 0, escape_utf16},
    {"\\u00g1", 0, 0, escape_utf16},
    {"\\ud800\\udc00", 12, 0x10000, escape_utf16},
    {"\\udbff\\udfff", 12, 0x10FFFF, escape_utf16},
    {"\\ud7ff\\udc00", 6, 0xD7FF, escape_utf16},
    {"\\udc00\\udc00", 6, 0xDC00, escape_utf16},
    {"\\ud800\\udbff", 6, 0xD800, escape_utf16},
    {"\\ud800\\ue000", 6, 0xD800, escape_utf16},
    {"\\ud800\\udc0", 6, 0xD800, escape_utf16},
};

static void reads_escape(void **state) {
  const struct escape *row = *state;
  uint32_t c = 0;
  size_t length = row->read(row->text, strlen(row->text), &c);
  CHECK(length == row->length && (!length || c == row->c), "%s: %zu, U+%04X", row->text, length, c);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(every_code_point_has_one_form), cmocka_unit_test(other_bytes_are_none),
      cmocka_unit_test(classes_have_their_size),       cmocka_unit_test(full_width_characters_are_ascii),
      cmocka_unit_test(compares_every_byte),           cmocka_unit_test(finds_the_next_of_a_length)};
  return RUN_ROWS(FOLDS, folds) + RUN_ROWS(ESCAPES, reads_escape) + cmocka_run_group_tests(cases, NULL, NULL);
}
