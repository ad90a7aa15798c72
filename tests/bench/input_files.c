/* input_files.c: reads the files that inputs.js makes and splits them into texts. */
#include "input_files.h"

#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

extern char **environ;

static void stop(const char *what, const char *name) {
  fprintf(stderr, "mcpx-bench: %s %s\n", what, name);
  exit(2);
}

void inputs_make(const char *option) {
  char node[] = "node", maker[] = MCPX_BENCH_MAKER, copy[16] = "";
  if (option) snprintf(copy, sizeof copy, "%s", option);
  char *const command[] = {node, maker, option ? copy : NULL, NULL};
  pid_t child;
  int status = 1;
  if (posix_spawnp(&child, node, NULL, NULL, command, environ) == 0) waitpid(child, &status, 0);
  if (status) stop("cannot make the inputs: node", maker);
}

static void *memory_of(size_t size) {
  void *memory = malloc(size);
  if (!memory) stop("no memory for", "the inputs");
  return memory;
}

static size_t size_of(FILE *file) {
  long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
  rewind(file);
  return size < 0 ? 0 : (size_t)size;
}

struct input_text inputs_read(const char *option, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s/%s", MCPX_BENCH_INPUTS, option ? option + strlen("--") : "", name);
  FILE *file = fopen(path, "rb");
  if (!file) stop("cannot open", path);
  size_t length = size_of(file);
  char *start = memory_of(length + 1);
  if (!length || fread(start, 1, length, file) != length) stop("cannot read", path);
  fclose(file);
  return (struct input_text){start, length};
}

static size_t count_of(struct input_text whole, char wanted) {
  size_t count = 0;
  for (size_t i = 0; i < whole.length; i++) count += whole.start[i] == wanted;
  return count;
}

struct texts texts_split(struct input_text whole, char end) {
  size_t count = count_of(whole, end);
  struct texts texts = {count, 0, memory_of((count + 1) * sizeof *texts.list)};
  const char *from = whole.start;
  for (size_t i = 0; i < count; i++) {
    const char *to = memchr(from, end, whole.length - (size_t)(from - whole.start));
    texts.list[i] = (struct input_text){from, (size_t)(to - from)};
    texts.bytes += texts.list[i].length;
    from = to + 1;
  }
  return texts;
}
