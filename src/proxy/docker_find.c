/* docker_find.c: searches a system for the docker program. */
#include "docker_find.h"

#include <string.h>

#include "base/ascii.h"

/* Only the end of the shell's output is kept: a profile may print a greeting before the answer. */
enum { SHELL_OUTPUT_MAX = 8192 };

/* If $SHELL cannot be asked, this one is. */
#define FALLBACK_SHELL "/bin/sh"

/* A shell that cannot be asked fails within this time. After it, no other shell is asked, so that two of them
 * do not take twice the limit of one. */
enum { SHELL_FAILS_WITHIN = 1000 /* ms */ };

/* The question to a shell, whose answer is printed between two markers. The first `echo` ends a greeting that
 * has no line feed. sh, bash, zsh, ksh and fish read these commands alike. */
#define ANSWER_BEGIN "mcpx-docker-begin"
#define ANSWER_END "mcpx-docker-end"
static const char SHELL_QUESTION[] = "echo; echo " ANSWER_BEGIN "; command -v docker; echo; echo " ANSWER_END;

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

/* Is the last part of a path the name of the program? A profile may print the path of anything else. */
static bool names_program(mcpx_platform platform, const char *path) {
  const char *slash = strrchr(path, '/');
  const char *name = slash ? slash + 1 : path;
  for (size_t i = 0; i < DOCKER_PROGRAM_COUNT; i++)
    if (DOCKER_PROGRAMS[i].platform == platform && strcmp(DOCKER_PROGRAMS[i].name, name) == 0) return true;
  return false;
}

/* The line that ends at an offset, without the white space at its end. */
static mcpx_text line_before(mcpx_text output, size_t end) {
  size_t start = end;
  while (start > 0 && output.bytes[start - 1] != '\n') start--;
  while (end > start && ascii_is_space(output.bytes[end - 1])) end--;
  return (mcpx_text){output.bytes + start, end - start};
}

/* Finds the last line that is this marker and ends the text where it begins. */
static bool cut_at_marker(mcpx_text *output, const char *marker) {
  size_t length = strlen(marker);
  for (size_t end = output->length;; end--) {
    mcpx_text line = line_before(*output, end);
    end = (size_t)(line.bytes - output->bytes);
    if (line.length == length && memcmp(line.bytes, marker, length) == 0) {
      output->length = end;
      return true;
    }
    if (end == 0) return false;
  }
}

/* Finds what a shell answered last, between the two markers. */
static bool find_answer(mcpx_text output, mcpx_text *answer) {
  if (!cut_at_marker(&output, ANSWER_END)) return false;
  size_t end = output.length;
  if (!cut_at_marker(&output, ANSWER_BEGIN)) return false;
  size_t begin = output.length + sizeof ANSWER_BEGIN - 1;
  *answer = (mcpx_text){output.bytes + begin, end - begin};
  return true;
}

/* Finds the last line of an answer that is the absolute path of docker. */
static bool find_in_answer(const mcpx_docker_system *system, mcpx_text answer,
                           char path[MCPX_DOCKER_PATH_SIZE]) {
  mcpx_platform platform = docker_platform(system);
  for (size_t end = answer.length;; end--) {
    mcpx_text line = line_before(answer, end);
    bool has_nul = memchr(line.bytes, '\0', line.length) != NULL;
    if (!has_nul && join_path(platform, path, line.bytes, line.length, "") && names_program(platform, path) &&
        is_executable_file(system, path))
      return true;
    end = (size_t)(line.bytes - answer.bytes);
    if (end == 0) return false;
  }
}

enum shell_outcome { SHELL_UNUSABLE, SHELL_WITHOUT_DOCKER, SHELL_WITH_DOCKER };

static enum shell_outcome ask_shell(const mcpx_docker_system *system, const char *shell,
                                    char path[MCPX_DOCKER_PATH_SIZE]) {
  char output[SHELL_OUTPUT_MAX];
  size_t length = 0;
  mcpx_text answer;
  if (system->shell(system->context, shell, SHELL_QUESTION, output, sizeof output, &length) &&
      find_answer((mcpx_text){output, length < sizeof output ? length : sizeof output}, &answer))
    return find_in_answer(system, answer, path) ? SHELL_WITH_DOCKER : SHELL_WITHOUT_DOCKER;
  return SHELL_UNUSABLE;
}

static bool find_in_login_shell(const mcpx_docker_system *system, char path[MCPX_DOCKER_PATH_SIZE]) {
  mcpx_platform platform = docker_platform(system);
  if (!DOCKER_PLATFORMS[platform].login_shell) return false;
  const char *shell = environment_value(system, "SHELL");
  if (!is_absolute_path(platform, shell, strlen(shell))) shell = "/bin/bash";
  uint64_t begin = system->clock(system->context);
  enum shell_outcome outcome = ask_shell(system, shell, path);
  bool failed = outcome == SHELL_UNUSABLE && strcmp(shell, FALLBACK_SHELL) != 0;
  if (failed && system->clock(system->context) - begin < SHELL_FAILS_WITHIN)
    outcome = ask_shell(system, FALLBACK_SHELL, path);
  return outcome == SHELL_WITH_DOCKER;
}

enum docker_source docker_find(const mcpx_docker_system *system, char path[MCPX_DOCKER_PATH_SIZE]) {
  if (find_in_path(system, path)) return DOCKER_IN_PATH;
  if (docker_probe(system, path) != DOCKER_ABSENT) return DOCKER_BUNDLED;
  return find_in_login_shell(system, path) ? DOCKER_IN_LOGIN_SHELL : DOCKER_ABSENT;
}
