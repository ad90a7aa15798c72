/* unmask.h: a decoded string -> what else it may say: without disguise, and what is encoded in it. */
#ifndef MCPX_CANARY_UNMASK_H
#define MCPX_CANARY_UNMASK_H

#include <stdbool.h>

#include "formats/formats.h"

/* Could there be another view of it at all? Cheap: a clean payload pays no more. */
bool unmask_may_differ(mcpx_text text);

/* Percent, HTML and JSON escapes resolved; invisible characters dropped; wide letters and those of other
 * scripts that look like Latin ones as these. `out` has room for text.length bytes; returns how many were
 * written. */
size_t unmask_text(mcpx_text text, char *out);

/* The next run of 16 or more characters of base64, base64url or hex from `*at` on whose content is text; that
 * text, in `out`. False when there is none; `*at` goes on. */
bool unmask_next_encoded(mcpx_text text, size_t *at, char *out, mcpx_text *decoded);

#endif
