/* docker_find.c: a system -> the docker program, and where it was found. */
#include "docker_find.h"

#include <string.h>

#include "base/ascii.h"

/* Of what the shell prints, the end: profiles greet first. */
enum { SHELL_OUTPUT_MAX = 8192 };

struct platform {
  char list;
  char slash;
  bool shell;
};

struct file {
  mcpx_platform platform;
  const char *name;
};

static const struct platform PLATFORMS[] = {
#define PLATFORM(name, list, slash, shell) [MCPX_PLATFORM_##name] = {list, slash, shell},
#include "tables/docker_places.def"
};

static const struct file PROGRAMS[] = {
#define PROGRAM(platform, name) {MCPX_PLATFORM_##platform, name},
#include "tables/docker_places.def"
};

static const struct file PLACES[] = {
#define PLACE(platform, path) {MCPX_PLATFORM_##platform, path},
#include "tables/docker_places.def"
};

enum { PROGRAM_COUNT = sizeof PROGRAMS / sizeof *PROGRAMS, PLACE_COUNT = sizeof PLACES / sizeof *PLACES };

mcpx_platform docker_platform(const mcpx_docker_system *system) {
  if (system->platform > MCPX_PLATFORM_OWN && system->platform <= MCPX_PLATFORM_WINDOWS)
    return system->platform;
#if defined(_WIN32)
  return MCPX_PLATFORM_WINDOWS;
#elif defined(__APPLE__)
  return MCPX_PLATFORM_MACOS;
#else
  return MCPX_PLATFORM_LINUX;
#endif
}

static const char *environment(const mcpx_docker_system *system, const char *name) {
  const char *value = system->environment(system->context, name);
  return value ? value : "";
}

static bool is_slash(char c) { return c == '/' || c == '\\'; }

static bool is_absolute(mcpx_platform platform, const char *path, size_t length) {
  if (platform != MCPX_PLATFORM_WINDOWS) return length > 0 && path[0] == '/';
  bool drive = length > 2 && ascii_is_alpha(path[0]) && path[1] == ':' && is_slash(path[2]);
  return drive || (length > 1 && is_slash(path[0]) && is_slash(path[1]));
}

/* Put the parts behind each other; false where they are too long, or not an absolute path. */
static bool join(mcpx_platform platform, char path[MCPX_DOCKER_PATH_SIZE], const char *first, size_t length,
                 const char *rest) {
  size_t rest_length = strlen(rest);
  if (!is_absolute(platform, first, length)) return false;
  if (length >= MCPX_DOCKER_PATH_SIZE - rest_length) return false;
  memcpy(path, first, length);
  memcpy(path + length, rest, rest_length + 1);
  return true;
}

static bool is_executable(const mcpx_docker_system *system, const char *path) {
  return system->is_executable(system->context, path);
}

/* The program in one entry of PATH. */
static bool in_directory(const mcpx_docker_system *system, const char *directory, size_t length,
                         char path[MCPX_DOCKER_PATH_SIZE]) {
  mcpx_platform platform = docker_platform(system);
  char slash[] = {PLATFORMS[platform].slash, '\0'};
  if (length && directory[length - 1] == *slash) *slash = '\0';
  for (size_t i = 0; i < PROGRAM_COUNT; i++) {
    if (PROGRAMS[i].platform != platform || !join(platform, path, directory, length, slash)) continue;
    size_t end = strlen(path);
    if (strlen(PROGRAMS[i].name) >= MCPX_DOCKER_PATH_SIZE - end) continue;
    memcpy(path + end, PROGRAMS[i].name, strlen(PROGRAMS[i].name) + 1);
    if (is_executable(system, path)) return true;
  }
  return false;
}

static bool in_path(const mcpx_docker_system *system, char path[MCPX_DOCKER_PATH_SIZE]) {
  const char separators[] = {PLATFORMS[docker_platform(system)].list, '\0'};
  const char *entry = environment(system, "PATH");
  for (;;) {
    size_t length = strcspn(entry, separators);
    if (in_directory(system, entry, length, path)) return true;
    if (!entry[length]) return false;
    entry += length + 1;
  }
}

enum docker_source docker_probe(const mcpx_docker_system *system, char path[MCPX_DOCKER_PATH_SIZE]) {
  mcpx_platform platform = docker_platform(system);
  for (size_t i = 0; i < PLACE_COUNT; i++) {
    const char *place = PLACES[i].name, *home = "";
    if (PLACES[i].platform != platform) continue;
    if (*place == '~') home = environment(system, "HOME");
    size_t length = *place == '~' ? strlen(home) : 1;
    if (!join(platform, path, *place == '~' ? home : "/", length, place + 1)) continue;
    if (is_executable(system, path)) return DOCKER_BUNDLED;
  }
  return DOCKER_ABSENT;
}

/* The last line that is an absolute path of an executable file. */
static bool last_path(const mcpx_docker_system *system, const char *output, size_t length,
                      char path[MCPX_DOCKER_PATH_SIZE]) {
  mcpx_platform platform = docker_platform(system);
  for (size_t end = length; end > 0;) {
    size_t start = end;
    while (start > 0 && output[start - 1] != '\n') start--;
    size_t line = end - start;
    while (line > 0 && ascii_is_space(output[start + line - 1])) line--;
    bool text = !memchr(output + start, '\0', line);
    if (text && join(platform, path, output + start, line, "") && is_executable(system, path)) return true;
    end = start > 0 ? start - 1 : 0;
  }
  return false;
}

static bool in_login_shell(const mcpx_docker_system *system, char path[MCPX_DOCKER_PATH_SIZE]) {
  char output[SHELL_OUTPUT_MAX];
  size_t length = 0;
  mcpx_platform platform = docker_platform(system);
  if (!PLATFORMS[platform].shell) return false;
  const char *shell = environment(system, "SHELL");
  if (!is_absolute(platform, shell, strlen(shell))) shell = "/bin/bash";
  if (!system->shell(system->context, shell, output, sizeof output, &length)) return false;
  return last_path(system, output, length < sizeof output ? length : sizeof output, path);
}

enum docker_source docker_find(const mcpx_docker_system *system, char path[MCPX_DOCKER_PATH_SIZE]) {
  if (in_path(system, path)) return DOCKER_IN_PATH;
  if (docker_probe(system, path) != DOCKER_ABSENT) return DOCKER_BUNDLED;
  return in_login_shell(system, path) ? DOCKER_IN_LOGIN_SHELL : DOCKER_ABSENT;
}
