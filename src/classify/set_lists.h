/* set_lists.h: ALL(a, b), NONE(a, b) and NO_SETS of the tables of rules, as initializers. cause_rules.c, the
 * last file with such a table, takes these three away again, as other tables use the words. */
#ifndef MCPX_CLASSIFY_SET_LISTS_H
#define MCPX_CLASSIFY_SET_LISTS_H

/* ALL(a, b) becomes {SET_a, SET_b}: each name of up to four gets its prefix. */
#define SETS_1(a) SET_##a
#define SETS_2(a, b) SET_##a, SET_##b
#define SETS_3(a, b, c) SET_##a, SET_##b, SET_##c
#define SETS_4(a, b, c, d) SET_##a, SET_##b, SET_##c, SET_##d
#define FIFTH_OF(a, b, c, d, fifth, ...) fifth
#define SETS(...) FIFTH_OF(__VA_ARGS__, SETS_4, SETS_3, SETS_2, SETS_1, )(__VA_ARGS__)
#define ALL(...) \
  { SETS(__VA_ARGS__) }
#define NONE(...) \
  { SETS(__VA_ARGS__) }
#define NO_SETS \
  { SET_NONE }

#endif
