/* input_files.h: reads the files that inputs.js makes and splits them into texts. */
#ifndef BENCH_INPUT_FILES_H
#define BENCH_INPUT_FILES_H

#include <stdbool.h>
#include <stddef.h>

struct input_text {
  const char *start;
  size_t length;
};

/* Texts in memory that is never freed. */
struct texts {
  size_t count;
  size_t bytes; /* of all texts, without the separators */
  struct input_text *list;
};

/* Run inputs.js, which makes the files if they are missing or old. `option`: "--quick" or "--count" for small
 * ones, or NULL. */
void inputs_make(const char *option);

/* Read one of these files. A failure ends the program with a message. */
struct input_text inputs_read(const char *option, const char *name);

/* Split at each `end` byte. Bytes after the last `end` are dropped. */
struct texts texts_split(struct input_text whole, char end);

#endif
