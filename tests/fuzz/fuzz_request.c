/* fuzz_request.c: the response to any line is one line of valid JSON that begins with the id. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "json/reader.h"

static void check_json(const char *answer, size_t length) {
  struct json_reader reader = json_reader_start(answer, length);
  struct json_token token = json_next(&reader);
  require(token.type == JSON_OBJECT, "a response is an object");
  while (token.type != JSON_END && token.type != JSON_ERROR) token = json_next(&reader);
  require(token.type == JSON_END, "a response is valid JSON");
  require(strncmp(answer, "{\"id\":", 6) == 0, "a response begins with its id");
}

static size_t answer_copy(const uint8_t *data, size_t size, char *out, size_t capacity) {
  char *line = malloc(size); /* of exactly that size, for the sanitizer */
  require(line || !size, "enough memory");
  if (size) memcpy(line, data, size);
  static mcpx_check_memory room;
  size_t needed = mcpx_respond(line, size, &room, out, capacity);
  free(line);
  return needed;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  /* a byte of a foreign code takes up to six bytes, and the response contains the code twice */
  size_t room = 12 * size + 16384;
  char *answer = malloc(room);
  if (memchr(data, '\n', size)) size = (size_t)((const uint8_t *)memchr(data, '\n', size) - data);
  require(answer, "enough memory");
  size_t length = answer_copy(data, size, answer, room);
  require(length < room, "a response is not much longer than its request");
  check_json(answer, length);
  require(!memchr(answer, '\n', length), "a response is one line");
  require(answer_copy(data, size, NULL, 0) == length, "the returned size does not depend on the capacity");
  free(answer);
  return 0;
}
