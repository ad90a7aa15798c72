/* candidates.c: the sets in a text -> the rules that can apply, in their order.
 *
 * A text has few sets, and the tables have a thousand rules. So the rules are also listed in the order of
 * their first sets, and those of a set are found by a binary search. */
#include "candidates.h"

#include "base/bits.h"
#include "cause_rules.h"
#include "rules.h"

static void add(struct candidates *candidates, size_t i) {
  candidates->bits[i / 64] |= UINT64_C(1) << (i % 64);
}

size_t candidates_next(const struct candidates *candidates, size_t from) {
  return bits_next(candidates->bits, sizeof candidates->bits / sizeof *candidates->bits, from);
}

#ifdef MCPX_WITHOUT_CAUSES

/* A module without causes lacks some rules, so their numbers are others; it is small and tries them all. */
struct candidates candidates_of_rules(const struct phrase_scan *scan) {
  struct candidates all = {{0}};
  (void)scan;
  for (size_t i = 0; i < RULES_COUNT; i++) add(&all, i);
  return all;
}

struct candidates candidates_of_causes(const struct phrase_scan *scan) {
  (void)scan;
  return (struct candidates){{0}};
}

#else

#define RULE_BY_SET(rule) rule,
static const uint16_t RULES_BY_SET[] = {
#include "tables/derived/rules_by_set.def"
};

#define CAUSE_BY_SET(rule) rule,
static const uint16_t CAUSES_BY_SET[] = {
#include "tables/derived/rules_by_set.def"
};

/* A table of rules. */
struct rule_list {
  const uint16_t *by_set; /* in the order of their first sets */
  size_t count;
  size_t (*first_set)(size_t rule);
};

static const struct rule_list RULE_LIST = {RULES_BY_SET, sizeof RULES_BY_SET / sizeof *RULES_BY_SET,
                                           rule_first_set};
static const struct rule_list CAUSE_LIST = {CAUSES_BY_SET, sizeof CAUSES_BY_SET / sizeof *CAUSES_BY_SET,
                                            cause_rule_first_set};

_Static_assert(sizeof RULES_BY_SET / sizeof *RULES_BY_SET <= CANDIDATES_MAX &&
                   sizeof CAUSES_BY_SET / sizeof *CAUSES_BY_SET <= CANDIDATES_MAX,
               "each rule has a bit");

/* Add the rules whose first set is this one. */
static void add_set(const struct rule_list *list, size_t set, struct candidates *candidates) {
  size_t low = 0, high = list->count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (list->first_set(list->by_set[middle]) < set)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < list->count && list->first_set(list->by_set[low]) == set; low++)
    add(candidates, list->by_set[low]);
}

static struct candidates candidates_of(const struct phrase_scan *scan, const struct rule_list *list) {
  struct candidates candidates = {{0}};
  add_set(list, SET_NONE, &candidates);
  enum { WORDS = sizeof scan->seen / sizeof *scan->seen };
  for (size_t set = bits_next(scan->seen, WORDS, 0); set < SET_COUNT;
       set = bits_next(scan->seen, WORDS, set + 1))
    add_set(list, set, &candidates);
  return candidates;
}

struct candidates candidates_of_rules(const struct phrase_scan *scan) {
  return candidates_of(scan, &RULE_LIST);
}

struct candidates candidates_of_causes(const struct phrase_scan *scan) {
  return candidates_of(scan, &CAUSE_LIST);
}

#endif
