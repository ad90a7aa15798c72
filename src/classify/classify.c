/* classify.c: the phrases in a text, hints and facts -> the first rule that applies -> code and evidence. */
#include "classify.h"

#include <string.h>

#include "base/ascii.h"
#include "candidates.h"
#include "cause_rules.h"
#include "evidence.h"
#include "image_text.h"
#include "infer.h"
#include "rules.h"
#include "unknown.h"

static const mcpx_answer EMPTY_ANSWER = {
    .code = MCPX_CODE_NONE, .proxy_code = MCPX_CODE_NONE, .cause = MCPX_CAUSE_NONE};

/* Whether the program name contains "docker" in any case. The plain scan folds case as the rules do. */
static bool is_docker_program(const mcpx_hints *hints) {
  struct phrase_scan scan;
  scan_start(&scan, false);
  if (hints->exec_name) scan_feed(&scan, (const unsigned char *)hints->exec_name, hints->exec_name_length);
  scan_finish(&scan);
  return scan_saw(&scan, SET_docker_anywhere);
}

static bool caller_gives_any_fact(const mcpx_hints *hints) {
  return hints->coded_length || hints->exec_errno || hints->exit || hints->deadline || hints->dns ||
         hints->op_errno;
}

static bool caller_gives_fact(const mcpx_hints *hints, enum rule_fact fact) {
  switch (fact) {
    case FACT_NONE: return true;
    case FACT_CODED: return hints->coded && hints->coded_length;
    case FACT_DOCKER_ENOENT: return hints->exec_errno == MCPX_EXEC_ENOENT && is_docker_program(hints);
    case FACT_ENOENT: return hints->exec_errno == MCPX_EXEC_ENOENT;
    case FACT_EACCES: return hints->exec_errno == MCPX_EXEC_EACCES;
    case FACT_ENOEXEC: return hints->exec_errno == MCPX_EXEC_ENOEXEC;
    case FACT_EXIT: return hints->exit;
    case FACT_DEADLINE: return hints->deadline;
    case FACT_DNS: return hints->dns;
    case FACT_ECONNREFUSED: return hints->op_errno == MCPX_OP_ECONNREFUSED;
    case FACT_UNREACHABLE:
      return hints->op_errno == MCPX_OP_ENETUNREACH || hints->op_errno == MCPX_OP_EHOSTUNREACH;
  }
  return false;
}

/* An extension concludes its fact from the text, so the caller need not give it. */
static bool needs_fact(const struct rule *rule) {
  return rule->fact != FACT_NONE && rule->profiles != PROFILES_EXTENDED;
}

static bool rule_applies(const struct phrase_scan *scan, const mcpx_hints *hints, const struct rule *rule) {
  return evidence_sets_match(scan, rule->all, rule->none) && rule_requirement_met(hints, rule->requires) &&
         (!needs_fact(rule) || caller_gives_fact(hints, rule->fact)) &&
         (rule->code != CODE_OF_CAUSE || cause_decides(scan, hints));
}

static mcpx_code code_of_status(int status) {
  if (status == 401) return CODE_HTTP_401;
  if (status == 403) return CODE_HTTP_403;
  return status == 404 ? CODE_HTTP_404 : CODE_HTTP_5XX;
}

static mcpx_code rule_code(const struct phrase_scan *scan, const mcpx_hints *hints, const struct rule *rule) {
  mcpx_code code = rule->code;
  if (code == CODE_OF_NAME) return scan->first[rule->all[0]].captured;
  if (code == CODE_OF_STATUS) return code_of_status(scan->first[rule->all[0]].captured);
  if (code != CODE_OF_FACT) return code;
  code = mcpx_code_find(hints->coded, hints->coded_length);
  return code == MCPX_CODE_NONE ? MCPX_CODE_FOREIGN : code;
}

static void fill_answer(const struct phrase_scan *scan, const mcpx_hints *hints, const struct rule *rule,
                        mcpx_answer *answer) {
  answer->rule = rule->name;
  answer->code = rule_code(scan, hints, rule);
  answer->extension = rule->profiles == PROFILES_EXTENDED;
  answer->fact = rule_fact_name(rule->fact);
  if (rule->fact != FACT_NONE)
    answer->fact_source = answer->extension ? MCPX_SOURCE_TEXT : MCPX_SOURCE_CALLER;
  if (rule->fact == FACT_CODED) {
    answer->coded = hints->coded;
    answer->coded_length = hints->coded_length;
  }
  /* The status gives the code. That the server then closed follows from it. */
  const uint16_t status[] = {rule->all[0], SET_NONE};
  answer->evidence_count =
      evidence_add(scan, rule->code == CODE_OF_STATUS ? status : rule->all, answer->evidence, 0);
  if (rule->code == CODE_OF_CAUSE) cause_fill_decision(scan, hints, answer);
}

/* Whether the words of an effect are among those of the failure: they do not follow from themselves. */
static bool is_among_evidence(const mcpx_answer *answer, const struct phrase_range *match) {
  for (size_t i = 0; i < answer->evidence_count; i++)
    if (match->start >= answer->evidence[i].start && phrase_range_end(match) <= answer->evidence[i].end)
      return true;
  return false;
}

/* What merely follows: the matches of the effect rules that apply besides the rule that decided. */
static void add_effects(const struct phrase_scan *scan, const mcpx_hints *hints,
                        const struct candidates *candidates, mcpx_answer *answer) {
  CANDIDATES_EACH(i, candidates) {
    const struct rule *rule = &RULES[i];
    if (!rule->effect || rule->name == answer->rule || !rule_applies(scan, hints, rule)) continue;
    if (answer->effect_count == MCPX_EFFECTS_MAX) return;
    const struct phrase_range *match = &scan->first[rule->all[0]];
    if (is_among_evidence(answer, match)) continue;
    mcpx_effect *effect = &answer->effects[answer->effect_count++];
    *effect = (mcpx_effect){rule->code, rule->name, {match->start, phrase_range_end(match)}};
  }
}

/* Whether the rule says that the text is about no current failure, so that nothing in it has a cause. A build
 * that failed is a failure, although it has no code. */
static bool says_no_failure(const struct rule *rule) {
  return rule->code == CODE_UNKNOWN_UNCLASSIFIED && rule != &RULES[RULES_COUNT - 1] &&
         rule->all[0] != SET_not_compiled;
}

/* The first rule that applies. Fills what it says itself: code, fact, evidence. */
static const struct rule *choose_rule(const struct phrase_scan *scan, const mcpx_hints *hints,
                                      const struct candidates *candidates, mcpx_answer *answer) {
  enum rule_profiles excluded = scan->norm.extended ? PROFILES_PROXY : PROFILES_EXTENDED;
  size_t i = candidates_next(candidates, 0); /* the last rule asks for no set and always applies */
  bool facts = caller_gives_any_fact(hints);
  *answer = EMPTY_ANSWER;
  while (RULES[i].profiles == excluded || (!facts && needs_fact(&RULES[i])) ||
         !rule_applies(scan, hints, &RULES[i]))
    i = candidates_next(candidates, i + 1);
  fill_answer(scan, hints, &RULES[i], answer);
  return &RULES[i];
}

void classify_decide(const struct phrase_scan *scan, const mcpx_hints *hints, mcpx_answer *answer) {
  struct candidates candidates = candidates_of_rules(scan);
  const struct rule *rule = choose_rule(scan, hints, &candidates, answer);
  if (!scan->norm.extended) return;
  if (!says_no_failure(rule)) {
    cause_explain(scan, hints, answer);
    add_effects(scan, hints, &candidates, answer);
  }
#ifndef MCPX_WITHOUT_CAUSES
  if (answer->code == CODE_UNKNOWN_UNCLASSIFIED) unknown_explain(scan, says_no_failure(rule), answer);
#endif
}

uint16_t classify_choose(const struct phrase_scan *scan, const mcpx_hints *hints, mcpx_answer *answer) {
  struct candidates candidates = candidates_of_rules(scan);
  return (uint16_t)(choose_rule(scan, hints, &candidates, answer) - RULES);
}

/* ---- One text ---- */

struct classification {
  mcpx_hints hints;
  struct phrase_scan plain;
  struct phrase_scan extended;
#ifndef MCPX_WITHOUT_CAUSES
  struct image_text image;
#endif
};

_Static_assert(sizeof(struct classification) <= MCPX_STREAM_SIZE, "a stream holds a classification");

static struct classification *classification_in(mcpx_stream *stream) {
  return (struct classification *)(void *)stream->bytes;
}

/* The text goes to the reader of images only during a call, so that a stream can be copied. */
static void share_text(struct classification *c, bool share) {
#ifndef MCPX_WITHOUT_CAUSES
  c->extended.image = share ? &c->image : NULL;
#else
  (void)c, (void)share;
#endif
}

static void feed_extended(struct classification *c, const char *piece, size_t length, bool last) {
  if (c->hints.profile != MCPX_PROFILE_EXTENDED) return;
  share_text(c, true);
  if (last)
    scan_finish(&c->extended);
  else
    scan_feed(&c->extended, (const unsigned char *)piece, length);
  share_text(c, false);
}

void mcpx_classify_start(mcpx_stream *stream, const mcpx_hints *hints) {
  struct classification *c = classification_in(stream);
  c->hints = hints ? *hints : (mcpx_hints){.profile = MCPX_PROFILE_PROXY};
  scan_start(&c->plain, false);
  if (c->hints.profile != MCPX_PROFILE_EXTENDED) return;
  scan_start(&c->extended, true);
#ifndef MCPX_WITHOUT_CAUSES
  image_text_start(&c->image);
#endif
}

void mcpx_classify_feed(mcpx_stream *stream, const char *piece, size_t length) {
  struct classification *c = classification_in(stream);
  scan_feed(&c->plain, (const unsigned char *)piece, length);
  feed_extended(c, piece, length, false);
}

static bool is_plain_name(mcpx_text name) {
  bool plain = name.length > 0 && name.length < MCPX_PROGRAM_SIZE && name.bytes[0] != '-';
  for (size_t i = 0; plain && i < name.length; i++)
    plain = ascii_is_alnum(name.bytes[i]) || (name.bytes[i] && strchr("._+-", name.bytes[i]));
  return plain;
}

/* The last part of the path of a program. A command of a step contains the name, so a shell must not give its
 * characters a meaning. */
static void set_program(mcpx_answer *answer, mcpx_text path) {
  size_t start = path.length;
  while (start && path.bytes[start - 1] != '/' && path.bytes[start - 1] != '\\') start--;
  mcpx_text name = {path.bytes + start, path.length - start};
  if (is_plain_name(name)) memcpy(answer->program, name.bytes, name.length);
}

/* What the steps need to know of the text: the missing program, and the image. Only under their codes is the
 * text read that is still in the block. */
static void add_names_of_text(const struct classification *c, const mcpx_hints *hints, mcpx_answer *answer) {
#ifndef MCPX_WITHOUT_CAUSES
  char image[MCPX_IMAGE_SIZE];
  bool lacks_image = answer->code == CODE_DOCKER_EXEC_NOT_FOUND;
  if (!lacks_image && answer->code != CODE_STDIO_SPAWN_ENOENT) return;
  if (hints->profile != MCPX_PROFILE_EXTENDED) {
    if (lacks_image) mcpx_answer_add_image(answer, hints);
    return;
  }
  struct image_text whole = c->image;
  image_text_feed(&whole, &c->extended.block, c->extended.imaged);
  if (!lacks_image) {
    if (!*answer->program) set_program(answer, (mcpx_text){whole.program, strlen(whole.program)});
    return;
  }
  struct image_facts facts = image_text_facts(&whole, hints, image);
  image_describe(answer, &facts);
#else
  (void)c, (void)hints, (void)answer;
#endif
}

static void add_context(mcpx_answer *answer, const struct classify_context *context) {
  answer->transport = context->hints.transport;
  answer->transport_source = context->transport_source;
  answer->docker_isolated = context->hints.docker_isolated;
  answer->docker_isolated_source = context->docker_isolated_source;
  answer->system = context->hints.system;
  answer->client = context->hints.client;
  answer->runner = context->hints.runner;
}

/* Both scans are finished. Hints enter only here, so any number of decisions may follow one scan. */
static void decide_with(const struct classification *c, const mcpx_hints *hints, mcpx_answer *answer) {
  struct classify_context context = infer_given(hints);
  classify_decide(&c->plain, hints, answer);
  mcpx_code proxy_code = answer->code;
  if (hints->profile == MCPX_PROFILE_EXTENDED) {
    context = infer_context(hints, &c->extended);
    classify_decide(&c->extended, &context.hints, answer);
  }
  answer->proxy_code = proxy_code;
  answer->profile = hints->profile;
  add_context(answer, &context);
  if (hints->exec_name && hints->profile == MCPX_PROFILE_EXTENDED)
    set_program(answer, (mcpx_text){hints->exec_name, hints->exec_name_length});
  add_names_of_text(c, hints, answer);
}

void mcpx_classify_finish(mcpx_stream *stream, mcpx_answer *answer) {
  struct classification *c = classification_in(stream);
  scan_finish(&c->plain);
  feed_extended(c, NULL, 0, true);
  decide_with(c, &c->hints, answer);
}

bool mcpx_classify_decide(const mcpx_stream *stream, const mcpx_hints *hints, mcpx_answer *answer) {
  const struct classification *c = (const struct classification *)(const void *)stream->bytes;
  const mcpx_hints none = {.profile = MCPX_PROFILE_PROXY};
  if (!hints) hints = &none;
  if (hints->profile == MCPX_PROFILE_EXTENDED && c->hints.profile != MCPX_PROFILE_EXTENDED) {
    *answer = EMPTY_ANSWER;
    return false;
  }
  decide_with(c, hints, answer);
  return true;
}

void mcpx_classify(const char *text, size_t length, const mcpx_hints *hints, mcpx_answer *answer) {
  mcpx_stream stream;
  if (!text) {
    *answer = EMPTY_ANSWER;
    return;
  }
  mcpx_classify_start(&stream, hints);
  mcpx_classify_feed(&stream, text, length);
  mcpx_classify_finish(&stream, answer);
}
