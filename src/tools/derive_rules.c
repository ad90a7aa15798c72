/* derive_rules.c: the rules of rules.def and causes.def -> their numbers in the order of their first sets. */
#include "derive_rules.h"

#include <stdio.h>

#include "classify/cause_rules.h"
#include "classify/phrases.h"
#include "classify/rules.h"

static void print_list(const char *row, size_t count, size_t (*first_set)(size_t rule)) {
  for (size_t set = SET_NONE; set < SET_COUNT; set++)
    for (size_t rule = 0; rule < count; rule++)
      if (first_set(rule) == set) printf("%s(%zu)\n", row, rule);
}

void derive_print_rules(void) {
  puts(
      "/* Derived from rules.def and causes.def by mcpx-derive: the numbers of the rules, in the order of "
      "the first\n"
      " * sets that they ask for. */\n"
      "#ifndef RULE_BY_SET\n#define RULE_BY_SET(rule)\n#endif\n"
      "#ifndef CAUSE_BY_SET\n#define CAUSE_BY_SET(rule)\n#endif\n");
  print_list("RULE_BY_SET", RULES_COUNT, rule_first_set);
  print_list("CAUSE_BY_SET", cause_rule_count(), cause_rule_first_set);
  puts("\n#undef RULE_BY_SET\n#undef CAUSE_BY_SET");
}
