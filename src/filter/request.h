/* request.h: one request line of the filter, read. */
#ifndef MCPX_FILTER_REQUEST_H
#define MCPX_FILTER_REQUEST_H

#include "json/writer.h"
#include "mcpx.h"

enum { BLOCKED_VALUES_MAX = 256 };

struct request {
  size_t id_start; /* the raw JSON of the id; both 0 where there is none */
  size_t id_end;
  enum request_op { OP_NONE, OP_CLASSIFY, OP_ENTRY, OP_VALIDATE, OP_SCAN, OP_UNKNOWN } op;
  bool has_text; /* the key is there; text is NULL where its value is null */
  const char *text;
  size_t text_length;
  const char *payload; /* NULL where there is none */
  size_t payload_length;
  mcpx_text blocked_values[BLOCKED_VALUES_MAX];
  size_t blocked_value_count;
  const char *code;
  size_t code_length;
  mcpx_hints hints;
  const char *error;    /* what is wrong with the request, or NULL */
  const char *expected; /* where it is no JSON: what was expected at byte `error_at` of the line; or NULL */
  size_t error_at;
};

/* Read one request line. Strings are decoded in place and borrowed from `line`. */
void request_read(char *line, size_t length, struct request *request);

/* The members of an answer to validate or scan, inside its braces. */
void request_write_verdict(struct json_writer *json, const mcpx_verdict *verdict,
                           const mcpx_finding *findings, bool scan);

/* The error as a JSON string for people. */
void request_write_error(struct json_writer *json, const struct request *request);

#endif
