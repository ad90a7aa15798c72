/* line_text.h: simple questions about a line of normalized text. */
#ifndef MCPX_CLASSIFY_LINE_TEXT_H
#define MCPX_CLASSIFY_LINE_TEXT_H

#include <string.h>

#include "base/internal.h"
#include "normalize.h"

enum {
  LINE_CHARACTERS_MAX = 16, /* a loop of known length becomes plain comparisons */
  LINE_SHAPE_MAX = 320 /* bytes of a line that count; a block has as many after each position (SCAN_RIGHT) */
};

/* The level of the heading that starts at `i`: the number of its #. 0 if there is none. */
MCPX_INTERNAL int line_heading_level(const struct norm_block *block, size_t i);

/* Whether the line is the first of a message in a log: it starts with a time, a level or a bullet of a
 * client. */
MCPX_INTERNAL bool line_begins_message(const struct norm_block *block, size_t i);

/* Whether the text from `from` to `to` is the name of a level in a log. */
MCPX_INTERNAL bool line_is_level(const struct norm_block *block, size_t from, size_t to);

/* The end of the line, or of its part that counts. */
MCPX_INTERNAL size_t line_end(const struct norm_block *block, size_t i);

/* The start of the line that `i` is in, or of its part in the block. */
MCPX_INTERNAL size_t line_begin(const struct norm_block *block, size_t i);

/* Whether the text is at `i`, where its first byte is. */
MCPX_INTERNAL bool line_goes_on_with(const struct norm_block *block, size_t i, const char *text);

/* Whether the line starts with a text. */
static inline bool line_starts_with(const struct norm_block *block, size_t i, const char *text) {
  return i < block->count && block->bytes[i] == (unsigned char)*text && line_goes_on_with(block, i, text);
}

/* Whether the line starts with one of the texts. */
MCPX_INTERNAL bool line_starts_with_any(const struct norm_block *block, size_t i, const char *const *texts,
                                        size_t count);

/* The same for an array of texts. */
#define LINE_STARTS_WITH_ANY(block, i, texts) \
  line_starts_with_any(block, i, texts, sizeof(texts) / sizeof *(texts))

/* Whether the byte is one of the characters, which are at most LINE_CHARACTERS_MAX. NUL is none. */
static inline bool line_is_among(unsigned char c, const char *characters) {
  for (int k = 0; k < LINE_CHARACTERS_MAX && characters[k]; k++)
    if ((unsigned char)characters[k] == c) return true;
  return false;
}

/* Whether the byte at `i` is a digit. */
MCPX_INTERNAL bool line_has_digit(const struct norm_block *block, size_t i);

/* The functions below look at the part of a line from `i` to `end`. */

/* Note how the line that starts at `i` begins, and what the block has. All functions need the latter; those
 * below reject most texts without a search. */
MCPX_INTERNAL void line_note(struct norm_block *block, size_t i);

/* Note which bytes and pairs of bytes the line at `i` has, for the searches in it. */
MCPX_INTERNAL void line_note_pairs(struct norm_block *block, size_t i);

/* Where the text is in the part; `end` if nowhere. */
MCPX_INTERNAL size_t line_find(const struct norm_block *block, size_t i, size_t end, const char *text);

/* Whether the text is in the part. */
MCPX_INTERNAL bool line_contains(const struct norm_block *block, size_t i, size_t end, const char *text);

/* Whether one of the texts is in the part. */
MCPX_INTERNAL bool line_contains_any(const struct norm_block *block, size_t i, size_t end,
                                     const char *const *texts, size_t count);

/* The same for an array of texts. */
#define LINE_CONTAINS_ANY(block, i, end, texts) \
  line_contains_any(block, i, end, texts, sizeof(texts) / sizeof *(texts))

/* A cheap test before a loop over a part: whether one of the texts may begin in it or at its end. */
MCPX_INTERNAL bool line_may_have_any(const struct norm_block *block, size_t i, size_t end,
                                     const char *const *texts, size_t count);

/* The same for one text. */
MCPX_INTERNAL bool line_may_have(const struct norm_block *block, size_t i, size_t end, const char *text);

/* The same for an array of texts. */
#define LINE_MAY_HAVE_ANY(block, i, end, texts) \
  line_may_have_any(block, i, end, texts, sizeof(texts) / sizeof *(texts))

/* Whether the part ends with the text. */
MCPX_INTERNAL bool line_ends_with(const struct norm_block *block, size_t i, size_t end, const char *text);

/* Whether the part ends with one of the texts. */
MCPX_INTERNAL bool line_ends_with_any(const struct norm_block *block, size_t i, size_t end,
                                      const char *const *texts, size_t count);

/* The same for an array of texts. */
#define LINE_ENDS_WITH_ANY(block, i, end, texts) \
  line_ends_with_any(block, i, end, texts, sizeof(texts) / sizeof *(texts))

/* The index after letters, digits and the characters of `more`. */
MCPX_INTERNAL size_t line_skip_name(const struct norm_block *block, size_t i, size_t end, const char *more);

MCPX_INTERNAL size_t line_skip_digits(const struct norm_block *block, size_t i, size_t end);

/* The index after a date, a time or both: "2026-03-12T07:30:01Z", "dec 15 06:41:02". `i` if there is none. */
MCPX_INTERNAL size_t line_skip_time(const struct norm_block *block, size_t i, size_t end);

/* Where hh:mm:ss is: at `i`, or after a date that is there, in any of the usual orders. `end` if nowhere. */
MCPX_INTERNAL size_t line_find_clock(const struct norm_block *block, size_t i, size_t end);

/* The index after those of the characters, which are at most LINE_CHARACTERS_MAX. */
MCPX_INTERNAL size_t line_skip_among(const struct norm_block *block, size_t i, size_t end,
                                     const char *characters);

/* Whether two columns meet at `i`: a space of several bytes, and more of the part after it. */
MCPX_INTERNAL bool line_is_gap(const struct norm_block *block, size_t i, size_t end);

/* How often the character is in the part. */
MCPX_INTERNAL size_t line_count(const struct norm_block *block, size_t i, size_t end, char c);

/* The end of the paragraph that starts at `i`: of the lines that are wrapped, each as long as prose is, and
 * of the one after them. The end of the line if it is not wrapped. */
MCPX_INTERNAL size_t line_paragraph_end(const struct norm_block *block, size_t i);

/* The end of what counts from `i` on, of one or more lines. */
MCPX_INTERNAL size_t line_part_end(const struct norm_block *block, size_t i);

/* The end of the lines up to the next blank line, LINE_SHAPE_MAX bytes from `i` at most. */
MCPX_INTERNAL size_t line_window_end(const struct norm_block *block, size_t i);

#endif
