/* docker.c: questions after docker -> one answer for all of them, resolved once and kept.
 *
 * Each rule of what is kept how long is here because of a bug: two places that remembered a failure, each for
 * itself, gave a path with the source of nothing; and a Docker that was installed meanwhile stayed absent. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "check/fields.h"
#include "docker_find.h"
#include "system.h"

enum { FAILURE_KEPT = 60000 /* ms */ };

struct docker {
  pthread_mutex_t lock; /* of all that follows */
  mcpx_docker_system system;
  bool resolved; /* once at least */
  enum docker_source source;
  uint64_t failed_at; /* where it is DOCKER_ABSENT */
  char path[MCPX_DOCKER_PATH_SIZE];
};

_Static_assert(sizeof(struct docker) <= MCPX_DOCKER_SIZE, "a resolver fits its memory");
_Static_assert((int)DOCKER_ABSENT == ENV_KIND_FIRST - CLI_SOURCE_FIRST - 1, "a name for each source");

static struct docker *inside(mcpx_docker *docker) { return (struct docker *)(void *)docker->bytes; }

static const char *real_environment(void *context, const char *name) {
  (void)context;
  return getenv(name);
}

static void fill_in(mcpx_docker_system *system) {
  if (!system->clock) system->clock = system_clock;
  if (!system->environment) system->environment = real_environment;
  if (!system->is_executable) system->is_executable = system_is_executable;
  if (!system->shell) system->shell = system_shell;
}

bool mcpx_docker_init(mcpx_docker *docker, const mcpx_docker_system *system) {
  if (!docker) return false;
  struct docker *resolver = inside(docker);
  *resolver = (struct docker){.source = DOCKER_ABSENT};
  if (system) resolver->system = *system;
  fill_in(&resolver->system);
  return pthread_mutex_init(&resolver->lock, NULL) == 0;
}

void mcpx_docker_destroy(mcpx_docker *docker) {
  if (docker) pthread_mutex_destroy(&inside(docker)->lock);
}

static uint64_t now(const struct docker *resolver) {
  return resolver->system.clock(resolver->system.context);
}

/* A clock that went back makes a failure old. */
static bool is_fresh_failure(const struct docker *resolver) {
  return resolver->resolved && now(resolver) - resolver->failed_at < FAILURE_KEPT;
}

/* The only writer of path, source and time. */
static void update(struct docker *resolver) {
  if (resolver->source != DOCKER_ABSENT) return;
  if (is_fresh_failure(resolver)) {
    resolver->source = docker_probe(&resolver->system, resolver->path);
    return;
  }
  resolver->source = docker_find(&resolver->system, resolver->path);
  resolver->failed_at = now(resolver);
  resolver->resolved = true;
}

static const char *name_of(enum docker_source source) {
  size_t count;
  return fields_values(ENUM_CLI_SOURCE, &count)[source].name;
}

/* As much of the path as fits, and its terminator if that does. */
static size_t copy_path(const char *path, char *out, size_t capacity) {
  size_t length = strlen(path);
  if (capacity) memcpy(out, path, length < capacity ? length + 1 : capacity);
  return length;
}

static size_t answer(struct docker *resolver, char *out, size_t capacity, const char **source) {
  pthread_mutex_lock(&resolver->lock);
  update(resolver);
  bool absent = resolver->source == DOCKER_ABSENT;
  size_t length = copy_path(absent ? "" : resolver->path, out, capacity);
  *source = name_of(resolver->source);
  pthread_mutex_unlock(&resolver->lock);
  return length;
}

size_t mcpx_docker_path(mcpx_docker *docker, char *out, size_t capacity, const char **source) {
  const char *unused;
  if (!source) source = &unused;
  if (docker) return answer(inside(docker), out, capacity, source);
  *source = name_of(DOCKER_ABSENT);
  return copy_path("", out, capacity);
}

const char *mcpx_docker_source(mcpx_docker *docker) {
  const char *source;
  mcpx_docker_path(docker, NULL, 0, &source);
  return source;
}
