/* answer_json.h: writes an answer as JSON. */
#ifndef MCPX_CLASSIFY_ANSWER_JSON_H
#define MCPX_CLASSIFY_ANSWER_JSON_H

#include "json/writer.h"
#include "mcpx.h"

/* The transport of an answer, and a source, as JSON names them; NULL for none. */
const char *answer_transport(const mcpx_answer *answer);
const char *answer_source(mcpx_source source);

/* Write the members of the object, without its braces. */
void answer_members(struct json_writer *json, const mcpx_answer *answer);

#endif
