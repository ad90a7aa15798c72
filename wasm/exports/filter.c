/* filter.c: request lines of the streaming filter -> answer lines. */
#include "exports.h"

/* Answer the request line in `input`; returns the length of the answer in `output`. */
EXPORT size_t answer(size_t length) {
  return mcpx_respond(input_buffer, length, &room, output_buffer, OUTPUT_SIZE);
}
