/* catalog.c: the codes of tables/codes.def: code <-> name, severity, title. */
#include "catalog.h"

#include "base/text.h"

enum code_severity { SEVERITY_INFO, SEVERITY_WARN, SEVERITY_ERROR };

static const char *const SEVERITY_NAMES[] = {
    [SEVERITY_INFO] = "info", [SEVERITY_WARN] = "warn", [SEVERITY_ERROR] = "error"};

static const struct {
  const char *name;
  enum code_severity severity;
  const char *title;
  bool only_counted;
} CATALOG_CODES[] = {
#define CODE(name, severity, title, message, about) {"MCPX_" #name, SEVERITY_##severity, title, false},
#define COUNTED_CODE(name, severity, title, message, about) {"MCPX_" #name, SEVERITY_##severity, title, true},
#include "tables/codes.def"
};

static bool is_in_catalog(mcpx_code code) { return code >= 0 && code < CODE_COUNT; }

const char *mcpx_version(void) { return MCPX_VERSION; }

int mcpx_code_count(void) { return CODE_COUNT; }

mcpx_code mcpx_code_find(const char *name, size_t length) {
  for (mcpx_code code = 0; name && code < CODE_COUNT; code++)
    if (text_equals(CATALOG_CODES[code].name, name, length)) return code;
  return MCPX_CODE_NONE;
}

const char *mcpx_code_name(mcpx_code code) { return is_in_catalog(code) ? CATALOG_CODES[code].name : NULL; }

const char *mcpx_code_severity(mcpx_code code) {
  return is_in_catalog(code) ? SEVERITY_NAMES[CATALOG_CODES[code].severity] : NULL;
}

const char *mcpx_code_title(mcpx_code code) { return is_in_catalog(code) ? CATALOG_CODES[code].title : NULL; }

bool catalog_is_only_counted(mcpx_code code) {
  return is_in_catalog(code) && CATALOG_CODES[code].only_counted;
}
