/* test_parity.c: the Docker fields and `diagnostics` of a heartbeat, computed as the proxy does, are valid
 * for mcpx_validate. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake_docker.h"
#include "payloads.h"
#include "rows.h"

#define SERVERS                                                                        \
  "\"mcpServers\":[{\"name\":\"a\",\"command\":\"npx\"},"                              \
  "{\"name\":\"b\",\"command\":\"uvx\",\"isolation\":{\"enabled\":false}},"            \
  "{\"name\":\"c\",\"command\":\"docker\"},{\"name\":\"d\",\"command\":\"/opt/run\"}," \
  "{\"name\":\"e\",\"url\":\"http://localhost:1/mcp\"}]"
#define WITH(block) "{" block SERVERS "}"

struct setup {
  const char *name;
  const char *config;
  bool enabled;
  int isolated; /* how many of the servers */
  struct fake system;
  const char *source;
  const char *codes; /* that were counted, one per line */
};

static const struct setup SETUPS[] = {
    {"isolation is on, docker on PATH",
     WITH("\"docker_isolation\":{\"enabled\":true},"),
     true,
     2,
     {.platform = MCPX_PLATFORM_LINUX, .path = "/a", .files = "/a/docker"},
     "path",
     "MCPX_DOCKER_EXEC_NOT_FOUND\nMCPX_DOCKER_EXEC_NOT_FOUND\nMCPX_HTTP_401\n"},
    {"docker at a well-known place",
     WITH("\"docker_isolation\":{\"enabled\":true},"),
     true,
     2,
     {.platform = MCPX_PLATFORM_MACOS, .files = "/opt/homebrew/bin/docker"},
     "bundled",
     "MCPX_DOCKER_OCI_RUNTIME\n"},
    {"only the login shell finds docker",
     WITH("\"docker_isolation\":{\"enabled\":true},"),
     true,
     2,
     {.platform = MCPX_PLATFORM_LINUX, .files = "/x/docker", .printed = "hello\n/x/docker\n"},
     "login_shell",
     "no code\n"},
    {"docker is absent",
     WITH("\"docker_isolation\":{\"enabled\":true},"),
     true,
     2,
     {.platform = MCPX_PLATFORM_LINUX},
     "absent",
     "MCPX_DOCKER_CLI_NOT_FOUND\nMCPX_STDIO_SPAWN_EXEC_FORMAT\n"},
    {"isolation is off",
     WITH("\"docker_isolation\":{\"enabled\":false},"),
     false,
     0,
     {.platform = MCPX_PLATFORM_LINUX, .path = "/a", .files = "/a/docker"},
     "path",
     "MCPX_STDIO_SPAWN_ENOENT\n"},
    {"docker_isolation is absent", WITH(""), false, 0, {.platform = MCPX_PLATFORM_LINUX}, "absent", ""},
};

static char *number(char *payload, const char *pointer, int value) {
  char raw[16];
  snprintf(raw, sizeof raw, "%d", value);
  return edited(payload, pointer, raw);
}

static int isolated_servers(const char *config) {
  uint64_t count;
  assert_int_equal(mcpx_config_isolated_count(config, strlen(config), &count, NULL), MCPX_READ_OK);
  return (int)count;
}

static char *with_diagnostics(char *payload, const char *codes) {
  static char json[4096];
  mcpx_error_counts counts;
  mcpx_error_counts_start(&counts);
  for (; *codes; codes += strcspn(codes, "\n") + 1)
    mcpx_error_counts_add(&counts, 1000, codes, strcspn(codes, "\n"));
  size_t length = mcpx_error_counts_json(&counts, 2000, json, sizeof json);
  return edited(payload, "/diagnostics", length ? json : NULL);
}

static char *with_docker(char *payload, const struct setup *row) {
  mcpx_docker docker;
  char raw[32];
  struct fake fake = row->system;
  mcpx_docker_system system = fake_system(&fake);
  assert_true(mcpx_docker_init(&docker, &system));
  const char *source = mcpx_docker_source(&docker);
  assert_string_equal(source, row->source);
  snprintf(raw, sizeof raw, "\"%s\"", source);
  mcpx_docker_destroy(&docker);
  payload = edited(payload, "/feature_flags/docker_cli_source", raw);
  /* A running daemon without docker would be reported by the rule cli_absent. */
  bool absent = strcmp(source, "absent") == 0;
  return edited(payload, "/feature_flags/docker_available", absent ? "false" : "true");
}

static void heartbeat_is_valid(void **state) {
  const struct setup *row = *state;
  mcpx_read_fault fault;
  bool enabled;
  assert_int_equal(mcpx_config_isolation_enabled(row->config, strlen(row->config), &enabled, &fault),
                   MCPX_READ_OK);
  assert_int_equal(enabled, row->enabled);
  assert_int_equal(isolated_servers(row->config), row->isolated);
  char *payload = with_docker(heartbeat(5), row);
  payload = edited(payload, "/feature_flags/docker_isolation_enabled", enabled ? "true" : "false");
  payload = number(payload, "/server_docker_isolated_count", row->isolated);
  payload = with_diagnostics(payload, row->codes);
  assert_string_equal(listing(check(mcpx_validate, payload, strlen(payload), NULL)), "");
  free(payload);
}

int main(void) { return RUN_ROWS(SETUPS, heartbeat_is_valid); }
