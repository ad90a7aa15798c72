/* test_vectors.c: every vector gets the code it is labelled with. */
#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "vectors.h"

static bool is_alt(const struct vector *vector, const char *code) {
  const cJSON *alt;
  cJSON_ArrayForEach(alt, vector->alt) if (strcmp(cJSON_GetStringValue(alt), code) == 0) return true;
  return false;
}

/* Says what is wrong with the answer to one vector, and returns whether anything is. */
static bool is_wrong(const struct vector *vector) {
  mcpx_answer answer;
  mcpx_classify(vector->text, vector->length, &vector->hints, &answer);
  const char *code = mcpx_code_name(answer.code);
  bool right = code && (strcmp(code, vector->label) == 0 || is_alt(vector, code));
  bool ruled = !vector->rule || (answer.rule && strcmp(answer.rule, vector->rule) == 0);
  if (!right || !ruled)
    print_error("%s:%zu: %s by %s; wanted %s by %s\n", vector->file, vector->line, code, answer.rule,
                vector->label, vector->rule ? vector->rule : "any rule");
  return !right || !ruled;
}

/* All of one file are looked at, so that one run names every vector that went wrong. */
static void file_matches(void **state, const char *file, size_t least) {
  const struct vectors *all = *state;
  size_t seen = 0, wrong = 0;
  for (size_t i = 0; i < all->count; i++) {
    if (strcmp(all->rows[i].file, file) != 0) continue;
    seen++;
    wrong += is_wrong(&all->rows[i]);
  }
  CHECK(seen >= least, "%s has %zu vectors, it had %zu", file, seen, least);
  CHECK(wrong == 0, "%zu of %zu vectors of %s go wrong", wrong, seen, file);
}

static void proxy_vectors(void **state) { file_matches(state, "classify.jsonl", 2500); }
static void extended_vectors(void **state) { file_matches(state, "extended.jsonl", 315); }
static void family_vectors(void **state) { file_matches(state, "families.jsonl", 1); }
static void rule_vectors(void **state) { file_matches(state, "rules.jsonl", 0); }

/* A text that is no error of a server may not be given a code by an extension. */
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

/* What profile `proxy` says stands in every answer of profile `extended`. */
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
      cmocka_unit_test(negatives_stay_unclassified),
      cmocka_unit_test(proxy_code_is_that_of_proxy),
  };
  return cmocka_run_group_tests_name("answers", cases, vectors_load, vectors_unload);
}
