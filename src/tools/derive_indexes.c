/* derive_indexes.c: the tables of rules and phrases -> lists by which the library finds their rows faster. */
#include "derive_indexes.h"

#include <stdio.h>

#include "classify/cause_rules.h"
#include "classify/phrases.h"
#include "classify/rules.h"
#include "derive_anchors.h"

static void print_by_set(const char *row, size_t count, size_t (*first_set)(size_t rule)) {
  for (size_t set = SET_NONE; set < SET_COUNT; set++)
    for (size_t rule = 0; rule < count; rule++)
      if (first_set(rule) == set) printf("%s(%zu, %zu)\n", row, set, rule);
}

static const char HEAD[] =
    "/* Derived from rules.def, causes.def and phrases.def by mcpx-derive: the rules by the number of the "
    "first\n"
    " * set that each asks for, and the buckets with an anchor of a phrase that profile `proxy` searches "
    "for. */\n"
    "#ifndef RULE_BY_SET\n#define RULE_BY_SET(set, rule)\n#endif\n"
    "#ifndef CAUSE_BY_SET\n#define CAUSE_BY_SET(set, rule)\n#endif\n"
    "#ifndef PLAIN_BUCKET\n#define PLAIN_BUCKET(bucket)\n#endif\n";

static const char TAIL[] = "\n#undef RULE_BY_SET\n#undef CAUSE_BY_SET\n#undef PLAIN_BUCKET";

void derive_print_indexes(void) {
  puts(HEAD);
  print_by_set("RULE_BY_SET", RULES_COUNT, rule_first_set);
  print_by_set("CAUSE_BY_SET", cause_rule_count(), cause_rule_first_set);
  derive_print_plain_buckets();
  puts(TAIL);
}
