/* test_incidents.c: the incidents of a log: per server, with the line of the cause and the lines that follow.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cJSON.h"
#include "incident_logs.h"
#include "json_tree.h"
#include "mcpx.h"
#include "near.h"
#include "read_log.h"
#include "rows.h"

enum { REPORT_MAX = 4096, LINES_MAX = 16 };

static mcpx_incident incidents[MCPX_INCIDENTS_MAX];

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
  near_compare_logs(log->text);
  near_compare_responses(log->text, 61, "{\"op\":\"log\",\"text\":%s}");
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

/* A server takes the place of one that failed; the lines of that one say nothing of it. */
static void new_server_takes_place(void **state) {
  static mcpx_stream stream;
  char line[128];
  (void)state;
  start_stream(&stream);
  for (int i = 0; i < 32; i++) {
    snprintf(line, sizeof line,
             "2026-06-02T10:00:00.000Z [s%d] [error] psycopg2 postgres connect ECONNREFUSED 127.0.0.1:5432\n",
             i);
    feed_text(&stream, line);
  }
  feed_text(&stream, "2026-06-02T10:00:00.000Z [last] [error] spawn uvx ENOENT\n");
  finish_stream(&stream);
  assert_int_equal(mcpx_log_incidents(&stream, incidents, MCPX_INCIDENTS_MAX), 33);
  assert_string_equal(incidents[0].server, "s0");
  assert_string_equal(mcpx_cause_name(incidents[0].cause), "net_database_refused");
  assert_string_equal(incidents[32].server, "last");
  assert_string_equal(mcpx_code_name(incidents[32].code), ENOENT);
  assert_string_equal(mcpx_cause_name(incidents[32].cause), "uv_not_found");
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
      cmocka_unit_test(new_server_takes_place),
      cmocka_unit_test(many_lives),
      cmocka_unit_test(crash_has_cause_of_host_name),
      cmocka_unit_test(known_cause_needs_no_report),
      cmocka_unit_test(hostile_names),
      cmocka_unit_test(vectors_match),
      cmocka_unit_test(lead_outlasts_repetition),
  };
  return RUN_ROWS(LOGS, incidents_are_found) + cmocka_run_group_tests_name("incidents", cases, NULL, NULL);
}
