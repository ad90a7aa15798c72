/* docker.c: a resolver: finds the docker program once and caches the result for all callers.
 *
 * Two caching rules come from bugs. Path and source share one cache: two separate caches once returned a path
 * together with the source "absent". A failure expires: a Docker that was installed later stayed absent. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "check/fields.h"
#include "docker_find.h"
#include "system.h"

enum { FAILURE_LIFETIME = 60000 /* ms */ };

struct resolver {
  pthread_mutex_t lock; /* protects the members below */
  mcpx_docker_system system;
  bool resolved;      /* at least once */
  uint64_t failed_at; /* of the last resolution, if `source` is DOCKER_ABSENT; ms */
  enum docker_source source;
  char path[MCPX_DOCKER_PATH_SIZE]; /* unless `source` is DOCKER_ABSENT */
};

_Static_assert(sizeof(struct resolver) <= MCPX_DOCKER_SIZE, "a resolver fits into mcpx_docker");
_Static_assert((int)DOCKER_ABSENT == ENV_KIND_FIRST - CLI_SOURCE_FIRST - 1, "each docker_source has a name");

static struct resolver *resolver_of(mcpx_docker *docker) { return (struct resolver *)(void *)docker->bytes; }

static const char *real_environment(void *context, const char *name) {
  (void)context;
  return getenv(name);
}

static void set_default_functions(mcpx_docker_system *system) {
  if (!system->clock) system->clock = system_clock;
  if (!system->environment) system->environment = real_environment;
  if (!system->is_executable) system->is_executable = system_is_executable;
  if (!system->shell) system->shell = system_shell;
}

bool mcpx_docker_init(mcpx_docker *docker, const mcpx_docker_system *system) {
  if (!docker) return false;
  struct resolver *resolver = resolver_of(docker);
  *resolver = (struct resolver){.source = DOCKER_ABSENT};
  if (system) resolver->system = *system;
  set_default_functions(&resolver->system);
  return pthread_mutex_init(&resolver->lock, NULL) == 0;
}

void mcpx_docker_destroy(mcpx_docker *docker) {
  if (docker) pthread_mutex_destroy(&resolver_of(docker)->lock);
}

static uint64_t read_clock(const struct resolver *resolver) {
  return resolver->system.clock(resolver->system.context);
}

/* If the clock went back, the unsigned difference is large and the failure counts as expired. */
static bool is_fresh_failure(const struct resolver *resolver) {
  return resolver->resolved && read_clock(resolver) - resolver->failed_at < FAILURE_LIFETIME;
}

/* Brings the cache up to date. The only writer of path, source and time. */
static void update_cache(struct resolver *resolver) {
  if (resolver->source != DOCKER_ABSENT) return;
  if (is_fresh_failure(resolver)) {
    resolver->source = docker_probe(&resolver->system, resolver->path);
    return;
  }
  resolver->source = docker_find(&resolver->system, resolver->path);
  resolver->failed_at = read_clock(resolver);
  resolver->resolved = true;
}

static const char *source_name(enum docker_source source) {
  size_t count;
  return fields_values(ENUM_CLI_SOURCE, &count)[source].name;
}

/* Copies as much of the path as fits, with its terminator if that fits too. Returns the length of the path.
 */
static size_t copy_path(const char *path, char *out, size_t capacity) {
  size_t length = strlen(path);
  if (capacity) memcpy(out, path, length < capacity ? length + 1 : capacity);
  return length;
}

static size_t query_resolver(struct resolver *resolver, char *out, size_t capacity, const char **source) {
  pthread_mutex_lock(&resolver->lock);
  update_cache(resolver);
  bool absent = resolver->source == DOCKER_ABSENT;
  size_t length = copy_path(absent ? "" : resolver->path, out, capacity);
  *source = source_name(resolver->source);
  pthread_mutex_unlock(&resolver->lock);
  return length;
}

size_t mcpx_docker_path(mcpx_docker *docker, char *out, size_t capacity, const char **source) {
  const char *unused;
  if (!source) source = &unused;
  if (docker) return query_resolver(resolver_of(docker), out, capacity, source);
  *source = source_name(DOCKER_ABSENT);
  return copy_path("", out, capacity);
}

const char *mcpx_docker_source(mcpx_docker *docker) {
  const char *source;
  mcpx_docker_path(docker, NULL, 0, &source);
  return source;
}
