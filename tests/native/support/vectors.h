/* vectors.h: the vector files -> rows in memory. */
#ifndef TEST_VECTORS_H
#define TEST_VECTORS_H

#include "cJSON.h"
#include "mcpx.h"

struct vector {
  const char *file;
  size_t line; /* in the file, from 1 */
  const char *text;
  size_t length;
  mcpx_hints hints;
  const char *label; /* the code wanted */
  const cJSON *alt;  /* codes that are right as well; NULL for none */
  const char *rule;  /* the rule wanted; NULL for any */
};

struct vectors {
  struct vector *rows;
  size_t count;
  cJSON *lines; /* owns what the rows point to */
};

/* Append the rows of a file of tests/vectors; `profile` is that of the rows that name none. A file that is
 * not there has no rows. Ends the program where a line is no vector: nothing can be tested then. */
void vectors_add(struct vectors *vectors, const char *file, mcpx_profile profile);

/* Every vector there is. */
struct vectors vectors_all(void);
void vectors_free(struct vectors *vectors);

/* The set-up and tear-down of a group whose state is every vector there is. */
int vectors_load(void **state);
int vectors_unload(void **state);

#endif
