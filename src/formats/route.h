/* route.h: what the pattern of a REST route is made of, for the JSON Schema. format_is_route() of formats.h
 * accepts the same texts. */
#ifndef MCPX_FORMATS_ROUTE_H
#define MCPX_FORMATS_ROUTE_H

#include <stdbool.h>

#include "base/text.h"

/* A method, one space, and a path template or UNMATCHED; or UNMATCHED alone. */
bool format_is_route(mcpx_text text);

/* What the pattern of the JSON Schema is made of: the methods, the first segments that a template must not
 * have because they are top folders of a disk (both end with NULL), and what one segment is. */
extern const char *const FORMAT_ROUTE_METHODS[];
extern const char *const FORMAT_ROUTE_DISK_FOLDERS[];
#define PATTERN_ROUTE_SEGMENT                       \
  "([a-z]+([-_][a-z]+)*|v[0-9]+|\\*|\\.well-known|" \
  "\\{[A-Za-z_][A-Za-z0-9_]*(:([!-.0-z|~]|\\{[0-9,]*\\})+)?\\})"

#endif
