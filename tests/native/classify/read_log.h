/* read_log.h: a whole log, given to a stream in pieces. */
#ifndef TEST_READ_LOG_H
#define TEST_READ_LOG_H

#include <stddef.h>

#include "mcpx.h"

/* Reads a log into a new stream of profile `extended`, in pieces of so many bytes. */
static inline void read_log(mcpx_stream *stream, const char *text, size_t length, size_t piece) {
  enum { LINES_MAX = 16 };
  mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED};
  mcpx_log_line lines[LINES_MAX];
  size_t stored;
  mcpx_log_start(stream, &hints);
  for (size_t at = 0; at < length;) {
    size_t size = length - at < piece ? length - at : piece;
    at += mcpx_log_feed(stream, text + at, size, lines, LINES_MAX, &stored);
  }
  mcpx_log_finish(stream, lines, LINES_MAX, &stored);
}

#endif
