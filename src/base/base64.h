/* base64.h: base64 text (RFC 4648, section 4) -> bytes. */
#ifndef MCPX_BASE_BASE64_H
#define MCPX_BASE_BASE64_H

#include <stdbool.h>
#include <stddef.h>

/* Decode in place; false where the text is not padded base64. */
bool base64_decode(char *text, size_t *length);

#endif
