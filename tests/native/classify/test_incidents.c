/* test_incidents.c: the incidents of a log: per server, with the line of the cause and the lines that follow.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cJSON.h"
#include "json_tree.h"
#include "mcpx.h"
#include "rows.h"

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
    {"a crash after the start",
     START_A READY_A A " Server stderr: panic: runtime error\n" A
                       " Connection failed: MCP error -32000: Connection closed\n",
     "a " NONZERO " 3+4, x1;first 0"},
    {"an error while it runs", START_A READY_A A " Server stderr: TypeError: no row\n", "first -"},
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
     START_A "error: GET https://registry.npmjs.org/acme-weather - 404\n" A
             " Connection failed: MCP error -32000: Connection closed\n",
     "a " CLOSED " 2+3, x1;first 0"},
    {"such output, and what the server printed under its name",
     START_A A " Server stderr: Port 8080 is in use\n ERR_PNPM_FETCH_404  GET "
               "https://registry.npmjs.org/acme: Not Found - 404\n" A " Connection failed: MCP error -32000: "
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
     "- " NONZERO " 1+2, x1;first 0"},
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
     "- MCPX_HTTP_CONN_REFUSED 1+2, x1 recovered;first -"},
    {"a server that waits in vain",
     "x-1  | waiting for db: connect: connection refused\nx-1  | waiting for db: connect: connection "
     "refused\n",
     "- MCPX_HTTP_CONN_REFUSED 1+2, x1;first 0"},
    {"a server that does not wait",
     "x-1  | connect: connection refused\ny-1  | INFO:     Application startup complete.\n",
     "- MCPX_HTTP_CONN_REFUSED 1+ x1;first 0"},
    {"asked to stop",
     START_A READY_A A ": Sending SIGINT to MCP server process\n" A
                       " Connection failed: MCP error -32000: Connection closed\n",
     "first -"},
};

enum { REPORT_MAX = 4096, LINES_MAX = 16 };

static mcpx_incident incidents[MCPX_INCIDENTS_MAX];

static void read_log(mcpx_stream *stream, const char *text, size_t length, size_t piece) {
  mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED};
  mcpx_log_line lines[LINES_MAX];
  size_t stored;
  mcpx_log_start(stream, &hints);
  for (size_t at = 0; at < length;) {
    size_t size = length - at < piece ? length - at : piece;
    at += mcpx_log_feed(stream, text + at, size, lines, LINES_MAX, &stored);
  }
  mcpx_log_finish(stream, lines, LINES_MAX, &stored);
}

static void append_incident(char *report, const mcpx_incident *incident) {
  size_t used = strlen(report);
  used += (size_t)snprintf(report + used, REPORT_MAX - used, "%s %s %d+",
                           incident->server_length ? incident->server : "-", mcpx_code_name(incident->code),
                           (int)incident->cause_line);
  for (size_t i = 0; i < incident->effect_lines_stored; i++)
    used += (size_t)snprintf(report + used, REPORT_MAX - used, "%d,", (int)incident->effect_lines[i]);
  snprintf(report + used, REPORT_MAX - used, " x%d%s;", (int)incident->count,
           incident->recovered ? " recovered" : "");
}

static void write_report(const mcpx_stream *stream, char *report) {
  size_t count = mcpx_log_incidents(stream, incidents, MCPX_INCIDENTS_MAX), lead = mcpx_log_lead(stream);
  report[0] = '\0';
  for (size_t i = 0; i < count; i++) append_incident(report, &incidents[i]);
  size_t used = strlen(report);
  if (lead < count)
    snprintf(report + used, REPORT_MAX - used, "first %zu", lead);
  else
    snprintf(report + used, REPORT_MAX - used, "first -");
}

static void incidents_are_found(void **state) {
  static const size_t PIECES[] = {1, 2, 7, 64, 4096};
  static mcpx_stream stream;
  const struct log *log = *state;
  char report[REPORT_MAX];
  for (size_t i = 0; i < sizeof PIECES / sizeof *PIECES; i++) {
    read_log(&stream, log->text, strlen(log->text), PIECES[i]);
    write_report(&stream, report);
    assert_string_equal(report, log->reported);
  }
}

/* The words that name the cause are at the offsets of the incident. */
static void cause_has_offsets(void **state) {
  static const char text[] = "x\n" ENOENT_A;
  static mcpx_stream stream;
  (void)state;
  read_log(&stream, text, sizeof text - 1, 5);
  assert_int_equal(mcpx_log_incidents(&stream, incidents, 1), 1);
  assert_true(incidents[0].cause_start < incidents[0].cause_end && incidents[0].cause_end < sizeof text);
  assert_memory_equal(text + incidents[0].cause_start, "spawn uvx ENOENT", 16);
}

static void proxy_profile_has_no_incidents(void **state) {
  static mcpx_stream stream;
  mcpx_log_line lines[LINES_MAX];
  size_t stored;
  (void)state;
  mcpx_log_start(&stream, NULL);
  mcpx_log_feed(&stream, ENOENT_A, sizeof ENOENT_A - 1, lines, LINES_MAX, &stored);
  mcpx_log_finish(&stream, lines, LINES_MAX, &stored);
  assert_int_equal(mcpx_log_incidents(&stream, NULL, 0), 0);
  assert_int_equal(mcpx_log_lead(&stream), MCPX_INCIDENTS_MAX);
}

/* ---- Limits ---- */

static void feed_text(mcpx_stream *stream, const char *text) {
  mcpx_log_line lines[LINES_MAX];
  size_t length = strlen(text), stored;
  for (size_t at = 0; at < length;)
    at += mcpx_log_feed(stream, text + at, length - at, lines, LINES_MAX, &stored);
}

static void start_stream(mcpx_stream *stream) {
  mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED};
  mcpx_log_start(stream, &hints);
}

static void finish_stream(mcpx_stream *stream) {
  mcpx_log_line line;
  size_t stored;
  mcpx_log_finish(stream, &line, 1, &stored);
}

static void many_servers(void **state) {
  static mcpx_stream stream;
  char line[128];
  (void)state;
  start_stream(&stream);
  for (int i = 0; i < 1000; i++) {
    snprintf(line, sizeof line, "MCP server \"s%d\": spawn uvx ENOENT\n", i);
    feed_text(&stream, line);
  }
  finish_stream(&stream);
  assert_int_equal(mcpx_log_incidents(&stream, incidents, MCPX_INCIDENTS_MAX), MCPX_INCIDENTS_MAX);
  assert_int_equal(mcpx_log_dropped(&stream), 1000 - MCPX_INCIDENTS_MAX);
  assert_string_equal(incidents[mcpx_log_lead(&stream)].server, "s999");
}

static void many_lives(void **state) {
  static mcpx_stream stream;
  (void)state;
  start_stream(&stream);
  for (int i = 0; i < 100000; i++) feed_text(&stream, START_A ENOENT_A);
  finish_stream(&stream);
  assert_int_equal(mcpx_log_incidents(&stream, incidents, MCPX_INCIDENTS_MAX), 1);
  assert_int_equal(incidents[0].count, 100000);
  assert_int_equal(incidents[0].cause_line, 2);
  assert_int_equal(incidents[0].last_line, 200000);
  assert_int_equal(incidents[0].effect_lines_stored, MCPX_EFFECT_LINES_MAX);
  assert_int_equal(incidents[0].effect_line_count, 99999);
}

/* A crash says of a database what a failed request says of a server. */
static void crash_has_cause_of_host_name(void **state) {
  static mcpx_stream stream;
  (void)state;
  start_stream(&stream);
  feed_text(&stream,
            "x-1 | Traceback (most recent call last):\n"
            "x-1 |   File \"/app/main.py\", line 22, in <module>\n"
            "x-1 | psycopg2.OperationalError: could not translate host name \"dbb\" to address: "
            "Name or service not known\nx-1 exited with code 1\n");
  finish_stream(&stream);
  assert_int_equal(mcpx_log_incidents(&stream, incidents, MCPX_INCIDENTS_MAX), 1);
  assert_string_equal(mcpx_code_name(incidents[0].code), CLOSED);
  assert_string_equal(mcpx_cause_name(incidents[0].cause), "net_name_wrong");
}

/* A report is asked for only if nothing was recognized. */
static void known_cause_needs_no_report(void **state) {
  static mcpx_stream stream;
  static char json[65536];
  (void)state;
  start_stream(&stream);
  feed_text(&stream,
            "docker: Error response from daemon: Bind for 0.0.0.0:80 failed: port is already allocated\n");
  finish_stream(&stream);
  assert_true(mcpx_log_incidents_json(&stream, json, sizeof json) < sizeof json);
  assert_non_null(strstr(json, "\"kind\":\"without_code\""));
  assert_null(strstr(json, "issues/new"));
}

/* A name is at most MCPX_SERVER_NAME_MAX bytes long and may have any bytes. */
static void hostile_names(void **state) {
  static mcpx_stream stream;
  char line[512], json[65536];
  (void)state;
  start_stream(&stream);
  snprintf(line, sizeof line, "MCP server \"%0200d\": spawn uvx ENOENT\n", 1);
  feed_text(&stream, line);
  feed_text(&stream, "MCP server \"\": spawn uvx ENOENT\n");
  feed_text(&stream, "MCP server \"\xFF\x01</script>\\\": spawn uvx ENOENT\n");
  feed_text(&stream, "MCP server \"__proto__\": spawn uvx ENOENT\n");
  finish_stream(&stream);
  size_t length = mcpx_log_incidents_json(&stream, json, sizeof json);
  assert_true(length < sizeof json && is_json_line(json, length));
  assert_true(mcpx_log_incidents(&stream, incidents, MCPX_INCIDENTS_MAX) <= 4);
}

/* ---- Vectors ---- */

static const cJSON *find_incident(const cJSON *found, const cJSON *wanted) {
  const cJSON *server = cJSON_GetObjectItemCaseSensitive(wanted, "server"), *incident;
  cJSON_ArrayForEach(incident, found) {
    const cJSON *name = cJSON_GetObjectItemCaseSensitive(incident, "server");
    if (cJSON_Compare(name, server, true)) return incident;
  }
  return NULL;
}

static bool code_fits(const cJSON *incident, const cJSON *wanted) {
  const cJSON *code = cJSON_GetObjectItemCaseSensitive(incident, "code"), *alt;
  if (cJSON_Compare(code, cJSON_GetObjectItemCaseSensitive(wanted, "code"), true)) return true;
  cJSON_ArrayForEach(
      alt, cJSON_GetObjectItemCaseSensitive(wanted, "alt")) if (cJSON_Compare(code, alt, true)) return true;
  return false;
}

static bool members_equal(const cJSON *a, const cJSON *b, const char *name) {
  return cJSON_Compare(cJSON_GetObjectItemCaseSensitive(a, name), cJSON_GetObjectItemCaseSensitive(b, name),
                       true);
}

static bool incident_fits(const cJSON *incident, const cJSON *wanted) {
  return incident && code_fits(incident, wanted) && members_equal(incident, wanted, "cause_line") &&
         members_equal(incident, wanted, "recovered") && members_equal(incident, wanted, "effect_lines");
}

/* The vectors list the incidents in an order of their own. */
static bool lead_fits(const cJSON *vector, const cJSON *result) {
  const cJSON *wanted = cJSON_GetObjectItemCaseSensitive(vector, "first");
  const cJSON *found = cJSON_GetObjectItemCaseSensitive(result, "first");
  if (cJSON_IsNull(wanted) || cJSON_IsNull(found)) return cJSON_IsNull(wanted) && cJSON_IsNull(found);
  return members_equal(
      cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(vector, "incidents"), wanted->valueint),
      cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(result, "incidents"), found->valueint), "server");
}

/* Whether a log has other incidents than its vector; prints what is wrong. */
static bool is_vector_wrong(const cJSON *vector) {
  static mcpx_stream stream;
  static char json[262144];
  const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(vector, "text"));
  const cJSON *wanted, *list = cJSON_GetObjectItemCaseSensitive(vector, "incidents");
  read_log(&stream, text, strlen(text), 1000);
  assert_true(mcpx_log_incidents_json(&stream, json, sizeof json) < sizeof json);
  cJSON *result = cJSON_Parse(json);
  const cJSON *found = cJSON_GetObjectItemCaseSensitive(result, "incidents");
  bool wrong = cJSON_GetArraySize(found) != cJSON_GetArraySize(list) || !lead_fits(vector, result);
  cJSON_ArrayForEach(wanted, list) wrong |= !incident_fits(find_incident(found, wanted), wanted);
  if (wrong) print_error("%s: got %s\n", tree_string(vector, "id"), json);
  cJSON_Delete(result);
  return wrong;
}

/* A log that stands twice in a row begins with the same server. */
static bool is_lead_changed_by_repetition(const cJSON *vector) {
  static mcpx_stream stream;
  static char twice[131072], leads[2][MCPX_SERVER_NAME_MAX + 1];
  const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(vector, "text"));
  size_t length = strlen(text);
  memcpy(twice, text, length);
  memcpy(twice + length, text, length + 1);
  for (size_t i = 0; i < 2; i++) {
    read_log(&stream, twice, length * (i + 1), 1000);
    size_t count = mcpx_log_incidents(&stream, incidents, MCPX_INCIDENTS_MAX), lead = mcpx_log_lead(&stream);
    strcpy(leads[i], lead < count ? incidents[lead].server : "");
  }
  bool changed = strcmp(leads[0], leads[1]) != 0;
  if (changed) print_error("%s: %s, twice %s\n", tree_string(vector, "id"), leads[0], leads[1]);
  return changed;
}

/* The number of vectors that a check finds wrong; `*seen` becomes that of all. */
static size_t count_vectors(bool is_wrong(const cJSON *vector), size_t *seen) {
  static char line[65536];
  FILE *file = fopen(MCPX_VECTORS "/logs.jsonl", "r");
  size_t wrong = 0;
  assert_non_null(file);
  for (*seen = 0; fgets(line, sizeof line, file); ++*seen) {
    cJSON *vector = cJSON_Parse(line);
    assert_non_null(vector);
    wrong += is_wrong(vector);
    cJSON_Delete(vector);
  }
  fclose(file);
  return wrong;
}

static void vectors_match(void **state) {
  size_t seen, wrong = count_vectors(is_vector_wrong, &seen);
  (void)state;
  CHECK(seen >= 18 && wrong <= 1, "%zu of %zu logs are wrong", wrong, seen);
}

static void lead_outlasts_repetition(void **state) {
  size_t seen, wrong = count_vectors(is_lead_changed_by_repetition, &seen);
  (void)state;
  CHECK(seen >= 18 && wrong == 0, "%zu of %zu logs begin with another server", wrong, seen);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(cause_has_offsets),
      cmocka_unit_test(proxy_profile_has_no_incidents),
      cmocka_unit_test(many_servers),
      cmocka_unit_test(many_lives),
      cmocka_unit_test(crash_has_cause_of_host_name),
      cmocka_unit_test(known_cause_needs_no_report),
      cmocka_unit_test(hostile_names),
      cmocka_unit_test(vectors_match),
      cmocka_unit_test(lead_outlasts_repetition),
  };
  return RUN_ROWS(LOGS, incidents_are_found) + cmocka_run_group_tests_name("incidents", cases, NULL, NULL);
}
