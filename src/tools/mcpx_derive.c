/* mcpx_derive.c: prints to standard output what docs/derive.js derives from the tables.
 *
 *     mcpx-derive TABLE
 *         anchors, indexes, canary, tokens_by_byte, catalog, causes, surroundings, rules, abouts, schemas,
 * checks, unknown, closed, proxy_rules, numbers
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/findings.h"
#include "json/writer.h"
#include "mcpx.h"
#include "tools/derive_anchors.h"
#include "tools/derive_canary.h"
#include "tools/derive_indexes.h"

/* The text of each code's docs page. It is not part of the library, which does not need it. */
static void write_abouts(struct json_writer *json) {
  json_open(json, '{');
#define CODE(name, severity, title, message, about) \
  json_key(json, "MCPX_" #name);                    \
  json_string(json, about);
#include "tables/codes.def"
  json_close(json, '}');
}

static size_t abouts_json(char *out, size_t capacity) {
  struct json_writer json = json_start(out, capacity);
  write_abouts(&json);
  return json_finish(&json);
}

static void print_json(size_t (*write)(char *out, size_t capacity)) {
  size_t length = write(NULL, 0);
  char *out = malloc(length + 1);
  if (!out) exit(1);
  write(out, length + 1);
  puts(out);
  free(out);
}

/* The schemas of all versions as one object; its keys are the versions. */
static size_t schemas_json(char *out, size_t capacity) {
  struct json_writer json = json_start(out, capacity);
  json_open(&json, '{');
  for (int version = 1; version <= MCPX_SCHEMA_VERSION; version++) {
    static char schema[65536];
    char key[2] = {(char)('0' + version), '\0'};
    json_key(&json, key);
    json_raw(&json, schema, mcpx_schema_json(version, schema, sizeof schema));
  }
  json_close(&json, '}');
  return json_finish(&json);
}

static void write_unknown(struct json_writer *json, const char *what, enum finding_kind kind,
                          enum finding_kind newer) {
  json_open(json, '{');
  json_member(json, "what", what);
  json_member(json, "severity", mcpx_severity_name(finding_severity(kind)));
  json_member(json, "rule", finding_name(kind));
  json_member(json, "newer_severity", mcpx_severity_name(finding_severity(newer)));
  json_member(json, "newer_rule", finding_name(newer));
  json_close(json, '}');
}

static size_t unknown_json(char *out, size_t capacity) {
  struct json_writer json = json_start(out, capacity);
  json_open(&json, '[');
#define UNKNOWN(kind, newer, what) write_unknown(&json, what, FINDING_##kind, FINDING_##newer);
#include "tables/findings.def"
  json_close(&json, ']');
  return json_finish(&json);
}

static size_t closed_json(char *out, size_t capacity) {
  struct json_writer json = json_start(out, capacity);
  json_open(&json, '[');
#define CLOSED(kind) \
  if (!finding_is_wording(FINDING_##kind)) json_string(&json, finding_name(FINDING_##kind));
#include "tables/findings.def"
  json_close(&json, ']');
  return json_finish(&json);
}

static void write_proxy_rule(struct json_writer *json, const char *rule, int release, int schema,
                             const char *about) {
  json_open(json, '{');
  json_member(json, "rule", rule);
  json_number_member(json, "release", (uint64_t)release);
  json_number_member(json, "schema", (uint64_t)schema);
  json_member(json, "about", about);
  json_close(json, '}');
}

static size_t proxy_rules_json(char *out, size_t capacity) {
  struct json_writer json = json_start(out, capacity);
  json_open(&json, '[');
#define PROXY_RULE(rule, release, schema, about) write_proxy_rule(&json, #rule, release, schema, about);
#include "tables/proxy_rules.def"
  json_close(&json, ']');
  return json_finish(&json);
}

/* ---- Numbers that JavaScript and Go share with the module ---- */

struct named_number {
  const char *name;
  uint64_t number;
};

enum {
#define ANSWER_WORD(name) WORD_##name,
#include "tables/answer_words.def"
};

static const struct named_number ANSWER_WORDS[] = {
#define ANSWER_WORD(name) {#name, WORD_##name},
#include "tables/answer_words.def"
};

static const struct named_number PROFILES[] = {{"proxy", MCPX_PROFILE_PROXY},
                                               {"extended", MCPX_PROFILE_EXTENDED}};

static const struct named_number TRANSPORTS[] = {
#define TRANSPORT(name, value) {name, MCPX_TRANSPORT_##value},
#include "tables/transports.def"
    {"other", MCPX_TRANSPORT_OTHER},
};

static const struct named_number ISOLATIONS[] = {
    {"null", MCPX_ISOLATION_UNKNOWN}, {"false", MCPX_ISOLATION_NO}, {"true", MCPX_ISOLATION_YES}};

/* The names that hints may have, in the order of their tables. */
static void write_names(struct json_writer *json, const char *key, const char *(*name_of)(int value)) {
  json_key(json, key);
  json_open(json, '[');
  for (int value = 1; name_of(value); value++) json_string(json, name_of(value));
  json_close(json, ']');
}

static const char *system_name(int value) { return mcpx_system_name((mcpx_system)value); }

static void write_numbers(struct json_writer *json, const char *key, const struct named_number *list,
                          size_t count) {
  json_key(json, key);
  json_open(json, '{');
  for (size_t i = 0; i < count; i++) {
    json_key(json, list[i].name);
    json_number(json, list[i].number);
  }
  json_close(json, '}');
}

#define WRITE_NUMBERS(json, key, list) write_numbers(json, key, list, sizeof(list) / sizeof *(list))

static size_t numbers_json(char *out, size_t capacity) {
  struct json_writer json = json_start(out, capacity);
  json_open(&json, '{');
  json_key(&json, "release");
  json_string(&json, MCPX_VERSION);
  json_key(&json, "schema_version");
  json_number(&json, MCPX_SCHEMA_VERSION);
  WRITE_NUMBERS(&json, "answer_words", ANSWER_WORDS);
  WRITE_NUMBERS(&json, "profiles", PROFILES);
  WRITE_NUMBERS(&json, "transports", TRANSPORTS);
  WRITE_NUMBERS(&json, "isolations", ISOLATIONS);
  write_names(&json, "systems", system_name);
  write_names(&json, "clients", mcpx_client_name);
  write_names(&json, "runners", mcpx_runner_name);
  json_close(&json, '}');
  return json_finish(&json);
}

static const struct {
  const char *name;
  size_t (*write)(char *out, size_t capacity);
} LISTS[] = {
    {"catalog", mcpx_catalog_json},    {"causes", mcpx_causes_json}, {"surroundings", mcpx_surroundings_json},
    {"rules", mcpx_rules_json},        {"abouts", abouts_json},      {"schemas", schemas_json},
    {"checks", mcpx_check_rules_json}, {"unknown", unknown_json},    {"proxy_rules", proxy_rules_json},
    {"closed", closed_json},           {"numbers", numbers_json},
};

enum { LIST_COUNT = sizeof LISTS / sizeof *LISTS };

int main(int argc, char **argv) {
  const char *what = argc == 2 ? argv[1] : "";
  if (strcmp(what, "anchors") == 0) return derive_print_anchors(), 0;
  if (strcmp(what, "indexes") == 0) return derive_print_indexes(), 0;
  if (strcmp(what, "canary") == 0) return derive_print_canary(), 0;
  if (strcmp(what, "tokens_by_byte") == 0) return derive_print_tokens(), 0;
  for (size_t i = 0; i < LIST_COUNT; i++)
    if (strcmp(what, LISTS[i].name) == 0) return print_json(LISTS[i].write), 0;
  fputs("usage: mcpx-derive anchors|indexes|canary|tokens_by_byte", stderr);
  for (size_t i = 0; i < LIST_COUNT; i++) fprintf(stderr, "|%s", LISTS[i].name);
  fputs("\n", stderr);
  return 2;
}
