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

static const uint8_t CODE_LENGTHS[CODE_COUNT] = {
#define CODE(name, severity, title, message, about) sizeof("MCPX_" #name) - 1,
#include "tables/codes.def"
};

mcpx_code mcpx_code_find(const char *name, size_t length) {
  size_t code = 0;
  while (name && (code = text_next_of_length(CODE_LENGTHS, code, CODE_COUNT, length)) < CODE_COUNT) {
    if (text_same(CATALOG_CODES[code].name, name, length)) return (mcpx_code)code;
    code++;
  }
  return MCPX_CODE_NONE;
}

const char *mcpx_code_name(mcpx_code code) { return is_in_catalog(code) ? CATALOG_CODES[code].name : NULL; }

const char *mcpx_code_severity(mcpx_code code) {
  return is_in_catalog(code) ? SEVERITY_NAMES[CATALOG_CODES[code].severity] : NULL;
}

const char *mcpx_code_title(mcpx_code code) { return is_in_catalog(code) ? CATALOG_CODES[code].title : NULL; }

bool catalog_is_error(mcpx_code code) {
  return is_in_catalog(code) && CATALOG_CODES[code].severity == SEVERITY_ERROR;
}

bool catalog_is_only_counted(mcpx_code code) {
  return is_in_catalog(code) && CATALOG_CODES[code].only_counted;
}
