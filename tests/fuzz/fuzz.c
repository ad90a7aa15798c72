/* fuzz.c: functions that the fuzzers share. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER = 4 };

struct input input_of(const uint8_t *data, size_t size) {
  uint8_t header[HEADER] = {0};
  size_t used = size < HEADER ? size : HEADER;
  memcpy(header, data, used);
  struct input input = {.text = (const char *)data + used, .length = size - used};
  input.hints.profile = header[0] & 1 ? MCPX_PROFILE_EXTENDED : MCPX_PROFILE_PROXY;
  input.hints.transport = (mcpx_transport)((header[0] >> 1) % (MCPX_TRANSPORT_OTHER + 1));
  input.hints.docker_isolated = (mcpx_isolation)((header[0] >> 4) % (MCPX_ISOLATION_YES + 1));
  if (header[1] > 250) input.hints.exec_errno = (mcpx_exec_errno)(header[1] - 251);
  if (header[2] > 251) input.hints.op_errno = (mcpx_op_errno)(header[2] - 252);
  input.hints.dns = header[3] == 255;
  input.hints.exit = header[3] == 254;
  input.hints.deadline = header[3] == 253;
  input.seed = (uint32_t)header[2] << 8 | header[3];
  return input;
}

size_t next_piece(uint32_t *seed, size_t left) {
  *seed = *seed * 1664525u + 1013904223u;
  uint32_t random = *seed >> 16;
  size_t piece = random % 4 ? 1 : 1 + random / 4 % 100;
  return piece < left ? piece : left;
}

void require(bool condition, const char *what) {
  if (condition) return;
  fprintf(stderr, "violated: %s\n", what);
  abort();
}
