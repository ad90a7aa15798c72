/* test_rules.c: vectors reach every rule and every code, and the exported list of rules is complete. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_tree.h"
#include "rows.h"
#include "vectors.h"

/* The rules and codes that the vectors reach. */
struct reached {
  struct vectors all;
  cJSON *rules;      /* mcpx_rules_json */
  cJSON *rule_names; /* its keys are the rules that decide a vector */
  bool codes[64];
};

static void note_answer(struct reached *reached, const struct vector *vector, mcpx_profile profile) {
  mcpx_hints hints = vector->hints;
  mcpx_answer answer;
  hints.profile = profile;
  mcpx_classify(vector->text, vector->length, &hints, &answer);
  if (answer.code >= 0) reached->codes[answer.code] = true;
  if (!cJSON_HasObjectItem(reached->rule_names, answer.rule))
    cJSON_AddTrueToObject(reached->rule_names, answer.rule);
}

static int classify_all(void **state) {
  static struct reached reached;
  reached.all = vectors_all();
  reached.rules = tree_of_export(mcpx_rules_json);
  reached.rule_names = cJSON_CreateObject();
  for (size_t i = 0; i < reached.all.count; i++) {
    note_answer(&reached, &reached.all.rows[i], MCPX_PROFILE_PROXY);
    note_answer(&reached, &reached.all.rows[i], MCPX_PROFILE_EXTENDED);
  }
  *state = &reached;
  return 0;
}

static int free_reached(void **state) {
  struct reached *reached = *state;
  cJSON_Delete(reached->rules);
  cJSON_Delete(reached->rule_names);
  vectors_free(&reached->all);
  return 0;
}

static void every_rule_decides_a_vector(void **state) {
  const struct reached *reached = *state;
  const cJSON *rule;
  int missing = 0;
  cJSON_ArrayForEach(rule, reached->rules) {
    if (cJSON_HasObjectItem(reached->rule_names, tree_string(rule, "name"))) continue;
    print_error("no vector is decided by rule %s\n", tree_string(rule, "name"));
    missing++;
  }
  CHECK(missing == 0, "%d rules decide no vector", missing);
}

/* The proxy counts these codes by itself. */
static bool is_of_no_text(mcpx_code code) {
  return strncmp(mcpx_code_name(code), "MCPX_UPDATE_", strlen("MCPX_UPDATE_")) == 0;
}

static void every_code_of_texts_is_given_to_a_vector(void **state) {
  const struct reached *reached = *state;
  for (mcpx_code code = 0; code < mcpx_code_count(); code++)
    CHECK(reached->codes[code] != is_of_no_text(code), "%s", mcpx_code_name(code));
}

/* Neither is a rule said to give such a code, nor does a text that names it get it: it gets what the rest of
 * it says. */
static void codes_of_no_text_are_not_classified(void **state) {
  const struct reached *reached = *state;
  const mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED};
  const cJSON *rule, *name;
  cJSON_ArrayForEach(rule, reached->rules) cJSON_ArrayForEach(name, cJSON_GetObjectItem(rule, "codes"))
      CHECK(!is_of_no_text(mcpx_code_find(name->valuestring, strlen(name->valuestring))), "%s",
            tree_string(rule, "name"));
  for (mcpx_code code = 0; code < mcpx_code_count(); code++) {
    char text[128];
    mcpx_answer alone, other;
    if (!is_of_no_text(code)) continue;
    int length = sprintf(text, "[%s] the update failed", mcpx_code_name(code));
    mcpx_classify(text, (size_t)length, &hints, &alone);
    assert_string_equal(mcpx_code_name(alone.code), "MCPX_UNKNOWN_UNCLASSIFIED");
    length = sprintf(text, "[%s] x509: certificate signed by unknown authority", mcpx_code_name(code));
    mcpx_classify(text, (size_t)length, &hints, &other);
    assert_string_equal(mcpx_code_name(other.code), "MCPX_HTTP_TLS_FAILED");
  }
}

/* A code that the producer of the error attached is the caller's own word. */
static void attached_code_of_no_text_stays(void **state) {
  mcpx_answer answer;
  const mcpx_hints hints = {.coded = "MCPX_UPDATE_OTHER_FAILED", .coded_length = 24};
  (void)state;
  mcpx_classify("x", 1, &hints, &answer);
  assert_string_equal(mcpx_code_name(answer.code), hints.coded);
}

static bool same_name(const cJSON *a, const cJSON *b) {
  return strcmp(tree_string(a, "name"), tree_string(b, "name")) == 0;
}

/* The name identifies a rule. */
static void names_are_unique(void **state) {
  const struct reached *reached = *state;
  for (const cJSON *a = reached->rules->child; a; a = a->next)
    for (const cJSON *b = a->next; b; b = b->next) CHECK(!same_name(a, b), "%s", tree_string(a, "name"));
}

static void codes_are_in_the_catalog(void **state) {
  const struct reached *reached = *state;
  const cJSON *rule, *code;
  cJSON_ArrayForEach(rule, reached->rules) {
    cJSON_ArrayForEach(code, cJSON_GetObjectItem(rule, "codes")) {
      const char *name = cJSON_GetStringValue(code);
      CHECK(mcpx_code_find(name, strlen(name)) >= 0, "%s gives %s", tree_string(rule, "name"), name);
    }
  }
}

/* The members that mcpx.h documents. */
static void rules_have_every_key(void **state) {
  static const char *const KEYS[] = {"name",          "codes", "profiles", "requires",
                                     "requires_text", "fact",  "all",      "none"};
  const struct reached *reached = *state;
  const cJSON *rule;
  cJSON_ArrayForEach(rule, reached->rules) {
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
      CHECK(cJSON_HasObjectItem(rule, KEYS[i]), "%s has no %s", tree_string(rule, "name"), KEYS[i]);
    CHECK(cJSON_GetArraySize(cJSON_GetObjectItem(rule, "profiles")) > 0, "%s", tree_string(rule, "name"));
  }
}

/* The sentence is for people who read the name, so both are there or neither. */
static void requirements_have_a_sentence(void **state) {
  const struct reached *reached = *state;
  const cJSON *rule;
  size_t found = 0;
  cJSON_ArrayForEach(rule, reached->rules) {
    const char *name = tree_string(rule, "requires"), *sentence = tree_string(rule, "requires_text");
    found += name != NULL;
    CHECK(!name == !sentence, "%s", tree_string(rule, "name"));
    if (sentence) assert_int_equal(sentence[strlen(sentence) - 1], '.');
  }
  assert_true(found > 20);
}

static void rule_alone_is_that_of_the_list(void **state) {
  static char out[65536];
  const struct reached *reached = *state;
  const cJSON *rule;
  cJSON_ArrayForEach(rule, reached->rules) {
    const char *name = tree_string(rule, "name");
    size_t length = mcpx_rule_json(name, strlen(name), out, sizeof out);
    CHECK(length <= 8191, "%s: %zu bytes", name, length);
    cJSON *alone = cJSON_Parse(out);
    CHECK(cJSON_Compare(alone, rule, true), "%s", name);
    cJSON_Delete(alone);
  }
}

static void other_name_is_no_rule(void **state) {
  static const char *const NAMES[] = {"", "code", "codedd", "CODED", NULL};
  char out[8];
  (void)state;
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
    assert_int_equal(mcpx_rule_json(NAMES[i], NAMES[i] ? strlen(NAMES[i]) : 5, out, sizeof out), 4);
    assert_string_equal(out, "null");
  }
}

/* A set without phrases never occurs, so its rule could never apply. */
static void no_set_is_empty(void **state) {
  static const char *const LISTS[] = {"all", "none"};
  const struct reached *reached = *state;
  const cJSON *rule, *set;
  cJSON_ArrayForEach(rule, reached->rules) {
    for (size_t i = 0; i < 2; i++) {
      cJSON_ArrayForEach(set, cJSON_GetObjectItem(rule, LISTS[i]))
          CHECK(cJSON_GetArraySize(set) > 0, "%s: an empty set", tree_string(rule, "name"));
    }
  }
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(every_rule_decides_a_vector),
      cmocka_unit_test(every_code_of_texts_is_given_to_a_vector),
      cmocka_unit_test(codes_of_no_text_are_not_classified),
      cmocka_unit_test(attached_code_of_no_text_stays),
      cmocka_unit_test(names_are_unique),
      cmocka_unit_test(codes_are_in_the_catalog),
      cmocka_unit_test(rules_have_every_key),
      cmocka_unit_test(requirements_have_a_sentence),
      cmocka_unit_test(rule_alone_is_that_of_the_list),
      cmocka_unit_test(other_name_is_no_rule),
      cmocka_unit_test(no_set_is_empty),
  };
  return cmocka_run_group_tests_name("rules", cases, classify_all, free_reached);
}
