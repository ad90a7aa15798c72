/* test_reader.c: the JSON reader accepts exactly the texts of RFC 8259 and decodes their strings. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/plain.h"
#include "hash.h"
#include "json/reader.h"
#include "json/reader_member.h"
#include "near.h"
#include "rows.h"

struct json_text {
  const char *name;
  const char *text;
  size_t length;
};

/* The name of a row is its text if that is printable. */
#define ROW(text) \
  { text, text, sizeof(text) - 1 }
#define NAMED(name, text) \
  { name, text, sizeof(text) - 1 }

static const struct json_text ACCEPTED[] = {
    ROW("null"),
    ROW("true"),
    ROW("false"),
    ROW("\"\""),
    ROW("[]"),
    ROW("{}"),
    ROW("0"),
    ROW("-0"),
    ROW("10"),
    ROW("1.5"),
    ROW("-0.0"),
    ROW("1e5"),
    ROW("1E+5"),
    ROW("1e-5"),
    ROW("0e0"),
    ROW("123456789012345678901234567890"),
    ROW("1e999"),
    ROW("[1,2]"),
    ROW("[[],{},[{}]]"),
    ROW("{\"a\":1,\"a\":2}"),
    ROW("{\"\":0}"),
    ROW(" [ 1 , 2 ] "),
    ROW("\t{\"a\" : [ ] }\r\n"),
    ROW("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""),
    ROW("\"\\u0000\""),
    ROW("\"\\uD83D\\uDE00\""),
    ROW("\"\\ud800\""),
    ROW("\"\\uDC00\\uD800\""),
    ROW("\"\\uFFFF\\uabCD\""),
    NAMED("DEL in a string", "\"\x7F\""),
    NAMED("two-byte UTF-8", "\"\xC2\x80\xDF\xBF\""),
    NAMED("three-byte UTF-8", "\"\xE0\xA0\x80\xEF\xBF\xBF\""),
    NAMED("four-byte UTF-8", "\"\xF0\x90\x80\x80\xF4\x8F\xBF\xBF\""),
    NAMED("byte order mark in a string", "\"\xEF\xBB\xBF\""),
    NAMED("U+2028 in a string", "\"\xE2\x80\xA8\""),
};

static const struct json_text REJECTED[] = {
    NAMED("empty", ""),
    NAMED("only whitespace", " \n"),
    NAMED("NUL", "\0"),
    ROW("nul"),
    ROW("nulll"),
    ROW("NULL"),
    ROW("True"),
    ROW("NaN"),
    ROW("Infinity"),
    ROW("-"),
    ROW("+1"),
    ROW("01"),
    ROW("-01"),
    ROW("1."),
    ROW(".5"),
    ROW("1.e5"),
    ROW("1e"),
    ROW("1e+"),
    ROW("0x10"),
    ROW("1_000"),
    ROW("--1"),
    ROW("1 2"),
    ROW("\""),
    ROW("\"a"),
    ROW("'a'"),
    ROW("\"\\a\""),
    ROW("\"\\u12\""),
    ROW("\"\\u123g\""),
    ROW("\"\\U0041\""),
    ROW("\"\\x41\""),
    ROW("\"\\"),
    ROW("\"\\\""),
    ROW("\"\\u"),
    ROW("["),
    ROW("]"),
    ROW("[1"),
    ROW("[1,"),
    ROW("[1,]"),
    ROW("[,1]"),
    ROW("[,]"),
    ROW("[1 2]"),
    ROW("[1}"),
    ROW("[1]]"),
    ROW("{"),
    ROW("}"),
    ROW("{,}"),
    ROW("{\"a\"}"),
    ROW("{\"a\":}"),
    ROW("{\"a\":1"),
    ROW("{\"a\":1,}"),
    ROW("{\"a\":1,,\"b\":2}"),
    ROW("{a:1}"),
    ROW("{1:1}"),
    ROW("{\"a\" 1}"),
    ROW("{\"a\":1]"),
    ROW("{null:1}"),
    ROW("{\"a\"::1}"),
    ROW("{} x"),
    ROW("{}{}"),
    ROW("[] // x"),
    ROW("/* x */ 1"),
    NAMED("trailing NUL", "1\0"),
    NAMED("byte order mark", "\xEF\xBB\xBF{}"),
    NAMED("vertical tab", "\v1"),
    NAMED("NBSP",
          "\xC2\xA0"
          "1"),
    NAMED("NUL in a string", "\"\0\""),
    NAMED("line feed in a string", "\"\n\""),
    NAMED("tab in a string", "\"\t\""),
    NAMED("U+001F in a string", "\"\x1F\""),
    NAMED("control character in a key", "{\"\x01\":1}"),
    NAMED("escaped line feed", "\"\\\n\""),
    NAMED("lone continuation byte", "\"\x80\""),
    NAMED("overlong two bytes", "\"\xC0\x80\""),
    NAMED("overlong slash", "\"\xC1\xAF\""),
    NAMED("overlong three bytes", "\"\xE0\x9F\xBF\""),
    NAMED("overlong four bytes", "\"\xF0\x8F\xBF\xBF\""),
    NAMED("surrogate in UTF-8", "\"\xED\xA0\x80\""),
    NAMED("above U+10FFFF", "\"\xF4\x90\x80\x80\""),
    NAMED("byte F5", "\"\xF5\x80\x80\x80\""),
    NAMED("byte FF", "\"\xFF\""),
    NAMED("truncated character", "\"\xE2\x82\""),
    NAMED("truncated character at the end", "\"\xE2\x82"),
    NAMED("UTF-8 outside a string", "\xC3\xA4"),
    NAMED("UTF-16", "1\0\0\0"),
};

/* Reads all tokens and returns the type of the last. Tokens must not overlap, and an error must be final. */
static enum json_type read_all(const char *text, size_t length) {
  struct json_reader reader = json_reader_start(text, length);
  struct json_token token;
  size_t end = 0;
  do {
    token = json_next(&reader);
    assert_true(token.start >= end && token.end >= token.start && token.end <= length);
    end = token.end;
  } while (token.type != JSON_END && token.type != JSON_ERROR);
  assert_int_equal(token.type == JSON_ERROR, reader.error != NULL);
  assert_int_equal(json_next(&reader).type, token.type);
  return token.type;
}

static uint64_t tokens_of(const char *text, size_t length, const void *context) {
  struct json_reader reader = json_reader_start(text, length);
  struct json_token token;
  uint64_t hash = HASH_START;
  (void)context;
  do {
    token = json_next(&reader);
    size_t place[] = {(size_t)token.type, token.start, token.end};
    hash = hash_bytes(hash, place, sizeof place);
  } while (token.type != JSON_END && token.type != JSON_ERROR);
  return hash;
}

static void is_accepted(void **state) {
  const struct json_text *row = *state;
  assert_int_equal(read_all(row->text, row->length), JSON_END);
  near_compare(row->text, tokens_of, NULL);
}

static void is_rejected(void **state) {
  const struct json_text *row = *state;
  assert_int_equal(read_all(row->text, row->length), JSON_ERROR);
  near_compare(row->text, tokens_of, NULL);
}

/* The bytes after the cut would complete the text if the reader read past the end. */
static void truncated_text_is_rejected(void **state) {
  static const char TEXT[] =
      "{\"k\\u00e9y\":[1.5e+3,true,null,\"\\ud83d\\ude00\xF0\x9F\x98\x80\",{\"a\":[]}]}";
  char copy[sizeof TEXT];
  (void)state;
  assert_int_equal(read_all(TEXT, sizeof TEXT - 1), JSON_END);
  for (size_t length = 0; length < sizeof TEXT - 1; length++) {
    memcpy(copy, TEXT, length);
    memset(copy + length, '"', sizeof copy - length);
    CHECK(read_all(copy, length) == JSON_ERROR, "cut after %zu bytes", length);
  }
}

static enum json_type read_nested(int depth, char open, char close) {
  char text[2 * (JSON_DEPTH_MAX + 2)];
  size_t length = (size_t)depth;
  memset(text, open, length);
  memset(text + length, close, length);
  return read_all(text, 2 * length);
}

static enum json_type read_nested_objects(int depth) {
  char text[8 * (JSON_DEPTH_MAX + 2)] = "";
  for (int i = 0; i < depth; i++) strcat(text, i + 1 < depth ? "{\"a\":" : "{");
  for (int i = 0; i < depth; i++) strcat(text, "}");
  return read_all(text, strlen(text));
}

static void depth_is_limited(void **state) {
  (void)state;
  assert_int_equal(read_nested(JSON_DEPTH_MAX, '[', ']'), JSON_END);
  assert_int_equal(read_nested(JSON_DEPTH_MAX + 1, '[', ']'), JSON_ERROR);
  assert_int_equal(read_nested_objects(JSON_DEPTH_MAX), JSON_END);
  assert_int_equal(read_nested_objects(JSON_DEPTH_MAX + 1), JSON_ERROR);
}

/* ---- Tokens ---- */

static void tokens_have_places(void **state) {
  static const char TEXT[] = " {\"a\" : [-1.5, \"b\\n\"], \"\":null}";
  static const struct json_token WANTED[] = {
      {JSON_OBJECT, 1, 2, false},  {JSON_KEY, 2, 5, false},     {JSON_ARRAY, 8, 9, false},
      {JSON_NUMBER, 9, 13, false}, {JSON_STRING, 15, 20, true}, {JSON_ARRAY_END, 20, 21, false},
      {JSON_KEY, 23, 25, false},   {JSON_NULL, 26, 30, false},  {JSON_OBJECT_END, 30, 31, false},
      {JSON_END, 31, 31, false},
  };
  struct json_reader reader = json_reader_start(TEXT, sizeof TEXT - 1);
  (void)state;
  for (size_t i = 0; i < sizeof WANTED / sizeof *WANTED; i++) {
    struct json_token token = json_next(&reader);
    CHECK(token.type == WANTED[i].type && token.start == WANTED[i].start && token.end == WANTED[i].end &&
              token.escaped == WANTED[i].escaped,
          "token %zu: type %d, %zu-%zu", i, (int)token.type, token.start, token.end);
  }
}

static void skip_returns_the_end_of_a_value(void **state) {
  static const char TEXT[] = "[[1,{\"a\":[]}],2]";
  struct json_reader reader = json_reader_start(TEXT, sizeof TEXT - 1);
  (void)state;
  json_next(&reader);
  assert_int_equal(json_skip(&reader, json_next(&reader)), 13);
  struct json_token token = json_next(&reader);
  assert_int_equal(token.type, JSON_NUMBER);
  assert_int_equal(json_skip(&reader, token), 15);
  assert_int_equal(json_next(&reader).type, JSON_ARRAY_END);
}

static void skip_reports_a_syntax_error(void **state) {
  static const char TEXT[] = "[1,{\"a\":x}]";
  struct json_reader reader = json_reader_start(TEXT, sizeof TEXT - 1);
  (void)state;
  assert_int_equal(json_skip(&reader, json_next(&reader)), 0);
  assert_non_null(reader.error);
}

/* ---- Strings ---- */

struct decoded {
  const char *name; /* the string, as JSON */
  const char *bytes;
  size_t length;
};

#define DECODED(json, bytes) \
  { json, bytes, sizeof(bytes) - 1 }

static const struct decoded DECODED_STRINGS[] = {
    DECODED("\"\"", ""),
    DECODED("\"plain\"", "plain"),
    DECODED("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t"),
    DECODED("\"a\\u0000b\"", "a\0b"),
    DECODED("\"\\u0041\\u00e4\\u20AC\"", "A\xC3\xA4\xE2\x82\xAC"),
    DECODED("\"\\u007f\\u0080\\u07ff\\u0800\\uffff\"", "\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF"),
    DECODED("\"\\ud83d\\ude00\"", "\xF0\x9F\x98\x80"),
    DECODED("\"\\uD800\\uDC00\\uDBFF\\uDFFF\"", "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"),
    DECODED("\"\\ud83d\"", "\xEF\xBF\xBD"),
    DECODED("\"\\ude00x\"", "\xEF\xBF\xBDx"),
    DECODED("\"\\ud83dx\"", "\xEF\xBF\xBDx"),
    DECODED("\"\\ud83d\\n\"", "\xEF\xBF\xBD\n"),
    DECODED("\"\\ud83d\\u0041\"",
            "\xEF\xBF\xBD"
            "A"),
    DECODED("\"\\ud83d\\ud83d\\ude00\"", "\xEF\xBF\xBD\xF0\x9F\x98\x80"),
    DECODED("\"\\ude00\\ud83d\"", "\xEF\xBF\xBD\xEF\xBF\xBD"),
    DECODED("\"\xC3\xA4\\\\\xF0\x9F\x98\x80\"", "\xC3\xA4\\\xF0\x9F\x98\x80"),
};

static void is_decoded(void **state) {
  const struct decoded *row = *state;
  char text[128], out[128];
  size_t length = strlen(row->name);
  memcpy(text, row->name, length);
  struct json_reader reader = json_reader_start(text, length);
  struct json_token token = json_next(&reader);
  assert_int_equal(token.type, JSON_STRING);
  assert_int_equal(json_decode(text, token, out), row->length);
  assert_memory_equal(out, row->bytes, row->length);
  assert_int_equal(json_decode(text, token, text), row->length); /* in place */
  assert_memory_equal(text, row->bytes, row->length);
}

/* ---- Plain members ---- */

static bool are_equal(struct json_token a, struct json_token b) {
  return a.type == b.type && a.start == b.start && a.end == b.end && a.escaped == b.escaped;
}

/* Compare json_next_member() with json_next(), from the first token to the end or the error. The text is in
 * memory of its size, so that the address sanitizer sees a byte that is read beyond it. */
static void reads_the_same(const char *text, size_t length) {
  char *copy = malloc(length ? length : 1);
  memcpy(copy, text, length);
  struct json_reader one = json_reader_start(copy, length), two = one;
  struct json_token token;
  do {
    token = json_next(&one);
    CHECK(are_equal(token, json_next_member(&two)), "%.*s, from byte %zu", (int)length, text, token.start);
    CHECK(one.at == two.at && one.fault == two.fault && one.flaw == two.flaw, "%.*s", (int)length, text);
  } while (token.type != JSON_END && token.type != JSON_ERROR);
  free(copy);
}

static const char MEMBERS[] =
    "{\"a\":1,\"\":\"\",\"a_key_of_more_than_16_bytes\":\"and a text that has more than that, "
    "too\",\"t\":true,\"f\":"
    "false,\"n\":null,\"zero\":0,\"big\":1234567890123456789012,\"neg\":-5,\"frac\":1.5,\"exp\":1e400,\"o\":{"
    "\"x\":1,"
    "\"y\":[1,\"s\",true]},\"esc\":\"\\u0041\",\"wide\":\"\xC3\xA9\" , \"end\" : 7 }";

static void members_are_read_like_tokens(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof ACCEPTED / sizeof *ACCEPTED; i++)
    reads_the_same(ACCEPTED[i].text, ACCEPTED[i].length);
  for (size_t i = 0; i < sizeof REJECTED / sizeof *REJECTED; i++) {
    char text[512];
    int length = snprintf(text, sizeof text, "{\"a\":1,\"b\":%.*s,\"c\":%.*s}", (int)REJECTED[i].length,
                          REJECTED[i].text, (int)REJECTED[i].length, REJECTED[i].text);
    reads_the_same(REJECTED[i].text, REJECTED[i].length);
    reads_the_same(text, (size_t)length);
  }
  for (size_t length = 0; length < sizeof MEMBERS; length++) reads_the_same(MEMBERS, length);
}

static void changed_members_are_read_like_tokens(void **state) {
  static const char BYTES[] = "\"\\{}[],:0a-. \n\x01\x7F\x80\xFF";
  char text[sizeof MEMBERS];
  (void)state;
  for (size_t at = 0; at + 1 < sizeof MEMBERS; at++) {
    memcpy(text, MEMBERS, sizeof text);
    for (size_t i = 0; i < sizeof BYTES; i++) {
      text[at] = BYTES[i];
      reads_the_same(text, sizeof text - 1);
    }
  }
}

static void plain_bytes_are_counted(void **state) {
  enum { LONGEST = 40 };
  (void)state;
  for (int c = 0; c < 256; c++) {
    bool plain = c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
    for (size_t length = 1; length <= LONGEST; length++) {
      char *text = malloc(length);
      for (size_t at = 0; at < length; at++) {
        memset(text, '~', length);
        text[at] = (char)c;
        assert_int_equal(plain_length(text, length), plain ? length : at);
      }
      free(text);
    }
  }
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(truncated_text_is_rejected),
      cmocka_unit_test(depth_is_limited),
      cmocka_unit_test(tokens_have_places),
      cmocka_unit_test(skip_returns_the_end_of_a_value),
      cmocka_unit_test(skip_reports_a_syntax_error),
      cmocka_unit_test(members_are_read_like_tokens),
      cmocka_unit_test(changed_members_are_read_like_tokens),
      cmocka_unit_test(plain_bytes_are_counted),
  };
  return RUN_ROWS(ACCEPTED, is_accepted) + RUN_ROWS(REJECTED, is_rejected) +
         RUN_ROWS(DECODED_STRINGS, is_decoded) + cmocka_run_group_tests_name("reader", cases, NULL, NULL);
}
