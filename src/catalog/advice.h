/* advice.h: what a person is told about an answer, as JSON. */
#ifndef MCPX_CATALOG_ADVICE_H
#define MCPX_CATALOG_ADVICE_H

#include "base/internal.h"
#include "json/writer.h"
#include "mcpx.h"

/* Write the members that mcpx_advice_json writes, without the braces. */
MCPX_INTERNAL void advice_write_members(struct json_writer *json, const mcpx_answer *answer);

#endif
