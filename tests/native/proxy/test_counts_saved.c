/* test_counts_saved.c: a saved state is loaded unchanged, and any damage is an error that leaves an empty
 * state. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cJSON.h"
#include "proxy/counts.h"
#include "rows.h"
#include "saved.h"

#define NOON UINT64_C(1770000000)

static void count(mcpx_error_counts *counts, const char *code) {
  assert_true(mcpx_error_counts_add(counts, NOON, code, strlen(code)));
}

static void fill(mcpx_error_counts *counts) {
  mcpx_error_counts_start(counts);
  count(counts, "MCPX_HTTP_401");
  count(counts, "MCPX_HTTP_401");
  count(counts, "MCPX_DOCKER_CLI_NOT_FOUND");
  mcpx_error_counts_add_fix(counts, NOON, "success", 7);
  mcpx_error_counts_add_fix(counts, NOON, "failed", 6);
}

static bool is_empty(const mcpx_error_counts *counts) {
  mcpx_error_counts copy = *counts;
  return mcpx_error_counts_json(&copy, NOON, NULL, 0) == 0;
}

/* Loads a copy of exactly that size into a counter that is not empty. */
static mcpx_read_status load(mcpx_error_counts *counts, const char *bytes, size_t length) {
  char *copy = malloc(length ? length : 1);
  mcpx_read_fault fault = {.message = NULL};
  assert_non_null(copy);
  memcpy(copy, bytes, length);
  fill(counts);
  mcpx_read_status status = mcpx_error_counts_load(counts, copy, length, &fault);
  assert_int_equal(status != MCPX_READ_OK, fault.message != NULL);
  free(copy);
  return status;
}

/* ---- Save and load ---- */

static const char SAVED[] =
    "{\"version\":2,\"attempted\":[2,1770000000],\"succeeded\":[1,1770000000],\"counts\":{\"MCPX_DOCKER_CLI_"
    "NOT_"
    "FOUND\":[1,1770000000],\"MCPX_HTTP_401\":[2,1770000000]},\"ever\":[\"MCPX_DOCKER_CLI_NOT_FOUND\","
    "\"MCPX_HTTP_401\"],\"others_ever\":0,\"checksum\":";

/* The same state as the first format had it, to the last byte: states that were saved before must be read. */
static const char SAVED_WITH_ONE_WINDOW[] =
    "{\"version\":1,\"opened\":1770000000,\"attempted\":2,\"succeeded\":1,\"counts\":{\"MCPX_DOCKER_CLI_NOT_"
    "FOUND\":1,\"MCPX_HTTP_401\":2},\"ever\":[\"MCPX_DOCKER_CLI_NOT_FOUND\",\"MCPX_HTTP_401\"],"
    "\"others_ever\":0,\"checksum\":53748673}";

/* Every later release must read what this one writes. */
static void format_is_stable(void **state) {
  char bytes[MCPX_SAVED_COUNTS_MAX];
  mcpx_error_counts counts;
  (void)state;
  fill(&counts);
  size_t length = mcpx_error_counts_save(&counts, bytes, sizeof bytes);
  assert_memory_equal(bytes, SAVED, sizeof SAVED - 1);
  assert_int_equal(bytes[length - 1], '}');
}

static void first_format_is_loaded(void **state) {
  char bytes[MCPX_SAVED_COUNTS_MAX];
  mcpx_error_counts counts;
  (void)state;
  assert_int_equal(load(&counts, SAVED_WITH_ONE_WINDOW, sizeof SAVED_WITH_ONE_WINDOW - 1), MCPX_READ_OK);
  mcpx_error_counts_save(&counts, bytes, sizeof bytes);
  assert_memory_equal(bytes, SAVED, sizeof SAVED - 1);
  assert_int_equal(load_state(&counts,
                              "{\"version\":1,\"opened\":null,\"attempted\":0,\"succeeded\":0,"
                              "\"counts\":{},\"ever\":[\"MCPX_HTTP_401\"],\"others_ever\":0"),
                   MCPX_READ_OK);
}

/* All codes with the largest counts. */
static void largest_state_fits(void **state) {
  mcpx_error_counts counts;
  (void)state;
  mcpx_error_counts_start(&counts);
  struct error_counts *counts_state = counts_of(&counts);
  const struct windowed_count largest = {UINT64_C(9007199254740991), UINT64_C(9007199254740991)};
  counts_state->attempted = counts_state->succeeded = largest;
  counts_state->others_ever = largest.count;
  for (int code = 0; code < mcpx_code_count(); code++) {
    counts_state->codes[code] = largest;
    counts_state->ever[code] = true;
  }
  struct error_counts before = *counts_state;
  reload(&counts);
  assert_memory_equal(before.codes, counts_state->codes, sizeof before.codes);
  assert_memory_equal(before.ever, counts_state->ever, sizeof before.ever);
  assert_memory_equal(&before.attempted, &counts_state->attempted, sizeof largest);
  assert_memory_equal(&before.succeeded, &counts_state->succeeded, sizeof largest);
  assert_true(counts_state->others_ever == before.others_ever);
}

/* ---- Damage ---- */

static void every_flipped_bit_is_noticed(void **state) {
  char bytes[MCPX_SAVED_COUNTS_MAX];
  mcpx_error_counts counts;
  (void)state;
  fill(&counts);
  size_t length = mcpx_error_counts_save(&counts, bytes, sizeof bytes);
  for (size_t bit = 0; bit < length * 8; bit++) {
    bytes[bit / 8] = (char)(bytes[bit / 8] ^ 1 << bit % 8);
    CHECK(load(&counts, bytes, length) != MCPX_READ_OK, "bit %zu", bit);
    assert_true(is_empty(&counts));
    bytes[bit / 8] = (char)(bytes[bit / 8] ^ 1 << bit % 8);
  }
  assert_int_equal(load(&counts, bytes, length), MCPX_READ_OK);
}

static void every_truncation_is_noticed(void **state) {
  char bytes[MCPX_SAVED_COUNTS_MAX];
  mcpx_error_counts counts;
  (void)state;
  fill(&counts);
  size_t length = mcpx_error_counts_save(&counts, bytes, sizeof bytes);
  for (size_t end = 0; end < length; end++) {
    assert_int_equal(load(&counts, bytes, end), MCPX_READ_NOT_JSON);
    assert_true(is_empty(&counts));
    assert_int_not_equal(load(&counts, bytes + end + 1, length - end - 1), MCPX_READ_OK);
    assert_true(is_empty(&counts));
  }
}

/* The bytes have to be exactly those that were saved. */
static void added_bytes_are_noticed(void **state) {
  static const char *const ADDED[] = {" ", "\n", "\r\n", "\t", "}", "x"};
  char bytes[MCPX_SAVED_COUNTS_MAX], longer[MCPX_SAVED_COUNTS_MAX + 2];
  mcpx_error_counts counts;
  (void)state;
  fill(&counts);
  size_t length = mcpx_error_counts_save(&counts, bytes, sizeof bytes);
  for (size_t i = 0; i < sizeof ADDED / sizeof *ADDED; i++) {
    size_t added = strlen(ADDED[i]);
    for (size_t at = 0; at <= length; at++) {
      memcpy(longer, bytes, at);
      memcpy(longer + at, ADDED[i], added);
      memcpy(longer + at + added, bytes + at, length - at);
      assert_int_not_equal(load(&counts, longer, length + added), MCPX_READ_OK);
      assert_true(is_empty(&counts));
    }
  }
}

/* Up to four bytes are replaced by bytes that are frequent in JSON. */
static void random_damage_is_noticed(void **state) {
  static const char BYTES[] = "{}[]\",:0123456789.eE+-ntrufalse\\ \n\x00\xFF";
  char bytes[MCPX_SAVED_COUNTS_MAX], damaged[MCPX_SAVED_COUNTS_MAX];
  mcpx_error_counts counts;
  uint32_t random = 1;
  (void)state;
  fill(&counts);
  size_t length = mcpx_error_counts_save(&counts, bytes, sizeof bytes);
  for (int round = 0; round < 20000; round++) {
    memcpy(damaged, bytes, length);
    for (int i = 0; i <= round % 4; i++) {
      random = random * 1664525 + 1013904223;
      damaged[(random >> 8) % length] = BYTES[(random >> 24) % (sizeof BYTES - 1)];
    }
    bool same = memcmp(damaged, bytes, length) == 0;
    assert_int_equal(load(&counts, damaged, length) == MCPX_READ_OK, same);
    assert_int_equal(is_empty(&counts), !same);
  }
}

/* ---- States with a valid checksum ---- */

struct state {
  const char *name;
  const char *text;
  mcpx_read_status status;
  const char *snapshot;
};

#define STATE(opened, attempted, succeeded, counts, ever, others)                             \
  "{\"version\":1,\"opened\":" opened ",\"attempted\":" attempted ",\"succeeded\":" succeeded \
  ",\"counts\":" counts ",\"ever\":" ever ",\"others_ever\":" others
#define PAIRS(attempted, succeeded, counts, ever)                                             \
  "{\"version\":2,\"attempted\":" attempted ",\"succeeded\":" succeeded ",\"counts\":" counts \
  ",\"ever\":" ever ",\"others_ever\":0"
#define DIAGNOSTICS(codes, attempted, succeeded, ever)                             \
  "{" codes "\"fix_attempted_24h\":" attempted ",\"fix_succeeded_24h\":" succeeded \
  ",\"unique_codes_ever\":" ever "}"
#define OPENED "1770000000"
#define DAMAGED MCPX_READ_DAMAGED
#define OK MCPX_READ_OK

static const struct state STATES[] = {
    {"nothing", STATE("null", "0", "0", "{}", "[]", "0"), OK, ""},
    {"fixes", STATE(OPENED, "2", "1", "{}", "[]", "0"), OK, DIAGNOSTICS("", "2", "1", "0")},
    {"ever", STATE("null", "0", "0", "{}", "[\"MCPX_HTTP_401\"]", "0"), OK, DIAGNOSTICS("", "0", "0", "1")},
    {"a code", STATE(OPENED, "0", "0", "{\"MCPX_HTTP_401\":3}", "[\"MCPX_HTTP_401\"]", "0"), OK,
     DIAGNOSTICS("\"error_code_counts_24h\":{\"MCPX_HTTP_401\":3},", "0", "0", "1")},
    {"a code of a newer release is dropped, but stays in unique_codes_ever",
     STATE(OPENED, "0", "0", "{\"MCPX_NEW_ONE\":3}", "[\"MCPX_NEW_ONE\",\"MCPX_HTTP_401\"]", "0"), OK,
     DIAGNOSTICS("", "0", "0", "2")},
    {"codes that a newer release counted", STATE("null", "0", "0", "{}", "[\"MCPX_NEW_ONE\"]", "4"), OK,
     DIAGNOSTICS("", "0", "0", "5")},
    {"free text is dropped", STATE(OPENED, "1", "0", "{\"/home/alice\":3}", "[\"/home/alice\"]", "0"), OK,
     DIAGNOSTICS("", "1", "0", "1")},
    {"a code twice in ever", STATE("null", "0", "0", "{}", "[\"MCPX_HTTP_401\",\"MCPX_HTTP_401\"]", "0"), OK,
     DIAGNOSTICS("", "0", "0", "1")},
    {"a count without ever", STATE(OPENED, "0", "0", "{\"MCPX_HTTP_401\":3}", "[]", "0"), DAMAGED, ""},
    {"more successes than attempts", STATE(OPENED, "1", "2", "{}", "[]", "0"), OK,
     DIAGNOSTICS("", "1", "2", "0")},
    {"counts without a window", STATE("null", "1", "0", "{}", "[]", "0"), DAMAGED, ""},
    {"a negative number", STATE(OPENED, "-1", "0", "{}", "[]", "0"), DAMAGED, ""},
    {"a fraction", STATE(OPENED, "1.5", "0", "{}", "[]", "0"), DAMAGED, ""},
    {"a number that is too large", STATE(OPENED, "9007199254740992", "0", "{}", "[]", "0"), DAMAGED, ""},
    {"a number far too large", STATE(OPENED, "1e300", "0", "{}", "[]", "0"), DAMAGED, ""},
    {"a text for a number", STATE(OPENED, "\"1\"", "0", "{}", "[]", "0"), DAMAGED, ""},
    {"a text for a time", STATE("\"1\"", "0", "0", "{}", "[]", "0"), DAMAGED, ""},
    {"a list of counts", STATE(OPENED, "0", "0", "[1]", "[]", "0"), DAMAGED, ""},
    {"an object of codes", STATE(OPENED, "0", "0", "{}", "{\"a\":\"MCPX_HTTP_401\"}", "0"), DAMAGED, ""},
    {"a number in ever", STATE(OPENED, "0", "0", "{}", "[1]", "0"), DAMAGED, ""},
    {"a missing member", "{\"version\":1,\"opened\":null,\"attempted\":0", DAMAGED, ""},
    {"no version", "{\"opened\":null", DAMAGED, ""},
    {"a newer version", "{\"version\":3,\"whatever\":[]", MCPX_READ_NEWER, ""},
    {"pairs", PAIRS("[2,1770000000]", "[1,1770000000]", "{}", "[]"), OK, DIAGNOSTICS("", "2", "1", "0")},
    {"more successes than attempts, in windows of their own", PAIRS("[0,0]", "[3,1770000000]", "{}", "[]"),
     OK, DIAGNOSTICS("", "0", "3", "0")},
    {"a window that is over", PAIRS("[2,1760000000]", "[1,1770000000]", "{}", "[]"), OK,
     DIAGNOSTICS("", "0", "1", "0")},
    {"a pair for a code",
     PAIRS("[0,0]", "[0,0]", "{\"MCPX_HTTP_401\":[3,1770000000],\"MCPX_NEW_ONE\":[1,1]}",
           "[\"MCPX_HTTP_401\"]"),
     OK, DIAGNOSTICS("\"error_code_counts_24h\":{\"MCPX_HTTP_401\":3},", "0", "0", "1")},
    {"an event in the first second of 1970", PAIRS("[1,0]", "[0,0]", "{}", "[]"), OK, ""},
    {"a window without a count", PAIRS("[0,1770000000]", "[0,0]", "{}", "[]"), DAMAGED, ""},
    {"a number for a pair", PAIRS("2", "[0,0]", "{}", "[]"), DAMAGED, ""},
    {"a pair of one", PAIRS("[2]", "[0,0]", "{}", "[]"), DAMAGED, ""},
    {"a pair of three", PAIRS("[2,1770000000,1]", "[0,0]", "{}", "[]"), DAMAGED, ""},
    {"an object for a pair", PAIRS("{\"a\":2,\"b\":1}", "[0,0]", "{}", "[]"), DAMAGED, ""},
    {"a negative time", PAIRS("[2,-1]", "[0,0]", "{}", "[]"), DAMAGED, ""},
    {"a pair without ever", PAIRS("[0,0]", "[0,0]", "{\"MCPX_HTTP_401\":[3,1770000000]}", "[]"), DAMAGED, ""},
    {"the first format in the second",
     "{\"version\":2,\"opened\":1770000000,\"attempted\":1,\"succeeded\":0,"
     "\"counts\":{},\"ever\":[],\"others_ever\":0",
     DAMAGED, ""},
    {"an object instead of a number", "{\"version\":{}", DAMAGED, ""},
};

static void state_is_loaded(void **state) {
  const struct state *row = *state;
  char text[1024];
  mcpx_error_counts counts;
  fill(&counts);
  assert_int_equal(load_state(&counts, row->text), row->status);
  mcpx_error_counts_json(&counts, NOON, text, sizeof text);
  assert_string_equal(text, row->snapshot);
  reload(&counts);
  mcpx_error_counts_json(&counts, NOON, text, sizeof text);
  assert_string_equal(text, row->snapshot);
}

static void other_bytes_are_rejected(void **state) {
  static const char *const TEXTS[] = {"",
                                      "{}",
                                      "[]",
                                      "null",
                                      "{\"checksum\":0}",
                                      "\"checksum\"",
                                      "0:",
                                      "{\"version\":1}",
                                      "{\"a\":1,\"checksum\":null}"};
  static char large[MCPX_SAVED_COUNTS_MAX + 1];
  mcpx_error_counts counts;
  (void)state;
  for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
    assert_int_not_equal(load(&counts, TEXTS[i], strlen(TEXTS[i])), OK);
    assert_true(is_empty(&counts));
  }
  assert_int_equal(load(&counts, large, sizeof large), MCPX_READ_TOO_LARGE);
  fill(&counts);
  assert_int_equal(mcpx_error_counts_load(&counts, NULL, 7, NULL), MCPX_READ_NOT_JSON);
  assert_true(is_empty(&counts));
}

/* ---- Without memory ---- */

static int allocations_left;

static void *scarce_malloc(size_t size) { return allocations_left-- > 0 ? malloc(size) : NULL; }

static void memory_may_run_out(void **state) {
  char bytes[MCPX_SAVED_COUNTS_MAX];
  cJSON_Hooks hooks = {scarce_malloc, free};
  mcpx_read_status status = MCPX_READ_NO_MEMORY;
  mcpx_error_counts counts;
  int attempts = 0;
  (void)state;
  fill(&counts);
  size_t length = mcpx_error_counts_save(&counts, bytes, sizeof bytes);
  cJSON_InitHooks(&hooks);
  for (; status == MCPX_READ_NO_MEMORY && attempts < 1000; attempts++) {
    allocations_left = attempts;
    status = load(&counts, bytes, length);
    assert_int_equal(is_empty(&counts), status != OK);
  }
  cJSON_InitHooks(NULL);
  assert_int_equal(status, OK);
  assert_true(attempts > 15);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(format_is_stable),
                                     cmocka_unit_test(first_format_is_loaded),
                                     cmocka_unit_test(largest_state_fits),
                                     cmocka_unit_test(every_flipped_bit_is_noticed),
                                     cmocka_unit_test(every_truncation_is_noticed),
                                     cmocka_unit_test(added_bytes_are_noticed),
                                     cmocka_unit_test(random_damage_is_noticed),
                                     cmocka_unit_test(other_bytes_are_rejected),
                                     cmocka_unit_test(memory_may_run_out)};
  int failed = RUN_ROWS(STATES, state_is_loaded);
  return failed + cmocka_run_group_tests_name("counts_saved", cases, NULL, NULL);
}
