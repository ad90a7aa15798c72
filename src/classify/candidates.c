/* candidates.c: the sets in a text -> the rules that can apply, in their order.
 *
 * A text has few sets, and the tables have a thousand rules. So the rules are also listed in the order of
 * their first sets, and those of a set are found by a binary search. Most sets are the first of no rule. */
#include "candidates.h"

#include "base/bits.h"
#include "cause_rules.h"
#include "rules.h"

static void add_candidate(struct candidates *candidates, size_t i) {
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
  for (size_t i = 0; i < RULES_COUNT; i++) add_candidate(&all, i);
  return all;
}

struct candidates candidates_of_causes(const struct phrase_scan *scan) {
  (void)scan;
  return (struct candidates){{0}};
}

struct candidates candidates_of_deciding_causes(const struct phrase_scan *scan) {
  return candidates_of_causes(scan);
}

#else

struct rule_by_set {
  uint16_t set; /* the first one that the rule asks for */
  uint16_t rule;
};

#define RULE_BY_SET(set, rule) {set, rule},
static const struct rule_by_set RULES_BY_SET[] = {
#include "tables/derived/indexes.def"
};

#define CAUSE_BY_SET(set, rule) {set, rule},
static const struct rule_by_set CAUSES_BY_SET[] = {
#include "tables/derived/indexes.def"
};

#define DECIDING_BY_SET(set, rule) {set, rule},
static const struct rule_by_set DECIDING_BY_SET[] = {
#include "tables/derived/indexes.def"
};

/* A bit for each set that is the first of a rule, in the three tables. */
enum { SET_WORDS = (SET_COUNT + 63) / 64, SET_WORDS_ROOM = SET_WORDS + 8 };

#define RULE_SET_WORD(word) UINT64_C(word),
static const uint64_t RULE_SETS_FIRST[SET_WORDS_ROOM] = {
#include "tables/derived/indexes.def"
};

#define CAUSE_SET_WORD(word) UINT64_C(word),
static const uint64_t CAUSE_SETS_FIRST[SET_WORDS_ROOM] = {
#include "tables/derived/indexes.def"
};

#define DECIDING_SET_WORD(word) UINT64_C(word),
static const uint64_t DECIDING_SETS_FIRST[SET_WORDS_ROOM] = {
#include "tables/derived/indexes.def"
};

enum {
  RULES_BY_SET_COUNT = sizeof RULES_BY_SET / sizeof *RULES_BY_SET,
  CAUSES_BY_SET_COUNT = sizeof CAUSES_BY_SET / sizeof *CAUSES_BY_SET,
  DECIDING_BY_SET_COUNT = sizeof DECIDING_BY_SET / sizeof *DECIDING_BY_SET
};
_Static_assert((int)RULES_BY_SET_COUNT <= (int)CANDIDATES_MAX &&
                   (int)CAUSES_BY_SET_COUNT <= (int)CANDIDATES_MAX,
               "each rule has a bit");

/* Add the rules whose first set is this one. */
static void add_rules_of_set(const struct rule_by_set *list, size_t count, size_t set,
                             struct candidates *candidates) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (list[middle].set < set)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < count && list[low].set == set; low++) add_candidate(candidates, list[low].rule);
}

static struct candidates candidates_of(const struct phrase_scan *scan, const struct rule_by_set *list,
                                       size_t count, const uint64_t *first_sets) {
  struct candidates candidates = {{0}};
  for (size_t i = 0; i < count && list[i].set == SET_NONE; i++) add_candidate(&candidates, list[i].rule);
  for (size_t word = 0; word < SET_WORDS; word++)
    for (uint64_t sets = scan->seen[word] & first_sets[word]; sets; sets &= sets - 1)
      add_rules_of_set(list, count, 64 * word + bits_lowest(sets), &candidates);
  return candidates;
}

struct candidates candidates_of_rules(const struct phrase_scan *scan) {
  return candidates_of(scan, RULES_BY_SET, RULES_BY_SET_COUNT, RULE_SETS_FIRST);
}

struct candidates candidates_of_causes(const struct phrase_scan *scan) {
  return candidates_of(scan, CAUSES_BY_SET, CAUSES_BY_SET_COUNT, CAUSE_SETS_FIRST);
}

struct candidates candidates_of_deciding_causes(const struct phrase_scan *scan) {
  return candidates_of(scan, DECIDING_BY_SET, DECIDING_BY_SET_COUNT, DECIDING_SETS_FIRST);
}

#endif
