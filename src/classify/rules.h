/* rules.h: the rows of tables/rules.def as the classifier and the exports read them. */
#ifndef MCPX_CLASSIFY_RULES_H
#define MCPX_CLASSIFY_RULES_H

#include "catalog/catalog.h"

enum { RULE_SETS = 4 };

enum rule_profiles {
  PROFILES_BOTH,     /* a rule of profile `proxy` that `extended` keeps */
  PROFILES_PROXY,    /* a rule of profile `proxy` that `extended` corrects */
  PROFILES_EXTENDED, /* an extension */
};

/* What a rule requires of the hints: REQUIRES_NOTHING, REQUIRES_STDIO and so on. */
enum rule_requires {
#define REQUIREMENT(id, name, sentence) REQUIRES_##id,
#include "tables/requirements.def"
};

/* A typed fact: what a rule of both profiles asks of the caller; what an extension reads off the text. */
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

/* In place of a code: the code that the fact `coded` names, that the HTTP status found stands for, or that
 * the text names. */
enum { CODE_OF_FACT = CODE_COUNT, CODE_OF_STATUS, CODE_OF_NAME };

struct rule {
  const char *name;
  uint8_t scope;    /* enum rule_profiles */
  uint8_t requires; /* enum rule_requires */
  uint8_t fact;     /* enum rule_fact */
  uint8_t code;
  uint8_t all[RULE_SETS + 1];  /* every one of these sets occurs; 0 ends the list */
  uint8_t none[RULE_SETS + 1]; /* none of these does */
};

/* A requirement as JSON names it, and as a sentence for people; NULL for REQUIRES_NOTHING. */
const char *rule_requires_name(enum rule_requires requires);
const char *rule_requires_text(enum rule_requires requires);

/* The rows in their order, and how many there are. The last one always holds. */
extern const struct rule RULES[];
extern const size_t RULES_COUNT;

/* How the answer names a fact; NULL for FACT_NONE. */
const char *rule_fact_name(enum rule_fact fact);

#endif
