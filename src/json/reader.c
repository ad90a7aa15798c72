/* reader.c: a JSON tokenizer for strict RFC 8259 text, without a tree, recursion or allocation. */
#include "reader.h"

#include <string.h>

#include "base/escape.h"
#include "base/utf8.h"
#include "number.h"

enum {
  EXPECT_VALUE,
  EXPECT_VALUE_OR_END,
  EXPECT_KEY,
  EXPECT_KEY_OR_END,
  EXPECT_COMMA_OR_END,
  EXPECT_NOTHING
};

_Static_assert(JSON_DEPTH_MAX <= 32, "json_reader.objects has one bit per level");

struct json_reader json_reader_start(const char *text, size_t length) {
  return (struct json_reader){.text = text, .length = length, .expected = EXPECT_VALUE};
}

static int peek_byte(const struct json_reader *reader) {
  return reader->at < reader->length ? (unsigned char)reader->text[reader->at] : -1;
}

static void skip_whitespace(struct json_reader *reader) {
  for (int c = peek_byte(reader); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = peek_byte(reader))
    reader->at++;
}

static struct json_token token_here(const struct json_reader *reader, enum json_type type) {
  return (struct json_token){.type = type, .start = reader->at, .end = reader->at};
}

static bool is_bad_utf8(const struct json_reader *reader) {
  uint32_t c;
  return !utf8_decode((const unsigned char *)reader->text + reader->at, reader->length - reader->at, &c);
}

static struct json_token report_fault(struct json_reader *reader, enum json_fault fault,
                                      const char *expected) {
  bool at_end = reader->at >= reader->length;
  reader->fault = at_end ? JSON_UNEXPECTED_END : fault;
  reader->error = expected;
  return token_here(reader, JSON_ERROR);
}

static struct json_token report_syntax_error(struct json_reader *reader, const char *expected) {
  if (reader->at < reader->length && is_bad_utf8(reader))
    return report_fault(reader, JSON_BAD_UTF8, "valid UTF-8");
  return report_fault(reader, JSON_BAD_SYNTAX, expected);
}

/* Only the first flaw of a token is recorded. */
static void record_flaw(struct json_reader *reader, enum json_fault flaw, size_t at) {
  if (reader->flaw) return;
  reader->flaw = flaw;
  reader->flaw_at = at;
}

bool json_in_object(const struct json_reader *reader) {
  return reader->depth > 0 && (reader->objects >> (reader->depth - 1) & 1);
}

static void end_value(struct json_reader *reader) {
  reader->expected = reader->depth ? EXPECT_COMMA_OR_END : EXPECT_NOTHING;
}

static struct json_token begin_container(struct json_reader *reader, bool object) {
  struct json_token token = token_here(reader, object ? JSON_OBJECT : JSON_ARRAY);
  if (reader->depth == JSON_DEPTH_MAX)
    return report_fault(reader, JSON_TOO_DEEP, "at most 32 levels of nesting");
  token.end++;
  uint32_t bit = UINT32_C(1) << reader->depth;
  reader->objects = object ? reader->objects | bit : reader->objects & ~bit;
  reader->depth++;
  reader->at++;
  reader->expected = object ? EXPECT_KEY_OR_END : EXPECT_VALUE_OR_END;
  return token;
}

static struct json_token end_container(struct json_reader *reader) {
  struct json_token token = token_here(reader, json_in_object(reader) ? JSON_OBJECT_END : JSON_ARRAY_END);
  token.end++;
  reader->depth--;
  reader->at++;
  end_value(reader);
  return token;
}

/* Consumes \uXXXX, or a surrogate pair of two, and records its flaws. */
static bool consume_code_point(struct json_reader *reader) {
  size_t start = reader->at;
  uint32_t c;
  size_t length = escape_utf16(reader->text + start, reader->length - start, &c);
  if (!length) return false;
  if (c == 0) record_flaw(reader, JSON_NULL_CHARACTER, start);
  if (c >= 0xD800 && c <= 0xDFFF) record_flaw(reader, JSON_LONE_SURROGATE, start);
  reader->at += length;
  return true;
}

/* Consumes an escape, from its backslash on. Returns false if JSON has no such escape. */
static bool consume_escape(struct json_reader *reader) {
  if (reader->at + 1 == reader->length) return false;
  char c = reader->text[reader->at + 1];
  if (c == 'u') return consume_code_point(reader);
  if (!c || !strchr("\"\\/bfnrt", c)) return false;
  reader->at += 2;
  return true;
}

/* If the text ends within the escape, the fault is the end of the text and not the escape. */
static struct json_token report_escape_fault(struct json_reader *reader) {
  size_t at = reader->at + 1;
  if (at < reader->length && reader->text[at] == 'u') at++;
  while (at < reader->length && at < reader->at + 6 && escape_hex_digit((unsigned char)reader->text[at]) >= 0)
    at++;
  if (at == reader->length) reader->at = at;
  return report_fault(reader, JSON_BAD_ESCAPE, "a valid JSON escape");
}

/* Consumes an escape or a character outside ASCII. Returns false if a string may not contain it. */
static bool consume_special(struct json_reader *reader) {
  uint32_t c;
  if (peek_byte(reader) == '\\') return consume_escape(reader);
  size_t width =
      utf8_decode((const unsigned char *)reader->text + reader->at, reader->length - reader->at, &c);
  if (width == 1) return false;
  if (!width && !reader->lenient) return false;
  reader->at += width ? width : 1;
  return true;
}

static struct json_token report_string_fault(struct json_reader *reader) {
  int c = peek_byte(reader);
  if (c < 0) return report_syntax_error(reader, "a closing quote");
  if (c == '\\') return report_escape_fault(reader);
  if (c < 0x20)
    return report_fault(reader, JSON_CONTROL_CHARACTER, "an escape instead of a control character");
  return report_fault(reader, JSON_BAD_UTF8, "valid UTF-8");
}

/* Skips printable ASCII except the quote and the backslash: most of any string. */
static void skip_plain_bytes(struct json_reader *reader) {
  const unsigned char *at = (const unsigned char *)reader->text + reader->at;
  const unsigned char *end = (const unsigned char *)reader->text + reader->length;
  while (at < end && *at >= 0x20 && *at < 0x80 && *at != '\\' && *at != '"') at++;
  reader->at = (size_t)((const char *)at - reader->text);
}

static struct json_token tokenize_string(struct json_reader *reader, enum json_type type) {
  struct json_token token = token_here(reader, type);
  reader->at++;
  for (skip_plain_bytes(reader); peek_byte(reader) != '"'; skip_plain_bytes(reader)) {
    token.escaped |= peek_byte(reader) == '\\';
    if (peek_byte(reader) < 0 || !consume_special(reader)) return report_string_fault(reader);
  }
  token.end = ++reader->at;
  return token;
}

static struct json_token tokenize_key(struct json_reader *reader) {
  struct json_token token = tokenize_string(reader, JSON_KEY);
  if (token.type == JSON_ERROR) return token;
  skip_whitespace(reader);
  if (peek_byte(reader) != ':') return report_syntax_error(reader, "a colon");
  reader->at++;
  reader->expected = EXPECT_VALUE;
  return token;
}

static bool consume_digits(struct json_reader *reader) {
  size_t start = reader->at;
  while (peek_byte(reader) >= '0' && peek_byte(reader) <= '9') reader->at++;
  return reader->at > start;
}

static bool consume_integer(struct json_reader *reader) {
  if (peek_byte(reader) == '-') reader->at++;
  if (peek_byte(reader) != '0') return consume_digits(reader);
  reader->at++;
  return peek_byte(reader) < '0' || peek_byte(reader) > '9';
}

static bool consume_number(struct json_reader *reader) {
  if (!consume_integer(reader)) return false;
  if (peek_byte(reader) == '.') {
    reader->at++;
    if (!consume_digits(reader)) return false;
  }
  if (peek_byte(reader) == 'e' || peek_byte(reader) == 'E') {
    reader->at++;
    if (peek_byte(reader) == '+' || peek_byte(reader) == '-') reader->at++;
    if (!consume_digits(reader)) return false;
  }
  return true;
}

/* On a mismatch the reader stops at the first byte that differs. */
static bool consume_word(struct json_reader *reader, const char *word) {
  for (; *word && peek_byte(reader) == *word; word++) reader->at++;
  return !*word;
}

static struct json_token tokenize_word(struct json_reader *reader, enum json_type type, const char *word) {
  struct json_token token = token_here(reader, type);
  if (!consume_word(reader, word)) return report_syntax_error(reader, "a value");
  token.end = reader->at;
  return token;
}

static struct json_token report_number_fault(struct json_reader *reader) {
  bool at_character = reader->at == reader->length || !is_bad_utf8(reader);
  return at_character ? report_fault(reader, JSON_BAD_NUMBER, "a digit, and no leading zero")
                      : report_syntax_error(reader, "a digit");
}

/* Only a long number or one with an exponent can exceed the range of a double. */
static struct json_token tokenize_number(struct json_reader *reader) {
  struct json_token token = token_here(reader, JSON_NUMBER);
  if (!consume_number(reader)) return report_number_fault(reader);
  token.end = reader->at;
  size_t length = token.end - token.start;
  const char *text = reader->text + token.start;
  bool may_be_large = length > 300 || memchr(text, 'e', length) || memchr(text, 'E', length);
  if (may_be_large && !json_number_in_range(text, length))
    record_flaw(reader, JSON_NUMBER_RANGE, token.start);
  return token;
}

static struct json_token tokenize_scalar(struct json_reader *reader) {
  int c = peek_byte(reader);
  switch (c) {
    case '"': return tokenize_string(reader, JSON_STRING);
    case 't': return tokenize_word(reader, JSON_TRUE, "true");
    case 'f': return tokenize_word(reader, JSON_FALSE, "false");
    case 'n': return tokenize_word(reader, JSON_NULL, "null");
    default: break;
  }
  return c == '-' || (c >= '0' && c <= '9') ? tokenize_number(reader)
                                            : report_syntax_error(reader, "a value");
}

static struct json_token tokenize_value(struct json_reader *reader) {
  int c = peek_byte(reader);
  if (c == '{' || c == '[') return begin_container(reader, c == '{');
  struct json_token token = tokenize_scalar(reader);
  if (token.type != JSON_ERROR) end_value(reader);
  return token;
}

/* Reads the comma and the key or value after it, or the end of the container. */
static struct json_token tokenize_after_value(struct json_reader *reader) {
  int c = peek_byte(reader);
  if (c == (json_in_object(reader) ? '}' : ']')) return end_container(reader);
  if (c != ',') return report_syntax_error(reader, json_in_object(reader) ? "a comma or }" : "a comma or ]");
  reader->at++;
  skip_whitespace(reader);
  if (!json_in_object(reader)) return tokenize_value(reader);
  if (peek_byte(reader) != '"') return report_syntax_error(reader, "a key in quotes");
  return tokenize_key(reader);
}

struct json_token json_next(struct json_reader *reader) {
  if (reader->fault) return token_here(reader, JSON_ERROR);
  reader->flaw = JSON_NO_FAULT;
  skip_whitespace(reader);
  int c = peek_byte(reader);
  switch (reader->expected) {
    case EXPECT_VALUE: return tokenize_value(reader);
    case EXPECT_VALUE_OR_END: return c == ']' ? end_container(reader) : tokenize_value(reader);
    case EXPECT_KEY_OR_END:
      if (c == '}') return end_container(reader);
      return c == '"' ? tokenize_key(reader) : report_syntax_error(reader, "a key in quotes or }");
    case EXPECT_COMMA_OR_END: return tokenize_after_value(reader);
    default: break;
  }
  if (c >= 0 && !is_bad_utf8(reader)) return report_fault(reader, JSON_TRAILING_TEXT, "the end of the text");
  if (c >= 0) return report_syntax_error(reader, "the end of the text");
  return token_here(reader, JSON_END);
}

size_t json_skip(struct json_reader *reader, struct json_token token) {
  int depth = reader->depth;
  if (token.type == JSON_OBJECT || token.type == JSON_ARRAY)
    while (token.type != JSON_ERROR && reader->depth >= depth) token = json_next(reader);
  return token.type == JSON_ERROR ? 0 : token.end;
}

size_t json_decode(const char *text, struct json_token token, char *out) {
  static const char LETTERS[] = "bfnrt";
  static const char MEANING[] = "\b\f\n\r\t";
  size_t length = 0;
  for (size_t i = token.start + 1; i + 1 < token.end;) {
    if (text[i] != '\\') {
      out[length++] = text[i++];
    } else if (text[i + 1] == 'u') {
      unsigned char bytes[4];
      uint32_t c;
      i += escape_utf16(text + i, token.end - i, &c);
      bool alone = c >= 0xD800 && c <= 0xDFFF;
      size_t width = utf8_encode(alone ? 0xFFFD : c, bytes);
      memcpy(out + length, bytes, width);
      length += width;
    } else {
      const char *letter = strchr(LETTERS, text[i + 1]);
      out[length++] = letter ? MEANING[letter - LETTERS] : text[i + 1];
      i += 2;
    }
  }
  return length;
}
