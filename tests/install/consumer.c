/* consumer.c: a program of somebody who uses the library, in C and in C++ -> the code of an error. */
#include <mcpx.h>
#include <stdio.h>
#include <string.h>
#if __has_include(<mcpx_proxy.h>)
#include <mcpx_proxy.h>
#endif

/* What needs cJSON, where it is there. */
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

/* A function of the library has this name as well, and nobody may take one for the other. */
int classify_decide(void) { return 1; }

int main(void) {
  static const char TEXT[] = "zsh:1: command not found: docker";
  static mcpx_hints hints;
  static mcpx_answer answer;
  hints.profile = MCPX_PROFILE_EXTENDED;
  hints.docker_isolated = MCPX_ISOLATION_YES;
  mcpx_classify(TEXT, sizeof TEXT - classify_decide(), &hints, &answer);
  puts(mcpx_code_name(answer.code));
  return strcmp(mcpx_version(), MCPX_VERSION) == 0 && proxy_works() ? 0 : 1;
}
