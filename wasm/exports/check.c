/* check.c: payloads -> verdicts, figures, schemas. */
#include "exports.h"

enum { INSTALLS = 150000 };

mcpx_check_room room;

static char option_strings[OPTIONS_SIZE]; /* the run-time values of the options */
static mcpx_text blocked_values[BLOCKED_VALUES_MAX];
static mcpx_check_options options;

/* Read the options of the checks to come: a JSON object with the members of a request. Returns what
 * read_members does. */
EXPORT size_t check_options(size_t length) {
  struct request request;
  keep_input(option_strings, length);
  size_t complaint = read_members(option_strings, length, &request);
  for (size_t i = 0; i < request.blocked_value_count; i++) blocked_values[i] = request.blocked_values[i];
  options = (mcpx_check_options){.proxy_profile = request.hints.profile == MCPX_PROFILE_PROXY,
                                 .blocked_values = blocked_values,
                                 .blocked_value_count = request.blocked_value_count};
  return complaint;
}

static size_t write_verdict(const mcpx_verdict *verdict, bool scan) {
  struct json_writer json = json_start(output_buffer, OUTPUT_SIZE);
  json_open(&json, '{');
  request_write_verdict(&json, verdict, room.findings, scan);
  json_close(&json, '}');
  return json_finish(&json);
}

/* Check the payload in `input`; returns the length of the verdict in `output`. */
EXPORT size_t validate(size_t length) {
  mcpx_verdict verdict;
  mcpx_validate(input_buffer, length, &options, &room.workspace, room.findings, MCPX_FINDINGS_MAX, &verdict);
  return write_verdict(&verdict, false);
}

EXPORT size_t scan(size_t length) {
  mcpx_verdict verdict;
  mcpx_scan(input_buffer, length, &options, &room.workspace, room.findings, MCPX_FINDINGS_MAX, &verdict);
  return write_verdict(&verdict, true);
}

static max_align_t report_memory[MCPX_REPORT_SIZE(INSTALLS) / sizeof(max_align_t) + 1];
static mcpx_report *report;

EXPORT void report_start(void) { report = mcpx_report_start(report_memory, sizeof report_memory); }

/* validate(), and count the payload. */
EXPORT size_t report_add(size_t length) {
  mcpx_verdict verdict;
  mcpx_report_add(report, input_buffer, length, &options, &room.workspace, room.findings, MCPX_FINDINGS_MAX,
                  &verdict);
  return write_verdict(&verdict, false);
}

EXPORT size_t report_figures(void) { return mcpx_report_json(report, output_buffer, OUTPUT_SIZE); }

EXPORT size_t schema(int wanted) { return mcpx_schema_json(wanted, output_buffer, OUTPUT_SIZE); }
EXPORT int schema_version(void) { return MCPX_SCHEMA_VERSION; }
EXPORT size_t check_rules(void) { return mcpx_check_rules_json(output_buffer, OUTPUT_SIZE); }
