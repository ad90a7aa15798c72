/* test_linear.c: the cost of the library is linear in what an attacker chooses. It counts steps at n, 2n and
 * 4n bytes, so it needs no clock.
 *
 * Units are repeated at every place. `test_linear` takes 1,000 of them in turn over the places, or 45,000 if
 * MCPX_TEST_ALL is set. `test_linear UNITS [FIRST]` takes that many at every place, from that seed on. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mcpx.h"
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
  A7_report_of_chosen_ids();
  A3_paths_of_wide_characters();
  for (size_t place = 0; place < place_count(); place++)
    for (uint64_t i = 0; i < units; i++) test_seed(place, first + (count > 1 ? i : place * units + i));
  finish();
}
