/* mutate_phrases.c: a mutator that inserts phrases of the rules, which random changes would rarely produce.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "classify/scan.h"

enum { PHRASE_MAX = 256 };

static size_t count_phrases(void) {
  struct phrase phrase = {0};
  size_t count = 0;
  while (phrase_next(&phrase)) count++;
  return count;
}

/* Writes a phrase with its wildcards filled in. Returns its length. */
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

/* Inserts a phrase in one of four mutations. The others are those of libFuzzer. */
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
