/* test_isolation.c: whether the proxy launches a server through Docker, from settings and from
 * configurations. */
#include <stdlib.h>
#include <string.h>

#include "cJSON.h"
#include "mcpx_proxy.h"
#include "rows.h"

#define NONE MCPX_SETTING_NONE
#define OFF MCPX_SETTING_OFF
#define ON MCPX_SETTING_ON

/* ---- Settings ---- */

struct settings {
  const char *name;
  const char *command;
  mcpx_setting isolation, server;
  bool isolated;
};

static const struct settings SETTINGS[] = {
    {"on, inherited", "npx", ON, NONE, true},
    {"on, and on for the server", "npx", ON, ON, true},
    {"on, but off for the server", "npx", ON, OFF, false},
    {"off", "npx", OFF, NONE, false},
    {"off, but on for the server", "npx", OFF, ON, false},
    {"off, and off for the server", "npx", OFF, OFF, false},
    {"absent", "npx", NONE, NONE, false},
    {"absent, but on for the server", "npx", NONE, ON, false},
    {"no command", NULL, ON, ON, false},
    {"an empty command", "", ON, ON, false},
    {"docker", "docker", ON, ON, false},
    {"a path to docker", "/usr/local/bin/docker", ON, NONE, false},
    {"docker with an extension", "docker.exe", ON, NONE, false},
    {"docker in a word", "docker-compose", ON, NONE, false},
    {"docker in a folder", "/opt/mydocker/run", ON, NONE, false},
    {"docker at the end", "rootless-docker", ON, NONE, false},
    {"another case", "Docker", ON, NONE, true},
    {"most of the word", "docke", ON, NONE, true},
    {"another engine", "podman", ON, NONE, true},
    {"a space", " ", ON, NONE, true},
};

static void settings_decide(void **state) {
  const struct settings *row = *state;
  mcpx_server_settings settings = {.command = row->command,
                                   .command_length = row->command ? strlen(row->command) : 0,
                                   .isolation = row->isolation,
                                   .server_isolation = row->server};
  assert_int_equal(mcpx_docker_isolated(&settings), row->isolated ? MCPX_ISOLATION_YES : MCPX_ISOLATION_NO);
}

/* ---- Configurations ---- */

struct config {
  const char *name;
  const char *text;
  mcpx_read_status status;
  bool isolated, enabled;
  mcpx_read_status enabled_status;
  size_t line, column; /* of the fault; 0 without a place */
};

#define OK MCPX_READ_OK
#define SHAPE MCPX_READ_WRONG_SHAPE
#define UNKNOWN MCPX_READ_UNKNOWN_SERVER
#define NOT_JSON MCPX_READ_NOT_JSON
#define GLOBAL(json) "{\"docker_isolation\":" json ",\"mcpServers\":[{\"name\":\"a\",\"command\":\"npx\"}]}"
#define SERVER(json) "{\"docker_isolation\":{\"enabled\":true},\"mcpServers\":[" json "]}"

/* The name of the server is "a". */
static const struct config CONFIGS[] = {
    {"on", GLOBAL("{\"enabled\":true}"), OK, true, true, OK, 0, 0},
    {"off", GLOBAL("{\"enabled\":false}"), OK, false, false, OK, 0, 0},
    {"no enabled", GLOBAL("{}"), OK, false, false, OK, 0, 0},
    {"enabled is null", GLOBAL("{\"enabled\":null}"), OK, false, false, OK, 0, 0},
    {"the block is null", GLOBAL("null"), OK, false, false, OK, 0, 0},
    {"no block", "{\"mcpServers\":[{\"name\":\"a\",\"command\":\"npx\"}]}", OK, false, false, OK, 0, 0},
    {"other members", GLOBAL("{\"memory\":\"512m\",\"enabled\":true,\"images\":{\"npx\":\"node:20\"}}"), OK,
     true, true, OK, 0, 0},
    {"a key in another case", GLOBAL("{\"Enabled\":true}"), OK, true, true, OK, 0, 0},
    {"a key with an escape", GLOBAL("{\"\\u0065nabled\":true}"), OK, true, true, OK, 0, 0},
    {"enabled is a text", GLOBAL("{\"enabled\":\"true\"}"), SHAPE, false, false, SHAPE, 0, 0},
    {"enabled is a number", GLOBAL("{\"enabled\":1}"), SHAPE, false, false, SHAPE, 0, 0},
    {"the block is true", GLOBAL("true"), SHAPE, false, false, SHAPE, 0, 0},
    {"the block is an array", GLOBAL("[]"), SHAPE, false, false, SHAPE, 0, 0},

    {"the server is off", SERVER("{\"name\":\"a\",\"command\":\"npx\",\"isolation\":{\"enabled\":false}}"),
     OK, false, true, OK, 0, 0},
    {"the server is on", SERVER("{\"name\":\"a\",\"command\":\"npx\",\"isolation\":{\"enabled\":true}}"), OK,
     true, true, OK, 0, 0},
    {"the server inherits", SERVER("{\"name\":\"a\",\"command\":\"npx\",\"isolation\":{\"image\":\"x\"}}"),
     OK, true, true, OK, 0, 0},
    {"null inherits", SERVER("{\"name\":\"a\",\"command\":\"npx\",\"isolation\":null}"), OK, true, true, OK,
     0, 0},
    {"no command", SERVER("{\"name\":\"a\",\"url\":\"http://x\"}"), OK, false, true, OK, 0, 0},
    {"the command is docker", SERVER("{\"name\":\"a\",\"command\":\"docker\"}"), OK, false, true, OK, 0, 0},
    {"a command with an escape", SERVER("{\"name\":\"a\",\"command\":\"d\\u006fcker\"}"), OK, false, true, OK,
     0, 0},
    {"the second server",
     SERVER("{\"name\":\"b\",\"command\":\"docker\"},{\"name\":\"a\",\"command\":\"x\"}"), OK, true, true, OK,
     0, 0},
    {"the first of two", SERVER("{\"name\":\"a\",\"command\":\"docker\"},{\"name\":\"a\",\"command\":\"x\"}"),
     OK, false, true, OK, 0, 0},
    {"a server that is null", SERVER("null,{\"name\":\"a\",\"command\":\"x\"}"), OK, true, true, OK, 0, 0},
    {"no such server", SERVER("{\"name\":\"b\",\"command\":\"x\"}"), UNKNOWN, false, true, OK, 0, 0},
    {"a longer name", SERVER("{\"name\":\"ab\",\"command\":\"x\"}"), UNKNOWN, false, true, OK, 0, 0},
    {"no servers", SERVER(""), UNKNOWN, false, true, OK, 0, 0},
    {"no list of servers", "{}", UNKNOWN, false, false, OK, 0, 0},
    {"the list is null", "{\"mcpServers\":null}", UNKNOWN, false, false, OK, 0, 0},
    {"the list is an object", "{\"mcpServers\":{\"a\":{}}}", SHAPE, false, false, OK, 0, 0},
    {"a server is a text", SERVER("\"a\""), SHAPE, false, true, OK, 0, 0},
    {"a name is a number", SERVER("{\"name\":1}"), SHAPE, false, true, OK, 0, 0},
    {"a command is an array", SERVER("{\"name\":\"a\",\"command\":[\"npx\"]}"), SHAPE, false, true, OK, 0, 0},
    {"isolation is false", SERVER("{\"name\":\"a\",\"command\":\"npx\",\"isolation\":false}"), SHAPE, false,
     true, OK, 0, 0},
    {"an array", "[]", SHAPE, false, false, SHAPE, 0, 0},
    {"null", "null", SHAPE, false, false, SHAPE, 0, 0},

    {"empty", "", NOT_JSON, false, false, NOT_JSON, 1, 1},
    {"truncated", "{\"docker_isolation\":{\"enabled\":true}", NOT_JSON, false, false, NOT_JSON, 1, 37},
    {"a trailing comma", "{\n  \"mcpServers\": [],\n}", NOT_JSON, false, false, NOT_JSON, 3, 1},
    {"a comment", "{ // on\n}", NOT_JSON, false, false, NOT_JSON, 1, 3},
    {"text after the value", "{}{}", NOT_JSON, false, false, NOT_JSON, 1, 3},
    {"a byte order mark", "\xEF\xBB\xBF{}", NOT_JSON, false, false, NOT_JSON, 1, 1},
    {"not UTF-8", "{\"x\":\"\xFF\"}", NOT_JSON, false, false, NOT_JSON, 1, 7},
    {"a lone surrogate", "{\"x\":\n\"\\ud800\"}", NOT_JSON, false, false, NOT_JSON, 2, 2},
    {"U+0000", SERVER("{\"name\":\"a\\u0000b\"}"), NOT_JSON, false, false, NOT_JSON, 1, 62},
    {"a number out of range", "{\"x\":1e999}", NOT_JSON, false, false, NOT_JSON, 1, 6},
    {"a number of 64 characters", "{\"x\":1234567890123456789012345678901234567890123456789012345678901234}",
     NOT_JSON, false, false, NOT_JSON, 1, 6},
    {"a number of 63 characters", "{\"x\":123456789012345678901234567890123456789012345678901234567890123}",
     UNKNOWN, false, false, OK, 0, 0},
    {"enabled twice", GLOBAL("{\"enabled\":true,\"enabled\":false}"), NOT_JSON, false, false, NOT_JSON, 1,
     37},
    {"enabled in two cases", GLOBAL("{\"enabled\":true,\"Enabled\":false}"), NOT_JSON, false, false, NOT_JSON,
     1, 37},
    {"twice, after characters of two bytes", "{\"\xC3\xA4\":1,\n\"name\":1,\"\xC3\xA4\":2,\"n\\u0061me\":2}",
     NOT_JSON, false, false, NOT_JSON, 2, 16},
    {"the block twice", "{\"docker_isolation\":{},\"mcpServers\":[],\"docker_isolation\":{}}", NOT_JSON,
     false, false, NOT_JSON, 1, 40},
    {"the same key in two objects", "{\"enabled\":1,\"x\":{\"enabled\":2},\"y\":[{\"enabled\":3}]}", UNKNOWN,
     false, false, OK, 0, 0},
    {"another key twice", "{\"x\":1,\"x\":2}", UNKNOWN, false, false, OK, 0, 0},
    {"32 levels", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", SHAPE, false, false,
     SHAPE, 0, 0},
    {"33 levels", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", NOT_JSON, false,
     false, NOT_JSON, 1, 33},
};

/* Copies a text to memory of its size, so that a sanitizer notices a read past the end. */
static char *copy_of(const char *text, size_t *length) {
  *length = strlen(text);
  char *copy = malloc(*length ? *length : 1);
  assert_non_null(copy);
  memcpy(copy, text, *length);
  return copy;
}

static void config_is_read(void **state) {
  const struct config *row = *state;
  mcpx_read_fault fault = {.line = 99}, again = {.line = 99};
  mcpx_isolation hint = MCPX_ISOLATION_UNKNOWN;
  bool enabled = true;
  size_t length;
  char *text = copy_of(row->text, &length);
  mcpx_read_status status = mcpx_config_isolated(text, length, "a", 1, &hint, &fault);
  mcpx_read_status enabled_status = mcpx_config_isolation_enabled(text, length, &enabled, &again);
  assert_int_equal(mcpx_config_isolated(text, length, "a", 1, &hint, NULL), status);
  free(text);
  assert_int_equal(status, row->status);
  assert_int_equal(hint, row->isolated ? MCPX_ISOLATION_YES : MCPX_ISOLATION_NO);
  assert_int_equal(enabled_status, row->enabled_status);
  assert_int_equal(enabled, row->enabled);
  assert_int_equal(fault.line, status == OK ? 99 : row->line);
  assert_int_equal(again.line, enabled_status == OK ? 99 : row->line);
  if (status != OK) assert_int_equal(fault.column, row->column);
  if (status != OK) assert_true(fault.message && *fault.message);
}

static void nulls_are_empty(void **state) {
  mcpx_isolation hint;
  bool enabled = true;
  (void)state;
  assert_int_equal(mcpx_docker_isolated(NULL), MCPX_ISOLATION_NO);
  assert_int_equal(mcpx_config_isolated(NULL, 9, "a", 1, &hint, NULL), NOT_JSON);
  assert_int_equal(mcpx_config_isolation_enabled(NULL, 9, &enabled, NULL), NOT_JSON);
  assert_false(enabled);
  assert_int_equal(mcpx_config_isolated("{}", 2, NULL, 9, &hint, NULL), UNKNOWN);
}

static void large_configuration_is_rejected(void **state) {
  size_t length = MCPX_CONFIG_MAX + 1;
  char *text = malloc(length);
  mcpx_isolation hint;
  bool enabled;
  (void)state;
  assert_non_null(text);
  memset(text, ' ', length);
  memcpy(text, "{}", 2);
  assert_int_equal(mcpx_config_isolated(text, length, "a", 1, &hint, NULL), MCPX_READ_TOO_LARGE);
  assert_int_equal(mcpx_config_isolation_enabled(text, length, &enabled, NULL), MCPX_READ_TOO_LARGE);
  assert_int_equal(mcpx_config_isolation_enabled(text, length - 1, &enabled, NULL), OK);
  free(text);
}

/* ---- Without memory ---- */

static int allocations_left;

static void *scarce_malloc(size_t size) { return allocations_left-- > 0 ? malloc(size) : NULL; }

/* The first allocation fails, then the second, and so on. */
static void memory_may_run_out(void **state) {
  static const char TEXT[] = SERVER("{\"name\":\"a\",\"command\":\"npx\",\"x\":[1,\"y\",{}]}");
  cJSON_Hooks hooks = {scarce_malloc, free};
  mcpx_read_status status = MCPX_READ_NO_MEMORY;
  int attempts = 0;
  (void)state;
  cJSON_InitHooks(&hooks);
  for (; status == MCPX_READ_NO_MEMORY && attempts < 1000; attempts++) {
    mcpx_isolation hint;
    mcpx_read_fault fault = {.message = NULL};
    allocations_left = attempts;
    status = mcpx_config_isolated(TEXT, sizeof TEXT - 1, "a", 1, &hint, &fault);
    if (status == OK) break;
    assert_int_equal(hint, MCPX_ISOLATION_NO);
    assert_non_null(fault.message);
  }
  cJSON_InitHooks(NULL);
  assert_int_equal(status, OK);
  assert_true(attempts > 15);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(nulls_are_empty),
                                     cmocka_unit_test(large_configuration_is_rejected),
                                     cmocka_unit_test(memory_may_run_out)};
  int failed = RUN_ROWS(SETTINGS, settings_decide) + RUN_ROWS(CONFIGS, config_is_read);
  return failed + cmocka_run_group_tests_name("isolation", cases, NULL, NULL);
}
