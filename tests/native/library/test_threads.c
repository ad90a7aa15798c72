/* test_threads.c: threads that classify or check at the same time get the same answers as one thread. Also
 * runs under the preset tsan. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "payloads.h"
#include "rows.h"
#include "vectors.h"

enum { THREADS = 4 };

struct work {
  const struct vectors *all;
  const mcpx_answer *expected;
  size_t first; /* threads start at different vectors */
  size_t wrong;
};

static void *classify_all(void *argument) {
  struct work *work = argument;
  for (size_t i = 0; i < work->all->count; i++) {
    size_t at = (work->first + i) % work->all->count;
    const struct vector *vector = &work->all->rows[at];
    mcpx_answer answer;
    mcpx_classify(vector->text, vector->length, &vector->hints, &answer);
    if (answers_differ(&answer, &work->expected[at])) work->wrong++;
  }
  return NULL;
}

static void threads_agree(void **state) {
  struct vectors all = vectors_all();
  mcpx_answer *expected = calloc(all.count, sizeof *expected);
  struct work work[THREADS];
  pthread_t threads[THREADS];
  (void)state;
  assert_non_null(expected);
  for (size_t i = 0; i < all.count; i++)
    mcpx_classify(all.rows[i].text, all.rows[i].length, &all.rows[i].hints, &expected[i]);
  for (size_t i = 0; i < THREADS; i++) {
    work[i] = (struct work){&all, expected, i * all.count / THREADS, 0};
    assert_int_equal(pthread_create(&threads[i], NULL, classify_all, &work[i]), 0);
  }
  for (size_t i = 0; i < THREADS; i++) assert_int_equal(pthread_join(threads[i], NULL), 0);
  for (size_t i = 0; i < THREADS; i++) assert_int_equal(work[i].wrong, 0);
  free(expected);
  vectors_free(&all);
}

/* The exports and the filter share no state. */
static void *export_all(void *argument) {
  char *out = malloc(262144);
  char request[] = "{\"op\":\"classify\",\"text\":\"zsh:1: command not found: uvx\",\"transport\":\"stdio\"}";
  size_t *sizes = argument;
  if (!out) return NULL;
  sizes[0] = mcpx_catalog_json(out, 262144);
  sizes[1] = mcpx_rules_json(out, 262144);
  sizes[2] = mcpx_respond(request, sizeof request - 1, NULL, out, 262144);
  free(out);
  return NULL;
}

static void exports_agree(void **state) {
  size_t sizes[THREADS][3] = {{0}};
  pthread_t threads[THREADS];
  (void)state;
  for (size_t i = 0; i < THREADS; i++)
    assert_int_equal(pthread_create(&threads[i], NULL, export_all, sizes[i]), 0);
  for (size_t i = 0; i < THREADS; i++) assert_int_equal(pthread_join(threads[i], NULL), 0);
  assert_true(sizes[0][0] && sizes[0][1] && sizes[0][2]);
  for (size_t i = 1; i < THREADS; i++) assert_memory_equal(sizes[i], sizes[0], sizeof sizes[0]);
}

/* Checks, each thread with its own workspace. */
static void *check_payloads(void *argument) {
  mcpx_check_memory *room = malloc(sizeof *room);
  size_t *found = argument;
  if (!room) return NULL;
  for (int version = 1; version <= MCPX_SCHEMA_VERSION; version++) {
    char *payload = heartbeat_with(version, "/note", "\"/home/alice/x, alice@example.com, 10.0.0.12\"");
    mcpx_verdict verdict;
    for (int i = 0; i < 20; i++) {
      mcpx_validate(payload, strlen(payload), NULL, &room->workspace, room->findings, MCPX_FINDINGS_MAX,
                    &verdict);
      found[version - 1] +=
          verdict.found[MCPX_SEVERITY_ERROR] * 1000 + room->findings[verdict.stored - 1].offset;
    }
    free(payload);
  }
  free(room);
  return NULL;
}

static void checks_agree(void **state) {
  size_t found[THREADS][MCPX_SCHEMA_VERSION] = {{0}};
  pthread_t threads[THREADS];
  (void)state;
  for (size_t i = 0; i < THREADS; i++)
    assert_int_equal(pthread_create(&threads[i], NULL, check_payloads, found[i]), 0);
  for (size_t i = 0; i < THREADS; i++) assert_int_equal(pthread_join(threads[i], NULL), 0);
  assert_true(found[0][0] && found[0][MCPX_SCHEMA_VERSION - 1]);
  for (size_t i = 1; i < THREADS; i++) assert_memory_equal(found[i], found[0], sizeof found[0]);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(threads_agree), cmocka_unit_test(exports_agree),
                                     cmocka_unit_test(checks_agree)};
  return cmocka_run_group_tests_name("threads", cases, NULL, NULL);
}
