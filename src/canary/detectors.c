/* detectors.c: the names and messages of the detectors, and the placeholder of each in a redacted text. */
#include "detectors.h"

#include <stdint.h>

/* The names are in the table itself, so that one of them can be told from other strings. */
static const struct {
  char name[CANARY_PLACEHOLDER_MAX];
  const char *message;
} DETECTOR_TEXTS[] = {
#define DETECTOR(name, kinds, triggers, digits, finds, found) \
  {#name, "This value contains " found ". Remove it from the payload."},
#include "tables/detectors.def"
    {"blocked_value", NULL}};

const char *canary_detector_name(enum canary_detector detector) { return DETECTOR_TEXTS[detector].name; }

bool canary_is_detector_name(const char *name) {
  return (uintptr_t)name - (uintptr_t)DETECTOR_TEXTS < sizeof DETECTOR_TEXTS;
}

const char *canary_detector_message(enum canary_detector detector) {
  return DETECTOR_TEXTS[detector].message;
}

size_t canary_placeholder_length(mcpx_text text, size_t at) {
  if (text_at(text, at) != '[') return 0;
  const char *name = text.bytes + at + 1;
  size_t left = text.length - at - 1, limit = left < CANARY_PLACEHOLDER_MAX ? left : CANARY_PLACEHOLDER_MAX;
  const char *end = memchr(name, ']', limit);
  for (int i = 0; end && i < CANARY_DETECTOR_COUNT; i++)
    if (text_equals(DETECTOR_TEXTS[i].name, name, (size_t)(end - name))) return (size_t)(end - name) + 2;
  return 0;
}
