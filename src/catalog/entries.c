/* entries.c: the entries of the catalog as JSON: messages and fix steps.
 *
 * Apart from the names, so that a module that only classifies need not hold the texts. */
#include "catalog.h"

#include <string.h>

#include "surroundings.h"

#define DOCS_URL "https://docs.mcpproxy.app/errors/"

enum fix_type { FIX_LINK, FIX_COMMAND, FIX_BUTTON };
enum fix_effect { EFFECT_HARMLESS, EFFECT_DESTRUCTIVE };

static const char *const FIX_TYPE_NAMES[] = {
    [FIX_LINK] = "link", [FIX_COMMAND] = "command", [FIX_BUTTON] = "button"};
static const char *const FIX_VALUE_KEYS[] = {
    [FIX_LINK] = "url", [FIX_COMMAND] = "command", [FIX_BUTTON] = "fixer_key"};
static const char *const MESSAGES[] = {
#define CODE(name, severity, title, message, about) message,
#include "tables/codes.def"
};

struct fix {
  int code;
  enum fix_type type;
  const char *label;
  const char *value;
  enum fix_effect effect;
  enum catalog_platform platform;
  bool more; /* not one of the proxy's */
};

static const struct fix FIXES[] = {
#define FIX(code, type, label, value, effect, platform) \
  {CODE_##code, FIX_##type, label, value, EFFECT_##effect, PLATFORM_##platform, false},
#define MORE_FIX(code, type, label, value, effect, platform) \
  {CODE_##code, FIX_##type, label, value, EFFECT_##effect, PLATFORM_##platform, true},
#include "tables/fixes.def"
};

enum { FIX_COUNT = sizeof FIXES / sizeof *FIXES };

static void write_docs_url(struct json_writer *json, mcpx_code code) {
  char url[sizeof DOCS_URL + 64] = DOCS_URL;
  strncat(url, mcpx_code_name(code), 63);
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
    json_string(json, platform_name(fix->platform));
  }
  json_close(json, '}');
}

void catalog_write_entry(struct json_writer *json, mcpx_code code) {
  if (!mcpx_code_name(code)) {
    json_string(json, NULL);
    return;
  }
  json_open(json, '{');
  json_key(json, "code");
  json_string(json, mcpx_code_name(code));
  json_key(json, "severity");
  json_string(json, mcpx_code_severity(code));
  json_member(json, "title", mcpx_code_title(code));
  json_key(json, "user_message");
  json_string(json, MESSAGES[code]);
  json_key(json, "fix_steps");
  json_open(json, '[');
  for (size_t i = 0; i < FIX_COUNT; i++)
    if (FIXES[i].code == code) write_fix(json, &FIXES[i]);
  json_close(json, ']');
  json_key(json, "docs_url");
  write_docs_url(json, code);
  json_close(json, '}');
}

/* A link to the docs page of the code says nothing that the docs address does not. */
static bool is_own_page(const struct fix *fix) { return fix->type == FIX_LINK && !*fix->value; }

/* Most commands of the proxy are for macOS and Linux. Windows has commands of its own. */
static bool is_replaced(const struct fix *fix, mcpx_system system) {
  if (system != MCPX_SYSTEM_WINDOWS || fix->more || fix->type != FIX_COMMAND) return false;
  for (size_t i = 0; i < FIX_COUNT; i++)
    if (FIXES[i].code == fix->code && FIXES[i].platform == PLATFORM_WINDOWS) return true;
  return false;
}

/* The proxy's list of programs to look up says less than a lookup of the program in question. */
static bool is_lookup_of_others(const struct fix *fix) {
  if (fix->more || fix->type != FIX_COMMAND || !command_is_lookup(fix->value)) return false;
  for (size_t i = 0; i < FIX_COUNT; i++)
    if (FIXES[i].code == fix->code && FIXES[i].more && command_is_lookup(FIXES[i].value)) return true;
  return false;
}

/* Codes of what only mcpproxy does. */
static bool is_code_of_proxy(mcpx_code code) {
  bool is_quarantine = code == CODE_QUARANTINE_PENDING_APPROVAL || code == CODE_QUARANTINE_TOOL_CHANGED;
  return is_quarantine || catalog_is_only_counted(code);
}

/* Steps that only mcpproxy has: the buttons of its page, and commands that contain its name. The steps of its
 * own codes are for everybody who gets the code. */
static bool is_of_proxy(const struct fix *fix) {
  if (is_code_of_proxy(fix->code)) return false;
  return fix->type == FIX_BUTTON || (fix->type == FIX_COMMAND && strstr(fix->value, "mcpproxy"));
}

/* A report to mcpproxy. Who uses another client has a step of its own (CLIENT_FIX). */
static bool is_report_of_other(const struct fix *fix, mcpx_client client) {
  return fix->code == CODE_UNKNOWN_UNCLASSIFIED && client_is_named(client) && client != CLIENT_MCPPROXY;
}

static bool fix_fits(const struct fix *fix, const mcpx_answer *answer, catalog_leaves_out *leaves_out) {
  if (is_own_page(fix) || is_replaced(fix, answer->system) || is_lookup_of_others(fix)) return false;
  if (is_of_proxy(fix) && answer->client != CLIENT_MCPPROXY) return false;
  if (is_report_of_other(fix, answer->client)) return false;
  if (fix->type == FIX_COMMAND && leaves_out(answer, fix->value, (int)fix->platform)) return false;
  return platform_fits(fix->platform, answer->system);
}

/* What a person can use comes first: our steps, then the proxy's; nothing destructive before anything else.
 */
void catalog_write_steps(struct json_writer *json, const mcpx_answer *answer,
                         catalog_leaves_out *leaves_out) {
  for (int pass = 0; pass < 4; pass++)
    for (size_t i = 0; i < FIX_COUNT; i++) {
      const struct fix *fix = &FIXES[i];
      bool destructive = fix->effect == EFFECT_DESTRUCTIVE, in_pass = (pass < 2) == !destructive;
      if (fix->code != answer->code || !in_pass || (pass % 2 == 0) != fix->more) continue;
      if (fix_fits(fix, answer, leaves_out)) write_fix(json, fix);
    }
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
