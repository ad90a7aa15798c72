/* findings.h: the list of findings of one check, in the order of the payload. */
#ifndef MCPX_CHECK_FINDINGS_H
#define MCPX_CHECK_FINDINGS_H

#include "json/writer.h"
#include "mcpx.h"

/* RULE_json_syntax and so on: the rows of findings.def, then those of detectors.def. */
enum rule_id {
#define FINDING(rule, severity, message) RULE_##rule,
#include "tables/findings.def"
#undef FINDING
#define DETECTOR(rule, scope, triggers, finds, message) RULE_##rule,
#include "tables/detectors.def"
#undef DETECTOR
  RULE_COUNT
};

const char *rule_name(enum rule_id rule);
mcpx_severity rule_severity(enum rule_id rule);

struct finding_list {
  mcpx_finding *items; /* the caller's, room for `room` */
  size_t room;
  size_t stored;
  size_t found[RULE_COUNT]; /* of each rule, stored or not */
};

/* A place in a payload: bytes, the end one past the last. */
struct place {
  uint32_t start;
  uint32_t end;
};

/* Add a finding at its place in the order. The pointer is cut where it is too long. */
void finding_add(struct finding_list *list, enum rule_id rule, struct place place, const char *pointer,
                 const char *expected, const char *suggestion);

/* Turn the findings of one rule into those of another. */
void finding_retell(struct finding_list *list, enum rule_id from, enum rule_id to);

/* All was found: lines and columns, and the sums. */
void finding_finish(struct finding_list *list, const char *payload, size_t length, mcpx_verdict *verdict);

/* The findings as a JSON array, without its key. */
void finding_write(struct json_writer *json, const mcpx_finding *findings, size_t count);

#endif
