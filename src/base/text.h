/* text.h: texts with a length, which may contain NUL. */
#ifndef MCPX_BASE_TEXT_H
#define MCPX_BASE_TEXT_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/internal.h"
#include "mcpx.h"

/* Whether the text equals a name of a table, which ends with NUL. */
static inline bool text_equals(const char *name, const char *text, size_t length) {
  return strlen(name) == length && memcmp(name, text, length) == 0;
}

/* Whether the text is that name of a table, in lower or upper case, as Go's encoding/json compares the keys
 * of an object: U+017F and U+212A, whose other case is s and k, are the same letters. */
MCPX_INTERNAL bool text_folds_to(const char *name, mcpx_text text);

/* A hash of bytes (FNV-1a), to compare names fast. It does not resist an attacker. */
static inline uint32_t text_hash(const void *bytes, size_t length) {
  uint32_t hash = UINT32_C(2166136261);
  for (size_t i = 0; i < length; i++) hash = (hash ^ ((const unsigned char *)bytes)[i]) * UINT32_C(16777619);
  return hash;
}

/* The byte at an offset, or NUL outside the text. */
static inline char text_at(mcpx_text text, size_t at) { return at < text.length ? text.bytes[at] : '\0'; }

/* The byte before an offset, or NUL at the start of the text. */
static inline char text_before(mcpx_text text, size_t at) { return at ? text.bytes[at - 1] : '\0'; }

#endif
