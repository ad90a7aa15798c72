/* redact_json.h: writes a redacted text and its ranges as JSON. */
#ifndef MCPX_FILTER_REDACT_JSON_H
#define MCPX_FILTER_REDACT_JSON_H

#include "base/internal.h"
#include "json/writer.h"
#include "mcpx.h"

/* Redact a text of at most MCPX_REDACT_MAX bytes. Write the members `text` and `ranges` into an open object.
 */
MCPX_INTERNAL void redact_write_json(struct json_writer *json, mcpx_text text,
                                     const mcpx_check_options *options, mcpx_check_room *room);

#endif
