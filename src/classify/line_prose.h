/* line_prose.h: a line -> whether it consists of sentences about failures in general. */
#ifndef MCPX_CLASSIFY_LINE_PROSE_H
#define MCPX_CLASSIFY_LINE_PROSE_H

#include "base/internal.h"
#include "normalize.h"

/* The line from `i` to `end` explains or defines something, or asks how something behaves; it reports no
 * failure. */
MCPX_INTERNAL bool line_is_general(const struct norm_block *block, size_t i, size_t end);

/* The part of a line has the message of a program outside of quotes: "connect ECONNREFUSED 127.0.0.1:80". */
MCPX_INTERNAL bool line_has_message(const struct norm_block *block, size_t i, size_t end);

/* The part of a line from `i` to `end` reports a failure, whatever its first words are: "…: spawn npx
 * ENOENT". */
MCPX_INTERNAL bool line_quotes_failure(const struct norm_block *block, size_t i, size_t end);

#endif
