/* schema_example.h: the `examples` of the JSON Schema. */
#ifndef MCPX_CHECK_SCHEMA_EXAMPLE_H
#define MCPX_CHECK_SCHEMA_EXAMPLE_H

#include "base/internal.h"
#include "fields.h"
#include "json/writer.h"

/* Write an example of a field's value. The examples of all fields of `version` together are a heartbeat
 * without findings, the opt-out beacon's `event` left out. */
MCPX_INTERNAL void schema_write_example(struct json_writer *json, enum field_id field, int version);

#endif
