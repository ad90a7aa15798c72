/* system.h: what a resolver asks of the system, really. docker_system.c answers on Unix,
 * docker_system_windows.c on Windows. */
#ifndef MCPX_PROXY_SYSTEM_H
#define MCPX_PROXY_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SYSTEM_SHELL_LIMIT = 5000 /* ms */ };

/* The members of mcpx_docker_system. */
uint64_t system_clock(void *context);
bool system_is_executable(void *context, const char *path);
bool system_shell(void *context, const char *shell, char *out, size_t capacity, size_t *length);

/* system_shell with another limit, in milliseconds. Unix only. */
bool system_shell_within(uint64_t limit, const char *shell, char *out, size_t capacity, size_t *length);

#endif
