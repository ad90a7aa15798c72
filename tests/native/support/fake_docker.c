/* fake_docker.c: a fake system for a resolver: the test sets its clock, files and shell. */
#include "fake_docker.h"

#include <stdio.h>
#include <string.h>

static uint64_t fake_clock(void *context) { return ((struct fake *)context)->now; }

static const char *fake_environment(void *context, const char *name) {
  const struct fake *fake = context;
  if (strcmp(name, "PATH") == 0) return fake->path;
  if (strcmp(name, "HOME") == 0) return fake->home;
  return strcmp(name, "SHELL") == 0 ? fake->login : NULL;
}

static bool fake_is_executable(void *context, const char *path) {
  struct fake *fake = context;
  size_t length = strlen(path);
  fake->probes++;
  for (const char *line = fake->files; line; line = strchr(line, '\n')) {
    if (*line == '\n') line++;
    if (strncmp(line, path, length) == 0 && (line[length] == '\n' || !line[length])) return true;
  }
  return false;
}

/* What a shell prints: a greeting without a line feed, then the lines that the question asks for. */
static size_t print_answer(const char *answer, char out[FAKE_OUTPUT_MAX]) {
  return (size_t)snprintf(out, FAKE_OUTPUT_MAX, "\033]0;hi\007\nmcpx-docker-begin\n%s\nmcpx-docker-end\n",
                          answer);
}

static bool fake_shell(void *context, const char *shell, const char *question, char *out, size_t capacity,
                       size_t *length) {
  static char text[FAKE_OUTPUT_MAX];
  struct fake *fake = context;
  fake->shells++;
  fake->asked = shell;
  fake->question = question;
  fake->now += fake->shell_takes;
  if (fake->broken && strcmp(shell, fake->broken) == 0) return false;
  if (!fake->printed && !fake->raw) return false;
  size_t whole = print_answer(fake->raw ? "" : fake->printed, text);
  const char *from = fake->raw ? fake->raw : text;
  if (fake->raw) whole = strlen(fake->raw);
  *length = whole < capacity ? whole : capacity;
  memcpy(out, from + whole - *length, *length);
  return true;
}

mcpx_docker_system fake_system(struct fake *fake) {
  return (mcpx_docker_system){.context = fake,
                              .platform = fake->platform,
                              .clock = fake_clock,
                              .environment = fake_environment,
                              .is_executable = fake_is_executable,
                              .shell = fake_shell};
}

const char *whereabouts(mcpx_docker *docker) {
  static char text[MCPX_DOCKER_PATH_SIZE + 32];
  char path[MCPX_DOCKER_PATH_SIZE];
  const char *source;
  size_t length = mcpx_docker_path(docker, path, sizeof path, &source);
  bool agree = strlen(path) == length && (length > 0) == (strcmp(source, "absent") != 0);
  if (!agree || strcmp(mcpx_docker_source(docker), source) != 0) return "disagree";
  snprintf(text, sizeof text, "%s%s%s", source, length ? " " : "", path);
  return text;
}
