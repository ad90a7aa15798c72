/* rounds.h: the variants of a group, timed in turns -> a table of their medians. */
#ifndef BENCH_ROUNDS_H
#define BENCH_ROUNDS_H

#include <stddef.h>

enum { ROUNDS_MAX = 101 };

struct variant {
  const char *name;
  void (*run)(const void *work); /* once over all of its input */
  const void *work;
  size_t texts; /* in the input */
  size_t bytes;
  size_t repeats; /* so often in a row, so that the clock is fine enough */
  double rounds[ROUNDS_MAX];
  double seconds; /* of one run: the median of the rounds */
};

struct group {
  const char *title;
  enum { NS_A_TEXT, GB_A_SECOND } unit;
  size_t count;
  struct variant *variants; /* the first is the one that the others are compared with */
};

/* Rounds of all variants for about so many seconds, three at least. */
void group_time(struct group *group, double seconds);

void group_print(const struct group *group);

#endif
