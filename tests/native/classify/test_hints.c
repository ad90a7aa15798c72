/* test_hints.c: hints from the caller and from the text enable the right rules and are reported. */
#include <string.h>

#include "near.h"
#include "rows.h"

#include "mcpx.h"

/* ---- Names of transports ---- */

struct named_transport {
  const char *name;
  mcpx_transport transport;
};

static const struct named_transport TRANSPORTS[] = {
    {"", MCPX_TRANSPORT_UNKNOWN},
    {"stdio", MCPX_TRANSPORT_STDIO},
    {"http", MCPX_TRANSPORT_HTTP},
    {"sse", MCPX_TRANSPORT_HTTP_FAMILY},
    {"streamable-http", MCPX_TRANSPORT_HTTP_FAMILY},
    {"STDIO", MCPX_TRANSPORT_OTHER},
    {"HTTP", MCPX_TRANSPORT_OTHER},
    {"https", MCPX_TRANSPORT_OTHER},
    {"http ", MCPX_TRANSPORT_OTHER},
    {"htt", MCPX_TRANSPORT_OTHER},
    {"websocket", MCPX_TRANSPORT_OTHER},
};

static void transport_is_found(void **state) {
  const struct named_transport *row = *state;
  assert_int_equal(mcpx_transport_find(row->name, strlen(row->name)), row->transport);
}

static void null_and_nul_names(void **state) {
  (void)state;
  assert_int_equal(mcpx_transport_find(NULL, 0), MCPX_TRANSPORT_UNKNOWN);
  assert_int_equal(mcpx_transport_find(NULL, 5), MCPX_TRANSPORT_UNKNOWN);
  assert_int_equal(mcpx_transport_find("stdio\0", 6), MCPX_TRANSPORT_OTHER);
}

/* ---- Names of surroundings ---- */

static void names_have_spellings(void **state) {
  static const char *const SPELLINGS[] = {"claude_desktop", "claude-desktop", "Claude Desktop",
                                          "CLAUDEDESKTOP", "claude_Desktop"};
  (void)state;
  for (size_t i = 0; i < sizeof SPELLINGS / sizeof *SPELLINGS; i++)
    assert_string_equal(mcpx_client_name(mcpx_client_find(SPELLINGS[i], strlen(SPELLINGS[i]))),
                        "claude_desktop");
  assert_string_equal(mcpx_client_name(mcpx_client_find("VS Code", 7)), "vscode");
  assert_string_equal(mcpx_system_name(mcpx_system_find("Windows", 7)), "windows");
  assert_string_equal(mcpx_runner_name(mcpx_runner_find("NPX", 3)), "npx");
}

static void other_names_are_unknown(void **state) {
  static const char *const OTHERS[] = {"", "-", "claude", "claude_desktop2", "vs"};
  (void)state;
  assert_int_equal(mcpx_client_find(NULL, 5), 0);
  assert_int_equal(mcpx_client_find("cursor\0", 7), 0);
  for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
    assert_int_equal(mcpx_client_find(OTHERS[i], strlen(OTHERS[i])), 0);
}

/* ---- Hints ---- */

struct hint_case {
  const char *name;
  const char *text;
  mcpx_hints hints;
  const char *code;
  mcpx_transport transport;
  mcpx_source transport_source;
  mcpx_isolation isolated;
  mcpx_source isolated_source;
};

#define P MCPX_PROFILE_PROXY
#define E MCPX_PROFILE_EXTENDED
#define T_NONE MCPX_TRANSPORT_UNKNOWN, MCPX_SOURCE_UNSET
#define T_GIVEN(transport) MCPX_TRANSPORT_##transport, MCPX_SOURCE_CALLER
#define T_READ(transport) MCPX_TRANSPORT_##transport, MCPX_SOURCE_TEXT
#define I_NONE MCPX_ISOLATION_UNKNOWN, MCPX_SOURCE_UNSET
#define I_GIVEN(isolation) MCPX_ISOLATION_##isolation, MCPX_SOURCE_CALLER
#define I_READ(isolation) MCPX_ISOLATION_##isolation, MCPX_SOURCE_TEXT

#define STATUS "request failed with status 503"
#define MISSING "zsh:1: command not found: docker"
#define UNKNOWN "MCPX_UNKNOWN_UNCLASSIFIED"

static const struct hint_case CALLS[] = {
    {"http enables the status rule",
     STATUS,
     {.profile = P, .transport = MCPX_TRANSPORT_HTTP},
     "MCPX_HTTP_5XX",
     T_GIVEN(HTTP),
     I_NONE},
    {"sse does not, in profile proxy",
     STATUS,
     {.profile = P, .transport = MCPX_TRANSPORT_HTTP_FAMILY},
     UNKNOWN,
     T_GIVEN(HTTP_FAMILY),
     I_NONE},
    {"sse does, in profile extended",
     STATUS,
     {.profile = E, .transport = MCPX_TRANSPORT_HTTP_FAMILY},
     "MCPX_HTTP_5XX",
     T_GIVEN(HTTP),
     I_NONE},
    {"sse does not enable the timeout of http",
     "context deadline exceeded",
     {.profile = P, .transport = MCPX_TRANSPORT_HTTP_FAMILY},
     UNKNOWN,
     T_GIVEN(HTTP_FAMILY),
     I_NONE},
    {"sse does, in profile extended: timeout",
     "context deadline exceeded",
     {.profile = E, .transport = MCPX_TRANSPORT_HTTP_FAMILY},
     "MCPX_HTTP_TIMEOUT",
     T_GIVEN(HTTP),
     I_NONE},
    {"another transport enables nothing",
     STATUS,
     {.profile = P, .transport = MCPX_TRANSPORT_OTHER},
     UNKNOWN,
     T_GIVEN(OTHER),
     I_NONE},
    {"stdio enables the spawn rule",
     "command not found",
     {.profile = P, .transport = MCPX_TRANSPORT_STDIO},
     "MCPX_STDIO_SPAWN_ENOENT",
     T_GIVEN(STDIO),
     I_NONE},
    {"no transport enables nothing in profile proxy",
     "command not found",
     {.profile = P},
     UNKNOWN,
     T_NONE,
     I_NONE},
    {"isolation changes the meaning of a shell message",
     MISSING,
     {.profile = P, .transport = MCPX_TRANSPORT_STDIO, .docker_isolated = MCPX_ISOLATION_YES},
     "MCPX_DOCKER_CLI_NOT_FOUND",
     T_GIVEN(STDIO),
     I_GIVEN(YES)},
    {"no isolation",
     MISSING,
     {.profile = P, .transport = MCPX_TRANSPORT_STDIO, .docker_isolated = MCPX_ISOLATION_NO},
     "MCPX_STDIO_SPAWN_ENOENT",
     T_GIVEN(STDIO),
     I_GIVEN(NO)},
    {"unknown isolation is no isolation in profile proxy",
     MISSING,
     {.profile = P, .transport = MCPX_TRANSPORT_STDIO},
     "MCPX_STDIO_SPAWN_ENOENT",
     T_GIVEN(STDIO),
     I_NONE},

    {"isolation from the text",
     "docker_isolation=true " MISSING,
     {.profile = E, .transport = MCPX_TRANSPORT_STDIO},
     "MCPX_DOCKER_CLI_NOT_FOUND",
     T_GIVEN(STDIO),
     I_READ(YES)},
    {"isolation from JSON",
     "{\"docker_isolation\":true} " MISSING,
     {.profile = E, .transport = MCPX_TRANSPORT_STDIO},
     "MCPX_DOCKER_CLI_NOT_FOUND",
     T_GIVEN(STDIO),
     I_READ(YES)},
    {"no isolation from the text",
     "docker_isolation=false " MISSING,
     {.profile = E, .transport = MCPX_TRANSPORT_STDIO},
     "MCPX_STDIO_SPAWN_ENOENT",
     T_GIVEN(STDIO),
     I_READ(NO)},
    {"contradicting isolation in the text",
     "docker_isolation=false docker_isolation=true " MISSING,
     {.profile = E, .transport = MCPX_TRANSPORT_STDIO},
     "MCPX_STDIO_SPAWN_ENOENT",
     T_GIVEN(STDIO),
     I_NONE},
    {"the caller's isolation takes precedence",
     "docker_isolation=true " MISSING,
     {.profile = E, .transport = MCPX_TRANSPORT_STDIO, .docker_isolated = MCPX_ISOLATION_NO},
     "MCPX_STDIO_SPAWN_ENOENT",
     T_GIVEN(STDIO),
     I_GIVEN(NO)},
    {"profile proxy reads no isolation",
     "docker_isolation=true " MISSING,
     {.profile = P, .transport = MCPX_TRANSPORT_STDIO},
     "MCPX_STDIO_SPAWN_ENOENT",
     T_GIVEN(STDIO),
     I_NONE},
    {"stdio from the text",
     "stdio transport (command=\"npx\"): transport closed",
     {.profile = E},
     "MCPX_STDIO_EXIT_BEFORE_INITIALIZE",
     T_READ(STDIO),
     I_NONE},
    {"http from a request",
     "Post \"https://x.example/mcp\": " STATUS,
     {.profile = E},
     "MCPX_HTTP_5XX",
     T_READ(HTTP),
     I_NONE},
    {"http from an escaped request",
     "Post \\\"https://x.example/mcp\\\": context deadline exceeded",
     {.profile = E},
     "MCPX_HTTP_TIMEOUT",
     T_READ(HTTP),
     I_NONE},
    {"contradicting transports in the text",
     "stdio transport, http transport: context deadline exceeded",
     {.profile = E},
     NULL,
     T_NONE,
     I_NONE},
    {"the caller's transport takes precedence",
     "stdio transport: context deadline exceeded",
     {.profile = E, .transport = MCPX_TRANSPORT_HTTP},
     "MCPX_HTTP_TIMEOUT",
     T_GIVEN(HTTP),
     I_NONE},
    {"so does another transport",
     "http transport: x",
     {.profile = E, .transport = MCPX_TRANSPORT_OTHER},
     NULL,
     T_GIVEN(OTHER),
     I_NONE},
    {"profile proxy reads no transport",
     "stdio transport (command=\"npx\"): transport closed",
     {.profile = P},
     UNKNOWN,
     T_NONE,
     I_NONE},
    {"no hints", "hello", {.profile = E}, UNKNOWN, T_NONE, I_NONE},
};

static void hints_are_used_and_reported(void **state) {
  const struct hint_case *row = *state;
  mcpx_answer answer;
  mcpx_classify(row->text, strlen(row->text), &row->hints, &answer);
  if (row->code) assert_string_equal(mcpx_code_name(answer.code), row->code);
  assert_int_equal(answer.transport, row->transport);
  assert_int_equal(answer.transport_source, row->transport_source);
  assert_int_equal(answer.docker_isolated, row->isolated);
  assert_int_equal(answer.docker_isolated_source, row->isolated_source);
  near_compare_responses(row->text, 5, "{\"op\":\"classify\",\"text\":%s}");
}

/* ---- Facts ---- */

struct fact_case {
  const char *name;
  mcpx_hints hints;
  const char *code;
  const char *fact;
};

#define STDIO .transport = MCPX_TRANSPORT_STDIO
#define HTTP .transport = MCPX_TRANSPORT_HTTP
#define ISOLATED .docker_isolated = MCPX_ISOLATION_YES
#define PROGRAM(text) .exec_name = text, .exec_name_length = sizeof(text) - 1
#define ENOENT_OF(text) .exec_errno = MCPX_EXEC_ENOENT, PROGRAM(text)
#define CODED(text) .coded = text, .coded_length = sizeof(text) - 1

static const struct fact_case FACTS[] = {
    {"coded", {CODED("MCPX_HTTP_401")}, "MCPX_HTTP_401", "coded"},
    {"coded before all others",
     {CODED("MCPX_HTTP_401"), ENOENT_OF("docker"), ISOLATED, .exit = true},
     "MCPX_HTTP_401",
     "coded"},
    {"an empty code", {CODED(""), .exit = true}, "MCPX_STDIO_EXIT_NONZERO", "exit"},
    {"docker is missing", {ENOENT_OF("docker"), ISOLATED}, "MCPX_DOCKER_CLI_NOT_FOUND", "exec_errno=ENOENT"},
    {"docker in any case",
     {ENOENT_OF("C:\\Bin\\DocKER.exe"), ISOLATED},
     "MCPX_DOCKER_CLI_NOT_FOUND",
     "exec_errno=ENOENT"},
    {"another program is missing",
     {ENOENT_OF("dock"), ISOLATED},
     "MCPX_STDIO_SPAWN_ENOENT",
     "exec_errno=ENOENT"},
    {"docker without isolation", {ENOENT_OF("docker")}, "MCPX_STDIO_SPAWN_ENOENT", "exec_errno=ENOENT"},
    {"a program without a name",
     {.exec_errno = MCPX_EXEC_ENOENT, ISOLATED},
     "MCPX_STDIO_SPAWN_ENOENT",
     "exec_errno=ENOENT"},
    {"EACCES", {.exec_errno = MCPX_EXEC_EACCES}, "MCPX_STDIO_SPAWN_EACCES", "exec_errno=EACCES"},
    {"ENOEXEC", {.exec_errno = MCPX_EXEC_ENOEXEC}, "MCPX_STDIO_SPAWN_EXEC_FORMAT", "exec_errno=ENOEXEC"},
    {"another errno", {.exec_errno = MCPX_EXEC_OTHER}, UNKNOWN, NULL},
    {"exit", {.exit = true}, "MCPX_STDIO_EXIT_NONZERO", "exit"},
    {"exec before exit",
     {.exec_errno = MCPX_EXEC_EACCES, .exit = true},
     "MCPX_STDIO_SPAWN_EACCES",
     "exec_errno=EACCES"},
    {"deadline on stdio", {STDIO, .deadline = true}, "MCPX_STDIO_HANDSHAKE_TIMEOUT", "deadline"},
    {"deadline on http", {HTTP, .deadline = true}, "MCPX_HTTP_TIMEOUT", "deadline"},
    {"deadline on an unknown transport", {.deadline = true}, UNKNOWN, NULL},
    {"dns", {.dns = true}, "MCPX_HTTP_DNS_FAILED", "dns"},
    {"dns before the deadline", {HTTP, .dns = true, .deadline = true}, "MCPX_HTTP_DNS_FAILED", "dns"},
    {"refused", {.op_errno = MCPX_OP_ECONNREFUSED}, "MCPX_HTTP_CONN_REFUSED", "op_errno=ECONNREFUSED"},
    {"net unreachable",
     {.op_errno = MCPX_OP_ENETUNREACH},
     "MCPX_NETWORK_OFFLINE",
     "op_errno=ENETUNREACH|EHOSTUNREACH"},
    {"host unreachable",
     {.op_errno = MCPX_OP_EHOSTUNREACH},
     "MCPX_NETWORK_OFFLINE",
     "op_errno=ENETUNREACH|EHOSTUNREACH"},
    {"nothing", {.exit = false}, UNKNOWN, NULL},
};

static void check_fact(const mcpx_answer *answer, const struct fact_case *row) {
  assert_string_equal(mcpx_code_name(answer->code), row->code);
  assert_false(answer->extension);
  assert_int_equal(answer->evidence_count, 0);
  assert_int_equal(answer->fact_source, row->fact ? MCPX_SOURCE_CALLER : MCPX_SOURCE_UNSET);
  if (row->fact)
    assert_string_equal(answer->fact, row->fact);
  else
    assert_null(answer->fact);
}

/* A fact from the caller decides in both profiles. */
static void fact_decides(void **state) {
  const struct fact_case *row = *state;
  mcpx_hints hints = row->hints;
  mcpx_answer answer;
  mcpx_classify("", 0, &hints, &answer);
  check_fact(&answer, row);
  hints.profile = MCPX_PROFILE_EXTENDED;
  mcpx_classify("", 0, &hints, &answer);
  check_fact(&answer, row);
}

static void fact_comes_from_the_text(void **state) {
  static const char TEXT[] = "dial tcp: lookup mcp.example.com: no such host";
  mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED};
  mcpx_answer answer;
  (void)state;
  mcpx_classify(TEXT, sizeof TEXT - 1, &hints, &answer);
  assert_string_equal(mcpx_code_name(answer.code), "MCPX_HTTP_DNS_FAILED");
  assert_string_equal(mcpx_code_name(answer.proxy_code), UNKNOWN);
  assert_string_equal(answer.fact, "dns");
  assert_int_equal(answer.fact_source, MCPX_SOURCE_TEXT);
  assert_true(answer.extension);
}

static void foreign_code_is_passed_on(void **state) {
  mcpx_hints hints = {CODED("ACME_7")};
  mcpx_answer answer;
  (void)state;
  mcpx_classify("command not found", 17, &hints, &answer);
  assert_int_equal(answer.code, MCPX_CODE_FOREIGN);
  assert_int_equal(answer.proxy_code, MCPX_CODE_FOREIGN);
  assert_ptr_equal(answer.coded, hints.coded);
  assert_int_equal(answer.coded_length, 6);
  assert_null(mcpx_code_name(answer.code));
}

/* Without an error there is no code, whatever the hints are. */
static void no_text_has_no_code(void **state) {
  mcpx_hints hints = {CODED("MCPX_HTTP_401"), .exit = true};
  mcpx_answer answer;
  (void)state;
  mcpx_classify(NULL, 0, &hints, &answer);
  assert_int_equal(answer.code, MCPX_CODE_NONE);
  assert_int_equal(answer.proxy_code, MCPX_CODE_NONE);
  assert_null(answer.rule);
  assert_int_equal(answer.evidence_count, 0);
}

static void no_hints_are_profile_proxy(void **state) {
  static const char TEXT[] = "Get \"https://x.example\": dial tcp: lookup x.example: no such host";
  mcpx_answer answer;
  (void)state;
  mcpx_classify(TEXT, sizeof TEXT - 1, NULL, &answer);
  assert_string_equal(mcpx_code_name(answer.code), UNKNOWN);
  assert_int_equal(answer.transport, MCPX_TRANSPORT_UNKNOWN);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(null_and_nul_names),         cmocka_unit_test(fact_comes_from_the_text),
      cmocka_unit_test(foreign_code_is_passed_on),  cmocka_unit_test(no_text_has_no_code),
      cmocka_unit_test(no_hints_are_profile_proxy), cmocka_unit_test(names_have_spellings),
      cmocka_unit_test(other_names_are_unknown),
  };
  return RUN_ROWS(TRANSPORTS, transport_is_found) + RUN_ROWS(CALLS, hints_are_used_and_reported) +
         RUN_ROWS(FACTS, fact_decides) + cmocka_run_group_tests_name("hints", cases, NULL, NULL);
}
