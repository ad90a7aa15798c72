/* utf8.h: bytes <-> code points (RFC 3629). */
#ifndef MCPX_BASE_UTF8_H
#define MCPX_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

#include "internal.h"

/* Decode one character; returns its bytes, or 0 where there is no valid one (overlong forms and surrogates
 * are not valid). */
MCPX_INTERNAL size_t utf8_decode(const unsigned char *bytes, size_t length, uint32_t *c);

/* Encode one character (not above U+10FFFF) into up to 4 bytes; returns how many. */
MCPX_INTERNAL size_t utf8_encode(uint32_t c, unsigned char *bytes);

#endif
