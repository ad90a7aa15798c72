/* findings.h: the kinds of findings, and the list of findings of one check in the order of the payload. */
#ifndef MCPX_CHECK_FINDINGS_H
#define MCPX_CHECK_FINDINGS_H

#include "base/internal.h"
#include "canary/canary.h"
#include "json/reader.h"
#include "mcpx.h"

/* FINDING_json_syntax and so on: the rows of findings.def, then one for each detector of the canary. */
enum finding_kind {
#define FINDING(rule, severity, message, named) FINDING_##rule,
#define WORDING(kind, rule, severity, message, named) FINDING_##kind,
#include "tables/findings.def"
  FINDING_DETECTORS,
  FINDING_COUNT = FINDING_DETECTORS + CANARY_BLOCKED_VALUE
};

/* The kind of a finding of the canary. */
static inline enum finding_kind finding_of_detector(enum canary_detector detector) {
  return detector == CANARY_BLOCKED_VALUE ? FINDING_blocked_value
                                          : (enum finding_kind)(FINDING_DETECTORS + (int)detector);
}

/* The kind of a finding that reports a fault or flaw of the JSON reader; FINDING_unfinished for
 * JSON_NO_FAULT. */
MCPX_INTERNAL enum finding_kind finding_of_json_fault(enum json_fault fault);

/* The rule, its severity, and the message that names no field. The strings live as long as the program. */
MCPX_INTERNAL const char *finding_name(enum finding_kind kind);
MCPX_INTERNAL mcpx_severity finding_severity(enum finding_kind kind);
MCPX_INTERNAL const char *finding_message(enum finding_kind kind);

/* What a kind becomes in a payload whose schema version is newer than known: what is unknown there is no
 * fault. All other kinds stay what they are. */
MCPX_INTERNAL enum finding_kind finding_in_newer(enum finding_kind kind);

/* Is the kind only another wording of a rule, and not the rule itself? */
MCPX_INTERNAL bool finding_is_wording(enum finding_kind kind);

/* Is a rule, by the name that finding_name() gives, about personal data? */
MCPX_INTERNAL bool finding_is_personal(const char *rule);

struct finding_list {
  mcpx_finding *items; /* the caller's, room for `room` */
  size_t room;
  size_t stored;
  const mcpx_finding *last_kept; /* what a full list drops next; NULL: not looked for yet */
  bool closed;                   /* what is unknown is an error (findings.def) */
  size_t sums[3];                /* of each severity, stored or not */
  uint32_t found[FINDING_COUNT]; /* of each kind, likewise */
};

/* A place in a payload: bytes, the end one past the last. */
struct place {
  uint32_t start;
  uint32_t end;
};

/* What a finding says beyond its kind and place. The pointer is copied; the other strings are constants of
 * the tables, or NULL. */
struct finding_details {
  const char *pointer;
  const char *name; /* of the field that the message names */
  const char *expected;
  const char *suggestion;
};

/* Add a finding at its place in the order. When the list is full, personal data replaces other errors, and
 * errors replace warnings and notes. */
MCPX_INTERNAL void finding_add(struct finding_list *list, enum finding_kind kind, struct place place,
                               struct finding_details details);

/* Turn the findings of one kind into those of another. Only for kinds whose message names no field. */
MCPX_INTERNAL void finding_change_kind(struct finding_list *list, enum finding_kind from,
                                       enum finding_kind to);

/* Set the lines and columns of all findings and the sums of the verdict. */
MCPX_INTERNAL void finding_finish(struct finding_list *list, const char *payload, size_t length,
                                  mcpx_verdict *verdict);

#endif
