/* test_places.c: the places of a text that detectors look at, compared with a plain reading of the text, at
 * each offset and near the end of the text. */
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "canary/places.h"
#include "rows.h"

enum { TEXTS = 400, LENGTH_MAX = 150 };

/* ---- A plain reading of one byte ---- */

static bool is_alnum_at(mcpx_text text, size_t at) { return ascii_is_alnum(text_at(text, at)); }
static bool is_key_at(mcpx_text text, size_t at) {
  char c = text_at(text, at);
  return ascii_is_alnum(c) || c == '+' || c == '/';
}
static bool is_code_at(mcpx_text text, size_t at) {
  return is_key_at(text, at) || ascii_is_word(text_at(text, at));
}
static bool is_dotted_at(mcpx_text text, size_t at) { return ascii_is_dotted(text_at(text, at)); }
static bool is_joined_at(mcpx_text text, size_t at) { return is_key_at(text, at) || is_dotted_at(text, at); }
static bool is_digit_at(mcpx_text text, size_t at) { return ascii_is_digit(text_at(text, at)); }
static bool is_dark_at(mcpx_text text, size_t at) {
  return at < text.length && !ascii_is_space(text.bytes[at]);
}
static bool is_prose_at(mcpx_text text, size_t at) {
  char c = text_at(text, at);
  return ascii_is_alpha(c) || (c && strchr(" -_,\n", c));
}

typedef bool is_at(mcpx_text text, size_t at);

static bool starts(mcpx_text text, size_t at, is_at *is) { return is(text, at) && !(at && is(text, at - 1)); }

static bool has_run(mcpx_text text, size_t at, is_at *is, size_t length) {
  size_t i = 0;
  while (i < length && is(text, at + i)) i++;
  return i == length;
}

static bool is_one_of(mcpx_text text, size_t at, const char *set) {
  char c = text_at(text, at);
  return c && strchr(set, c);
}

/* ---- The functions ---- */

/* What a function of places.h gives, and what it should say of one byte. */
#define PLACE(name, call, plain)                                            \
  static uint64_t name##_places(mcpx_text text, size_t at) { return call; } \
  static bool name##_at(mcpx_text text, size_t at) { return plain; }

PLACE(sign, places_of(text, at, "/=\xC3"), is_one_of(text, at, "/=\xC3"))
PLACE(letter, places_letters(text, at, "ab"), is_one_of(text, at, "abAB"))
PLACE(before, places_before(text, at, "-:", 2, 5),
      is_one_of(text, at + 2, "-:") || is_one_of(text, at + 3, "-:") || is_one_of(text, at + 4, "-:") ||
          is_one_of(text, at + 5, "-:"))
PLACE(after, places_after(text, at, "-:"), at > 0 && is_one_of(text, at - 1, "-:"))
PLACE(word, places_word_starts(text, at), starts(text, at, is_alnum_at))
PLACE(word_end, places_word_ends(text, at), at > 0 && is_alnum_at(text, at - 1) && !is_alnum_at(text, at))
PLACE(number, places_number_starts(text, at), is_digit_at(text, at) && starts(text, at, is_alnum_at))
PLACE(digits, places_digit_starts(text, at), starts(text, at, is_digit_at))
PLACE(dotted, places_dotted_starts(text, at), starts(text, at, is_dotted_at))
PLACE(joined, places_joined_starts(text, at), starts(text, at, is_joined_at))
PLACE(capital, places_capitals(text, at), ascii_is_upper(text_at(text, at)))
PLACE(wide_byte, places_wide(text, at), ascii_is_wide(text_at(text, at)))
PLACE(long_word, places_long_words(text, at, 20),
      starts(text, at, is_alnum_at) && has_run(text, at, is_alnum_at, 20))
PLACE(long_key, places_long_keys(text, at, 32),
      starts(text, at, is_key_at) && has_run(text, at, is_key_at, 32))
PLACE(long_code, places_long_codes(text, at, 16),
      starts(text, at, is_code_at) && has_run(text, at, is_code_at, 16))
PLACE(long_run, places_long_runs(text, at, 15), has_run(text, at, is_dark_at, 15))
PLACE(prose, places_prose(text, at, 47), starts(text, at, is_alnum_at) && has_run(text, at, is_prose_at, 47))
PLACE(near_digit, places_near_digits(text, at, 3),
      is_digit_at(text, at) || is_digit_at(text, at + 1) || is_digit_at(text, at + 2) ||
          is_digit_at(text, at + 3))
PLACE(any_sign, places_signs(text, at), !is_alnum_at(text, at))
PLACE(special, places_special(text, at), (signed char)text_at(text, at) < ' ')

static const struct {
  const char *name;
  uint64_t (*places)(mcpx_text text, size_t at);
  is_at *is;
} FUNCTIONS[] = {
#define ROW(name) \
  { #name, name##_places, name##_at }
    ROW(sign),     ROW(letter),    ROW(before),     ROW(after),    ROW(word),
    ROW(word_end), ROW(number),    ROW(digits),     ROW(dotted),   ROW(joined),
    ROW(capital),  ROW(wide_byte), ROW(long_word),  ROW(long_key), ROW(long_code),
    ROW(long_run), ROW(prose),     ROW(near_digit), ROW(any_sign), ROW(special)};

static void check_places(mcpx_text text) {
  for (size_t row = 0; row < sizeof FUNCTIONS / sizeof *FUNCTIONS; row++)
    for (size_t at = 0; at <= text.length; at++) {
      uint64_t bits = FUNCTIONS[row].places(text, at);
      for (size_t i = 0; i < PLACES_BLOCK && at + i < text.length; i++)
        CHECK((bits >> i & 1) == FUNCTIONS[row].is(text, at + i), "%s: %zu from %zu of %zu",
              FUNCTIONS[row].name, at + i, at, text.length);
    }
}

/* ---- Words with something in them or behind them: those that go on after the block count, too ---- */

static size_t run_end(mcpx_text text, size_t at, is_at *is) {
  while (is(text, at)) at++;
  return at;
}

static bool has_one(mcpx_text text, size_t from, size_t to, is_at *is) {
  while (from < to && !is(text, from)) from++;
  return from < to;
}

static bool sign_behind(mcpx_text text, size_t at) { return is_one_of(text, at, "-:"); }
static bool joint_at(mcpx_text text, size_t at) { return is_joined_at(text, at) && !is_alnum_at(text, at); }

static void check_words(mcpx_text text, size_t at, size_t i) {
  size_t word = run_end(text, i, is_alnum_at), joined = run_end(text, i, is_joined_at),
         last = at + PLACES_BLOCK - 1;
  bool begins = starts(text, i, is_alnum_at), before = places_words_before(text, at, "-:") >> (i - at) & 1;
  bool digits = places_words_with_digits(text, at) >> (i - at) & 1,
       signs = places_joined_words(text, at) >> (i - at) & 1;
  CHECK(before == (begins && (word > last || sign_behind(text, word))), "before: %zu from %zu", i, at);
  CHECK(digits == (begins && (word > last || has_one(text, i, word, is_digit_at))), "digits: %zu from %zu", i,
        at);
  CHECK(signs == (starts(text, i, is_joined_at) && (joined > last || has_one(text, i, joined, joint_at))),
        "joined: %zu from %zu", i, at);
}

/* ---- Texts ---- */

static uint32_t seed = 1;

static uint32_t below(uint32_t limit) {
  seed = seed * UINT32_C(1664525) + UINT32_C(1013904223);
  return (seed >> 8) % limit;
}

/* Letters and digits in runs, with other bytes between them. The copy has no byte after its end. */
static char *random_text(size_t length) {
  static const char OTHERS[] = "-_.+/:,= \n\xC3\x01[@";
  char *text = malloc(length + !length);
  uint32_t kind = 0;
  assert_non_null(text);
  for (size_t i = 0; i < length; i++) {
    if (below(9) == 0) kind = below(5);
    text[i] = kind == 0   ? OTHERS[below(sizeof OTHERS - 1)]
              : kind == 1 ? (char)('0' + below(10))
              : kind == 2 ? (char)('A' + below(26))
                          : (char)('a' + below(26));
  }
  return text;
}

static void finds_places(void **state) {
  (void)state;
  for (size_t i = 0; i < TEXTS; i++) {
    size_t length = i < LENGTH_MAX ? i : below(LENGTH_MAX);
    char *bytes = random_text(length);
    mcpx_text text = {bytes, length};
    check_places(text);
    for (size_t at = 0; at < length; at++)
      for (size_t k = at; k < length && k < at + PLACES_BLOCK; k++) check_words(text, at, k);
    free(bytes);
  }
}

static void finds_the_next_byte(void **state) {
  (void)state;
  for (size_t length = 0; length < LENGTH_MAX; length++) {
    char *bytes = malloc(length + 1);
    assert_non_null(bytes);
    memset(bytes, 'a', length + 1);
    for (size_t at = 0; at < length; at++) {
      bytes[at] = '=';
      assert_int_equal(places_next_of((mcpx_text){bytes, length}, 0, "-="), at);
      assert_int_equal(places_next_of((mcpx_text){bytes, length}, at + 1, "-="), length);
      bytes[at] = 'a';
    }
    free(bytes);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(finds_places), cmocka_unit_test(finds_the_next_byte)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
