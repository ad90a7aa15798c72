/* incident_logs.h: short logs and the incidents that each must have, for test_incidents.c. */
#ifndef TEST_INCIDENT_LOGS_H
#define TEST_INCIDENT_LOGS_H

/* `reported`: "server CODE cause+effects,… xCOUNT [recovered];" for each incident, then "first N". */
struct log {
  const char *name;
  const char *text;
  const char *reported;
};

#define A "MCP server \"a\""
#define B "MCP server \"b\""
#define START_A A ": Initializing stdio transport\n"
#define START_B B ": Initializing stdio transport\n"
#define READY_A A ": Successfully connected to stdio server in 3ms\n"
#define ENOENT_A A ": spawn uvx ENOENT\n"
#define FAILED_A A " Connection failed: spawn uvx ENOENT\n"
#define TIMEOUT_A A " Connection failed: context deadline exceeded\n"
#define ENOENT "MCPX_STDIO_SPAWN_ENOENT"
#define CLOSED "MCPX_STDIO_EXIT_BEFORE_INITIALIZE"
#define UNKNOWN "MCPX_UNKNOWN_UNCLASSIFIED"
#define NONZERO "MCPX_STDIO_EXIT_NONZERO"

static const struct log LOGS[] = {
    {"empty", "", "first -"},
    {"nothing failed", START_A READY_A "ok\n", "first -"},
    {"one failure", START_A ENOENT_A FAILED_A, "a " ENOENT " 2+3, x1;first 0"},
    {"the last line has no break", START_A A ": spawn uvx ENOENT", "a " ENOENT " 2+ x1;first 0"},
    {"CRLF", A ": spawn uvx ENOENT\r\n" A " Connection failed: x\r\n", "a " ENOENT " 1+2, x1;first 0"},
    {"no name", "spawn uvx ENOENT\n", "- " ENOENT " 1+ x1;first 0"},
    {"ready later", START_A ENOENT_A FAILED_A START_A READY_A, "a " ENOENT " 2+3, x1 recovered;first -"},
    {"a loop", START_A ENOENT_A FAILED_A START_A ENOENT_A FAILED_A START_A ENOENT_A,
     "a " ENOENT " 2+3,5,6,8, x3;first 0"},
    {"two servers", START_A START_B ENOENT_A B ": spawn npx ENOENT\n",
     "a " ENOENT " 3+ x1;b " ENOENT " 4+ x1;first 1"},
    {"the cause comes before the effect",
     START_A "Error: Cannot find module 'x'\n" A " Connection failed: MCP error -32000: Connection closed\n",
     "a " CLOSED " 2+3, x1;first 0"},
    {"a stack trace",
     START_A A " Server stderr: Traceback (most recent call last):\n  File \"x.py\", line 1, in "
               "<module>\nKeyError: 'X'\n" A " Connection failed: MCP error -32000: Connection closed\n",
     "a " CLOSED " 4+5, x1;first 0"},
    {"a stack trace of Node.js, behind a frame",
     START_A A " Server stderr:       throw er; // Unhandled 'error' event\n" A
               " Server stderr: Error: listen EADDRINUSE: address already in use :::3000\n" A
               " Connection failed: MCP error -32000: Connection closed\n",
     "a " CLOSED " 3+4, x1;first 0"},
    {"a crash after the start",
     START_A READY_A A " Server stderr: panic: runtime error\n" A
                       " Connection failed: MCP error -32000: Connection closed\n",
     "a " NONZERO " 3+4, x1;first 0"},
    {"an error while it runs", START_A READY_A A " Server stderr: TypeError: no row\n", "first -"},
    {"output between two lines about a server that has closed is its own",
     "Z [c] [info] Message from client\nZ [a] [info] Server transport closed\n"
     "npm ERR! code E401\nnpm ERR! Unable to authenticate, need: Basic\n"
     "Z [a] [info] Server transport closed unexpectedly\nZ [a] [error] Server disconnected.\n"
     "Z [b] [info] Server transport closed\nZ [b] [error] Server disconnected.\n",
     "a " CLOSED " 3+2,5,6, x1;b " CLOSED " 7+8, x1;first 0"},
    {"output before a line about another server that closes is of that one",
     "Z [c] [info] Message from client\nZ [a] [info] Server transport closed\n"
     "Z [a] [error] Server disconnected.\n"
     "npm ERR! code E401\nnpm ERR! Unable to authenticate, need: Basic\n"
     "Z [b] [info] Server transport closed\nZ [b] [error] Server disconnected.\n",
     "a " CLOSED " 2+3, x1;b " CLOSED " 4+6,7, x1;first 1"},
    {"output after a server has closed is that of the next",
     "Z [a] [info] Initializing\nZ [b] [info] Initializing\nZ [a] [info] Message\n"
     "npm ERR! code E401\nnpm ERR! Unable to authenticate, need: Basic\n"
     "Z [a] [info] Server transport closed\nZ [a] [error] Server disconnected.\n"
     "Traceback (most recent call last):\n  File \"x.py\", line 1, in <module>\ngit.exc.NoSuchPathError: /x\n"
     "Z [b] [info] Server transport closed\nZ [b] [error] Server disconnected.\n",
     "a " CLOSED " 4+6,7, x1;b " CLOSED " 10+11,12, x1;first 1"},
    {"output after a server has closed, if no other server fails",
     "Z [a] [info] Initializing\nZ [b] [info] Initializing\nZ [a] [info] Server transport closed\n"
     "Error: Cannot find module 'x'\nZ [b] [info] Message from server: {\"result\":{\"serverInfo\":{}}}\n",
     "a " CLOSED " 4+3, x1;first 0"},
    {"a cause leads, not a later exit without one",
     "Z [a] [info] Initializing\nZ [b] [info] Initializing\nZ [a] [info] Message\nnpm ERR! code E401\n"
     "Z [a] [info] Server transport closed\nZ [b] [info] Server transport closed\n",
     "a " CLOSED " 4+5, x1;b " CLOSED " 6+ x1;first 0"},
    {"a warning comes after errors, also after an unexplained exit",
     START_A START_B A ": Server transport closed\n" B ": HTTP 502 Bad Gateway\n",
     "a " CLOSED " 3+ x1;b MCPX_HTTP_5XX 4+ x1;first 0"},
    {"of failures alike in that, the last one", ENOENT_A B ": spawn npx ENOENT\n" ENOENT_A,
     "a " ENOENT " 1+3, x1;b " ENOENT " 2+ x1;first 0"},
    {"output that is a failure only because its server ended",
     START_A "error: GET https://registry.npm"
             "js.org/acme-weather - 404\n" A " Connection failed: MCP error -32000: Connection closed\n",
     "a " CLOSED " 2+3, x1;first 0"},
    {"such output, and what the server printed under its name",
     START_A A " Server stderr: Port 8080 is in use\n ERR_PNPM_FETCH_404  GET "
               "https://registry.npm"
               "js.org/acme: Not Found - 404\n" A " Connection failed: MCP error -32000: "
               "Connection closed\n",
     "a " CLOSED " 3+4, x1;first 0"},
    {"a timeout gives way to a later failure that says more",
     TIMEOUT_A A ": dial tcp 10.0.4.7:8443: connect: connection refused\n" TIMEOUT_A,
     "a MCPX_HTTP_CONN_REFUSED 2+1,3, x1;first 0"},
    {"a timeout stays after another one", TIMEOUT_A A ": connect ETIMEDOUT 10.0.4.7:8443\n",
     "a MCPX_HTTP_TIMEOUT 1+2, x1;first 0"},
    {"a failure that says more stays after a later one", ENOENT_A A ": connect ECONNREFUSED 127.0.0.1:1\n",
     "a " ENOENT " 1+2, x1;first 0"},
    {"the failure before the closing words of the first server that is named",
     "docker: Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?\n\n"
     "Run 'docker run --help' for more information\nZ [a] [info] Server transport closed\n",
     "a MCPX_DOCKER_DAEMON_DOWN 1+4, x1;first 0"},
    {"the level before the server, as in mcp.log",
     "Z [info] [a] Initializing server...\nZ [info] [b] Initializing server...\nZ [error] [a] spawn npx "
     "ENOENT\n"
     "Z [info] [a] Server transport closed\nZ [info] [b] Message from server: "
     "{\"result\":{\"serverInfo\":{}}}\n",
     "a " ENOENT " 3+4, x1;first 0"},
    {"a server whose name begins like a level",
     "Z [errors] [info] Initializing server...\nZ [errors] [error] spawn npx ENOENT\n",
     "errors " ENOENT " 2+ x1;first 0"},
    {"an upstream that is connected",
     "level=info msg=\"upstream connected\" server=a\nlevel=info msg=\"upstream connection established\" "
     "server=b\n",
     "first -"},
    {"a cause without a code, in a log that names no server",
     "Container x-1 Created\nError response from daemon: Bind for 0.0.0.0:8811 failed: port is already "
     "allocated\n",
     "- " UNKNOWN " 2+ x1;first 0"},
    {"the same, and the program ends",
     "ERROR: [Errno 98] error while attempting to bind on address ('0.0.0.0', 8000): address already in use\n"
     "x-1 exited with code 1\n",
     "x " NONZERO " 1+2, x1;first 0"},
    {"such words of a server that works already",
     START_A READY_A A " Server stderr: [Errno 98] address already in use\n", "first -"},
    {"such words of a server that takes another port",
     "listen tcp :8080: bind: address already in use; trying :8081\n", "first -"},
    {"the same in two lines",
     "OSError: [Errno 98] Address already in use\nServer listening on 127.0.0.1:8081\n", "first -"},
    {"another container that listens",
     "listen tcp4 0.0.0.0:8811: bind: address already in use\nERROR: Encountered errors\nb_1 | listening on "
     ":8003\n",
     "- " UNKNOWN " 1+ x1;first 0"},
    {"lines of Compose itself, after those of a container",
     "redis-1  | Ready to accept connections\nError response from daemon: failed to set up container "
     "networking: "
     "driver failed programming external connectivity on endpoint web-1 (5b2c9a): Bind for 0.0.0.0:8811 "
     "failed\n"
     "redis-1 exited with code 0\n",
     "web " UNKNOWN " 2+ x1;first 0"},
    {"a container that failed, and another one that works",
     "web_1  | Error: Cannot find module 'x'\nredis_1  | POST /mcp\nweb_1 exited with code 1\nUnable to "
     "connect to "
     "x\n",
     "web " CLOSED " 1+3, x1;first 0"},
    {"a variable of Compose that is empty, and a server that works",
     "level=warning msg=\"The \\\"API_KEY\\\" variable is not set. Defaulting to a blank string.\"\n"
     "web-1  | listening on :8003\n",
     "first -"},
    {"an orderly end after such words",
     "Nov 05 07:00:00 nas systemd[1]: Started a.service - A.\n"
     "Nov 05 07:00:01 nas uvicorn[5]: ERROR: [Errno 98] error while attempting to bind on address "
     "('127.0.0.1', 8000): address already in use\n"
     "Nov 05 07:00:01 nas uvicorn[5]: INFO: Application shutdown complete.\n"
     "Nov 05 07:00:02 nas systemd[1]: a.service: Main process exited, code=exited, status=1/FAILURE\n",
     "a " NONZERO " 2+4, x1;first 0"},
    {"an orderly end",
     "Nov 05 07:00:00 nas systemd[1]: Started a.service - A.\n"
     "Nov 05 07:00:01 nas uvicorn[5]: INFO: Application shutdown complete.\n"
     "Nov 05 07:00:02 nas systemd[1]: a.service: Main process exited, code=exited, status=1/FAILURE\n",
     "first -"},
    {"a server that waits for its database",
     "x-1  | waiting for db: connect: connection refused\nx-1  | waiting for db: connect: connection "
     "refused\n"
     "x-1  | INFO:     Application startup complete.\n",
     "x MCPX_HTTP_CONN_REFUSED 1+2, x1 recovered;first -"},
    {"a server that waits in vain",
     "x-1  | waiting for db: connect: connection refused\nx-1  | waiting for db: connect: connection "
     "refused\n",
     "x MCPX_HTTP_CONN_REFUSED 1+2, x1;first 0"},
    {"a server that does not wait",
     "x-1  | connect: connection refused\ny-1  | INFO:     Application startup complete.\n",
     "x MCPX_HTTP_CONN_REFUSED 1+ x1;first 0"},
    {"another failure, two minutes later: another attempt",
     "2026-01-02 23:59:00 spawn uvx ENOENT\n2026-01-03 00:01:00 spawn ./x EACCES\n",
     "- " ENOENT " 1+ x1;- MCPX_STDIO_SPAWN_EACCES 2+ x1;first 1"},
    {"another failure, a second earlier: of the same attempt",
     "2026-01-02 23:59:00 spawn uvx ENOENT\n2026-01-03 00:00:59 spawn ./x EACCES\n",
     "- " ENOENT " 1+2, x1;first 0"},
    {"the same failure later", "[12:00:00] spawn uvx ENOENT\n[12:30:00] spawn uvx ENOENT\n",
     "- " ENOENT " 1+2, x1;first 0"},
    {"another failure, without a time", "12:00:00 spawn uvx ENOENT\nspawn ./x EACCES\n",
     "- " ENOENT " 1+2, x1;first 0"},
    {"a supervisor that gives up follows from the failure before",
     "Feb 03 07:12:00 host systemd[1]: Started a.service - A.\n"
     "Feb 03 07:12:01 host a[7]: ERROR: [Errno 98] error while attempting to bind on address ('0.0.0.0', "
     "80)\n"
     "Feb 03 07:12:02 host systemd[1]: a.service: Main process exited, code=exited, status=1/FAILURE\n"
     "Feb 03 07:12:07 host systemd[1]: a.service: Scheduled restart job, restart counter is at 5.\n"
     "Feb 03 07:12:07 host systemd[1]: a.service: Start request repeated too quickly.\n",
     "a " NONZERO " 2+3,5, x2;first 0"},
    {"a supervisor that gives up, of another server",
     "Feb 03 07:12:02 host systemd[1]: a.service: Main process exited, code=exited, status=1/FAILURE\n"
     "Feb 03 07:12:07 host systemd[1]: b.service: Start request repeated too quickly.\n",
     "a " NONZERO " 1+ x1;b " UNKNOWN " 2+ x1;first 1"},
    {"the ends of names, of older versions of Cursor",
     "10:00:00 [info] ools: Handling CreateClient action\n10:00:01 [error] ools: npm error 404 x\n"
     "10:00:01 [info] ools: Client closed for command\n10:00:02 [info] xt7: Handling ListOfferings action\n"
     "10:00:02 [info] listOfferings: Found 2 tools\n",
     "ools " CLOSED " 2+3, x1;first 0"},
    {"a client that was asked to start its server again",
     "10:00:00 [info] ools: Starting new stdio process with command: x\n10:00:01 [info] ools: Found 3 tools\n"
     "10:09:00 [info] ools: Handling ReloadClient action\n10:09:00 [info] ools: Client closed for command\n"
     "10:09:01 [info] ools: Starting new stdio process with command: x\n10:09:02 [info] ools: Found 3 "
     "tools\n",
     "first -"},
    {"a tool that cannot be called because its server failed",
     "{\"server\": \"a\", \"error\": \"invalid_grant: Token has been expired or revoked\"}\n"
     "Health check passed | {\"server\": \"b\"}\n"
     "Tool call rejected, server not connected | {\"tool\": \"a:search\"}\n",
     "a MCPX_OAUTH_REFRESH_403 1+3, x1;first 0"},
    {"the request to sign in again, minutes after a refresh failed",
     "10:00:00 {\"server\": \"a\", \"error\": \"failed to refresh token: invalid_grant\"}\n"
     "10:07:00 {\"server\": \"a\", \"message\": \"Giving up, re-authentication required\"}\n",
     "a MCPX_OAUTH_REFRESH_403 1+2, x1;first 0"},
    {"a database that answers after retries",
     "x-1 | database not ready (connect ECONNREFUSED 172.19.0.2:5432), retry 1/10 in 1s\n"
     "x-1 | database connected after 3 attempts\n",
     "x MCPX_HTTP_CONN_REFUSED 1+ x1 recovered;first -"},
    {"requests that a server answers, one of them without a key",
     "127.0.0.1 - - [05/Nov/2025:07:00:00 +0000] \"POST /mcp HTTP/1.1\" 401 312\n"
     "127.0.0.1 - - [05/Nov/2025:07:00:01 +0000] \"POST /mcp HTTP/1.1\" 404 312\n"
     "127.0.0.1 - - [05/Nov/2025:07:00:05 +0000] \"POST /mcp HTTP/1.1\" 200 312\n",
     "first -"},
    {"requests that a server refuses",
     "127.0.0.1 - - [05/Nov/2025:07:00:00 +0000] \"POST /mcp HTTP/1.1\" 401 312\n"
     "127.0.0.1 - - [05/Nov/2025:07:00:01 +0000] \"POST /mcp HTTP/1.1\" 401 312\n",
     "- MCPX_HTTP_401 1+2, x1;first 0"},
    {"a setting that a server calls deprecated",
     "Feb 03 07:12:01 srv systemd[1]: Started a.service - A.\nFeb 03 07:12:02 srv a[2187]: WARN config: key "
     "\"x\" is "
     "deprecated, use \"y\"\nFeb 03 07:12:02 srv a[2187]: INFO listening on 127.0.0.1:8090\n",
     "first -"},
    {"a setting that the proxy calls deprecated",
     "{\"level\":\"warn\",\"message\":\"config: key \\\"x\\\" is deprecated\"}\n",
     "- MCPX_CONFIG_DEPRECATED_FIELD 1+ x1;first 0"},
    {"a line about tools that the client could not read",
     "10:00:00 [info] Starting server a\n10:00:01 [warning] Failed to parse message: \"Registered 4 "
     "tools\\n\"\n",
     "a MCPX_STDIO_HANDSHAKE_INVALID 2+ x1;first 0"},
    {"another failure of a server, minutes later",
     "[10:00:01] [a] psycopg2 postgres connect ECONNREFUSED 127.0.0.1:5432\n"
     "[10:10:01] [a] connect ETIMEDOUT 10.0.0.1:443\n",
     "- MCPX_HTTP_CONN_REFUSED 1+ x1;- MCPX_HTTP_TIMEOUT 2+ x1;first 0"},
    {"another failure of a server, soon after",
     "[10:00:01] [a] psycopg2 postgres connect ECONNREFUSED 127.0.0.1:5432\n"
     "[10:01:01] [a] connect ETIMEDOUT 10.0.0.1:443\n",
     "- MCPX_HTTP_CONN_REFUSED 1+2, x1;first 0"},
    {"asked to stop",
     START_A READY_A A ": Sending SIGINT to MCP server process\n" A
                       " Connection failed: MCP error -32000: Connection closed\n",
     "first -"},
};

#endif
