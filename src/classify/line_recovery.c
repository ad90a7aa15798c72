/* line_recovery.c: a line of a log -> whether its failure may be passing, and whether it says that a wait or
 * a retry succeeded. */
#include "line_recovery.h"

#include <string.h>

#include "base/ascii.h"
#include "line_text.h"

/* Whether the level of the line is one of a program that sees no failure. */
static bool is_calm_level(const struct norm_block *block, size_t i, size_t end) {
  static const char *const LEVELS[] = {
      "level=info", "level=debug", "'level':'info'", "'level':'debug'", "'level': 'info'", "'level': 'debug'",
      "[info]",     "[debug]",     " info ",         " debug ",         "| info |"};
  if (line_contains(block, i, end, "error") || line_contains(block, i, end, "fail")) return false;
  if (line_starts_with(block, i, "info") || line_starts_with(block, i, "debug")) return true;
  return LINE_CONTAINS_ANY(block, i, end, LEVELS);
}

bool line_is_passing(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {"retry",
                                      "retries",
                                      "try again",
                                      "trying again",
                                      "next try",
                                      "next attempt",
                                      "another attempt",
                                      "attempt",
                                      "waiting",
                                      " wait ",
                                      "backing off",
                                      "backoff",
                                      "refreshing",
                                      "renewing",
                                      "reconnecting",
                                      " yet, ",
                                      " yet...",
                                      "asking the user",
                                      "opening the browser",
                                      "starting a new",
                                      "new session",
                                      "new connection",
                                      "restarting",
                                      "ignoring",
                                      "ignored",
                                      "skipping",
                                      "skipped",
                                      "pausing",
                                      "falling back",
                                      "fallback",
                                      "trying the",
                                      "trying another",
                                      "trying next",
                                      "installing",
                                      "reloading",
                                      "re-init",
                                      "re-auth",
                                      "reinit",
                                      "resuming",
                                      "rotating"};
  static const char *const ENDS[] = {"gave up",   "giving up",      "no more",  "last attempt",
                                     "exhausted", "will not retry", "exceeded", "maximum"};
  if (LINE_CONTAINS_ANY(block, i, end, ENDS)) return false;
  return LINE_CONTAINS_ANY(block, i, end, WORDS) || is_calm_level(block, i, end);
}

/* "ready, 1 of 2 servers", "3/4 connected": some are missing. "attempt 2/5 ok" counts no servers. */
static bool counts_part(const struct norm_block *block, size_t i, size_t end) {
  static const char *const COUNTED[] = {" server", " upstream", " connected", " ready", " up", " healthy"};
  static const char *const MARKS[] = {"/", " of "};
  for (size_t k = 0; k < sizeof MARKS / sizeof *MARKS; k++)
    for (size_t at = i; (at = line_find(block, at, end, MARKS[k])) < end; at++) {
      size_t other = at + strlen(MARKS[k]), to = line_skip_digits(block, other, end), from = at;
      while (from > i && ascii_is_digit((char)block->bytes[from - 1])) from--;
      bool same =
          at - from == to - other && memcmp(block->bytes + from, block->bytes + other, at - from) == 0;
      if (from < at && to > other && !same && LINE_STARTS_WITH_ANY(block, to, COUNTED)) return true;
    }
  return false;
}

/* Words that contradict a recovery. */
static bool is_unsure(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {" not ",
                                      "n't ",
                                      "fail",
                                      "never ",
                                      " 0/",
                                      " 0 of ",
                                      "?",
                                      "error",
                                      "disconnect",
                                      "refused",
                                      "timed out",
                                      "giving up",
                                      "gave up",
                                      "closed",
                                      "denied",
                                      "expired",
                                      "transport",
                                      "until ",
                                      "server started",
                                      "starting",
                                      "waiting",
                                      "trying",
                                      "ui ready",
                                      "listener ready",
                                      "gateway ready",
                                      "proxy ready",
                                      "unreachable",
                                      "401",
                                      "403",
                                      "404",
                                      "407",
                                      "50"};
  return LINE_CONTAINS_ANY(block, i, end, WORDS) || counts_part(block, i, end);
}

bool line_says_recovery(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {" ok ",
                                      "=ok ",
                                      "=success ",
                                      ":'ok'",
                                      " ok'",
                                      " ok (",
                                      " ok,",
                                      "is up",
                                      "initialized",
                                      "initialised",
                                      "is back",
                                      "back after",
                                      "is ready",
                                      " ready (",
                                      " ready,",
                                      "-> ready",
                                      "connected",
                                      "established",
                                      "refreshed",
                                      "renewed",
                                      "succeeded",
                                      "successful",
                                      "finished",
                                      "signed in",
                                      "logged in",
                                      "answered 200",
                                      " 200 in ",
                                      "get 200",
                                      "(200)",
                                      "status=200",
                                      "running on stdio",
                                      "listening on",
                                      "servers running",
                                      "accepted",
                                      "resolved ",
                                      "online",
                                      "engine started",
                                      "containers started",
                                      "stream open",
                                      "session resumed",
                                      "connection restored",
                                      "recovered",
                                      "completed",
                                      "worked",
                                      "new session ",
                                      "back again",
                                      "loaded new",
                                      "installed",
                                      "is running"};
  static const char *const ENDS[] = {"=ok",      "=success", "=200",    " ok",   " up",   " ready",   " 200",
                                     " running", " works",   " online", " open", " done", ": healthy"};
  if (is_unsure(block, i, end)) return false;
  return LINE_ENDS_WITH_ANY(block, i, end, ENDS) || LINE_CONTAINS_ANY(block, i, end, WORDS);
}

/* ---- Stops on purpose ---- */

bool line_announces_stop(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {
      "received signal", "received sig",    "sigint received",   "sigterm received", "signal received",
      "got sigterm",     "got sigint",      "caught sig",        "shutting down",    "stopping ",
      "stop requested",  "stopped by user", "stop requested by", "ctrl+c",           "ctrl-c",
      "user quit",       "quitting",        "restart requested"};
  static const char *const CAUSES[] = {"because",   "due to",   "after error", "fatal",
                                       "unhandled", "uncaught", "failed",      "oom"};
  static const char *const STEMS[] = {"sig", "stop", "shut", "quit", "restart", "ctrl"};
  bool interrupt = line_starts_with(block, i, "^c");
  if (!interrupt && !LINE_CONTAINS_ANY(block, i, end, STEMS)) return false;
  return (interrupt || LINE_CONTAINS_ANY(block, i, end, WORDS)) && !LINE_CONTAINS_ANY(block, i, end, CAUSES);
}

bool line_announces_start(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {"starting", "started",    "initializing", "launching",
                                      "spawning", "connecting", "error:",       "fatal"};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

bool line_tells_exit(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {
      "exit status", "exit code",        "exited", "signal: ", "code 1", "code=1",  "'code':1", "killed",
      "terminated",  "process finished", "code 0", "closed",   "ended",  "sigterm", "sigint",   "sigkill"};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}
