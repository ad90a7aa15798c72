/* rounds.h: times the variants of a group in turns and prints a table of their medians. */
#ifndef BENCH_ROUNDS_H
#define BENCH_ROUNDS_H

#include <stddef.h>

enum { ROUNDS_MAX = 101 };

struct variant {
  const char *name;
  void (*run)(const void *work); /* one run over the whole input */
  const void *work;
  size_t texts; /* in the input */
  size_t bytes;
  size_t repeats; /* runs in a turn, so that a turn is long enough for the clock */
  double rounds[ROUNDS_MAX];
  double seconds; /* of one run, the median of all rounds */
};

struct group {
  const char *title;
  enum { NS_A_TEXT, GB_A_SECOND } unit;
  size_t count;
  struct variant *variants; /* the others are compared with the first */
};

/* Time all variants for about `seconds`, at least three rounds. 0 seconds: one run of each. */
void group_time(struct group *group, double seconds);

void group_print(const struct group *group);

/* The same as one line of JSON, for document.js. */
void group_print_json(const struct group *group);

#endif
