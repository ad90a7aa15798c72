/* system.h: the real functions behind mcpx_docker_system: system_posix.c implements them for Unix,
 * system_windows.c for Windows. */
#ifndef MCPX_PROXY_SYSTEM_H
#define MCPX_PROXY_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/internal.h"

enum { SYSTEM_SHELL_LIMIT = 5000 /* ms */ };

/* Members of mcpx_docker_system, with its contracts. `context` is not used. */
MCPX_INTERNAL uint64_t system_clock(void *context);
MCPX_INTERNAL bool system_is_executable(void *context, const char *path);
MCPX_INTERNAL bool system_shell(void *context, const char *shell, const char *question, char *out,
                                size_t capacity, size_t *length);

/* system_shell with another time limit, in milliseconds. Unix only. */
MCPX_INTERNAL bool system_shell_within(uint64_t limit, const char *shell, const char *question, char *out,
                                       size_t capacity, size_t *length);

#endif
