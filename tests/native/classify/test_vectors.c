/* test_vectors.c: every vector gets the code of its label. */
#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "vectors.h"

static bool is_alt(const struct vector *vector, const char *code) {
  const cJSON *alt;
  cJSON_ArrayForEach(alt, vector->alt) if (strcmp(cJSON_GetStringValue(alt), code) == 0) return true;
  return false;
}

/* Whether the answer to a vector is wrong; prints what is wrong. */
static bool is_wrong(const struct vector *vector) {
  mcpx_answer answer;
  mcpx_classify(vector->text, vector->length, &vector->hints, &answer);
  const char *code = mcpx_code_name(answer.code);
  bool right = code && (strcmp(code, vector->label) == 0 || is_alt(vector, code));
  bool ruled = !vector->rule || (answer.rule && strcmp(answer.rule, vector->rule) == 0);
  if (!right || !ruled)
    print_error("%s:%zu: got %s by %s, expected %s by %s\n", vector->file, vector->line, code, answer.rule,
                vector->label, vector->rule ? vector->rule : "any rule");
  return !right || !ruled;
}

/* Checks all vectors of a file, so that one run prints every wrong answer. */
static void file_matches(void **state, const char *file, size_t least) {
  const struct vectors *all = *state;
  size_t seen = 0, wrong = 0;
  for (size_t i = 0; i < all->count; i++) {
    if (strcmp(all->rows[i].file, file) != 0) continue;
    seen++;
    wrong += is_wrong(&all->rows[i]);
  }
  CHECK(seen >= least, "%s has %zu vectors, expected at least %zu", file, seen, least);
  CHECK(wrong == 0, "%zu of %zu vectors of %s are wrong", wrong, seen, file);
}

static void proxy_vectors(void **state) { file_matches(state, "classify.jsonl", 2500); }
static void extended_vectors(void **state) { file_matches(state, "extended.jsonl", 315); }
static void family_vectors(void **state) { file_matches(state, "families.jsonl", 1); }
static void rule_vectors(void **state) { file_matches(state, "rules.jsonl", 0); }
static void kind_vectors(void **state) { file_matches(state, "kinds.jsonl", 800); }
static void cure_vectors(void **state) { file_matches(state, "cures.jsonl", 154); }
static void negative_vectors(void **state) { file_matches(state, "negatives.jsonl", 120); }

/* An extension must not give a code to a text that is not a server error. */
static void negatives_stay_unclassified(void **state) {
  const struct vectors *all = *state;
  size_t seen = 0, wrong = 0;
  for (size_t i = 0; i < all->count; i++) {
    const struct vector *vector = &all->rows[i];
    if (strcmp(vector->label, "MCPX_UNKNOWN_UNCLASSIFIED") != 0) continue;
    seen++;
    wrong += is_wrong(vector);
  }
  CHECK(seen > 0 && wrong == 0, "%zu of %zu negatives get a code", wrong, seen);
}

/* Every answer of profile `extended` has the code of profile `proxy`. */
static void proxy_code_is_that_of_proxy(void **state) {
  const struct vectors *all = *state;
  for (size_t i = 0; i < all->count; i++) {
    const struct vector *vector = &all->rows[i];
    mcpx_hints hints = vector->hints;
    mcpx_answer proxy, extended;
    hints.profile = MCPX_PROFILE_PROXY;
    mcpx_classify(vector->text, vector->length, &hints, &proxy);
    hints.profile = MCPX_PROFILE_EXTENDED;
    mcpx_classify(vector->text, vector->length, &hints, &extended);
    CHECK(proxy.code == extended.proxy_code && proxy.proxy_code == proxy.code && !proxy.extension, "%s:%zu",
          vector->file, vector->line);
  }
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(proxy_vectors),
      cmocka_unit_test(extended_vectors),
      cmocka_unit_test(family_vectors),
      cmocka_unit_test(rule_vectors),
      cmocka_unit_test(kind_vectors),
      cmocka_unit_test(cure_vectors),
      cmocka_unit_test(negative_vectors),
      cmocka_unit_test(negatives_stay_unclassified),
      cmocka_unit_test(proxy_code_is_that_of_proxy),
  };
  return cmocka_run_group_tests_name("answers", cases, vectors_load, vectors_unload);
}
