/* text.h: is a text with a length the name that a table holds? */
#ifndef MCPX_BASE_TEXT_H
#define MCPX_BASE_TEXT_H

#include <stdbool.h>
#include <string.h>

static inline bool name_is(const char *name, const char *text, size_t length) {
  return strlen(name) == length && memcmp(name, text, length) == 0;
}

#endif
