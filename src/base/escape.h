/* escape.h: the escape sequences of URLs, HTML, XML and JSON -> code points. */
#ifndef MCPX_BASE_ESCAPE_H
#define MCPX_BASE_ESCAPE_H

#include <stddef.h>
#include <stdint.h>

#include "internal.h"

/* The value of a hexadecimal digit, or -1. */
MCPX_INTERNAL int escape_hex_digit(int c);

/* The byte that two hexadecimal digits at the start of the text encode, or -1. */
MCPX_INTERNAL int escape_hex_pair(const char *text, size_t length);

/* Each of these reads the escape sequence at the start of a text and gives its character. They return the
 * length of the sequence, or 0 if there is none. */

/* %41 and %u0041. The first encodes a byte, which may be a part of a character. */
MCPX_INTERNAL size_t escape_percent(const char *text, size_t length, uint32_t *c);

/* &amp; &#47; &#x2F;. A number may lack its semicolon, as in browsers. At most ESCAPE_MAX bytes. */
MCPX_INTERNAL size_t escape_entity(const char *text, size_t length, uint32_t *c);

enum { ESCAPE_MAX = 11 };

/* \uXXXX, or two of them for a surrogate pair. An unpaired surrogate is given as it is. */
MCPX_INTERNAL size_t escape_utf16(const char *text, size_t length, uint32_t *c);

#endif
