/* proxy_canary.h: the search for personal data of profile `proxy`. */
#ifndef MCPX_CHECK_PROXY_CANARY_H
#define MCPX_CHECK_PROXY_CANARY_H

#include "base/internal.h"
#include "check.h"

/* Report the first rule of the proxy that the raw bytes of the payload break, and nothing else. */
MCPX_INTERNAL void check_proxy_canary(struct check *check, const char *payload, size_t length);

#endif
