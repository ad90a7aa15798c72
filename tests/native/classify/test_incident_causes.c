/* test_incident_causes.c: which cause an incident of a log has, and which line shows it. */
#include <string.h>

#include "mcpx.h"
#include "read_log.h"
#include "rows.h"

struct log {
  const char *name;
  const char *text;
  const char *cause; /* of the first incident; or none */
  unsigned line;
};

#define DESKTOP "2026-01-02T03:04:05.000Z "
#define CLOSED DESKTOP "[a] [info] Server transport closed\n"
#define VS "2026-01-02 03:04:05.000 [warning] [server stderr] "
#define STARTING "2026-01-02 03:04:05.000 [info] Starting server a\n"
#define EXITED "2026-01-02 03:04:05.000 [info] Connection state: Error Process exited with code 1\n"
#define CALL(id)                     \
  DESKTOP                            \
  "[a] [info] Message from client: " \
  "{\"method\":\"tools/call\",\"params\":{},\"jsonrpc\":\"2.0\",\"id\":" id "}\n"
#define LATE(id)                                                                                 \
  DESKTOP                                                                                        \
  "[a] [info] Message from client: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"," \
  "\"params\":{\"requestId\":" id ",\"reason\":\"McpError: MCP error -32001: Request timed out\"}}\n"
#define ANSWER(result) \
  DESKTOP              \
  "[a] [info] Message from server: {\"jsonrpc\":\"2.0\",\"id\":9,\"result\":" result "}\n"
#define CURSOR "10:00:01 [error] user-a: "
#define A "[DEBUG] MCP server \"a\": "
#define ACCESS "INFO:     127.0.0.1:50000 - "
#define GET_SSE ACCESS "\"GET /sse HTTP/1.1\" 200 OK\n"
#define POST_403 ACCESS "\"POST /messages/?session_id=1 HTTP/1.1\" 403 Forbidden\n"
#define UNIT "Feb 03 07:12:00 host systemd[1]: a.service: "

static const struct log LOGS[] = {
    {"the folders of the client's PATH, in the lines of an object",
     DESKTOP "[a] [info] Using MCP server command: uv with args and path: {\n  paths: [\n    "
             "'/opt/homebrew/bin',\n  ]\n} %o\n" DESKTOP "[a] [error] spawn uv ENOENT {\n}\n" CLOSED,
     "gui_path_lacks_program", 6},
    {"such lines that no message with a name began",
     "  paths: [\n    '/opt/homebrew/bin',\n  ]\n" DESKTOP "[a] [error] spawn uv ENOENT {\n}\n" CLOSED,
     "uv_not_found", 4},
    {"an error that the program printed before it ended",
     STARTING VS "TypeError: Cannot read properties of undefined (reading 'x')\n" VS
                 "    at main (/srv/a.js:4:2)\n" EXITED,
     "uncaught_error", 2},
    {"a program that printed none", STARTING VS "loading\n" EXITED, "server_ended_at_start", 3},
    {"the line that names the cause, not the one before it",
     STARTING VS "  x No solution found when resolving tool dependencies:\n" VS
                 "    Because the current Python version (3.9.18) does not satisfy Python>=3.10\n" EXITED,
     "python_too_old", 3},
    {"the error of a program of Node.js, not the version below it",
     STARTING VS "Error: DATABASE_URL is required\n" VS "    at load (file:///srv/a.js:12:11)\n" VS
                 "Node.js v22.14.0\n" EXITED,
     "required_variable_missing", 2},
    {"a panic of Go, not the list of goroutines",
     STARTING VS "panic: runtime error: invalid memory address\n" VS "goroutine 1 [running]:\n" EXITED,
     "uncaught_error", 2},
    {"a time limit, not the download that took so long",
     "MCP server \"a\" Server stderr: Unable to find image 'x/y:latest' locally\n"
     "MCP server \"a\": Connection timeout triggered after 30000ms (limit: 30000ms)\n",
     "docker_pull_slower_than_limit", 2},
    {"the error of a database, not the exit that follows",
     "error: password authentication failed for user \"reader\"\n"
     "npm error Lifecycle script `start` failed with error:\nnpm error code 1\n",
     "database_sign_in_refused", 1},
    {"a key that expired", "MCP server \"a\": HTTP 401: {\"message\":\"API token expired on 2026-02-17\"}\n",
     "remote_key_expired", 1},
    {"a session that expired", "MCP server \"a\": HTTP 401: {\"message\":\"session has expired\"}\n",
     "oauth_session_expired", 1},
    {"the word for a database in the name of a server",
     "ERROR [project::context_server_store] postgres-a context server failed to start: error sending "
     "request for url (http://localhost:8931/mcp): [::1]:8931: Connection refused (os error 111)\n",
     "net_localhost_ipv6", 1},
    {"a session that a server has lost",
     "MCP server \"a\": Successfully connected to http server in 210ms\n"
     "MCP server \"a\": Calling MCP tool: list\n"
     "MCP server \"a\" Error: Streamable HTTP error: Error POSTing to endpoint: "
     "{\"error\":{\"code\":-32001,\"message\":\"Session not found\"}}\n",
     "remote_session_lost", 3},
    {"a program that a unit of systemd names wrongly",
     UNIT "Failed to determine user credentials: No such process\n" UNIT
          "Main process exited, code=exited, status=217/USER\n",
     "systemd_unit_wrong", 1},
    {"an answer to initialize without its parts",
     "10:00:00 [info] user-a: Starting new stdio process with command: x\n"
     "10:00:01 [error] user-a: Client error for command [\n  {\n    \"code\": \"invalid_type\",\n    "
     "\"path\": "
     "[\n      \"capabilities\"\n    ]\n  }\n]\n10:00:01 [info] user-a: Client closed for command\n",
     "initialize_answer_invalid", 6},
    {"an answer to another request in such a list",
     "10:00:00 [info] user-a: Starting new stdio process with command: x\n"
     "10:00:01 [error] user-a: Client error for command [\n  {\n    \"code\": \"invalid_type\",\n    "
     "\"path\": [\n      \"tools\",\n      0,\n      \"inputSchema\",\n      \"type\"\n    ]\n  }\n]\n"
     "10:00:01 [info] user-a: Client closed for command\n",
     "none", 2},
    {"a cause that asks for the client, which an earlier line names",
     "{\"caller\":\"mcpproxy/main.go:410\",\"message\":\"Log directory configured\"}\n"
     "{\"message\":\"Failed to start: database is locked by another process\"}\n",
     "proxy_database_locked", 2},
    {"a time limit whose transport only a later line tells",
     "MCP server \"a\": Connection timeout triggered after 30001ms (limit: 30000ms)\n"
     "MCP server \"a\" Server stderr: loading the index\n",
     "slow_first_start", 1},
    {"the setting of a time limit, in the log of a server that ended",
     "MCP server \"a\": Starting connection with timeout of 30000ms\nMCP server \"a\" Server stderr: Error: "
     "ENOENT: no "
     "such file or directory, open '/home/u/a-config.json'\n"
     "MCP server \"a\": Connection failed after 812ms: MCP error -32000: Connection closed\n",
     "config_file_missing", 2},
    {"the error of the first transport, not that of the fallback",
     CURSOR
     "Client error for command Error POSTing to endpoint (HTTP 429): {\"message\":\"quota reached\"}\n" CURSOR
     "Error connecting to streamableHttp server, falling back to SSE: Error POSTing to endpoint (HTTP "
     "429)\n" CURSOR "Client error for command SSE error: Non-200 status code (405)\n",
     "remote_rate_limited", 1},
    {"a key that the first transport refused",
     CURSOR "Client error for command Error POSTing to endpoint (HTTP 401): no\n" CURSOR
            "Client error for command SSE error: Non-200 status code (405)\n",
     "remote_key_refused", 1},
    {"both transports are wrong",
     CURSOR "Client error for command Error POSTing to endpoint (HTTP 404): no\n" CURSOR
            "Client error for command SSE error: Non-200 status code (405)\n",
     "remote_wrong_transport", 2},
    {"a line of dotenv, although the server becomes ready",
     DESKTOP "[a] [info] Initializing server...\n" DESKTOP
             "[a] [error] Unexpected token 'd', \"[dotenv@17.\"... is not valid JSON\n" DESKTOP
             "[a] [info] Message from server: {\"result\":{\"serverInfo\":{\"name\":\"a\"}}}\n",
     "stdout_dotenv_banner", 2},
    {"a database that another proxy holds",
     "Error: database is locked by another mcpproxy instance: failed to open bolt database: timeout\n",
     "proxy_database_locked", 1},
    {"a key that the service of the server rejects, with and without a trace",
     UNIT
     "Started a.service.\nFeb 03 07:12:00 host a[11]: Traceback (most recent call last):\n"
     "Feb 03 07:12:00 host a[11]: openai.AuthenticationError: Error code: 401 - Incorrect API key "
     "provided\n" UNIT "Main process exited, code=exited, status=1/FAILURE\n" UNIT
     "Scheduled restart job, restart counter is at 1.\n"
     "Feb 03 07:12:09 host a[12]: openai.AuthenticationError: Error code: 401 - Incorrect API key provided\n",
     "server_key_rejected", 3},
    {"a network proxy that wants a sign-in, not the index of packages",
     DESKTOP "[a] [info] Initializing server...\nerror: Failed to fetch: `https://pypi.example/simple/a/`\n"
             "  Caused by: tunnel error: proxy authorization required\n" CLOSED,
     "net_proxy_authentication", 3},
    {"a sign-in that starts is no start of the server",
     A "Authentication required for HTTP server\n" A "Starting OAuth flow\n"
       "[ERROR] MCP server \"a\" OAuth error: redirect_uri_mismatch: http://localhost:51990/callback\n",
     "oauth_redirect_not_registered", 3},
    {"npx of Windows in WSL, not the path that it made of another",
     CURSOR "starting server\n10:00:02 [info] user-a: CMD.EXE was started with the above path as the current "
            "directory.\n10:00:03 [info] user-a: ENOENT: no such file or directory, open "
            "'C:\\home\\bo\\a.json'\n" CURSOR "transport closed\n",
     "wsl_working_folder", 2},
    {"calls that take too long again and again", CALL("4") LATE("4") CALL("5") LATE("5") CALL("6") LATE("6"),
     "net_tool_time_limit", 2},
    {"a stream that opens, but takes no message", GET_SSE POST_403 GET_SSE POST_403 GET_SSE,
     "remote_not_permitted", 2},
    {"calls that take too long, between lists of tools",
     LATE("4") ANSWER("{\"tools\":[]}") ANSWER("{}") LATE("5"), "net_tool_time_limit", 1},
    {"calls that take too long since one was answered",
     ANSWER("{\"serverInfo\":{\"name\":\"a\"}}") LATE("4") ANSWER("{\"content\":[]}") LATE("5") LATE("6"),
     "net_tool_time_limit", 4},
    {"a message after the lines of an object",
     DESKTOP "[a] [info] Server started and connected successfully\n" DESKTOP
             "[a] [info] settings {\n  \"x\": 1\n}\n spawn uvx ENOENT\n",
     "uv_not_found", 5},
    {"a supervisor that gives up",
     UNIT "Main process exited, code=exited, status=1/FAILURE\n" UNIT
          "Scheduled restart job, restart counter is at 5.\n" UNIT "Start request repeated too quickly.\n",
     "server_ended_at_start", 1},
};

static mcpx_incident incidents[MCPX_INCIDENTS_MAX];

static size_t incidents_of(const char *text) {
  static mcpx_stream stream;
  read_log(&stream, text, strlen(text), strlen(text));
  return mcpx_log_incidents(&stream, incidents, MCPX_INCIDENTS_MAX);
}

static void cause_and_line_are_right(void **state) {
  const struct log *log = *state;
  assert_int_equal(incidents_of(log->text), 1);
  const char *cause = mcpx_cause_name(incidents[0].cause);
  assert_string_equal(cause ? cause : "none", log->cause);
  assert_int_equal(incidents[0].cause_line, log->line);
}

int main(void) { return RUN_ROWS(LOGS, cause_and_line_are_right); }
