/* system_posix.c: the real functions behind mcpx_docker_system on Unix. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* for POSIX_SPAWN_SETSID, environ and pipe2 */
#endif
#include "system.h"

#ifndef _WIN32
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
#define environ (*_NSGetEnviron()) /* a shared library on macOS cannot link to environ */
#endif

/* How often a silent shell is checked for its end. */
enum { POLL_INTERVAL = 20 /* ms */ };

/* The shell gets its own process group, so that all of it can be killed; with a session of its own it also
 * has no terminal, where a profile could wait for input. */
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

/* Should a call that returned this be repeated? Signals interrupt calls on some network file systems, too. */
static bool is_interrupted(int result) { return result < 0 && errno == EINTR; }

bool system_is_executable(void *context, const char *path) {
  struct stat file;
  int result;
  (void)context;
  do result = stat(path, &file);
  while (is_interrupted(result));
  if (result != 0 || !S_ISREG(file.st_mode)) return false;
  do result = access(path, X_OK);
  while (is_interrupted(result));
  return result == 0;
}

/* ---- The shell ---- */

/* The last bytes of the shell's output. */
struct output_tail {
  char *out;
  size_t capacity;
  size_t length;
};

/* Gives the shell the default signal state: nothing blocked, caught or ignored. A host that ignores SIGPIPE
 * would pass that on. */
static int set_shell_signals(posix_spawnattr_t *attributes) {
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

/* Duplicates the output first: in a program without standard files, the pipe may have one of their numbers.
 */
static int set_shell_files(posix_spawn_file_actions_t *actions, int output) {
  int error = posix_spawn_file_actions_adddup2(actions, output, STDOUT_FILENO);
  if (!error) error = posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  if (!error) error = posix_spawn_file_actions_addopen(actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  return error;
}

static int spawn_shell(pid_t *child, const char *shell, const char *question, int output) {
  char login[] = "-l", command[] = "-c";
  char *arguments[] = {(char *)shell, login, command, (char *)question, NULL};
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int error = posix_spawn_file_actions_init(&actions);
  if (error) return error;
  error = posix_spawnattr_init(&attributes);
  if (!error) {
    error = set_shell_files(&actions, output);
    if (!error) error = set_shell_signals(&attributes);
    if (!error) do
        error = posix_spawn(child, shell, &actions, &attributes, arguments, environ);
      while (error == EINTR);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

/* Opens a pipe that no other child inherits. macOS has no pipe2: there, a child that another thread starts
 * between the calls inherits it. */
static bool open_closed_pipe(int ends[2]) {
#ifdef __APPLE__
  if (pipe(ends) != 0) return false;
  for (int i = 0; i < 2; i++) fcntl(ends[i], F_SETFD, FD_CLOEXEC);
  return true;
#else
  return pipe2(ends, O_CLOEXEC) == 0;
#endif
}

/* Reads do not block. The writing end does, because it is the output of the shell. */
static bool open_pipe(int ends[2]) {
  if (!open_closed_pipe(ends)) return false;
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return true;
}

/* When the buffer is full, the older half is dropped. */
static void append_tail(struct output_tail *tail, const char *bytes, size_t length) {
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

enum read_outcome { READ_PIECE, READ_NOTHING_YET, READ_END };

/* Reads what is available, up to one piece. */
static enum read_outcome read_piece(int input, struct output_tail *tail) {
  char piece[1024];
  ssize_t length;
  do length = read(input, piece, sizeof piece);
  while (length < 0 && errno == EINTR);
  if (length > 0) append_tail(tail, piece, (size_t)length);
  if (length < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return READ_NOTHING_YET;
  return length > 0 ? READ_PIECE : READ_END;
}

/* Returns whether the shell has ended, and sets its status. If the host ignores SIGCHLD the status is lost:
 * it keeps its value, and the output alone decides. */
static bool has_ended(pid_t child, int *status) {
  pid_t ended = waitpid(child, status, WNOHANG);
  return ended == child || (ended < 0 && errno == ECHILD);
}

static void kill_group(pid_t child) {
  int status;
  kill(-child, SIGKILL);
  kill(child, SIGKILL);
  while (is_interrupted(waitpid(child, &status, 0))) continue;
}

/* Reads until the shell ends and not until its output does: a program that a profile started in the
 * background may keep the pipe open. */
static bool wait_for_shell(pid_t child, int input, uint64_t limit, struct output_tail *tail) {
  uint64_t begin = system_clock(NULL);
  struct pollfd watched = {.fd = input, .events = POLLIN};
  int status = 0;
  while (!has_ended(child, &status)) {
    if (system_clock(NULL) - begin >= limit) {
      kill_group(child);
      return false;
    }
    bool ready = poll(&watched, 1, POLL_INTERVAL) > 0; /* not after a signal: then the loop continues */
    if (ready && read_piece(input, tail) == READ_END) watched.fd = -1; /* wait for the end only */
  }
  for (uint64_t most = 65536; most > 0 && read_piece(input, tail) == READ_PIECE; most--) continue;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool system_shell_within(uint64_t limit, const char *shell, const char *question, char *out, size_t capacity,
                         size_t *length) {
  struct output_tail tail = {.capacity = capacity};
  int ends[2];
  pid_t child;
  bool ended = false;
  tail.out = out;
  if (!open_pipe(ends)) return false;
  bool started = spawn_shell(&child, shell, question, ends[1]) == 0;
  close(ends[1]);
  if (started) ended = wait_for_shell(child, ends[0], limit, &tail);
  close(ends[0]);
  *length = tail.length;
  return ended;
}

bool system_shell(void *context, const char *shell, const char *question, char *out, size_t capacity,
                  size_t *length) {
  (void)context;
  return system_shell_within(SYSTEM_SHELL_LIMIT, shell, question, out, capacity, length);
}

#endif
