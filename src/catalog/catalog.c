/* catalog.c: the codes of tables/codes.def and their fix steps: code <-> name, code -> entry. */
#include "catalog.h"

#include <string.h>

#include "base/text.h"

#define DOCS_URL "https://docs.mcpproxy.app/errors/"

enum code_severity { SEVERITY_INFO, SEVERITY_WARN, SEVERITY_ERROR };
enum fix_type { FIX_LINK, FIX_COMMAND, FIX_BUTTON };
enum fix_effect { EFFECT_HARMLESS, EFFECT_DESTRUCTIVE };
enum fix_platform { PLATFORM_ANY, PLATFORM_UNIX, PLATFORM_MACOS, PLATFORM_LINUX, PLATFORM_WINDOWS };

static const char *const SEVERITY_NAMES[] = {
    [SEVERITY_INFO] = "info", [SEVERITY_WARN] = "warn", [SEVERITY_ERROR] = "error"};
static const char *const FIX_TYPE_NAMES[] = {
    [FIX_LINK] = "link", [FIX_COMMAND] = "command", [FIX_BUTTON] = "button"};
static const char *const FIX_VALUE_KEYS[] = {
    [FIX_LINK] = "url", [FIX_COMMAND] = "command", [FIX_BUTTON] = "fixer_key"};
static const char *const PLATFORM_NAMES[] = {[PLATFORM_ANY] = NULL,
                                             [PLATFORM_UNIX] = "unix",
                                             [PLATFORM_MACOS] = "macos",
                                             [PLATFORM_LINUX] = "linux",
                                             [PLATFORM_WINDOWS] = "windows"};

struct catalog_entry {
  const char *name;
  enum code_severity severity;
  const char *message;
};

static const struct catalog_entry ENTRIES[] = {
#define CODE(name, severity, message, about) {"MCPX_" #name, SEVERITY_##severity, message},
#include "tables/codes.def"
};

struct fix {
  int code;
  enum fix_type type;
  const char *label;
  const char *value;
  enum fix_effect effect;
  enum fix_platform platform;
};

static const struct fix FIXES[] = {
#define FIX(code, type, label, value, effect, platform) \
  {CODE_##code, FIX_##type, label, value, EFFECT_##effect, PLATFORM_##platform},
#include "tables/fixes.def"
};

enum { FIX_COUNT = sizeof FIXES / sizeof *FIXES };

static bool is_in_catalog(mcpx_code code) { return code >= 0 && code < CODE_COUNT; }

const char *mcpx_version(void) { return MCPX_VERSION; }

int mcpx_code_count(void) { return CODE_COUNT; }

mcpx_code mcpx_code_find(const char *name, size_t length) {
  for (mcpx_code code = 0; name && code < CODE_COUNT; code++)
    if (text_equals(ENTRIES[code].name, name, length)) return code;
  return MCPX_CODE_NONE;
}

const char *mcpx_code_name(mcpx_code code) { return is_in_catalog(code) ? ENTRIES[code].name : NULL; }

const char *mcpx_code_severity(mcpx_code code) {
  return is_in_catalog(code) ? SEVERITY_NAMES[ENTRIES[code].severity] : NULL;
}

static void write_docs_url(struct json_writer *json, mcpx_code code) {
  char url[sizeof DOCS_URL + 64] = DOCS_URL;
  strncat(url, ENTRIES[code].name, 63);
  json_string(json, url);
}

static void write_fix(struct json_writer *json, const struct fix *fix) {
  json_open(json, '{');
  json_key(json, "type");
  json_string(json, FIX_TYPE_NAMES[fix->type]);
  json_key(json, "label");
  json_string(json, fix->label);
  json_key(json, FIX_VALUE_KEYS[fix->type]);
  if (fix->type == FIX_LINK && !*fix->value)
    write_docs_url(json, fix->code);
  else
    json_string(json, fix->value);
  if (fix->effect == EFFECT_DESTRUCTIVE) {
    json_key(json, "destructive");
    json_bool(json, true);
  }
  if (fix->platform != PLATFORM_ANY) {
    json_key(json, "platform");
    json_string(json, PLATFORM_NAMES[fix->platform]);
  }
  json_close(json, '}');
}

void catalog_write_entry(struct json_writer *json, mcpx_code code) {
  if (!is_in_catalog(code)) {
    json_string(json, NULL);
    return;
  }
  json_open(json, '{');
  json_key(json, "code");
  json_string(json, ENTRIES[code].name);
  json_key(json, "severity");
  json_string(json, SEVERITY_NAMES[ENTRIES[code].severity]);
  json_key(json, "user_message");
  json_string(json, ENTRIES[code].message);
  json_key(json, "fix_steps");
  json_open(json, '[');
  for (size_t i = 0; i < FIX_COUNT; i++)
    if (FIXES[i].code == code) write_fix(json, &FIXES[i]);
  json_close(json, ']');
  json_key(json, "docs_url");
  write_docs_url(json, code);
  json_close(json, '}');
}

size_t mcpx_entry_json(mcpx_code code, char *out, size_t capacity) {
  struct json_writer json = json_start(out, capacity);
  catalog_write_entry(&json, code);
  return json_finish(&json);
}

size_t mcpx_catalog_json(char *out, size_t capacity) {
  struct json_writer json = json_start(out, capacity);
  json_open(&json, '[');
  for (mcpx_code code = 0; code < CODE_COUNT; code++) catalog_write_entry(&json, code);
  json_close(&json, ']');
  return json_finish(&json);
}
