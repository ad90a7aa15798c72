/* system_windows.c: the real functions behind mcpx_docker_system on Windows. */
#include "system.h"

#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN
#define NOGDI /* its macro ERROR is a name of ours */
#include <windows.h>

uint64_t system_clock(void *context) {
  (void)context;
  return GetTickCount64();
}

/* Windows has no permission to execute. The table of programs lists names with an executable extension. */
bool system_is_executable(void *context, const char *path) {
  (void)context;
  DWORD attributes = GetFileAttributesA(path);
  return attributes != INVALID_FILE_ATTRIBUTES && !(attributes & FILE_ATTRIBUTE_DIRECTORY);
}

/* Windows has no login shell. */
bool system_shell(void *context, const char *shell, const char *question, char *out, size_t capacity,
                  size_t *length) {
  (void)context, (void)shell, (void)question, (void)out, (void)capacity;
  *length = 0;
  return false;
}

#endif
