/* route.h: what the pattern of a REST route consists of, for the JSON Schema. format_is_route() in formats.h
 * accepts the same texts. */
#ifndef MCPX_FORMATS_ROUTE_H
#define MCPX_FORMATS_ROUTE_H

#include "base/internal.h"

/* The methods, and the top folders of a disk, which the first segment must not be. Both end with NULL. */
MCPX_INTERNAL_TABLE(const char *const FORMAT_ROUTE_METHODS[]);
MCPX_INTERNAL_TABLE(const char *const FORMAT_ROUTE_DISK_FOLDERS[]);

/* One segment of a template. */
#define PATTERN_ROUTE_SEGMENT                       \
  "([a-z]+([-_][a-z]+)*|v[0-9]+|\\*|\\.well-known|" \
  "\\{[A-Za-z_][A-Za-z0-9_]*(:([!-.0-z|~]|\\{[0-9,]*\\})+)?\\})"

#endif
