/* test_line_output.c: lines of tools, other programs, surveys, tests and successes, prose and questions, and
 * lines one step beside them. */
#include <stdio.h>

#include "classify/line_output.h"
#include "classify/line_prose.h"
#include "classify/line_question.h"
#include "classify/line_success.h"
#include "classify/line_survey.h"
#include "classify/line_verdict.h"
#include "lines.h"
#include "rows.h"

/* ---- Output ---- */

#define RESULT(text) YES(line_opens_result, text)
#define NO_RESULT(text) NO(line_opens_result, text)
#define OTHER(text) YES(line_opens_other_program, text)
#define NO_OTHER(text) NO(line_opens_other_program, text)

static const struct line_row OUTPUTS[] = {
    RESULT("fetch(url=x) -> text/markdown"),
    RESULT("fetch(url=x) =>"),
    RESULT("slack_get_history -> 3 messages"),
    RESULT("search_issues returned:"),
    RESULT("search_issues returned 3 x"),
    RESULT("[sentry] search_issues => ok"),
    RESULT("> search_issues => ok"),
    RESULT("http_get https://a/b -> 403 x"),
    RESULT("http_get a b -> 403 x"),
    NO_RESULT("http_get a b c -> 403 x"),
    NO_RESULT("http_get a b -> 401 x"),
    NO_RESULT("http_get a b -> 4033 x"),
    RESULT("> search_issues x"),
    RESULT("> fetch(x)"),
    NO_RESULT("fetch(x)"),
    RESULT("fetch(x): 4 hits"),
    RESULT("fetch(x) found 4"),
    NO_RESULT("fetch(x) found x"),
    NO_RESULT("fetch(x): x hits"),
    NO_RESULT("fetch_x: 4 hits"),
    NO_RESULT("fetch(x): 401 hits"),
    NO_RESULT("fetch(x): 500 hits"),
    RESULT("fetch(x): 301 hits"),
    RESULT("fetch(x): 4011 hits"),
    NO_RESULT("fetch(x) -> 4"),
    NO_RESULT("fetch(x -> 4 hits"),
    NO_RESULT("fetch -> 3 messages"),
    NO_RESULT("Fetch_x -> 3 messages"),
    NO_RESULT("1fetch_x -> 3 messages"),
    NO_RESULT("connect_x -> 3 messages"),
    RESULT("fetch_x {'a'"),
    NO_RESULT("slack_get_history -> 3 messages\nmcp error"),
    RESULT("result of run_query:"),
    RESULT("result of tool 'read logs' (120 lines):"),
    NO_RESULT("result of run_query"),
    NO_RESULT("result of run query:"),
    NO_RESULT("result of connect:"),
    RESULT("tool: grep\nargs: x"),
    RESULT("tool name: grep\nresult: x"),
    NO_RESULT("tool: grep\nx"),
    NO_RESULT("tool: grep x\nargs: x"),
    RESULT("jira_get_issue OPS-331\nsummary: x"),
    RESULT("jira_get_issue\nid: x"),
    NO_RESULT("jira_get_issue: OPS-331\nsummary: x"),
    NO_RESULT("jira_get_issue OPS-331\nx: x"),
    RESULT("[postgres.query] ok, 4 rows"),
    NO_RESULT("[postgres.query] ok, x rows"),
    NO_RESULT("[postgres] ok, 4 rows"),
    NO_RESULT("postgres.query] ok, 4 rows"),
    RESULT("run_command (exit code 1)"),
    RESULT("bash finished, exit code 2"),
    RESULT("bash exit code 2"),
    NO_RESULT("bash finished"),
    NO_RESULT("zsh finished, exit code 2"),
    NO_RESULT("mcp_bash exit code 2"),
    RESULT("used tool http_x"),
    RESULT("ran tool http_x"),
    NO_RESULT("ran tools http_x"),
    NO_RESULT("used tool mcp_x"),
    RESULT("bash(x)"),
    NO_RESULT("bash(mcp)"),
    RESULT("- bash(x)"),
    RESULT("\xE2\x97\x8F bash(x)"),
    RESULT("ran shell tool: curl"),
    NO_RESULT("ran shell tools: curl"),
    RESULT("read_log(path='x')"),
    NO_RESULT("read_log('x')"),
    NO_RESULT("readlog(path='x')"),
    YES(line_is_of_other_program, "postfix/smtp[2210]: x"),
    YES(line_is_of_other_program, "postfix: x"),
    YES(line_is_of_other_program, "apache2[1]: x"),
    YES(line_is_of_other_program, "apache2: x"),
    YES(line_is_of_other_program, "Dec 3 04:11:09 host postfix: x"),
    YES(line_is_of_other_program, "Dec 13 04:11:09 my.host postfix: x"),
    NO(line_is_of_other_program, "Decs 3 04:11:09 host postfix: x"),
    NO(line_is_of_other_program, "Dec x 04:11:09 host postfix: x"),
    NO(line_is_of_other_program, "Dec 3 04:11 host postfix: x"),
    NO(line_is_of_other_program, "Dec 3 04.11.09 host postfix: x"),
    NO(line_is_of_other_program, "Dec 3 04:11:09, postfix: x"),
    NO(line_is_of_other_program, "postfix x"),
    NO(line_is_of_other_program, "postfixes: x"),
    NO(line_is_of_other_program, "postfix: mcp"),
    NO(line_is_of_other_program, "zork: x"),
    YES(line_is_of_other_program, "systemd[1]: postfix.service: x"),
    NO(line_is_of_other_program, "systemd[1]: postfix: x"),
    YES(line_is_of_web_site, "x upstream, request: 'GET /shop"),
    NO(line_is_of_web_site, "x upstream, request: 'GET /mcp"),
    NO(line_is_of_web_site, "x upstream, request 'GET /shop"),
    YES(line_is_of_web_site, "'GET /index.html HTTP/1.1' 404"),
    YES(line_is_of_web_site, "HEAD /a/b.c"),
    NO(line_is_of_web_site, "GET /index 404"),
    NO(line_is_of_web_site, "GET /index. 404"),
    NO(line_is_of_web_site, "GET /.x 404"),
    NO(line_is_of_web_site, "GET /a.b/x 404"),
    NO(line_is_of_web_site, "GET /a?b.c 404"),
    NO(line_is_of_web_site, "GET /a.1 404"),
    NO(line_is_of_web_site, "PUT /index.html"),
    YES(line_is_of_web_site, "'GET /admin HTTP/1.1' 404"),
    YES(line_is_of_web_site, "'HEAD /admin HTTP/1.1' 404"),
    YES(line_is_of_web_site, "'PUT /admin HTTP/1.1' 404"),
    YES(line_is_of_web_site, "'DELETE /admin HTTP/1.1' 404"),
    YES(line_is_of_web_site, "'OPTIONS /admin HTTP/1.1' 404"),
    YES(line_is_of_web_site, "POST /a/b.c"),
    YES(line_is_of_web_site, "GET /a/b.c"),
    OTHER("> shop@2.1.0 test"),
    OTHER("> shop@2.1.0 e2e"),
    NO_OTHER("> shop@2.1.0 serve"),
    OTHER("git push"),
    NO_OTHER("git pushes"),
    OTHER("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n~git push"),
    RESULT("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n~run_command (exit code 1)"),
    NO(line_is_of_web_site, "'GET /admin HTTP/1.1' 500"),
    NO(line_is_of_web_site, "'POST /admin HTTP/1.1' 404"),
    NO(line_is_of_web_site, "'GET /events HTTP/1.1' 404"),
    OTHER("> shop@2.1.0 build"),
    NO_OTHER("> shop@2.1.0 run build"),
    NO_OTHER("> shop 2.1.0 build"),
    NO_OTHER("shop@2.1.0 build"),
    NO_OTHER("> shop@2.1.0 start"),
    NO_OTHER("> mcp@2.1.0 build"),
    NO_OTHER("> shop@2.1.0 build\nx mcp"),
    OTHER("$ git push"),
    NO_OTHER("$ gits push"),
    NO_OTHER("$ git push mcp"),
    NO_OTHER("$ git push && x"),
    OTHER("git push"),
    NO_OTHER("git push x"),
    OTHER("fatal: unable to access 'x'\nerror: failed to push some refs"),
    NO_OTHER("fatal: unable to access 'x'\nerror: failed to pull"),
    YES(line_opens_markup, "<div class='x'>"),
    NO(line_opens_markup, "<div id='x'>"),
    NO(line_opens_markup, "<div class='x'/>"),
    NO(line_opens_markup, "<b class='x'>"),
    YES(line_opens_markup, "<Box a='x'>"),
    NO(line_opens_markup, "<Box a>"),
    NO(line_opens_markup, "<BOX a='x'>"),
    NO(line_opens_markup, "<Error a='x'>"),
    NO(line_opens_markup, "<Box xmlns='x'>"),
};

static bool opens_article(const struct norm_block *text, size_t i, size_t end) {
  (void)end;
  return line_opens_article(text, i);
}

/* ---- Surveys, tests, successes ---- */

#define ROW(text) YES(line_is_survey_row, text)
#define NO_ROW(text) NO(line_is_survey_row, text)
#define SURVEY(text) YES(line_opens_survey, text)
#define NO_SURVEY(text) NO(line_opens_survey, text)
#define TEST(text) YES(line_is_of_test, text)
#define NO_TEST(text) NO(line_is_of_test, text)
#define SUCCESS(text) YES(line_says_success, text)
#define NO_SUCCESS(text) NO(line_says_success, text)

static const struct line_row VERDICTS[] = {
    YES(opens_article, "<html><title>errors explained</title>"),
    YES(opens_article, "<!doctype html>\n<title>why x</title>"),
    NO(opens_article, "<html><title>errors</title> explained"),
    NO(opens_article, "<htm><title>errors explained</title>"),
    NO(opens_article, "<html>errors explained</title>"),
    ROW("2. HTTP 403 (12 occurrences)"),
    ROW("- x 412 events"),
    ROW("* x: 1 hit"),
    ROW("2) x 2 matches."),
    ROW("- x 3 crashes|"),
    NO_ROW("- x 412 eventss"),
    NO_ROW("- x 412 eventx"),
    NO_ROW("- x 412 events x"),
    NO_ROW("x 412 events"),
    NO_ROW("2 HTTP 403 (12 occurrences)"),
    NO_ROW("- x a412 events"),
    NO_ROW("- x 412  x"),
    ROW("9  killed\n15  terminated"),
    ROW("9  killed\n~15  terminated"),
    NO_ROW("9  killed\n10  terminated"),
    NO_ROW("9  killed\n~10  terminated"),
    ROW("9  killed\n8  terminated"),
    NO_ROW("9 killed\n15 terminated"),
    NO_ROW("9  killed\nx"),
    NO_ROW("9  killed"),
    ROW("0  none\n1  some"),
    NO_ROW("1000  killed\n1500  terminated"),
    ROW("100  killed\n150  terminated"),
    NO_ROW("9  x: spawn y\n15  terminated"),
    ROW("9  a\n~10  b\n12  c"),
    ROW("8  a\n~10  b\n11  c"),
    NO_ROW("9  a\n~10  b\n11  c"),
    ROW("ENG-12  refused"),
    ROW("EN-1  refused"),
    NO_ROW("E-1  refused"),
    NO_ROW("ENG-12 refused"),
    NO_ROW("eng-12  refused"),
    NO_ROW("ENG-x  refused"),
    NO_ROW("ENG 12  refused"),
    SURVEY("found 3 results:"),
    SURVEY("query(x) returned 2 rows"),
    SURVEY("a.b returned 2 rows"),
    SURVEY("a_b returned 2 rows"),
    NO_SURVEY("query returned 2 rows"),
    SURVEY("3 results in x"),
    SURVEY("3 results for 'x"),
    NO_SURVEY("3 results of x"),
    NO_SURVEY("x 3 results in x"),
    NO_SURVEY("found 3 servers results:"),
    NO_SURVEY("error found 3 results:"),
    NO_SURVEY("found x results:"),
    SURVEY("search results for x"),
    SURVEY("# top errors"),
    SURVEY("## top errors"),
    NO_SURVEY("the top errors"),
    SURVEY("found 3 results "
           "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:"),
    NO_SURVEY("found 3 results "
              "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:"),
    YES(line_is_setting_comment, "# Try again\nretry: true"),
    YES(line_is_setting_comment, "# Try again\nAPI_KEY="),
    YES(line_is_setting_comment, "; Try again\nverify = yes"),
    YES(line_is_setting_comment, "// Try again\nx\nverify = yes"),
    NO(line_is_setting_comment, "# Try again\nretry true"),
    NO(line_is_setting_comment, "# Try again\nerror: true"),
    NO(line_is_setting_comment, "# Try again\nretry: a b c d"),
    YES(line_is_setting_comment, "# Try again\nretry: a b c"),
    NO(line_is_setting_comment, "# Try again\n\nretry: true"),
    NO(line_is_setting_comment, "#Try again\nretry: true"),
    NO(line_is_setting_comment, "# Try my x\nretry: true"),
    TEST("ok 3 - rejects"),
    TEST("ok 3"),
    TEST("ok test x"),
    TEST("ok 12"),
    NO_TEST("ok "),
    NO_TEST("ok 3x"),
    NO_TEST("ok 3- x"),
    NO_TEST("not ok 3"),
    NO_TEST(""),
    NO_TEST("ok - rejects"),
    NO_TEST("ok 3 rejects"),
    TEST("passed reports ETIMEDOUT (12 ms)"),
    TEST("ok x [3 ms]"),
    TEST("\xE2\x9C\x93 x (12 ms)"),
    NO_TEST("x reports ETIMEDOUT (12 ms)"),
    NO_TEST("passed reports ETIMEDOUT 12 ms"),
    NO_TEST("passed server (12 ms)"),
    TEST("given x # passed"),
    TEST("given x, pass"),
    TEST("given x ...ok"),
    NO_TEST("given x ok"),
    TEST("expired ... pass"),
    TEST("expired .. pass"),
    NO_TEST("expired . pass"),
    TEST("a b  pass"),
    TEST("a b   pass"),
    NO_TEST("a ..\npass (x)"),
    NO_TEST("a  b  c pass"),
    NO_TEST("a  b  pass x"),
    NO_TEST("a  b  bypass"),
    TEST("ok x (12 ms)"),
    TEST("ok x (12ms)"),
    TEST("ok x [1.20s]"),
    NO_TEST("ok x (12 s)"),
    NO_TEST("okx (12 ms)"),
    NO_TEST("pass  "),
    NO_TEST("a  b  passing"),
    TEST("a b  pass (x)"),
    TEST("a b  pass as x"),
    NO_TEST("a b  pass x"),
    NO_TEST("a  b  c"),
    TEST("pass  a b"),
    NO_TEST("pass a b"),
    TEST("server answered 401, as required"),
    NO_TEST("server answered 401, not as required"),
    TEST("expected 401, got 401"),
    NO_TEST("expected 401, got 403"),
    NO_TEST("expected 401, got 4011"),
    NO_TEST("expected 4011, got 401"),
    NO_TEST("expected , got "),
    TEST("expected: restart -> seen after"),
    NO_TEST("expected: restart"),
    NO_TEST("we expected: restart -> seen after"),
    SUCCESS("notes: connected"),
    SUCCESS("notes is up"),
    NO_SUCCESS("notes not connected"),
    NO_SUCCESS("notes connecting"),
    SUCCESS("retry 3 ok (204 ms)"),
    NO_SUCCESS("retry 3 x (204 ms)"),
    SUCCESS("upstream crm: 200 OK"),
    NO_SUCCESS("token crm upstream: 200 OK"),
    NO_SUCCESS("crm: 200 OK"),
    SUCCESS("back online after 5s"),
    SUCCESS("initialize answered in 812 ms"),
    SUCCESS("handshake in 0.4s"),
    NO_SUCCESS("handshake in x s"),
    NO_SUCCESS("handshake in 4 m"),
    NO_SUCCESS("handshake in seconds"),
    NO_SUCCESS("tools/list -> 9 tools"),
    SUCCESS("crm: tools/list -> 9 tools"),
    SUCCESS("9 tools x"),
    NO_SUCCESS("0 tools x"),
    SUCCESS("10 tools x"),
    SUCCESS("x tools=5"),
    NO_SUCCESS("x tools=0"),
    NO_SUCCESS("x tools=y"),
    NO_SUCCESS("x tools 5"),
    SUCCESS("ready in 12ms"),
    SUCCESS("ready in 1.5 seconds"),
    SUCCESS("server=notes attempt=3 result=ok"),
    NO_SUCCESS("server=notes result=ok"),
    SUCCESS("x tools: 6."),
    NO_SUCCESS("x tools: 0."),
    NO_SUCCESS("x tools: x"),
    NO_SUCCESS("x -> 0 tools y"),
    SUCCESS("x -> 10 tools y"),
    SUCCESS("x -> 9 tools y"),
    NO_SUCCESS("x -> a tools y"),
    SUCCESS("dial mcp.x: ok"),
    SUCCESS("10:44:09 dial mcp.x: ok"),
    SUCCESS("e dial mcp.x: ok"),
    SUCCESS("notice dial mcp.x: ok"),
    SUCCESS("[10:44:09] [info] dial mcp.x: ok"),
    SUCCESS("[info] dial mcp.x -> done"),
    SUCCESS("dial mcp.x ... done."),
    SUCCESS("dial mcp.x: ok (3)"),
    NO_SUCCESS("dial mcp.x: ok then"),
    NO_SUCCESS("dial mcp.x:\nok, 3"),
    NO_SUCCESS("dial mcp.x:"),
    NO_SUCCESS("dial: ok"),
    NO_SUCCESS("walk mcp.x: ok"),
    YES(line_is_general, "if the docker daemon is not running, start it."),
    YES(line_is_general, "x y. if it prints 'a b', run z."),
    NO(line_is_general, "x y, if it prints 'a b', run z."),
    NO(line_is_general, "x y. if it prints a b, run z."),
    NO(line_is_general, "if the docker daemon is not running, I start it."),
    NO(line_is_general, "if it exits with code 1. see the log"),
    YES(line_is_general, "if it exits with code 1. start it"),
    YES(line_is_general, "if it exits with code 1, see the log"),
    NO(line_is_general, "if it exits with code 1 see the log"),
    NO(line_is_general, "the docker daemon is not running, start it."),
    YES(line_is_general,
        "a newly added server is held until an administrator looks at it and gives it a green light ok"),
    NO(line_is_general,
       "a newly added server is held until the administrator looks at it and gives it a green light o"),
    NO(line_is_general, "a newly added server is held until an administrator looks at it and a light"),
    NO(line_is_general,
       "a newly added server is denied until an administrator looks at it and gives it a green light"),
    NO(line_is_general,
       "a newly added server is held until an administrator looks at your x and gives a green light k"),
    YES(line_asks_in_general, "does a client retry a refused connection?"),
    NO(line_asks_in_general, "does a client retry a refused connection"),
    NO(line_asks_in_general, "does my client retry a refused connection?"),
    NO(line_asks_in_general, "a client retries a refused connection?"),
    YES(line_asks_in_general, "well, does a client retry a refused connection?"),
    NO(line_asks_in_general, "well does a client retry a refused connection?"),
    YES(line_asks_in_general, "(does a client retry a refused connection?)"),
    YES(line_asks_in_general, "\xC2\xBFque hace un cliente con una conexion?"),
    YES(line_asks_in_general, "does a client retry 12345?"),
    NO(line_asks_in_general, "does a client retry its?"),
    YES(line_asks_in_general, "does a client retry it 1?"),
    YES(line_asks_in_general, "does a client retry it 12?"),
    NO(line_asks_in_general, "it was refused. does a client retry such connections?"),
    NO(line_asks_in_general, "does a client retry such connections? it was refused."),
    YES(line_asks_in_general, "does a client retry such connections? such as refused."),
    YES(line_quotes_topic, "we explain what 'connection refused' means in the second part of the book"),
    NO(line_quotes_topic, "we explain 'connection refused' there"),
    NO(line_quotes_topic, "we explain what 'connection opened' means in the second part of the book"),
    NO(line_quotes_topic, "we show what 'connection refused' means in the second part of the book"),
    NO(line_quotes_topic, "we explain what: 'connection refused' means in the second part of the book"),
    NO(line_quotes_topic, "in the book there is a part 'connection refused'"),
    YES(line_quotes_topic, "in the second part of the book there is a part 'connection refused'"),
};

/* ---- The server that a success names ---- */

static uint64_t name_in(const char *text) {
  static struct norm_block block;
  size_t start = line_fill(&block, text);
  return line_success_name(&block, start, line_end(&block, start));
}

static void names_the_server(void **state) {
  static const char *const NAMED[] = {"crm connected",
                                      "crm: connected",
                                      "crm (stdio) ready",
                                      "[crm] is up",
                                      "'crm' online",
                                      "upstream crm ready",
                                      "msg='upstream ready' name=crm",
                                      "msg='upstream ready' server='crm'",
                                      "crm ... ok",
                                      "'crm' session opened",
                                      "bridge 'crm' session opened",
                                      "crm: 200 ok",
                                      "upstream crm: 200 ok",
                                      "crm () ready",
                                      "crm: 'connected",
                                      "name=crm msg",
                                      "name='crm' msg",
                                      "msg srv=crm",
                                      "'crm': session opened",
                                      "'crm':session opened",
                                      "x 'crm': -1",
                                      "gateway: crm: handshake x",
                                      "gateway: crm: reconnect x",
                                      "x .. crm ready"};
  static const char *const NAMELESS[] = {"connected",
                                         "a connected",
                                         "12 connected",
                                         "preconnected crm",
                                         "server ready",
                                         "'' session",
                                         "crm 200 ok",
                                         "c: 200 ok",
                                         "(crm) ready",
                                         "xname=crm",
                                         "name=c",
                                         "'crm':'x'",
                                         "'crm': 'x'",
                                         "'crm':true",
                                         "'crm': false",
                                         "'crm':[1]",
                                         "'crm': {",
                                         "'crm':1",
                                         "'crm' http/1.1",
                                         "'crm",
                                         "name=",
                                         "crm:200 ok",
                                         ""};
  (void)state;
  for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++)
    CHECK(name_in(NAMED[i]) == name_in("crm ready") && name_in(NAMED[i]), "%s", NAMED[i]);
  for (size_t i = 0; i < sizeof NAMELESS / sizeof *NAMELESS; i++)
    CHECK(name_in(NAMELESS[i]) == 0, "%s", NAMELESS[i]);
  assert_int_not_equal(name_in("crm ready"), name_in("notes ready"));
  assert_int_not_equal(name_in("ab ready"), 0);
}

/* An action is named by its words, without what begins the line. */
static void names_the_action(void **state) {
  static const char *const SAME[] = {"10:44:09 ",
                                     "[10:44:09] ",
                                     "info ",
                                     "[info] ",
                                     "e ",
                                     "notice ",
                                     "2026-01-02 10:44:09 info ",
                                     "2026-01-02 10:44:09,123 [warn] "};
  static const char *const OTHER[] = {"2026-01-02 10:44:09 info warn ", "information ", "inf: ", "(info) "};
  char text[128];
  (void)state;
  for (size_t i = 0; i < sizeof SAME / sizeof *SAME; i++) {
    snprintf(text, sizeof text, "%sdial mcp.x: ok", SAME[i]);
    CHECK(name_in(text) == name_in("dial mcp.x: ok"), "%s", text);
  }
  for (size_t i = 0; i < sizeof OTHER / sizeof *OTHER; i++) {
    snprintf(text, sizeof text, "%sdial mcp.x: ok", OTHER[i]);
    CHECK(name_in(text) != name_in("dial mcp.x: ok"), "%s", text);
  }
  assert_int_equal(name_in("dial mcp.x -> done"), name_in("dial mcp.x: up (3)"));
}

/* ---- The servers that a line names ---- */

static uint64_t names_in(const char *text) {
  static struct norm_block block;
  size_t start = line_fill(&block, text);
  return line_names(&block, start, line_end(&block, start));
}

static void names_servers_by_their_marks(void **state) {
  static const char *const NAMED[] = {"crm:",         "crm: x",    "'crm' x",      "[crm] x",
                                      "server=crm",   "[crm",      "upstream crm", "server crm",
                                      "client crm x", "crm ... x", "x [crm] y",    "crm]"};
  static const char *const NAMELESS[] = {"",         "crm",      "crm x",         "x crm",
                                         "12: x",    "c: x",     "upstreams crm", "server: x",
                                         "crm .. x", "crm\n: x", "crm\n] x"};
  uint64_t crm = name_in("crm ready"), notes = name_in("notes ready");
  (void)state;
  for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++) CHECK(names_in(NAMED[i]) == crm, "%s", NAMED[i]);
  for (size_t i = 0; i < sizeof NAMELESS / sizeof *NAMELESS; i++)
    CHECK(names_in(NAMELESS[i]) == UINT64_MAX, "%s", NAMELESS[i]);
  assert_int_equal(names_in("[crm] [notes]"), crm | notes);
  assert_int_equal(names_in("[crm] dial x failed"), crm | name_in("[crm] dial x: ok"));
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(names_the_server), cmocka_unit_test(names_the_action),
                                     cmocka_unit_test(names_servers_by_their_marks)};
  return RUN_ROWS(OUTPUTS, has_answer) + RUN_ROWS(VERDICTS, has_answer) +
         cmocka_run_group_tests(cases, NULL, NULL);
}
