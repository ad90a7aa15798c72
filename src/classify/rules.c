/* rules.c: the rows of tables/rules.def as a table. */
#include "rules.h"

#include "scan.h"

#define ALL(...) \
  { __VA_ARGS__ }
#define NONE(...) \
  { __VA_ARGS__ }
#define NO_SETS \
  { SET_NONE }

const struct rule RULES[] = {
#define RULE(name, requires, fact, all, none, code) \
  {#name, PROFILES_BOTH, REQUIRES_##requires, fact, CODE_##code, all, none},
#define PROXY_RULE(name, requires, fact, all, none, code) \
  {#name, PROFILES_PROXY, REQUIRES_##requires, fact, CODE_##code, all, none},
#define EXTENDED_RULE(name, requires, fact, all, none, code) \
  {#name, PROFILES_EXTENDED, REQUIRES_##requires, fact, CODE_##code, all, none},
#include "tables/rules.def"
};

const size_t RULES_COUNT = sizeof RULES / sizeof *RULES;

const char *rule_requires_name(enum rule_requires requires) {
#define REQUIREMENT(id, name, sentence) name,
  static const char *const NAMES[] = {
#include "tables/requirements.def"
  };
  return NAMES[requires];
}

const char *rule_requires_text(enum rule_requires requires) {
#define REQUIREMENT(id, name, sentence) sentence,
  static const char *const SENTENCES[] = {
#include "tables/requirements.def"
  };
  return SENTENCES[requires];
}

const char *rule_fact_name(enum rule_fact fact) {
  static const char *const NAMES[] = {
      [FACT_NONE] = NULL,
      [FACT_CODED] = "coded",
      [FACT_DOCKER_ENOENT] = "exec_errno=ENOENT",
      [FACT_ENOENT] = "exec_errno=ENOENT",
      [FACT_EACCES] = "exec_errno=EACCES",
      [FACT_ENOEXEC] = "exec_errno=ENOEXEC",
      [FACT_EXIT] = "exit",
      [FACT_DEADLINE] = "deadline",
      [FACT_DNS] = "dns",
      [FACT_ECONNREFUSED] = "op_errno=ECONNREFUSED",
      [FACT_UNREACHABLE] = "op_errno=ENETUNREACH|EHOSTUNREACH",
  };
  return NAMES[fact];
}
