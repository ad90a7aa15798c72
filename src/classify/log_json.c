/* log_json.c: writes the incidents of a log as JSON. */
#include "log_json.h"

#include "answer_json.h"
#include "catalog/catalog.h"

static void write_log_effects(struct json_writer *json, const mcpx_incident *incident) {
  json_key(json, "effects");
  json_open(json, '[');
  for (size_t i = 0; i < incident->effect_count; i++) {
    json_open(json, '{');
    json_member(json, "code", mcpx_code_name(incident->effects[i].code));
    json_member(json, "rule", incident->effects[i].rule);
    json_number_member(json, "line", incident->effects[i].line);
    json_close(json, '}');
  }
  json_close(json, ']');
}

static void write_effect_lines(struct json_writer *json, const mcpx_incident *incident) {
  json_key(json, "effect_lines");
  json_open(json, '[');
  for (size_t i = 0; i < incident->effect_lines_stored; i++) json_number(json, incident->effect_lines[i]);
  json_close(json, ']');
  json_number_member(json, "effect_line_count", incident->effect_line_count);
}

static void write_places(struct json_writer *json, const mcpx_incident *incident) {
  json_key(json, "recovered");
  json_bool(json, incident->recovered);
  json_number_member(json, "count", incident->count);
  json_number_member(json, "first_line", incident->first_line);
  json_number_member(json, "last_line", incident->last_line);
  json_number_member(json, "cause_line", incident->cause_line);
  json_number_member(json, "cause_start", incident->cause_start);
  json_number_member(json, "cause_end", incident->cause_end);
}

/* What the advice and the context of an answer are written from. */
static mcpx_answer answer_of(const mcpx_incident *incident) {
  mcpx_answer answer = {.code = incident->code,
                        .profile = MCPX_PROFILE_EXTENDED,
                        .rule = incident->rule,
                        .cause = incident->cause,
                        .also_possible_count = incident->also_possible_count,
                        .transport = incident->transport,
                        .docker_isolated = incident->docker_isolated,
                        .system = incident->system,
                        .client = incident->client,
                        .runner = incident->runner};
  if (incident->code == CODE_UNKNOWN_UNCLASSIFIED && incident->cause != MCPX_CAUSE_NONE)
    answer.unknown = MCPX_UNKNOWN_WITHOUT_CODE;
  for (size_t i = 0; i < incident->also_possible_count; i++)
    answer.also_possible[i] = incident->also_possible[i];
  return answer;
}

static void write_incident(struct json_writer *json, const mcpx_incident *incident, log_advice *advise) {
  mcpx_answer answer = answer_of(incident);
  json_open(json, '{');
  json_key(json, "server");
  if (incident->server_length)
    json_string_sized(json, incident->server, incident->server_length);
  else
    json_string(json, NULL);
  json_member(json, "code", mcpx_code_name(incident->code));
  json_member(json, "severity", mcpx_code_severity(incident->code));
  json_member(json, "rule", incident->rule);
  advise(json, &answer);
  write_log_effects(json, incident);
  answer_write_context(json, &answer);
  json_member(json, "transport", answer_transport(&answer));
  answer_write_isolation(json, incident->docker_isolated);
  write_places(json, incident);
  write_effect_lines(json, incident);
  json_close(json, '}');
}

void log_write_incidents(struct json_writer *json, const mcpx_stream *stream, log_advice *advise) {
  mcpx_incident incidents[MCPX_INCIDENTS_MAX];
  size_t count = mcpx_log_incidents(stream, incidents, MCPX_INCIDENTS_MAX);
  size_t lead = mcpx_log_lead(stream);
  json_key(json, "incidents");
  json_open(json, '[');
  for (size_t i = 0; i < count; i++) write_incident(json, &incidents[i], advise);
  json_close(json, ']');
  json_key(json, "first");
  if (lead < count)
    json_number(json, lead);
  else
    json_string(json, NULL);
  json_number_member(json, "dropped", mcpx_log_dropped(stream));
  json_key(json, "timed");
  json_bool(json, mcpx_log_is_timed(stream));
}

void log_write_totals(struct json_writer *json, const mcpx_stream *stream) {
  json_number_member(json, "total", mcpx_log_lines(stream));
  json_key(json, "counts");
  json_open(json, '{');
  for (mcpx_code code = 0; code < mcpx_code_count(); code++)
    if (mcpx_log_count(stream, code))
      json_number_member(json, mcpx_code_name(code), mcpx_log_count(stream, code));
  json_close(json, '}');
}
