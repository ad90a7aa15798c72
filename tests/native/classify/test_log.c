/* test_log.c: the lines of a log that have a code, with their byte ranges, for a log in pieces of any size.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "near.h"
#include "rows.h"

#include "mcpx.h"

/* `reported`: "line start-end CODE;" for each expected line. */
struct log {
  const char *name;
  const char *text;
  const char *reported;
  uint64_t lines;
};

#define HIT "command not found"  /* 17 bytes */
#define OTHER "transport closed" /* 16 bytes */
#define ENOENT_ "MCPX_STDIO_SPAWN_ENOENT;"
#define CLOSED "MCPX_STDIO_EXIT_BEFORE_INITIALIZE;"

static const struct log LOGS[] = {
    {"empty", "", "", 0},
    {"one line, no code", "hello\n", "", 1},
    {"one line", HIT "\n", "1 0-17 " ENOENT_, 1},
    {"last line without a break", "x\n" HIT, "2 2-19 " ENOENT_, 2},
    {"only a line without a break", HIT, "1 0-17 " ENOENT_, 1},
    {"CRLF", "x\r\n" HIT "\r\n" OTHER "\r\n", "2 3-20 " ENOENT_ "3 22-38 " CLOSED, 3},
    {"CR at the very end", HIT "\r", "1 0-17 " ENOENT_, 1},
    {"CR in the line", "a\rb " HIT "\n", "1 0-21 " ENOENT_, 1},
    {"two CR before LF", HIT "\r\r\n", "1 0-18 " ENOENT_, 1},
    {"CR is not a space at the end of a phrase", "tls:\r\n", "", 1},
    {"empty lines", "\n\n\n" HIT "\n\n", "4 3-20 " ENOENT_, 5},
    {"empty lines with CR", "\r\n\r\n" HIT "\r\n", "3 4-21 " ENOENT_, 3},
    {"only breaks", "\n\n\n", "", 3},
    {"a phrase across two lines", "command not\nfound\n", "", 2},
    {"a line does not affect the next", "oci runtime error\nexec format error\n",
     "1 0-17 MCPX_DOCKER_OCI_RUNTIME;2 18-35 MCPX_STDIO_SPAWN_EXEC_FORMAT;", 2},
    {"three in a row", HIT "\n" HIT "\n" OTHER "\n", "1 0-17 " ENOENT_ "2 18-35 " ENOENT_ "3 36-52 " CLOSED,
     3},
    {"offsets count bytes", "\xF0\x9F\x98\x80\n" HIT "\n", "2 5-22 " ENOENT_, 2},
    {"an escape without end ends with its line", "\x1B[31\n" HIT "\n", "2 5-22 " ENOENT_, 2},
    {"a title without end ends with its line", "\x1B]0;x\n" HIT "\n", "2 6-23 " ENOENT_, 2},
};

enum { REPORT_MAX = 1024, LINES_MAX = 16 };

/* A log that is being read, and the lines reported so far. */
struct session {
  mcpx_stream stream;
  char report[REPORT_MAX];
};

static void append_report(struct session *session, const mcpx_log_line *lines, size_t count) {
  for (size_t i = 0; i < count; i++) {
    size_t used = strlen(session->report);
    snprintf(session->report + used, sizeof session->report - used, "%llu %llu-%llu %s;",
             (unsigned long long)lines[i].line, (unsigned long long)lines[i].start,
             (unsigned long long)lines[i].end, mcpx_code_name(lines[i].code));
    assert_non_null(lines[i].rule);
  }
}

/* Feed one piece, calling again as often as the array of lines is full. */
static void feed_piece(struct session *session, const char *piece, size_t length, size_t capacity) {
  mcpx_log_line lines[LINES_MAX];
  size_t stored, taken;
  do {
    taken = mcpx_log_feed(&session->stream, piece, length, lines, capacity, &stored);
    assert_true(taken <= length && stored <= capacity);
    assert_true(taken == length || stored == capacity);
    append_report(session, lines, stored);
    piece += taken;
    length -= taken;
  } while (length);
}

static void read_log(struct session *session, const char *text, size_t piece, size_t capacity,
                     const mcpx_hints *hints) {
  size_t length = strlen(text), stored;
  mcpx_log_line last;
  session->report[0] = '\0';
  mcpx_log_start(&session->stream, hints);
  for (size_t at = 0; at < length; at += piece)
    feed_piece(session, text + at, length - at < piece ? length - at : piece, capacity);
  mcpx_log_finish(&session->stream, &last, 1, &stored);
  append_report(session, &last, stored);
}

static void check_log(const struct log *row, size_t piece, size_t capacity, mcpx_profile profile) {
  static struct session session;
  mcpx_hints hints = {.profile = profile, .transport = MCPX_TRANSPORT_STDIO};
  uint64_t counted = 0;
  read_log(&session, row->text, piece, capacity, &hints);
  assert_string_equal(session.report, row->reported);
  assert_int_equal(mcpx_log_lines(&session.stream), row->lines);
  for (mcpx_code code = 0; code < mcpx_code_count(); code++) counted += mcpx_log_count(&session.stream, code);
  assert_int_equal(counted, row->lines);
}

static void log_is_reported(void **state) {
  static const size_t PIECES[] = {1, 2, 3, 7, 64, 4096};
  static const size_t CAPACITIES[] = {1, 2, LINES_MAX};
  for (size_t i = 0; i < sizeof PIECES / sizeof *PIECES; i++) {
    for (size_t k = 0; k < sizeof CAPACITIES / sizeof *CAPACITIES; k++) {
      check_log(*state, PIECES[i], CAPACITIES[k], MCPX_PROFILE_PROXY);
      check_log(*state, PIECES[i], CAPACITIES[k], MCPX_PROFILE_EXTENDED);
    }
  }
  near_compare_responses(((const struct log *)*state)->text, 7, "{\"op\":\"log\",\"text\":%s}");
}

static void counts_are_per_code(void **state) {
  static struct session session;
  mcpx_hints hints = {.transport = MCPX_TRANSPORT_STDIO};
  (void)state;
  read_log(&session, HIT "\nx\n" HIT "\n\n" OTHER, 5, 1, &hints);
  assert_int_equal(mcpx_log_count(&session.stream, mcpx_code_find("MCPX_STDIO_SPAWN_ENOENT", 23)), 2);
  assert_int_equal(mcpx_log_count(&session.stream, mcpx_code_find("MCPX_STDIO_EXIT_BEFORE_INITIALIZE", 33)),
                   1);
  assert_int_equal(mcpx_log_count(&session.stream, mcpx_code_find("MCPX_UNKNOWN_UNCLASSIFIED", 25)), 2);
  assert_int_equal(mcpx_log_count(&session.stream, MCPX_CODE_NONE), 0);
  assert_int_equal(mcpx_log_count(&session.stream, MCPX_CODE_FOREIGN), 0);
  assert_int_equal(mcpx_log_count(&session.stream, mcpx_code_count()), 0);
}

/* Facts describe one error; a log contains many. */
static void facts_are_ignored(void **state) {
  static struct session session;
  mcpx_hints hints = {.coded = "MCPX_HTTP_401", .coded_length = 13, .exit = true, .dns = true};
  (void)state;
  hints.deadline = true;
  hints.exec_errno = MCPX_EXEC_ENOENT;
  hints.op_errno = MCPX_OP_ECONNREFUSED;
  read_log(&session, "one\nx509: two\n", 3, 4, &hints);
  assert_string_equal(session.report, "2 4-13 MCPX_HTTP_TLS_FAILED;");
}

static void hints_come_from_the_line_alone(void **state) {
  static struct session session;
  mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED};
  (void)state;
  read_log(&session, "docker_isolation=true\nexec format error\ndocker_isolation=true exec format error\n", 9,
           4, &hints);
  assert_string_equal(session.report,
                      "2 22-39 MCPX_STDIO_SPAWN_EXEC_FORMAT;3 40-79 MCPX_DOCKER_OCI_RUNTIME;");
}

static void without_room_nothing_is_read(void **state) {
  static mcpx_stream stream;
  size_t stored = 9;
  (void)state;
  mcpx_log_start(&stream, NULL);
  assert_int_equal(mcpx_log_feed(&stream, HIT "\n", 18, NULL, 0, &stored), 0);
  assert_int_equal(stored, 0);
  mcpx_log_finish(&stream, NULL, 0, &stored);
  assert_int_equal(stored, 0);
}

/* A stream can be used again, for another log or for a text. */
static void stream_can_be_used_again(void **state) {
  static struct session session;
  mcpx_hints hints = {.transport = MCPX_TRANSPORT_STDIO};
  mcpx_answer answer;
  (void)state;
  read_log(&session, "command not", 4, 1, &hints);
  read_log(&session, " found\n", 4, 1, &hints);
  assert_string_equal(session.report, "");
  assert_int_equal(mcpx_log_lines(&session.stream), 1);
  mcpx_classify_start(&session.stream, &hints);
  mcpx_classify_feed(&session.stream, HIT, 17);
  mcpx_classify_finish(&session.stream, &answer);
  assert_int_equal(answer.evidence[0].start, 0);
}

enum { LONG_LINE = 3 * 1024 * 1024 };

/* A line that is much longer than the block of normalized text. */
static void very_long_line(void **state) {
  static struct session session;
  mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED, .transport = MCPX_TRANSPORT_STDIO};
  char *text = malloc(LONG_LINE + 1), wanted[128];
  (void)state;
  assert_non_null(text);
  memset(text, 'x', LONG_LINE);
  text[LONG_LINE] = '\0';
  memcpy(text, "ok\n", 3);
  memcpy(text + LONG_LINE - 20, " " HIT "\n", 19);
  read_log(&session, text, 65536, 1, &hints);
  snprintf(wanted, sizeof wanted, "2 3-%d " ENOENT_, LONG_LINE - 2);
  assert_string_equal(session.report, wanted);
  assert_int_equal(mcpx_log_lines(&session.stream), 3);
  free(text);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(counts_are_per_code),
      cmocka_unit_test(facts_are_ignored),
      cmocka_unit_test(hints_come_from_the_line_alone),
      cmocka_unit_test(without_room_nothing_is_read),
      cmocka_unit_test(stream_can_be_used_again),
      cmocka_unit_test(very_long_line),
  };
  return RUN_ROWS(LOGS, log_is_reported) + cmocka_run_group_tests_name("log", cases, NULL, NULL);
}
