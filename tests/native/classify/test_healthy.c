/* test_healthy.c: lines of servers that work, read as a text and as a log, beside lines of failures. */
#include <string.h>

#include "mcpx.h"
#include "read_log.h"
#include "rows.h"

struct row {
  const char *text;
  bool healthy;
};

#define VS "2026-01-02 03:04:05.000 [warning] "
#define SPRING "2026-02-15T10:02:10.500+01:00 WARN 1 --- [exec-3] i.m.server.McpAsyncServer : "

static const struct row SCHEMAS[] = {
    {VS "1 tool has invalid JSON schema and will be omitted: page_upload", true},
    {VS "3 tools have invalid JSON schemas and will be omitted: a, b, c", true},
    {"skipped 2 tools with invalid schema: a, b; invalid JSON", true},
    {"Failed to parse mcp.json: invalid JSON schema", false},
};

static const struct row CALLS[] = {
    {VS "[server stderr] tool create_branch: API answered 403 Forbidden", true},
    {"12:00:01 WARN tool search_pages: 404 Not Found", true},
    {VS "[server stderr] tool create_branch: API answered 403: the token has expired", false},
    {VS "[server stderr] POST https://api.example/mcp: 403 Forbidden", false},
};

static const struct row REQUESTS[] = {
    {VS "[server stderr] request to https://api.example/rates failed with status 503, using cached rates",
     true},
    {"HTTP 503 Service Unavailable for https://x.example/mcp, using the cached tools", true},
    {"HTTP 401 Unauthorized for https://x.example/mcp, using cached tools", false},
    {"HTTP 403 Forbidden for https://x.example/mcp, serving cached tools", false},
    {"request failed, timeout of 30000ms reached", false},
    {"Tool call returned an error result | {\"tool\": \"get_issue\", \"error\": \"404 Not Found\"}", true},
    {"ERROR codex_core::exec: exec error: command failed with exit status 1: grep x", true},
    {"MCP server \"a\": command failed with exit status 1", false},
    {"[telemetry] POST https://telemetry.example/v1 failed: 503", true},
    {"MCP server \"a\": POST https://a.example/mcp failed with status 503", false},
};

static const struct row VERSIONS[] = {
    {SPRING "Client requested unsupported protocol version: 2025-11-25, so the server will suggest the "
            "2025-06-18 version instead",
     true},
    {"Unsupported protocol version 2099-01-01 from the client, falling back to 2025-06-18", true},
    {"Error: Unsupported protocol version: 2025-11-25", false},
};

static const struct row TESTS[] = {
    {"tests/test_spawn.py::test_spawn_enoent PASSED [ 54%]\ntests/test_stdio.py::test_list PASSED [100%]\n\n"
     "==== 2 passed, 1 warning in 2.71s ====",
     true},
    {"tests/test_spawn.py::test_spawn_enoent", true},
    {"tests/test_spawn.py: spawn npx ENOENT", false},
};

static const struct row OPEN[] = {
    {"level=WARN msg=\"AUTH_TOKEN is not set, requests are not authenticated\"", true},
    {"WARNING: running without authentication, HTTP 401 is never sent", true},
    {"warning: OAUTH_CLIENT_SECRET is not set, OAuth is disabled", true},
    {"GITHUB_TOKEN is not set; rate limits will apply", true},
    {"{\"level\":40,\"msg\":\"REDIS_URL is not set, sessions are kept in memory\"}", true},
    {"| WARN | config/loader.go:130 | api_key is not set, a random key was generated", true},
    {"API_KEY is not set, using the server without it will fail", false},
    {"Error: API_KEY is not set, the server cannot start", false},
    {"PORT is not set, using 3000", true},
    {"SECRET_KEY is not set, generating one", true},
    {"CACHE_URL not configured, running without a cache", true},
    {"SENTRY_DSN is not set, error reporting is disabled", true},
    {"Error: BRAVE_API_KEY environment variable is not set, set it using the env block of your config",
     false},
    {"BRAVE_API_KEY environment variable is not set, add it using the env block of your config", false},
    {"GITHUB_PERSONAL_ACCESS_TOKEN is not set, generate one at https://git.example/tokens", false},
    {"API_TOKEN is not set, the default profile has none", false},
    {"SLACK_BOT_TOKEN not set, the server does not start without it", false},
    {"NOTES_API_KEY not set, the memory server needs it", false},
    {"MCP server \"a\": HTTP 401: the request is not authenticated", false},
};

static const struct row EDITORS[] = {
    {"INFO  [project::context_server_store] tasks context server started\n"
     "ERROR [crates/gpui/src/window.rs:1590] window not found\n",
     true},
    {"ERROR [project::context_server_store] maps context server failed to start: HTTP error: 404 Not Found\n"
     "INFO  [project::context_server_store] tasks context server started\n",
     false},
    {"ERROR [project::context_server_store] tasks context server failed to start: spawn npx ENOENT", false},
};

#define CANCELLED(id, reason)                                                                 \
  "2026-01-02T03:04:05.000Z [a] [info] Message from client: {\"jsonrpc\":\"2.0\",\"method\":" \
  "\"notifications/cancelled\",\"params\":{\"requestId\":" id ",\"reason\":\"" reason "\"}}\n"

#define LATE(id) CANCELLED(id, "McpError: MCP error -32001: Request timed out")
#define ANSWERED                                                                                        \
  "2026-01-02T03:04:05.000Z [a] [info] Message from server: {\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{" \
  "\"content\":[{\"type\":\"text\",\"text\":\"ok\"}]}}\n"

static const struct row CANCELLED_CALLS[] = {
    {LATE("4"), true},
    {LATE("4") ANSWERED LATE("5"), true},
    {CANCELLED("4", "AbortError: the user stopped it") CANCELLED("5", "AbortError: the user stopped it"),
     true},
};

static size_t count_incidents(const char *text) {
  static mcpx_stream stream;
  read_log(&stream, text, strlen(text), strlen(text));
  return mcpx_log_incidents(&stream, NULL, 0);
}

static void is_told_as_healthy(void **state) {
  const struct row *row = *state;
  mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED};
  mcpx_answer answer;
  mcpx_classify(row->text, strlen(row->text), &hints, &answer);
  bool failed = strcmp(mcpx_code_name(answer.code), "MCPX_UNKNOWN_UNCLASSIFIED") != 0;
  CHECK(failed == !row->healthy, "%s", row->text);
  CHECK(answer.unknown != MCPX_UNKNOWN_UNRECOGNIZED, "%s", row->text);
  CHECK((count_incidents(row->text) > 0) == !row->healthy, "%s", row->text);
}

int main(void) {
  return RUN_ROWS(SCHEMAS, is_told_as_healthy) + RUN_ROWS(CALLS, is_told_as_healthy) +
         RUN_ROWS(REQUESTS, is_told_as_healthy) + RUN_ROWS(VERSIONS, is_told_as_healthy) +
         RUN_ROWS(TESTS, is_told_as_healthy) + RUN_ROWS(OPEN, is_told_as_healthy) +
         RUN_ROWS(EDITORS, is_told_as_healthy) + RUN_ROWS(CANCELLED_CALLS, is_told_as_healthy);
}
