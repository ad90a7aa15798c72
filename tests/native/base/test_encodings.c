/* test_encodings.c: base64, escape sequences and the classes of Unicode characters. */
#include <string.h>

#include "base/base64.h"
#include "base/escape.h"
#include "base/unicode.h"
#include "near.h"
#include "rows.h"

/* ---- base64 ---- */

struct base64_row {
  const char *text;
  const char *padded; /* what base64_decode gives; NULL: not valid */
  const char *digits; /* what base64_decode_digits gives for the same text; NULL: not tried */
};

static const struct base64_row BASE64[] = {
    {"", "", ""},
    {"YQ==", "a", NULL},
    {"YWI=", "ab", NULL},
    {"YWJj", "abc", "abc"},
    {"Pz8/Pj4+", "?\?\?>>>", "?\?\?>>>"},
    {"Pz8_Pj4-", NULL, "?\?\?>>>"},
    {"Pz8/Pj4-", NULL, ""},
    {"YQ", NULL, "a"},
    {"YWI", NULL, "ab"},
    {"YWJjZ", NULL, "abc"},
    {"Y===", NULL, NULL},
    {"YQ==YQ==", NULL, NULL},
    {"YW J", NULL, NULL},
    {"YW\nJ", NULL, NULL},
};

static void decodes_base64(void **state) {
  const struct base64_row *row = *state;
  char text[32], out[32];
  size_t length = strlen(row->text);
  strcpy(text, row->text);
  bool valid = base64_decode(text, &length);
  assert_int_equal(valid, row->padded != NULL);
  if (valid) {
    assert_int_equal(length, strlen(row->padded));
    assert_memory_equal(text, row->padded, length);
  }
  if (!row->digits) return;
  length = base64_decode_digits(row->text, strlen(row->text), out);
  assert_int_equal(length, strlen(row->digits));
  assert_memory_equal(out, row->digits, length);
}

static void has_one_alphabet_for_each_kind(void **state) {
  int digits = 0;
  (void)state;
  for (int c = 0; c < 256; c++) digits += base64_digit((char)c) >= 0;
  assert_int_equal(digits, 66);
  assert_int_equal(base64_digit('A'), 0);
  assert_int_equal(base64_digit('9'), 61);
  assert_int_equal(base64_digit('+'), base64_digit('-'));
  assert_int_equal(base64_digit('/'), base64_digit('_'));
}

/* ---- Escape sequences ---- */

struct escape_row {
  const char *text;
  size_t length; /* of the sequence */
  uint32_t c;
  size_t (*read)(const char *text, size_t length, uint32_t *c);
};

static const struct escape_row ESCAPES[] = {
    {"%41x", 3, 'A', escape_percent},
    {"%u0041x", 6, 'A', escape_percent},
    {"%4", 0, 0, escape_percent},
    {"%zz", 0, 0, escape_percent},
    {"&amp;x", 5, '&', escape_entity},
    {"&#47;x", 5, '/', escape_entity},
    {"&#x2F;x", 6, '/', escape_entity},
    {"&#47x", 4, '/', escape_entity},
    {"&#x0000041;x", 11, 'A', escape_entity},
    {"&#00000065;x", 11, 'A', escape_entity},
    {"&#x00000041;x", 10, 4, escape_entity},
    {"&amp", 0, 0, escape_entity},
    {"&nothing;", 0, 0, escape_entity},
    {"&#x110000;", 0, 0, escape_entity},
    {"\\u0041x", 6, 'A', escape_utf16},
    {"\\ud83d\\ude00", 12, 0x1F600, escape_utf16},
    {"\\ud83dx", 6, 0xD83D, escape_utf16},
    {"\\u004", 0, 0, escape_utf16},
    {"\\x41", 0, 0, escape_utf16},
};

static uint64_t read_in(const char *text, size_t length, const void *context) {
  const struct escape_row *row = context;
  uint32_t c = 0;
  size_t read = row->read(text, length, &c);
  return read ? (uint64_t)c << 8 | read : 0;
}

static void reads_escapes(void **state) {
  const struct escape_row *row = *state;
  uint32_t c = 0;
  assert_int_equal(row->read(row->text, strlen(row->text), &c), row->length);
  if (row->length) assert_int_equal(c, row->c);
  near_compare(row->text, read_in, row);
}

/* ---- Unicode ---- */

static void classifies_characters(void **state) {
  (void)state;
  assert_true(unicode_is_invisible(0x200B) && unicode_is_invisible(0xFEFF) && unicode_is_invisible(0x301));
  assert_false(unicode_is_invisible('a') || unicode_is_invisible(1) || unicode_is_invisible(0x2010));
  assert_true(unicode_is_space(0xA0) && unicode_is_space(0x2028) && unicode_is_space(0x3000));
  assert_false(unicode_is_space(' ') || unicode_is_space(0x200B));
  assert_true(unicode_is_dash(0x2013) && unicode_is_dash(0x2212) && unicode_is_dash(0xFE63));
  assert_false(unicode_is_dash('-') || unicode_is_dash(0x2016));
  assert_true(unicode_is_quote(0x201C) && unicode_is_quote(0xAB) && unicode_is_quote(0x300C));
  assert_false(unicode_is_quote('"') || unicode_is_quote(0x2022));
  assert_int_equal(unicode_from_full_width(0xFF21), 'A');
  assert_int_equal(unicode_from_full_width(0xFF00), 0);
  assert_int_equal(unicode_from_full_width('A'), 0);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(has_one_alphabet_for_each_kind),
                                     cmocka_unit_test(classifies_characters)};
  return RUN_ROWS(BASE64, decodes_base64) + RUN_ROWS(ESCAPES, reads_escapes) +
         cmocka_run_group_tests(cases, NULL, NULL);
}
