/* test_hostile.c: invalid text, escapes without an end and texts that are built to be slow.
 *
 * Nothing here asserts a time. The long texts are so long that work which is not linear would exceed the
 * timeout of ctest. */
#include <stdlib.h>
#include <string.h>

#include "classify/scan.h"
#include "compare.h"
#include "rows.h"

enum { LONG_TEXT = 1 << 20, HUGE_TEXT = 16 << 20 };
enum { PIECE = 65536 };

/* ---- Short bad input ---- */

struct bad_text {
  const char *name;
  const char *text;
  size_t length;
};

#define BAD(name, text) \
  { name, text, sizeof(text) - 1 }

static const struct bad_text BAD_TEXTS[] = {
    BAD("empty", ""),
    BAD("NUL", "\0"),
    BAD("NUL bytes", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
    BAD("continuation byte", "\x80"),
    BAD("overlong", "\xC0\x80\xC1\xBF\xE0\x80\x80\xF0\x80\x80\x80"),
    BAD("surrogates", "\xED\xA0\x80\xED\xBF\xBF"),
    BAD("above U+10FFFF", "\xF4\x90\x80\x80\xF7\xBF\xBF\xBF"),
    BAD("bytes that UTF-8 never uses", "\xF8\xF9\xFE\xFF"),
    BAD("first byte of two", "\xC3"),
    BAD("two bytes of three", "\xE2\x84"),
    BAD("three bytes of four", "\xF0\x9F\x98"),
    BAD("half a U+0130", "\xC4"),
    BAD("half a U+212A and a letter", "\xE2\x84k"),
    BAD("ESC", "\x1B"),
    BAD("ESC [ without end", "\x1B["),
    BAD("ESC [ and parameters without end", "\x1B[38;5;0123456789"),
    BAD("ESC ] without end", "\x1B]"),
    BAD("ESC ] and a title without end", "\x1B]0;title \x1B"),
    BAD("many ESC", "\x1B\x1B\x1B[\x1B]\x1B\x1B"),
    BAD("a color without ESC and end", "[0;31"),
    BAD("a long color without ESC", "[000000000000000000000000m"),
    BAD("a color without ESC, 16 bytes", "[00000000000000m"),
    BAD("a color without ESC, 17 bytes", "[000000000000000m"),
    BAD("a color without ESC, 18 bytes", "[0000000000000000m"),
    BAD("backslash", "\\"),
    BAD("backslashes", "\\\\\\\\\\\\\\"),
    BAD("\\u without digits", "\\u"),
    BAD("\\u with two digits", "\\u12"),
    BAD("half a surrogate pair", "\\ud83d"),
    BAD("a cut surrogate pair", "\\ud83d\\ude0"),
    BAD("surrogates in the wrong order", "\\ude00\\ud83d"),
    BAD("\\u0000", "\\u0000\\u0000"),
    BAD("\\x1b alone", "\\x1b"),
    BAD("\\033 alone", "\\033"),
    BAD("an entity without end", "&#x0001F600"),
    BAD("invalid entities", "&;&#;&#x;&amp;&amp;#0;&#xD800;"),
    BAD("a cut URL escape", "%2"),
    BAD("URL escapes of bytes", "%00%FF%1B%c3%A4+%+"),
    BAD("only white space", " \t\r\n\v\f\xC2\xA0"),
    BAD("only invisible characters", "\xC2\xAD\xE2\x80\x8B\xEF\xBB\xBF\xCC\x81"),
    BAD("bars", "||||\n||||\n  |"),
};

static void check_pieces(const char *text, size_t length, mcpx_profile profile) {
  mcpx_hints hints = {.profile = profile, .transport = MCPX_TRANSPORT_STDIO};
  mcpx_answer whole, bytes;
  mcpx_classify(text, length, &hints, &whole);
  assert_true(whole.code >= 0);
  CHECK(!evidence_fault(&whole, length), "%s", evidence_fault(&whole, length));
  classify_pieces(text, length, 1, &hints, &bytes);
  CHECK(!answers_differ(&whole, &bytes), "%s", answers_differ(&whole, &bytes));
}

static size_t append_bytes(char *text, size_t at, const char *bytes, size_t length) {
  memcpy(text + at, bytes, length);
  return at + length;
}

/* The bad text is before a phrase and inside one, and the whole is cut at every byte. */
static void stays_safe_around_phrases(void **state) {
  const struct bad_text *row = *state;
  char text[256];
  size_t length = append_bytes(text, 0, row->text, row->length);
  length = append_bytes(text, length, "\ncomm", 5);
  length = append_bytes(text, length, row->text, row->length);
  length = append_bytes(text, length, "and not found\ncommand not found", 31);
  for (size_t end = 0; end <= length; end++) {
    check_pieces(text, end, MCPX_PROFILE_PROXY);
    check_pieces(text, end, MCPX_PROFILE_EXTENDED);
  }
}

/* Bad text on one line does not hide a phrase on the next. */
static void does_not_hide_the_next_line(void **state) {
  static const char PHRASE[] = "\nuvx: command not found";
  const struct bad_text *row = *state;
  mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED, .transport = MCPX_TRANSPORT_STDIO};
  mcpx_answer answer;
  char text[256];
  size_t length = append_bytes(text, 0, row->text, row->length);
  length = append_bytes(text, length, PHRASE, sizeof PHRASE - 1);
  mcpx_classify(text, length, &hints, &answer);
  assert_string_equal(mcpx_code_name(answer.code), "MCPX_STDIO_SPAWN_ENOENT");
  assert_int_equal(answer.evidence[0].start, row->length + 6);
  assert_int_equal(answer.evidence[0].end, length);
}

static void all_pairs_of_bytes(void **state) {
  char text[2];
  (void)state;
  for (int pair = 0; pair < 65536; pair++) {
    text[0] = (char)(pair >> 8);
    text[1] = (char)(pair & 0xFF);
    check_pieces(text, 2, MCPX_PROFILE_EXTENDED);
  }
}

static void all_bytes_in_a_row(void **state) {
  char text[4 * 256];
  (void)state;
  for (size_t i = 0; i < sizeof text; i++) text[i] = (char)(i < 512 ? i : 3 * i);
  check_pieces(text, sizeof text, MCPX_PROFILE_PROXY);
  check_pieces(text, sizeof text, MCPX_PROFILE_EXTENDED);
}

static void null_piece_is_empty(void **state) {
  mcpx_stream stream;
  mcpx_answer answer;
  (void)state;
  mcpx_classify_start(&stream, NULL);
  mcpx_classify_feed(&stream, NULL, 0);
  mcpx_classify_finish(&stream, &answer);
  assert_string_equal(mcpx_code_name(answer.code), "MCPX_UNKNOWN_UNCLASSIFIED");
}

/* ---- Long texts ---- */

static void classify_long(const char *text, size_t length, mcpx_answer *answer) {
  mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED};
  mcpx_stream stream;
  mcpx_classify_start(&stream, &hints);
  for (size_t at = 0; at < length; at += PIECE)
    mcpx_classify_feed(&stream, text + at, length - at < PIECE ? length - at : PIECE);
  mcpx_classify_finish(&stream, answer);
  CHECK(!evidence_fault(answer, length), "%s", evidence_fault(answer, length));
}

static char *repeated(const char *pattern, size_t width, size_t length) {
  char *text = malloc(length);
  assert_non_null(text);
  for (size_t at = 0; at < length; at += width)
    memcpy(text + at, pattern, length - at < width ? length - at : width);
  return text;
}

static const struct bad_text SLOW_TEXTS[] = {
    BAD("a word of many phrases", "docker "),
    BAD("starts of a phrase with gaps", "ssssh: 1: 1: "),
    BAD("the same without spaces", "sh: 1: "),
    BAD("backslashes", "\\"),
    BAD("escaped quotes", "\\\\\\\""),
    BAD("colors without ESC", "[[[[0;0;0"),
    BAD("the longest colors without ESC", "[0;0;0;0;0;0;0;0"),
    BAD("terminal escapes", "\x1B["),
    BAD("titles", "\x1B]0;"),
    BAD("escapes in JSON", "\\u001b["),
    BAD("halves of surrogate pairs", "\\ud83d"),
    BAD("entities", "&amp;#x6;"),
    BAD("ampersands", "&"),
    BAD("plus signs", "a+"),
    BAD("URL escapes", "%20"),
    BAD("line breaks", "\n"),
    BAD("line breaks in words", "com\nmand\nnot\nfo\nund"),
    BAD("spaces", " "),
    BAD("bars", "  |\n"),
    BAD("accents", "e\xCC\x81"),
    BAD("cut characters", "\xF0\x9F\x98"),
    BAD("digits", "0"),
    BAD("statuses", "status 200 "),
    BAD("words of a gap", "spawn npx spawn docker exec: "),
};

static void work_is_linear(void **state) {
  const struct bad_text *row = *state;
  char *text = repeated(row->text, row->length, LONG_TEXT);
  mcpx_answer answer;
  classify_long(text, LONG_TEXT, &answer);
  free(text);
}

/* The plain bytes of every phrase without the last `cut`: every anchor occurs, and most comparisons fail
 * late. */
static size_t all_phrases(char *out, size_t cut) {
  struct phrase phrase = {0};
  size_t length = 0;
  while (phrase_next(&phrase)) {
    size_t end = strlen(phrase.text);
    for (size_t i = 0; i + cut < end; i++)
      if (!strchr("*~|#@^", phrase.text[i])) out[length++] = phrase.text[i];
  }
  return length;
}

static void anchors_of_all_phrases(void **state) {
  static char pattern[PHRASES_MAX];
  mcpx_answer answer;
  (void)state;
  for (size_t cut = 0; cut < 3; cut++) {
    size_t width = all_phrases(pattern, cut);
    char *text = repeated(pattern, width, LONG_TEXT);
    classify_long(text, LONG_TEXT, &answer);
    free(text);
  }
}

/* A phrase at the end of 16 MiB. */
static void huge_text(void **state) {
  static const char PHRASE[] = "no such host";
  static const char LINE[] =
      "2025-11-22T14:52:00Z INFO server \"npx\" listening on http://127.0.0.1:8080/mcp\n";
  size_t length = HUGE_TEXT;
  char *text = repeated(LINE, sizeof LINE - 1, length);
  mcpx_answer answer;
  (void)state;
  memcpy(text + length - sizeof PHRASE, " no such host", sizeof PHRASE);
  classify_long(text, length, &answer);
  assert_string_equal(mcpx_code_name(answer.code), "MCPX_HTTP_DNS_FAILED");
  assert_int_equal(answer.evidence[0].start, length - sizeof PHRASE + 1);
  assert_int_equal(answer.evidence[0].end, length);
  free(text);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(all_pairs_of_bytes),  cmocka_unit_test(all_bytes_in_a_row),
      cmocka_unit_test(null_piece_is_empty), cmocka_unit_test(anchors_of_all_phrases),
      cmocka_unit_test(huge_text),
  };
  return RUN_ROWS(BAD_TEXTS, stays_safe_around_phrases) + RUN_ROWS(BAD_TEXTS, does_not_hide_the_next_line) +
         RUN_ROWS(SLOW_TEXTS, work_is_linear) + cmocka_run_group_tests_name("hostile", cases, NULL, NULL);
}
