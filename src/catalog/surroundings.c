/* surroundings.c: where a failure happened: the client, the operating system, the program that starts the
 * server. */
#include "surroundings.h"

#include <string.h>

#include "base/ascii.h"
#include "json/writer.h"

/* Paths on macOS, Windows and Linux. */
enum { PATH_MACOS, PATH_WINDOWS, PATH_LINUX, PATH_COUNT };

/* A module that only finds the code leaves the paths out. */
#ifdef MCPX_WITHOUT_CAUSES
#define PATHS(...) \
  { NULL }
#else
#define PATHS(...) \
  { __VA_ARGS__ }
#endif

static const struct {
  const char *name_json;
  const char *name;
  const char *config[PATH_COUNT];
  const char *log[PATH_COUNT];
} CLIENTS[CLIENT_COUNT] = {
#define CLIENT(id, name_json, name, config_macos, config_windows, config_linux, log_macos, log_windows, \
               log_linux)                                                                               \
  [CLIENT_##id] = {name_json, name, PATHS(config_macos, config_windows, config_linux),                  \
                   PATHS(log_macos, log_windows, log_linux)},
#include "tables/clients.def"
};

static const char *const SYSTEM_NAMES[] = {
#define SYSTEM(id, name) [MCPX_SYSTEM_##id] = (name),
#include "tables/surroundings.def"
};

static const char *const RUNNER_NAMES[RUNNER_COUNT] = {
#define RUNNER(id, name) [RUNNER_##id] = (name),
#include "tables/surroundings.def"
};

enum { SYSTEM_COUNT = sizeof SYSTEM_NAMES / sizeof *SYSTEM_NAMES };

const char *mcpx_client_name(mcpx_client client) {
  return client > 0 && client < CLIENT_COUNT ? CLIENTS[client].name_json : NULL;
}

const char *mcpx_system_name(mcpx_system system) {
  return (int)system > 0 && (int)system < SYSTEM_COUNT ? SYSTEM_NAMES[system] : NULL;
}

const char *mcpx_runner_name(mcpx_runner runner) {
  return runner > 0 && runner < RUNNER_COUNT ? RUNNER_NAMES[runner] : NULL;
}

/* Whether a person may write the name so: in any case, and with spaces, hyphens, underscores or nothing
 * between its words. */
static bool is_spelling_of(const char *known, const char *name, size_t length) {
  size_t i = 0;
  for (; *known || i < length; known++, i++) {
    while (*known && strchr(" -_", *known)) known++;
    while (i < length && name[i] && strchr(" -_", name[i])) i++;
    if (!*known || i == length) break;
    if (ascii_to_lower(*known) != ascii_to_lower(name[i])) return false;
  }
  return !*known && i == length;
}

mcpx_client mcpx_client_find(const char *name, size_t length) {
  for (mcpx_client client = 1; name && client < CLIENT_COUNT; client++)
    if (is_spelling_of(CLIENTS[client].name_json, name, length) ||
        is_spelling_of(CLIENTS[client].name, name, length))
      return client;
  return CLIENT_ANY;
}

mcpx_system mcpx_system_find(const char *name, size_t length) {
  for (int system = 1; name && system < SYSTEM_COUNT; system++)
    if (is_spelling_of(SYSTEM_NAMES[system], name, length)) return (mcpx_system)system;
  return MCPX_SYSTEM_UNKNOWN;
}

mcpx_runner mcpx_runner_find(const char *name, size_t length) {
  for (mcpx_runner runner = 1; name && runner < RUNNER_COUNT; runner++)
    if (is_spelling_of(RUNNER_NAMES[runner], name, length)) return runner;
  return RUNNER_NONE;
}

const char *platform_name(enum catalog_platform platform) {
  static const char *const NAMES[] = {[PLATFORM_ANY] = NULL,
                                      [PLATFORM_UNIX] = "unix",
                                      [PLATFORM_MACOS] = "macos",
                                      [PLATFORM_LINUX] = "linux",
                                      [PLATFORM_WINDOWS] = "windows"};
  return NAMES[platform];
}

bool platform_fits(enum catalog_platform platform, mcpx_system system) {
  bool linux_like = system == MCPX_SYSTEM_LINUX || system == MCPX_SYSTEM_WSL;
  if (platform == PLATFORM_ANY || system == MCPX_SYSTEM_UNKNOWN) return true;
  switch (platform) {
    case PLATFORM_UNIX: return system != MCPX_SYSTEM_WINDOWS;
    case PLATFORM_MACOS: return system == MCPX_SYSTEM_MACOS;
    case PLATFORM_LINUX: return linux_like;
    default: return system == MCPX_SYSTEM_WINDOWS;
  }
}

bool client_is_named(mcpx_client client) { return client != CLIENT_ANY && client != CLIENT_MCP_REMOTE; }

mcpx_client client_with_isolation(mcpx_client client, mcpx_isolation docker_isolated) {
  return client == CLIENT_ANY && docker_isolated == MCPX_ISOLATION_YES ? CLIENT_MCPPROXY : client;
}

bool command_is_lookup(const char *command) {
  static const char *const LOOKUPS[] = {"which ", "command -v ", "where.exe ", "Get-Command "};
  for (size_t i = 0; i < sizeof LOOKUPS / sizeof *LOOKUPS; i++)
    if (strncmp(command, LOOKUPS[i], strlen(LOOKUPS[i])) == 0) return true;
  return false;
}

const char *client_display_name(mcpx_client client) {
  return client > 0 && client < CLIENT_COUNT ? CLIENTS[client].name : NULL;
}

/* The path on the system. On an unknown system: the path if it is the same everywhere, else the name of the
 * file. A folder has no such name. */
static const char *path_on(const char *const *paths, mcpx_system system) {
  static const int PLACES[] = {[MCPX_SYSTEM_UNKNOWN] = PATH_MACOS,
                               [MCPX_SYSTEM_WSL] = PATH_LINUX,
                               [MCPX_SYSTEM_WINDOWS] = PATH_WINDOWS,
                               [MCPX_SYSTEM_MACOS] = PATH_MACOS,
                               [MCPX_SYSTEM_LINUX] = PATH_LINUX};
  const char *path = paths[PLACES[system]];
  const char *slash = strrchr(path, '/');
  if (!*path) return NULL;
  if (system == MCPX_SYSTEM_UNKNOWN && slash && strcmp(path, paths[PATH_LINUX]) != 0)
    return slash[1] ? slash + 1 : NULL;
  return path;
}

/* With WSL, desktop apps run on Windows. */
static mcpx_system system_of_client(mcpx_client client, mcpx_system system) {
  static const bool ON_DESKTOP[CLIENT_COUNT] = {
#define DESKTOP_APP(id) [CLIENT_##id] = true,
#include "tables/clients.def"
  };
  return system == MCPX_SYSTEM_WSL && ON_DESKTOP[client] ? MCPX_SYSTEM_WINDOWS : system;
}

const char *client_config(mcpx_client client, mcpx_system system) {
  return client > 0 && client < CLIENT_COUNT
             ? path_on(CLIENTS[client].config, system_of_client(client, system))
             : NULL;
}

const char *client_log(mcpx_client client, mcpx_system system) {
  return client > 0 && client < CLIENT_COUNT ? path_on(CLIENTS[client].log, system_of_client(client, system))
                                             : NULL;
}

/* ---- As JSON ---- */

/* What is not known is left out. */
static void write_paths(struct json_writer *json, const char *key, const char *const *paths) {
  static const char *const KEYS[PATH_COUNT] = {
      [PATH_MACOS] = "macos", [PATH_WINDOWS] = "windows", [PATH_LINUX] = "linux"};
  json_key(json, key);
  json_open(json, '{');
  for (int i = 0; i < PATH_COUNT; i++)
    if (*paths[i]) json_member(json, KEYS[i], paths[i]);
  json_close(json, '}');
}

static void write_names(struct json_writer *json, const char *key, const char *const *names, int count) {
  json_key(json, key);
  json_open(json, '[');
  for (int i = 1; i < count; i++) json_string(json, names[i]);
  json_close(json, ']');
}

static void write_clients(struct json_writer *json) {
  json_key(json, "clients");
  json_open(json, '[');
  for (mcpx_client client = 1; client < CLIENT_COUNT; client++) {
    json_open(json, '{');
    json_member(json, "id", CLIENTS[client].name_json);
    json_member(json, "name", CLIENTS[client].name);
    write_paths(json, "config", CLIENTS[client].config);
    write_paths(json, "log", CLIENTS[client].log);
    json_close(json, '}');
  }
  json_close(json, ']');
}

size_t mcpx_surroundings_json(char *out, size_t capacity) {
  struct json_writer json = json_start(out, capacity);
  json_open(&json, '{');
  write_clients(&json);
  write_names(&json, "systems", SYSTEM_NAMES, SYSTEM_COUNT);
  write_names(&json, "runners", RUNNER_NAMES, RUNNER_COUNT);
  json_close(&json, '}');
  return json_finish(&json);
}
