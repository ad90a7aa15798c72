/* escape.h: characters as addresses, HTML and XML write them -> code points. */
#ifndef MCPX_BASE_ESCAPE_H
#define MCPX_BASE_ESCAPE_H

#include <stddef.h>
#include <stdint.h>

/* Each reads an escape at the front of a text, and gives its character and length; 0 where none stands. */

/* %41 and %u0041. The byte of the first may be a part of a character. */
size_t escape_percent(const char *text, size_t length, uint32_t *c);

/* &amp; &#47; &#x2F;. A number may end without its semicolon, as browsers take it. At most ESCAPE_MAX bytes.
 */
size_t escape_entity(const char *text, size_t length, uint32_t *c);

enum { ESCAPE_MAX = 11 };

/* The byte that two hexadecimal digits are, or -1. */
int escape_hex_pair(const char *text, size_t length);

#endif
