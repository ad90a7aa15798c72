/* mcpx_filter.c: the streaming filter as a native program. Reads one request per line from standard input and
 * writes one response per line to standard output. */
#include <stdio.h>
#include <stdlib.h>

#include "mcpx.h"

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#define getc_unlocked _getc_nolock

/* Switches off text mode, which would change line ends and take 0x1A for the end of the input. */
static void use_binary_streams(void) {
  _setmode(_fileno(stdin), _O_BINARY);
  _setmode(_fileno(stdout), _O_BINARY);
}
#else
static void use_binary_streams(void) {}
#endif

enum { EXIT_INTERNAL = 4 };

/* All the memory that the filter uses. */
struct filter_memory {
  char line[MCPX_REQUEST_MAX + 1];
  char response[MCPX_RESPONSE_MAX];
  mcpx_check_memory check;
};

/* Reads one line. Returns false at the end of the input. Of a line that is too long, MCPX_REQUEST_MAX + 1
 * bytes are kept, so that mcpx_respond rejects it; the rest is skipped. */
static bool read_line(char *line, size_t *length) {
  int c = getc_unlocked(stdin);
  bool any = c != EOF;
  for (*length = 0; c != EOF && c != '\n'; c = getc_unlocked(stdin))
    if (*length <= MCPX_REQUEST_MAX) line[(*length)++] = (char)c;
  return any;
}

/* Flushes each line: a caller may wait for the response before it sends the next request. */
static bool write_line(const char *response, size_t length) {
  return fwrite(response, 1, length, stdout) == length && putchar('\n') != EOF && fflush(stdout) == 0;
}

static bool respond_to_line(struct filter_memory *memory, size_t length) {
  size_t size = mcpx_respond(memory->line, length, &memory->check, memory->response, sizeof memory->response);
  return write_line(memory->response, size);
}

int main(void) {
  struct filter_memory *memory = malloc(sizeof *memory);
  size_t length;
  if (!memory) {
    fputs("mcpx-filter: not enough memory\n", stderr);
    return EXIT_INTERNAL;
  }
  use_binary_streams();
  while (read_line(memory->line, &length)) {
    if (!respond_to_line(memory, length)) {
      perror("mcpx-filter: cannot write a response");
      free(memory);
      return EXIT_INTERNAL;
    }
  }
  free(memory);
  return EXIT_SUCCESS;
}
