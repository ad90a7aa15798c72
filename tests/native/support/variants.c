/* variants.c: texts that differ from a given one at one place. */
#include "variants.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "derived.h"

enum { ROOM = 80 };

static char *text_with_room(size_t length) {
  char *text = calloc(length + ROOM, 1);
  if (!text) abort();
  return text;
}

/* Whether a word begins or ends here. */
static bool is_edge(const char *text, size_t at) {
  return at == 0 || ascii_is_alnum(text[at]) != ascii_is_alnum(text[at - 1]);
}

/* A place before an ASCII character, or the end. Half of them are edges of words. */
static size_t place_in(const char *text, size_t length, uint64_t random) {
  size_t at = (size_t)(random >> 8) % length;
  while (at < length && random & 1 && !is_edge(text, at)) at++;
  while (at < length && (unsigned char)text[at] >= 0x80) at++;
  return at;
}

/* `from` with `count` characters at `at` replaced by `by`. */
static char *replaced(const char *from, size_t at, size_t count, const char *by) {
  size_t length = strlen(from), added = strlen(by);
  char *text = text_with_room(length);
  memcpy(text, from, at);
  memcpy(text + at, by, added);
  memcpy(text + at + added, from + at + count, length - at - count);
  return text;
}

char *variant_of(const char *text, unsigned number) {
  static const char OTHERS[] = " .,:;/-_'\"()[]{}=<>@%|\n\t0159azAZ";
  size_t length = strlen(text);
  if (length == 0) return NULL;
  uint64_t random = hash_bytes(HASH_START + number, text, length);
  random ^= random >> 32;
  size_t at = place_in(text, length, random), one = at < length;
  char twice[] = {text[at], text[at], '\0'}, other[] = {OTHERS[(random >> 40) % (sizeof OTHERS - 1)], '\0'};
  switch (number % 6) {
    case 0: return replaced(text, at, length - at, "");
    case 1: return replaced(text, at, one, "");
    case 2: return replaced(text, at, one, one ? twice : "");
    case 3: return replaced(text, at, one, other);
    case 4: return replaced(text, 0, at, "");
    default: return replaced(text, at, 0, other);
  }
}

char *variant_in_log(const char *text) {
  static const char LOG[] = "2026-05-11T06:57:30Z info ready\n2026-05-11T06:57:31Z error %s\n  at line 7\n";
  size_t size = strlen(text) + sizeof LOG;
  char *log = text_with_room(size);
  snprintf(log, size, LOG, text);
  return log;
}
