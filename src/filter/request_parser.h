/* request_parser.h: what the files that parse a request share. */
#ifndef MCPX_FILTER_REQUEST_PARSER_H
#define MCPX_FILTER_REQUEST_PARSER_H

#include <stdbool.h>

#include "json/reader.h"
#include "request.h"

struct request_parser;

/* A member that a request may have, the function that reads its value, and the error if that fails. */
struct request_member {
  const char *name;
  void (*read)(struct request_parser *parser);
  const char *error;
};

struct request_parser {
  char *line;
  struct json_reader reader;
  struct request *request;
  const struct request_member *member; /* the current member */
  struct json_token value;             /* and its value */
};

/* Reports an error, and that of the current member. Only the first error of a request is kept. */
MCPX_INTERNAL void request_reject(struct request_parser *parser, const char *error);
MCPX_INTERNAL void request_reject_member(struct request_parser *parser);

/* Decodes the current value in place. A null value gives a NULL text. A value of another type is an error. */
MCPX_INTERNAL bool request_read_string(struct request_parser *parser, const char **text, size_t *length);

/* Reads null as false. */
MCPX_INTERNAL bool request_read_boolean(struct request_parser *parser);

/* Returns the index of the current value in `names`, which ends with NULL; -1 for null or an error. */
MCPX_INTERNAL int request_read_choice(struct request_parser *parser, const char *const *names);

/* Reads the members of an object, whose first token has been read. The list ends with a row without a name.
 */
MCPX_INTERNAL void request_read_object(struct request_parser *parser, const struct request_member *members);

/* Members of a request (request_hints.c). */
MCPX_INTERNAL void request_read_facts(struct request_parser *parser);
MCPX_INTERNAL void request_read_command(struct request_parser *parser);
MCPX_INTERNAL void request_read_image(struct request_parser *parser);
MCPX_INTERNAL void request_read_default_images(struct request_parser *parser);

#endif
