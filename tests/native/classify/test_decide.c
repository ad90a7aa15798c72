/* test_decide.c: a finished stream that is asked again with other hints gives the answer of a fresh
 * classification. */
#include <string.h>

#include "compare.h"
#include "rows.h"
#include "vectors.h"

static const mcpx_transport TRANSPORTS[] = {MCPX_TRANSPORT_UNKNOWN, MCPX_TRANSPORT_STDIO, MCPX_TRANSPORT_HTTP,
                                            MCPX_TRANSPORT_HTTP_FAMILY, MCPX_TRANSPORT_OTHER};
static const mcpx_isolation ISOLATIONS[] = {MCPX_ISOLATION_UNKNOWN, MCPX_ISOLATION_NO, MCPX_ISOLATION_YES};
enum { TRANSPORT_COUNT = sizeof TRANSPORTS / sizeof *TRANSPORTS, ISOLATION_COUNT = 3 };

static void scan_vector(mcpx_stream *stream, const struct vector *vector, const mcpx_hints *hints) {
  mcpx_answer ignored;
  mcpx_classify_start(stream, hints);
  mcpx_classify_feed(stream, vector->text, vector->length);
  mcpx_classify_finish(stream, &ignored);
}

/* The `combination`-th of all transports and isolations, with the facts of the vector. */
static mcpx_hints hints_of(const struct vector *vector, mcpx_profile profile, size_t combination) {
  mcpx_hints hints = vector->hints;
  hints.profile = profile;
  hints.transport = TRANSPORTS[combination % TRANSPORT_COUNT];
  hints.docker_isolated = ISOLATIONS[combination / TRANSPORT_COUNT];
  return hints;
}

/* The number of combinations under which the stream and a fresh classification differ. */
static size_t differences(const mcpx_stream *stream, const struct vector *vector, mcpx_profile profile) {
  size_t wrong = 0;
  for (size_t i = 0; i < (size_t)TRANSPORT_COUNT * ISOLATION_COUNT; i++) {
    mcpx_hints hints = hints_of(vector, profile, i);
    mcpx_answer fresh, again;
    mcpx_classify(vector->text, vector->length, &hints, &fresh);
    bool answered = mcpx_classify_decide(stream, &hints, &again);
    const char *difference = answered ? answers_differ(&fresh, &again) : "no answer";
    if (!difference) continue;
    print_error("%s:%zu, combination %zu: %s\n", vector->file, vector->line, i, difference);
    wrong++;
  }
  return wrong;
}

/* A stream that was started with profile `extended` answers both profiles. */
static void extended_stream_answers_both_profiles(void **state) {
  static mcpx_stream stream;
  const struct vectors *all = *state;
  size_t wrong = 0;
  for (size_t i = 0; i < all->count; i++) {
    const struct vector *vector = &all->rows[i];
    scan_vector(&stream, vector, &(mcpx_hints){.profile = MCPX_PROFILE_EXTENDED});
    wrong += differences(&stream, vector, MCPX_PROFILE_EXTENDED);
    wrong += differences(&stream, vector, MCPX_PROFILE_PROXY);
  }
  CHECK(wrong == 0, "%zu answers differ", wrong);
}

static void proxy_stream_answers_its_profile(void **state) {
  static mcpx_stream stream;
  const struct vectors *all = *state;
  size_t wrong = 0;
  for (size_t i = 0; i < all->count; i++) {
    scan_vector(&stream, &all->rows[i], NULL);
    wrong += differences(&stream, &all->rows[i], MCPX_PROFILE_PROXY);
  }
  CHECK(wrong == 0, "%zu answers differ", wrong);
}

static void proxy_stream_refuses_the_other_profile(void **state) {
  static mcpx_stream stream;
  const struct vectors *all = *state;
  mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED};
  mcpx_answer answer;
  scan_vector(&stream, &all->rows[0], NULL);
  assert_false(mcpx_classify_decide(&stream, &hints, &answer));
  assert_int_equal(answer.code, MCPX_CODE_NONE);
  assert_int_equal(answer.proxy_code, MCPX_CODE_NONE);
  assert_null(answer.rule);
}

/* A decision does not use the hints of an earlier decision or of the start. */
static void no_hints_are_all_zero(void **state) {
  static const char TEXT[] = "uvx: command not found";
  static mcpx_stream stream;
  const struct vector vector = {.text = TEXT, .length = sizeof TEXT - 1};
  mcpx_hints stdio = {.transport = MCPX_TRANSPORT_STDIO};
  mcpx_answer answer;
  (void)state;
  scan_vector(&stream, &vector, &stdio);
  assert_true(mcpx_classify_decide(&stream, NULL, &answer));
  assert_string_equal(mcpx_code_name(answer.code), "MCPX_UNKNOWN_UNCLASSIFIED");
  assert_true(mcpx_classify_decide(&stream, &stdio, &answer));
  assert_string_equal(mcpx_code_name(answer.code), "MCPX_STDIO_SPAWN_ENOENT");
}

/* A decision does not change the stream, so finish still gives the first answer. */
static void finish_can_be_repeated(void **state) {
  static const char TEXT[] = "docker: command not found";
  static mcpx_stream stream;
  mcpx_hints stdio = {.profile = MCPX_PROFILE_EXTENDED, .transport = MCPX_TRANSPORT_STDIO};
  mcpx_answer first, other, again;
  (void)state;
  mcpx_classify_start(&stream, &stdio);
  mcpx_classify_feed(&stream, TEXT, sizeof TEXT - 1);
  mcpx_classify_finish(&stream, &first);
  mcpx_classify_decide(&stream, &(mcpx_hints){.docker_isolated = MCPX_ISOLATION_YES}, &other);
  mcpx_classify_finish(&stream, &again);
  assert_null(answers_differ(&first, &again));
  assert_non_null(answers_differ(&first, &other));
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(extended_stream_answers_both_profiles),
      cmocka_unit_test(proxy_stream_answers_its_profile),
      cmocka_unit_test(proxy_stream_refuses_the_other_profile),
      cmocka_unit_test(no_hints_are_all_zero),
      cmocka_unit_test(finish_can_be_repeated),
  };
  return cmocka_run_group_tests_name("decide", cases, vectors_load_part, vectors_unload);
}
