/* emit.h: report a finding at the place in the payload that it is about. */
#ifndef MCPX_CHECK_EMIT_H
#define MCPX_CHECK_EMIT_H

#include "base/internal.h"
#include "check.h"

/* The last step of a JSON Pointer: a name of the tables, or the number (from 1) of a member without one. */
struct pointer_step {
  const char *name;
  size_t number;
  bool in_array;
};

/* Report a finding about the member that is being read. `text` is what the payload has there: `expected` is
 * left out where it would repeat a part of that. Empty for values that are no strings. */
MCPX_INTERNAL void check_report_finding(struct check *check, enum finding_kind kind, struct place place,
                                        mcpx_text text, const char *expected, const char *suggestion);

/* Report a finding about another member of the innermost container. */
MCPX_INTERNAL void check_report_member(struct check *check, enum finding_kind kind, struct place place,
                                       struct pointer_step member, const char *expected);

/* Report a finding about a field, wherever the reader is, or about a key in the object of that field. */
MCPX_INTERNAL void check_report_field(struct check *check, enum finding_kind kind, int field, const char *key,
                                      struct place place, const char *expected);

/* Report a finding about the payload as a whole. */
MCPX_INTERNAL void check_report_payload(struct check *check, enum finding_kind kind, size_t start, size_t end,
                                        const char *expected);

#endif
