/* line_frame.c: a line of a log -> where its message begins, after the time, the level and the names that a
 * client, a logger, Docker Compose or systemd puts in front of it. */
#include "line_frame.h"

#include <string.h>

#include "base/ascii.h"
#include "line_text.h"

#ifndef MCPX_WITHOUT_CAUSES

enum { FRAME_PARTS = 12, FRAME_NAME_MAX = 64 };

/* A position in a line. What was passed is a frame only if some part of it is `certain`: words in brackets
 * may also begin a message. */
struct frame {
  const struct norm_block *block;
  size_t i, end;
  bool certain, complete; /* complete: the message begins here, whatever follows */
};

static bool is_at(const struct frame *frame, size_t i, const char *text) {
  return i + strlen(text) <= frame->end && line_starts_with(frame->block, i, text);
}

static bool frame_has_word(const struct frame *frame, size_t from, size_t to, const char *const *words,
                           size_t count) {
  for (size_t k = 0; k < count; k++)
    if (strlen(words[k]) == to - from && is_at(frame, from, words[k])) return true;
  return false;
}

#define IS_ONE_OF(frame, from, to, words) \
  frame_has_word(frame, from, to, words, sizeof(words) / sizeof *(words))

static bool is_level(const struct frame *frame, size_t from, size_t to) {
  return to <= frame->end && line_is_level(frame->block, from, to);
}

/* The first of two characters from `i` on, within the length of a name; `i` if there is none. */
static size_t find_either(const struct frame *frame, size_t i, char a, char b) {
  size_t last = i + FRAME_NAME_MAX < frame->end ? i + FRAME_NAME_MAX : frame->end;
  for (size_t to = i; to < last; to++)
    if (frame->block->bytes[to] == (unsigned char)a || frame->block->bytes[to] == (unsigned char)b) return to;
  return i;
}

static size_t find_near(const struct frame *frame, size_t i, char c) {
  size_t length = frame->end - i < FRAME_NAME_MAX ? frame->end - i : FRAME_NAME_MAX;
  const unsigned char *at = i < frame->end ? memchr(frame->block->bytes + i, c, length) : NULL;
  return at ? (size_t)(at - frame->block->bytes) : i;
}

/* Move to an index and over the space there. */
static bool pass(struct frame *frame, size_t to) {
  frame->i = to + is_at(frame, to, " ");
  return true;
}

/* ---- The parts of a frame. Each function passes one and returns whether it is there. ---- */

/* "2026-03-12T07:30:01.247Z", "[2026-03-12 07:30:01]", "Mar 12 07:30:01" */
static bool pass_time(struct frame *frame) {
  bool bracket = is_at(frame, frame->i, "[");
  size_t i = line_skip_time(frame->block, frame->i + bracket, frame->end);
  if (i == frame->i + bracket || (bracket && !is_at(frame, i, "]"))) return false;
  frame->certain = true;
  return pass(frame, i + bracket);
}

/* "INFO ", in capitals: "error connecting" is a message. */
static bool pass_level(struct frame *frame) {
  size_t to = find_near(frame, frame->i, ' ');
  for (size_t i = frame->i; i < to; i++)
    if (!(frame->block->width[i] & NORM_FOLDED)) return false;
  return is_level(frame, frame->i, to) && pass(frame, to);
}

/* "[error]", "[server stderr]", "[name]", but not "[Errno 2]" */
static bool pass_bracket(struct frame *frame) {
  static const char *const ERRORS[] = {"err", "winerror"};
  size_t from = frame->i + 1, to = find_near(frame, from, ']');
  if (!is_at(frame, frame->i, "[") || to == from) return false;
  bool level = is_level(frame, from, to) || is_at(frame, from, "server stderr]");
  if (!level && LINE_STARTS_WITH_ANY(frame->block, from, ERRORS)) return false;
  if (to + 1 < frame->end && !is_at(frame, to + 1, " ")) return false;
  frame->certain |= level;
  return pass(frame, to + 1);
}

/* "| ERROR ", "| upstream/manager.go:388 ", and the bar before the message */
static bool pass_column(struct frame *frame) {
  if (!frame->certain || !is_at(frame, frame->i, "| ")) return false;
  size_t from = frame->i + 2, to = find_near(frame, from, ' ');
  bool column =
      is_at(frame, to, " | ") && (is_level(frame, from, to) || line_count(frame->block, from, to, ':') == 1);
  return pass(frame, column ? to : frame->i + 1);
}

/* "- mcp.client ", "- ERROR ", and the dash before the message */
static bool pass_dash(struct frame *frame) {
  if (!frame->certain || !is_at(frame, frame->i, "- ")) return false;
  size_t from = frame->i + 2, to = find_near(frame, from, ' ');
  return pass(frame, is_at(frame, to, " - ") ? to : frame->i + 1);
}

/* "weather-1 | ", in front of what a container prints */
static bool pass_container(struct frame *frame) {
  size_t to = find_near(frame, frame->i, ' ');
  if (frame->certain || !is_at(frame, to, " | ") || !line_has_digit(frame->block, to - 1)) return false;
  if (!line_count(frame->block, frame->i, to, '-') && !line_count(frame->block, frame->i, to, '_'))
    return false;
  frame->certain = true;
  return pass(frame, to + 2);
}

/* "host program[1234]: " */
static bool pass_journal(struct frame *frame) {
  size_t program = find_near(frame, frame->i, ' ') + 1, to = find_near(frame, program, ' ');
  if (!frame->certain || to < program + 4 || !is_at(frame, to - 2, "]: ")) return false;
  size_t number = find_near(frame, program, '[') + 1;
  return line_skip_digits(frame->block, number, frame->end) == to - 2 && pass(frame, to);
}

/* "MCP server "name": ", "user-name: " */
static bool pass_server(struct frame *frame) {
  static const char *const NAMES[][2] = {{"mcp server '", "'"},
                                         {"mcp client for '", "'"},
                                         {"mcp stderr (", ")"},
                                         {"user-", ":"},
                                         {"project-", ":"}};
  static const char STDERR[] = " server stderr";
  for (size_t k = 0; frame->certain && k < sizeof NAMES / sizeof *NAMES; k++) {
    size_t from = frame->i + strlen(NAMES[k][0]);
    if (!is_at(frame, frame->i, NAMES[k][0])) continue;
    size_t to = find_near(frame, from, *NAMES[k][1]);
    if (to == from) return false;
    to += *NAMES[k][1] != ':';
    if (is_at(frame, to, STDERR)) to += sizeof STDERR - 1;
    return is_at(frame, to, ": ") && pass(frame, to + 1);
  }
  return false;
}

/* "module::part: " */
static bool pass_module(struct frame *frame) {
  size_t to = find_near(frame, frame->i, ' ');
  return frame->certain && line_contains(frame->block, frame->i, to, "::") && pass(frame, to);
}

/* The key of a member that holds the message. */
static bool is_message_key(const struct frame *frame, size_t from, size_t to) {
  static const char *const KEYS[] = {"msg", "message", "err", "error"};
  return IS_ONE_OF(frame, from, to, KEYS);
}

/* "level=error ", "service=mcp ", "+3ms ", and what is before the value of "msg=" */
static bool pass_pair(struct frame *frame) {
  static const char *const KEYS[] = {"time", "ts",  "level",  "lvl",    "service", "key",   "type",
                                     "name", "pid", "server", "logger", "module",  "caller"};
  size_t to = find_either(frame, frame->i, '=', ' ');
  if (frame->certain && is_at(frame, frame->i, "+") && line_has_digit(frame->block, frame->i + 1))
    return is_at(frame, to, " ") && pass(frame, to);
  if (!is_at(frame, to, "=")) return false;
  if (frame->certain && is_message_key(frame, frame->i, to)) {
    frame->complete = true;
    return pass(frame, to + 1 + is_at(frame, to + 1, "'"));
  }
  if (!IS_ONE_OF(frame, frame->i, to, KEYS)) return false;
  frame->certain |= is_at(frame, frame->i, "time=") || is_at(frame, frame->i, "level=");
  size_t value = to + 1, quoted = is_at(frame, value, "'");
  to = find_near(frame, value + quoted, quoted ? '\'' : ' ');
  return to > value + quoted && pass(frame, to + quoted);
}

/* The index after a member of a JSON object whose value is short; `i` if there is none. */
static size_t skip_member(const struct frame *frame, size_t i, size_t value) {
  bool quoted = is_at(frame, value, "'");
  size_t to = find_near(frame, value + quoted, quoted ? '\'' : ',');
  if (to == value + quoted || !is_at(frame, to + quoted, ",")) return i;
  to += quoted + 1;
  return to + is_at(frame, to, " ");
}

/* {"level":"error","ts":"…","msg":" */
static bool pass_object(struct frame *frame) {
  size_t i = frame->i + 1, next;
  if (!is_at(frame, frame->i, "{'")) return false;
  for (int k = 0; k < FRAME_PARTS; k++, i = next) {
    size_t to = find_near(frame, i + 1, '\''), value = to + 2;
    if (!is_at(frame, i, "'") || !is_at(frame, to, "':")) return false;
    value += is_at(frame, value, " ");
    frame->complete = is_message_key(frame, i + 1, to) && is_at(frame, value, "'");
    frame->certain |= frame->complete;
    if (frame->complete) return pass(frame, value + 1);
    next = skip_member(frame, i, value);
    if (next == i) return false;
  }
  return false;
}

/* The part that a word begins, which ends with a space. */
static bool pass_word(struct frame *frame) {
  size_t to = find_near(frame, frame->i, ' ');
  if (to == frame->i) return pass_pair(frame);
  if (memchr(frame->block->bytes + frame->i, '=', to - frame->i)) return pass_pair(frame);
  if (is_at(frame, to - 1, ":")) return pass_module(frame) || pass_server(frame);
  return pass_level(frame) || pass_container(frame) || pass_journal(frame) || pass_server(frame);
}

static bool pass_part(struct frame *frame) {
  switch (frame->block->bytes[frame->i]) {
    case '[': return pass_time(frame) || pass_bracket(frame);
    case '{': return pass_object(frame);
    case '|': return pass_column(frame);
    case '-': return pass_dash(frame);
    case '+': return pass_pair(frame);
    default:
      if (frame->certain && !line_has_digit(frame->block, frame->i)) return pass_word(frame);
      return pass_time(frame) || pass_word(frame);
  }
}

/* A cheap test, which most lines do not pass: by the first byte, or by what ends the first word. */
static bool may_begin_frame(const struct frame *frame) {
  unsigned char c = frame->i < frame->end ? frame->block->bytes[frame->i] : ' ';
  if (ascii_is_digit((char)c) || line_is_among(c, "[{")) return true;
  size_t to = find_either(frame, frame->i, '=', ' ');
  if (is_at(frame, to, "=") || is_at(frame, to, " |")) return true;
  return frame->block->width[frame->i] & NORM_FOLDED && (to == frame->i + 3 || is_level(frame, frame->i, to));
}

static size_t find_message(const struct norm_block *block, size_t i) {
  struct frame frame = {block, i, line_end(block, i), false, false};
  if (!may_begin_frame(&frame)) return i;
  for (int k = 0; k < FRAME_PARTS && !frame.complete && frame.i < frame.end; k++)
    if (!pass_part(&frame)) break;
  return frame.certain && frame.i < frame.end ? frame.i : i;
}

size_t line_frame_end(struct norm_block *block, size_t i) {
  if (block->framed_from != i) block->framed_to = find_message(block, i);
  block->framed_from = i;
  return block->framed_to;
}

#endif
