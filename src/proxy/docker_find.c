/* docker_find.c: searches a system for the docker program. */
#include "docker_find.h"

#include <string.h>

#include "base/ascii.h"

/* Only the end of the shell's output is kept: a profile may print a greeting before the answer. */
enum { SHELL_OUTPUT_MAX = 8192 };

struct docker_platform_row {
  char list_separator;
  char path_separator;
  bool login_shell;
};

struct docker_file_row {
  mcpx_platform platform;
  const char *name;
};

static const struct docker_platform_row DOCKER_PLATFORMS[] = {
#define PLATFORM(name, list_separator, path_separator, login_shell) \
  [MCPX_PLATFORM_##name] = {list_separator, path_separator, login_shell},
#include "tables/docker_places.def"
};

static const struct docker_file_row DOCKER_PROGRAMS[] = {
#define PROGRAM(platform, name) {MCPX_PLATFORM_##platform, name},
#include "tables/docker_places.def"
};

static const struct docker_file_row DOCKER_PLACES[] = {
#define PLACE(platform, path) {MCPX_PLATFORM_##platform, path},
#include "tables/docker_places.def"
};

enum {
  DOCKER_PROGRAM_COUNT = sizeof DOCKER_PROGRAMS / sizeof *DOCKER_PROGRAMS,
  DOCKER_PLACE_COUNT = sizeof DOCKER_PLACES / sizeof *DOCKER_PLACES
};

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

static const char *environment_value(const mcpx_docker_system *system, const char *name) {
  const char *value = system->environment(system->context, name);
  return value ? value : "";
}

static bool is_windows_separator(char c) { return c == '/' || c == '\\'; }

/* On Windows, absolute means C:\… or \\server\…, with either slash. */
static bool is_absolute_path(mcpx_platform platform, const char *path, size_t length) {
  if (platform != MCPX_PLATFORM_WINDOWS) return length > 0 && path[0] == '/';
  bool drive = length > 2 && ascii_is_alpha(path[0]) && path[1] == ':' && is_windows_separator(path[2]);
  return drive || (length > 1 && is_windows_separator(path[0]) && is_windows_separator(path[1]));
}

/* Writes `first` and `rest` to `path`. Returns false if `first` is not absolute or the path is too long. */
static bool join_path(mcpx_platform platform, char path[MCPX_DOCKER_PATH_SIZE], const char *first,
                      size_t length, const char *rest) {
  size_t rest_length = strlen(rest);
  if (!is_absolute_path(platform, first, length)) return false;
  if (length >= MCPX_DOCKER_PATH_SIZE - rest_length) return false;
  memcpy(path, first, length);
  memcpy(path + length, rest, rest_length + 1);
  return true;
}

static bool is_executable_file(const mcpx_docker_system *system, const char *path) {
  return system->is_executable(system->context, path);
}

/* ---- PATH ---- */

static bool find_in_directory(const mcpx_docker_system *system, const char *directory, size_t length,
                              char path[MCPX_DOCKER_PATH_SIZE]) {
  mcpx_platform platform = docker_platform(system);
  char separator[] = {DOCKER_PLATFORMS[platform].path_separator, '\0'};
  if (length && directory[length - 1] == *separator) *separator = '\0';
  for (size_t i = 0; i < DOCKER_PROGRAM_COUNT; i++) {
    const char *name = DOCKER_PROGRAMS[i].name;
    if (DOCKER_PROGRAMS[i].platform != platform) continue;
    if (!join_path(platform, path, directory, length, separator)) continue;
    size_t end = strlen(path);
    if (strlen(name) >= MCPX_DOCKER_PATH_SIZE - end) continue;
    memcpy(path + end, name, strlen(name) + 1);
    if (is_executable_file(system, path)) return true;
  }
  return false;
}

static bool find_in_path(const mcpx_docker_system *system, char path[MCPX_DOCKER_PATH_SIZE]) {
  const char separators[] = {DOCKER_PLATFORMS[docker_platform(system)].list_separator, '\0'};
  const char *entry = environment_value(system, "PATH");
  for (;;) {
    size_t length = strcspn(entry, separators);
    if (find_in_directory(system, entry, length, path)) return true;
    if (!entry[length]) return false;
    entry += length + 1;
  }
}

/* ---- Well-known places ---- */

enum docker_source docker_probe(const mcpx_docker_system *system, char path[MCPX_DOCKER_PATH_SIZE]) {
  mcpx_platform platform = docker_platform(system);
  for (size_t i = 0; i < DOCKER_PLACE_COUNT; i++) {
    const char *place = DOCKER_PLACES[i].name, *root = "/";
    if (DOCKER_PLACES[i].platform != platform) continue;
    if (*place == '~') root = environment_value(system, "HOME");
    if (!join_path(platform, path, root, strlen(root), place + 1)) continue;
    if (is_executable_file(system, path)) return DOCKER_BUNDLED;
  }
  return DOCKER_ABSENT;
}

/* ---- The login shell ---- */

/* Finds the last line of the output that is the absolute path of an executable file. */
static bool find_in_output(const mcpx_docker_system *system, const char *output, size_t length,
                           char path[MCPX_DOCKER_PATH_SIZE]) {
  mcpx_platform platform = docker_platform(system);
  for (size_t end = length; end > 0;) {
    size_t start = end;
    while (start > 0 && output[start - 1] != '\n') start--;
    size_t line = end - start;
    while (line > 0 && ascii_is_space(output[start + line - 1])) line--;
    bool has_nul = memchr(output + start, '\0', line) != NULL;
    if (!has_nul && join_path(platform, path, output + start, line, "") && is_executable_file(system, path))
      return true;
    end = start > 0 ? start - 1 : 0;
  }
  return false;
}

static bool find_in_login_shell(const mcpx_docker_system *system, char path[MCPX_DOCKER_PATH_SIZE]) {
  char output[SHELL_OUTPUT_MAX];
  size_t length = 0;
  mcpx_platform platform = docker_platform(system);
  if (!DOCKER_PLATFORMS[platform].login_shell) return false;
  const char *shell = environment_value(system, "SHELL");
  if (!is_absolute_path(platform, shell, strlen(shell))) shell = "/bin/bash";
  if (!system->shell(system->context, shell, output, sizeof output, &length)) return false;
  return find_in_output(system, output, length < sizeof output ? length : sizeof output, path);
}

enum docker_source docker_find(const mcpx_docker_system *system, char path[MCPX_DOCKER_PATH_SIZE]) {
  if (find_in_path(system, path)) return DOCKER_IN_PATH;
  if (docker_probe(system, path) != DOCKER_ABSENT) return DOCKER_BUNDLED;
  return find_in_login_shell(system, path) ? DOCKER_IN_LOGIN_SHELL : DOCKER_ABSENT;
}
