/* test_docker_cache.c: how long a resolver keeps what it found, on a fake system. */
#include <string.h>

#include "fake_docker.h"
#include "rows.h"

struct step {
  uint64_t after; /* ms since the previous step */
  const char *files;
  const char *printed;
  const char *wanted;
  int shells; /* started so far */
};

struct story {
  const char *name;
  uint64_t begin, shell_takes;
  struct step steps[6];
};

#define MINUTE 60000

static const struct story STORIES[] = {
    {"a path is kept when the file is deleted",
     0,
     0,
     {{0, "/a/docker", NULL, "path /a/docker", 0}, {90 * MINUTE, "", NULL, "path /a/docker", 0}}},
    {"a path is kept when an earlier place has docker later",
     0,
     0,
     {{0, "/snap/bin/docker", NULL, "bundled /snap/bin/docker", 0},
      {90 * MINUTE, "/a/docker\n/snap/bin/docker", NULL, "bundled /snap/bin/docker", 0}}},
    {"a path from the shell is kept, and the shell is not asked again",
     0,
     0,
     {{0, "/x/docker", "/x/docker", "login_shell /x/docker", 1},
      {1, "/x/docker\n/usr/bin/docker", "/x/docker", "login_shell /x/docker", 1},
      {90 * MINUTE, "", NULL, "login_shell /x/docker", 1}}},
    {"a failure is kept for 60 s, then everything is searched again",
     0,
     0,
     {{0, "", "", "absent", 1},
      {MINUTE - 1, "", "", "absent", 1},
      {1, "", "", "absent", 2},
      {MINUTE - 1, "", "", "absent", 2},
      {1, "", "", "absent", 3}}},
    {"a failure at clock time 0 is cached", 0, 0, {{0, "", "", "absent", 1}, {0, "", "", "absent", 1}}},
    {"the 60 s start at the end of the search",
     0,
     5000,
     {{0, "", "", "absent", 1}, {MINUTE - 1, "", "", "absent", 1}, {1, "", "", "absent", 2}}},
    {"within the 60 s, PATH and the shell are not asked",
     0,
     0,
     {{0, "", "", "absent", 1},
      {1000, "/a/docker\n/x/docker", "/x/docker", "absent", 1},
      {MINUTE - 1000, "/a/docker\n/x/docker", "/x/docker", "path /a/docker", 1}}},
    {"after the 60 s, the shell is asked again",
     0,
     0,
     {{0, "", "", "absent", 1}, {MINUTE, "/x/docker", "/x/docker", "login_shell /x/docker", 2}}},
    {"regression: not absent after a well-known place had docker",
     0,
     0,
     {{0, "", "", "absent", 1},
      {1, "/usr/local/bin/docker", NULL, "bundled /usr/local/bin/docker", 1},
      {1, "", NULL, "bundled /usr/local/bin/docker", 1},
      {2 * MINUTE, "/a/docker", NULL, "bundled /usr/local/bin/docker", 1}}},
    {"a well-known place has docker in the last moment of the 60 s",
     0,
     0,
     {{0, "", "", "absent", 1}, {MINUTE - 1, "/snap/bin/docker", NULL, "bundled /snap/bin/docker", 1}}},
    {"a failure expires when the clock goes back",
     MINUTE,
     0,
     {{0, "", "", "absent", 1}, {(uint64_t)-1000, "", "", "absent", 2}, {1, "", "", "absent", 2}}},
    {"a clock that wraps around",
     UINT64_MAX,
     0,
     {{0, "", "", "absent", 1}, {1000, "", "", "absent", 1}, {MINUTE - 1000, "", "", "absent", 2}}},
};

static void caches_result(void **state) {
  const struct story *row = *state;
  struct fake fake = {
      .platform = MCPX_PLATFORM_LINUX, .path = "/a", .now = row->begin, .shell_takes = row->shell_takes};
  mcpx_docker_system system = fake_system(&fake);
  mcpx_docker docker;
  assert_true(mcpx_docker_init(&docker, &system));
  for (const struct step *step = row->steps; step < row->steps + 6 && step->wanted; step++) {
    fake.now += step->after;
    fake.files = step->files;
    fake.printed = step->printed;
    assert_string_equal(whereabouts(&docker), step->wanted);
    assert_int_equal(fake.shells, step->shells);
  }
  mcpx_docker_destroy(&docker);
}

/* The bug: within the 60 s the path was searched again, but the source was the cached one. */
static void regression_path_and_source_agree_within_the_60_s(void **state) {
  struct fake fake = {.platform = MCPX_PLATFORM_LINUX, .path = "/a", .printed = ""};
  mcpx_docker_system system = fake_system(&fake);
  char path[64];
  (void)state;
  for (int source_first = 0; source_first < 2; source_first++) {
    mcpx_docker docker;
    fake.files = NULL;
    assert_true(mcpx_docker_init(&docker, &system));
    assert_string_equal(mcpx_docker_source(&docker), "absent");
    fake.files = "/usr/bin/docker";
    if (source_first) assert_string_equal(mcpx_docker_source(&docker), "bundled");
    assert_int_equal(mcpx_docker_path(&docker, path, sizeof path, NULL), 15);
    assert_string_equal(path, "/usr/bin/docker");
    assert_string_equal(mcpx_docker_source(&docker), "bundled");
    mcpx_docker_destroy(&docker);
  }
}

/* Within the 60 s a call looks at the well-known places only, and after a success at no file. */
static void looks_up_only_necessary_files(void **state) {
  struct fake fake = {.platform = MCPX_PLATFORM_LINUX, .path = "/a:/b:/c"};
  mcpx_docker_system system = fake_system(&fake);
  mcpx_docker docker;
  (void)state;
  assert_true(mcpx_docker_init(&docker, &system));
  assert_int_equal(fake.probes, 0);
  mcpx_docker_source(&docker);
  assert_int_equal(fake.probes, 6);
  mcpx_docker_source(&docker);
  assert_int_equal(fake.probes, 9);
  fake.files = "/usr/bin/docker";
  mcpx_docker_source(&docker);
  mcpx_docker_source(&docker);
  assert_int_equal(fake.probes, 10);
  mcpx_docker_destroy(&docker);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(regression_path_and_source_agree_within_the_60_s),
                                     cmocka_unit_test(looks_up_only_necessary_files)};
  return RUN_ROWS(STORIES, caches_result) + cmocka_run_group_tests_name("docker_cache", cases, NULL, NULL);
}
