/* fuzz.c: what the fuzzers share. Chance alone would hardly write a phrase: a mutator of our own puts one in.
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "phrase_scan.h"

enum { HEADER = 4, PHRASE_MAX = 256 };

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

void require(bool holds, const char *what) {
  if (holds) return;
  fprintf(stderr, "does not hold: %s\n", what);
  abort();
}

static size_t count_phrases(void) {
  struct phrase phrase = {0};
  size_t count = 0;
  while (phrase_next(&phrase)) count++;
  return count;
}

/* A phrase with something in its gaps. Returns its length. */
static size_t write_phrase(size_t index, char *out) {
  struct phrase phrase = {0};
  size_t length = 0;
  for (size_t i = 0; i <= index; i++) phrase_next(&phrase);
  for (const char *at = phrase.text; *at && length + 8 < PHRASE_MAX; at++) {
    if (*at == '*' || *at == '~')
      length += (size_t)sprintf(out + length, " x ");
    else if (*at == '@')
      length += (size_t)sprintf(out + length, "503");
    else if (*at == '#')
      out[length++] = '1';
    else if (*at != '|')
      out[length++] = *at;
  }
  return length;
}

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);

/* One time in four a phrase is put somewhere; else libFuzzer does what it would have done. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed) {
  char phrase[PHRASE_MAX];
  if (seed % 4) return LLVMFuzzerMutate(data, size, max_size);
  size_t length = write_phrase((seed >> 2) % count_phrases(), phrase);
  size_t at = size ? (seed >> 8) % (size + 1) : 0;
  if (size + length > max_size) return LLVMFuzzerMutate(data, size, max_size);
  memmove(data + at + length, data + at, size - at);
  memcpy(data + at, phrase, length);
  return size + length;
}
