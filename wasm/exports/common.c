/* common.c: exports the two buffers and the version; reads options. Part of every module. */
#include <string.h>

#include "exports.h"

char input_buffer[INPUT_SIZE];
char output_buffer[OUTPUT_SIZE];

EXPORT char *input(void) { return input_buffer; }
EXPORT size_t input_size(void) { return sizeof input_buffer; }
EXPORT char *output(void) { return output_buffer; }

EXPORT size_t version(void) {
  struct json_writer json = json_start(output_buffer, OUTPUT_SIZE);
  json_string(&json, mcpx_version());
  return json_finish(&json);
}

size_t read_members(char *text, size_t length, struct request *request) {
  struct json_writer json = json_start(output_buffer, OUTPUT_SIZE);
  *request = (struct request){.error = "The options are longer than 64 KiB."};
  if (length <= OPTIONS_SIZE) request_read(text, length, request);
  if (!request->error) return 0;
  request_write_error(&json, request);
  return json_finish(&json);
}

void keep_input(char *kept, size_t length) {
  memcpy(kept, input_buffer, length < OPTIONS_SIZE ? length : OPTIONS_SIZE);
}
