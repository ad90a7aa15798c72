/* mcpx_filter.c: the streaming filter as a native program: requests on stdin, answers on stdout, a line each.
 */
#include <stdio.h>
#include <stdlib.h>

#include "mcpx.h"

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#define getc_unlocked _getc_nolock

/* Lines are bytes here: nothing is added to them, and 0x1A does not end the input. */
static void read_and_write_bytes(void) {
  _setmode(_fileno(stdin), _O_BINARY);
  _setmode(_fileno(stdout), _O_BINARY);
}
#else
static void read_and_write_bytes(void) {}
#endif

/* Read one line into `line` (MCPX_REQUEST_MAX + 1 bytes). Returns false at the end of the input. A longer
 * line is read to its end, but only its first bytes are kept: its length tells. */
static bool read_line(char *line, size_t *length) {
  int c = getc_unlocked(stdin);
  bool any = c != EOF;
  for (*length = 0; c != EOF && c != '\n'; c = getc_unlocked(stdin))
    if (*length <= MCPX_REQUEST_MAX) line[(*length)++] = (char)c;
  return any;
}

/* Write one answer line and flush it, so that a pipe never stalls. */
static bool write_line(const char *answer, size_t length) {
  return fwrite(answer, 1, length, stdout) == length && putchar('\n') != EOF && fflush(stdout) == 0;
}

/* All that answering takes. */
struct room {
  char line[MCPX_REQUEST_MAX + 1];
  char answer[MCPX_RESPONSE_MAX];
  mcpx_check_room check;
};

static bool answer_line(struct room *room, size_t length) {
  return write_line(room->answer,
                    mcpx_respond(room->line, length, &room->check, room->answer, sizeof room->answer));
}

int main(void) {
  struct room *room = malloc(sizeof *room);
  size_t length;
  if (!room) {
    fputs("mcpx-filter: no memory for a line\n", stderr);
    return 4;
  }
  read_and_write_bytes();
  while (read_line(room->line, &length)) {
    if (!answer_line(room, length)) {
      perror("mcpx-filter: cannot write an answer");
      free(room);
      return 4;
    }
  }
  free(room);
  return 0;
}
