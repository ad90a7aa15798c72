/* safe_names.h: finds names in error texts that identify no person or machine: folders of the system,
 * well-known hosts and words. */
#ifndef MCPX_CANARY_SAFE_NAMES_H
#define MCPX_CANARY_SAFE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/internal.h"

/* Overwrite each name of safe_names.def with as many characters that no detector reacts to. */
MCPX_INTERNAL void safe_names_blank(char *bytes, size_t length);

/* May the name of a row of safe_names.def begin within a word? For mcpx-derive. */
MCPX_INTERNAL bool safe_name_begins_anywhere(size_t row);

#endif
