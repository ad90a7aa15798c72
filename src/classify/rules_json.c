/* rules_json.c: writes the rules and their phrases as JSON, for pages and tools that explain them. */
#include "base/text.h"
#include "cause_rules.h"
#include "json/writer.h"
#include "phrases.h"
#include "rules.h"

/* Whether a phrase is searched under a profile that the rule belongs to. */
static bool is_searched_under(const struct phrase *phrase, enum rule_profiles profiles) {
  bool extended = phrase->kind == PHRASE_EXTENDED;
  if (phrase->kind == PHRASE_BOTH || profiles == PROFILES_BOTH) return true;
  return extended == (profiles == PROFILES_EXTENDED);
}

static void write_set(struct json_writer *json, size_t set, enum rule_profiles profiles) {
  struct phrase phrase = phrase_set_row(set);
  json_open(json, '[');
  while (phrase_next(&phrase) && !phrase_begins_set(&phrase))
    if (is_searched_under(&phrase, profiles)) json_string(json, phrase.text);
  json_close(json, ']');
}

static void write_sets(struct json_writer *json, const char *key, const uint16_t *sets,
                       enum rule_profiles profiles) {
  json_key(json, key);
  json_open(json, '[');
  for (; *sets; sets++) write_set(json, *sets, profiles);
  json_close(json, ']');
}

static void write_rule_codes(struct json_writer *json, const struct rule *rule) {
  static const mcpx_code OF_STATUS[] = {CODE_HTTP_401, CODE_HTTP_403, CODE_HTTP_404, CODE_HTTP_5XX};
  json_key(json, "codes");
  json_open(json, '[');
  if (rule->code < CODE_COUNT) json_string(json, mcpx_code_name(rule->code));
  for (size_t i = 0; rule->code == CODE_OF_STATUS && i < 4; i++)
    json_string(json, mcpx_code_name(OF_STATUS[i]));
  for (mcpx_code code = 0; rule->code == CODE_OF_NAME && code < CODE_COUNT; code++)
    if (code != CODE_UNKNOWN_UNCLASSIFIED && !catalog_is_only_counted(code))
      json_string(json, mcpx_code_name(code));
  for (mcpx_code code = 0; rule->code == CODE_OF_CAUSE && code < CODE_COUNT; code++)
    if (cause_can_decide(code)) json_string(json, mcpx_code_name(code));
  json_close(json, ']');
}

static void write_rule(struct json_writer *json, const struct rule *rule) {
  json_open(json, '{');
  json_key(json, "name");
  json_string(json, rule->name);
  write_rule_codes(json, rule);
  json_key(json, "profiles");
  json_open(json, '[');
  if (rule->profiles != PROFILES_EXTENDED) json_string(json, "proxy");
  if (rule->profiles != PROFILES_PROXY) json_string(json, "extended");
  json_close(json, ']');
  json_member(json, "requires", rule_requires_name(rule->requires));
  json_member(json, "requires_text", rule_requires_text(rule->requires));
  json_member(json, "fact", rule_fact_name(rule->fact));
  write_sets(json, "all", rule->all, rule->profiles);
  write_sets(json, "none", rule->none, rule->profiles);
  json_close(json, '}');
}

size_t mcpx_rule_json(const char *name, size_t length, char *out, size_t capacity) {
  struct json_writer json = json_start(out, capacity);
  const struct rule *rule = NULL;
  for (size_t i = 0; name && i < RULES_COUNT && !rule; i++)
    if (text_equals(RULES[i].name, name, length)) rule = &RULES[i];
  if (rule)
    write_rule(&json, rule);
  else
    json_string(&json, NULL);
  return json_finish(&json);
}

size_t mcpx_rules_json(char *out, size_t capacity) {
  struct json_writer json = json_start(out, capacity);
  json_open(&json, '[');
  for (size_t i = 0; i < RULES_COUNT; i++) write_rule(&json, &RULES[i]);
  json_close(&json, ']');
  return json_finish(&json);
}
