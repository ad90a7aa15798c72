/* log.c: a log of any size -> the lines that have a code, and the number of lines per code. */
#include "log.h"
#include "catalog/catalog.h"
#include "classify.h"
#include "follow.h"
#include "infer.h"
#include "line_text.h"
#include "line_time.h"
#include "lives.h"

#include <string.h>

void mcpx_log_start(mcpx_stream *stream, const mcpx_hints *hints) {
  struct log *log = log_in(stream);
  memset(log, 0, sizeof *log);
  if (hints) {
    log->hints.profile = hints->profile;
    log->hints.transport = hints->transport;
    log->hints.docker_isolated = hints->docker_isolated;
    log->hints.system = hints->system;
    log->hints.client = hints->client;
    log->hints.runner = hints->runner;
  }
  scan_start(&log->scan, log->hints.profile == MCPX_PROFILE_EXTENDED);
}

static void decide_line(struct log *log, mcpx_answer *answer) {
  struct classify_context context = infer_given(&log->hints);
  if (log->scan.norm.extended) context = infer_context(&log->hints, &log->scan);
  classify_choose(&log->scan, &context.hints, answer);
}

/* Whether the current line begins with a time. */
static void note_time(struct log *log) {
  const struct norm_block *block = &log->scan.block;
  size_t end = block->count < LOG_HEAD ? block->count : LOG_HEAD;
  if (line_skip_among(block, 0, end, " ") == end) return;
  log->last_timed = line_is_timed(block, end);
  if (!log->filled_lines++) log->first_timed = log->last_timed;
  log->timed_lines += log->last_timed;
}

/* The first bytes of the current line are in the scan: note what they say. */
static void note_head(struct log *log) {
  note_time(log);
  lives_name_line(log);
}

/* What the line says about the life of its server. */
static void end_line_of_life(struct log *log) {
  if (!log->named) note_head(log);
  follow_line(log);
  log->named = false;
  log->head_length = 0;
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
  if (log->scan.norm.extended) end_line_of_life(log);
  scan_restart(&log->scan);
  return answer.code != CODE_UNKNOWN_UNCLASSIFIED;
}

/* Add bytes of the current line. Its first bytes are scanned by themselves, and kept, for the name of its
 * server. */
static void add_to_line(struct log *log, const char *bytes, size_t length) {
  size_t head = LOG_HEAD - log->head_length;
  if (head > length) head = length;
  memcpy(log->head + log->head_length, bytes, head);
  log->head_length = (uint16_t)(log->head_length + head);
  scan_feed(&log->scan, (const unsigned char *)bytes, head);
  if (head == length) return;
  if (!log->named && log->scan.norm.extended) note_head(log);
  log->named = true;
  scan_feed(&log->scan, (const unsigned char *)bytes + head, length - head);
}

/* The number of bytes before the next line break. */
static size_t bytes_before_break(const char *piece, size_t length) {
  const char *end = memchr(piece, '\n', length);
  return end ? (size_t)(end - piece) : length;
}

/* Whether the line, which is the whole current one, needs no scan: profile `proxy` gives it no code. */
static bool is_plain_line(const struct log *log, const char *bytes, size_t length) {
  if (log->scan.norm.extended || log->at != log->start) return false;
  return !scan_may_match(&log->scan, (const unsigned char *)bytes, length);
}

static void skip_line(struct log *log, size_t length) {
  log->lines++;
  log->counts[CODE_UNKNOWN_UNCLASSIFIED]++;
  log->start = log->at += length + 1;
}

size_t mcpx_log_feed(mcpx_stream *stream, const char *piece, size_t length, mcpx_log_line *lines,
                     size_t capacity, size_t *stored) {
  struct log *log = log_in(stream);
  size_t taken = 0;
  *stored = 0;
  while (taken < length && *stored < capacity) {
    size_t rest = bytes_before_break(piece + taken, length - taken);
    if (taken + rest < length && is_plain_line(log, piece + taken, rest)) {
      skip_line(log, rest);
      taken += rest + 1;
      continue;
    }
    if (rest) {
      if (log->after_return) add_to_line(log, "\r", 1);
      log->after_return = piece[taken + rest - 1] == '\r';
      add_to_line(log, piece + taken, rest - log->after_return);
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
  if (log->scan.norm.extended) lives_end_log(log);
}

uint64_t mcpx_log_lines(const mcpx_stream *stream) { return log_in_const(stream)->lines; }

uint64_t mcpx_log_count(const mcpx_stream *stream, mcpx_code code) {
  return code >= 0 && code < CODE_COUNT ? log_in_const(stream)->counts[code] : 0;
}

bool mcpx_log_is_timed(const mcpx_stream *stream) {
  enum { TIMED_MIN = 5 };
  const struct log *log = log_in_const(stream);
  return log->first_timed && log->last_timed && log->timed_lines >= TIMED_MIN &&
         log->timed_lines * 4 >= log->filled_lines * 3;
}
