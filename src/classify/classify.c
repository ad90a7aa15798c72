/* classify.c: the phrases in a text, hints and facts -> the first rule that applies -> code and evidence. */
#include "classify.h"

#include "infer.h"
#include "rules.h"

/* Whether the program name contains "docker" in any case. The plain scan folds case as the rules do. */
static bool is_docker_program(const mcpx_hints *hints) {
  struct phrase_scan scan;
  scan_start(&scan, false);
  if (hints->exec_name) scan_feed(&scan, (const unsigned char *)hints->exec_name, hints->exec_name_length);
  scan_finish(&scan);
  return scan_saw(&scan, SET_docker_anywhere);
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

static bool meets_requirement(const mcpx_hints *hints, enum rule_requires requires) {
  bool stdio = hints->transport == MCPX_TRANSPORT_STDIO;
  switch (requires) {
    case REQUIRES_NOTHING: return true;
    case REQUIRES_ISOLATED: return hints->docker_isolated == MCPX_ISOLATION_YES;
    case REQUIRES_STDIO: return stdio;
    case REQUIRES_HTTP: return hints->transport == MCPX_TRANSPORT_HTTP;
    case REQUIRES_LOCAL: return stdio || hints->transport == MCPX_TRANSPORT_UNKNOWN;
    case REQUIRES_REMOTE: return !stdio;
  }
  return false;
}

static bool sets_match(const struct phrase_scan *scan, const struct rule *rule) {
  for (const uint8_t *set = rule->all; *set; set++)
    if (!scan_saw(scan, *set)) return false;
  for (const uint8_t *set = rule->none; *set; set++)
    if (scan_saw(scan, *set)) return false;
  return true;
}

/* An extension concludes its fact from the text, so the caller need not give it. */
static bool rule_applies(const struct phrase_scan *scan, const mcpx_hints *hints, const struct rule *rule) {
  return sets_match(scan, rule) && meets_requirement(hints, rule->requires) &&
         (rule->profiles == PROFILES_EXTENDED || caller_gives_fact(hints, rule->fact));
}

/* Two sets may match the same bytes ("spawn docker ENOENT"): such a range is listed once. */
static bool lists_evidence(const mcpx_answer *answer, const struct phrase_range *range) {
  for (size_t i = 0; i < answer->evidence_count; i++)
    if (answer->evidence[i].start == range->start && answer->evidence[i].end == range->end) return true;
  return false;
}

static void add_evidence(mcpx_answer *answer, const struct phrase_range *range) {
  if (lists_evidence(answer, range)) return;
  size_t i = answer->evidence_count++;
  for (; i > 0 && answer->evidence[i - 1].start > range->start; i--)
    answer->evidence[i] = answer->evidence[i - 1];
  answer->evidence[i] = (mcpx_range){range->start, range->end};
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
  for (const uint8_t *set = rule->all; *set; set++) add_evidence(answer, &scan->first[*set]);
}

void classify_decide(const struct phrase_scan *scan, const mcpx_hints *hints, mcpx_answer *answer) {
  enum rule_profiles excluded = scan->norm.extended ? PROFILES_PROXY : PROFILES_EXTENDED;
  const struct rule *rule = RULES;
  *answer = (mcpx_answer){.code = MCPX_CODE_NONE, .proxy_code = MCPX_CODE_NONE};
  while (rule->profiles == excluded || !rule_applies(scan, hints, rule)) rule++;
  fill_answer(scan, hints, rule, answer);
}

/* ---- One text ---- */

struct classification {
  mcpx_hints hints;
  struct phrase_scan plain;
  struct phrase_scan extended;
};

_Static_assert(sizeof(struct classification) <= MCPX_STREAM_SIZE, "a stream holds a classification");

static struct classification *classification_in(mcpx_stream *stream) {
  return (struct classification *)(void *)stream->bytes;
}

void mcpx_classify_start(mcpx_stream *stream, const mcpx_hints *hints) {
  struct classification *c = classification_in(stream);
  c->hints = hints ? *hints : (mcpx_hints){.profile = MCPX_PROFILE_PROXY};
  scan_start(&c->plain, false);
  if (c->hints.profile == MCPX_PROFILE_EXTENDED) scan_start(&c->extended, true);
}

void mcpx_classify_feed(mcpx_stream *stream, const char *piece, size_t length) {
  struct classification *c = classification_in(stream);
  scan_feed(&c->plain, (const unsigned char *)piece, length);
  if (c->hints.profile == MCPX_PROFILE_EXTENDED)
    scan_feed(&c->extended, (const unsigned char *)piece, length);
}

static void add_context(mcpx_answer *answer, const struct classify_context *context) {
  answer->transport = context->hints.transport;
  answer->transport_source = context->transport_source;
  answer->docker_isolated = context->hints.docker_isolated;
  answer->docker_isolated_source = context->docker_isolated_source;
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
  add_context(answer, &context);
}

void mcpx_classify_finish(mcpx_stream *stream, mcpx_answer *answer) {
  struct classification *c = classification_in(stream);
  scan_finish(&c->plain);
  if (c->hints.profile == MCPX_PROFILE_EXTENDED) scan_finish(&c->extended);
  decide_with(c, &c->hints, answer);
}

bool mcpx_classify_decide(const mcpx_stream *stream, const mcpx_hints *hints, mcpx_answer *answer) {
  const struct classification *c = (const struct classification *)(const void *)stream->bytes;
  const mcpx_hints none = {.profile = MCPX_PROFILE_PROXY};
  if (!hints) hints = &none;
  if (hints->profile == MCPX_PROFILE_EXTENDED && c->hints.profile != MCPX_PROFILE_EXTENDED) {
    *answer = (mcpx_answer){.code = MCPX_CODE_NONE, .proxy_code = MCPX_CODE_NONE};
    return false;
  }
  decide_with(c, hints, answer);
  return true;
}

void mcpx_classify(const char *text, size_t length, const mcpx_hints *hints, mcpx_answer *answer) {
  mcpx_stream stream;
  if (!text) {
    *answer = (mcpx_answer){.code = MCPX_CODE_NONE, .proxy_code = MCPX_CODE_NONE};
    return;
  }
  mcpx_classify_start(&stream, hints);
  mcpx_classify_feed(&stream, text, length);
  mcpx_classify_finish(&stream, answer);
}
