/* test_unmask_text.c: the unmasked forms of a text, byte for byte, and from where each byte was made. */
#include <stdio.h>
#include <string.h>

#include "canary/unmask.h"
#include "hash.h"
#include "near.h"
#include "rows.h"

enum { OUT_MAX = 256 };

struct pair {
  const char *text;
  const char *wanted;
};

/* The offsets begin at 0, do not go back, and end with the length. */
static void check_sources(const struct pair *row, const uint32_t *sources, size_t length) {
  CHECK(sources[length] == strlen(row->text), "%s", row->text);
  for (size_t i = 0; i < length; i++) CHECK(sources[i] <= sources[i + 1], "%s at %zu", row->text, i);
}

static void becomes(const struct pair *row, size_t (*unmask)(mcpx_text, char *, uint32_t *)) {
  char out[OUT_MAX], again[OUT_MAX];
  uint32_t sources[OUT_MAX];
  mcpx_text text = {row->text, strlen(row->text)};
  size_t length = unmask(text, out, sources);
  CHECK(length == strlen(row->wanted) && memcmp(out, row->wanted, length) == 0, "%s: '%.*s'", row->text,
        (int)length, out);
  check_sources(row, sources, length);
  assert_int_equal(unmask(text, again, NULL), length);
  assert_memory_equal(out, again, length);
}

static void becomes_plain(void **state) { becomes(*state, unmask_text); }
static void becomes_whole(void **state) { becomes(*state, unmask_squeezed); }

static const struct pair PLAIN[] = {
    {"", ""},
    {"abc", "abc"},
    {"%41%4", "A%4"},
    {"%u0041", "A"},
    {"%C3%A9", "\xC3\xA9"},
    {"%E9", "\xE9"},
    {"&amp;&#65;&#x42;", "&AB"},
    {"\\101\\177\\200\\08\\18a", "A\x7F\\200\\08\\18a"},
    {"\\077", "?"},
    {"\\078", "\\078"},
    {"\\10", "\\10"},
    {"\\u0041\\u004", "A\\u004"},
    {"\\u{41}\\u{1F600}", "A\xF0\x9F\x98\x80"},
    {"\\u{000041}", "A"},
    {"\\u{0000041}", "\\u{0000041}"},
    {"\\u{10FFFF}", "\xF4\x8F\xBF\xBF"},
    {"\\u{110000}", "\\u{110000}"},
    {"\\u{}", "\\u{}"},
    {"\\u{4g}", "\\u{4g}"},
    {"\\u{41", "\\u{41"},
    {"\\x41\\x4\\x", "A\\x4\\x"},
    {"\\\\\\/\\\"\\'", "\\/\"'"},
    {"\\a\\", "\\a\\"},
    {"=41=2F", "A/"},
    {"=20=1F=7E=7F", " =1F~=7F"},
    {"=4", "=4"},
    {"a[.]b(.)c[:]d[@]e(@)f", "a.b.c:d@e@f"},
    {"a AT b DOT c", "a@b.c"},
    {"a at b dot c", "a at b dot c"},
    {"a[at]b(at)c[dot]d(dot)e", "a@b@c.d.e"},
    {"a [at] b (dot) c", "a@b.c"},
    {"a [AT] b (DOT) c", "a@b.c"},
    {"a[At]b", "a[At]b"},
    {"a[.", "a[."},
    {"x\xC4\xB1\xC9\x91y", "xiay"},
    {"\xD0\x90\xD0\xB0\xD0\x91", "Aa\xD0\x91"},
    {"\xE2\x80\xA4\xE2\x81\x84\xE2\x88\x96", "./\\"},
    {"\xEF\xBC\xA1\xEF\xBC\x90", "A0"},
    {"a\xE2\x80\x8B"
     "b\x01"
     "c\td",
     "abc\td"},
    {"\xF0\x9D\x90\x80\xF0\x9D\x90\x99\xF0\x9D\x90\x9A\xF0\x9D\x90\xB3\xF0\x9D\x90\xB4", "AZazA"},
    {"\xF0\x9D\x9A\xA3\xF0\x9D\x9A\xA4", "z\xF0\x9D\x9A\xA4"},
    {"\xF0\x9D\x9F\x8D\xF0\x9D\x9F\x8E\xF0\x9D\x9F\x97\xF0\x9D\x9F\x98\xF0\x9D\x9F\xBF",
     "\xF0\x9D\x9F\x8D"
     "0909"},
    {"\xD9\x9F\xD9\xA0\xD9\xA9\xD9\xAA",
     "\xD9\x9F"
     "09\xD9\xAA"},
    {"\xDB\xB0\xDB\xB9", "09"},
    {"\xE1\xA0\x90\xE1\xA0\x99\xE1\xA0\x9A", "09\xE1\xA0\x9A"},
    {"\xE2\x91\x9F\xE2\x91\xA0\xE2\x91\xA8\xE2\x91\xA9",
     "\xE2\x91\x9F"
     "19\xE2\x91\xA9"},
    {"\xE2\x93\xAA", "0"},
    {"\xE2\x92\xB6\xE2\x93\x8F\xE2\x93\x90\xE2\x93\xA9", "AZaz"},
    {"\xE2\x92\xB5", "\xE2\x92\xB5"},
    {"a\xC2\xA0"
     "b\xE2\x80\x93"
     "c",
     "a b-c"},
    {"a\xFF"
     "b",
     "a\xFF"
     "b"},
};

static const struct pair WHOLE[] = {
    {"", ""},
    {"2f 55 73", "2f5573"},
    {"2f:55-73,61, 62", "2f55736162"},
    {"0x2f, 0x55,0x73", "0x2f5573"},
    {"2f  55", "2f  55"},
    {"2f;55", "2f;55"},
    {"2g 55", "2g 55"},
    {"2f 5g", "2f 5g"},
    {"f 55", "f 55"},
    {"2f 5", "2f 5"},
    {"2f,  55", "2f,  55"},
    {"abcd1234\nabcd1234", "abcd1234abcd1234"},
    {"abcd1234\\nabcd1234", "abcd1234abcd1234"},
    {"abcd1234\\r\\nabcd1234", "abcd1234abcd1234"},
    {"abcd1234\\tabcd1234", "abcd1234\\tabcd1234"},
    {"abcd1234\n\n  abcd", "abcd1234abcd"},
    {"xyzw1234 xyzw1234", "xyzw1234 xyzw1234"},
    {"abcd1234  abcd1234", "abcd1234abcd1234"},
    {"abcd123\nabcd1234", "abcd123\nabcd1234"},
    {"abcd\nabcd1234", "abcd\nabcd1234"},
    {"abcd12345678\nabcd1234", "abcd12345678abcd1234"},
    {"abcd1234567\nabcd1234", "abcd1234567\nabcd1234"},
    {"abcd1234\nabc", "abcd1234abc"},
    {"abcd1234\nabc ", "abcd1234\nabc "},
    {"abcd1234\nabc1 ", "abcd1234abc1 "},
    {"abcd1234\nabcd ", "abcd1234\nabcd "},
    {"abcd1234\naBcd ", "abcd1234aBcd "},
    {"abcd1234\nABCD ", "abcd1234ABCD "},
    {"abcd1234\nINFO ", "abcd1234\nINFO "},
    {"abcd1234\nWARN ", "abcd1234\nWARN "},
    {"abcd1234\nABC ", "abcd1234\nABC "},
    {"abcd1234\nabc\n", "abcd1234\nabc\n"},
    {"abcd1234\nabcdabcd\n", "abcd1234abcdabcd\n"},
    {"abcd1234\n!", "abcd1234\n!"},
};

/* ---- Encoded runs ---- */

struct encoded {
  const char *text;
  const char *decoded; /* the texts, with | after each */
};

typedef bool next_part(mcpx_text text, size_t *at, char *out, mcpx_text *part, mcpx_range *range);

static uint64_t parts_in(const char *text, size_t length, next_part *next) {
  char out[OUT_MAX];
  mcpx_text part;
  mcpx_range range;
  uint64_t hash = HASH_START;
  for (size_t at = 0; next((mcpx_text){text, length}, &at, out, &part, &range);) {
    hash = hash_bytes(hash, part.bytes, part.length);
    hash = hash_bytes(hash, &range, sizeof range);
  }
  return hash;
}

static uint64_t decoded_in(const char *text, size_t length, const void *context) {
  (void)context;
  return parts_in(text, length, unmask_next_encoded);
}

static uint64_t reversed_in(const char *text, size_t length, const void *context) {
  (void)context;
  return parts_in(text, length, unmask_next_reversed);
}

static void decodes(void **state) {
  const struct encoded *row = *state;
  char found[OUT_MAX] = "", out[OUT_MAX];
  mcpx_text text = {row->text, strlen(row->text)}, decoded;
  mcpx_range run;
  for (size_t at = 0; unmask_next_encoded(text, &at, out, &decoded, &run);) {
    CHECK(run.start < run.end && run.end <= text.length, "%s", row->text);
    strncat(found, decoded.bytes, decoded.length);
    snprintf(found + strlen(found), OUT_MAX - strlen(found), "@%zu-%zu|", run.start, run.end);
  }
  CHECK(strcmp(found, row->decoded) == 0, "%s: '%s'", row->text, found);
  near_compare(row->text, decoded_in, NULL);
}

static const struct encoded ENCODED[] = {
    {"", ""},
    {"L2hvbWUvYWxpY2Uv", "/home/alice/@0-16|"},
    {"L2hvbWUvYWxpY2U", ""},
    {"x L2hvbWUvYWxpY2UvYg==y", "/home/alice/b@2-22|"},
    {"x L2hvbWUvYWxpY2UvYg=== y", "/home/alice/b@2-22|"},
    {"x-L2hvbWUvYWxpY2Uv-y", "/home/alice/@2-18|"},
    {"2f686f6d652f616c", "/home/al@0-16|"},
    {"2f686f6d652f616", ""},
    {"0x2f686f6d652f616c", "/home/al@0-18|"},
    {"2f686f6d652f6100", "/home/a@0-16|"},
    {"2f686f6d652f0a61", "/home/\na@0-16|"},
    {"2f686f6d652f0161", ""},
    {"2f686f6d652f7f61", ""},
    {"2f686f6d652fc3a9", ""},
    {"L2hvbWUvYWxpY2Uv L2hvbWUvYWxpY2Uv", "/home/alice/@0-16|/home/alice/@17-33|"},
    {"6162636465666768696a6b6c6d6e6f70717273747576c29f", ""}, /* a control character */
    {"6162636465666768696a6b6c6d6e6f70717273747576c280", ""},
    {"6162636465666768696a6b6c6d6e6f70717273747576c2a0",
     "abcdefghijklmnopqrstuv\xC2"
     "\xA0"
     "@0-48|"},
    {"6162636465666768696a6b6c6d6e6f707172737475761f78", ""},
    {"6162636465666768696a6b6c6d6e6f707172737475762078", "abcdefghijklmnopqrstuv x@0-48|"},
    {"6162636465666768696a6b6c6d6e6f707172737475767e78", "abcdefghijklmnopqrstuv~x@0-48|"},
    {"6162636465666768696a6b6c6d6e6f7071727374f09f98",
     "abcdefghijklmnopqrst\xF0"
     "\x9F"
     "\x98"
     "@0-46|"}, /* a character that is cut */
    {"6162636465666768696a6b6c6d6e6f707172737475e282",
     "abcdefghijklmnopqrstu\xE2"
     "\x82"
     "@0-46|"},
    {"6162636465666768696a6b6c6d6e6f70717273747576ff6162",
     "abcdefghijklmnopqrstuv\xFF"
     "ab@0-50|"},
    {"6162636465666768696a6b6c6d6e6f707172737475ff616263", ""},
    {"6162636465666768696a6b6c6d6e6f707172737475c3a9", ""}, /* short, with a wide character */
    {"6162636465666768696a6b6c6d6e6f70717273747576c3a9",
     "abcdefghijklmnopqrstuv\xC3"
     "\xA9"
     "@0-48|"},
    {"616263646566676869e282ace282ace282ace282ace282ace282ac",
     "abcdefghi\xE2"
     "\x82"
     "\xAC"
     "\xE2"
     "\x82"
     "\xAC"
     "\xE2"
     "\x82"
     "\xAC"
     "\xE2"
     "\x82"
     "\xAC"
     "\xE2"
     "\x82"
     "\xAC"
     "\xE2"
     "\x82"
     "\xAC"
     "@0-54|"}, /* two of five characters are wide */
    {"6162636465666768e282ace282ace282ace282ace282ace282ac", ""},
    {"CmFiY2RlZmdoaWpr", "\nabcdefghijk@0-16|"},
    {"wqlhYmNkZWZnaGlqa2xtbm9wcXJzdHV2",
     "\xC2"
     "\xA9"
     "abcdefghijklmnopqrstuv@0-32|"},
    {"9I+/vWFiY2RlZmdoaWprbG1ub3BxcnN0",
     "\xF4"
     "\x8F"
     "\xBF"
     "\xBD"
     "abcdefghijklmnopqrst@0-32|"},
    {"fmFiY2RlZmdoaWpr", "~abcdefghijk@0-16|"},
    {"IGFiY2RlZmdoaWpr", " abcdefghijk@0-16|"},
    {"f2FiY2RlZmdoaWpr", ""},
    {"wWFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3", ""},
};

/* ---- Reversed texts ---- */

#define TO_LEFT "\xE2\x80\xAE"
#define END "\xE2\x80\xAC"

static void reverses(void **state) {
  const struct encoded *row = *state;
  char found[OUT_MAX] = "", out[OUT_MAX];
  mcpx_text text = {row->text, strlen(row->text)}, reversed;
  mcpx_range part;
  for (size_t at = 0; unmask_next_reversed(text, &at, out, &reversed, &part);) {
    strncat(found, reversed.bytes, reversed.length);
    snprintf(found + strlen(found), OUT_MAX - strlen(found), "@%zu-%zu|", part.start, part.end);
  }
  CHECK(strcmp(found, row->decoded) == 0, "%s: '%s'", row->text, found);
  near_compare(row->text, reversed_in, NULL);
}

static const struct encoded REVERSED[] = {
    {"", ""},
    {"abc", ""},
    {"a" TO_LEFT "bc" END "d", "cb@4-6|"},
    {"a" TO_LEFT "bc", "cb@4-6|"},
    {"a" TO_LEFT "bc\nd" END, "cb@4-6|"},
    {TO_LEFT, "@3-3|"},
    {"\xE2\x80", ""},
    {"ecila/sresU/", "/Users/alice@0-12|"},
    {"a\necila/emoh/\nb", "/home/alice@2-13|"},
    {"moc.elpmaxe", "example.com@0-11|"},
    {"moc elpmaxe", ""},
    {"ecila\\sresU\\", "\\Users\\alice@0-12|"},
    {"\xC3\xA9/emoh/", "/home/\xC3\xA9@0-8|"},
    {TO_LEFT "a" END TO_LEFT "b" END, "a@3-4|b@10-11|"},
};

/* ---- Which forms may differ ---- */

static void has_forms(void **state) {
  static const struct {
    const char *text;
    unsigned forms;
  } FORMS[] = {
      {"", 0},
      {"a b", 0},
      {"abcdefghijklmno", 0},
      {"abcdefghijklmnop", UNMASK_ENCODED},
      {"a%", UNMASK_CHARACTERS},
      {"a% b", UNMASK_CHARACTERS | UNMASK_GAPS},
      {"a\\", UNMASK_CHARACTERS | UNMASK_GAPS},
      {"a\n", UNMASK_CHARACTERS | UNMASK_GAPS},
      {"a AT b", UNMASK_CHARACTERS | UNMASK_GAPS},
      {"a DOT b", UNMASK_CHARACTERS | UNMASK_GAPS},
      {"a AT", 0},
      {"2f-55", UNMASK_GAPS},
      {"2f-5", 0},
      {"-55", 0},
      {"/emoh", UNMASK_REVERSED},
      {"/emo", 0},
      {"moc.", UNMASK_REVERSED},
      {"moc", 0},
      {"\\sresU", UNMASK_CHARACTERS | UNMASK_GAPS | UNMASK_REVERSED},
      {"\xC3\xA9", UNMASK_CHARACTERS | UNMASK_REVERSED},
  };
  (void)state;
  for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
    unsigned forms = unmask_forms((mcpx_text){FORMS[i].text, strlen(FORMS[i].text)});
    CHECK(forms == FORMS[i].forms, "'%s': %u", FORMS[i].text, forms);
  }
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(has_forms)};
  return RUN_ROWS(PLAIN, becomes_plain) + RUN_ROWS(WHOLE, becomes_whole) + RUN_ROWS(ENCODED, decodes) +
         RUN_ROWS(REVERSED, reverses) + cmocka_run_group_tests(cases, NULL, NULL);
}
