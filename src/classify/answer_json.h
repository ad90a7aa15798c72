/* answer_json.h: writes an answer as JSON. */
#ifndef MCPX_CLASSIFY_ANSWER_JSON_H
#define MCPX_CLASSIFY_ANSWER_JSON_H

#include "base/internal.h"
#include "json/writer.h"
#include "mcpx.h"

/* The transport of an answer, and a source, as JSON names them; NULL for none. */
MCPX_INTERNAL const char *answer_transport(const mcpx_answer *answer);
MCPX_INTERNAL const char *answer_source(mcpx_source source);

/* Write one member: `context` of an answer, and `docker_isolated`. */
MCPX_INTERNAL void answer_write_context(struct json_writer *json, const mcpx_answer *answer);
MCPX_INTERNAL void answer_write_isolation(struct json_writer *json, mcpx_isolation isolation);

/* Write the members of the object, without its braces. answer_members writes all: the decision, then, in
 * profile `extended`, the advice and the surroundings. */
MCPX_INTERNAL void answer_members(struct json_writer *json, const mcpx_answer *answer);
MCPX_INTERNAL void answer_decision(struct json_writer *json, const mcpx_answer *answer);
MCPX_INTERNAL void answer_surroundings(struct json_writer *json, const mcpx_answer *answer);

/* Write the causes and the kind of an answer without their texts. */
MCPX_INTERNAL void answer_ids(struct json_writer *json, const mcpx_answer *answer);

/* As mcpx_answer_json, but causes and kinds without their texts, and no steps: a module that does not link
 * the texts stays small. */
MCPX_INTERNAL size_t answer_json_without_advice(const mcpx_answer *answer, char *out, size_t capacity);

#endif
