/* log_json.h: writes the incidents and the counts of a log as JSON. */
#ifndef MCPX_CLASSIFY_LOG_JSON_H
#define MCPX_CLASSIFY_LOG_JSON_H

#include "base/internal.h"
#include "json/writer.h"
#include "mcpx.h"

/* Writes members about the code and the causes of an answer: advice_write_members, or answer_ids. */
typedef void log_advice(struct json_writer *json, const mcpx_answer *answer);

/* Write the members of mcpx_log_incidents_json, without the braces. Uses about 40 KiB of stack. */
MCPX_INTERNAL void log_write_incidents(struct json_writer *json, const mcpx_stream *stream,
                                       log_advice *advise);

/* Write `total`, the number of lines, and `counts`, the number of lines of each code. */
MCPX_INTERNAL void log_write_totals(struct json_writer *json, const mcpx_stream *stream);

#endif
