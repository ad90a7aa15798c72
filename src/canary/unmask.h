/* unmask.h: a string -> its unmasked forms: without escapes and look-alike characters, and with base64 and
 * hex decoded. */
#ifndef MCPX_CANARY_UNMASK_H
#define MCPX_CANARY_UNMASK_H

#include <stdbool.h>

#include "base/internal.h"
#include "mcpx.h"

/* Which forms of a text may differ from it, and so are worth making. */
enum unmask_form {
  UNMASK_CHARACTERS = 1, /* unmask_text */
  UNMASK_ENCODED = 2,    /* unmask_next_encoded */
  UNMASK_GAPS = 4,       /* unmask_squeezed */
  UNMASK_REVERSED = 8,   /* unmask_next_reversed */
};

/* The forms, as a sum. Cheap, so that a clean payload costs no more than this. */
MCPX_INTERNAL unsigned unmask_forms(mcpx_text text);

/* Resolve percent, HTML and JSON escapes, drop invisible characters, and turn full-width letters and letters
 * of other scripts that look like Latin ones into these. `out` has room for text.length bytes. `sources`,
 * unless NULL, has room for one more: it gets the offset in `text` of what each byte was made from, then
 * text.length. Returns how many bytes were written. */
MCPX_INTERNAL size_t unmask_text(mcpx_text text, char *out, uint32_t *sources);

/* Decode the next run of 16 or more characters of base64, base64url or hex whose content is text. Searches
 * from `*at` on and moves it after the run. Gives that text, in `out`, and the range of the run; false if
 * there is none. */
MCPX_INTERNAL bool unmask_next_encoded(mcpx_text text, size_t *at, char *out, mcpx_text *decoded,
                                       mcpx_range *run);

/* Reverse the order of the characters in the next part of a text that is written backward: it follows a mark
 * (U+202E), or is a line that looks so. Searches from `*at` on and moves it after the part. Gives the result,
 * in `out`, and the range of the part; false if there is none. */
MCPX_INTERNAL bool unmask_next_reversed(mcpx_text text, size_t *at, char *out, mcpx_text *reversed,
                                        mcpx_range *part);

/* The text without line breaks, also escaped ones (\n), and without what separates pairs of hexadecimal
 * digits, in which an encoded text is one run again. `out` and `sources` as for unmask_text. Returns how many
 * bytes were written. */
MCPX_INTERNAL size_t unmask_squeezed(mcpx_text text, char *out, uint32_t *sources);

#endif
