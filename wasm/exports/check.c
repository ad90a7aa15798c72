/* check.c: exports that check a payload, and the schemas. */
#include "check/findings_json.h"
#include "exports.h"

mcpx_check_memory check_room;
mcpx_check_options current_check_options;

static char option_strings[OPTIONS_SIZE]; /* holds the strings of blocked_values */
static mcpx_text blocked_values[REQUEST_BLOCKED_VALUES_MAX];

/* Sets the options of all later checks from the JSON object in `input`: `profile`, `proxy_release`,
 * `closed` and `blocked_values` of a request. Returns 0, or the length of an error message in `output`; then
 * the options are those of no call.
 */
EXPORT size_t check_options(size_t length) {
  struct request request;
  keep_input(option_strings, length);
  size_t error_length = read_members(option_strings, length, &request);
  for (size_t i = 0; i < request.blocked_value_count; i++) blocked_values[i] = request.blocked_values[i];
  current_check_options = (mcpx_check_options){.proxy_profile = request.hints.profile == MCPX_PROFILE_PROXY,
                                               .blocked_values = blocked_values,
                                               .blocked_value_count = request.blocked_value_count,
                                               .proxy_release = request.proxy_release,
                                               .closed = request.closed};
  return error_length;
}

size_t write_verdict(const mcpx_verdict *verdict, bool scan) {
  struct json_writer json = json_start(output_buffer, OUTPUT_SIZE);
  json_open(&json, '{');
  findings_write_verdict(&json, verdict, check_room.findings, scan);
  json_close(&json, '}');
  return json_finish(&json);
}

/* Checks the payload in `input`. Returns the length of the verdict in `output`. */
EXPORT size_t validate(size_t length) {
  mcpx_verdict verdict;
  mcpx_validate(input_buffer, length, &current_check_options, &check_room.workspace, check_room.findings,
                MCPX_FINDINGS_MAX, &verdict);
  return write_verdict(&verdict, false);
}

/* Searches the payload in `input` for personal data. Returns the length of the verdict in `output`. */
EXPORT size_t scan(size_t length) {
  mcpx_verdict verdict;
  mcpx_scan(input_buffer, length, &current_check_options, &check_room.workspace, check_room.findings,
            MCPX_FINDINGS_MAX, &verdict);
  return write_verdict(&verdict, true);
}

/* Writes the JSON Schema of a version, or null. Returns its length. */
EXPORT size_t schema(int schema_number) {
  return mcpx_schema_json(schema_number, output_buffer, OUTPUT_SIZE);
}
