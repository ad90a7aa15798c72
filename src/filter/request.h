/* request.h: parses one request line of the filter, or the options of a module, into a struct request. */
#ifndef MCPX_FILTER_REQUEST_H
#define MCPX_FILTER_REQUEST_H

#include "base/internal.h"
#include "json/writer.h"
#include "mcpx.h"

enum { REQUEST_BLOCKED_VALUES_MAX = 256 };

enum request_op {
  REQUEST_OP_MISSING,
  REQUEST_OP_CLASSIFY,
  REQUEST_OP_ENTRY,
  REQUEST_OP_VALIDATE,
  REQUEST_OP_SCAN,
  REQUEST_OP_REDACT,
  REQUEST_OP_LOG,
  REQUEST_OP_ADVICE,
  REQUEST_OP_UNKNOWN
};

struct request {
  size_t id_start; /* the raw JSON of the id, as a range of the line; both are 0 without an id */
  size_t id_end;
  enum request_op op;
  bool has_text; /* the member is present; `text` is NULL if its value is null */
  const char *text;
  size_t text_length;
  const char *payload; /* NULL without a payload */
  size_t payload_length;
  mcpx_text blocked_values[REQUEST_BLOCKED_VALUES_MAX];
  size_t blocked_value_count;
  bool closed;            /* as in mcpx_check_options */
  unsigned proxy_release; /* as in mcpx_check_options */
  const char *code;       /* NULL without a code */
  size_t code_length;
  mcpx_answer advised; /* the causes and the kind of unknown to give advice on; the rest is not used */
  mcpx_hints hints;
  const char *error;    /* the first error of the request, or NULL */
  const char *expected; /* what the JSON parser expected at byte `error_at` of the line, or NULL */
  size_t error_at;
};

/* Parses one line. Strings are decoded in place: they point into `line`, which must live as long as the
 * request. A line that is not valid JSON leaves a request with an error and nothing else. */
MCPX_INTERNAL void request_read(char *line, size_t length, struct request *request);

/* Sets the error if the operation is missing or lacks a member that it needs. */
MCPX_INTERNAL void request_check_complete(struct request *request);

/* Writes the error as a JSON string, with the place if the line is not valid JSON. */
MCPX_INTERNAL void request_write_error(struct json_writer *json, const struct request *request);

/* Writes the advice on the code, the causes and the surroundings of the request (advise.c). */
MCPX_INTERNAL void request_write_advice(struct json_writer *json, const struct request *request);

#endif
