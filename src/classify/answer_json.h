/* answer_json.h: writes an answer as JSON. */
#ifndef MCPX_CLASSIFY_ANSWER_JSON_H
#define MCPX_CLASSIFY_ANSWER_JSON_H

#include "base/internal.h"
#include "json/writer.h"
#include "mcpx.h"

/* The transport of an answer, and a source, as JSON names them; NULL for none. */
MCPX_INTERNAL const char *answer_transport(const mcpx_answer *answer);
MCPX_INTERNAL const char *answer_source(mcpx_source source);

/* Write the members of the object, without its braces. */
MCPX_INTERNAL void answer_members(struct json_writer *json, const mcpx_answer *answer);

#endif
