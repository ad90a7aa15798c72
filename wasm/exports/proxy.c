/* proxy.c: exports mcpx_proxy.h to a host that is the operating system for it: proxy.wasm.
 *
 * The module imports what a resolver asks its system, from the import module "system". An instance holds one
 * resolver and one state of counters, and serves one call at a time.
 *
 * It has a heap of its own, which grows: a call starts with reserve(), which discards what the call before
 * left. So nothing is ever released, and an instance that read a large configuration should be dropped. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mcpx_proxy.h"
#include "proxy/system.h"

#define EXPORT __attribute__((visibility("default"), used))
#define IMPORT(name) __attribute__((import_module("system"), import_name("system_" #name)))

/* ---- The heap ---- */

enum { HEAP_ALIGN = 16, HEAP_PAGE = 65536 };

extern unsigned char __heap_base[]; /* defined by the linker: the end of the data and the stack */

static size_t heap_used;

static size_t heap_size(void) { return __builtin_wasm_memory_size(0) * HEAP_PAGE - (uintptr_t)__heap_base; }

/* Doubles the memory at least, because a host may have to copy it. */
static bool heap_grow(size_t missing) {
  size_t pages = (missing + HEAP_PAGE - 1) / HEAP_PAGE, present = __builtin_wasm_memory_size(0);
  if (pages < present && __builtin_wasm_memory_grow(0, present) != SIZE_MAX) return true;
  return __builtin_wasm_memory_grow(0, pages) != SIZE_MAX;
}

void *malloc(size_t size) {
  size_t start = heap_used;
  if (size > SIZE_MAX / 2) return NULL;
  size = (size + HEAP_ALIGN - 1) & ~(size_t)(HEAP_ALIGN - 1);
  if (size > heap_size() - start && !heap_grow(size - (heap_size() - start))) return NULL;
  heap_used = start + size;
  return __heap_base + start;
}

void free(void *memory) { (void)memory; }

/* cJSON calls it only to print. */
void *realloc(void *memory, size_t size) {
  (void)memory, (void)size;
  return NULL;
}

/* What would make Emscripten import more: the variables of a process, and news of the memory for JavaScript.
 */
char *getenv(const char *name) {
  (void)name;
  return NULL;
}

void emscripten_notify_memory_growth(size_t index);
void emscripten_notify_memory_growth(size_t index) { (void)index; }

/* ---- Input and output ---- */

enum { OUTPUT_BYTES = MCPX_SAVED_COUNTS_MAX };

static char output_bytes[OUTPUT_BYTES];
static char *input_bytes;

EXPORT char *output(void) { return output_bytes; }

/* Discards the heap and returns room for an input of `length` bytes and a terminator, or NULL. Starts every
 * call. */
EXPORT char *reserve(size_t length) {
  heap_used = 0;
  input_bytes = length < SIZE_MAX ? malloc(length + 1) : NULL;
  return input_bytes;
}

EXPORT const char *version(void) { return mcpx_version(); }

/* What became of a text: the status, the result, and the members of mcpx_read_fault. */
static uint32_t read_words[7];

static uint32_t *write_read_words(mcpx_read_status status, uint32_t result, const mcpx_read_fault *fault) {
  read_words[0] = status;
  read_words[1] = result;
  read_words[2] = (uint32_t)(uintptr_t)fault->message;
  read_words[3] = (uint32_t)(uintptr_t)fault->expected;
  read_words[4] = (uint32_t)fault->offset;
  read_words[5] = (uint32_t)fault->line;
  read_words[6] = (uint32_t)fault->column;
  return read_words;
}

/* ---- The system ---- */

IMPORT(clock) uint64_t host_clock(void);
IMPORT(environment) size_t host_environment(const char *name, char *out, size_t capacity);
IMPORT(is_executable) uint32_t host_is_executable(const char *path);
IMPORT(shell) size_t host_shell(const char *shell, const char *question, char *out, size_t capacity);

uint64_t system_clock(void *context) {
  (void)context;
  return host_clock();
}

bool system_is_executable(void *context, const char *path) {
  (void)context;
  return host_is_executable(path) != 0;
}

/* The host returns SIZE_MAX if the shell failed. */
bool system_shell(void *context, const char *shell, const char *question, char *out, size_t capacity,
                  size_t *length) {
  (void)context;
  size_t written = host_shell(shell, question, out, capacity);
  *length = written <= capacity ? written : 0;
  return written != SIZE_MAX;
}

/* A value stays where it is until the next reserve(). */
static const char *environment_value(void *context, const char *name) {
  (void)context;
  size_t length = host_environment(name, NULL, 0);
  char *value = length < SIZE_MAX ? malloc(length + 1) : NULL;
  if (!value) return NULL;
  size_t written = host_environment(name, value, length);
  value[written <= length ? written : 0] = '\0';
  return value;
}

/* ---- Docker ---- */

static mcpx_docker docker;
static const char *docker_source;

EXPORT void docker_start(uint32_t platform) {
  mcpx_docker_system system = {.platform = (mcpx_platform)platform, .environment = environment_value};
  mcpx_docker_init(&docker, &system);
}

/* Writes the path of docker to `output` and returns its length. Then docker_found() is its source. */
EXPORT size_t docker_path(void) {
  return mcpx_docker_path(&docker, output_bytes, sizeof output_bytes, &docker_source);
}

EXPORT const char *docker_found(void) { return docker_source; }

/* ---- Isolation ---- */

/* The command is in the input. The numbers are those of mcpx_setting and mcpx_launch. */
static mcpx_server_settings settings_of(size_t length, uint32_t isolation, uint32_t server_isolation,
                                        uint32_t mode, uint32_t server_mode) {
  return (mcpx_server_settings){input_bytes,
                                length,
                                (mcpx_setting)isolation,
                                (mcpx_setting)server_isolation,
                                (mcpx_launch)mode,
                                (mcpx_launch)server_mode};
}

EXPORT uint32_t isolated(size_t length, uint32_t isolation, uint32_t server_isolation) {
  mcpx_server_settings settings = settings_of(length, isolation, server_isolation, 0, 0);
  return mcpx_docker_isolated(&settings);
}

EXPORT uint32_t launch(size_t length, uint32_t isolation, uint32_t server_isolation, uint32_t mode,
                       uint32_t server_mode) {
  mcpx_server_settings settings = settings_of(length, isolation, server_isolation, mode, server_mode);
  return mcpx_launch_mode(&settings);
}

/* The configuration and the name of the server follow one another in the input. */
EXPORT uint32_t *config_isolated(size_t length, size_t server_length) {
  mcpx_isolation hint;
  mcpx_read_fault fault = {0};
  mcpx_read_status status =
      mcpx_config_isolated(input_bytes, length, input_bytes + length, server_length, &hint, &fault);
  return write_read_words(status, hint, &fault);
}

EXPORT uint32_t *config_launch(size_t length, size_t server_length) {
  mcpx_launch launched;
  mcpx_read_fault fault = {0};
  mcpx_read_status status =
      mcpx_config_launch_mode(input_bytes, length, input_bytes + length, server_length, &launched, &fault);
  return write_read_words(status, launched, &fault);
}

/* A configuration is too short for more servers than the result can count. */
EXPORT uint32_t *config_isolated_count(size_t length) {
  uint64_t count;
  mcpx_read_fault fault = {0};
  mcpx_read_status status = mcpx_config_isolated_count(input_bytes, length, &count, &fault);
  return write_read_words(status, (uint32_t)count, &fault);
}

EXPORT uint32_t *config_isolation_enabled(size_t length) {
  bool enabled;
  mcpx_read_fault fault = {0};
  mcpx_read_status status = mcpx_config_isolation_enabled(input_bytes, length, &enabled, &fault);
  return write_read_words(status, enabled, &fault);
}

/* ---- Counters ---- */

static mcpx_error_counts counts;

EXPORT void counts_start(void) { mcpx_error_counts_start(&counts); }

/* The code is in the input, and so is the outcome of counts_add_fix. */
EXPORT uint32_t counts_add(uint64_t now, size_t length) {
  return mcpx_error_counts_add(&counts, now, input_bytes, length);
}

EXPORT void counts_add_fix(uint64_t now, size_t length) {
  mcpx_error_counts_add_fix(&counts, now, input_bytes, length);
}

/* Both return the length of what they write to `output`. */
EXPORT size_t counts_json(uint64_t now) {
  return mcpx_error_counts_json(&counts, now, output_bytes, sizeof output_bytes);
}

EXPORT size_t counts_save(void) { return mcpx_error_counts_save(&counts, output_bytes, sizeof output_bytes); }

EXPORT uint32_t *counts_load(size_t length) {
  mcpx_read_fault fault = {0};
  mcpx_read_status status = mcpx_error_counts_load(&counts, input_bytes, length, &fault);
  return write_read_words(status, 0, &fault);
}
