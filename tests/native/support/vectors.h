/* vectors.h: reads the vector files of tests/vectors. */
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
  const char *label; /* the expected code */
  const cJSON *alt;  /* other codes that are correct, or NULL */
  const char *rule;  /* the expected rule, or NULL for any */
};

struct vectors {
  struct vector *rows;
  size_t count;
  cJSON *lines; /* owns the strings of the rows */
};

/* Appends the rows of a file of tests/vectors. `profile` applies to rows that name none. A missing file has
 * no rows. Exits if a line is not a vector. */
void vectors_add(struct vectors *vectors, const char *file, mcpx_profile profile);

/* Reads all vectors. */
struct vectors vectors_all(void);
void vectors_free(struct vectors *vectors);

/* Setup and teardown of a group whose state are all vectors, or a part of them under the address sanitizer.
 */
int vectors_load(void **state);
int vectors_load_part(void **state);
int vectors_unload(void **state);

#endif
