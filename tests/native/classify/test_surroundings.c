/* test_surroundings.c: what a text says about its system, its client and the program that starts the server;
 * and which kind of text without a code it is. */
#include <string.h>

#include "mcpx.h"
#include "rows.h"

struct text {
  const char *name;
  const char *text;
  mcpx_system system;
  const char *client; /* NULL for none */
};

static const struct text TEXTS[] = {
    {"numbers of errors on macOS", "tcp connect error: Connection refused (os error 61)", MCPX_SYSTEM_MACOS,
     NULL},
    {"the same of Python", "ConnectionRefusedError: [Errno 61] Connection refused", MCPX_SYSTEM_MACOS, NULL},
    {"numbers of errors on Linux, which containers have too", "Connection refused (os error 111)",
     MCPX_SYSTEM_UNKNOWN, NULL},
    {"the message of the loader of Linux",
     "x: error while loading shared libraries: libssl.so.1.1: cannot open shared object file",
     MCPX_SYSTEM_LINUX, NULL},
    {"Claude Desktop's log of all servers", "2026-03-01T09:12:31.007Z [info] [time] Initializing server...",
     MCPX_SYSTEM_UNKNOWN, "claude_desktop"},
    {"another log with these words", "time: initializing server", MCPX_SYSTEM_UNKNOWN, NULL},
};

static mcpx_answer answer_to(const char *text) {
  mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED};
  mcpx_answer answer;
  mcpx_classify(text, strlen(text), &hints, &answer);
  return answer;
}

static void surroundings_are_read(void **state) {
  const struct text *row = *state;
  mcpx_answer answer = answer_to(row->text);
  assert_int_equal(answer.system, row->system);
  assert_int_equal(answer.client, row->client ? mcpx_client_find(row->client, strlen(row->client)) : 0);
}

/* LM Studio prints what a server writes on standard error as errors. */
static void output_of_ready_server_is_no_failure(void **state) {
  (void)state;
  static const char stdout_line[] = "[Plugin(mcp/a)] stdout: [Tools Prvdr.] Register with LM Studio\n";
  static const char stderr_line[] = "2026-02-08 18:01:47 [ERROR]\n [Plugin(mcp/a)] stderr: a v1.1.0 waits\n";
  char text[sizeof stdout_line + sizeof stderr_line];
  strcat(strcpy(text, stdout_line), stderr_line);
  assert_int_equal(answer_to(text).unknown, MCPX_UNKNOWN_NOT_A_FAILURE);
  assert_int_equal(answer_to(stderr_line).unknown, MCPX_UNKNOWN_UNRECOGNIZED);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(output_of_ready_server_is_no_failure)};
  return RUN_ROWS(TEXTS, surroundings_are_read) + cmocka_run_group_tests_name("kinds", cases, NULL, NULL);
}
