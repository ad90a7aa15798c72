/* incidents.c: exports the incidents of a log, for a host that does not want its lines. */
#include "exports.h"

static mcpx_stream incidents_log;

/* Starts a log with the hints in `input`. Returns 0, or the length of an error message in `output`. */
EXPORT size_t incidents_start(size_t length) {
  struct request request;
  size_t complaint = read_members(input_buffer, length, &request);
  mcpx_log_start(&incidents_log, &request.hints);
  return complaint;
}

/* Reads the next bytes of the log, which are in `input`. */
EXPORT void incidents_feed(size_t length) {
  mcpx_log_line line;
  size_t stored, done = 0;
  while (done < length)
    done += mcpx_log_feed(&incidents_log, input_buffer + done, length - done, &line, 1, &stored);
}

/* Ends the log and writes its incidents as mcpx_log_incidents_json does. Returns their length. */
EXPORT size_t incidents_finish(void) {
  mcpx_log_line line;
  size_t stored;
  mcpx_log_finish(&incidents_log, &line, 1, &stored);
  return mcpx_log_incidents_json(&incidents_log, output_buffer, OUTPUT_SIZE);
}
