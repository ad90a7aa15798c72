/* findings.h: the list of findings of one check, in the order of the payload. */
#ifndef MCPX_CHECK_FINDINGS_H
#define MCPX_CHECK_FINDINGS_H

#include "canary/canary.h"
#include "json/writer.h"
#include "mcpx.h"

/* FINDING_json_syntax and so on: the rows of findings.def, then one for each detector of the canary. */
enum finding_kind {
#define FINDING(rule, severity, message) FINDING_##rule,
#include "tables/findings.def"
  FINDING_DETECTORS,
  FINDING_COUNT = FINDING_DETECTORS + CANARY_BLOCKED_VALUE
};

/* The kind of a finding of the canary. */
static inline enum finding_kind finding_of_detector(enum canary_detector detector) {
  return detector == CANARY_BLOCKED_VALUE ? FINDING_blocked_value
                                          : (enum finding_kind)(FINDING_DETECTORS + (int)detector);
}

const char *finding_name(enum finding_kind rule);
mcpx_severity finding_severity(enum finding_kind rule);

struct finding_list {
  mcpx_finding *items; /* the caller's, room for `room` */
  size_t room;
  size_t stored;
  size_t found[FINDING_COUNT]; /* of each rule, stored or not */
};

/* A place in a payload: bytes, the end one past the last. */
struct place {
  uint32_t start;
  uint32_t end;
};

/* Add a finding at its place in the order. The pointer is cut where it is too long. */
void finding_add(struct finding_list *list, enum finding_kind rule, struct place place, const char *pointer,
                 const char *expected, const char *suggestion);

/* Turn the findings of one rule into those of another. */
void finding_change_kind(struct finding_list *list, enum finding_kind from, enum finding_kind to);

/* All was found: lines and columns, and the sums. */
void finding_finish(struct finding_list *list, const char *payload, size_t length, mcpx_verdict *verdict);

/* The findings as a JSON array, without its key. */
void findings_write_json(struct json_writer *json, const mcpx_finding *findings, size_t count);

#endif
