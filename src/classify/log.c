/* log.c: a log of any size -> the lines that have a code, and the number of lines per code. */
#include "catalog/catalog.h"
#include "classify.h"
#include "infer.h"

struct log {
  mcpx_hints hints;
  uint64_t at;    /* bytes read */
  uint64_t start; /* offset of the current line */
  uint64_t lines; /* complete lines */
  bool after_return;
  uint64_t counts[CODE_COUNT];
  struct phrase_scan scan;
};

_Static_assert(sizeof(struct log) <= MCPX_STREAM_SIZE, "a stream holds a log");

static struct log *log_in(mcpx_stream *stream) { return (struct log *)(void *)stream->bytes; }

static const struct log *const_log_in(const mcpx_stream *stream) {
  return (const struct log *)(const void *)stream->bytes;
}

void mcpx_log_start(mcpx_stream *stream, const mcpx_hints *hints) {
  struct log *log = log_in(stream);
  *log = (struct log){.start = 0};
  if (hints) {
    log->hints.profile = hints->profile;
    log->hints.transport = hints->transport;
    log->hints.docker_isolated = hints->docker_isolated;
  }
  scan_start(&log->scan, log->hints.profile == MCPX_PROFILE_EXTENDED);
}

static void decide_line(struct log *log, mcpx_answer *answer) {
  struct classify_context context = infer_given(&log->hints);
  if (log->scan.norm.extended) context = infer_context(&log->hints, &log->scan);
  classify_decide(&log->scan, &context.hints, answer);
}

/* Classify the current line, which is complete, and start the next. Returns whether the line has a code. */
static bool end_line(struct log *log, mcpx_log_line *line) {
  mcpx_answer answer = {.code = CODE_UNKNOWN_UNCLASSIFIED};
  scan_finish(&log->scan);
  log->lines++;
  if (scan_saw_any(&log->scan)) decide_line(log, &answer);
  log->counts[answer.code]++;
  *line = (mcpx_log_line){log->lines,  log->start,  log->at - log->after_return,
                          answer.code, answer.rule, answer.extension};
  scan_start(&log->scan, log->scan.norm.extended);
  return answer.code != CODE_UNKNOWN_UNCLASSIFIED;
}

/* The number of bytes before the next line break. */
static size_t bytes_before_break(const char *piece, size_t length) {
  size_t i = 0;
  while (i < length && piece[i] != '\n') i++;
  return i;
}

size_t mcpx_log_feed(mcpx_stream *stream, const char *piece, size_t length, mcpx_log_line *lines,
                     size_t capacity, size_t *stored) {
  struct log *log = log_in(stream);
  size_t taken = 0;
  *stored = 0;
  while (taken < length && *stored < capacity) {
    size_t rest = bytes_before_break(piece + taken, length - taken);
    if (rest) {
      if (log->after_return) scan_feed(&log->scan, (const unsigned char *)"\r", 1);
      log->after_return = piece[taken + rest - 1] == '\r';
      scan_feed(&log->scan, (const unsigned char *)piece + taken, rest - log->after_return);
    }
    taken += rest;
    log->at += rest;
    if (taken == length) break;
    if (end_line(log, &lines[*stored])) ++*stored;
    taken++;
    log->start = ++log->at;
    log->after_return = false;
  }
  return taken;
}

void mcpx_log_finish(mcpx_stream *stream, mcpx_log_line *lines, size_t capacity, size_t *stored) {
  struct log *log = log_in(stream);
  *stored = 0;
  if (log->at > log->start && capacity && end_line(log, lines)) *stored = 1;
  log->start = log->at;
}

uint64_t mcpx_log_lines(const mcpx_stream *stream) { return const_log_in(stream)->lines; }

uint64_t mcpx_log_count(const mcpx_stream *stream, mcpx_code code) {
  return code >= 0 && code < CODE_COUNT ? const_log_in(stream)->counts[code] : 0;
}
