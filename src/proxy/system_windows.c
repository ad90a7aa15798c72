/* system_windows.c: what a resolver asks of the system, really, on Windows. */
#include "system.h"

#ifdef _WIN32
#include <windows.h>

uint64_t system_clock(void *context) {
  (void)context;
  return GetTickCount64();
}

/* Windows knows no right to execute: the ending of the name says what can be. */
bool system_is_executable(void *context, const char *path) {
  (void)context;
  DWORD attributes = GetFileAttributesA(path);
  return attributes != INVALID_FILE_ATTRIBUTES && !(attributes & FILE_ATTRIBUTE_DIRECTORY);
}

/* There is no login shell to ask. */
bool system_shell(void *context, const char *shell, char *out, size_t capacity, size_t *length) {
  (void)context, (void)shell, (void)out, (void)capacity;
  *length = 0;
  return false;
}

#endif
