/* blocked_answer.h: where a blocked value is, for texts beside a row (near.h). */
#ifndef TEST_BLOCKED_ANSWER_H
#define TEST_BLOCKED_ANSWER_H

#include <stdint.h>

#include "canary/blocked.h"

/* `context`: the value, an mcpx_text. */
static inline uint64_t blocked_answer(const char *text, size_t length, const void *context) {
  const mcpx_text *value = context;
  struct blocked_cursor cursor = {.least = 0};
  mcpx_range range = {0, 0};
  return blocked_next((mcpx_text){text, length}, value, 1, &cursor, &range) ? range.start * 1024 + range.end
                                                                            : 0;
}

#endif
