/* test_fold.c: characters without accents and without case. */
#include "classify/fold.h"
#include "classify/normalize.h"
#include "rows.h"

/* How many characters become an ASCII one, and the sum of each character times what it becomes. */
static void characters_become_ascii(void **state) {
  unsigned count = 0;
  unsigned long long sum = 0;
  (void)state;
  for (uint32_t c = 0x80; c <= 0x10FFFF; c++)
    if (fold_to_ascii(c)) count++, sum += (unsigned long long)c * fold_to_ascii(c);
  assert_int_equal(count, 410);
  CHECK(sum == 633834823, "%llu", sum);
}

static void accents_are_dropped(void **state) {
  static const struct {
    uint32_t c;
    char base;
  } ROWS[] = {{0xBF, 0},     {0xC0, 'a'},   {0xD7, 0},    {0xE9, 'e'},  {0xF7, 0},      {0xFF, 'y'},
              {0x100, 'a'},  {0x17F, 's'},  {0x180, 0},   {0x19F, 0},   {0x1A0, 'o'},   {0x1A1, 'o'},
              {0x1A2, 0},    {0x1AE, 0},    {0x1AF, 'u'}, {0x1B0, 'u'}, {0x1B1, 0},     {0x217, 0},
              {0x218, 's'},  {0x219, 's'},  {0x21A, 't'}, {0x21B, 't'}, {0x21C, 0},     {0x1E9F, 0},
              {0x1EA0, 'a'}, {0x1EF9, 'y'}, {0x1EFA, 0},  {0x1EFF, 0},  {0x2018, '\''}, {0x2013, '-'},
              {0x2129, 0},   {0x212A, 'k'}, {0x212B, 0},  {0xFF00, 0},  {0xFF01, '!'},  {0xFF21, 'a'},
              {0xFF3B, '['}, {0xFF5E, '~'}, {0xFF5F, 0},  {0x430, 0}};
  (void)state;
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
    CHECK(fold_to_ascii(ROWS[i].c) == (unsigned char)ROWS[i].base, "U+%04X: %c", ROWS[i].c,
          fold_to_ascii(ROWS[i].c));
}

/* Greek and Cyrillic capitals, and no other character. */
static void capitals_become_small(void **state) {
  (void)state;
  for (uint32_t c = 0; c <= 0x10FFFF; c++) {
    uint32_t step = (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F) ? 0x20
                    : c >= 0x400 && c <= 0x40F                               ? 0x50
                                                                             : 0;
    if (fold_to_lower(c) != c + step) fail_msg("U+%04X", c);
  }
}

static void bytes_stay_but_for_capitals(void **state) {
  (void)state;
  for (unsigned c = 0; c < 256; c++) {
    bool leads = c == NORM_PLAIN_LEAD_2 || c == NORM_PLAIN_LEAD_3;
    unsigned folded = leads ? 0 : c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c;
    CHECK(FOLD_PLAIN[c] == folded, "%u: %u", c, FOLD_PLAIN[c]);
  }
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(characters_become_ascii), cmocka_unit_test(accents_are_dropped),
      cmocka_unit_test(bytes_stay_but_for_capitals), cmocka_unit_test(capitals_become_small)};
  return cmocka_run_group_tests(cases, NULL, NULL);
}
