/* complete.h: what can be checked only after the whole payload has been read. */
#ifndef MCPX_CHECK_COMPLETE_H
#define MCPX_CHECK_COMPLETE_H

#include "base/internal.h"
#include "check.h"

/* Keep a finding until the schema version is known. */
MCPX_INTERNAL void complete_defer(struct check *check, struct deferred_finding deferred);

/* Report the required fields that are missing from the object just closed. complete_payload() reports those
 * of objects whose fields come from several schema versions. */
MCPX_INTERNAL void complete_object(struct check *check, const struct container *object);

/* Set the kind and schema version of the payload, and report what follows from them: missing and too new
 * fields, contradictions, the size. */
MCPX_INTERNAL void complete_payload(struct check *check, size_t length, mcpx_verdict *verdict);

#endif
