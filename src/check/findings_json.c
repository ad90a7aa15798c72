/* findings_json.c: findings, verdicts and the rules of a check -> JSON. */
#include "findings_json.h"

#include "findings.h"

static void write_finding(struct json_writer *json, const mcpx_finding *finding) {
  json_open(json, '{');
  json_member(json, "severity", mcpx_severity_name(finding->severity));
  json_member(json, "rule", finding->rule);
  json_member(json, "pointer", finding->pointer);
  json_number_member(json, "offset", finding->offset);
  json_number_member(json, "length", finding->length);
  json_number_member(json, "line", finding->line);
  json_number_member(json, "column", finding->column);
  json_member(json, "message", finding->message);
  if (finding->expected) json_member(json, "expected", finding->expected);
  if (finding->suggestion) json_member(json, "suggestion", finding->suggestion);
  json_close(json, '}');
}

static void write_schema_version(struct json_writer *json, uint64_t version) {
  json_key(json, "schema_version");
  if (version)
    json_number(json, version);
  else
    json_string(json, NULL);
}

void findings_write_verdict(struct json_writer *json, const mcpx_verdict *verdict,
                            const mcpx_finding *findings, bool scan) {
  json_key(json, scan ? "clean" : "ok");
  json_bool(json, verdict->ok);
  if (!scan) {
    json_member(json, "kind", mcpx_payload_kind_name(verdict->kind));
    write_schema_version(json, verdict->schema_version);
  }
  json_key(json, "findings");
  json_open(json, '[');
  for (size_t i = 0; i < verdict->stored; i++) write_finding(json, &findings[i]);
  json_close(json, ']');
  size_t all = verdict->found[0] + verdict->found[1] + verdict->found[2];
  if (all > verdict->stored) json_number_member(json, "omitted", all - verdict->stored);
}

size_t mcpx_check_rules_json(char *out, size_t capacity) {
  struct json_writer json = json_start(out, capacity);
  json_open(&json, '[');
  for (enum finding_kind kind = 0; kind < FINDING_COUNT; kind++) {
    if (finding_is_wording(kind)) continue;
    json_open(&json, '{');
    json_member(&json, "name", finding_name(kind));
    json_member(&json, "severity", mcpx_severity_name(finding_severity(kind)));
    json_member(&json, "message", finding_message(kind));
    json_close(&json, '}');
  }
  json_close(&json, ']');
  return json_finish(&json);
}
