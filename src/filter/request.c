/* request.c: one request line of the filter -> one answer line. */
#include "request.h"

#include "base/base64.h"
#include "base/text.h"
#include "check/findings.h"
#include "classify/answer_json.h"
#include "json/reader.h"

/* What an answer repeats of a request is bounded, so that MCPX_ANSWER_MAX holds. */
enum { ID_MAX = 65536, CODED_MAX = 1024 };

/* The request as it is being read. */
struct reading {
  char *line;
  struct json_reader reader;
  struct request *request;
  struct json_token value; /* of the member at hand */
};

/* A member that a request may have, and what reads its value. */
struct member {
  const char *name;
  void (*read)(struct reading *reading);
};

static void complain(struct reading *reading, const char *error) {
  if (!reading->request->error) reading->request->error = error;
}

/* The string value at hand, decoded; false, with the complaint, where it is none. null is no string and fine.
 */
static bool string_value(struct reading *reading, const char *complaint, const char **text, size_t *length) {
  *text = NULL;
  *length = 0;
  if (reading->value.type == JSON_NULL) return true;
  if (reading->value.type != JSON_STRING) {
    complain(reading, complaint);
    return false;
  }
  char *out = reading->line + reading->value.start;
  *length = json_decode(reading->line, reading->value, out);
  *text = out;
  return true;
}

static bool bool_value(struct reading *reading, const char *complaint) {
  enum json_type type = reading->value.type;
  if (type != JSON_TRUE && type != JSON_FALSE && type != JSON_NULL) complain(reading, complaint);
  return type == JSON_TRUE;
}

/* The position of the string value among `names` (the last one is NULL), or -1. */
static int choice(struct reading *reading, const char *const *names, const char *complaint) {
  const char *text;
  size_t length;
  if (!string_value(reading, complaint, &text, &length) || !text) return -1;
  for (int i = 0; names[i]; i++)
    if (text_equals(names[i], text, length)) return i;
  complain(reading, complaint);
  return -1;
}

static void read_coded(struct reading *reading) {
  mcpx_hints *hints = &reading->request->hints;
  string_value(reading, "facts.coded has to be a string", &hints->coded, &hints->coded_length);
  if (hints->coded_length > CODED_MAX) complain(reading, "facts.coded has to be at most 1024 bytes long");
}

static void read_exec_errno(struct reading *reading) {
  static const char *const NAMES[] = {"", "ENOENT", "EACCES", "ENOEXEC", "OTHER", NULL};
  int found = choice(reading, NAMES, "facts.exec_errno has to be ENOENT, EACCES, ENOEXEC or OTHER");
  if (found > 0) reading->request->hints.exec_errno = (mcpx_exec_errno)found;
}

static void read_exec_name(struct reading *reading) {
  mcpx_hints *hints = &reading->request->hints;
  string_value(reading, "facts.exec_name has to be a string", &hints->exec_name, &hints->exec_name_length);
}

static void read_op_errno(struct reading *reading) {
  static const char *const NAMES[] = {"", "ECONNREFUSED", "ENETUNREACH", "EHOSTUNREACH", NULL};
  int found = choice(reading, NAMES, "facts.op_errno has to be ECONNREFUSED, ENETUNREACH or EHOSTUNREACH");
  if (found > 0) reading->request->hints.op_errno = (mcpx_op_errno)found;
}

static void read_exit(struct reading *reading) {
  reading->request->hints.exit = bool_value(reading, "facts.exit has to be true or false");
}

static void read_deadline(struct reading *reading) {
  reading->request->hints.deadline = bool_value(reading, "facts.deadline has to be true or false");
}

static void read_dns(struct reading *reading) {
  reading->request->hints.dns = bool_value(reading, "facts.dns has to be true or false");
}

static const struct member FACT_MEMBERS[] = {{"coded", read_coded},         {"exec_errno", read_exec_errno},
                                             {"exec_name", read_exec_name}, {"exit", read_exit},
                                             {"deadline", read_deadline},   {"dns", read_dns},
                                             {"op_errno", read_op_errno},   {NULL, NULL}};

static void read_members(struct reading *reading, const struct member *members);

static void read_facts(struct reading *reading) {
  if (reading->value.type == JSON_OBJECT)
    read_members(reading, FACT_MEMBERS);
  else if (reading->value.type != JSON_NULL)
    complain(reading, "facts has to be an object");
}

static void read_id(struct reading *reading) {
  size_t start = reading->value.start, end = json_skip(&reading->reader, reading->value);
  if (end > start + ID_MAX) {
    complain(reading, "id has to be at most 64 KiB long");
    return;
  }
  reading->request->id_start = start;
  reading->request->id_end = end;
}

#define OPS "classify, entry, validate or scan"

static void read_op(struct reading *reading) {
  static const char *const NAMES[] = {"classify", "entry", "validate", "scan", NULL};
  static const enum request_op OF_NAME[] = {OP_CLASSIFY, OP_ENTRY, OP_VALIDATE, OP_SCAN};
  int found = choice(reading, NAMES, "op has to be " OPS);
  if (reading->value.type == JSON_NULL) return;
  reading->request->op = found < 0 ? OP_UNKNOWN : OF_NAME[found];
}

/* A string value that is base64 (RFC 4648, padded), decoded in its place. */
static void base64_value(struct reading *reading, const char *complaint, const char **text, size_t *length) {
  if (string_value(reading, complaint, text, length) && *text &&
      !base64_decode(reading->line + reading->value.start, length))
    complain(reading, complaint);
}

/* The text comes as it is, or as base64 where it is not UTF-8; so does the payload. */
static void begin_text(struct reading *reading) {
  if (reading->request->has_text) complain(reading, "text and text_base64 exclude each other");
  reading->request->has_text = true;
}

static void read_text(struct reading *reading) {
  struct request *request = reading->request;
  begin_text(reading);
  string_value(reading, "text has to be a string or null", &request->text, &request->text_length);
}

static void read_text_base64(struct reading *reading) {
  struct request *request = reading->request;
  begin_text(reading);
  base64_value(reading, "text_base64 has to be a string of padded base64", &request->text,
               &request->text_length);
}

/* Is there one? null is none, beside the other form too. */
static bool begin_payload(struct reading *reading) {
  if (reading->value.type == JSON_NULL) return false;
  if (reading->request->payload) complain(reading, "payload and payload_base64 exclude each other");
  return true;
}

static void read_payload(struct reading *reading) {
  struct request *request = reading->request;
  if (begin_payload(reading))
    string_value(reading, "payload has to be a string", &request->payload, &request->payload_length);
}

static void read_payload_base64(struct reading *reading) {
  struct request *request = reading->request;
  if (begin_payload(reading))
    base64_value(reading, "payload_base64 has to be a string of padded base64", &request->payload,
                 &request->payload_length);
}

static void read_blocked_values(struct reading *reading) {
  static const char WANTED[] = "blocked_values has to be an array of at most 256 strings";
  struct request *request = reading->request;
  if (reading->value.type != JSON_ARRAY) {
    if (reading->value.type != JSON_NULL) complain(reading, WANTED);
    return;
  }
  for (reading->value = json_next(&reading->reader); reading->value.type == JSON_STRING;
       reading->value = json_next(&reading->reader)) {
    mcpx_text *value = &request->blocked_values[request->blocked_value_count];
    if (request->blocked_value_count == BLOCKED_VALUES_MAX) break;
    request->blocked_value_count++;
    string_value(reading, WANTED, &value->bytes, &value->length);
  }
  if (reading->value.type != JSON_ARRAY_END) complain(reading, WANTED);
}

static void read_transport(struct reading *reading) {
  const char *name;
  size_t length;
  if (string_value(reading, "transport has to be a string", &name, &length))
    reading->request->hints.transport = mcpx_transport_find(name, length);
}

static void read_docker_isolated(struct reading *reading) {
  bool isolated = bool_value(reading, "docker_isolated has to be true or false");
  if (reading->value.type != JSON_NULL)
    reading->request->hints.docker_isolated = isolated ? MCPX_ISOLATION_YES : MCPX_ISOLATION_NO;
}

static void read_profile(struct reading *reading) {
  static const char *const NAMES[] = {"proxy", "extended", NULL};
  int found = choice(reading, NAMES, "profile has to be proxy or extended");
  reading->request->hints.profile = found == 0 ? MCPX_PROFILE_PROXY : MCPX_PROFILE_EXTENDED;
}

static void read_code(struct reading *reading) {
  struct request *request = reading->request;
  string_value(reading, "code has to be a string", &request->code, &request->code_length);
}

static const struct member REQUEST_MEMBERS[] = {{"id", read_id},
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

/* The position of a member of that name, or of the end of the table. */
static size_t find_member(const struct member *members, const char *name, size_t length) {
  size_t i = 0;
  while (members[i].name && !text_equals(members[i].name, name, length)) i++;
  return i;
}

/* Read the value at hand; one of a member that nobody knows is skipped, so that a newer caller can add one.
 */
static void read_value(struct reading *reading, const struct member *member) {
  int depth = reading->reader.depth;
  bool nested = reading->value.type == JSON_OBJECT || reading->value.type == JSON_ARRAY;
  if (member->name) member->read(reading);
  while (nested && reading->reader.depth >= depth && !reading->reader.error) json_next(&reading->reader);
}

/* The members of an object, behind its opening brace. */
static void read_members(struct reading *reading, const struct member *members) {
  uint32_t seen = 0;
  struct json_token key = json_next(&reading->reader);
  for (; key.type == JSON_KEY; key = json_next(&reading->reader)) {
    char *name = reading->line + key.start;
    size_t i = find_member(members, name, json_decode(reading->line, key, name));
    reading->value = json_next(&reading->reader);
    if (reading->value.type == JSON_ERROR) break;
    if (members[i].name && seen >> i & 1) complain(reading, "a key of a request must not stand twice");
    seen |= UINT32_C(1) << i;
    read_value(reading, &members[i]);
  }
}

void request_read(char *line, size_t length, struct request *request) {
  struct reading reading = {.line = line, .reader = json_reader_start(line, length), .request = request};
  *request = (struct request){.hints.profile = MCPX_PROFILE_EXTENDED};
  if (json_next(&reading.reader).type == JSON_OBJECT)
    read_members(&reading, REQUEST_MEMBERS);
  else if (!reading.reader.error)
    complain(&reading, "a request has to be a JSON object");
  while (!reading.reader.error && json_next(&reading.reader).type != JSON_END) continue;
  if (!reading.reader.error) return;
  *request = (struct request){.error = "a request has to be one line of valid JSON",
                              .expected = reading.reader.error,
                              .error_at = reading.reader.at};
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

/* What a request lacks becomes its error. */
static void check_complete(struct request *request) {
  if (request->error) return;
  if (request->op == OP_NONE) request->error = "op is missing: " OPS;
  if (request->op == OP_CLASSIFY && !request->has_text) request->error = "text is missing";
  if (request->op == OP_ENTRY && !request->code) request->error = "code is missing";
  bool checks = request->op == OP_VALIDATE || request->op == OP_SCAN;
  if (checks && !request->payload) request->error = "payload is missing";
}

static void write_classification(struct json_writer *json, const struct request *request) {
  mcpx_answer answer;
  mcpx_classify(request->text, request->text_length, &request->hints, &answer);
  answer_members(json, &answer);
}

/* The entry goes straight to its place in the output: it is JSON already. */
static void write_entry(struct json_writer *json, const struct request *request) {
  char entry[8192];
  size_t length = mcpx_entry_json(mcpx_code_find(request->code, request->code_length), entry, sizeof entry);
  json_key(json, "entry");
  json_raw(json, entry, length);
}

static void write_schema_version(struct json_writer *json, uint64_t version) {
  json_key(json, "schema_version");
  if (version)
    json_number(json, version);
  else
    json_string(json, NULL);
}

void request_write_verdict(struct json_writer *json, const mcpx_verdict *verdict,
                           const mcpx_finding *findings, bool scan) {
  json_key(json, scan ? "clean" : "ok");
  json_bool(json, verdict->ok);
  if (!scan) {
    json_key(json, "kind");
    json_string(json, mcpx_payload_kind_name(verdict->kind));
    write_schema_version(json, verdict->schema_version);
  }
  json_key(json, "findings");
  findings_write_json(json, findings, verdict->stored);
  size_t all = verdict->found[0] + verdict->found[1] + verdict->found[2];
  if (all == verdict->stored) return;
  json_key(json, "omitted");
  json_number(json, all - verdict->stored);
}

static void write_check(struct json_writer *json, const struct request *request, mcpx_check_room *room) {
  mcpx_check_options options = {.proxy_profile = request->hints.profile == MCPX_PROFILE_PROXY,
                                .blocked_values = request->blocked_values,
                                .blocked_value_count = request->blocked_value_count};
  bool scan = request->op == OP_SCAN;
  mcpx_verdict verdict;
  mcpx_workspace *workspace =
      room ? &room->workspace : NULL; /* without room the check says that it is unfinished */
  mcpx_finding *findings = room ? room->findings : NULL;
  (scan ? mcpx_scan : mcpx_validate)(request->payload, request->payload_length, &options, workspace, findings,
                                     MCPX_FINDINGS_MAX, &verdict);
  request_write_verdict(json, &verdict, findings, scan);
}

static void write_answer(struct json_writer *json, const struct request *request, mcpx_check_room *room) {
  if (request->error) {
    json_key(json, "error");
    request_write_error(json, request);
  } else if (request->op == OP_CLASSIFY) {
    write_classification(json, request);
  } else if (request->op == OP_ENTRY) {
    write_entry(json, request);
  } else {
    write_check(json, request, room);
  }
}

size_t mcpx_respond(char *line, size_t length, mcpx_check_room *room, char *out, size_t capacity) {
  struct request request = {.error = "a request has to be at most 8 MiB long"};
  struct json_writer json = json_start(out, capacity);
  if (length <= MCPX_REQUEST_MAX) request_read(line, length, &request);
  check_complete(&request);
  json_open(&json, '{');
  json_key(&json, "id");
  if (request.id_end)
    json_raw(&json, line + request.id_start, request.id_end - request.id_start);
  else
    json_string(&json, NULL);
  write_answer(&json, &request, room);
  json_close(&json, '}');
  return json_finish(&json);
}
