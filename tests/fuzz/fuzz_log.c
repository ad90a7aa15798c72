/* fuzz_log.c: a log in pieces gives the same lines as the whole log, and each line gets the code of its text
 * alone. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

enum { ROOM = 3 };

struct report {
  mcpx_log_line *lines;
  size_t count;
  uint64_t seen;
};

static void feed(mcpx_stream *stream, struct report *report, const char *piece, size_t length, size_t room) {
  while (length) {
    size_t stored, taken;
    taken = mcpx_log_feed(stream, piece, length, report->lines + report->count, room, &stored);
    require(taken <= length && stored <= room,
            "no more bytes read than given, no more lines stored than fit");
    require(taken == length || stored == room, "reading stops only when the array is full");
    report->count += stored;
    piece += taken;
    length -= taken;
  }
}

/* Reads the log as one piece with a large array, or in small pieces with a small array. */
static struct report read_log(struct input input, bool in_pieces) {
  struct report report = {.lines = calloc(input.length + ROOM + 1, sizeof *report.lines)};
  mcpx_stream stream;
  size_t stored;
  require(report.lines, "enough memory");
  mcpx_log_start(&stream, &input.hints);
  for (size_t at = 0, piece; at < input.length; at += piece) {
    piece = in_pieces ? next_piece(&input.seed, input.length - at) : input.length;
    feed(&stream, &report, input.text + at, piece, in_pieces ? 1 + input.seed % ROOM : input.length + 1);
  }
  mcpx_log_finish(&stream, report.lines + report.count, 1, &stored);
  report.count += stored;
  report.seen = mcpx_log_lines(&stream);
  return report;
}

static void check_same(const struct report *a, const struct report *b) {
  require(a->count == b->count && a->seen == b->seen, "pieces: the same number of lines");
  for (size_t i = 0; i < a->count; i++) {
    const mcpx_log_line *x = &a->lines[i], *y = &b->lines[i];
    require(x->line == y->line && x->start == y->start && x->end == y->end, "pieces: the same place");
    require(x->code == y->code && x->rule == y->rule && x->extension == y->extension,
            "pieces: the same code");
  }
}

static void check_alone(const struct input *input, const mcpx_log_line *line) {
  mcpx_hints hints = {.profile = input->hints.profile};
  mcpx_answer answer;
  hints.transport = input->hints.transport;
  hints.docker_isolated = input->hints.docker_isolated;
  require(line->start <= line->end && line->end <= input->length, "lines lie within the log");
  require(!memchr(input->text + line->start, '\n', line->end - line->start), "a line contains no line end");
  require(line->start == 0 || input->text[line->start - 1] == '\n', "a line begins after a line end");
  mcpx_classify(input->text + line->start, line->end - line->start, &hints, &answer);
  require(answer.code == line->code && answer.rule == line->rule, "a line has the code of its text alone");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct input input = input_of(data, size);
  struct report whole = read_log(input, false), pieces = read_log(input, true);
  check_same(&whole, &pieces);
  for (size_t i = 0; i < whole.count; i++) check_alone(&input, &whole.lines[i]);
  free(whole.lines);
  free(pieces.lines);
  return 0;
}
