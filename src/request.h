/* request.h: the hints of a request, read from JSON. */
#ifndef MCPX_REQUEST_H
#define MCPX_REQUEST_H

#include "mcpx.h"

struct request {
  size_t id_start; /* the raw JSON of the id; both 0 where there is none */
  size_t id_end;
  enum { OP_NONE, OP_CLASSIFY, OP_ENTRY, OP_UNKNOWN } op;
  bool has_text; /* the key is there; text is NULL where its value is null */
  const char *text;
  size_t text_length;
  const char *code;
  size_t code_length;
  mcpx_hints hints;
  const char *error; /* what is wrong with the request, or NULL */
};

/* Read one request line. Strings are decoded in place and borrowed from `line`. */
void request_read(char *line, size_t length, struct request *request);

#endif
