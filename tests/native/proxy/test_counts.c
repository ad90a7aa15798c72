/* test_counts.c: which codes and fixes are counted, for how long, and what the JSON shows. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cJSON.h"
#include "json_tree.h"
#include "payloads.h"
#include "rows.h"
#include "saved.h"

#define DAY 86400
#define NOON UINT64_C(1770000000)
#define LARGEST "9007199254740991"

/* Returns the JSON. Valid until the next call. */
static const char *snapshot(mcpx_error_counts *counts, uint64_t now) {
  static char text[4096];
  size_t length = mcpx_error_counts_json(counts, now, text, sizeof text);
  assert_true(length < sizeof text);
  assert_int_equal(strlen(text), length);
  return text;
}

/* ---- Events over time ---- */

/* Counts one event of a story: a to d are codes, x is not a code, + is a fix that helped, - one that did not,
 * and ~ one without an outcome. */
static void count_event(mcpx_error_counts *counts, uint64_t now, char event) {
  static const char *const CODES[] = {"MCPX_DOCKER_CLI_NOT_FOUND", "MCPX_HTTP_401", "MCPX_HTTP_403",
                                      "MCPX_STDIO_HANDSHAKE_TIMEOUT"};
  switch (event) {
    case '+': mcpx_error_counts_add_fix(counts, now, "success", 7); break;
    case '-': mcpx_error_counts_add_fix(counts, now, "failed", 6); break;
    case '~': mcpx_error_counts_add_fix(counts, now, NULL, 0); break;
    case 'x': assert_false(mcpx_error_counts_add(counts, now, "cannot open /home/alice/x", 25)); break;
    default: {
      const char *code = CODES[event - 'a'];
      assert_true(mcpx_error_counts_add(counts, now, code, strlen(code)));
    }
  }
}

struct act {
  int64_t after; /* seconds since the previous act */
  const char *events;
  const char *wanted; /* "codes|attempted|succeeded|ever"; "" for no JSON */
};

struct story {
  const char *name;
  struct act acts[5];
};

static const struct story STORIES[] = {
    {"nothing", {{0, "", ""}, {9 * DAY, "", ""}}},
    {"text that is not a code", {{0, "xx", ""}}},
    {"codes", {{0, "aba", "a2 b1|0|0|2"}, {1, "bb", "b3 a2|0|0|2"}, {1, "c", "b3 a2 c1|0|0|3"}}},
    {"equal counts by name", {{0, "dcba", "a1 b1 c1 d1|0|0|4"}, {1, "d", "d2 a1 b1 c1|0|0|4"}}},
    {"fixes", {{0, "+", "|1|1|0"}, {1, "-~", "|3|1|0"}, {1, "+", "|4|2|0"}}},
    {"fixes that never helped", {{0, "--", "|2|0|0"}}},
    {"a second before 24 h", {{0, "a+", "a1|1|1|1"}, {DAY - 1, "", "a1|1|1|1"}, {0, "b", "a1 b1|1|1|2"}}},
    {"each code has a window of its own",
     {{0, "a", "a1|0|0|1"},
      {DAY / 2, "bb", "b2 a1|0|0|2"},
      {DAY / 2, "a", "b2 a1|0|0|2"},
      {DAY / 2, "", "a1|0|0|2"}}},
    {"attempts and successes have windows of their own",
     {{0, "-", "|1|0|0"},
      {DAY / 2, "++", "|3|2|0"},
      {DAY / 2, "", "|0|2|0"},
      {0, "-", "|1|2|0"},
      {DAY / 2, "", "|1|0|0"}}},
    {"exactly 24 h is over", {{0, "a+", "a1|1|1|1"}, {DAY, "", "|0|0|1"}, {0, "", "|0|0|1"}}},
    {"the next event opens a window",
     {{0, "aa", "a2|0|0|1"}, {DAY, "b", "b1|0|0|2"}, {DAY - 1, "a", "a1 b1|0|0|2"}, {1, "", "a1|0|0|2"}}},
    {"the first event opens the window",
     {{0, "a", "a1|0|0|1"}, {DAY - 1, "a", "a2|0|0|1"}, {1, "a", "a1|0|0|1"}}},
    {"a fix opens no window of a code",
     {{0, "-", "|1|0|0"}, {DAY - 1, "a", "a1|1|0|1"}, {1, "", "a1|0|0|1"}}},
    {"text that is not a code opens no window",
     {{0, "x", ""}, {DAY - 1, "a", "a1|0|0|1"}, {1, "", "a1|0|0|1"}}},
    {"only fixes, and the window is over", {{0, "+-", "|2|1|0"}, {DAY, "", ""}}},
    {"ever never shrinks",
     {{0, "abc", "a1 b1 c1|0|0|3"},
      {9 * DAY, "a", "a1|0|0|3"},
      {9 * DAY, "d", "d1|0|0|4"},
      {9 * DAY, "", "|0|0|4"}}},
    {"writing JSON opens no window",
     {{0, "a", "a1|0|0|1"}, {DAY, "", "|0|0|1"}, {DAY - 1, "a", "a1|0|0|1"}, {2, "", "a1|0|0|1"}}},
    {"a clock that is set back a little keeps the counts",
     {{0, "a", "a1|0|0|1"}, {-60, "a", "a2|0|0|1"}, {DAY - 1, "", "a2|0|0|1"}, {1, "", "|0|0|1"}}},
    {"a clock that is set back a year keeps the counts for a day",
     {{0, "a", "a1|0|0|1"}, {-365 * DAY, "", "a1|0|0|1"}, {DAY, "", "|0|0|1"}}},
};

/* Returns the JSON in the form of `wanted`. */
static const char *summary(mcpx_error_counts *counts, uint64_t now) {
  static char text[256];
  static const char *const LETTERS[] = {"DOCKER_CLI", "401", "403", "HANDSHAKE"};
  const char *json = snapshot(counts, now);
  size_t length = 0;
  text[0] = '\0';
  if (!*json) return text;
  cJSON *tree = cJSON_Parse(json), *entry;
  assert_non_null(tree);
  const cJSON *codes = cJSON_GetObjectItemCaseSensitive(tree, "error_code_counts_24h");
  assert_true(!codes || codes->child);
  cJSON_ArrayForEach(entry, codes) {
    int letter = 0;
    while (!strstr(entry->string, LETTERS[letter])) letter++;
    length += (size_t)sprintf(text + length, "%s%c%d", length ? " " : "", 'a' + letter, entry->valueint);
  }
  for (const cJSON *number = codes ? codes->next : tree->child; number; number = number->next)
    length += (size_t)sprintf(text + length, "|%d", number->valueint);
  cJSON_Delete(tree);
  return text;
}

static void counts_events(void **state) {
  const struct story *row = *state;
  mcpx_error_counts counts;
  uint64_t now = NOON;
  mcpx_error_counts_start(&counts);
  for (const struct act *act = row->acts; act < row->acts + 5 && act->wanted; act++) {
    now += (uint64_t)act->after;
    for (const char *event = act->events; *event; event++) count_event(&counts, now, *event);
    assert_string_equal(summary(&counts, now), act->wanted);
  }
}

/* The state is saved and loaded after each event. */
static void counts_across_restarts(void **state) {
  const struct story *row = *state;
  mcpx_error_counts counts;
  uint64_t now = NOON;
  mcpx_error_counts_start(&counts);
  for (const struct act *act = row->acts; act < row->acts + 5 && act->wanted; act++) {
    now += (uint64_t)act->after;
    for (const char *event = act->events; *event; event++) {
      count_event(&counts, now, *event);
      reload(&counts);
    }
    assert_string_equal(summary(&counts, now), act->wanted);
  }
}

/* ---- Codes ---- */

struct word {
  const char *name;
  const char *text;
  size_t length;
  bool counts;
};

static const struct word WORDS[] = {
    {"a code", "MCPX_HTTP_401", 13, true},
    {"a code followed by text", "MCPX_HTTP_401 at x", 13, true},
    {"too short", "MCPX_HTTP_40", 12, false},
    {"too long", "MCPX_HTTP_4011", 14, false},
    {"with its terminator", "MCPX_HTTP_401", 14, false},
    {"lower case", "mcpx_http_401", 13, false},
    {"similar to a code", "MCPX_ALICE_LAPTOP", 17, false},
    {"without a prefix", "HTTP_401", 8, false},
    {"empty", "", 0, false},
    {"NULL", NULL, 0, false},
    {"NULL with a length", NULL, 13, false},
    {"bytes", "\xFF\x00\xFE", 3, false},
};

static void counts_or_not(void **state) {
  const struct word *row = *state;
  mcpx_error_counts counts;
  mcpx_error_counts_start(&counts);
  assert_int_equal(mcpx_error_counts_add(&counts, NOON, row->text, row->length), row->counts);
  assert_int_equal(*snapshot(&counts, NOON) != '\0', row->counts);
}

static const struct word OUTCOMES[] = {
    {"success", "success", 7, true},
    {"success, and more", "success!", 7, true},
    {"longer", "successful", 10, false},
    {"shorter", "succes", 6, false},
    {"upper case", "SUCCESS", 7, false},
    {"failed", "failed", 6, false},
    {"empty", "", 0, false},
    {"NULL", NULL, 7, false},
};

static void helped_or_not(void **state) {
  const struct word *row = *state;
  mcpx_error_counts counts;
  mcpx_error_counts_start(&counts);
  mcpx_error_counts_add_fix(&counts, NOON, row->text, row->length);
  assert_string_equal(summary(&counts, NOON), row->counts ? "|1|1|0" : "|1|0|0");
}

/* The most frequent ones, and of equally frequent ones the first by name. */
static void twenty_codes_are_shown(void **state) {
  mcpx_error_counts counts;
  mcpx_verdict verdict;
  static mcpx_workspace workspace;
  int all = mcpx_code_count();
  (void)state;
  assert_true(all > 20);
  mcpx_error_counts_start(&counts);
  for (int code = 0; code < all; code++)
    for (int i = 0; i < (code >= all - 5 ? 2 : 1); i++)
      mcpx_error_counts_add(&counts, NOON, mcpx_code_name(code), strlen(mcpx_code_name(code)));
  char *payload = heartbeat_with(MCPX_SCHEMA_VERSION, "/diagnostics", snapshot(&counts, NOON));
  cJSON *tree = cJSON_Parse(snapshot(&counts, NOON));
  const cJSON *entry = tree->child->child;
  assert_int_equal(cJSON_GetArraySize(tree->child), 20);
  for (int i = 0; i < 20; i++, entry = entry->next)
    assert_string_equal(entry->string, mcpx_code_name(i < 5 ? all - 5 + i : i - 5));
  assert_int_equal(cJSON_GetObjectItemCaseSensitive(tree, "unique_codes_ever")->valueint, all);
  mcpx_validate(payload, strlen(payload), NULL, &workspace, NULL, 0, &verdict);
  assert_int_equal(verdict.found[MCPX_SEVERITY_ERROR] + verdict.found[MCPX_SEVERITY_WARNING], 0);
  cJSON_Delete(tree);
  free(payload);
}

/* ---- In a heartbeat ---- */

/* More successes than attempts are a warning at most: their windows differ. */
static void diagnostics_are_valid(void **state) {
  const struct story *row = *state;
  mcpx_error_counts counts;
  uint64_t now = NOON;
  mcpx_error_counts_start(&counts);
  for (const struct act *act = row->acts; act < row->acts + 5 && act->wanted; act++) {
    now += (uint64_t)act->after;
    for (const char *event = act->events; *event; event++) count_event(&counts, now, *event);
    const char *json = snapshot(&counts, now);
    char *payload = heartbeat_with(5, "/diagnostics", *json ? json : NULL);
    const char *found = listing(check(mcpx_validate, payload, strlen(payload), NULL));
    if (strcmp(found, "fixes_exceed_attempts /diagnostics/fix_succeeded_24h") != 0)
      assert_string_equal(found, "");
    free(payload);
  }
}

static void output_is_bounded(void **state) {
  mcpx_error_counts counts;
  char whole[4096];
  (void)state;
  mcpx_error_counts_start(&counts);
  for (const char *event = "aabc+-"; *event; event++) count_event(&counts, NOON, *event);
  size_t length = mcpx_error_counts_json(&counts, NOON, whole, sizeof whole);
  size_t saved = mcpx_error_counts_save(&counts, NULL, 0);
  assert_int_equal(mcpx_error_counts_json(&counts, NOON, NULL, 0), length);
  for (size_t capacity = 0; capacity <= saved + 1; capacity++) {
    char *out = malloc(capacity ? capacity : 1);
    assert_non_null(out);
    assert_int_equal(mcpx_error_counts_json(&counts, NOON, out, capacity), length);
    assert_memory_equal(out, whole, capacity < length + 1 ? capacity : length + 1);
    assert_int_equal(mcpx_error_counts_save(&counts, out, capacity), saved);
    if (capacity > saved) assert_int_equal(strlen(out), saved);
    free(out);
  }
}

/* ---- Limits ---- */

static void counts_saturate(void **state) {
  static const char STATE[] =
      "{\"version\":1,\"opened\":1770000000,\"attempted\":" LARGEST ",\"succeeded\":" LARGEST
      ",\"counts\":{\"MCPX_HTTP_401\":" LARGEST "},\"ever\":[\"MCPX_HTTP_401\"],\"others_ever\":" LARGEST;
  static const char WANTED[] =
      "{\"error_code_counts_24h\":{\"MCPX_HTTP_401\":" LARGEST "},\"fix_attempted_24h\":" LARGEST
      ",\"fix_succeeded_24h\":" LARGEST ",\"unique_codes_ever\":" LARGEST "}";
  mcpx_error_counts counts;
  (void)state;
  assert_int_equal(load_state(&counts, STATE), MCPX_READ_OK);
  assert_string_equal(snapshot(&counts, NOON), WANTED);
  count_event(&counts, NOON, 'b');
  count_event(&counts, NOON, '+');
  assert_string_equal(snapshot(&counts, NOON), WANTED);
  reload(&counts);
  assert_string_equal(snapshot(&counts, NOON), WANTED);
}

static void any_time_is_accepted(void **state) {
  static const uint64_t TIMES[] = {
      0, 1, DAY, UINT64_MAX, UINT64_MAX - 1, UINT64_C(9007199254740991), 0, UINT64_C(1) << 63, 5};
  mcpx_error_counts counts;
  (void)state;
  mcpx_error_counts_start(&counts);
  for (size_t i = 0; i < sizeof TIMES / sizeof *TIMES; i++) {
    count_event(&counts, TIMES[i], 'a');
    assert_true(*snapshot(&counts, TIMES[i]));
    reload(&counts);
  }
}

/* Memory of any content: a member of it may be a value that its type does not have, such as a bool of 255. */
static void A16_never_started_state_counts_nothing(void **state) {
  static const int BYTES[] = {0x00, 0x01, 0x5A, 0xFF};
  mcpx_error_counts counts;
  char out[64] = "rest";
  (void)state;
  for (size_t i = 0; i < sizeof BYTES / sizeof *BYTES; i++) {
    memset(&counts, BYTES[i], sizeof counts);
    assert_false(mcpx_error_counts_add(&counts, 7, "MCPX_HTTP_401", 13));
    mcpx_error_counts_add_fix(&counts, 7, "success", 7);
    assert_int_equal(mcpx_error_counts_json(&counts, 7, out, sizeof out), 0);
    assert_int_equal(mcpx_error_counts_save(&counts, out, sizeof out), 0);
    for (size_t at = 0; at < sizeof counts; at++) assert_int_equal(counts.bytes[at], BYTES[i]);
    assert_int_not_equal(mcpx_error_counts_load(&counts, "damaged", 7, NULL), MCPX_READ_OK);
    assert_true(mcpx_error_counts_add(&counts, 7, "MCPX_HTTP_401", 13));
  }
  mcpx_error_counts_start(NULL);
  assert_false(mcpx_error_counts_add(NULL, 7, "MCPX_HTTP_401", 13));
  mcpx_error_counts_add_fix(NULL, 7, NULL, 0);
  assert_int_equal(mcpx_error_counts_json(NULL, 7, out, sizeof out), 0);
  assert_int_equal(mcpx_error_counts_save(NULL, out, sizeof out), 0);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(A16_never_started_state_counts_nothing),
                                     cmocka_unit_test(twenty_codes_are_shown),
                                     cmocka_unit_test(output_is_bounded), cmocka_unit_test(counts_saturate),
                                     cmocka_unit_test(any_time_is_accepted)};
  int failed = RUN_ROWS(STORIES, counts_events) + RUN_ROWS(STORIES, counts_across_restarts);
  failed += RUN_ROWS(WORDS, counts_or_not) + RUN_ROWS(OUTCOMES, helped_or_not);
  failed += RUN_ROWS(STORIES, diagnostics_are_valid);
  return failed + cmocka_run_group_tests_name("counts", cases, NULL, NULL);
}
