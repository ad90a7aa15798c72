/* reader.c: JSON text -> tokens with their places; strict RFC 8259, no tree, no recursion. */
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

_Static_assert(JSON_DEPTH_MAX <= 32, "a bit of json_reader.objects for each level");

struct json_reader json_reader_start(const char *text, size_t length) {
  return (struct json_reader){.text = text, .length = length, .expected = EXPECT_VALUE};
}

static int peek(const struct json_reader *reader) {
  return reader->at < reader->length ? (unsigned char)reader->text[reader->at] : -1;
}

static void skip_space(struct json_reader *reader) {
  for (int c = peek(reader); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = peek(reader)) reader->at++;
}

static struct json_token token_at(const struct json_reader *reader, enum json_type type) {
  return (struct json_token){.type = type, .start = reader->at, .end = reader->at};
}

static bool at_bad_utf8(const struct json_reader *reader) {
  uint32_t c;
  return !utf8_decode((const unsigned char *)reader->text + reader->at, reader->length - reader->at, &c);
}

static struct json_token failed_by(struct json_reader *reader, enum json_fault fault, const char *expected) {
  bool at_end = reader->at >= reader->length;
  reader->fault = at_end ? JSON_UNEXPECTED_END : fault;
  reader->error = expected;
  return token_at(reader, JSON_ERROR);
}

static struct json_token failed(struct json_reader *reader, const char *expected) {
  if (reader->at < reader->length && at_bad_utf8(reader))
    return failed_by(reader, JSON_BAD_UTF8, "valid UTF-8");
  return failed_by(reader, JSON_BAD_SYNTAX, expected);
}

/* Only the first flaw of a token is kept. */
static void flawed(struct json_reader *reader, enum json_fault flaw, size_t at) {
  if (reader->flaw) return;
  reader->flaw = flaw;
  reader->flaw_at = at;
}

static bool in_object(const struct json_reader *reader) {
  return reader->depth > 0 && (reader->objects >> (reader->depth - 1) & 1);
}

static void value_done(struct json_reader *reader) {
  reader->expected = reader->depth ? EXPECT_COMMA_OR_END : EXPECT_NOTHING;
}

static struct json_token open_level(struct json_reader *reader, bool object) {
  struct json_token token = token_at(reader, object ? JSON_OBJECT : JSON_ARRAY);
  if (reader->depth == JSON_DEPTH_MAX)
    return failed_by(reader, JSON_TOO_DEEP, "at most 32 levels of nesting");
  token.end++;
  uint32_t bit = UINT32_C(1) << reader->depth;
  reader->objects = object ? reader->objects | bit : reader->objects & ~bit;
  reader->depth++;
  reader->at++;
  reader->expected = object ? EXPECT_KEY_OR_END : EXPECT_VALUE_OR_END;
  return token;
}

static struct json_token close_level(struct json_reader *reader) {
  struct json_token token = token_at(reader, in_object(reader) ? JSON_OBJECT_END : JSON_ARRAY_END);
  token.end++;
  reader->depth--;
  reader->at++;
  value_done(reader);
  return token;
}

/* The four digits of an escape \u, and its flaws; a surrogate pair is taken whole. */
static bool take_code_point(struct json_reader *reader) {
  size_t start = reader->at;
  uint32_t c;
  size_t length = escape_utf16(reader->text + start, reader->length - start, &c);
  if (!length) return false;
  if (c == 0) flawed(reader, JSON_NULL_CHARACTER, start);
  if (c >= 0xD800 && c <= 0xDFFF) flawed(reader, JSON_LONE_SURROGATE, start);
  reader->at += length;
  return true;
}

/* The escape at hand, from its backslash on; false where it is none. */
static bool take_escape(struct json_reader *reader) {
  if (reader->at + 1 == reader->length) return false;
  char c = reader->text[reader->at + 1];
  if (c == 'u') return take_code_point(reader);
  if (!c || !strchr("\"\\/bfnrt", c)) return false;
  reader->at += 2;
  return true;
}

/* An escape that is cut off by the end of the text is not yet a wrong one. */
static struct json_token bad_escape(struct json_reader *reader) {
  size_t at = reader->at + 1;
  if (at < reader->length && reader->text[at] == 'u') at++;
  while (at < reader->length && at < reader->at + 6 && escape_hex_digit((unsigned char)reader->text[at]) >= 0)
    at++;
  if (at == reader->length) reader->at = at;
  return failed_by(reader, JSON_BAD_ESCAPE, "an escape that JSON has");
}

/* The character at hand when it is none of the plain ones; false where it may not stand in a string. */
static bool take_special(struct json_reader *reader) {
  uint32_t c;
  if (peek(reader) == '\\') return take_escape(reader);
  size_t width =
      utf8_decode((const unsigned char *)reader->text + reader->at, reader->length - reader->at, &c);
  if (width == 1) return false;
  if (!width && !reader->lenient) return false;
  reader->at += width ? width : 1;
  return true;
}

static struct json_token bad_string(struct json_reader *reader) {
  int c = peek(reader);
  if (c < 0) return failed(reader, "the end of a string");
  if (c == '\\') return bad_escape(reader);
  if (c < 0x20) return failed_by(reader, JSON_CONTROL_CHARACTER, "no control character in a string");
  return failed_by(reader, JSON_BAD_UTF8, "valid UTF-8");
}

/* The characters that stand for themselves, up to one that does not. */
static void skip_plain(struct json_reader *reader) {
  const unsigned char *at = (const unsigned char *)reader->text + reader->at;
  const unsigned char *end = (const unsigned char *)reader->text + reader->length;
  while (at < end && *at >= 0x20 && *at < 0x80 && *at != '\\' && *at != '"') at++;
  reader->at = (size_t)((const char *)at - reader->text);
}

static struct json_token string_token(struct json_reader *reader, enum json_type type) {
  struct json_token token = token_at(reader, type);
  reader->at++;
  for (skip_plain(reader); peek(reader) != '"'; skip_plain(reader)) {
    token.escaped |= peek(reader) == '\\';
    if (peek(reader) < 0 || !take_special(reader)) return bad_string(reader);
  }
  token.end = ++reader->at;
  return token;
}

static struct json_token key_token(struct json_reader *reader) {
  struct json_token token = string_token(reader, JSON_KEY);
  if (token.type == JSON_ERROR) return token;
  skip_space(reader);
  if (peek(reader) != ':') return failed(reader, "a colon");
  reader->at++;
  reader->expected = EXPECT_VALUE;
  return token;
}

static bool take_digits(struct json_reader *reader) {
  size_t start = reader->at;
  while (peek(reader) >= '0' && peek(reader) <= '9') reader->at++;
  return reader->at > start;
}

static bool take_integer(struct json_reader *reader) {
  if (peek(reader) == '-') reader->at++;
  if (peek(reader) != '0') return take_digits(reader);
  reader->at++;
  return peek(reader) < '0' || peek(reader) > '9';
}

static bool take_number(struct json_reader *reader) {
  if (!take_integer(reader)) return false;
  if (peek(reader) == '.') {
    reader->at++;
    if (!take_digits(reader)) return false;
  }
  if (peek(reader) == 'e' || peek(reader) == 'E') {
    reader->at++;
    if (peek(reader) == '+' || peek(reader) == '-') reader->at++;
    if (!take_digits(reader)) return false;
  }
  return true;
}

/* Stops at the first byte that is not the word's. */
static bool take_word(struct json_reader *reader, const char *word) {
  for (; *word && peek(reader) == *word; word++) reader->at++;
  return !*word;
}

static struct json_token word_token(struct json_reader *reader, enum json_type type, const char *word) {
  struct json_token token = token_at(reader, type);
  if (!take_word(reader, word)) return failed(reader, "a value");
  token.end = reader->at;
  return token;
}

static struct json_token bad_number(struct json_reader *reader) {
  bool at_character = reader->at == reader->length || !at_bad_utf8(reader);
  return at_character ? failed_by(reader, JSON_BAD_NUMBER, "a digit, and no zero before others")
                      : failed(reader, "a digit");
}

/* Only a long number or one with an exponent can be too large. */
static struct json_token number_token(struct json_reader *reader) {
  struct json_token token = token_at(reader, JSON_NUMBER);
  if (!take_number(reader)) return bad_number(reader);
  token.end = reader->at;
  size_t length = token.end - token.start;
  const char *text = reader->text + token.start;
  bool may_be_large = length > 300 || memchr(text, 'e', length) || memchr(text, 'E', length);
  if (may_be_large && !json_number_in_range(text, length)) flawed(reader, JSON_NUMBER_RANGE, token.start);
  return token;
}

static struct json_token scalar_token(struct json_reader *reader) {
  int c = peek(reader);
  switch (c) {
    case '"': return string_token(reader, JSON_STRING);
    case 't': return word_token(reader, JSON_TRUE, "true");
    case 'f': return word_token(reader, JSON_FALSE, "false");
    case 'n': return word_token(reader, JSON_NULL, "null");
    default: break;
  }
  return c == '-' || (c >= '0' && c <= '9') ? number_token(reader) : failed(reader, "a value");
}

static struct json_token value_token(struct json_reader *reader) {
  int c = peek(reader);
  if (c == '{' || c == '[') return open_level(reader, c == '{');
  struct json_token token = scalar_token(reader);
  if (token.type != JSON_ERROR) value_done(reader);
  return token;
}

/* Between two members: a comma and what must follow it, or the end of the level. */
static struct json_token after_value(struct json_reader *reader) {
  int c = peek(reader);
  if (c == (in_object(reader) ? '}' : ']')) return close_level(reader);
  if (c != ',') return failed(reader, in_object(reader) ? "a comma or }" : "a comma or ]");
  reader->at++;
  skip_space(reader);
  if (!in_object(reader)) return value_token(reader);
  if (peek(reader) != '"') return failed(reader, "a key in quotes");
  return key_token(reader);
}

struct json_token json_next(struct json_reader *reader) {
  if (reader->fault) return token_at(reader, JSON_ERROR);
  reader->flaw = JSON_NO_FAULT;
  skip_space(reader);
  int c = peek(reader);
  switch (reader->expected) {
    case EXPECT_VALUE: return value_token(reader);
    case EXPECT_VALUE_OR_END: return c == ']' ? close_level(reader) : value_token(reader);
    case EXPECT_KEY_OR_END:
      if (c == '}') return close_level(reader);
      return c == '"' ? key_token(reader) : failed(reader, "a key in quotes or }");
    case EXPECT_COMMA_OR_END: return after_value(reader);
    default: break;
  }
  if (c >= 0 && !at_bad_utf8(reader)) return failed_by(reader, JSON_TRAILING_TEXT, "nothing after the value");
  if (c >= 0) return failed(reader, "nothing after the value");
  return token_at(reader, JSON_END);
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
