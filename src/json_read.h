/* json_read.h: JSON text -> tokens with their places; strict RFC 8259, no tree, no recursion. */
#ifndef MCPX_JSON_READ_H
#define MCPX_JSON_READ_H

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
  JSON_ERROR /* it was not: reader.error says why; the reader stays there */
};

struct json_token {
  enum json_type type;
  size_t start; /* byte offsets; strings and keys with their quotes */
  size_t end;
};

struct json_reader {
  const char *text;
  size_t length;
  size_t at;
  uint32_t objects; /* a bit per level of nesting: an object, not an array */
  int depth;
  int expected;
  const char *error; /* what was expected at `at` */
};

struct json_reader json_reader_start(const char *text, size_t length);
struct json_token json_next(struct json_reader *reader);

/* Read on to the end of the value that begins with `token`; returns that end, or 0 after an error. */
size_t json_skip(struct json_reader *reader, struct json_token token);

/* Decode the characters of a string or key token into `out` (at most end - start bytes; may be the text's own
 * place); returns the length. Escaped surrogates without a partner become U+FFFD. */
size_t json_decode(const char *text, struct json_token token, char *out);

#endif
