/* line_survey.h: a line -> whether it belongs to a survey of errors: what a tool found, how often each error
 * occurred, what each number means. */
#ifndef MCPX_CLASSIFY_LINE_SURVEY_H
#define MCPX_CLASSIFY_LINE_SURVEY_H

#include "base/internal.h"
#include "normalize.h"

/* "2. HTTP 403 from ledger (12 occurrences)", " 137  killed by …" between rows with other numbers */
MCPX_INTERNAL bool line_is_survey_row(const struct norm_block *block, size_t i, size_t end);

/* "Found 3 results:", "Query returned 2 rows:": the lines that follow are what was found. */
MCPX_INTERNAL bool line_opens_survey(const struct norm_block *block, size_t i, size_t end);

/* "# Try again when the connection is refused", and a setting in one of the next lines */
MCPX_INTERNAL bool line_is_setting_comment(const struct norm_block *block, size_t i, size_t end);

#endif
