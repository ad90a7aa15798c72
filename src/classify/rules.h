/* rules.h: the rows of tables/rules.def, for the classifier and for their JSON. */
#ifndef MCPX_CLASSIFY_RULES_H
#define MCPX_CLASSIFY_RULES_H

#include <stdbool.h>

#include "base/internal.h"
#include "catalog/catalog.h"

/* The most sets that a rule may list in `all` and in `none`. */
enum { RULE_SETS = 4 };
_Static_assert(RULE_SETS == MCPX_EVIDENCE_MAX, "each set of `all` gives one range of evidence");

enum rule_profiles {
  PROFILES_BOTH,
  PROFILES_PROXY,    /* profile `extended` has a better rule instead */
  PROFILES_EXTENDED, /* an extension */
};

/* What a rule requires of the hints: REQUIRES_NOTHING, REQUIRES_STDIO and so on. */
enum rule_requires {
#define REQUIREMENT(id, name, sentence) REQUIRES_##id,
#include "tables/requirements.def"
};

/* A typed fact. A rule of profile `proxy` needs it from the caller. An extension reads it from the text. */
enum rule_fact {
  FACT_NONE,
  FACT_CODED,
  FACT_DOCKER_ENOENT, /* ENOENT, and the program is docker */
  FACT_ENOENT,
  FACT_EACCES,
  FACT_ENOEXEC,
  FACT_EXIT,
  FACT_DEADLINE,
  FACT_DNS,
  FACT_ECONNREFUSED,
  FACT_UNREACHABLE, /* ENETUNREACH or EHOSTUNREACH */
};

/* In place of a code: the code in the fact `coded`, the code of the HTTP status in the text, the code that
 * the text names, or the code that a cause decides. */
enum { CODE_OF_FACT = CODE_COUNT, CODE_OF_STATUS, CODE_OF_NAME, CODE_OF_CAUSE };

struct rule {
  const char *name;
  uint8_t profiles; /* enum rule_profiles */
  uint8_t requires; /* enum rule_requires */
  uint8_t fact;     /* enum rule_fact */
  uint8_t code;
  bool effect;                  /* the rule names what merely follows from a failure */
  uint16_t all[RULE_SETS + 1];  /* every one of these sets must occur; 0 ends the list */
  uint16_t none[RULE_SETS + 1]; /* none of these sets may occur; 0 ends the list */
};

/* All rules in their order. The last one always applies. */
MCPX_INTERNAL_TABLE(const struct rule RULES[]);
MCPX_INTERNAL_TABLE(const size_t RULES_COUNT);

/* The first set that a rule asks for; SET_NONE if it asks for none. */
MCPX_INTERNAL size_t rule_first_set(size_t rule);

/* A requirement as JSON names it, and as a sentence for people; NULL for REQUIRES_NOTHING. */
MCPX_INTERNAL const char *rule_requires_name(enum rule_requires requires);
MCPX_INTERNAL const char *rule_requires_text(enum rule_requires requires);

/* Whether the hints meet a requirement. */
MCPX_INTERNAL bool rule_requirement_met(const mcpx_hints *hints, enum rule_requires requires);

/* A fact as JSON names it; NULL for FACT_NONE. */
MCPX_INTERNAL const char *rule_fact_name(enum rule_fact fact);

#endif
