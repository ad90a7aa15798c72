/* advice.c: exports what a person is told: about the last log, about an answer that the host kept, and about
 * each cause. */
#include "exports.h"

/* After log_finish: writes the incidents of the log likewise. */
EXPORT size_t log_advised(void) { return mcpx_log_incidents_json(&current_log, output_buffer, OUTPUT_SIZE); }

/* Writes the advice on the code, the causes and the surroundings in `input`, the members of an advice
 * request. Returns the length of the JSON object in `output`; it has the member `error` if the request is not
 * valid. */
EXPORT size_t advise(size_t length) {
  struct request request;
  struct json_writer json = json_start(output_buffer, OUTPUT_SIZE);
  request_read(input_buffer, length, &request);
  json_open(&json, '{');
  if (request.error) {
    json_key(&json, "error");
    request_write_error(&json, &request);
  } else
    request_write_advice(&json, &request);
  json_close(&json, '}');
  return json_finish(&json);
}

/* Write all causes, and all clients, systems and runners, as JSON; return its length. */
EXPORT size_t causes(void) { return mcpx_causes_json(output_buffer, OUTPUT_SIZE); }
EXPORT size_t surroundings(void) { return mcpx_surroundings_json(output_buffer, OUTPUT_SIZE); }
