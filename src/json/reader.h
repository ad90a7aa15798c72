/* reader.h: a JSON tokenizer: reads strict RFC 8259 text and returns one token with its byte range per call.
 * It builds no tree, does not recurse and allocates nothing. */
#ifndef MCPX_JSON_READER_H
#define MCPX_JSON_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/internal.h"

enum { JSON_DEPTH_MAX = 32 };

enum json_type {
  JSON_OBJECT,
  JSON_OBJECT_END,
  JSON_ARRAY,
  JSON_ARRAY_END,
  JSON_KEY,
  JSON_STRING,
  JSON_NUMBER,
  JSON_TRUE,
  JSON_FALSE,
  JSON_NULL,
  JSON_END,  /* the end of a valid text */
  JSON_ERROR /* the text is not valid; json_reader says why, and all later tokens are errors too */
};

enum json_fault {
  JSON_NO_FAULT,
  /* Syntax errors: the reader stops. */
  JSON_BAD_SYNTAX,
  JSON_UNEXPECTED_END,
  JSON_TRAILING_TEXT,
  JSON_BAD_NUMBER,
  JSON_BAD_ESCAPE,
  JSON_CONTROL_CHARACTER,
  JSON_BAD_UTF8,
  JSON_TOO_DEEP,
  /* Flaws: valid by RFC 8259, but JSON parsers disagree on the value. The token is returned all the same. */
  JSON_LONE_SURROGATE,
  JSON_NULL_CHARACTER,
  JSON_NUMBER_RANGE,
};

/* What json_reader.expected says. */
enum json_expected {
  JSON_EXPECT_VALUE,
  JSON_EXPECT_VALUE_OR_END,
  JSON_EXPECT_KEY_OR_END,
  JSON_EXPECT_COMMA_OR_END,
  JSON_EXPECT_NOTHING
};

struct json_token {
  enum json_type type;
  size_t start; /* byte offsets; strings and keys include their quotes */
  size_t end;
  bool escaped; /* a string or key that contains an escape */
};

struct json_reader {
  const char *text;
  size_t length;
  size_t at;
  uint32_t objects; /* one bit per open level: set for an object, clear for an array */
  int depth;
  enum json_expected expected;
  bool lenient;          /* set by the caller: strings may contain bytes that are not UTF-8 */
  enum json_fault fault; /* the syntax error at offset `at`, or JSON_NO_FAULT */
  const char *error;     /* what the reader expected there, as a noun phrase */
  enum json_fault flaw;  /* the first flaw of the last token, at offset `flaw_at` */
  size_t flaw_at;
};

/* Whether the innermost container that is open is an object. */
static inline bool json_is_in_object(const struct json_reader *reader) {
  return reader->depth > 0 && (reader->objects >> (reader->depth - 1) & 1);
}

MCPX_INTERNAL struct json_reader json_reader_start(const char *text, size_t length);

/* Returns the next token. A key and its colon are one token; commas are not tokens. */
MCPX_INTERNAL struct json_token json_next(struct json_reader *reader);

/* Reads to the end of the value that `token` begins. Returns that end, or 0 after a syntax error. */
MCPX_INTERNAL size_t json_skip(struct json_reader *reader, struct json_token token);

/* Decodes a string or key token into `out`, which needs at most end - start bytes and may be the token's own
 * place in the text. Returns the length. A lone surrogate becomes U+FFFD. */
MCPX_INTERNAL size_t json_decode(const char *text, struct json_token token, char *out);

#endif
