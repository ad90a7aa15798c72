/* test_docker_threads.c: many threads that ask one resolver. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fake_docker.h"
#include "rows.h"

enum { THREADS = 24, QUESTIONS = 200 };

/* One system for all threads. Only the lock of the resolver protects `shells`. */
struct shared {
  atomic_bool installed;
  bool known; /* the shell finds docker */
  int shells;
};

static bool shared_is_executable(void *context, const char *path) {
  struct shared *shared = context;
  if (strcmp(path, "/x/docker") == 0) return true;
  return strcmp(path, "/usr/bin/docker") == 0 && atomic_load(&shared->installed);
}

static bool shared_shell(void *context, const char *shell, const char *question, char *out, size_t capacity,
                         size_t *length) {
  struct shared *shared = context;
  (void)shell, (void)question;
  usleep(50000);
  shared->shells++;
  *length = (size_t)snprintf(out, capacity, "mcpx-docker-begin\n%s\nmcpx-docker-end\n",
                             shared->known ? "/x/docker" : "");
  return true;
}

static const char *no_environment(void *context, const char *name) {
  (void)context, (void)name;
  return NULL;
}

struct asker {
  pthread_t thread;
  mcpx_docker *docker;
  struct shared *shared;
  const char *last;
  int wrong;
  bool install; /* docker is installed halfway */
};

static void *ask(void *argument) {
  struct asker *asker = argument;
  for (int i = 0; i < QUESTIONS; i++) {
    char path[64];
    const char *source;
    bool found = mcpx_docker_path(asker->docker, path, sizeof path, &source) > 0;
    const char *next = mcpx_docker_source(asker->docker);
    bool is_source = strcmp(source, "absent") != 0;
    if (found != is_source || (found && strcmp(next, source) != 0)) asker->wrong++;
    if (asker->last && strcmp(asker->last, "absent") != 0 && strcmp(asker->last, source) != 0) asker->wrong++;
    asker->last = next;
    if (asker->install && i == QUESTIONS / 2) atomic_store(&asker->shared->installed, true);
  }
  return NULL;
}

static void ask_at_once(struct shared *shared, bool install, const char *wanted) {
  struct asker askers[THREADS];
  mcpx_docker_system system = {.context = shared,
                               .platform = MCPX_PLATFORM_LINUX,
                               .environment = no_environment,
                               .is_executable = shared_is_executable,
                               .shell = shared_shell};
  mcpx_docker docker;
  assert_true(mcpx_docker_init(&docker, &system));
  for (int i = 0; i < THREADS; i++) {
    askers[i] = (struct asker){.docker = &docker, .shared = shared, .install = install && i == 0};
    assert_int_equal(pthread_create(&askers[i].thread, NULL, ask, &askers[i]), 0);
  }
  for (int i = 0; i < THREADS; i++) assert_int_equal(pthread_join(askers[i].thread, NULL), 0);
  for (int i = 0; i < THREADS; i++) {
    assert_int_equal(askers[i].wrong, 0);
    if (!install) assert_string_equal(askers[i].last, wanted);
  }
  assert_string_equal(mcpx_docker_source(&docker), wanted);
  assert_int_equal(shared->shells, 1);
  mcpx_docker_destroy(&docker);
}

static void threads_share_one_resolution(void **state) {
  struct shared shared = {.known = true};
  (void)state;
  ask_at_once(&shared, false, "login_shell");
}

static void threads_share_one_failure(void **state) {
  struct shared shared = {.known = false};
  (void)state;
  ask_at_once(&shared, false, "absent");
}

static void threads_see_one_installation(void **state) {
  struct shared shared = {.known = false};
  (void)state;
  ask_at_once(&shared, true, "bundled");
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(threads_share_one_resolution),
                                     cmocka_unit_test(threads_share_one_failure),
                                     cmocka_unit_test(threads_see_one_installation)};
  return cmocka_run_group_tests_name("docker_threads", cases, NULL, NULL);
}
