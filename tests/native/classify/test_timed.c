/* test_timed.c: whether a text is a log by the times that its lines begin with. */
#include <string.h>

#include "read_log.h"
#include "rows.h"

struct row {
  const char *text;
  bool timed;
};

/* Five lines that begin so. */
#define FIVE(begin) begin " a\n" begin " b\n" begin " c\n" begin " d\n" begin " e\n"

static const struct row BEGINNINGS[] = {
    {FIVE("12:01:02"), true},
    {FIVE("7:30:01 AM [vite]"), true},
    {FIVE("[12:01:02]"), true},
    {FIVE("[03/12/26 07:30:01] INFO "), true},
    {FIVE("  2026-03-12T07:30:01.123456Z  INFO"), true},
    {FIVE("2026-03-12 07:30:01,123 - mcp.server - INFO -"), true},
    {FIVE("2026-03-12 07:30:01:123"), true},
    {FIVE("2026/03/12 07:30:01"), true},
    {FIVE("12.03.2026, 07:30:01"), true},
    {FIVE("[12/Mar/2026:07:30:01 +0000]"), true},
    {FIVE("Mar 12 07:30:01 host mcp[12]:"), true},
    {FIVE("Mar  2 07:30:01 host mcp[12]:"), true},
    {FIVE("Thu Mar 12 07:30:01 2026"), true},
    {FIVE("[Thu Mar 12 07:30:01.123456 2026] [error]"), true},
    {FIVE("Thu, 12 Mar 2026 07:30:01 GMT"), true},
    {FIVE("I0312 07:30:01.247000  4242 main.go:10]"), true},
    {FIVE("INFO 2026-03-12 07:30:01"), true},
    {FIVE("info: 07:30:01"), true},
    {FIVE("[INFO] [server] 2026-03-12T07:30:01"), true},
    {FIVE("weather-1  | 2026-03-12T07:30:01Z"), true},
    {FIVE("redis | 07:30:01"), true},
    {FIVE("web-1 | {\"level\":\"info\",\"ts\":\"2026-03-12T07:30:01Z\",\"msg\":\"\"}"), true},
    {FIVE("{\"ts\":\"2026-03-12T07:30:01Z\",\"msg\":\"\"}"), true},
    {FIVE("{\"@timestamp\": \"2026-03-12T07:30:01Z\"}"), true},
    {FIVE("time=\"2026-03-12T07:30:01Z\" level=info"), true},
    {FIVE("level=info ts=2026-03-12T07:30:01Z"), true},
    {FIVE("\x1B[32m2026-03-12 07:30:01\x1B[0m"), true},
    {"\xEF\xBB\xBF" FIVE("2026-03-12 07:30:01"), true},
    {FIVE("\xE2\x9C\x94 07:30:01"), true},
    {FIVE("took 00:03:10"), false},
    {FIVE("It took 00:03:10"), false},
    {FIVE("at 07:30:01 it stopped"), false},
    {FIVE("\xE5\x9C\xA8 07:30:01 \xE5\x81\x9C\xE4\xBA\x86"), false},
    {FIVE("alice,2026-03-12 07:30:01,login"), false},
    {FIVE("\"alice\",\"07:30:01\",\"login\""), false},
    {FIVE("4,07:30:01,login"), false},
    {FIVE("4 files, 07:30:01"), false},
    {FIVE("[notes] took 00:03:10"), false},
    {FIVE("{\"name\":\"it took 00:03:10\"}"), false},
    {FIVE("{\"id\":1}"), false},
    {FIVE("2026-03-12: released"), false},
    {FIVE("2026-03-12 07:30"), false},
    {FIVE("12:30 lunch"), false},
    {FIVE("00:16:30:10:20:30 eth0"), false},
    {FIVE("00:16:30:3e:20:30 eth0"), false},
    {FIVE("12:01:023"), false},
    {FIVE("112:01:02"), false},
    {FIVE("127.0.0.1:8080:80"), false},
    {FIVE("npm error code E404"), false},
    {FIVE("INFO:     Started server process [4242]"), false},
    {FIVE("error TS2304: Cannot find name"), false},
    {FIVE("File \"/srv/notes.py\", line 12, in main"), false},
};

#define T "2026-03-12T07:30:01Z "

static const struct row LOGS[] = {
    {"", false},
    {"\n\n\n", false},
    {T "a\n" T "b\n" T "c\n" T "d\n", false},
    {T "a\n" T "b\n" T "c\n" T "d\n" T "e", true},
    {T "a\r\n" T "b\r\n" T "c\r\n" T "d\r\n" T "e\r\n", true},
    {"\n \n" T "a\n\n" T "b\n\n\t\n" T "c\n\n" T "d\r\n\r\n" T "e\n\n  \n", true},
    {"It works again, thanks:\n" FIVE(T), false},
    {FIVE(T) "It works again, thanks.\n", false},
    {FIVE(T) "\nIt works again, thanks.", false},
    {T "x\n" FIVE(T) "  at main (notes.js:3)\n  at start (notes.js:9)\n" T "y\n", true},
    {T "x\n" FIVE(T) "  at a\n  at b\n  at c\n" T "y\n", false},
    {T "x\n" T "y\n    at a\n" T "z\n" T "u\n  at b\n" T "w\n" T "v\n", true},
    {T "x\n" T "y\n    at a\n" T "z\n  at b\n" T "u\n" T "w\n", false},
    {"2026-03-12 07:30:01 INFO starting\n"
     "Traceback (most recent call last):\n"
     "  File \"/srv/notes.py\", line 12, in <module>\n"
     "    main()\n"
     "  File \"/srv/notes.py\", line 9, in main\n"
     "    import notes\n"
     "ModuleNotFoundError: No module named 'notes'\n"
     "2026-03-12 07:30:02 INFO stopped\n",
     false},
    {"npm error code E404\n"
     "npm error 404 Not Found - GET https://registry.example/notes\n"
     "npm error 404\n"
     "npm error A complete log of this run can be found in:\n"
     "npm error     /home/user/.npm/_logs/2026-03-12T07_30_01_000Z-debug-0.log\n",
     false},
    {"id,at,what\n1,2026-03-12 07:30:01,a\n2,2026-03-12 07:30:02,b\n3,2026-03-12 07:30:03,c\n"
     "4,2026-03-12 07:30:04,d\n5,2026-03-12 07:30:05,e\n",
     false},
};

/* The answer does not depend on how the log is cut. */
static void is_told_from_a_text(void **state) {
  static const size_t PIECES[] = {1, 7, 4096};
  static mcpx_stream stream;
  const struct row *row = *state;
  for (size_t i = 0; i < sizeof PIECES / sizeof *PIECES; i++) {
    read_log(&stream, row->text, strlen(row->text), PIECES[i]);
    CHECK(mcpx_log_is_timed(&stream) == row->timed, "%s", row->text);
  }
}

/* A line may be longer than what is kept of it. */
static void long_lines_have_times(void **state) {
  static mcpx_stream stream;
  static char log[5 * 3000];
  (void)state;
  memset(log, 'x', sizeof log);
  for (size_t i = 0; i < sizeof log; i += 3000) {
    memcpy(log + i, T, strlen(T));
    log[i + 2999] = '\n';
  }
  read_log(&stream, log, sizeof log, 4096);
  assert_true(mcpx_log_is_timed(&stream));
  memcpy(log + 6000, "it says ", 8);
  read_log(&stream, log, sizeof log, 4096);
  assert_false(mcpx_log_is_timed(&stream));
}

/* Profile `proxy` skips lines, so that it cannot tell. */
static void proxy_does_not_tell(void **state) {
  static const char log[] = FIVE(T "npx: command not found");
  static mcpx_stream stream;
  mcpx_log_line lines[5];
  size_t stored;
  (void)state;
  mcpx_log_start(&stream, NULL);
  assert_int_equal(mcpx_log_feed(&stream, log, sizeof log - 1, lines, 5, &stored), sizeof log - 1);
  mcpx_log_finish(&stream, lines, 5, &stored);
  assert_int_equal(mcpx_log_lines(&stream), 5);
  assert_false(mcpx_log_is_timed(&stream));
}

static void is_written(void **state) {
  static mcpx_stream stream;
  static char json[1024];
  (void)state;
  read_log(&stream, FIVE(T), strlen(FIVE(T)), 4096);
  assert_in_range(mcpx_log_incidents_json(&stream, json, sizeof json), 1, sizeof json - 1);
  assert_non_null(strstr(json, "\"timed\":true"));
  read_log(&stream, "x\n", 2, 4096);
  mcpx_log_incidents_json(&stream, json, sizeof json);
  assert_non_null(strstr(json, "\"timed\":false"));
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(long_lines_have_times),
      cmocka_unit_test(proxy_does_not_tell),
      cmocka_unit_test(is_written),
  };
  return RUN_ROWS(BEGINNINGS, is_told_from_a_text) + RUN_ROWS(LOGS, is_told_from_a_text) +
         cmocka_run_group_tests_name("timed", cases, NULL, NULL);
}
