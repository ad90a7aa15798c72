/* extent.h: where the path, URL or value that a detector recognized begins and ends. */
#ifndef MCPX_CANARY_EXTENT_H
#define MCPX_CANARY_EXTENT_H

#include "base/internal.h"
#include "base/text.h"

/* The end of the word that an offset is in: at white space, a quotation mark or an angle bracket. */
MCPX_INTERNAL size_t extent_word_end(mcpx_text text, size_t at);

/* The start of the word that `at` is in, but not before `from`. */
MCPX_INTERNAL size_t extent_word_start(mcpx_text text, size_t from, size_t at);

/* The start of the path that an offset is in. */
MCPX_INTERNAL size_t extent_path_start(mcpx_text text, size_t at);

/* The end of a path that begins at `start` and reaches at least to `least`. A path in quotes ends with them
 * and may have spaces; one without quotes may have a space only if a slash follows ("/Users/Al Smith/x"). It
 * ends before punctuation that belongs to the sentence, before ":12" of a line and before an escaped line
 * break. */
MCPX_INTERNAL size_t extent_path_end(mcpx_text text, size_t start, size_t least);

/* The same for a URL, an address or an id, without spaces. */
MCPX_INTERNAL size_t extent_url_end(mcpx_text text, size_t start, size_t least);

/* The end of a secret value. In quotes it may have spaces. It ends before "&name=" of a query and continues
 * after "; ", as cookies do. */
MCPX_INTERNAL size_t extent_value_end(mcpx_text text, size_t start);

#endif
