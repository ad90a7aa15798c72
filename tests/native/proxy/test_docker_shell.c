/* test_docker_shell.c: a resolver with real files and real shells. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fake_docker.h"
#include "proxy/system.h"
#include "rows.h"

/* ---- A folder with docker and a shell ---- */

static char folder[] = "/tmp/mcpx-docker-XXXXXX";

static const char *inside(const char *name) {
  static char path[32][256];
  static size_t next;
  char *out = path[next++ % 32];
  snprintf(out, sizeof path[0], "%s/%s", folder, name);
  return out;
}

static void write_file(const char *name, const char *text, mode_t mode) {
  const char *path = inside(name);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(text, file);
  assert_int_equal(fclose(file), 0);
  assert_int_equal(chmod(path, mode), 0);
}

/* The real system, except that only files in the folder are executable. */
struct machine {
  const char *path, *home, *login;
  uint64_t limit; /* of the shell, in ms */
};

static const char *machine_environment(void *context, const char *name) {
  const struct machine *machine = context;
  if (strcmp(name, "PATH") == 0) return machine->path;
  return strcmp(name, "HOME") == 0 ? machine->home : machine->login;
}

static bool is_executable_here(void *context, const char *path) {
  return strncmp(path, folder, strlen(folder)) == 0 && system_is_executable(context, path);
}

static bool machine_shell(void *context, const char *shell, const char *question, char *out, size_t capacity,
                          size_t *length) {
  const struct machine *machine = context;
  return system_shell_within(machine->limit, shell, question, out, capacity, length);
}

static mcpx_docker_system system_of(struct machine *machine) {
  return (mcpx_docker_system){.context = machine,
                              .platform = MCPX_PLATFORM_MACOS, /* has well-known places below HOME */
                              .environment = machine_environment,
                              .is_executable = is_executable_here,
                              .shell = machine_shell};
}

static void expect_docker(struct machine *machine, const char *source, const char *name) {
  mcpx_docker_system system = system_of(machine);
  char wanted[512];
  mcpx_docker docker;
  snprintf(wanted, sizeof wanted, "%s%s%s", source, *name ? " " : "", *name ? inside(name) : "");
  assert_true(mcpx_docker_init(&docker, &system));
  assert_string_equal(whereabouts(&docker), wanted);
  mcpx_docker_destroy(&docker);
}

static int make_folder(void **state) {
  (void)state;
  if (!mkdtemp(folder)) return 1;
  mkdir(inside("bin"), 0755);
  mkdir(inside("plain"), 0755);
  mkdir(inside("taken"), 0755);
  mkdir(inside("taken/docker"), 0755);
  mkdir(inside("link"), 0755);
  mkdir(inside("loose"), 0755);
  mkdir(inside("empty"), 0755);
  mkdir(inside("home"), 0755);
  write_file("bin/docker", "#!/bin/sh\n", 0755);
  write_file("bin/podman", "#!/bin/sh\n", 0755);
  write_file("plain/docker", "#!/bin/sh\n", 0644);
  return symlink(inside("bin/docker"), inside("link/docker")) || symlink("nowhere", inside("loose/docker"));
}

static int remove_folder(void **state) {
  char command[64];
  (void)state;
  snprintf(command, sizeof command, "rm -r %s", folder);
  return system(command);
}

/* Returns what HOME was, which the caller frees. */
static char *set_home(const char *home) {
  char *before = strdup(getenv("HOME") ? getenv("HOME") : "/");
  setenv("HOME", home, 1);
  return before;
}

/* ---- Files ---- */

static void real_files_are_checked(void **state) {
  static const char *const NOT_PROGRAMS[] = {"plain", "taken", "loose", "empty", "missing"};
  struct machine machine = {inside("bin"), inside("home"), inside("no-shell"), 5000};
  char path[1024];
  (void)state;
  expect_docker(&machine, "path", "bin/docker");
  machine.path = inside("link");
  expect_docker(&machine, "path", "link/docker");
  for (size_t i = 0; i < sizeof NOT_PROGRAMS / sizeof *NOT_PROGRAMS; i++) {
    machine.path = inside(NOT_PROGRAMS[i]);
    expect_docker(&machine, "absent", "");
    snprintf(path, sizeof path, "%s:%s", inside(NOT_PROGRAMS[i]), inside("bin"));
    machine.path = path;
    expect_docker(&machine, "path", "bin/docker");
  }
}

static void new_file_at_a_well_known_place_is_found(void **state) {
  struct machine machine = {inside("empty"), inside("home"), inside("no-shell"), 5000};
  mcpx_docker_system system = system_of(&machine);
  mcpx_docker docker;
  char wanted[512];
  (void)state;
  assert_true(mcpx_docker_init(&docker, &system));
  assert_string_equal(whereabouts(&docker), "absent");
  mkdir(inside("home/.docker"), 0755);
  mkdir(inside("home/.docker/bin"), 0755);
  write_file("home/.docker/bin/docker", "#!/bin/sh\n", 0755);
  snprintf(wanted, sizeof wanted, "bundled %s", inside("home/.docker/bin/docker"));
  assert_string_equal(whereabouts(&docker), wanted);
  assert_int_equal(unlink(inside("home/.docker/bin/docker")), 0);
  assert_string_equal(whereabouts(&docker), wanted);
  mcpx_docker_destroy(&docker);
}

/* ---- Shells ---- */

struct script {
  const char *name;
  const char *text; /* of the script that is $SHELL; $D is the folder */
  const char *found;
  uint64_t limit;
};

/* `answer` prints what the question asks for. */
#define ANSWER "answer() { printf '\\nmcpx-docker-begin\\n%%s\\n\\nmcpx-docker-end\\n' \"$1\"; }\n"

static const struct script SCRIPTS[] = {
    {"prints the path", "answer $D/bin/docker", "bin/docker", 5000},
    {"gets the arguments", "[ \"$1 $2\" = '-l -c' ] && [ $# = 3 ] && PATH=$D/bin && eval \"$3\"",
     "bin/docker", 5000},
    {"prints a greeting first", "echo Welcome; echo; echo /etc/motd; answer $D/bin/docker", "bin/docker",
     5000},
    {"writes to standard error", "echo oh >&2; answer $D/bin/docker; echo no >&2", "bin/docker", 5000},
    {"prints much before the path", "seq 200000; answer $D/bin/docker", "bin/docker", 5000},
    {"is slow", "sleep 0.3; answer $D/bin/docker", "bin/docker", 5000},
    {"reads its input", "cat; answer $D/bin/docker", "bin/docker", 5000},
    {"has its own session and therefore no terminal",
     "read -r pid name state parent group session rest </proc/$$/stat; [ $session = $$ ] && answer "
     "$D/bin/docker",
     "bin/docker", 5000},
    {"closes its output and continues", "answer $D/bin/docker; exec >&-; sleep 0.2", "bin/docker", 5000},
    {"leaves a program running that keeps its output open", "sleep 3 & answer $D/bin/docker", "bin/docker",
     2000},
    {"A6: a greeting without a line feed", "printf Welcome; PATH=$D/bin; eval \"$3\"", "bin/docker", 5000},
    {"A6: a terminal title", "printf '\\033]0;x\\007'; PATH=$D/bin; eval \"$3\"", "bin/docker", 5000},
    {"A6: another program's path and a function", "echo /bin/sh; docker() { :; }; PATH=$D/bin; eval \"$3\"",
     "", 5000},
    {"A6: another program's path and an alias",
     "echo $D/bin/docker; alias docker=podman; PATH=$D/bin; eval \"$3\"", "", 5000},
    {"A6: another program as the answer", "answer $D/bin/podman", "", 5000},
    {"A6: a path at the end of the shell", "trap \"echo $D/bin/docker\" EXIT; PATH=$D/empty; eval \"$3\"", "",
     5000},
    {"A6: an end before the question", "echo $D/bin/docker; exit 0", "", 5000},
    {"has an alias", "answer \"alias docker='$D/bin/docker'\"", "", 5000},
    {"prints only a name", "answer docker", "", 5000},
    {"prints a relative path", "cd $D; answer bin/docker", "", 5000},
    {"prints a file that is not executable", "answer $D/plain/docker", "", 5000},
    {"prints a folder", "answer $D/taken/docker", "", 5000},
    {"prints nothing", "exit 0", "", 5000},
    {"prints the path and fails", "answer $D/bin/docker; exit 1", "", 5000},
    {"fails without output", "exit 127", "", 5000},
    {"is killed by a signal", "answer $D/bin/docker; kill -9 $$", "", 5000},
    {"hangs", "answer $D/bin/docker; sleep 60", "", 300},
    {"hangs and ignores signals", "trap '' TERM HUP INT; answer $D/bin/docker; sleep 60; sleep 60", "", 300},
    {"prints forever", "yes $D/bin/docker", "", 300},
};

static void is_asked(void **state) {
  const struct script *row = *state;
  char text[1024];
  struct machine machine = {inside("empty"), inside("empty"), inside("shell"), row->limit};
  snprintf(text, sizeof text, "#!/bin/sh\nD=%s\n" ANSWER "%s\n", folder, row->text);
  write_file("shell", text, 0755);
  expect_docker(&machine, *row->found ? "login_shell" : "absent", row->found);
}

/* Then /bin/sh is asked, which reads its profile. */
static void unusable_shell_is_replaced(void **state) {
  static const char *const UNUSABLE[] = {"missing", "taken", "plain/docker", "shell"};
  static const char *const TEXTS[] = {"#!/nowhere/interpreter\n", "#!/bin/sh\nexit 1\n", "#!/bin/sh\n"};
  struct machine machine = {inside("empty"), inside("empty"), NULL, 5000};
  char text[256];
  (void)state;
  snprintf(text, sizeof text, "PATH=%s:$PATH\nexport PATH\n", inside("bin"));
  write_file("home/.profile", text, 0644);
  char *home = set_home(inside("home"));
  for (size_t i = 0; i < sizeof UNUSABLE / sizeof *UNUSABLE; i++) {
    machine.login = inside(UNUSABLE[i]);
    write_file("shell", TEXTS[0], 0755);
    expect_docker(&machine, "login_shell", "bin/docker");
  }
  for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
    write_file("shell", TEXTS[i], 0755);
    expect_docker(&machine, "login_shell", "bin/docker");
  }
  free(set_home(home));
  free(home);
}

#ifdef __linux__
/* The linker lets the library call these in place of the functions of the system. */
static int pipes, open_pipes;
static bool is_interrupting; /* every other call of each function */

#define WRAP(type, name, parameters, arguments) \
  type __real_##name parameters;                \
  type __wrap_##name parameters;                \
  type __wrap_##name parameters {               \
    static bool next;                           \
    next = is_interrupting && !next;            \
    if (next) errno = EINTR;                    \
    return next ? -1 : __real_##name arguments; \
  }

WRAP(ssize_t, read, (int file, void *out, size_t size), (file, out, size))
WRAP(pid_t, waitpid, (pid_t child, int *status, int options), (child, status, options))
WRAP(int, poll, (struct pollfd * files, nfds_t count, int limit), (files, count, limit))
WRAP(int, access, (const char *path, int mode), (path, mode))
WRAP(int, stat, (const char *path, struct stat *file), (path, file))

int __real_pipe2(int ends[2], int flags);
int __wrap_pipe2(int ends[2], int flags);
int __wrap_pipe2(int ends[2], int flags) {
  pipes++;
  open_pipes += !(flags & O_CLOEXEC);
  return __real_pipe2(ends, flags);
}

/* A child that another thread starts at the same moment would keep the pipe open. */
static void A15_other_programs_do_not_inherit_the_pipe(void **state) {
  char out[64];
  size_t length;
  (void)state;
  pipes = open_pipes = 0;
  assert_true(system_shell_within(5000, "/bin/true", "", out, sizeof out, &length));
  assert_int_equal(pipes, 1);
  assert_int_equal(open_pipes, 0);
}

static void interrupted_calls_are_repeated(void **state) {
  struct machine machine = {inside("empty"), inside("empty"), inside("shell"), 5000};
  char text[512];
  (void)state;
  snprintf(text, sizeof text, "#!/bin/sh\n" ANSWER "seq 50000\nsleep 0.1\nanswer %s\n", inside("bin/docker"));
  write_file("shell", text, 0755);
  is_interrupting = true;
  expect_docker(&machine, "login_shell", "bin/docker");
  machine.limit = 300;
  write_file("shell", "#!/bin/sh\nsleep 60\n", 0755);
  expect_docker(&machine, "absent", "");
  is_interrupting = false;
  assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* each shell was waited for */
  assert_int_equal(errno, ECHILD);
}
#endif

/* A child of the shell would create the file `mark` if it were not killed too. */
static void process_group_is_killed(void **state) {
  char text[256];
  struct machine machine = {inside("empty"), inside("empty"), inside("shell"), 300};
  (void)state;
  snprintf(text, sizeof text, "#!/bin/sh\n(sleep 1; echo >%s) &\nsleep 60\n", inside("mark"));
  write_file("shell", text, 0755);
  expect_docker(&machine, "absent", "");
  usleep(1300000);
  assert_int_not_equal(access(inside("mark"), F_OK), 0);
}

/* The real shell reads its profile. */
static void profile_is_read(void **state) {
  struct machine machine = {inside("empty"), inside("empty"), "/bin/sh", 5000};
  char text[256];
  (void)state;
  snprintf(text, sizeof text, "echo Welcome back\nPATH=%s:$PATH\nexport PATH\n", inside("bin"));
  write_file("home/.profile", text, 0644);
  char *home = set_home(inside("home"));
  expect_docker(&machine, "login_shell", "bin/docker");
  free(set_home(home));
  free(home);
}

/* Without a limit the shell would run for 60 s and then succeed. */
static void the_real_limit_is_5_s(void **state) {
  char out[64];
  size_t length;
  (void)state;
  write_file("shell", "#!/bin/sh\nsleep 60\n", 0755);
  uint64_t begin = system_clock(NULL);
  assert_false(system_shell(NULL, inside("shell"), "", out, sizeof out, &length));
  assert_true(system_clock(NULL) - begin >= 5000);
}

static void host_may_ignore_sigchld(void **state) {
  struct machine machine = {inside("empty"), inside("empty"), inside("shell"), 5000};
  char text[256];
  (void)state;
  snprintf(text, sizeof text, "#!/bin/sh\n" ANSWER "answer %s\n", inside("bin/docker"));
  write_file("shell", text, 0755);
  void (*before)(int) = signal(SIGCHLD, SIG_IGN);
  expect_docker(&machine, "login_shell", "bin/docker");
  signal(SIGCHLD, before);
}

/* For any size of the buffer. */
static void end_of_the_output_is_kept(void **state) {
  static const size_t ROOMS[] = {0, 1, 2, 7, 64, 1023, 1024, 1025, 9000};
  static char out[9000];
  (void)state;
  write_file("shell", "#!/bin/sh\nseq 1000 1999\n", 0755); /* 5000 bytes */
  for (size_t i = 0; i < sizeof ROOMS / sizeof *ROOMS; i++) {
    size_t length = 99;
    assert_true(system_shell_within(5000, inside("shell"), "", out, ROOMS[i], &length));
    assert_true(length <= ROOMS[i]);
    if (ROOMS[i] >= 7) assert_memory_equal(out + length - 3, "99\n", 3);
    if (ROOMS[i] >= 5000) assert_int_equal(length, 5000);
  }
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(real_files_are_checked),
                                     cmocka_unit_test(new_file_at_a_well_known_place_is_found),
                                     cmocka_unit_test(unusable_shell_is_replaced),
#ifdef __linux__
                                     cmocka_unit_test(A15_other_programs_do_not_inherit_the_pipe),
                                     cmocka_unit_test(interrupted_calls_are_repeated),
#endif
                                     cmocka_unit_test(process_group_is_killed),
                                     cmocka_unit_test(profile_is_read),
                                     cmocka_unit_test(the_real_limit_is_5_s),
                                     cmocka_unit_test(host_may_ignore_sigchld),
                                     cmocka_unit_test(end_of_the_output_is_kept)};
  if (make_folder(NULL) != 0) return 1;
  int failed = RUN_ROWS(SCRIPTS, is_asked);
  failed += cmocka_run_group_tests_name("docker_shell", cases, NULL, NULL);
  return remove_folder(NULL) ? 1 : failed;
}
