/* request.c: parses one request line of the filter, or the options of a module, into a struct request. */
#include "request.h"

#include "base/base64.h"
#include "base/text.h"
#include "json/reader.h"

/* A response repeats the id and a foreign code, so both are limited: MCPX_RESPONSE_MAX depends on it. */
enum { ID_LENGTH_MAX = 65536, CODED_LENGTH_MAX = 1024 };

struct request_parser {
  char *line;
  struct json_reader reader;
  struct request *request;
  struct json_token value; /* the value of the current member */
};

/* A member that a request may have, and the function that reads its value. */
struct request_member {
  const char *name;
  void (*read)(struct request_parser *parser);
};

/* Only the first error of a request is reported. */
static void reject_request(struct request_parser *parser, const char *error) {
  if (!parser->request->error) parser->request->error = error;
}

/* Decodes the current string value in place. A null value gives a NULL text. Any other type is an error. */
static bool read_string(struct request_parser *parser, const char *error, const char **text, size_t *length) {
  *text = NULL;
  *length = 0;
  if (parser->value.type == JSON_NULL) return true;
  if (parser->value.type != JSON_STRING) {
    reject_request(parser, error);
    return false;
  }
  char *out = parser->line + parser->value.start;
  *length = json_decode(parser->line, parser->value, out);
  *text = out;
  return true;
}

static bool read_boolean(struct request_parser *parser, const char *error) {
  enum json_type type = parser->value.type;
  if (type != JSON_TRUE && type != JSON_FALSE && type != JSON_NULL) reject_request(parser, error);
  return type == JSON_TRUE;
}

/* Returns the index of the current string value in `names`, which ends with NULL; -1 for null or an error. */
static int read_choice(struct request_parser *parser, const char *const *names, const char *error) {
  const char *text;
  size_t length;
  if (!read_string(parser, error, &text, &length) || !text) return -1;
  for (int i = 0; names[i]; i++)
    if (text_equals(names[i], text, length)) return i;
  reject_request(parser, error);
  return -1;
}

/* ---- Facts ---- */

static void read_coded(struct request_parser *parser) {
  mcpx_hints *hints = &parser->request->hints;
  read_string(parser, "facts.coded has to be a string", &hints->coded, &hints->coded_length);
  if (hints->coded_length > CODED_LENGTH_MAX)
    reject_request(parser, "facts.coded has to be at most 1024 bytes long");
}

static void read_exec_errno(struct request_parser *parser) {
  static const char *const NAMES[] = {"", "ENOENT", "EACCES", "ENOEXEC", "OTHER", NULL};
  int found = read_choice(parser, NAMES, "facts.exec_errno has to be ENOENT, EACCES, ENOEXEC or OTHER");
  if (found > 0) parser->request->hints.exec_errno = (mcpx_exec_errno)found;
}

static void read_exec_name(struct request_parser *parser) {
  mcpx_hints *hints = &parser->request->hints;
  read_string(parser, "facts.exec_name has to be a string", &hints->exec_name, &hints->exec_name_length);
}

static void read_op_errno(struct request_parser *parser) {
  static const char *const NAMES[] = {"", "ECONNREFUSED", "ENETUNREACH", "EHOSTUNREACH", NULL};
  int found =
      read_choice(parser, NAMES, "facts.op_errno has to be ECONNREFUSED, ENETUNREACH or EHOSTUNREACH");
  if (found > 0) parser->request->hints.op_errno = (mcpx_op_errno)found;
}

static void read_exit(struct request_parser *parser) {
  parser->request->hints.exit = read_boolean(parser, "facts.exit has to be true or false");
}

static void read_deadline(struct request_parser *parser) {
  parser->request->hints.deadline = read_boolean(parser, "facts.deadline has to be true or false");
}

static void read_dns(struct request_parser *parser) {
  parser->request->hints.dns = read_boolean(parser, "facts.dns has to be true or false");
}

static const struct request_member FACT_MEMBERS[] = {
    {"coded", read_coded},         {"exec_errno", read_exec_errno},
    {"exec_name", read_exec_name}, {"exit", read_exit},
    {"deadline", read_deadline},   {"dns", read_dns},
    {"op_errno", read_op_errno},   {NULL, NULL}};

static void read_object(struct request_parser *parser, const struct request_member *members);

static void read_facts(struct request_parser *parser) {
  if (parser->value.type == JSON_OBJECT)
    read_object(parser, FACT_MEMBERS);
  else if (parser->value.type != JSON_NULL)
    reject_request(parser, "facts has to be an object");
}

/* ---- Members of the request ---- */

static void read_id(struct request_parser *parser) {
  size_t start = parser->value.start, end = json_skip(&parser->reader, parser->value);
  if (end > start + ID_LENGTH_MAX) {
    reject_request(parser, "id has to be at most 64 KiB long");
    return;
  }
  parser->request->id_start = start;
  parser->request->id_end = end;
}

#define REQUEST_OPS "classify, entry, validate or scan"

static void read_op(struct request_parser *parser) {
  static const char *const NAMES[] = {"classify", "entry", "validate", "scan", NULL};
  static const enum request_op OPS[] = {REQUEST_OP_CLASSIFY, REQUEST_OP_ENTRY, REQUEST_OP_VALIDATE,
                                        REQUEST_OP_SCAN};
  int found = read_choice(parser, NAMES, "op has to be " REQUEST_OPS);
  if (parser->value.type == JSON_NULL) return;
  parser->request->op = found < 0 ? REQUEST_OP_UNKNOWN : OPS[found];
}

/* Reads a string of padded base64 (RFC 4648, section 4) and decodes it in place. */
static void read_base64(struct request_parser *parser, const char *error, const char **text, size_t *length) {
  if (read_string(parser, error, text, length) && *text &&
      !base64_decode(parser->line + parser->value.start, length))
    reject_request(parser, error);
}

/* `text` and `text_base64` are two forms of one member; so are `payload` and `payload_base64`. */
static void begin_text(struct request_parser *parser) {
  if (parser->request->has_text) reject_request(parser, "text and text_base64 exclude each other");
  parser->request->has_text = true;
}

static void read_text(struct request_parser *parser) {
  struct request *request = parser->request;
  begin_text(parser);
  read_string(parser, "text has to be a string or null", &request->text, &request->text_length);
}

static void read_text_base64(struct request_parser *parser) {
  struct request *request = parser->request;
  begin_text(parser);
  read_base64(parser, "text_base64 has to be a string of padded base64", &request->text,
              &request->text_length);
}

/* Returns false for null, which counts as no payload. */
static bool begin_payload(struct request_parser *parser) {
  if (parser->value.type == JSON_NULL) return false;
  if (parser->request->payload) reject_request(parser, "payload and payload_base64 exclude each other");
  return true;
}

static void read_payload(struct request_parser *parser) {
  struct request *request = parser->request;
  if (begin_payload(parser))
    read_string(parser, "payload has to be a string", &request->payload, &request->payload_length);
}

static void read_payload_base64(struct request_parser *parser) {
  struct request *request = parser->request;
  if (begin_payload(parser))
    read_base64(parser, "payload_base64 has to be a string of padded base64", &request->payload,
                &request->payload_length);
}

static void read_blocked_values(struct request_parser *parser) {
  static const char ERROR_TEXT[] = "blocked_values has to be an array of at most 256 strings";
  struct request *request = parser->request;
  if (parser->value.type != JSON_ARRAY) {
    if (parser->value.type != JSON_NULL) reject_request(parser, ERROR_TEXT);
    return;
  }
  for (parser->value = json_next(&parser->reader); parser->value.type == JSON_STRING;
       parser->value = json_next(&parser->reader)) {
    if (request->blocked_value_count == REQUEST_BLOCKED_VALUES_MAX) break;
    mcpx_text *value = &request->blocked_values[request->blocked_value_count++];
    read_string(parser, ERROR_TEXT, &value->bytes, &value->length);
  }
  if (parser->value.type != JSON_ARRAY_END) reject_request(parser, ERROR_TEXT);
}

static void read_transport(struct request_parser *parser) {
  const char *name;
  size_t length;
  if (read_string(parser, "transport has to be a string", &name, &length))
    parser->request->hints.transport = mcpx_transport_find(name, length);
}

static void read_docker_isolated(struct request_parser *parser) {
  bool isolated = read_boolean(parser, "docker_isolated has to be true or false");
  if (parser->value.type != JSON_NULL)
    parser->request->hints.docker_isolated = isolated ? MCPX_ISOLATION_YES : MCPX_ISOLATION_NO;
}

static void read_profile(struct request_parser *parser) {
  static const char *const NAMES[] = {"proxy", "extended", NULL};
  int found = read_choice(parser, NAMES, "profile has to be proxy or extended");
  parser->request->hints.profile = found == 0 ? MCPX_PROFILE_PROXY : MCPX_PROFILE_EXTENDED;
}

static void read_code(struct request_parser *parser) {
  struct request *request = parser->request;
  read_string(parser, "code has to be a string", &request->code, &request->code_length);
}

static const struct request_member REQUEST_MEMBERS[] = {{"id", read_id},
                                                        {"op", read_op},
                                                        {"text", read_text},
                                                        {"text_base64", read_text_base64},
                                                        {"transport", read_transport},
                                                        {"docker_isolated", read_docker_isolated},
                                                        {"facts", read_facts},
                                                        {"profile", read_profile},
                                                        {"code", read_code},
                                                        {"payload", read_payload},
                                                        {"payload_base64", read_payload_base64},
                                                        {"blocked_values", read_blocked_values},
                                                        {NULL, NULL}};

/* ---- Objects ---- */

/* Returns the index of the member with that name, or of the end of the table. */
static size_t find_member(const struct request_member *members, const char *name, size_t length) {
  size_t i = 0;
  while (members[i].name && !text_equals(members[i].name, name, length)) i++;
  return i;
}

/* Reads the value of the current member. An unknown member is skipped, so that a newer caller can add one. */
static void read_member(struct request_parser *parser, const struct request_member *member) {
  int depth = parser->reader.depth;
  bool nested = parser->value.type == JSON_OBJECT || parser->value.type == JSON_ARRAY;
  if (member->name) member->read(parser);
  while (nested && parser->reader.depth >= depth && !parser->reader.error) json_next(&parser->reader);
}

/* Reads the members of an object, after its opening brace. */
static void read_object(struct request_parser *parser, const struct request_member *members) {
  uint32_t seen = 0;
  struct json_token key = json_next(&parser->reader);
  for (; key.type == JSON_KEY; key = json_next(&parser->reader)) {
    char *name = parser->line + key.start;
    size_t i = find_member(members, name, json_decode(parser->line, key, name));
    parser->value = json_next(&parser->reader);
    if (parser->value.type == JSON_ERROR) break;
    if (members[i].name && seen >> i & 1) reject_request(parser, "a key of a request must not stand twice");
    seen |= UINT32_C(1) << i;
    read_member(parser, &members[i]);
  }
}

void request_read(char *line, size_t length, struct request *request) {
  struct request_parser parser = {
      .line = line, .reader = json_reader_start(line, length), .request = request};
  *request = (struct request){.hints.profile = MCPX_PROFILE_EXTENDED};
  if (json_next(&parser.reader).type == JSON_OBJECT)
    read_object(&parser, REQUEST_MEMBERS);
  else if (!parser.reader.error)
    reject_request(&parser, "a request has to be a JSON object");
  while (!parser.reader.error && json_next(&parser.reader).type != JSON_END) continue;
  if (!parser.reader.error) return;
  *request = (struct request){.error = "a request has to be one line of valid JSON",
                              .expected = parser.reader.error,
                              .error_at = parser.reader.at};
}

/* ---- Errors ---- */

void request_check_complete(struct request *request) {
  if (request->error) return;
  bool checks = request->op == REQUEST_OP_VALIDATE || request->op == REQUEST_OP_SCAN;
  if (request->op == REQUEST_OP_MISSING) request->error = "op is missing: " REQUEST_OPS;
  if (request->op == REQUEST_OP_CLASSIFY && !request->has_text) request->error = "text is missing";
  if (request->op == REQUEST_OP_ENTRY && !request->code) request->error = "code is missing";
  if (checks && !request->payload) request->error = "payload is missing";
}

void request_write_error(struct json_writer *json, const struct request *request) {
  json_string_begin(json);
  json_string_add(json, request->error);
  if (request->expected) {
    json_string_add(json, ": expected ");
    json_string_add(json, request->expected);
    json_string_add(json, " at byte ");
    json_string_add_number(json, request->error_at);
  }
  json_string_end(json);
}
