/* log.c: exports the classification of the lines of logs. The incidents are in advice.c. */
#include "classify/log_json.h"
#include "exports.h"

/* The most lines that one log_feed can find. */
enum { LOG_LINES_MAX = 512 };

mcpx_stream current_log;
static mcpx_log_line lines[LOG_LINES_MAX];
static size_t stored;

/* Starts a log with the options in `input`. Returns 0, or the length of an error message in `output`. */
EXPORT size_t log_start(size_t length) {
  struct request request;
  size_t complaint = read_members(input_buffer, length, &request);
  mcpx_log_start(&current_log, &request.hints);
  return complaint;
}

/* Reads the log in `input` from index `from` to `length`; returns how many bytes were read. Then log_found
 * writes the lines that were found. */
EXPORT size_t log_feed(size_t from, size_t length) {
  return mcpx_log_feed(&current_log, input_buffer + from, length - from, lines, LOG_LINES_MAX, &stored);
}

/* Finishes the last line; then log_found writes it. */
EXPORT void log_finish(void) { mcpx_log_finish(&current_log, lines, LOG_LINES_MAX, &stored); }

static void write_line(struct json_writer *json, const mcpx_log_line *line) {
  json_open(json, '{');
  json_key(json, "line");
  json_number(json, line->line);
  json_key(json, "start");
  json_number(json, line->start);
  json_key(json, "end");
  json_number(json, line->end);
  json_key(json, "code");
  json_string(json, mcpx_code_name(line->code));
  json_key(json, "rule");
  json_string(json, line->rule);
  json_key(json, "extension");
  json_bool(json, line->extension);
  json_close(json, '}');
}

/* Writes the lines that the last log_feed or log_finish found as a JSON array; returns its length. */
EXPORT size_t log_found(void) {
  struct json_writer json = json_start(output_buffer, OUTPUT_SIZE);
  json_open(&json, '[');
  for (size_t i = 0; i < stored; i++) write_line(&json, &lines[i]);
  json_close(&json, ']');
  return json_finish(&json);
}

/* Writes the number of lines and the number per code as a JSON object; returns its length. */
EXPORT size_t log_totals(void) {
  struct json_writer json = json_start(output_buffer, OUTPUT_SIZE);
  json_open(&json, '{');
  log_write_totals(&json, &current_log);
  json_close(&json, '}');
  return json_finish(&json);
}
