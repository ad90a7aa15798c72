/* route.h: the pattern of a route's key, for the JSON Schema; is_route() of grammar.h is the same as code. */
#ifndef MCPX_FORMATS_ROUTE_H
#define MCPX_FORMATS_ROUTE_H

#include "json/writer.h"

/* Write it as a JSON string. */
void route_pattern(struct json_writer *json);

#endif
