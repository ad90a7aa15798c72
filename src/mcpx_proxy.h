/* mcpx_proxy.h: the interface of libmcpx for the MCP proxy itself, and its manual.
 *
 * The proxy produces the payloads that mcpx.h checks. The functions here compute these parts of them:
 *
 *   docker_cli_source              where the docker program was found (mcpx_docker)
 *   docker_isolation_enabled       whether isolation is enabled (mcpx_config_isolation_enabled); the same for
 * one server is a hint for classification (mcpx_config_isolated) server_docker_isolated_count   how many
 * servers are launched through Docker (mcpx_config_isolated_count) diagnostics                    how often
 * each error code occurred (mcpx_error_counts)
 *
 * They need an operating system, so the WebAssembly modules for JavaScript do not contain them. The library
 * has them if it was built with MCPX_PROXY (docs/native.md).
 *
 * The rules at the head of mcpx.h apply, with one exception: functions that parse JSON (those that begin with
 * mcpx_config_, and mcpx_error_counts_load) allocate memory with malloc and free all of it before they
 * return.
 */
#ifndef MCPX_PROXY_H
#define MCPX_PROXY_H

#include "mcpx.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Where the docker program is --------------------------------------- */

/* Selects the list of well-known places of docker and whether there is a login shell to ask. The lists are in
 * src/tables/docker_places.def. */
typedef enum mcpx_platform {
  MCPX_PLATFORM_OWN, /* the platform that the library was compiled for; LINUX on a Unix without a list */
  MCPX_PLATFORM_LINUX,
  MCPX_PLATFORM_MACOS,
  MCPX_PLATFORM_WINDOWS,
} mcpx_platform;

/* The functions through which a resolver asks the operating system. Tests replace them; for normal use all
 * members are zero. A NULL function means the real one.
 *
 * Every function gets `context`. A resolver calls them with its lock held: by one thread at a time, and they
 * must not call the same resolver. */
typedef struct mcpx_docker_system {
  void *context;
  mcpx_platform platform;
  /* Returns the time in milliseconds since any fixed moment. Should be monotonic. */
  uint64_t (*clock)(void *context);
  /* Returns the value of PATH, HOME or SHELL, or NULL if it is not set. The string must stay valid until the
   * next call. The real function is getenv: no thread may change the environment during a call. */
  const char *(*environment)(void *context, const char *name);
  /* Returns whether `path` is a regular file that this process may execute. */
  bool (*is_executable)(void *context, const char *path);
  /* Runs `shell` with the arguments -l, -c and `question`. Writes its output, or the last `capacity` bytes of
   * it, to `out`, and the number of bytes to `*length`. Returns false if the shell did not start, failed or
   * was killed. The real function kills the shell and its process group after 5 s. `question` lives as long
   * as the program. */
  bool (*shell)(void *context, const char *shell, const char *question, char *out, size_t capacity,
                size_t *length);
} mcpx_docker_system;

/* The size of a buffer for any path that a resolver finds, with its terminator. Longer paths are ignored. */
#define MCPX_DOCKER_PATH_SIZE 4096

/* A resolver finds docker and caches the result. Any number of threads may ask one resolver at the same time:
 * one of them resolves, the others wait for its result. Path and source always belong together.
 *
 * The search goes through these places and stops at the first executable file:
 *   1. the absolute directories in PATH;
 *   2. the well-known places of the platform, in the order of the table;
 *   3. except on Windows, the login shell ($SHELL, or /bin/bash if that is not an absolute path). The
 *      question prints a line before the answer and one after it. Of the lines between them the last one
 * counts that is the absolute path of an executable file named docker. What a profile prints besides, and
 * aliases and functions named docker, do not count. A shell that fails or does not print both lines within 1
 * s cannot be asked; then /bin/sh is.
 *
 * A result is cached like this:
 *   - A path is kept as long as the resolver lives.
 *   - A failure is kept for 60 s. During that time each call looks at the well-known places again, which is
 *     fast; a path found there is kept, with the source "bundled".
 *   - After 60 s the next call searches again.
 *
 * A resolver is memory of the caller. It contains a lock, so it must not be moved or copied between
 * mcpx_docker_init and mcpx_docker_destroy. */
#define MCPX_DOCKER_SIZE 8192
typedef union mcpx_docker {
  max_align_t align;
  unsigned char bytes[MCPX_DOCKER_SIZE];
} mcpx_docker;

/* Initializes a resolver. It does not search yet. `system` is copied, and NULL means the real system; its
 * `context` must live until mcpx_docker_destroy. Returns false if `docker` is NULL or the operating system
 * has no lock left; then the resolver must not be used, and there is nothing to destroy. */
MCPX_API bool mcpx_docker_init(mcpx_docker *docker, const mcpx_docker_system *system);

/* Releases the lock of a resolver. No other thread may use the resolver any more. NULL is allowed. */
MCPX_API void mcpx_docker_destroy(mcpx_docker *docker);

/* Writes the absolute path of docker, with a terminator, and returns its length in bytes; 0 if docker was not
 * found or `docker` is NULL. As for all output, a returned length of `capacity` or more means that the path
 * is cut. `source`, unless it is NULL, receives the string that mcpx_docker_source returns. Takes up to 5 s
 * when the login shell has to be asked, and 6 s if /bin/sh is asked after it. Thread-safe. */
MCPX_API size_t mcpx_docker_path(mcpx_docker *docker, char *out, size_t capacity, const char **source);

/* Returns the docker_cli_source of a heartbeat: "path", "bundled", "login_shell" or "absent". It never
 * contains the path and is never empty or NULL; for a NULL `docker` it is "absent". Searches and caches as
 * mcpx_docker_path does. The string lives as long as the program. Thread-safe. */
MCPX_API const char *mcpx_docker_source(mcpx_docker *docker);

/* Example:
 *
 *     mcpx_docker docker;
 *     if (!mcpx_docker_init(&docker, NULL)) return 1;
 *     char path[MCPX_DOCKER_PATH_SIZE];
 *     const char *source;
 *     if (mcpx_docker_path(&docker, path, sizeof path, &source) == 0) puts("docker was not found");
 *     printf("docker_cli_source: %s\n", source);
 *     mcpx_docker_destroy(&docker);
 */

/* ---- Reading configurations and saved states --------------------------- */

/* What became of a text that a function was to read. */
typedef enum mcpx_read_status {
  MCPX_READ_OK,
  MCPX_READ_TOO_LARGE,      /* longer than the limit; it was not read */
  MCPX_READ_NOT_JSON,       /* not strict JSON, or JSON that parsers read in different ways */
  MCPX_READ_WRONG_SHAPE,    /* JSON, but a member has the wrong type */
  MCPX_READ_UNKNOWN_SERVER, /* no server of the configuration has that name */
  MCPX_READ_DAMAGED,        /* a saved state that was changed after it was saved */
  MCPX_READ_NEWER,          /* a saved state of a newer release */
  MCPX_READ_NO_MEMORY,
} mcpx_read_status;

/* Why a text was not read. The strings live as long as the program and contain nothing of the text. */
typedef struct mcpx_read_fault {
  const char *message;  /* one or two sentences */
  const char *expected; /* what the JSON parser expected at `offset`, or NULL */
  size_t offset;        /* of the fault, in bytes from 0 */
  size_t line;          /* of the offset, from 1; 0 if the fault has no place */
  size_t column;        /* of the offset in its line, in characters from 1; 0 if the fault has no place */
} mcpx_read_fault;

/* Example:
 *
 *     mcpx_isolation hint;
 *     mcpx_read_fault fault;
 *     const char config[] = "{\n  \"docker_isolation\": {,}\n}";
 *     if (mcpx_config_isolated(config, sizeof config - 1, "files", 5, &hint, &fault) != MCPX_READ_OK)
 *       printf("%zu:%zu\n", fault.line, fault.column);
 *     // prints: 2:24
 */

/* ---- Isolation --------------------------------------------------------- */

/* The proxy reads its settings for isolation in two ways, and the two can differ:
 *
 *   the hint     looks at `enabled` alone, as all releases did before there was `mode`. The proxy gives this
 *                answer to its classifier and in docker_isolation_enabled of a heartbeat. It is
 *                mcpx_docker_isolated, mcpx_config_isolated and mcpx_config_isolation_enabled.
 *   the launch   looks at `mode`, too. The proxy starts servers in this way and counts them in
 *                server_docker_isolated_count. It is mcpx_launch_mode, mcpx_config_launch_mode and
 *                mcpx_config_isolated_count.
 *
 * They agree on a configuration without `mode`. To classify as the proxy does, use the hint; to tell a person
 * how a server runs, use the launch. */

/* A setting of the configuration that may be absent. */
typedef enum mcpx_setting {
  MCPX_SETTING_NONE, /* absent */
  MCPX_SETTING_OFF,
  MCPX_SETTING_ON,
} mcpx_setting;

/* How a server is launched. */
typedef enum mcpx_launch {
  MCPX_LAUNCH_UNSET,   /* `mode` is absent or empty */
  MCPX_LAUNCH_NONE,    /* "none": as a program of this computer */
  MCPX_LAUNCH_DOCKER,  /* "docker": in a container */
  MCPX_LAUNCH_SANDBOX, /* "sandbox": in a sandbox of the operating system, without Docker */
} mcpx_launch;

/* The settings that decide whether one server is isolated. All members zero means a server that is not. */
typedef struct mcpx_server_settings {
  const char *command; /* the program that starts the server; NULL or empty for a server without one */
  size_t command_length;
  mcpx_setting isolation;        /* docker_isolation.enabled of the configuration */
  mcpx_setting server_isolation; /* isolation.enabled of the server; if absent, the one above applies */
  mcpx_launch mode; /* docker_isolation.mode; if unset, it follows `isolation`: on is DOCKER, off NONE */
  mcpx_launch server_mode; /* isolation.mode of the server; if unset, the settings above decide */
} mcpx_server_settings;

/* Returns the hint for one server, from `enabled` alone: MCPX_ISOLATION_YES or MCPX_ISOLATION_NO, the value
 * for mcpx_hints.docker_isolated. The rule is the proxy's own. The answer is no if
 *   - the server has no command, or
 *   - isolation is absent or off for all servers, or off for this one, or
 *   - the command contains "docker" (compared byte by byte): it starts a container itself.
 * `mode` and `server_mode` are not read. `command` is read during the call only. NULL `settings` are all
 * zero. Never fails. Thread-safe. */
MCPX_API mcpx_isolation mcpx_docker_isolated(const mcpx_server_settings *settings);

/* Returns how the proxy launches one server, never MCPX_LAUNCH_UNSET. The rule is the proxy's own; the first
 * line that applies decides:
 *   - a server without a command, or with a command that contains "docker", is launched as NONE;
 *   - `server_mode`, if it is set, also where isolation is off for all servers;
 *   - NONE, if that is the mode of all servers: `server_isolation` that is on does not change it;
 *   - NONE, if `server_isolation` is off;
 *   - the mode of all servers.
 * A value that is not of the enum counts as unset. Parameters, errors and threads are those of
 * mcpx_docker_isolated.
 */
MCPX_API mcpx_launch mcpx_launch_mode(const mcpx_server_settings *settings);

/* The largest configuration that is read, in bytes. */
#define MCPX_CONFIG_MAX 8388608

/* Reads the settings of one server from the proxy's configuration and decides as mcpx_docker_isolated does:
 *
 *     {"docker_isolation": {"enabled": true},
 *      "mcpServers": [{"name": "files", "command": "npx", "isolation": {"enabled": false}}]}
 *
 * Names are compared byte by byte. If several servers have the name `server`, the first one counts. A null
 * member is an absent one, and other members are ignored. The configuration must be strict JSON, at most 32
 * levels deep and MCPX_CONFIG_MAX bytes long. It is rejected if an object repeats a member that is read,
 * since JSON parsers differ in which one they take.
 *
 * Sets `*hint`, to MCPX_ISOLATION_NO after any error. Sets `*fault`, unless it is NULL, after an error only.
 * A NULL `config` is an empty text, and a NULL `server` an empty name. Thread-safe. */
MCPX_API mcpx_read_status mcpx_config_isolated(const char *config, size_t length, const char *server,
                                               size_t server_length, mcpx_isolation *hint,
                                               mcpx_read_fault *fault);

/* Reads docker_isolation_enabled of a heartbeat's feature flags: docker_isolation.enabled of the
 * configuration, or false if that is absent. Limits, `fault` and errors are those of mcpx_config_isolated;
 * after an error `*enabled` is false. Thread-safe. */
MCPX_API mcpx_read_status mcpx_config_isolation_enabled(const char *config, size_t length, bool *enabled,
                                                        mcpx_read_fault *fault);

/* Reads the settings of one server from the proxy's configuration and decides as mcpx_launch_mode does. It
 * also reads `mode` of `docker_isolation` and of `isolation` of the server: "docker", "sandbox", "none", or
 * "", which is an absent one. Another value is MCPX_READ_WRONG_SHAPE. Sets `*launch`, to MCPX_LAUNCH_NONE
 * after any error. Limits, `fault` and errors are those of mcpx_config_isolated. Thread-safe. */
MCPX_API mcpx_read_status mcpx_config_launch_mode(const char *config, size_t length, const char *server,
                                                  size_t server_length, mcpx_launch *launch,
                                                  mcpx_read_fault *fault);

/* Counts the servers whose launch is MCPX_LAUNCH_DOCKER: server_docker_isolated_count of a heartbeat. Each
 * server of the list counts, also one that is disabled. Sets `*count`, to 0 after any error. Limits, `fault`
 * and errors are those of mcpx_config_launch_mode; there is no unknown server. Thread-safe. */
MCPX_API mcpx_read_status mcpx_config_isolated_count(const char *config, size_t length, uint64_t *count,
                                                     mcpx_read_fault *fault);

/* Example:
 *
 *     const char config[] =
 *         "{\"docker_isolation\": {\"enabled\": true}, \"mcpServers\": [{\"name\": \"files\","
 *         " \"command\": \"npx\", \"isolation\": {\"mode\": \"sandbox\"}}]}";
 *     mcpx_isolation hint;
 *     mcpx_launch launch;
 *     mcpx_config_isolated(config, sizeof config - 1, "files", 5, &hint, NULL);
 *     puts(hint == MCPX_ISOLATION_YES ? "isolated" : "not isolated");
 *     mcpx_config_launch_mode(config, sizeof config - 1, "files", 5, &launch, NULL);
 *     puts(launch == MCPX_LAUNCH_SANDBOX ? "in a sandbox" : "otherwise");
 *     // prints: isolated
 *     // prints: in a sandbox
 */

/* ---- Counting codes ---------------------------------------------------- */

/* Counts the error codes and fix attempts for `diagnostics` of a heartbeat.
 *
 * There is a counter for each code, one for the attempts and one for the fixes that helped. Each has a window
 * of 24 h of its own. Its first event opens the window. A window that is exactly 24 h old is over, and the
 * next event of that counter opens a new one. So fix_succeeded_24h may be larger than fix_attempted_24h: the
 * window of the attempts may have ended first. If the clock is set back to a time before a window, the window
 * starts again at that time, so that none lasts forever. Counts stop at 2^53 - 1, the largest integer that
 * every JSON parser reads exactly.
 *
 * The state is plain memory of the caller. It may be copied and needs no release. It has no lock: threads
 * that share a state need their own around every call, mcpx_error_counts_json included, which may end
 * windows. `now` is in seconds since 1970.
 *
 * A state that neither mcpx_error_counts_start nor mcpx_error_counts_load initialized, whatever is in its
 * memory, and a NULL state count nothing: mcpx_error_counts_add returns false, and mcpx_error_counts_json and
 * mcpx_error_counts_save return 0. */
#define MCPX_ERROR_COUNTS_SIZE 2048
typedef union mcpx_error_counts {
  max_align_t align;
  unsigned char bytes[MCPX_ERROR_COUNTS_SIZE];
} mcpx_error_counts;

/* Initializes a state in which nothing has been counted. */
MCPX_API void mcpx_error_counts_start(mcpx_error_counts *counts);

/* Counts one occurrence of a code. Returns false, and counts nothing, unless `code` is exactly the name of a
 * code in the catalog: free text must not get into a heartbeat. A NULL `code` is not a name. */
MCPX_API bool mcpx_error_counts_add(mcpx_error_counts *counts, uint64_t now, const char *code, size_t length);

/* Counts one attempt to fix a problem. The outcome "success" also counts as a fix that helped; any other
 * outcome, or NULL, is an attempt only. */
MCPX_API void mcpx_error_counts_add_fix(mcpx_error_counts *counts, uint64_t now, const char *outcome,
                                        size_t length);

/* Writes `diagnostics` as a JSON object of up to 2 KiB:
 *   error_code_counts_24h   at most 20 codes, the most frequent first, equal counts by name; absent if empty
 *
 *   fix_attempted_24h, fix_succeeded_24h   how often a fix was tried, and how often it helped
 *
 *   unique_codes_ever       how many codes have occurred since mcpx_error_counts_start, in any window
 * Returns 0, and writes nothing, if all of these are zero: such a heartbeat has no diagnostics. Ends the
 * windows that are over. */
MCPX_API size_t mcpx_error_counts_json(mcpx_error_counts *counts, uint64_t now, char *out, size_t capacity);

/* The size of a buffer for any saved state, in bytes. */
#define MCPX_SAVED_COUNTS_MAX 16384

/* Writes the state as one line of JSON with a checksum, to be stored until the proxy starts again. Returns 0,
 * and writes nothing, for a state that was not initialized. */
MCPX_API size_t mcpx_error_counts_save(const mcpx_error_counts *counts, char *out, size_t capacity);

/* Initializes a state from what mcpx_error_counts_save wrote. `bytes` may be anything: if one bit differs
 * from what was saved, the function returns an error and the state counts from zero. A code that this release
 * does not know is dropped, but it stays in unique_codes_ever, which never decreases. A state of the first
 * format, which had one window for all counters, is loaded, too: each counter then has that window. Sets
 * `*fault`, unless it is NULL, after an error only. NULL `bytes` are an empty text. */
MCPX_API mcpx_read_status mcpx_error_counts_load(mcpx_error_counts *counts, const char *bytes, size_t length,
                                                 mcpx_read_fault *fault);

/* Example:
 *
 *     mcpx_error_counts counts;
 *     mcpx_error_counts_start(&counts);
 *     mcpx_error_counts_add(&counts, 1700000000, "MCPX_HTTP_401", 13);
 *     char json[2048];
 *     mcpx_error_counts_json(&counts, 1700003600, json, sizeof json);
 *     printf("%.44s\n", json);
 *     // prints: {"error_code_counts_24h":{"MCPX_HTTP_401":1}
 */

#ifdef __cplusplus
}
#endif
#endif
