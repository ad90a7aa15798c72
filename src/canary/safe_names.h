/* safe_names.h: names in error texts that identify nobody: folders of the system, well-known hosts and words.
 */
#ifndef MCPX_CANARY_SAFE_NAMES_H
#define MCPX_CANARY_SAFE_NAMES_H

#include <stddef.h>

#include "base/internal.h"

/* Overwrite each safe name with characters that no detector reacts to; the length stays. */
MCPX_INTERNAL void safe_names_blank(char *bytes, size_t length);

#endif
