/* json_read.c: JSON text -> tokens with their places; strict RFC 8259, no tree, no recursion. */
#include "json_read.h"

#include <string.h>

#include "utf8.h"

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

static struct json_token failed(struct json_reader *reader, const char *expected) {
  reader->error = expected;
  return (struct json_token){JSON_ERROR, reader->at, reader->at};
}

static bool in_object(const struct json_reader *reader) {
  return reader->depth > 0 && (reader->objects >> (reader->depth - 1) & 1);
}

static void value_done(struct json_reader *reader) {
  reader->expected = reader->depth ? EXPECT_COMMA_OR_END : EXPECT_NOTHING;
}

static struct json_token open_level(struct json_reader *reader, bool object) {
  struct json_token token = {object ? JSON_OBJECT : JSON_ARRAY, reader->at, reader->at + 1};
  if (reader->depth == JSON_DEPTH_MAX) return failed(reader, "at most 32 levels of nesting");
  uint32_t bit = UINT32_C(1) << reader->depth;
  reader->objects = object ? reader->objects | bit : reader->objects & ~bit;
  reader->depth++;
  reader->at++;
  reader->expected = object ? EXPECT_KEY_OR_END : EXPECT_VALUE_OR_END;
  return token;
}

static struct json_token close_level(struct json_reader *reader) {
  struct json_token token = {in_object(reader) ? JSON_OBJECT_END : JSON_ARRAY_END, reader->at,
                             reader->at + 1};
  reader->depth--;
  reader->at++;
  value_done(reader);
  return token;
}

/* The escape behind a backslash; returns false where it is none. */
static bool take_escape(struct json_reader *reader) {
  reader->at++;
  int c = peek(reader);
  if (c < 1 || !strchr("\"\\/bfnrtu", c)) return false;
  reader->at++;
  for (int i = 0; c == 'u' && i < 4; i++, reader->at++)
    if (hex_digit(peek(reader)) < 0) return false;
  return true;
}

/* The rest of a string, behind its opening quote. Returns what was expected, or NULL when all was well. */
static const char *take_string(struct json_reader *reader) {
  for (reader->at++;;) {
    int c = peek(reader);
    uint32_t decoded;
    size_t width =
        utf8_decode((const unsigned char *)reader->text + reader->at, reader->length - reader->at, &decoded);
    if (c < 0) return "the end of a string";
    if (c == '"') break;
    if (c < 0x20) return "no control character in a string";
    if (!width) return "valid UTF-8";
    if (c != '\\')
      reader->at += width;
    else if (!take_escape(reader))
      return "an escape that JSON has";
  }
  reader->at++;
  return NULL;
}

static struct json_token string_token(struct json_reader *reader, enum json_type type) {
  struct json_token token = {type, reader->at, 0};
  const char *expected = take_string(reader);
  if (expected) return failed(reader, expected);
  token.end = reader->at;
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

static bool take_number(struct json_reader *reader) {
  if (peek(reader) == '-') reader->at++;
  if (peek(reader) == '0')
    reader->at++;
  else if (!take_digits(reader))
    return false;
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

static bool take_word(struct json_reader *reader, const char *word) {
  size_t length = strlen(word);
  if (reader->length - reader->at < length || memcmp(reader->text + reader->at, word, length) != 0)
    return false;
  reader->at += length;
  return true;
}

static struct json_token scalar_token(struct json_reader *reader) {
  struct json_token token = {JSON_NUMBER, reader->at, 0};
  int c = peek(reader);
  if (c == '"') {
    token = string_token(reader, JSON_STRING);
  } else if (c == '-' || (c >= '0' && c <= '9')) {
    if (!take_number(reader)) return failed(reader, "a digit");
  } else if (take_word(reader, "true")) {
    token.type = JSON_TRUE;
  } else if (take_word(reader, "false")) {
    token.type = JSON_FALSE;
  } else if (take_word(reader, "null")) {
    token.type = JSON_NULL;
  } else {
    return failed(reader, "a value");
  }
  token.end = reader->at;
  if (token.type != JSON_ERROR) value_done(reader);
  return token;
}

static struct json_token value_token(struct json_reader *reader) {
  int c = peek(reader);
  if (c == '{' || c == '[') return open_level(reader, c == '{');
  return scalar_token(reader);
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
  if (reader->error) return failed(reader, reader->error);
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
  if (c >= 0) return failed(reader, "nothing after the value");
  return (struct json_token){JSON_END, reader->at, reader->at};
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
      i += utf16_escape(text + i, token.end - i, &c);
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
