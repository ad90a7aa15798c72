/* cause_rules.c: the phrases in a text, hints and a code -> the causes that hold. */
#include "cause_rules.h"

#include "candidates.h"
#include "catalog/cause_codes.h"
#include "catalog/causes.h"
#include "evidence.h"
#include "rules.h"
#include "set_lists.h"

struct cause_rule {
  uint16_t cause;
  uint8_t requires;
  uint8_t decides; /* a code, or CODE_NOTHING */
  uint8_t under[CAUSE_UNDER_MAX];
  uint16_t all[RULE_SETS + 1];
  uint16_t none[RULE_SETS + 1];
};

static const struct cause_rule CAUSE_RULES[] = {
#define CAUSE_RULE(id, decides, under, requires, all, none) \
  {CAUSE_##id, REQUIRES_##requires, CODE_##decides, under, all, none},
#include "tables/causes.def"
    {.decides = CODE_NOTHING}, /* the end; a module without causes has no other row */
};

#undef ALL
#undef NONE
#undef NO_SETS

enum { CAUSE_RULE_COUNT = sizeof CAUSE_RULES / sizeof *CAUSE_RULES - 1 };

size_t cause_rule_count(void) { return CAUSE_RULE_COUNT; }

bool cause_rule_decides(size_t rule) { return CAUSE_RULES[rule].decides != CODE_NOTHING; }

size_t cause_rule_first_set(size_t rule) { return CAUSE_RULES[rule].all[0]; }

static bool stands_under(const struct cause_rule *rule, mcpx_code code) {
  return rule->decides == code || cause_list_has(rule->under, code);
}

/* ---- The rules that hold ---- */

static bool holds(const struct phrase_scan *scan, const mcpx_hints *hints, const struct cause_rule *rule) {
  return evidence_sets_match(scan, rule->all, rule->none) && rule_requirement_met(hints, rule->requires);
}

static bool is_vague(uint16_t cause) {
  static const uint16_t VAGUE[] = {
#define CAUSE_VAGUE(id) CAUSE_##id,
#include "tables/causes.def"
      UINT16_MAX};
  size_t i = 0;
  while (VAGUE[i] != cause && VAGUE[i] != UINT16_MAX) i++;
  return VAGUE[i] == cause;
}

/* How much of a text the rule asks about. A set of the causes tells more than one that rules use: that one
 * only says that some failure of its kind happened. A vague cause never tells more than another one. */
static int specificity(const struct cause_rule *rule) {
  enum { OWN_SET = 4, SHARED_SET = 1 };
  int sum = rule->requires != REQUIRES_NOTHING;
  for (const uint16_t *set = rule->all; *set; set++) sum += *set > LAST_SHARED_SET ? OWN_SET : SHARED_SET;
  return sum > OWN_SET && is_vague(rule->cause) ? OWN_SET : sum;
}

/* Whether the text shows that a server ended or did not answer. Causes such as a port that is taken are met
 * by servers that run, and by other programs, too: alone they do not say that a server did not start. */
static bool start_failed(const struct phrase_scan *scan, const mcpx_hints *hints) {
  bool ended =
      scan_saw(scan, SET_crashed) && !scan_saw(scan, SET_interactive) && !scan_saw(scan, SET_port_taken);
  if (ended || scan_saw(scan, SET_usage_error) || scan_saw(scan, SET_ended_somehow)) return true;
  struct candidates candidates = candidates_of_rules(scan);
  CANDIDATES_EACH(i, &candidates)
  if (RULES[i].effect && evidence_sets_match(scan, RULES[i].all, RULES[i].none) &&
      rule_requirement_met(hints, RULES[i].requires))
    return true;
  return false;
}

static bool names_start(mcpx_code code) {
  return code == CODE_STDIO_EXIT_BEFORE_INITIALIZE || code == CODE_STDIO_EXIT_NONZERO ||
         code == CODE_STDIO_HANDSHAKE_TIMEOUT || code == CODE_DOCKER_OCI_RUNTIME;
}

static const struct cause_rule *deciding_rule(const struct phrase_scan *scan, const mcpx_hints *hints) {
  const struct cause_rule *best = NULL;
  struct candidates candidates = candidates_of_deciding_causes(scan);
  CANDIDATES_EACH(i, &candidates) {
    const struct cause_rule *rule = &CAUSE_RULES[i];
    if (!holds(scan, hints, rule)) continue;
    if (!best || specificity(rule) > specificity(best)) best = rule;
  }
  return best && names_start(best->decides) && !start_failed(scan, hints) ? NULL : best;
}

bool cause_can_decide(mcpx_code code) {
  for (size_t i = 0; i < CAUSE_RULE_COUNT; i++)
    if (CAUSE_RULES[i].decides == code) return true;
  return false;
}

bool cause_decides(const struct phrase_scan *scan, const mcpx_hints *hints) {
  return deciding_rule(scan, hints) != NULL;
}

void cause_fill_decision(const struct phrase_scan *scan, const mcpx_hints *hints, mcpx_answer *answer) {
  const struct cause_rule *rule = deciding_rule(scan, hints);
  answer->code = rule->decides;
  answer->evidence_count = evidence_add(scan, rule->all, answer->evidence, 0);
}

/* ---- The causes of an answer ---- */

enum { RANKING_MAX = 8 /* few rules hold; an answer names the first four */ };

/* The rules that hold, the most specific first, each with another cause. */
struct ranking {
  const struct cause_rule *rules[RANKING_MAX];
  size_t count;
};

static void rank_remove(struct ranking *ranking, size_t at) {
  ranking->count--;
  for (size_t i = at; i < ranking->count; i++) ranking->rules[i] = ranking->rules[i + 1];
}

/* Of rules with the same cause the more specific one stays, of equal ones the first. */
static void rank_rule(struct ranking *ranking, const struct cause_rule *rule) {
  int weight = specificity(rule);
  size_t at = 0;
  for (; at < ranking->count && specificity(ranking->rules[at]) >= weight; at++)
    if (ranking->rules[at]->cause == rule->cause) return;
  for (size_t i = at; i < ranking->count; i++)
    if (ranking->rules[i]->cause == rule->cause) rank_remove(ranking, i);
  if (at == RANKING_MAX) return;
  if (ranking->count < RANKING_MAX) ranking->count++;
  for (size_t i = ranking->count - 1; i > at; i--) ranking->rules[i] = ranking->rules[i - 1];
  ranking->rules[at] = rule;
}

static void add_also_possible(mcpx_answer *answer, uint16_t cause) {
  if (answer->also_possible_count == MCPX_ALSO_POSSIBLE_MAX || is_vague(cause)) return;
  answer->also_possible[answer->also_possible_count++] = cause;
}

void cause_explain(const struct phrase_scan *scan, const mcpx_hints *hints, mcpx_answer *answer) {
  struct ranking ranking = {.count = 0};
  struct candidates candidates = candidates_of_causes(scan);
  CANDIDATES_EACH(i, &candidates)
  if (stands_under(&CAUSE_RULES[i], answer->code) && holds(scan, hints, &CAUSE_RULES[i]))
    rank_rule(&ranking, &CAUSE_RULES[i]);
  if (!ranking.count) return;
  answer->cause = ranking.rules[0]->cause;
  answer->cause_evidence_count = evidence_add(scan, ranking.rules[0]->all, answer->cause_evidence, 0);
  for (size_t i = 1; i < ranking.count; i++) add_also_possible(answer, ranking.rules[i]->cause);
}
