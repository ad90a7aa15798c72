/* input_files.h: the files that inputs.js makes -> bytes in memory, cut into texts. */
#ifndef BENCH_INPUT_FILES_H
#define BENCH_INPUT_FILES_H

#include <stddef.h>

struct input_text {
  const char *start;
  size_t length;
};

/* Texts in memory that lives as long as the program. */
struct texts {
  size_t count;
  size_t bytes; /* of all texts, without what stands between them */
  struct input_text *list;
};

/* Have inputs.js make its files, unless they are there. */
void inputs_make(void);

/* The whole file `name` of those. A failure ends the program with a message. */
struct input_text inputs_read(const char *name);

/* What stands before each `end` byte. What is behind the last one is no text. */
struct texts texts_split(struct input_text whole, char end);

#endif
