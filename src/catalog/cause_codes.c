/* cause_codes.c: the codes that a cause may explain. */
#include "cause_codes.h"

#include <string.h>

#include "causes.h"

static const struct {
  uint16_t cause;
  uint8_t decides; /* a code, or CODE_NOTHING */
  uint8_t under[CAUSE_UNDER_MAX];
} CAUSE_CODES[] = {
#define CAUSE_RULE(id, decides, under, requires, all, none) {CAUSE_##id, CODE_##decides, under},
#include "tables/causes.def"
};

enum { CAUSE_CODES_COUNT = sizeof CAUSE_CODES / sizeof *CAUSE_CODES };

static bool is_start_code(mcpx_code code) {
  return code == CODE_STDIO_EXIT_BEFORE_INITIALIZE || code == CODE_STDIO_EXIT_NONZERO ||
         code == CODE_STDIO_HANDSHAKE_TIMEOUT || code == CODE_STDIO_HANDSHAKE_INVALID ||
         code == CODE_UNKNOWN_UNCLASSIFIED;
}

static bool name_begins(mcpx_code code, const char *prefix) {
  const char *name = mcpx_code_name(code);
  return name && strncmp(name, prefix, strlen(prefix)) == 0;
}

static bool group_has(uint8_t group, mcpx_code code) {
  switch (group) {
    case CODE_START: return is_start_code(code);
    case CODE_SPAWN: return name_begins(code, "MCPX_STDIO_SPAWN_");
    case CODE_HTTP: return name_begins(code, "MCPX_HTTP_");
    case CODE_OAUTH: return name_begins(code, "MCPX_OAUTH_");
    default: return group == code;
  }
}

/* The list ends with zeros, so only its first item can mean code 0. */
bool cause_list_has(const uint8_t *under, mcpx_code code) {
  for (int i = 0; i < CAUSE_UNDER_MAX && (i == 0 || under[i]); i++)
    if (group_has(under[i], code)) return true;
  return false;
}

static bool names_unknown(const uint8_t *under) {
  return memchr(under, CODE_UNKNOWN_UNCLASSIFIED, CAUSE_UNDER_MAX) != NULL;
}

bool cause_has_code(mcpx_cause cause, mcpx_code code) {
  for (size_t i = 0; i < CAUSE_CODES_COUNT; i++) {
    const uint8_t *under = CAUSE_CODES[i].under;
    if (CAUSE_CODES[i].cause != cause) continue;
    if (CAUSE_CODES[i].decides == code) return true;
    if (cause_list_has(under, code) && (code != CODE_UNKNOWN_UNCLASSIFIED || names_unknown(under)))
      return true;
  }
  return false;
}
