/* filter.c: the export that answers request lines of the streaming filter. */
#include "exports.h"

/* Responds to the request line in `input`. Returns the length of the response in `output`. */
EXPORT size_t respond(size_t length) {
  return mcpx_respond(input_buffer, length, &check_room, output_buffer, OUTPUT_SIZE);
}
