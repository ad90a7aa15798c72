/* test_fleet.c: the figures of a fleet. Each install counts once, with the state of its latest heartbeat. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cJSON.h"
#include "json_tree.h"
#include "payloads.h"
#include "rows.h"

/* ---- A report ---- */

struct fleet {
  mcpx_report *report;
  void *memory;
};

static struct fleet fleet_of(size_t size) {
  struct fleet fleet = {.memory = malloc(size)};
  assert_non_null(fleet.memory);
  memset(fleet.memory, 0x5A, size);
  fleet.report = mcpx_report_start(fleet.memory, size, 1);
  assert_non_null(fleet.report);
  return fleet;
}

static mcpx_verdict add_text(struct fleet *fleet, const char *payload, size_t length) {
  static mcpx_workspace workspace;
  mcpx_finding finding;
  mcpx_verdict verdict;
  mcpx_report_add(fleet->report, payload, length, NULL, &workspace, &finding, 1, &verdict);
  return verdict;
}

static void add(struct fleet *fleet, char *payload) {
  add_text(fleet, payload, strlen(payload));
  free(payload);
}

/* The figures as a tree. Free it with cJSON_Delete. */
static cJSON *figures_of(const struct fleet *fleet) {
  size_t length = mcpx_report_json(fleet->report, NULL, 0);
  char *text = malloc(length + 1);
  assert_non_null(text);
  assert_int_equal(mcpx_report_json(fleet->report, text, length + 1), length);
  assert_int_equal(strlen(text), length);
  assert_true(is_json_line(text, length));
  cJSON *tree = cJSON_Parse(text);
  free(text);
  assert_non_null(tree);
  return tree;
}

/* The number at a path such as "by_os/linux/installs", or -1. */
static long number_at(const cJSON *tree, const char *path) {
  char copy[128], *rest = copy;
  snprintf(copy, sizeof copy, "%s", path);
  for (const char *step; tree && (step = strsep(&rest, "/")) != NULL;)
    tree = cJSON_GetObjectItemCaseSensitive(tree, step);
  return cJSON_IsNumber(tree) ? (long)tree->valuedouble : -1;
}

struct wanted {
  const char *path;
  long number;
};

static void compare_figures(struct fleet *fleet, const struct wanted *wanted) {
  cJSON *tree = figures_of(fleet);
  for (; wanted->path; wanted++)
    CHECK(number_at(tree, wanted->path) == wanted->number, "%s: %ld, wanted %ld", wanted->path,
          number_at(tree, wanted->path), wanted->number);
  cJSON_Delete(tree);
  free(fleet->memory);
}

/* Compare figures, then free the report. */
#define EXPECT_FIGURES(fleet, ...) compare_figures(fleet, (const struct wanted[]){__VA_ARGS__, {NULL, 0}})

/* "CODE installs count" of each code, in order; null stands for unknown codes. */
static void expect_codes(const struct fleet *fleet, const char *group, const char *wanted) {
  char text[1024] = "";
  cJSON *tree = figures_of(fleet), *code;
  const cJSON *owner =
      *group ? cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(tree, "by_os"), group)
             : tree;
  cJSON_ArrayForEach(code, cJSON_GetObjectItemCaseSensitive(owner, "codes")) {
    const char *name = tree_string(code, "code");
    snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s %ld %ld", *text ? ", " : "",
             name ? name : "null", number_at(code, "installs"), number_at(code, "count"));
  }
  cJSON_Delete(tree);
  assert_string_equal(text, wanted);
}

/* The heartbeat of install `id` on a day of May 2026. */
static char *heartbeat_of(unsigned id, int day) {
  char text[64];
  snprintf(text, sizeof text, "\"%08x-7b3a-4d58-9e61-2a40%08x\"", id * 2654435761u, id);
  char *payload = heartbeat_with(5, "/anonymous_id", text);
  snprintf(text, sizeof text, "\"2026-05-%02dT06:57:30Z\"", day);
  return edited(payload, "/timestamp", text);
}

static char *heartbeat_at(unsigned id, int day, const char *pointer, const char *raw) {
  return edited(heartbeat_of(id, day), pointer, raw);
}

#define FLAGS "/feature_flags"
#define CODES "/diagnostics/error_code_counts_24h"

/* ---- Figures ---- */

static void empty_report(void **state) {
  (void)state;
  struct fleet fleet = fleet_of(mcpx_report_size(10));
  expect_codes(&fleet, "", "");
  EXPECT_FIGURES(&fleet, {"payloads", 0}, {"heartbeats", 0}, {"opt_out_beacons", 0}, {"neither", 0},
                 {"with_errors", 0}, {"repeated", 0}, {"not_counted", 0}, {"installs", 0},
                 {"docker_available/on", 0}, {"docker_isolation_enabled/unknown", 0},
                 {"docker_cli_source/path", 0}, {"docker_cli_source/unknown", 0},
                 {"docker_available_cli_absent", 0}, {"by_os/linux", -1});
}

static void states_are_counted(void **state) {
  static const char *const SOURCES[] = {
      "\"path\"", "\"bundled\"", "\"login_shell\"", "\"absent\"", "\"absent\"", "\"/bin\"", NULL};
  (void)state;
  struct fleet fleet = fleet_of(mcpx_report_size(10));
  for (unsigned i = 0; i < 7; i++) {
    char *payload = heartbeat_at(i, 1, FLAGS "/docker_cli_source", SOURCES[i]);
    if (i == 4) payload = edited(payload, FLAGS "/docker_available", "false");
    if (i == 5) payload = edited(payload, FLAGS "/docker_isolation_enabled", "null");
    if (i == 6) payload = edited(payload, FLAGS "/docker_isolation_enabled", "false");
    add(&fleet, payload);
  }
  EXPECT_FIGURES(&fleet, {"payloads", 7}, {"heartbeats", 7}, {"installs", 7}, {"with_errors", 1},
                 {"docker_available/on", 6}, {"docker_available/off", 1}, {"docker_available/unknown", 0},
                 {"docker_isolation_enabled/on", 5}, {"docker_isolation_enabled/off", 1},
                 {"docker_isolation_enabled/unknown", 1}, {"docker_cli_source/path", 1},
                 {"docker_cli_source/bundled", 1}, {"docker_cli_source/login_shell", 1},
                 {"docker_cli_source/absent", 2}, {"docker_cli_source/unknown", 2},
                 {"docker_available_cli_absent", 1});
}

static void groups_are_counted(void **state) {
  (void)state;
  struct fleet fleet = fleet_of(mcpx_report_size(10));
  for (int version = 1; version <= MCPX_SCHEMA_VERSION; version++) {
    char id[64];
    snprintf(id, sizeof id, "\"%08d-7b3a-4d58-9e61-2a40c7d8b913\"", version);
    add(&fleet, heartbeat_with(version, "/anonymous_id", id));
  }
  add(&fleet, heartbeat_at(20, 1, "/schema_version", "9"));
  add(&fleet, heartbeat_at(21, 1, "/schema_version", "\"5\""));
  add(&fleet, heartbeat_at(22, 1, "/os", "\"darwin\""));
  add(&fleet, heartbeat_at(23, 1, "/os", "\"haiku\""));
  EXPECT_FIGURES(&fleet, {"installs", 12}, {"by_os/linux/installs", 10}, {"by_os/darwin/installs", 1},
                 {"by_os/unknown/installs", 1}, {"by_os/windows", -1}, {"by_schema_version/1/installs", 1},
                 {"by_schema_version/2/installs", 1}, {"by_schema_version/3/installs", 1},
                 {"by_schema_version/4/installs", 1}, {"by_schema_version/5/installs", 3},
                 {"by_schema_version/6/installs", 1}, {"by_schema_version/7/installs", 1},
                 {"by_schema_version/8/installs", 1}, {"by_schema_version/newer/installs", 1},
                 {"by_schema_version/unknown/installs", 1},
                 {"by_schema_version/2/docker_available/unknown", 1},
                 {"by_schema_version/3/docker_available/on", 1}, {"by_os/darwin/docker_cli_source/path", 1});
}

static void codes_are_summed(void **state) {
  (void)state;
  struct fleet fleet = fleet_of(mcpx_report_size(10));
  add(&fleet, heartbeat_at(1, 1, CODES, "{\"MCPX_HTTP_401\":2,\"MCPX_HTTP_404\":1}"));
  add(&fleet, heartbeat_at(1, 2, CODES, "{\"MCPX_HTTP_401\":5}"));
  add(&fleet,
      heartbeat_at(2, 2, CODES, "{\"MCPX_HTTP_401\":1,\"MCPX_OF_TOMORROW\":3,\"MCPX_OF_THE_DAY_AFTER\":4}"));
  char *payload = heartbeat_at(3, 2, CODES, "{\"MCPX_HTTP_404\":9,\"not a code\":7,\"MCPX_HTTP_401\":0}");
  add(&fleet, edited(payload, "/os", "\"darwin\""));
  add(&fleet, heartbeat_at(4, 2, CODES, "{}"));
  expect_codes(&fleet, "", "MCPX_HTTP_401 2 8, MCPX_HTTP_404 2 10, null 1 7");
  expect_codes(&fleet, "linux", "MCPX_HTTP_401 2 8, MCPX_HTTP_404 1 1, null 1 7");
  expect_codes(&fleet, "darwin", "MCPX_HTTP_404 1 9");
  EXPECT_FIGURES(&fleet, {"installs", 4}, {"repeated", 0});
}

/* An install that moved to another system. Its codes stay where they occurred, so that reports add up. */
static void codes_stay_in_their_group(void **state) {
  (void)state;
  struct fleet fleet = fleet_of(mcpx_report_size(10));
  add(&fleet, edited(heartbeat_at(1, 1, CODES, "{\"MCPX_HTTP_401\":2}"), "/os", "\"darwin\""));
  add(&fleet, edited(heartbeat_at(2, 1, CODES, "{}"), "/os", "\"windows\""));
  add(&fleet, heartbeat_at(1, 2, CODES, "{\"MCPX_HTTP_404\":1}"));
  add(&fleet, heartbeat_at(2, 2, CODES, "{}"));
  expect_codes(&fleet, "darwin", "MCPX_HTTP_401 0 2");
  EXPECT_FIGURES(&fleet, {"by_os/darwin/installs", 0}, {"by_os/windows", -1}, {"by_os/windows/installs", -1});
}

/* ---- The latest heartbeat ---- */

/* Three heartbeats of one install, added in any order. */
static void order_does_not_matter(void **state) {
  static const int ORDERS[][3] = {{1, 2, 3}, {1, 3, 2}, {2, 1, 3}, {2, 3, 1}, {3, 1, 2}, {3, 2, 1}};
  static const char *const SOURCES[] = {"", "\"path\"", "\"absent\"", "\"bundled\""};
  static const char *const COUNTS[] = {"", "{\"MCPX_HTTP_401\":1}", "{\"MCPX_HTTP_404\":2}",
                                       "{\"MCPX_HTTP_401\":4}"};
  (void)state;
  for (size_t i = 0; i < 6; i++) {
    struct fleet fleet = fleet_of(mcpx_report_size(3));
    for (size_t k = 0; k < 3; k++) {
      int day = ORDERS[i][k];
      char *payload = heartbeat_at(7, day, FLAGS "/docker_cli_source", SOURCES[day]);
      add(&fleet, edited(payload, CODES, COUNTS[day]));
    }
    expect_codes(&fleet, "", "MCPX_HTTP_401 1 5, MCPX_HTTP_404 1 2");
    EXPECT_FIGURES(&fleet, {"heartbeats", 3}, {"installs", 1}, {"docker_cli_source/bundled", 1},
                   {"docker_cli_source/path", 0}, {"docker_cli_source/absent", 0},
                   {"docker_available_cli_absent", 0});
  }
}

/* Timestamps are compared as times, not as texts. */
static void time_zones_are_considered(void **state) {
  (void)state;
  struct fleet fleet = fleet_of(mcpx_report_size(3));
  char *late = heartbeat_at(7, 1, "/timestamp", "\"2026-05-10T23:30:00-01:00\"");
  char *early = heartbeat_at(7, 1, "/timestamp", "\"2026-05-11T00:29:59Z\"");
  add(&fleet, edited(late, "/os", "\"darwin\""));
  add(&fleet, edited(early, "/os", "\"windows\""));
  add(&fleet, heartbeat_at(7, 1, "/timestamp", "\"2026-05-11T02:30:00+02:00\"")); /* equal to the first */
  EXPECT_FIGURES(&fleet, {"installs", 1}, {"repeated", 1}, {"by_os/darwin/installs", 1},
                 {"by_os/windows", -1}, {"by_os/linux", -1});
}

static void repeated_heartbeats_count_once(void **state) {
  (void)state;
  struct fleet fleet = fleet_of(mcpx_report_size(3));
  for (int i = 0; i < 3; i++) add(&fleet, heartbeat_at(7, 1, CODES, "{\"MCPX_HTTP_401\":2}"));
  add(&fleet, heartbeat_at(8, 1, CODES, "{\"MCPX_HTTP_401\":2}"));
  expect_codes(&fleet, "", "MCPX_HTTP_401 2 4");
  EXPECT_FIGURES(&fleet, {"payloads", 4}, {"heartbeats", 4}, {"repeated", 2}, {"installs", 2});
}

/* Ids are compared without case. */
static void ids_ignore_case(void **state) {
  (void)state;
  struct fleet fleet = fleet_of(mcpx_report_size(3));
  add(&fleet, heartbeat_at(7, 1, "/anonymous_id", "\"abcdef02-7b3a-4d58-9e61-2a40c7d8b913\""));
  add(&fleet, heartbeat_at(7, 2, "/anonymous_id", "\"ABCDEF02-7B3A-4D58-9E61-2A40C7D8B913\""));
  EXPECT_FIGURES(&fleet, {"installs", 1});
}

/* ---- Other payloads ---- */

static void other_payloads_are_counted(void **state) {
  static const char *const OTHERS[] = {
      "", "{", "[]", "null", "{}", "x", "{\"anonymous_id\":\"alice\"}", "{\"anonymous_id\":7}"};
  static const char BEACON[] =
      "{\"event\":\"telemetry_disabled\",\"anonymous_id\":\"5f1c9e02-7b3a-4d58-9e61-2a40c7d8b913\"}";
  (void)state;
  struct fleet fleet = fleet_of(mcpx_report_size(3));
  for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) add_text(&fleet, OTHERS[i], strlen(OTHERS[i]));
  add_text(&fleet, NULL, 0);
  char *payload = heartbeat_of(7, 1);
  add_text(&fleet, payload, strlen(payload) - 1); /* cut off */
  free(payload);
  add_text(&fleet, BEACON, sizeof BEACON - 1);
  add_text(&fleet, BEACON, sizeof BEACON - 1);
  EXPECT_FIGURES(&fleet, {"payloads", 12}, {"neither", 10}, {"opt_out_beacons", 2}, {"with_errors", 10},
                 {"heartbeats", 0}, {"installs", 0});
}

/* The verdict is that of mcpx_validate. */
static void verdict_is_given(void **state) {
  (void)state;
  struct fleet fleet = fleet_of(mcpx_report_size(3));
  char *payload = heartbeat_at(7, 1, "/arch", "\"x\"");
  mcpx_verdict verdict = add_text(&fleet, payload, strlen(payload));
  assert_memory_equal(verdict.found, check(mcpx_validate, payload, strlen(payload), NULL)->verdict.found,
                      sizeof verdict.found);
  assert_false(verdict.ok);
  assert_int_equal(verdict.kind, MCPX_PAYLOAD_HEARTBEAT);
  assert_int_equal(verdict.stored, 1);
  free(payload);
  EXPECT_FIGURES(&fleet, {"with_errors", 1}, {"installs", 1});
}

/* ---- Memory ---- */

static void too_little_memory_is_refused(void **state) {
  (void)state;
  size_t size = mcpx_report_size(1);
  void *memory = malloc(size);
  assert_non_null(memory);
  assert_null(mcpx_report_start(NULL, 0, 1));
  assert_null(mcpx_report_start(NULL, size, 1));
  assert_null(mcpx_report_start(memory, 0, 1));
  assert_null(mcpx_report_start(memory, 1, 1));
  assert_null(mcpx_report_start(memory, size - 1, 1));
  assert_non_null(mcpx_report_start(memory, size, 1));
  assert_true(mcpx_report_size(1000000) <= (size_t)50 << 20);
  assert_int_equal(mcpx_report_size(1000000), MCPX_REPORT_SIZE(1000000));
  assert_int_equal(mcpx_report_size(SIZE_MAX), SIZE_MAX);
  assert_int_equal(mcpx_report_size(SIZE_MAX / 64), MCPX_REPORT_SIZE(SIZE_MAX / 64));
  free(memory);
}

/* New installs without room count as not_counted; known installs are still updated. */
static void full_table_is_counted(void **state) {
  (void)state;
  for (size_t room = 1; room <= 40; room += 13) {
    struct fleet fleet = fleet_of(mcpx_report_size(room));
    for (unsigned i = 0; i < 100; i++) add(&fleet, heartbeat_at(i, 1, CODES, "{\"MCPX_HTTP_401\":1}"));
    add(&fleet, heartbeat_at(0, 2, "/os", "\"darwin\""));
    add(&fleet, heartbeat_at(99, 2, "/os", "\"windows\""));
    cJSON *tree = figures_of(&fleet);
    long installs = number_at(tree, "installs");
    cJSON_Delete(tree);
    assert_true(installs >= (long)room && installs < 99);
    EXPECT_FIGURES(&fleet, {"payloads", 102}, {"heartbeats", 102}, {"installs", installs},
                   {"not_counted", 101 - installs}, {"by_os/darwin/installs", 1}, {"by_os/windows", -1});
  }
}

/* Many installs, half of which have the same slot. */
static void many_installs(void **state) {
  char text[64];
  (void)state;
  struct fleet fleet = fleet_of(mcpx_report_size(3000));
  char *base = heartbeat(1), *place = strstr(base, "5f1c9e02-7b3a-4d58-9e61-2a40c7d8b913");
  for (int round = 0; round < 2; round++)
    for (unsigned i = 0; i < 3000; i++) {
      snprintf(text, sizeof text, "%08x-7b3a-4d58-9e61-2a40%08x", i, i % 2 ? 7 : i * 2654435761u);
      memcpy(place, text, 36);
      add_text(&fleet, base, strlen(base));
    }
  free(base);
  EXPECT_FIGURES(&fleet, {"installs", 3000}, {"repeated", 3000}, {"not_counted", 0},
                 {"by_schema_version/1/installs", 3000});
}

static void needed_size_is_returned(void **state) {
  char small[16];
  (void)state;
  struct fleet fleet = fleet_of(mcpx_report_size(3));
  add(&fleet, heartbeat_of(1, 1));
  size_t needed = mcpx_report_json(fleet.report, NULL, 0);
  memset(small, 'x', sizeof small);
  assert_int_equal(mcpx_report_json(fleet.report, small, 8), needed);
  assert_memory_equal(small, "{\"payloaxxxxxxxx", 16);
  assert_true(needed < 262144);
  EXPECT_FIGURES(&fleet, {"installs", 1});
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(empty_report),
      cmocka_unit_test(states_are_counted),
      cmocka_unit_test(groups_are_counted),
      cmocka_unit_test(codes_are_summed),
      cmocka_unit_test(codes_stay_in_their_group),
      cmocka_unit_test(order_does_not_matter),
      cmocka_unit_test(time_zones_are_considered),
      cmocka_unit_test(repeated_heartbeats_count_once),
      cmocka_unit_test(ids_ignore_case),
      cmocka_unit_test(other_payloads_are_counted),
      cmocka_unit_test(verdict_is_given),
      cmocka_unit_test(too_little_memory_is_refused),
      cmocka_unit_test(full_table_is_counted),
      cmocka_unit_test(many_installs),
      cmocka_unit_test(needed_size_is_returned),
  };
  return cmocka_run_group_tests_name("report", cases, NULL, NULL);
}
