/* test_pieces.c: a text in pieces gets the same answer as the whole text, and its evidence is valid. */
#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "rows.h"
#include "vectors.h"

/* A check of one vector under one profile; returns what is wrong, or NULL. */
typedef const char *(*vector_check)(const struct vector *vector, const mcpx_hints *hints);

static void check_all(void **state, vector_check fault_of) {
  const struct vectors *all = *state;
  size_t wrong = 0;
  for (size_t i = 0; i < 2 * all->count; i++) {
    const struct vector *vector = &all->rows[i / 2];
    mcpx_hints hints = vector->hints;
    hints.profile = i % 2 ? MCPX_PROFILE_EXTENDED : MCPX_PROFILE_PROXY;
    const char *fault = fault_of(vector, &hints);
    if (!fault) continue;
    print_error("%s:%zu, %s: %s\n", vector->file, vector->line, i % 2 ? "extended" : "proxy", fault);
    wrong++;
  }
  CHECK(wrong == 0, "%zu answers are wrong", wrong);
}

static const char *pieces_fault(const struct vector *vector, const mcpx_hints *hints) {
  static const size_t SIZES[] = {1, 2, 3, 7, 64};
  const char *differs = NULL;
  mcpx_answer whole, pieces;
  mcpx_classify(vector->text, vector->length, hints, &whole);
  for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES && !differs; i++) {
    classify_pieces(vector->text, vector->length, SIZES[i], hints, &pieces);
    differs = answers_differ(&whole, &pieces);
  }
  return differs;
}

static const char *range_fault(const struct vector *vector, const mcpx_hints *hints) {
  mcpx_answer answer;
  mcpx_classify(vector->text, vector->length, hints, &answer);
  const char *fault = evidence_fault(&answer, vector->length);
  for (size_t i = 0; i < answer.evidence_count && !fault; i++) {
    mcpx_range range = answer.evidence[i];
    bool whole = at_character(vector->text, vector->length, range.start) &&
                 at_character(vector->text, vector->length, range.end);
    if (!whole) fault = "a range splits a character";
  }
  return fault;
}

static void pieces_give_the_same_answer(void **state) { check_all(state, pieces_fault); }
static void evidence_is_valid(void **state) { check_all(state, range_fault); }

/* All vectors as one text are much longer than the block of normalized text. */
static void one_long_text_in_pieces(void **state) {
  static const size_t SIZES[] = {1, 5, 1023, 1024, 1025};
  const struct vectors *all = *state;
  size_t length = 0;
  char *text = malloc(all->count * 2048);
  assert_non_null(text);
  for (size_t i = 0; i < all->count; i++) {
    memcpy(text + length, all->rows[i].text, all->rows[i].length);
    length += all->rows[i].length;
  }
  for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
    mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED};
    mcpx_answer whole, pieces;
    mcpx_classify(text, length, &hints, &whole);
    classify_pieces(text, length, SIZES[i], &hints, &pieces);
    CHECK(!answers_differ(&whole, &pieces), "%zu: %s", SIZES[i], answers_differ(&whole, &pieces));
  }
  free(text);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(pieces_give_the_same_answer),
      cmocka_unit_test(evidence_is_valid),
      cmocka_unit_test(one_long_text_in_pieces),
  };
  return cmocka_run_group_tests_name("pieces", cases, vectors_load_part, vectors_unload);
}
