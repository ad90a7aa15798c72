/* answer_json.c: writes an answer as JSON. */
#include "answer_json.h"

#include "catalog/causes.h"
#include "catalog/surroundings.h"

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

static void write_range_members(struct json_writer *json, const mcpx_range *range) {
  json_number_member(json, "start", range->start);
  json_number_member(json, "end", range->end);
}

static void write_evidence_ranges(struct json_writer *json, const char *key, const mcpx_range *ranges,
                                  size_t count) {
  json_key(json, key);
  json_open(json, '[');
  for (size_t i = 0; i < count; i++) {
    json_open(json, '{');
    write_range_members(json, &ranges[i]);
    json_close(json, '}');
  }
  json_close(json, ']');
}

static void write_effects(struct json_writer *json, const mcpx_answer *answer) {
  json_key(json, "effects");
  json_open(json, '[');
  for (size_t i = 0; i < answer->effect_count; i++) {
    const mcpx_effect *effect = &answer->effects[i];
    json_open(json, '{');
    json_member(json, "code", mcpx_code_name(effect->code));
    json_member(json, "rule", effect->rule);
    write_range_members(json, &effect->range);
    json_close(json, '}');
  }
  json_close(json, ']');
}

void answer_write_context(struct json_writer *json, const mcpx_answer *answer) {
  json_key(json, "context");
  json_open(json, '{');
  json_member(json, "client", mcpx_client_name(answer->client));
  json_member(json, "os", mcpx_system_name(answer->system));
  json_member(json, "runner", mcpx_runner_name(answer->runner));
  json_member(json, "config", client_config(answer->client, answer->system));
  json_member(json, "log", client_log(answer->client, answer->system));
  json_close(json, '}');
}

void answer_write_isolation(struct json_writer *json, mcpx_isolation isolation) {
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
  answer_write_isolation(json, answer->docker_isolated);
  json_member(json, "docker_isolated_source", answer_source(answer->docker_isolated_source));
  json_member(json, "fact", answer->fact);
  json_member(json, "fact_source", answer_source(answer->fact_source));
  json_close(json, '}');
}

/* A text that shows no failure, or says too little, reports no error. */
static const char *answer_severity(const mcpx_answer *answer) {
  bool failed = answer->unknown != MCPX_UNKNOWN_NOT_A_FAILURE && answer->unknown != MCPX_UNKNOWN_TOO_LITTLE;
  return failed ? mcpx_code_severity(answer->code) : "info";
}

void answer_decision(struct json_writer *json, const mcpx_answer *answer) {
  write_code_member(json, "code", answer->code, answer);
  json_member(json, "severity", answer_severity(answer));
  json_member(json, "rule", answer->rule);
  json_key(json, "extension");
  json_bool(json, answer->extension);
  write_code_member(json, "proxy_code", answer->proxy_code, answer);
  write_evidence_ranges(json, "evidence", answer->evidence, answer->evidence_count);
  write_hints(json, answer);
}

void answer_surroundings(struct json_writer *json, const mcpx_answer *answer) {
  write_evidence_ranges(json, "cause_evidence", answer->cause_evidence, answer->cause_evidence_count);
  write_effects(json, answer);
  answer_write_context(json, answer);
}

/* ---- Without texts ---- */

static void write_cause_id(struct json_writer *json, mcpx_cause cause) {
  json_open(json, '{');
  json_member(json, "id", mcpx_cause_name(cause));
  json_close(json, '}');
}

static void write_unknown_kind(struct json_writer *json, const mcpx_answer *answer) {
  json_open(json, '{');
  json_member(json, "kind", cause_unknown_name(answer->unknown));
  json_key(json, "nearest");
  json_open(json, '[');
  for (size_t i = 0; i < answer->nearest_count; i++) json_string(json, mcpx_code_name(answer->nearest[i]));
  json_close(json, ']');
  json_close(json, '}');
}

void answer_ids(struct json_writer *json, const mcpx_answer *answer) {
  json_key(json, "cause");
  if (answer->cause == MCPX_CAUSE_NONE)
    json_string(json, NULL);
  else
    write_cause_id(json, answer->cause);
  json_key(json, "also_possible");
  json_open(json, '[');
  for (size_t i = 0; i < answer->also_possible_count; i++) write_cause_id(json, answer->also_possible[i]);
  json_close(json, ']');
  json_key(json, "unknown");
  if (answer->unknown == MCPX_UNKNOWN_NONE)
    json_string(json, NULL);
  else
    write_unknown_kind(json, answer);
}

size_t answer_json_without_advice(const mcpx_answer *answer, char *out, size_t capacity) {
  struct json_writer json = json_start(out, capacity);
  json_open(&json, '{');
  answer_decision(&json, answer);
  if (answer->profile == MCPX_PROFILE_EXTENDED) {
    answer_ids(&json, answer);
    answer_surroundings(&json, answer);
  }
  json_close(&json, '}');
  return json_finish(&json);
}
