/* rules.c: the rows of tables/rules.def as constant data. */
#include "rules.h"

#include "phrases.h"

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

MCPX_INTERNAL const struct rule RULES[] = {
#define RULE(name, requires, fact, all, none, code) \
  {#name, PROFILES_BOTH, REQUIRES_##requires, fact, CODE_##code, all, none},
#define PROXY_RULE(name, requires, fact, all, none, code) \
  {#name, PROFILES_PROXY, REQUIRES_##requires, fact, CODE_##code, all, none},
#define EXTENDED_RULE(name, requires, fact, all, none, code) \
  {#name, PROFILES_EXTENDED, REQUIRES_##requires, fact, CODE_##code, all, none},
#include "tables/rules.def"
#undef ALL
#undef NONE
#undef NO_SETS
};
#undef SETS_1
#undef SETS_2
#undef SETS_3
#undef SETS_4
#undef FIFTH_OF
#undef SETS
#undef ALL
#undef NONE
#undef NO_SETS

MCPX_INTERNAL const size_t RULES_COUNT = sizeof RULES / sizeof *RULES;

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
