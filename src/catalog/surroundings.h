/* surroundings.h: where a failure happened: the client, the operating system, the program that starts the
 * server. */
#ifndef MCPX_CATALOG_SURROUNDINGS_H
#define MCPX_CATALOG_SURROUNDINGS_H

#include "base/internal.h"
#include "mcpx.h"

/* CLIENT_CLAUDE_DESKTOP and so on, in the order of tables/clients.def. */
enum catalog_client {
  CLIENT_ANY,
#define CLIENT(id, name_json, name, config_macos, config_windows, config_linux, log_macos, log_windows, \
               log_linux)                                                                               \
  CLIENT_##id,
#include "tables/clients.def"
  CLIENT_COUNT,
  /* Only for the column of a step: shown if no client is known; if one is known; for all clients but
   * mcpproxy; for all clients but Codex, whose configuration is TOML. */
  CLIENT_UNNAMED,
  CLIENT_NAMED,
  CLIENT_OTHER,
  CLIENT_JSON,
  CLIENT_IMAGELESS /* unless the answer names the image to use */
};

enum catalog_runner {
  RUNNER_NONE,
#define RUNNER(id, name) RUNNER_##id,
#include "tables/surroundings.def"
  RUNNER_COUNT
};

/* The platform of a step. UNIX is macOS and Linux. */
enum catalog_platform { PLATFORM_ANY, PLATFORM_UNIX, PLATFORM_MACOS, PLATFORM_LINUX, PLATFORM_WINDOWS };

/* As JSON names it; NULL for PLATFORM_ANY. */
MCPX_INTERNAL const char *platform_name(enum catalog_platform platform);

/* Whether a step may be shown on a system. An unknown system has all steps. */
MCPX_INTERNAL bool platform_fits(enum catalog_platform platform, mcpx_system system);

/* Whether the client is known. mcp-remote is a program that any client may run. */
MCPX_INTERNAL bool client_is_named(mcpx_client client);

/* The client, or mcpproxy if none is known and the server runs in Docker isolation, which only mcpproxy has.
 */
MCPX_INTERNAL mcpx_client client_with_isolation(mcpx_client client, mcpx_isolation docker_isolated);

/* Whether the command looks up where a program is: which, command -v, where.exe, Get-Command. */
MCPX_INTERNAL bool command_is_lookup(const char *command);

/* The name of a client for people, its configuration file and its log on a system. NULL for what is not
 * known. */
MCPX_INTERNAL const char *client_display_name(mcpx_client client);
MCPX_INTERNAL const char *client_config(mcpx_client client, mcpx_system system);
MCPX_INTERNAL const char *client_log(mcpx_client client, mcpx_system system);

#endif
