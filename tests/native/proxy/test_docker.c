/* test_docker.c: where a resolver finds docker, on a fake system. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/fields.h"
#include "fake_docker.h"
#include "rows.h"

/* ---- The search ---- */

struct spot {
  const char *name;
  mcpx_platform platform;
  const char *path, *files, *printed;
  const char *wanted;
  const char *login; /* SHELL */
  const char *asked; /* the shell that is asked, or NULL */
};

#define LINUX MCPX_PLATFORM_LINUX
#define MACOS MCPX_PLATFORM_MACOS
#define WINDOWS MCPX_PLATFORM_WINDOWS
#define APPLICATION "/Applications/Docker.app/Contents/Resources/bin/docker"

static const struct spot SPOTS[] = {
    {"in the first entry", LINUX, "/a:/b", "/a/docker\n/b/docker", NULL, "path /a/docker", NULL, NULL},
    {"in the last entry", LINUX, "/a:/b", "/b/docker", NULL, "path /b/docker", NULL, NULL},
    {"an entry that ends with a slash", LINUX, "/a/", "/a/docker", NULL, "path /a/docker", NULL, NULL},
    {"the root", LINUX, "/", "/docker", NULL, "path /docker", NULL, NULL},
    {"empty entries are ignored", LINUX, "::/b:", "docker\n/docker\n/b/docker", NULL, "path /b/docker", NULL,
     NULL},
    {"relative entries are ignored", LINUX, "bin:.:/b", "bin/docker\n./docker\n/b/docker", NULL,
     "path /b/docker", NULL, NULL},
    {"no PATH", LINUX, NULL, "/usr/bin/docker", NULL, "bundled /usr/bin/docker", NULL, NULL},
    {"PATH before the places", LINUX, "/snap/bin", "/usr/bin/docker\n/snap/bin/docker", NULL,
     "path /snap/bin/docker", NULL, NULL},
    {"Linux, 1", LINUX, "/a", "/snap/bin/docker\n/usr/local/bin/docker\n/usr/bin/docker", NULL,
     "bundled /usr/bin/docker", NULL, NULL},
    {"Linux, 2", LINUX, "/a", "/snap/bin/docker\n/usr/local/bin/docker", NULL,
     "bundled /usr/local/bin/docker", NULL, NULL},
    {"Linux, 3", LINUX, "/a", "/snap/bin/docker", NULL, "bundled /snap/bin/docker", NULL, NULL},
    {"no place of macOS on Linux", LINUX, "/a", APPLICATION "\n/opt/homebrew/bin/docker", "", "absent", NULL,
     "/bin/bash"},
    {"macOS, 1", MACOS, "/a", APPLICATION "\n/usr/local/bin/docker", NULL, "bundled " APPLICATION, NULL,
     NULL},
    {"macOS, 2", MACOS, "/a", "/opt/homebrew/bin/docker\n/usr/local/bin/docker", NULL,
     "bundled /usr/local/bin/docker", NULL, NULL},
    {"macOS, 3", MACOS, "/a", "/opt/podman/bin/docker\n/opt/homebrew/bin/docker", NULL,
     "bundled /opt/homebrew/bin/docker", NULL, NULL},
    {"macOS, 4", MACOS, "/a", "/home/me/.docker/bin/docker\n/opt/podman/bin/docker", NULL,
     "bundled /opt/podman/bin/docker", NULL, NULL},
    {"macOS, 5", MACOS, "/a", "/home/me/.docker/bin/docker\n/home/me/.orbstack/bin/docker", NULL,
     "bundled /home/me/.docker/bin/docker", NULL, NULL},
    {"macOS, 6", MACOS, "/a", "/home/me/.orbstack/bin/docker", NULL, "bundled /home/me/.orbstack/bin/docker",
     NULL, NULL},
    {"no place of Linux on macOS", MACOS, "/a", "/usr/bin/docker\n/snap/bin/docker", "", "absent", NULL,
     "/bin/bash"},
    {"Windows, PATH", WINDOWS, "C:\\a;D:\\b\\", "D:\\b\\docker.exe", NULL, "path D:\\b\\docker.exe", NULL,
     NULL},
    {"Windows, extensions", WINDOWS, "C:\\a", "C:\\a\\docker\nC:\\a\\docker.cmd", NULL,
     "path C:\\a\\docker.cmd", NULL, NULL},
    {"Windows, a share", WINDOWS, "\\\\host\\a", "\\\\host\\a\\docker.exe", NULL,
     "path \\\\host\\a\\docker.exe", NULL, NULL},
    {"Windows, a relative entry", WINDOWS, "a;C:b", "a\\docker.exe\nC:b\\docker.exe", NULL, "absent", NULL,
     NULL},
    {"Windows has no places and no shell", WINDOWS, "C:\\a", "/usr/bin/docker\n/x/docker", "/x/docker\n",
     "absent", "/bin/zsh", NULL},
    {"the shell", LINUX, "/a", "/x/docker", "/x/docker\n", "login_shell /x/docker", "/bin/zsh", "/bin/zsh"},
    {"no SHELL", LINUX, "/a", "/x/docker", "/x/docker\n", "login_shell /x/docker", NULL, "/bin/bash"},
    {"an empty SHELL", LINUX, "/a", "/x/docker", "/x/docker\n", "login_shell /x/docker", "", "/bin/bash"},
    {"a relative SHELL", MACOS, "/a", "/x/docker", "/x/docker\n", "login_shell /x/docker", "zsh",
     "/bin/bash"},
    {"a banner before the path", LINUX, "/a", "/x/docker", "Welcome\n\n/etc/motd says hi\n/x/docker\n",
     "login_shell /x/docker", NULL, "/bin/bash"},
    {"text after the path", LINUX, "/a", "/x/docker", "/x/docker\nbye\n/bye\n", "login_shell /x/docker", NULL,
     "/bin/bash"},
    {"the last of two paths", LINUX, "/a", "/x/docker\n/y/docker", "/x/docker\n/y/docker",
     "login_shell /y/docker", NULL, "/bin/bash"},
    {"CRLF and whitespace after the path", LINUX, "/a", "/x/docker", "/x/docker \t\r\n",
     "login_shell /x/docker", NULL, "/bin/bash"},
    {"a space in the path", LINUX, "/a", "/x y/docker", "/x y/docker\n", "login_shell /x y/docker", NULL,
     "/bin/bash"},
    {"an alias", LINUX, "/a", "/x/docker", "alias docker='/x/docker'\n", "absent", NULL, "/bin/bash"},
    {"a function", LINUX, "/a", "docker\n/docker", "docker\n", "absent", NULL, "/bin/bash"},
    {"relative output", LINUX, "/a", "./docker\nbin/docker", "./docker\nbin/docker\n", "absent", NULL,
     "/bin/bash"},
    {"a path without a file", LINUX, "/a", "/x/docker", "/y/docker\n", "absent", NULL, "/bin/bash"},
    {"no output", LINUX, "/a", "/x/docker", "", "absent", NULL, "/bin/bash"},
    {"empty lines", LINUX, "/a", "/x/docker", "\n\n\n", "absent", NULL, "/bin/bash"},
    {"A6: another program", LINUX, "/a", "/usr/bin/env\n/x/podman", "/usr/bin/env\n/x/podman\n", "absent",
     NULL, "/bin/bash"},
    {"A6: a name that ends alike", LINUX, "/a", "/x/mydocker\n/x/docker.exe\n/x/docker/",
     "/x/mydocker\n/x/docker.exe\n/x/docker/\n", "absent", NULL, "/bin/bash"},
    {"A6: another program after docker", LINUX, "/a", "/x/docker\n/usr/bin/env", "/x/docker\n/usr/bin/env\n",
     "login_shell /x/docker", NULL, "/bin/bash"},
    {"A6: the path of a folder named docker", MACOS, "/a", "/x/docker/run", "/x/docker/run\n", "absent", NULL,
     "/bin/bash"},
    {"both shells fail", LINUX, "/a", "/x/docker", NULL, "absent", NULL, "/bin/sh"},
};

static void finds_docker(void **state) {
  const struct spot *row = *state;
  struct fake fake = {row->platform, row->path, "/home/me", row->login, row->files, row->printed, .now = 7};
  mcpx_docker_system system = fake_system(&fake);
  mcpx_docker docker;
  assert_true(mcpx_docker_init(&docker, &system));
  assert_string_equal(whereabouts(&docker), row->wanted);
  assert_int_equal(fake.shells, row->asked ? 1 + !row->printed : 0);
  if (row->asked) assert_string_equal(fake.asked, row->asked);
  mcpx_docker_destroy(&docker);
}

/* ---- What a shell prints besides its answer ---- */

#define BEGIN "mcpx-docker-begin\n"
#define END "mcpx-docker-end\n"

struct output {
  const char *name, *raw;
  bool is_found; /* /x/docker */
  int shells;
};

static const struct output OUTPUTS[] = {
    {"the answer", BEGIN "/x/docker\n" END, true, 1},
    {"A6: a greeting without a line feed", "Welcome\033]0;x\007\n" BEGIN "/x/docker\n" END, true, 1},
    {"A6: a path after a long greeting", "Welcome to this machine\n/x/docker\n" BEGIN "\n" END, false, 1},
    {"A6: a path before the answer", "/x/docker\n" BEGIN "\n" END, false, 1},
    {"A6: a path after the answer", BEGIN "docker\n" END "/x/docker\n", false, 1},
    {"A6: a path before, in and after the answer", "/y/docker\n" BEGIN "/x/docker\n" END "/y/docker\n", true,
     1},
    {"two answers", BEGIN "/y/docker\n" END BEGIN "/x/docker\n" END, true, 1},
    {"an end without a line feed", BEGIN "/x/docker\nmcpx-docker-end", true, 1},
    {"CRLF", "mcpx-docker-begin\r\n/x/docker\r\n\r\nmcpx-docker-end\r\n", true, 1},
    {"the markers alone", BEGIN END, false, 1},
    {"A6: a path without markers", "/x/docker\n", false, 2},
    {"without an end", BEGIN "/x/docker\n", false, 2},
    {"without a begin", "/x/docker\n" END, false, 2},
    {"the end before the begin", END BEGIN "/x/docker\n", false, 2},
    {"markers within lines", "a mcpx-docker-begin\n/x/docker\nmcpx-docker-end b\n", false, 2},
    {"one line", "mcpx-docker-begin /x/docker mcpx-docker-end\n", false, 2},
    {"nothing", "", false, 2},
    {"a line feed", "\n", false, 2},
};

static void reads_answer(void **state) {
  const struct output *row = *state;
  struct fake fake = {.platform = LINUX, .path = "/a", .files = "/x/docker\n/y/docker", .raw = row->raw};
  mcpx_docker_system system = fake_system(&fake);
  mcpx_docker docker;
  assert_true(mcpx_docker_init(&docker, &system));
  assert_string_equal(whereabouts(&docker), row->is_found ? "login_shell /x/docker" : "absent");
  assert_int_equal(fake.shells, row->shells);
  assert_non_null(strstr(fake.question, "command -v docker"));
  mcpx_docker_destroy(&docker);
}

struct fallback {
  const char *name, *login, *broken;
  uint64_t takes;
  const char *wanted;
  int shells;
};

static const struct fallback FALLBACKS[] = {
    {"$SHELL fails", "/bin/tcsh", "/bin/tcsh", 0, "login_shell /x/docker", 2},
    {"$SHELL fails within 1 s", "/bin/tcsh", "/bin/tcsh", 999, "login_shell /x/docker", 2},
    {"$SHELL fails after 1 s", "/bin/tcsh", "/bin/tcsh", 1000, "absent", 1},
    {"/bin/sh is not asked twice", "/bin/sh", "/bin/sh", 0, "absent", 1},
    {"bash is missing", NULL, "/bin/bash", 0, "login_shell /x/docker", 2},
    {"$SHELL is good", "/bin/zsh", "/bin/sh", 0, "login_shell /x/docker", 1},
};

static void asks_another_shell(void **state) {
  const struct fallback *row = *state;
  struct fake fake = {.platform = MACOS,
                      .path = "/a",
                      .login = row->login,
                      .files = "/x/docker",
                      .printed = "/x/docker",
                      .broken = row->broken,
                      .shell_takes = row->takes};
  mcpx_docker_system system = fake_system(&fake);
  mcpx_docker docker;
  assert_true(mcpx_docker_init(&docker, &system));
  assert_string_equal(whereabouts(&docker), row->wanted);
  assert_int_equal(fake.shells, row->shells);
  mcpx_docker_destroy(&docker);
}

/* ---- Edges ---- */

static void output_is_bounded(void **state) {
  struct fake fake = {.platform = LINUX, .path = "/a", .files = "/a/docker"};
  mcpx_docker_system system = fake_system(&fake);
  mcpx_docker docker;
  (void)state;
  assert_true(mcpx_docker_init(&docker, &system));
  assert_int_equal(mcpx_docker_path(&docker, NULL, 0, NULL), 9);
  for (size_t capacity = 0; capacity <= 12; capacity++) {
    char *out = malloc(capacity ? capacity : 1);
    assert_non_null(out);
    assert_int_equal(mcpx_docker_path(&docker, out, capacity, NULL), 9);
    assert_memory_equal(out, "/a/docker", capacity < 10 ? capacity : 10);
    free(out);
  }
  mcpx_docker_destroy(&docker);
}

/* A path of 4,095 bytes is found and a longer one ignored: in PATH, below HOME and from the shell. */
static void long_paths_are_ignored(void **state) {
  static char directory[MCPX_DOCKER_PATH_SIZE], files[2 * MCPX_DOCKER_PATH_SIZE];
  (void)state;
  for (size_t over = 0; over < 2; over++) {
    size_t length = MCPX_DOCKER_PATH_SIZE - 1 - strlen("/docker") + over;
    memset(directory, 'd', length);
    directory[0] = '/';
    directory[length] = '\0';
    sprintf(files, "%s/docker", directory);
    struct fake fake = {.platform = LINUX, .path = directory, .files = files};
    mcpx_docker_system system = fake_system(&fake);
    mcpx_docker docker;
    assert_true(mcpx_docker_init(&docker, &system));
    assert_string_equal(mcpx_docker_source(&docker), over ? "absent" : "path");
    mcpx_docker_destroy(&docker);
    fake = (struct fake){.platform = LINUX, .path = "/a", .files = files, .printed = files};
    assert_true(mcpx_docker_init(&docker, &system));
    assert_string_equal(mcpx_docker_source(&docker), over ? "absent" : "login_shell");
    mcpx_docker_destroy(&docker);
    fake = (struct fake){.platform = MACOS, .path = "/a", .home = directory, .files = files};
    system = fake_system(&fake);
    assert_true(mcpx_docker_init(&docker, &system));
    assert_string_equal(mcpx_docker_source(&docker), "absent");
    mcpx_docker_destroy(&docker);
  }
}

static void home_may_be_missing(void **state) {
  static const char *const HOMES[] = {NULL, "", "relative", "."};
  (void)state;
  for (size_t i = 0; i < sizeof HOMES / sizeof *HOMES; i++) {
    struct fake fake = {.platform = MACOS,
                        .path = "/a",
                        .home = HOMES[i],
                        .files = "/.docker/bin/docker\nrelative/.docker/bin/docker"};
    mcpx_docker_system system = fake_system(&fake);
    mcpx_docker docker;
    assert_true(mcpx_docker_init(&docker, &system));
    assert_string_equal(whereabouts(&docker), "absent");
    mcpx_docker_destroy(&docker);
  }
}

static void null_is_absent(void **state) {
  const char *source = NULL;
  char path[8] = "rest";
  (void)state;
  assert_false(mcpx_docker_init(NULL, NULL));
  mcpx_docker_destroy(NULL);
  assert_string_equal(mcpx_docker_source(NULL), "absent");
  assert_int_equal(mcpx_docker_path(NULL, path, sizeof path, &source), 0);
  assert_string_equal(path, "");
  assert_string_equal(source, "absent");
}

/* The names are the values of docker_cli_source in a heartbeat. */
static void sources_are_valid_in_a_heartbeat(void **state) {
  size_t count;
  const struct enum_value *values = fields_values(ENUM_CLI_SOURCE, &count);
  const char *const wanted[] = {"path", "bundled", "login_shell", "absent"};
  (void)state;
  assert_int_equal(count, 4);
  for (size_t i = 0; i < count; i++) assert_string_equal(values[i].name, wanted[i]);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(output_is_bounded),
                                     cmocka_unit_test(long_paths_are_ignored),
                                     cmocka_unit_test(home_may_be_missing), cmocka_unit_test(null_is_absent),
                                     cmocka_unit_test(sources_are_valid_in_a_heartbeat)};
  int failed = RUN_ROWS(SPOTS, finds_docker) + RUN_ROWS(OUTPUTS, reads_answer) +
               RUN_ROWS(FALLBACKS, asks_another_shell);
  return failed + cmocka_run_group_tests_name("docker", cases, NULL, NULL);
}
