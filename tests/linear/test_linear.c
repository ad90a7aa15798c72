/* test_linear.c: the cost of the library is linear in what an attacker chooses. It counts steps at n, 2n and
 * 4n bytes, so it needs no clock. A log and a run of payloads cost the same for each part of them, however
 * long they are. Twice the phrases cost hardly more.
 *
 * Units are repeated at every place. `test_linear` takes 1,000 of them in turn over the places, or 45,000 if
 * MCPX_TEST_ALL is set. `test_linear UNITS [FIRST]` takes that many at every place, from that seed on. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mcpx.h"
#include "phrases_chosen.h"
#include "places.h"
#include "steps.h"
#include "units.h"

enum { UNITS = 1000, UNITS_OF_ALL = 45000, FAILURES_MAX = 10, DOUBLINGS = 2, STEPS_PER_BYTE_MIN = 1 };

/* A doubling of the text may multiply the steps by this, as the mean of both doublings: where a text is read
 * in passages, one of them alone may cost more or less. */
static const double RATIO_MAX = 2.2;

/* A window of the library, such as the longest path that it follows, looks like quadratic cost in a text that
 * is shorter than the window. So a text is measured again, longer. */
static const size_t SIZES[] = {1024, 8192, 32768};
enum { SIZE_COUNT = sizeof SIZES / sizeof *SIZES };

static int failed, passed;

struct measure {
  uint64_t costs[DOUBLINGS + 1];
  bool is_linear;
};

static bool is_linear(const uint64_t costs[DOUBLINGS + 1], size_t bytes) {
  double base = (double)(bytes * STEPS_PER_BYTE_MIN); /* a text costs its bytes at least */
  double ratio = ((double)costs[DOUBLINGS] + 4 * base) / ((double)costs[0] + base);
  return ratio <= RATIO_MAX * RATIO_MAX;
}

static struct measure measure(size_t place, const char *unit, size_t size, bool is_decoded) {
  struct measure result;
  for (int i = 0; i <= DOUBLINGS; i++) result.costs[i] = place_cost(place, unit, size << i, is_decoded);
  result.is_linear = is_linear(result.costs, size);
  return result;
}

static void print_unit(const char *unit) {
  for (; *unit; unit++) printf((unsigned char)*unit < 0x20 ? "\\x%02X" : "%c", (unsigned char)*unit);
}

static void finish(void) {
  printf("%d passed, %d failed\n", passed, failed);
  exit(failed > 0);
}

static void test_unit(size_t place, const char *unit, bool is_decoded) {
  struct measure result = {.is_linear = false};
  for (int i = 0; i < SIZE_COUNT; i++) {
    result = measure(place, unit, SIZES[i], is_decoded);
    if (result.is_linear) {
      passed++;
      return;
    }
  }
  failed++;
  printf("%s, unit ", place_name(place));
  print_unit(unit);
  printf(": %" PRIu64 ", %" PRIu64 ", %" PRIu64 " steps\n", result.costs[0], result.costs[1],
         result.costs[2]);
  if (failed == FAILURES_MAX) finish(); /* each of them takes long */
}

static void test_seed(size_t place, uint64_t seed) {
  char unit[UNIT_SIZE];
  unit_write(seed, unit);
  test_unit(place, unit, seed & 1);
}

/* Each of these once took quadratic time, because every place where a path may begin was followed to the end
 * of the text. */
static void A3_paths_of_wide_characters(void) {
  static const char *const UNITS_OF_PATHS[] = {"/\xC3\xA9",     "\xC3\xA9/",   "\\\\\xC3\xA9",
                                               "\xEF\xBC\x8F/", "\\u200b/",    "%2f\xC3\xA9",
                                               "&#47;\xC3\xA9", "=2F\xC3\xA9", "\xC3\xA9\xC3\xA9.a/"};
  for (size_t place = 0; place < place_count(); place++)
    for (size_t i = 0; i < sizeof UNITS_OF_PATHS / sizeof *UNITS_OF_PATHS; i++)
      test_unit(place, UNITS_OF_PATHS[i], false);
}

/* ---- Reports ---- */

enum { PAYLOADS = 512, PAYLOAD_SIZE = 128 };

/* Ids that are equal except for a number in four of their bytes. */
static uint64_t count_report(size_t payloads, size_t at) {
  static max_align_t memory[MCPX_REPORT_SIZE(8 * PAYLOADS) / sizeof(max_align_t) + 1];
  static mcpx_workspace workspace;
  mcpx_report *report = mcpx_report_start(memory, sizeof memory, 7);
  uint64_t begin = steps_so_far();
  for (size_t i = 0; i < payloads; i++) {
    char digits[33] = "00000000000040008000000000000000", number[9], payload[PAYLOAD_SIZE];
    mcpx_verdict verdict;
    snprintf(number, sizeof number, "%08zx", i);
    for (size_t k = 0; k < 8; k++)
      if (2 * at + k != 12 && 2 * at + k != 16) digits[2 * at + k] = number[k];
    int length = snprintf(payload, sizeof payload, "{\"anonymous_id\":\"%.8s-%.4s-%.4s-%.4s-%.12s\"}", digits,
                          digits + 8, digits + 12, digits + 16, digits + 20);
    mcpx_report_add(report, payload, (size_t)length, NULL, &workspace, NULL, 0, &verdict);
  }
  return steps_so_far() - begin;
}

static void A7_report_of_chosen_ids(void) {
  for (size_t at = 0; at <= 12; at++) {
    uint64_t costs[DOUBLINGS + 1];
    for (int i = 0; i <= DOUBLINGS; i++) costs[i] = count_report((size_t)PAYLOADS << i, at);
    bool held = is_linear(costs, 0);
    passed += held;
    failed += !held;
    if (!held)
      printf("A7: a number in the bytes from %zu: %" PRIu64 ", %" PRIu64 ", %" PRIu64 " steps\n", at,
             costs[0], costs[1], costs[2]);
  }
}

/* ---- The same cost for each byte ---- */

/* What a log of a client and its servers has, one line after the other, with a number in each. */
static const char *const LOG_LINES[] = {
    "2026-05-01T10:00:00.%03zuZ INFO worker %zu answered 200 in 12 ms, 4096 bytes\n",
    "2026-05-01T10:00:01.%03zuZ INFO server %zu is ready on port 8080\n",
    "2026-05-01T10:00:02.%03zuZ [notes] [info] Starting server %zu with npx -y notes\n",
    "2026-05-01T10:00:03.%03zuZ [notes] [error] Error: connect ECONNREFUSED 127.0.0.1:%zu\n",
    "2026-05-01T10:00:04.%03zuZ WARN cache %zu holds 3 of 4 entries, 2 misses since the last line\n",
    "2026-05-01T10:00:05.%03zuZ [files] [error] spawn npx ENOENT (attempt %zu)\n",
    "    at ChildProcess.onexit (node:internal/child_process:%03zu:%zu)\n"};

/* The steps for each 1,000 bytes of a log of this size. */
static uint64_t cost_of_log(size_t size, mcpx_profile profile) {
  enum { LINES_ROOM = 64, LINE_SIZE = 160, LINE_KINDS = sizeof LOG_LINES / sizeof *LOG_LINES };
  static mcpx_stream stream;
  static mcpx_log_line lines[LINES_ROOM];
  const mcpx_hints hints = {.profile = profile};
  char line[LINE_SIZE];
  size_t fed = 0, stored;
  uint64_t begin = steps_so_far();
  mcpx_log_start(&stream, &hints);
  for (size_t number = 0; fed < size; number++) {
    int length = snprintf(line, sizeof line, LOG_LINES[number % LINE_KINDS], number % 1000, number % 997);
    mcpx_log_feed(&stream, line, (size_t)length, lines, LINES_ROOM, &stored);
    fed += (size_t)length;
  }
  mcpx_log_finish(&stream, lines, LINES_ROOM, &stored);
  return (steps_so_far() - begin) * 1000 / fed;
}

/* The steps for each payload of a run of them. */
static uint64_t cost_of_payloads(size_t payloads) {
  static mcpx_workspace workspace;
  mcpx_verdict verdict;
  char payload[PAYLOAD_SIZE];
  uint64_t begin = steps_so_far();
  for (size_t i = 0; i < payloads; i++) {
    int length =
        snprintf(payload, sizeof payload, "{\"anonymous_id\":\"%08zx-0000-4000-8000-000000000000\"}", i);
    mcpx_validate(payload, (size_t)length, NULL, &workspace, NULL, 0, &verdict);
  }
  return (steps_so_far() - begin) / payloads;
}

/* More of the same does not cost more for each part. The first size includes what every start costs. */
static void expect_flat(const char *name, const uint64_t *costs, size_t count) {
  static const double SLACK = 1.05;
  for (size_t i = 1; i < count; i++) {
    bool held = costs[i] > 0 && (double)costs[i] <= SLACK * (double)costs[i - 1];
    passed += held;
    failed += !held;
    if (!held) printf("%s: %" PRIu64 " steps, then %" PRIu64 "\n", name, costs[i - 1], costs[i]);
  }
}

/* 100 MB take a minute, so only MCPX_TEST_ALL asks for them. */
static void cost_is_flat(void) {
  static const size_t LOG_SIZES[] = {100, 1000, 100000, 10000000, 100000000};
  enum { SIZES_OF_ALL = sizeof LOG_SIZES / sizeof *LOG_SIZES };
  size_t count = getenv("MCPX_TEST_ALL") ? SIZES_OF_ALL : SIZES_OF_ALL - 1;
  uint64_t logs[SIZES_OF_ALL],
      payloads[] = {cost_of_payloads(1), cost_of_payloads(1000), cost_of_payloads(1000000)};
  for (size_t i = 0; i < count; i++) logs[i] = cost_of_log(LOG_SIZES[i], MCPX_PROFILE_PROXY);
  expect_flat("1,000 bytes of a log, proxy", logs, count);
  for (size_t i = 0; i < count; i++) logs[i] = cost_of_log(LOG_SIZES[i], MCPX_PROFILE_EXTENDED);
  expect_flat("1,000 bytes of a log, extended", logs, count);
  expect_flat("a payload", payloads, 3);
}

/* ---- More phrases ---- */

enum { VECTOR_MAX = 65536, ROWS_MAX = 8192 };

/* Texts are the rows of a file of vectors. A phrase that a text has costs what its match does, so only texts
 * without a code say what the others cost, unless all texts count.
 *
 * Profile `proxy` skips a text that cannot have a phrase, which takes half of the steps. With half of the
 * phrases it skips more texts. */
struct work {
  const char *name, *texts;
  mcpx_profile profile;
  bool all_count;
  double ratio_max;
};

static bool row_counts[ROWS_MAX];

/* The steps for the rows that count. If `choose`, these are chosen first. */
static uint64_t cost_of_work(const struct work *work, bool choose) {
  static char line[VECTOR_MAX];
  const mcpx_hints hints = {.profile = work->profile};
  FILE *file = fopen(work->texts, "r");
  uint64_t steps = 0;
  for (size_t row = 0; file && row < ROWS_MAX && fgets(line, sizeof line, file); row++) {
    mcpx_answer answer;
    uint64_t begin = steps_so_far();
    mcpx_classify(line, strlen(line), &hints, &answer);
    if (choose)
      row_counts[row] = work->all_count || (answer.rule && strcmp(answer.rule, "unclassified") == 0);
    if (row_counts[row]) steps += steps_so_far() - begin;
  }
  if (file) fclose(file);
  return steps;
}

/* All phrases cost hardly more steps than half of them, as the mean of both halves. */
static void test_phrases(const struct work *work) {
  size_t count = phrases_choose(1, 0);
  uint64_t whole = cost_of_work(work, true), halves = 0;
  for (unsigned part = 0; part < 2; part++) {
    bool is_half = 2 * phrases_choose(2, part) < count + count / 20;
    passed += is_half;
    failed += !is_half;
    halves += cost_of_work(work, false);
  }
  bool held = whole > 0 && 2 * (double)whole <= work->ratio_max * (double)halves;
  passed += held;
  failed += !held;
  if (!held)
    printf("A8: %s: %" PRIu64 " steps with half of the phrases, %" PRIu64 " with all\n", work->name,
           halves / 2, whole);
}

static void A8_twice_the_phrases(void) {
  static const char NO_FAILURES[] = MCPX_VECTORS "/negatives.jsonl",
                    FAILURES[] = MCPX_VECTORS "/extended.jsonl";
  static const struct work WORKS[] = {
      {"no failures, proxy", NO_FAILURES, MCPX_PROFILE_PROXY, false, 1.4},
      {"no failures, extended", NO_FAILURES, MCPX_PROFILE_EXTENDED, false, 1.3},
      {"failures, proxy", FAILURES, MCPX_PROFILE_PROXY, false, 1.4},
      {"failures, extended", FAILURES, MCPX_PROFILE_EXTENDED, true, 1.3}};
  for (size_t i = 0; i < sizeof WORKS / sizeof *WORKS; i++) test_phrases(WORKS + i);
  phrases_choose(1, 0);
}

/* ---- The counter ---- */

/* Without it, everything would be linear. */
static void counter_counts(void) {
  uint64_t begin = steps_so_far();
  mcpx_code_find("MCPX_HTTP_401", 13);
  passed += steps_so_far() > begin;
  failed += steps_so_far() == begin;
}

int main(int count, char **arguments) {
  uint64_t all = getenv("MCPX_TEST_ALL") ? UNITS_OF_ALL : UNITS;
  uint64_t units = count > 1 ? strtoull(arguments[1], NULL, 10) : all / place_count();
  uint64_t first = count > 2 ? strtoull(arguments[2], NULL, 10) : 0;
  counter_counts();
  A8_twice_the_phrases();
  cost_is_flat();
  A7_report_of_chosen_ids();
  A3_paths_of_wide_characters();
  for (size_t place = 0; place < place_count(); place++)
    for (uint64_t i = 0; i < units; i++) test_seed(place, first + (count > 1 ? i : place * units + i));
  finish();
}
