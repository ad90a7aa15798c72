/* test_line_names.c: the servers that a line names, and the server and the action of a success. */
#include <stdio.h>

#include "classify/line_output.h"
#include "classify/line_success.h"
#include "lines.h"
#include "rows.h"

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
  return cmocka_run_group_tests(cases, NULL, NULL);
}
