/* mcpx_proxy.h: the part of the interface that is for the proxy itself, and its manual.
 *
 * The proxy produces what mcpx.h classifies and checks: where docker was found, which servers it isolates,
 * how often each code came. These are native only: the WebAssembly modules leave them out. What mcpx.h says
 * of every function holds here too, but that a configuration and a saved state are read with memory of
 * malloc, all of which is freed before the call returns.
 */
#ifndef MCPX_PROXY_H
#define MCPX_PROXY_H

#include "mcpx.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Where the docker program is --------------------------------------- */

/* Which list of well-known places, and whether there is a login shell to ask: tables/docker_places.def. */
typedef enum mcpx_platform {
  MCPX_PLATFORM_OWN, /* the one that the library was compiled for; Linux for a Unix without a list */
  MCPX_PLATFORM_LINUX,
  MCPX_PLATFORM_MACOS,
  MCPX_PLATFORM_WINDOWS,
} mcpx_platform;

/* What a resolver asks of the system. A NULL function is the real one; all of them get `context`, and are
 * called by one thread at a time for one resolver, with its lock held: they must not call the resolver. */
typedef struct mcpx_docker_system {
  void *context;
  mcpx_platform platform;
  /* Milliseconds since any moment; should never go back. */
  uint64_t (*clock)(void *context);
  /* The value of PATH, HOME or SHELL, good until the next call; NULL where there is none. The real one is
   * getenv, so nobody may change the environment meanwhile. */
  const char *(*environment)(void *context, const char *name);
  /* Is there a regular file that this process may execute? */
  bool (*is_executable)(void *context, const char *path);
  /* Run `shell` -l -c 'command -v docker' and put what it printed into `out`: its last bytes where it is
   * more than `capacity`. False where the shell did not start, failed, or had to be killed. The real one
   * kills the shell with its process group after 5 s. */
  bool (*shell)(void *context, const char *shell, char *out, size_t capacity, size_t *length);
} mcpx_docker_system;

/* Longest path that is found, with its terminator; a longer one is passed over. */
#define MCPX_DOCKER_PATH_SIZE 4096

/* A resolver: memory of the caller that must not move or be copied between init and destroy. Both of its
 * questions go through one lock and one state, so they never disagree, and any number of threads may ask at
 * once: one of them resolves, the others wait for its answer.
 *
 * Resolved is in this order: PATH (entries that are absolute); the first well-known place of the platform;
 * and, not on Windows, the login shell ($SHELL, or /bin/bash where that is not absolute), whose answer is the
 * last line that is an absolute path of an executable file.
 *   A success is kept for the life of the resolver.
 *   A failure is kept for 60 s. Within them every question probes the well-known places again, since that
 *   costs a stat each, and a hit becomes a success with the source "bundled". After them all is resolved
 *   again. */
#define MCPX_DOCKER_SIZE 8192
typedef union mcpx_docker {
  max_align_t align;
  unsigned char bytes[MCPX_DOCKER_SIZE];
} mcpx_docker;

/* Begin. `system` is copied (its context is borrowed until destroy); NULL is all zero: the real system. Looks
 * for nothing yet. False where `docker` is NULL or the system has no lock to give: then there is nothing to
 * destroy, and no question may be asked. */
MCPX_API bool mcpx_docker_init(mcpx_docker *docker, const mcpx_docker_system *system);

/* End, when no thread asks any more. NULL is fine. */
MCPX_API void mcpx_docker_destroy(mcpx_docker *docker);

/* The absolute path of docker, with a terminator, as mcpx.h says of output; 0 where it is absent. A buffer of
 * MCPX_DOCKER_PATH_SIZE fits any. Where `source` is not NULL it gets what mcpx_docker_source says of the same
 * state. May take as long as the shell does, 5 s. A NULL `docker` finds nothing. */
MCPX_API size_t mcpx_docker_path(mcpx_docker *docker, char *out, size_t capacity, const char **source);

/* The docker_cli_source of a heartbeat: "path", "bundled", "login_shell" or "absent", never the path and
 * never empty. A string that lives as long as the program. Resolves as mcpx_docker_path does. A NULL `docker`
 * is "absent". */
MCPX_API const char *mcpx_docker_source(mcpx_docker *docker);

/* ---- Reading what was written ------------------------------------------ */

typedef enum mcpx_read_status {
  MCPX_READ_OK,
  MCPX_READ_TOO_LARGE,      /* refused unread */
  MCPX_READ_NOT_JSON,       /* not strict JSON (nor none that readers disagree on); the place says where */
  MCPX_READ_WRONG_SHAPE,    /* JSON, but a member that is needed has a wrong type */
  MCPX_READ_UNKNOWN_SERVER, /* no server has that name */
  MCPX_READ_DAMAGED,        /* not as it was saved */
  MCPX_READ_NEWER,          /* saved by a newer release */
  MCPX_READ_NO_MEMORY,
} mcpx_read_status;

/* Why it was not read. */
typedef struct mcpx_read_fault {
  const char *message;  /* lives as long as the program, as does the next; repeats nothing that was read */
  const char *expected; /* what may stand there, or NULL */
  size_t offset;        /* where: bytes, from 0 */
  size_t line;          /* from 1; 0 where it is not about a place */
  size_t column;        /* from 1, in characters */
} mcpx_read_fault;

/* ---- Isolation --------------------------------------------------------- */

/* A setting that may be left out. */
typedef enum mcpx_setting {
  MCPX_SETTING_NONE, /* left out */
  MCPX_SETTING_OFF,
  MCPX_SETTING_ON,
} mcpx_setting;

/* What decides whether a server is isolated. All zero: no. */
typedef struct mcpx_server_settings {
  const char *command; /* what starts the server; NULL or empty where nothing does */
  size_t command_length;
  mcpx_setting isolation;        /* docker_isolation.enabled of the configuration */
  mcpx_setting server_isolation; /* isolation.enabled of the server; left out, it inherits */
} mcpx_server_settings;

/* Would the proxy launch this server through Docker? MCPX_ISOLATION_YES or NO, as mcpx_hints wants it. No
 * without a command; where isolation is left out or off for all; where the server has it off; where the
 * command is docker already ("docker" stands anywhere in it, to the letter). NULL `settings` are all zero. */
MCPX_API mcpx_isolation mcpx_docker_isolated(const mcpx_server_settings *settings);

/* Larger configurations are refused unread. */
#define MCPX_CONFIG_MAX 8388608

/* The same for a server of the proxy's configuration:
 *
 *     {"docker_isolation": {"enabled": true},
 *      "mcpServers": [{"name": "a", "command": "npx", "isolation": {"enabled": false}}]}
 *
 * Keys and the name are compared to the letter; of two servers with the name the first counts; null is left
 * out, other members are skipped. One of these keys twice in an object is not read: readers differ in which
 * one they take. `*hint` is NO unless MCPX_READ_OK; `fault` may be NULL, and is written where that is not
 * returned. NULL `config` is empty. Nested deeper than 32 levels is not read. */
MCPX_API mcpx_read_status mcpx_config_isolated(const char *config, size_t length, const char *server,
                                               size_t server_length, mcpx_isolation *hint,
                                               mcpx_read_fault *fault);

/* docker_isolation_enabled of a heartbeat's feature flags: docker_isolation.enabled of the configuration,
 * false where that is left out. Otherwise as mcpx_config_isolated. */
MCPX_API mcpx_read_status mcpx_config_isolation_enabled(const char *config, size_t length, bool *enabled,
                                                        mcpx_read_fault *fault);

/* ---- Counting codes ---------------------------------------------------- */

/* The `diagnostics` of a heartbeat, as they are counted. Plain memory of the caller, which needs no release
 * and may be copied; has no lock: threads that share one need their own around every call,
 * mcpx_error_counts_json too. `now` is in seconds since 1970. The counts are those of a window of 24 h that
 * opens at the first event; one that is 24 h old is over, and the next event opens another. A clock that was
 * set back shortens no window and keeps none open longer than 24 h from then. Counts stop at 2^53 - 1. */
#define MCPX_ERROR_COUNTS_SIZE 1024
typedef union mcpx_error_counts {
  max_align_t align;
  unsigned char bytes[MCPX_ERROR_COUNTS_SIZE];
} mcpx_error_counts;

/* Begin with nothing counted. */
MCPX_API void mcpx_error_counts_start(mcpx_error_counts *counts);

/* Count a code. Only the exact name of one in the catalog counts; all else is dropped, and false. So no free
 * text can get in. A NULL `code` is dropped. */
MCPX_API bool mcpx_error_counts_add(mcpx_error_counts *counts, uint64_t now, const char *code, size_t length);

/* Count that a fix was tried; with the outcome "success", that it helped too. Any other outcome, or NULL, is
 * an attempt and no more. */
MCPX_API void mcpx_error_counts_add_fix(mcpx_error_counts *counts, uint64_t now, const char *outcome,
                                        size_t length);

/* `diagnostics` as a JSON object: error_code_counts_24h (at most 20 codes, by count falling, then by name;
 * left out when empty), fix_attempted_24h, fix_succeeded_24h, unique_codes_ever. 0 where all of them are
 * zero: then the heartbeat has no diagnostics. Up to 2 KiB. Ends a window that is over. */
MCPX_API size_t mcpx_error_counts_json(mcpx_error_counts *counts, uint64_t now, char *out, size_t capacity);

/* The state as bytes to keep (a line of JSON with a checksum), as mcpx.h says of output. Up to
 * MCPX_SAVED_COUNTS_MAX. */
#define MCPX_SAVED_COUNTS_MAX 16384
MCPX_API size_t mcpx_error_counts_save(const mcpx_error_counts *counts, char *out, size_t capacity);

/* Begin with what was saved. Any bytes may come; what is not as it was saved, to the bit, is an error, and
 * nothing is counted then. A code that this release does not know is dropped, but unique_codes_ever never
 * shrinks. `fault` is as for mcpx_config_isolated. */
MCPX_API mcpx_read_status mcpx_error_counts_load(mcpx_error_counts *counts, const char *bytes, size_t length,
                                                 mcpx_read_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
