/* rounds.c: times the variants of a group in turns and prints a table of their medians. */
#include "rounds.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS_MIN = 3 };
static const double TURN = 0.02; /* the shortest turn, in seconds */

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* The seconds of one run. */
static double take_turn(const struct variant *variant) {
  double begin = now();
  for (size_t i = 0; i < variant->repeats; i++) variant->run(variant->work);
  return (now() - begin) / (double)variant->repeats;
}

/* The first run also fills the caches. */
static void choose_repeats(struct variant *variant) {
  variant->repeats = 1 + (size_t)(TURN / take_turn(variant));
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *values, size_t count) {
  qsort(values, count, sizeof *values, by_size);
  return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

void group_time(struct group *group, double seconds) {
  double end = now() + seconds;
  size_t round = 0, least = seconds > 0 ? ROUNDS_MIN : 1;
  for (size_t i = 0; i < group->count; i++) {
    group->variants[i].repeats = 1;
    if (seconds > 0) choose_repeats(&group->variants[i]);
  }
  for (; round < ROUNDS_MAX && (round < least || now() < end); round++)
    for (size_t i = 0; i < group->count; i++)
      group->variants[i].rounds[round] = take_turn(&group->variants[i]);
  for (size_t i = 0; i < group->count; i++)
    group->variants[i].seconds = median(group->variants[i].rounds, round);
}

static double value_of(const struct group *group, const struct variant *variant) {
  if (group->unit == NS_A_TEXT) return variant->seconds * 1e9 / (double)variant->texts;
  return (double)variant->bytes * 1e-9 / variant->seconds;
}

/* How many times longer this variant takes for the same bytes. */
static double ratio_of(const struct variant *variant, const struct variant *first) {
  return variant->seconds / (double)variant->bytes / (first->seconds / (double)first->bytes);
}

static const char *unit_of(const struct group *group) {
  return group->unit == NS_A_TEXT ? "ns a text" : "GB/s";
}

void group_print_json(const struct group *group) {
  printf("{\"where\":\"native\",\"title\":\"%s\",\"unit\":\"%s\",\"rows\":[", group->title, unit_of(group));
  for (size_t i = 0; i < group->count; i++) {
    const struct variant *variant = &group->variants[i];
    printf("%s{\"name\":\"%s\",\"median\":%.5g,\"ratio\":%.4g}", i ? "," : "", variant->name,
           value_of(group, variant), ratio_of(variant, group->variants));
  }
  puts("]}");
}

void group_print(const struct group *group) {
  printf("\n%-40s %10s\n", group->title, unit_of(group));
  for (size_t i = 0; i < group->count; i++) {
    const struct variant *variant = &group->variants[i];
    double ratio = ratio_of(variant, group->variants);
    printf("  %-38s %10.*f", variant->name, group->unit == NS_A_TEXT ? 0 : 4, value_of(group, variant));
    if (i) printf("   %.1fx %s", ratio < 1 ? 1 / ratio : ratio, ratio < 1 ? "faster" : "slower");
    printf("\n");
  }
  fflush(stdout);
}
