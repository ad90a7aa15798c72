/* base64.h: base64 (RFC 4648, sections 4 and 5) -> bytes. */
#ifndef MCPX_BASE_BASE64_H
#define MCPX_BASE_BASE64_H

#include <stdbool.h>
#include <stddef.h>

#include "internal.h"

/* The value of a digit of either alphabet (+ and / or, for URLs, - and _), or -1. */
MCPX_INTERNAL int base64_digit(char c);

/* Decode padded base64 in place; false if the text is anything else. */
MCPX_INTERNAL bool base64_decode(char *text, size_t *length);

/* Decode `length` digits of one alphabet, without padding; a last incomplete byte is dropped. `out` has room
 * for `length` bytes. Returns how many were written; 0 if both alphabets are mixed. */
MCPX_INTERNAL size_t base64_decode_digits(const char *digits, size_t length, char *out);

#endif
