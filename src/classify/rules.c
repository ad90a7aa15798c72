/* rules.c: the rows of tables/rules.def as constant data. */
#include "rules.h"

#include "phrases.h"

#include "set_lists.h"

MCPX_INTERNAL const struct rule RULES[] = {
#define RULE(name, requires, fact, all, none, code) \
  {#name, PROFILES_BOTH, REQUIRES_##requires, fact, CODE_##code, false, all, none},
#define PROXY_RULE(name, requires, fact, all, none, code) \
  {#name, PROFILES_PROXY, REQUIRES_##requires, fact, CODE_##code, false, all, none},
#define EXTENDED_RULE(name, requires, fact, all, none, code) \
  {#name, PROFILES_EXTENDED, REQUIRES_##requires, fact, CODE_##code, false, all, none},
#define EFFECT_RULE(name, requires, fact, all, none, code) \
  {#name, PROFILES_EXTENDED, REQUIRES_##requires, fact, CODE_##code, true, all, none},
#ifndef MCPX_WITHOUT_CAUSES
#define TRANSLATED_RULE EXTENDED_RULE
#define TRANSLATED_EFFECT_RULE EFFECT_RULE
#endif
#include "tables/rules.def"
};

MCPX_INTERNAL const size_t RULES_COUNT = sizeof RULES / sizeof *RULES;

size_t rule_first_set(size_t rule) { return RULES[rule].all[0]; }

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

bool rule_requirement_met(const mcpx_hints *hints, enum rule_requires requires) {
  bool stdio = hints->transport == MCPX_TRANSPORT_STDIO;
  switch (requires) {
    case REQUIRES_NOTHING: return true;
    case REQUIRES_ISOLATED: return hints->docker_isolated == MCPX_ISOLATION_YES;
    case REQUIRES_STDIO: return stdio;
    case REQUIRES_HTTP: return hints->transport == MCPX_TRANSPORT_HTTP;
    case REQUIRES_LOCAL: return stdio || hints->transport == MCPX_TRANSPORT_UNKNOWN;
    case REQUIRES_REMOTE: return !stdio;
    case REQUIRES_WINDOWS: return hints->system == MCPX_SYSTEM_WINDOWS;
    case REQUIRES_NOT_WINDOWS: return hints->system != MCPX_SYSTEM_WINDOWS;
    case REQUIRES_MACOS: return hints->system == MCPX_SYSTEM_MACOS;
    case REQUIRES_LINUX: return hints->system == MCPX_SYSTEM_LINUX || hints->system == MCPX_SYSTEM_WSL;
    case REQUIRES_WSL: return hints->system == MCPX_SYSTEM_WSL;
  }
  return false;
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
