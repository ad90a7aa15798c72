/* utf8.h: bytes <-> code points, by the letter of RFC 3629; and JSON escapes of them. */
#ifndef MCPX_BASE_UTF8_H
#define MCPX_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Decode one character; returns its bytes, or 0 where none starts (overlong forms and surrogates are none).
 */
size_t utf8_decode(const unsigned char *bytes, size_t length, uint32_t *c);

/* Encode one character (not above U+10FFFF) into up to 4 bytes; returns how many. */
size_t utf8_encode(uint32_t c, unsigned char *bytes);

/* The value of a hexadecimal digit, or -1. */
int escape_hex_digit(int c);

/* A JSON escape \uXXXX, also a surrogate pair of two: the bytes it takes, or 0 where it is none. A surrogate
 * without a partner is given as it stands. */
size_t escape_utf16(const char *text, size_t length, uint32_t *c);

#endif
