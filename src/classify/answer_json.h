/* answer_json.h: an answer -> the members of a JSON object. */
#ifndef MCPX_CLASSIFY_ANSWER_JSON_H
#define MCPX_CLASSIFY_ANSWER_JSON_H

#include "json/writer.h"
#include "mcpx.h"

/* How an answer names its transport and a source; NULL for none. */
const char *answer_transport(const mcpx_answer *answer);
const char *answer_source(mcpx_source source);

void answer_members(struct json_writer *json, const mcpx_answer *answer);

#endif
