//go:build cgo && mcpx_cgo

package mcpx

/*
#include <mcpx.h>

static size_t go_log_incidents(const char *log, size_t length, const mcpx_hints *hints, char *out, size_t capacity) {
  mcpx_stream stream;
  mcpx_log_line line;
  size_t stored, done = 0;
  mcpx_log_start(&stream, hints);
  while (done < length) done += mcpx_log_feed(&stream, log + done, length - done, &line, 1, &stored);
  mcpx_log_finish(&stream, &line, 1, &stored);
  return mcpx_log_incidents_json(&stream, out, capacity);
}
*/
import "C"

import "unsafe"

// The size of the output of mcpx_log_incidents_json, whose manual gives 18 KiB for each
// incident.
const logOutputMax = (C.MCPX_INCIDENTS_MAX + 1) * 18 << 10

// logIncidents returns what mcpx_log_incidents_json writes. A log needs none of the
// strings of the hints.
func logIncidents(log string, hints *Hints) (output []byte, err error) {
	err = withLibrary("ClassifyLog", func() error {
		given := hintsToC(hints)
		output = make([]byte, logOutputMax)
		length := C.go_log_incidents(stringPointer(log), C.size_t(len(log)), &given,
			(*C.char)(unsafe.Pointer(&output[0])), C.size_t(len(output)))
		output = output[:length]
		return nil
	})
	return output, err
}
