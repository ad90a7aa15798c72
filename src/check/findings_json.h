/* findings_json.h: findings and verdicts as JSON. */
#ifndef MCPX_CHECK_FINDINGS_JSON_H
#define MCPX_CHECK_FINDINGS_JSON_H

#include "base/internal.h"
#include "json/writer.h"
#include "mcpx.h"

/* Write the members of a verdict into an open object: `ok`, `kind`, `schema_version` and `findings`, or, of a
 * `scan`, `clean` and `findings`; `omitted` where not all findings are stored. */
MCPX_INTERNAL void findings_write_verdict(struct json_writer *json, const mcpx_verdict *verdict,
                                          const mcpx_finding *findings, bool scan);

#endif
