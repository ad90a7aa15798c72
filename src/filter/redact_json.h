/* redact_json.h: writes a redacted text and its ranges as JSON. */
#ifndef MCPX_FILTER_REDACT_JSON_H
#define MCPX_FILTER_REDACT_JSON_H

#include "json/writer.h"
#include "mcpx.h"

/* Redacts a text of at most MCPX_PAYLOAD_MAX bytes and writes the members `text` and `ranges` of an object
 * that is open. Returns false where that cannot be done, after writing nothing but the member `error`: the
 * text is too long, or what would be written does not fit into MCPX_RESPONSE_MAX bytes. */
MCPX_INTERNAL bool redact_write_members(struct json_writer *json, mcpx_text text,
                                        const mcpx_check_options *options, mcpx_check_memory *room);

#endif
