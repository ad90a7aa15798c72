/* answer_json.c: writes an answer as JSON. */
#include "answer_json.h"

static const char *const TRANSPORT_NAMES[] = {
    [MCPX_TRANSPORT_UNKNOWN] = NULL,       [MCPX_TRANSPORT_STDIO] = "stdio", [MCPX_TRANSPORT_HTTP] = "http",
    [MCPX_TRANSPORT_HTTP_FAMILY] = "http", [MCPX_TRANSPORT_OTHER] = "other",
};

static const char *const SOURCE_NAMES[] = {
    [MCPX_SOURCE_UNSET] = NULL, [MCPX_SOURCE_CALLER] = "caller", [MCPX_SOURCE_TEXT] = "text"};

const char *answer_transport(const mcpx_answer *answer) { return TRANSPORT_NAMES[answer->transport]; }

const char *answer_source(mcpx_source source) { return SOURCE_NAMES[source]; }

static void write_code_member(struct json_writer *json, const char *key, mcpx_code code,
                              const mcpx_answer *answer) {
  json_key(json, key);
  if (code == MCPX_CODE_FOREIGN)
    json_string_sized(json, answer->coded, answer->coded_length);
  else
    json_string(json, mcpx_code_name(code));
}

static void write_evidence(struct json_writer *json, const mcpx_answer *answer) {
  json_key(json, "evidence");
  json_open(json, '[');
  for (size_t i = 0; i < answer->evidence_count; i++) {
    json_open(json, '{');
    json_key(json, "start");
    json_number(json, answer->evidence[i].start);
    json_key(json, "end");
    json_number(json, answer->evidence[i].end);
    json_close(json, '}');
  }
  json_close(json, ']');
}

static void write_isolation(struct json_writer *json, mcpx_isolation isolation) {
  json_key(json, "docker_isolated");
  if (isolation == MCPX_ISOLATION_UNKNOWN)
    json_string(json, NULL);
  else
    json_bool(json, isolation == MCPX_ISOLATION_YES);
}

static void write_hints(struct json_writer *json, const mcpx_answer *answer) {
  json_key(json, "hints");
  json_open(json, '{');
  json_member(json, "transport", answer_transport(answer));
  json_member(json, "transport_source", answer_source(answer->transport_source));
  write_isolation(json, answer->docker_isolated);
  json_member(json, "docker_isolated_source", answer_source(answer->docker_isolated_source));
  json_member(json, "fact", answer->fact);
  json_member(json, "fact_source", answer_source(answer->fact_source));
  json_close(json, '}');
}

void answer_members(struct json_writer *json, const mcpx_answer *answer) {
  write_code_member(json, "code", answer->code, answer);
  json_member(json, "severity", mcpx_code_severity(answer->code));
  json_member(json, "rule", answer->rule);
  json_key(json, "extension");
  json_bool(json, answer->extension);
  write_code_member(json, "proxy_code", answer->proxy_code, answer);
  write_evidence(json, answer);
  write_hints(json, answer);
}

size_t mcpx_answer_json(const mcpx_answer *answer, char *out, size_t capacity) {
  struct json_writer json = json_start(out, capacity);
  json_open(&json, '{');
  answer_members(&json, answer);
  json_close(&json, '}');
  return json_finish(&json);
}
