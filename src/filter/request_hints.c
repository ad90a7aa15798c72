/* request_hints.c: reads the facts of a request, and what it says about the image of a server. */
#include "request_parser.h"

/* A response repeats a foreign code, so it is limited: MCPX_RESPONSE_MAX depends on it. */
enum { CODED_LENGTH_MAX = 1024 };

/* ---- Facts ---- */

static void read_coded(struct request_parser *parser) {
  mcpx_hints *hints = &parser->request->hints;
  request_read_string(parser, &hints->coded, &hints->coded_length);
  if (hints->coded_length > CODED_LENGTH_MAX) request_reject_member(parser);
}

static void read_exec_errno(struct request_parser *parser) {
  static const char *const NAMES[] = {"", "ENOENT", "EACCES", "ENOEXEC", "OTHER", NULL};
  int found = request_read_choice(parser, NAMES);
  if (found > 0) parser->request->hints.exec_errno = (mcpx_exec_errno)found;
}

static void read_exec_name(struct request_parser *parser) {
  mcpx_hints *hints = &parser->request->hints;
  request_read_string(parser, &hints->exec_name, &hints->exec_name_length);
}

static void read_op_errno(struct request_parser *parser) {
  static const char *const NAMES[] = {"", "ECONNREFUSED", "ENETUNREACH", "EHOSTUNREACH", NULL};
  int found = request_read_choice(parser, NAMES);
  if (found > 0) parser->request->hints.op_errno = (mcpx_op_errno)found;
}

static void read_exit(struct request_parser *parser) {
  parser->request->hints.exit = request_read_boolean(parser);
}

static void read_deadline(struct request_parser *parser) {
  parser->request->hints.deadline = request_read_boolean(parser);
}

static void read_dns(struct request_parser *parser) {
  parser->request->hints.dns = request_read_boolean(parser);
}

static const struct request_member FACT_MEMBERS[] = {
    {"coded", read_coded, "`facts.coded` must be a string of at most 1,024 bytes."},
    {"exec_errno", read_exec_errno,
     "`facts.exec_errno` must be \"ENOENT\", \"EACCES\", \"ENOEXEC\" or \"OTHER\"."},
    {"exec_name", read_exec_name, "`facts.exec_name` must be a string."},
    {"exit", read_exit, "`facts.exit` must be true or false."},
    {"deadline", read_deadline, "`facts.deadline` must be true or false."},
    {"dns", read_dns, "`facts.dns` must be true or false."},
    {"op_errno", read_op_errno,
     "`facts.op_errno` must be \"ECONNREFUSED\", \"ENETUNREACH\" or \"EHOSTUNREACH\"."},
    {NULL, NULL, NULL}};

void request_read_facts(struct request_parser *parser) {
  if (parser->value.type == JSON_OBJECT)
    request_read_object(parser, FACT_MEMBERS);
  else if (parser->value.type != JSON_NULL)
    request_reject_member(parser);
}

/* ---- The image of a server ---- */

void request_read_command(struct request_parser *parser) {
  mcpx_hints *hints = &parser->request->hints;
  request_read_string(parser, &hints->command, &hints->command_length);
}

void request_read_image(struct request_parser *parser) {
  mcpx_hints *hints = &parser->request->hints;
  request_read_string(parser, &hints->image, &hints->image_length);
}

/* The object stays JSON. Its strings are not decoded in place. */
void request_read_default_images(struct request_parser *parser) {
  size_t start = parser->value.start;
  if (parser->value.type != JSON_OBJECT) {
    if (parser->value.type != JSON_NULL) request_reject_member(parser);
    return;
  }
  while ((parser->value = json_next(&parser->reader)).type == JSON_KEY) {
    parser->value = json_next(&parser->reader);
    if (parser->value.type == JSON_STRING || parser->value.type == JSON_ERROR) continue;
    request_reject_member(parser);
    json_skip(&parser->reader, parser->value);
  }
  if (parser->value.type != JSON_OBJECT_END) return; /* a syntax error, which the caller reports */
  parser->request->hints.default_images = parser->line + start;
  parser->request->hints.default_images_length = parser->value.end - start;
}
