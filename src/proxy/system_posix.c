/* system_posix.c: what a resolver asks of the system, really, on Unix. */
#define _GNU_SOURCE /* POSIX_SPAWN_SETSID, environ */
#include "system.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __APPLE__
#include <crt_externs.h>
#define environ (*_NSGetEnviron()) /* which a shared library has no other way to */
#endif

/* How often, in ms, a shell that says nothing is asked whether it still runs. */
enum { TICK = 20 };

/* A group of its own to kill; and with a session, no terminal that a profile could ask at. */
#ifdef POSIX_SPAWN_SETSID
enum { OWN_GROUP = POSIX_SPAWN_SETSID };
#else
enum { OWN_GROUP = POSIX_SPAWN_SETPGROUP };
#endif

uint64_t system_clock(void *context) {
  struct timespec time;
  (void)context;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

bool system_is_executable(void *context, const char *path) {
  struct stat file;
  (void)context;
  return stat(path, &file) == 0 && S_ISREG(file.st_mode) && access(path, X_OK) == 0;
}

/* ---- The shell ---- */

/* The end of what the shell printed. */
struct tail {
  char *out;
  size_t capacity;
  size_t length;
};

/* Signals as a program finds them when it is started: nothing blocked, nothing caught, SIGPIPE not ignored.
 */
static int set_signals(posix_spawnattr_t *attributes) {
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  sigdelset(&all, SIGKILL);
  sigdelset(&all, SIGSTOP);
  int error = posix_spawnattr_setsigmask(attributes, &none);
  if (!error) error = posix_spawnattr_setsigdefault(attributes, &all);
  short flags = (short)(OWN_GROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  return error ? error : posix_spawnattr_setflags(attributes, flags);
}

/* The output first: where the program has none of the three, the pipe stands in the place of one. */
static int set_files(posix_spawn_file_actions_t *actions, int output) {
  int error = posix_spawn_file_actions_adddup2(actions, output, STDOUT_FILENO);
  if (!error) error = posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  if (!error) error = posix_spawn_file_actions_addopen(actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  return error;
}

static int spawn(pid_t *child, const char *shell, int output) {
  char login[] = "-l", command[] = "-c", question[] = "command -v docker";
  char *arguments[] = {(char *)shell, login, command, question, NULL};
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int error = posix_spawn_file_actions_init(&actions);
  if (error) return error;
  error = posix_spawnattr_init(&attributes);
  if (!error) {
    error = set_files(&actions, output);
    if (!error) error = set_signals(&attributes);
    if (!error) error = posix_spawn(child, shell, &actions, &attributes, arguments, environ);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

/* A pipe that no other program inherits, and that is read without waiting. */
static bool open_pipe(int ends[2]) {
  if (pipe(ends) != 0) return false;
  for (int i = 0; i < 2; i++) fcntl(ends[i], F_SETFD, FD_CLOEXEC);
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return true;
}

/* Where it is full, its older half makes room. */
static void add(struct tail *tail, const char *bytes, size_t length) {
  while (length > 0 && tail->capacity > 1) {
    if (tail->length == tail->capacity) {
      tail->length -= tail->capacity / 2;
      memmove(tail->out, tail->out + tail->capacity / 2, tail->length);
    }
    size_t room = tail->capacity - tail->length;
    size_t taken = length < room ? length : room;
    memcpy(tail->out + tail->length, bytes, taken);
    tail->length += taken;
    bytes += taken;
    length -= taken;
  }
}

/* Take one piece of what is there; false where nothing is. */
static bool take(int input, struct tail *tail) {
  char piece[1024];
  ssize_t length = read(input, piece, sizeof piece);
  if (length > 0) add(tail, piece, (size_t)length);
  return length > 0;
}

/* Has the shell ended? `*status` is then how; where the program ignores its children nobody knows that, it
 * stays what it was, and the shell is judged by what it printed. */
static bool has_ended(pid_t child, int *status) {
  pid_t ended = waitpid(child, status, WNOHANG);
  return ended == child || (ended < 0 && errno == ECHILD);
}

static void kill_group(pid_t child) {
  int status;
  kill(-child, SIGKILL);
  kill(child, SIGKILL);
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
}

/* Read until the shell has ended, not until its output has: a program that a profile left behind may hold it
 * open. */
static bool wait_for(pid_t child, int input, uint64_t limit, struct tail *tail) {
  uint64_t begin = system_clock(NULL);
  struct pollfd watched = {.fd = input, .events = POLLIN};
  int status = 0;
  while (!has_ended(child, &status)) {
    if (system_clock(NULL) - begin >= limit) {
      kill_group(child);
      return false;
    }
    bool ready = poll(&watched, 1, TICK) > 0;
    if (ready && !take(input, tail)) watched.fd = -1; /* closed: only the end is still to come */
  }
  for (uint64_t most = 65536; most > 0 && take(input, tail); most--) continue;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool system_shell_within(uint64_t limit, const char *shell, char *out, size_t capacity, size_t *length) {
  struct tail tail = {.capacity = capacity};
  int ends[2];
  pid_t child;
  bool ended = false;
  tail.out = out;
  if (!open_pipe(ends)) return false;
  bool started = spawn(&child, shell, ends[1]) == 0;
  close(ends[1]);
  if (started) ended = wait_for(child, ends[0], limit, &tail);
  close(ends[0]);
  *length = tail.length;
  return ended;
}

bool system_shell(void *context, const char *shell, char *out, size_t capacity, size_t *length) {
  (void)context;
  return system_shell_within(SYSTEM_SHELL_LIMIT, shell, out, capacity, length);
}
