/* test_launch.c: how the proxy launches a server, and the hint about the same server, by the vectors; and
 * what the functions do with values that no vector has. */
#include <stdlib.h>
#include <string.h>

#include "json_tree.h"
#include "mcpx_proxy.h"
#include "rows.h"

static const char *const LAUNCHES[] = {"", "none", "docker", "sandbox"};

static void check_vector(const cJSON *row) {
  const char *id = tree_string(row, "id"), *config = tree_string(row, "config"),
             *server = tree_string(row, "server");
  bool wanted_hint = cJSON_IsTrue(cJSON_GetObjectItem(row, "hint"));
  mcpx_isolation hint;
  mcpx_launch launch;
  uint64_t count;
  size_t length = strlen(config);
  assert_int_equal(mcpx_config_isolated(config, length, server, strlen(server), &hint, NULL), MCPX_READ_OK);
  assert_int_equal(mcpx_config_launch_mode(config, length, server, strlen(server), &launch, NULL),
                   MCPX_READ_OK);
  assert_int_equal(mcpx_config_isolated_count(config, length, &count, NULL), MCPX_READ_OK);
  CHECK(hint == (wanted_hint ? MCPX_ISOLATION_YES : MCPX_ISOLATION_NO), "%s", id);
  CHECK(strcmp(LAUNCHES[launch], tree_string(row, "launch")) == 0, "%s: %s", id, LAUNCHES[launch]);
  CHECK((double)count == cJSON_GetObjectItem(row, "count")->valuedouble, "%s: %d", id, (int)count);
}

static void vectors_are_launched(void **state) {
  cJSON *rows = tree_of_lines("isolation.jsonl");
  const cJSON *row;
  (void)state;
  assert_true(cJSON_GetArraySize(rows) > 200);
  cJSON_ArrayForEach(row, rows) check_vector(row);
  cJSON_Delete(rows);
}

/* ---- Settings ---- */

struct launch_settings {
  const char *name;
  mcpx_server_settings settings;
  mcpx_launch launch;
};

#define WITH_COMMAND .command = "npx", .command_length = 3

static const struct launch_settings LAUNCH_SETTINGS[] = {
    {"nothing is set", {WITH_COMMAND}, MCPX_LAUNCH_NONE},
    {"on", {WITH_COMMAND, .isolation = MCPX_SETTING_ON}, MCPX_LAUNCH_DOCKER},
    {"a mode wins over enabled",
     {WITH_COMMAND, .isolation = MCPX_SETTING_ON, .mode = MCPX_LAUNCH_NONE},
     MCPX_LAUNCH_NONE},
    {"the mode of the server wins where all is off",
     {WITH_COMMAND, .isolation = MCPX_SETTING_OFF, .server_mode = MCPX_LAUNCH_DOCKER},
     MCPX_LAUNCH_DOCKER},
    {"enabled at the server does not change none",
     {WITH_COMMAND, .server_isolation = MCPX_SETTING_ON, .mode = MCPX_LAUNCH_NONE},
     MCPX_LAUNCH_NONE},
    {"off at the server",
     {WITH_COMMAND, .server_isolation = MCPX_SETTING_OFF, .mode = MCPX_LAUNCH_SANDBOX},
     MCPX_LAUNCH_NONE},
    {"no command", {.server_mode = MCPX_LAUNCH_SANDBOX}, MCPX_LAUNCH_NONE},
    {"docker", {.command = "docker", .command_length = 6, .mode = MCPX_LAUNCH_SANDBOX}, MCPX_LAUNCH_NONE},
    {"values that are not modes",
     {WITH_COMMAND, .isolation = MCPX_SETTING_ON, .mode = (mcpx_launch)9, .server_mode = (mcpx_launch)4},
     MCPX_LAUNCH_DOCKER},
};

static void settings_launch(void **state) {
  const struct launch_settings *row = *state;
  assert_int_equal(mcpx_launch_mode(&row->settings), row->launch);
}

/* The hint does not look at the modes. */
static void hint_ignores_modes(void **state) {
  mcpx_server_settings settings = {WITH_COMMAND, .isolation = MCPX_SETTING_ON};
  (void)state;
  for (int mode = MCPX_LAUNCH_UNSET; mode <= MCPX_LAUNCH_SANDBOX; mode++) {
    settings.mode = settings.server_mode = (mcpx_launch)mode;
    assert_int_equal(mcpx_docker_isolated(&settings), MCPX_ISOLATION_YES);
  }
}

/* ---- Configurations that are not read ---- */

struct bad_config {
  const char *name;
  const char *text;
  mcpx_read_status launch, count, hint;
};

#define OK MCPX_READ_OK
#define SHAPE MCPX_READ_WRONG_SHAPE
#define SERVERS(server) "\"mcpServers\":[{\"name\":\"a\",\"command\":\"npx\"" server "}]}"

static const struct bad_config BAD_CONFIGS[] = {
    {"a mode of no release", "{\"docker_isolation\":{\"mode\":\"podman\"}," SERVERS(""), SHAPE, SHAPE, OK},
    {"another case", "{" SERVERS(",\"isolation\":{\"mode\":\"Docker\"}"), SHAPE, SHAPE, OK},
    {"a number", "{" SERVERS(",\"isolation\":{\"mode\":1}"), SHAPE, SHAPE, OK},
    {"true", "{\"docker_isolation\":{\"mode\":true}," SERVERS(""), SHAPE, SHAPE, OK},
    {"a block that is no object", "{\"docker_isolation\":\"docker\"," SERVERS(""), SHAPE, SHAPE, SHAPE},
    {"a mode twice", "{\"docker_isolation\":{\"mode\":\"none\",\"mode\":\"docker\"}," SERVERS(""),
     MCPX_READ_NOT_JSON, MCPX_READ_NOT_JSON, OK},
    {"no such server", "{\"mcpServers\":[]}", MCPX_READ_UNKNOWN_SERVER, OK, MCPX_READ_UNKNOWN_SERVER},
    {"a server that is a text", "{\"mcpServers\":[\"a\"]}", SHAPE, SHAPE, SHAPE},
    {"not JSON", "{", MCPX_READ_NOT_JSON, MCPX_READ_NOT_JSON, MCPX_READ_NOT_JSON},
};

static void bad_config_launches_nothing(void **state) {
  const struct bad_config *row = *state;
  mcpx_read_fault fault = {.message = NULL};
  mcpx_launch launch = MCPX_LAUNCH_DOCKER;
  mcpx_isolation hint;
  uint64_t count = 9;
  size_t length = strlen(row->text);
  assert_int_equal(mcpx_config_launch_mode(row->text, length, "a", 1, &launch, &fault), row->launch);
  assert_int_equal(launch, MCPX_LAUNCH_NONE);
  assert_true(fault.message && *fault.message);
  assert_int_equal(mcpx_config_isolated_count(row->text, length, &count, NULL), row->count);
  assert_int_equal(count, 0);
  assert_int_equal(mcpx_config_isolated(row->text, length, "a", 1, &hint, NULL), row->hint);
}

static void nulls_launch_nothing(void **state) {
  mcpx_launch launch;
  uint64_t count;
  (void)state;
  assert_int_equal(mcpx_launch_mode(NULL), MCPX_LAUNCH_NONE);
  assert_int_equal(mcpx_config_launch_mode(NULL, 9, "a", 1, &launch, NULL), MCPX_READ_NOT_JSON);
  assert_int_equal(mcpx_config_launch_mode("{}", 2, NULL, 9, &launch, NULL), MCPX_READ_UNKNOWN_SERVER);
  assert_int_equal(mcpx_config_isolated_count(NULL, 9, &count, NULL), MCPX_READ_NOT_JSON);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(vectors_are_launched),
                                     cmocka_unit_test(hint_ignores_modes),
                                     cmocka_unit_test(nulls_launch_nothing)};
  int failed =
      RUN_ROWS(LAUNCH_SETTINGS, settings_launch) + RUN_ROWS(BAD_CONFIGS, bad_config_launches_nothing);
  return failed + cmocka_run_group_tests_name("launch", cases, NULL, NULL);
}
