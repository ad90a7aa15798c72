/* respond.h: the parts of a filter response that other callers write too. */
#ifndef MCPX_FILTER_RESPOND_H
#define MCPX_FILTER_RESPOND_H

#include "json/writer.h"
#include "mcpx.h"

/* Writes the members of the response to `validate` (or `scan`) into an open object. */
void respond_write_verdict(struct json_writer *json, const mcpx_verdict *verdict,
                           const mcpx_finding *findings, bool scan);

#endif
