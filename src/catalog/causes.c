/* causes.c: the names of the causes and of the kinds of texts without a code. */
#include "causes.h"

#include "base/text.h"

static const char *const CAUSE_NAMES[] = {
#define CAUSE(id, title, text) #id,
#include "tables/causes.def"
    NULL, /* a module without causes has no other row */
};

static bool is_cause(mcpx_cause cause) { return cause >= 0 && cause < CAUSE_COUNT; }

int mcpx_cause_count(void) { return CAUSE_COUNT; }

mcpx_cause mcpx_cause_find(const char *name, size_t length) {
  for (mcpx_cause cause = 0; name && cause < CAUSE_COUNT; cause++)
    if (text_equals(CAUSE_NAMES[cause], name, length)) return cause;
  return MCPX_CAUSE_NONE;
}

const char *mcpx_cause_name(mcpx_cause cause) { return is_cause(cause) ? CAUSE_NAMES[cause] : NULL; }

static const char *const UNKNOWN_NAMES[] = {
#define UNKNOWN_KIND(id, name, title, text) [MCPX_UNKNOWN_##id] = (name),
#include "tables/unknown.def"
};

const char *cause_unknown_name(mcpx_unknown unknown) { return UNKNOWN_NAMES[unknown]; }

mcpx_unknown cause_unknown_find(const char *name, size_t length) {
  int kind = sizeof UNKNOWN_NAMES / sizeof *UNKNOWN_NAMES - 1;
  while (kind > 0 && !(name && text_equals(UNKNOWN_NAMES[kind], name, length))) kind--;
  return (mcpx_unknown)kind;
}
