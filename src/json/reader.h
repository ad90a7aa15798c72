/* reader.h: JSON text -> tokens with their places; strict RFC 8259, no tree, no recursion. */
#ifndef MCPX_JSON_READER_H
#define MCPX_JSON_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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
  JSON_END,  /* the text is over, and was JSON */
  JSON_ERROR /* it was not: reader.fault and reader.error say why; the reader stays there */
};

/* What a text can be blamed for. */
enum json_fault {
  JSON_NO_FAULT,
  /* These end the reading. */
  JSON_BAD_SYNTAX,
  JSON_UNEXPECTED_END,
  JSON_TRAILING_TEXT,
  JSON_BAD_NUMBER,
  JSON_BAD_ESCAPE,
  JSON_CONTROL_CHARACTER,
  JSON_BAD_UTF8,
  JSON_TOO_DEEP,
  /* These are JSON by RFC 8259, but readers disagree on them: flaws of a token that is read all the same. */
  JSON_LONE_SURROGATE,
  JSON_NULL_CHARACTER,
  JSON_NUMBER_RANGE,
};

struct json_token {
  enum json_type type;
  size_t start; /* byte offsets; strings and keys with their quotes */
  size_t end;
  bool escaped; /* a string or key with an escape in it */
};

struct json_reader {
  const char *text;
  size_t length;
  size_t at;
  uint32_t objects; /* a bit per level of nesting: an object, not an array */
  int depth;
  int expected;
  bool lenient;          /* set it to let strings hold what is not UTF-8 */
  enum json_fault fault; /* why the reading ended, at `at` */
  const char *error;     /* what was expected there */
  enum json_fault flaw;  /* the first flaw of the last token, at `flaw_at` */
  size_t flaw_at;
};

struct json_reader json_reader_start(const char *text, size_t length);
struct json_token json_next(struct json_reader *reader);

/* Read on to the end of the value that begins with `token`; returns that end, or 0 after an error. */
size_t json_skip(struct json_reader *reader, struct json_token token);

/* Decode the characters of a string or key token into `out` (at most end - start bytes; may be the text's own
 * place); returns the length. Escaped surrogates without a partner become U+FFFD. */
size_t json_decode(const char *text, struct json_token token, char *out);

#endif
