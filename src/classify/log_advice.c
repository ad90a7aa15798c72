/* log_advice.c: writes the incidents of a log as JSON, with what a person is told about each. */
#include "catalog/advice.h"
#include "log_json.h"

size_t mcpx_log_incidents_json(const mcpx_stream *stream, char *out, size_t capacity) {
  struct json_writer json = json_start(out, capacity);
  json_open(&json, '{');
  log_write_incidents(&json, stream, advice_write_members);
  json_close(&json, '}');
  return json_finish(&json);
}
