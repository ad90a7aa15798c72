/* fuzz_leaks.c: a leak of leaks.def, in a payload with other members around it, is found and not repeated. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "leaks.h"

enum { ROOM = 512, HEADER = 8 };

static uint32_t number_of(const uint8_t *bytes) {
  uint32_t number;
  memcpy(&number, bytes, sizeof number);
  return number;
}

/* The leak's payload is an object: a member with the input as its value, in hexadecimal digits, comes first.
 */
static char *with_member(const struct leak *leak, const uint8_t *data, size_t size, size_t *length) {
  static const char BEFORE[] = "{\"filler\":\"", AFTER[] = "\",";
  char *payload = malloc(sizeof BEFORE + 2 * size + sizeof AFTER + leak->length);
  require(payload, "enough memory");
  size_t at = sizeof BEFORE - 1;
  memcpy(payload, BEFORE, at);
  for (size_t i = 0; i < size; i++) payload[at++] = (char)('g' + data[i] % 16);
  memcpy(payload + at, AFTER, sizeof AFTER - 1);
  at += sizeof AFTER - 1;
  memcpy(payload + at, leak->payload + 1, leak->length - 1);
  *length = at + leak->length - 1;
  return payload;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static mcpx_workspace workspace;
  static mcpx_finding findings[ROOM];
  static struct leak leak;
  mcpx_verdict verdict;
  size_t length;
  if (size < HEADER || !leak_write(number_of(data) % leak_count(), number_of(data + 4) >> 20, &leak))
    return 0;
  if (strlen(leak.kind) < LEAK_ENCODED_MIN) return 0;
  char *payload = with_member(&leak, data + HEADER, size - HEADER, &length);
  mcpx_check_options options = {.closed = data[0] % 2};
  mcpx_scan(payload, length, &options, &workspace, findings, ROOM, &verdict);
  require(!verdict.ok, "the leak is found");
  for (size_t i = 0; i < verdict.stored; i++)
    require(!leak_repeated(&leak, findings[i].expected) && !leak_repeated(&leak, findings[i].suggestion) &&
                !leak_repeated(&leak, findings[i].pointer),
            "no finding repeats it");
  free(payload);
  return 0;
}
