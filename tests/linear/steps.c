/* steps.c: counts the steps of the library. */
#include "steps.h"

#include <string.h>

static uint64_t steps;

uint64_t steps_so_far(void) { return steps; }

/* The compiler calls it at the begin of each block of the library. */
void __sanitizer_cov_trace_pc(void);
void __sanitizer_cov_trace_pc(void) { steps++; }

static void count_bytes(size_t length) { steps += 1 + length / 16; }

/* The linker lets the library call __wrap_memcpy in place of memcpy, and so on. `bytes` are those that such a
 * function has to go through. */
#define WRAP(type, name, parameters, arguments, bytes) \
  type __real_##name parameters;                       \
  type __wrap_##name parameters;                       \
  type __wrap_##name parameters {                      \
    type result = __real_##name arguments;             \
    count_bytes(bytes);                                \
    return result;                                     \
  }

size_t __real_strlen(const char *text);

static size_t end_of(const char *in, const char *found) {
  return found ? (size_t)(found - in) : __real_strlen(in);
}

static size_t common_bytes(const char *a, const char *b, size_t most) {
  size_t length = 0;
  while (length < most && a[length] == b[length]) length++;
  return length;
}

static size_t common_length(const char *a, const char *b) {
  size_t first = __real_strlen(a), second = __real_strlen(b);
  return common_bytes(a, b, first < second ? first : second);
}

WRAP(void *, memchr, (const void *in, int c, size_t length), (in, c, length),
     result ? (size_t)((const char *)result - (const char *)in) : length)
WRAP(int, memcmp, (const void *a, const void *b, size_t length), (a, b, length), common_bytes(a, b, length))
WRAP(void *, memcpy, (void *to, const void *from, size_t length), (to, from, length), length)
WRAP(void *, memmove, (void *to, const void *from, size_t length), (to, from, length), length)
WRAP(void *, memset, (void *to, int c, size_t length), (to, c, length), length)
WRAP(char *, strchr, (const char *in, int c), (in, c), end_of(in, result))
WRAP(char *, strrchr, (const char *in, int c), (in, c), __real_strlen(in))
WRAP(int, strcmp, (const char *a, const char *b), (a, b), common_length(a, b))
WRAP(int, strncmp, (const char *a, const char *b, size_t length), (a, b, length), common_length(a, b))
WRAP(size_t, strcspn, (const char *in, const char *set), (in, set), result)
WRAP(size_t, strlen, (const char *in), (in), result)
WRAP(char *, strncat, (char *to, const char *from, size_t length), (to, from, length), length)
WRAP(char *, strstr, (const char *in, const char *part), (in, part), end_of(in, result))
