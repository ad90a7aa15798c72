/* top_domains.h: the endings of host names on the internet. */
#ifndef MCPX_CANARY_TOP_DOMAINS_H
#define MCPX_CANARY_TOP_DOMAINS_H

#include <stdbool.h>

#include "base/internal.h"
#include "base/text.h"

/* Returns whether a label is a top-level domain. `usual`: only those that are no words and no endings of
 * files, so that they tell a host even where few dots do. */
MCPX_INTERNAL bool top_domain_is_known(mcpx_text label, bool usual);

#endif
