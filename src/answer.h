/* answer.h: an answer -> the members of a JSON object. */
#ifndef MCPX_ANSWER_H
#define MCPX_ANSWER_H

#include "json_write.h"
#include "mcpx.h"

void answer_members(struct json_writer *json, const mcpx_answer *answer);

#endif
