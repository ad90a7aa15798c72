/* consumer.c: a program that uses the library, in C and in C++. Prints the code of an error. */
#include <mcpx.h>
#include <stdio.h>
#include <string.h>
#if __has_include(<mcpx_proxy.h>)
#include <mcpx_proxy.h>
#endif

/* Calls a function that needs cJSON, if the library has it. */
static bool proxy_works(void) {
#ifdef MCPX_PROXY_H
  static const char CONFIG[] =
      "{\"docker_isolation\":{\"enabled\":true},"
      "\"mcpServers\":[{\"name\":\"a\",\"command\":\"npx\"}]}";
  mcpx_isolation hint = MCPX_ISOLATION_UNKNOWN;
  mcpx_config_isolated(CONFIG, sizeof CONFIG - 1, "a", 1, &hint, NULL);
  return hint == MCPX_ISOLATION_YES;
#else
  return true;
#endif
}

/* Internal functions and tables of the library have these names too. The program's own must not be mixed up
 * with them. */
int json_start(void);
int classify_decide(void);
int cJSON_ParseWithLength(void);
extern int RULES;

int json_start(void) { return 1; }
int classify_decide(void) { return 2; }
int cJSON_ParseWithLength(void) { return 3; }
int RULES = 4;

static bool own_names_work(void) {
  return json_start() + classify_decide() + cJSON_ParseWithLength() + RULES == 10;
}

int main(void) {
  static const char TEXT[] = "zsh:1: command not found: docker";
  static mcpx_hints hints;
  static mcpx_answer answer;
  hints.profile = MCPX_PROFILE_EXTENDED;
  hints.docker_isolated = MCPX_ISOLATION_YES;
  mcpx_classify(TEXT, sizeof TEXT - 1, &hints, &answer);
  puts(mcpx_code_name(answer.code));
  return strcmp(mcpx_version(), MCPX_VERSION) == 0 && own_names_work() && proxy_works() ? 0 : 1;
}
