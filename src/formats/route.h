/* route.h: the pattern of a route's key, for the JSON Schema; format_is_route() of grammar.h is the same as
 * code. */
#ifndef MCPX_FORMATS_ROUTE_H
#define MCPX_FORMATS_ROUTE_H

#include "json/writer.h"

/* Write it as a JSON string. */
void format_route_pattern(struct json_writer *json);

#endif
