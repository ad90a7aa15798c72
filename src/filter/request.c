/* request.c: parses one request line of the filter, or the options of a module, into a struct request. */
#include "request_parser.h"

#include "base/base64.h"
#include "base/text.h"
#include "catalog/causes.h"

/* A response repeats the id, so it is limited: MCPX_RESPONSE_MAX depends on it. */
enum { ID_LENGTH_MAX = 65536 };

/* As read_string, for a string of padded base64 (RFC 4648, section 4). */
static void read_base64(struct request_parser *parser, const char **text, size_t *length) {
  bool is_text = request_read_string(parser, text, length) && *text;
  if (is_text && !base64_decode(parser->line + parser->value.start, length)) request_reject_member(parser);
}

/* ---- Members of the request ---- */

static void read_id(struct request_parser *parser) {
  size_t start = parser->value.start, end = json_skip(&parser->reader, parser->value);
  if (end > start + ID_LENGTH_MAX) {
    request_reject_member(parser);
    return;
  }
  parser->request->id_start = start;
  parser->request->id_end = end;
}

#define REQUEST_OPS "\"classify\", \"advice\", \"log\", \"entry\", \"validate\", \"scan\" or \"redact\""

static void read_op(struct request_parser *parser) {
  /* in the order of enum request_op */
  static const char *const NAMES[] = {"classify", "entry", "validate", "scan",
                                      "redact",   "log",   "advice",   NULL};
  int found = request_read_choice(parser, NAMES);
  if (parser->value.type == JSON_NULL) return;
  parser->request->op = found < 0 ? REQUEST_OP_UNKNOWN : (enum request_op)(REQUEST_OP_CLASSIFY + found);
}

/* `text` and `text_base64` are two forms of one member. A null text is a text: no error occurred. */
static void begin_text(struct request_parser *parser) {
  if (parser->request->has_text)
    request_reject(parser, "The request has both `text` and `text_base64`. Send only one of them.");
  parser->request->has_text = true;
}

static void read_text(struct request_parser *parser) {
  begin_text(parser);
  request_read_string(parser, &parser->request->text, &parser->request->text_length);
}

static void read_text_base64(struct request_parser *parser) {
  begin_text(parser);
  read_base64(parser, &parser->request->text, &parser->request->text_length);
}

/* `payload` and `payload_base64` are two forms of one member. Returns false for null, which is no payload. */
static bool begin_payload(struct request_parser *parser) {
  if (parser->value.type == JSON_NULL) return false;
  if (parser->request->payload)
    request_reject(parser, "The request has both `payload` and `payload_base64`. Send only one of them.");
  return true;
}

static void read_payload(struct request_parser *parser) {
  struct request *request = parser->request;
  if (begin_payload(parser)) request_read_string(parser, &request->payload, &request->payload_length);
}

static void read_payload_base64(struct request_parser *parser) {
  struct request *request = parser->request;
  if (begin_payload(parser)) read_base64(parser, &request->payload, &request->payload_length);
}

static void read_blocked_values(struct request_parser *parser) {
  struct request *request = parser->request;
  if (parser->value.type != JSON_ARRAY) {
    if (parser->value.type != JSON_NULL) request_reject_member(parser);
    return;
  }
  for (parser->value = json_next(&parser->reader); parser->value.type == JSON_STRING;
       parser->value = json_next(&parser->reader)) {
    if (request->blocked_value_count == REQUEST_BLOCKED_VALUES_MAX) break;
    mcpx_text *value = &request->blocked_values[request->blocked_value_count++];
    request_read_string(parser, &value->bytes, &value->length);
  }
  if (parser->value.type != JSON_ARRAY_END) request_reject_member(parser);
}

static void read_transport(struct request_parser *parser) {
  const char *name;
  size_t length;
  if (request_read_string(parser, &name, &length))
    parser->request->hints.transport = mcpx_transport_find(name, length);
}

static void read_docker_isolated(struct request_parser *parser) {
  bool isolated = request_read_boolean(parser);
  if (parser->value.type != JSON_NULL)
    parser->request->hints.docker_isolated = isolated ? MCPX_ISOLATION_YES : MCPX_ISOLATION_NO;
}

/* A name that `find` does not know is an error, so that a misspelled hint is not ignored. */
static int read_known_name(struct request_parser *parser, int (*find)(const char *name, size_t length)) {
  const char *name;
  size_t length;
  if (!request_read_string(parser, &name, &length) || !name) return 0;
  int found = find(name, length);
  if (!found) request_reject_member(parser);
  return found;
}

static int find_system(const char *name, size_t length) { return (int)mcpx_system_find(name, length); }

static void read_system(struct request_parser *parser) {
  parser->request->hints.system = (mcpx_system)read_known_name(parser, find_system);
}

static void read_client(struct request_parser *parser) {
  parser->request->hints.client = read_known_name(parser, mcpx_client_find);
}

static void read_runner(struct request_parser *parser) {
  parser->request->hints.runner = read_known_name(parser, mcpx_runner_find);
}

static void read_profile(struct request_parser *parser) {
  static const char *const NAMES[] = {"proxy", "extended", NULL};
  bool is_proxy = request_read_choice(parser, NAMES) == 0;
  parser->request->hints.profile = is_proxy ? MCPX_PROFILE_PROXY : MCPX_PROFILE_EXTENDED;
}

static void read_proxy_release(struct request_parser *parser) {
  const char *version;
  size_t length;
  if (!request_read_string(parser, &version, &length) || !version) return;
  parser->request->proxy_release = mcpx_proxy_release(version, length);
  if (!parser->request->proxy_release) request_reject_member(parser);
}

static void read_closed(struct request_parser *parser) {
  parser->request->closed = request_read_boolean(parser);
}

static void read_code(struct request_parser *parser) {
  request_read_string(parser, &parser->request->code, &parser->request->code_length);
}

/* ---- What advice is asked about ---- */

static mcpx_cause find_cause(struct request_parser *parser) {
  const char *name;
  size_t length;
  if (!request_read_string(parser, &name, &length) || !name) return MCPX_CAUSE_NONE;
  mcpx_cause cause = mcpx_cause_find(name, length);
  if (cause == MCPX_CAUSE_NONE) request_reject_member(parser);
  return cause;
}

static void read_cause(struct request_parser *parser) { parser->request->advised.cause = find_cause(parser); }

static void read_also_possible(struct request_parser *parser) {
  mcpx_answer *advised = &parser->request->advised;
  if (parser->value.type != JSON_ARRAY) {
    if (parser->value.type != JSON_NULL) request_reject_member(parser);
    return;
  }
  for (parser->value = json_next(&parser->reader); parser->value.type == JSON_STRING;
       parser->value = json_next(&parser->reader)) {
    if (advised->also_possible_count == MCPX_ALSO_POSSIBLE_MAX) break;
    mcpx_cause cause = find_cause(parser);
    if (cause != MCPX_CAUSE_NONE) advised->also_possible[advised->also_possible_count++] = cause;
  }
  if (parser->value.type != JSON_ARRAY_END) request_reject_member(parser);
}

static void read_unknown(struct request_parser *parser) {
  const char *name;
  size_t length;
  if (!request_read_string(parser, &name, &length) || !name) return;
  parser->request->advised.unknown = cause_unknown_find(name, length);
  if (parser->request->advised.unknown == MCPX_UNKNOWN_NONE) request_reject_member(parser);
}

static const struct request_member REQUEST_MEMBERS[] = {
    {"id", read_id, "`id` must be at most 64 KiB long."},
    {"op", read_op, "`op` must be " REQUEST_OPS "."},
    {"text", read_text, "`text` must be a string or null."},
    {"text_base64", read_text_base64, "`text_base64` must be a string of padded base64 or null."},
    {"transport", read_transport, "`transport` must be a string."},
    {"docker_isolated", read_docker_isolated, "`docker_isolated` must be true or false."},
    {"os", read_system, "`os` must be \"windows\", \"macos\", \"linux\" or \"wsl\"."},
    {"client", read_client, "`client` must be the name of a client, such as \"claude_desktop\"."},
    {"runner", read_runner, "`runner` must be the name of a program, such as \"npx\"."},
    {"command", request_read_command, "`command` must be a string."},
    {"image", request_read_image, "`image` must be a string."},
    {"default_images", request_read_default_images, "`default_images` must be an object of strings."},
    {"facts", request_read_facts, "`facts` must be an object."},
    {"profile", read_profile, "`profile` must be \"proxy\" or \"extended\"."},
    {"cause", read_cause, "`cause` must be the id of a cause."},
    {"also_possible", read_also_possible, "`also_possible` must be an array of at most 3 ids of causes."},
    {"unknown", read_unknown, "`unknown` must be a kind, such as \"too_little\"."},
    {"code", read_code, "`code` must be a string."},
    {"payload", read_payload, "`payload` must be a string."},
    {"payload_base64", read_payload_base64, "`payload_base64` must be a string of padded base64."},
    {"proxy_release", read_proxy_release, "`proxy_release` must be a version, such as \"v0.58.0\"."},
    {"closed", read_closed, "`closed` must be true or false."},
    {"blocked_values", read_blocked_values, "`blocked_values` must be an array of at most 256 strings."},
    {NULL, NULL, NULL}};

void request_read(char *line, size_t length, struct request *request) {
  struct request_parser parser = {
      .line = line, .reader = json_reader_start(line, length), .request = request};
  *request = (struct request){.hints.profile = MCPX_PROFILE_EXTENDED, .advised.cause = MCPX_CAUSE_NONE};
  if (json_next(&parser.reader).type == JSON_OBJECT)
    request_read_object(&parser, REQUEST_MEMBERS);
  else if (!parser.reader.error)
    request_reject(&parser, "The request must be a JSON object.");
  while (!parser.reader.error && json_next(&parser.reader).type != JSON_END) continue;
  if (!parser.reader.error) return;
  *request = (struct request){.error = "The request is not valid JSON",
                              .expected = parser.reader.error,
                              .error_at = parser.reader.at};
}

/* ---- Errors ---- */

void request_check_complete(struct request *request) {
  if (request->error) return;
  bool checks = request->op == REQUEST_OP_VALIDATE || request->op == REQUEST_OP_SCAN;
  if (request->op == REQUEST_OP_MISSING)
    request->error = "`op` is missing. It must be " REQUEST_OPS ".";
  else if (request->op == REQUEST_OP_CLASSIFY && !request->has_text)
    request->error = "`text` is missing. A classify request needs `text` or `text_base64`.";
  else if (request->op == REQUEST_OP_REDACT && !request->text)
    request->error = "`text` is missing. A redact request needs `text` or `text_base64`.";
  else if (request->op == REQUEST_OP_LOG && !request->text)
    request->error = "`text` is missing. A log request needs `text` or `text_base64`.";
  else if (request->op == REQUEST_OP_ENTRY && !request->code)
    request->error = "`code` is missing. An entry request needs it.";
  else if (request->op == REQUEST_OP_ADVICE && !request->code && request->advised.cause == MCPX_CAUSE_NONE)
    request->error = "`code` is missing. An advice request needs `code` or `cause`.";
  else if (checks && !request->payload)
    request->error = "`payload` is missing. A request to check needs `payload` or `payload_base64`.";
}

void request_write_error(struct json_writer *json, const struct request *request) {
  json_string_begin(json);
  json_string_add(json, request->error);
  if (request->expected) {
    json_string_add(json, ": expected ");
    json_string_add(json, request->expected);
    json_string_add(json, " at byte ");
    json_string_add_number(json, request->error_at);
    json_string_add(json, ".");
  }
  json_string_end(json);
}
