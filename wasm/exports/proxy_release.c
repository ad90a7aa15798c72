/* proxy_release.c: exports what a version of the proxy is to check_options, which rejects what is none. */
#include "exports.h"

EXPORT unsigned proxy_release(size_t length) { return mcpx_proxy_release(input_buffer, length); }
