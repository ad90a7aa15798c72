/* reader_member.h: the members of objects as programs write them: without white space, without escapes and
 * characters outside ASCII, with values that are no objects, arrays or fractions. Nearly all of a heartbeat.
 */
#ifndef MCPX_JSON_READER_MEMBER_H
#define MCPX_JSON_READER_MEMBER_H

#include <string.h>

#include "base/ascii.h"
#include "base/plain.h"
#include "reader.h"

/* The offset of the quote after the plain bytes at an offset, if a byte of the text follows it; else 0. */
static inline size_t json_plain_end(const struct json_reader *reader, size_t at) {
  size_t end = at + plain_length(reader->text + at, reader->length - at);
  return end + 1 < reader->length && reader->text[end] == '"' ? end : 0;
}

/* ,"key": */
static inline bool json_next_plain_key(struct json_reader *reader, struct json_token *token) {
  const char *text = reader->text + reader->at;
  if (reader->length - reader->at < 4 || text[0] != ',' || text[1] != '"') return false;
  size_t end = json_plain_end(reader, reader->at + 2);
  if (!end || reader->text[end + 1] != ':') return false;
  *token = (struct json_token){JSON_KEY, reader->at + 1, end + 1, false};
  reader->at = end + 2;
  reader->expected = JSON_EXPECT_VALUE;
  return true;
}

/* The end of an integer, if it is one and a comma or bracket follows; else 0. */
static inline size_t json_integer_end(const struct json_reader *reader) {
  enum { INTEGER_DIGITS_MAX = 19 };
  size_t at = reader->at,
         limit = reader->length - at > INTEGER_DIGITS_MAX ? at + INTEGER_DIGITS_MAX : reader->length;
  while (at < limit && ascii_is_digit(reader->text[at])) at++;
  bool ends = at < limit && (reader->text[at] == ',' || reader->text[at] == '}');
  return ends && (reader->text[reader->at] != '0' || at == reader->at + 1) ? at : 0;
}

static inline size_t json_word_end(const struct json_reader *reader, const char *word, size_t length) {
  bool found = reader->length - reader->at >= length && memcmp(reader->text + reader->at, word, length) == 0;
  return found ? reader->at + length : 0;
}

static inline bool json_next_plain_value(struct json_reader *reader, struct json_token *token) {
  enum json_type type = JSON_NUMBER;
  size_t end;
  switch (reader->at < reader->length ? reader->text[reader->at] : '\0') {
    case '"':
      type = JSON_STRING;
      end = json_plain_end(reader, reader->at + 1);
      end += end != 0;
      break;
    case 't': type = JSON_TRUE, end = json_word_end(reader, "true", 4); break;
    case 'f': type = JSON_FALSE, end = json_word_end(reader, "false", 5); break;
    case 'n': type = JSON_NULL, end = json_word_end(reader, "null", 4); break;
    default: end = json_integer_end(reader);
  }
  if (!end || end == reader->at) return false;
  *token = (struct json_token){type, reader->at, end, false};
  reader->at = end;
  reader->expected = JSON_EXPECT_COMMA_OR_END;
  return true;
}

/* As json_next(), which reads what is not as simple, but not after an error. */
static inline struct json_token json_next_member(struct json_reader *reader) {
  struct json_token token;
  bool found = false;
  if (reader->expected == JSON_EXPECT_VALUE && reader->depth > 0)
    found = json_next_plain_value(reader, &token);
  else if (reader->expected == JSON_EXPECT_COMMA_OR_END && json_is_in_object(reader))
    found = json_next_plain_key(reader, &token);
  if (!found) return json_next(reader);
  reader->flaw = JSON_NO_FAULT;
  return token;
}

#endif
