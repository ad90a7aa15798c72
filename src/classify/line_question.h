/* line_question.h: a line -> whether it asks how something behaves, instead of why it failed. */
#ifndef MCPX_CLASSIFY_LINE_QUESTION_H
#define MCPX_CLASSIFY_LINE_QUESTION_H

#include "base/internal.h"
#include "normalize.h"

/* Whether the line from `i` to `end` has a question about behavior in general, and no sign of a current
 * failure: the errors it names are its topic. */
MCPX_INTERNAL bool line_asks_in_general(const struct norm_block *block, size_t i, size_t end);

/* Whether the line is a sentence that quotes an error as its topic: no one met it, and no program printed it.
 */
MCPX_INTERNAL bool line_quotes_topic(const struct norm_block *block, size_t i, size_t end);

#endif
