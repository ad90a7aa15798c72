/* line_text.c: simple questions about a line of normalized text. */
#include "line_text.h"

#include <string.h>

#include "base/ascii.h"

bool line_starts_with(const struct norm_block *block, size_t i, const char *text) {
  if (i >= block->count || block->bytes[i] != (unsigned char)*text) return false;
  size_t length = strlen(text);
  return i + length <= block->count && memcmp(block->bytes + i, text, length) == 0;
}

size_t line_end(const struct norm_block *block, size_t i) {
  size_t last = i + LINE_SHAPE_MAX;
  while (i < block->count && i < last && !norm_is_line_break(block, i)) i++;
  return i;
}

size_t line_begin(const struct norm_block *block, size_t i) {
  size_t first = i > LINE_SHAPE_MAX ? i - LINE_SHAPE_MAX : 0;
  while (i > first && !norm_is_line_break(block, i - 1)) i--;
  return i;
}

bool line_has_digit(const struct norm_block *block, size_t i) {
  return i < block->count && ascii_is_digit((char)block->bytes[i]);
}

int line_heading_level(const struct norm_block *block, size_t i) {
  int level = 0;
  while (i < block->count && block->bytes[i] == '#' && level < 7) i++, level++;
  return level < 7 && i < block->count && block->bytes[i] == ' ' && !norm_is_line_break(block, i) ? level : 0;
}

/* The index after at most `most` digits. */
static size_t skip_some_digits(const struct norm_block *block, size_t i, size_t most) {
  size_t last = i + most;
  return line_skip_digits(block, i, last < block->count ? last : block->count);
}

/* The index after "dec 15 "; `i` if the line begins otherwise. */
static size_t skip_day(const struct norm_block *block, size_t i) {
  for (size_t k = i; k < i + 3; k++)
    if (k >= block->count || !ascii_is_lower((char)block->bytes[k])) return i;
  size_t to = skip_some_digits(block, i + 4, 2);
  return block->bytes[i + 3] == ' ' && to > i + 4 && line_starts_with(block, to, " ") ? to + 1 : i;
}

/* "10:44:09", "dec 15 06:41:02", "2026-03-02", "2026/03/02" */
static bool begins_with_time(const struct norm_block *block, size_t i) {
  i = skip_day(block, i);
  size_t to = skip_some_digits(block, i, 5);
  if (to == i + 2) return line_starts_with(block, to, ":") && line_has_digit(block, to + 1);
  return to == i + 4 && (line_starts_with(block, to, "-") || line_starts_with(block, to, "/"));
}

bool line_begins_message(const struct norm_block *block, size_t i) {
  static const char *const STARTS[] = {"error", "warn",         "info",         "debug",
                                       "fatal", "time=",        "level=",       "traceback",
                                       "mcp ",  "\xE2\x8F\xBA", "\xE2\x97\x8F", "\xE2\x9A\xA0"};
  for (size_t k = 0; k < sizeof STARTS / sizeof *STARTS; k++)
    if (line_starts_with(block, i, STARTS[k])) return true;
  return begins_with_time(block, i + line_starts_with(block, i, "["));
}

bool line_contains(const struct norm_block *block, size_t i, size_t end, const char *text) {
  size_t length = strlen(text);
  while (i + length <= end) {
    const unsigned char *at = memchr(block->bytes + i, *text, end - i - length + 1);
    if (!at) return false;
    if (memcmp(at, text, length) == 0) return true;
    i = (size_t)(at - block->bytes) + 1;
  }
  return false;
}

bool line_contains_any(const struct norm_block *block, size_t i, size_t end, const char *const *texts,
                       size_t count) {
  for (size_t k = 0; k < count; k++)
    if (line_contains(block, i, end, texts[k])) return true;
  return false;
}

bool line_ends_with(const struct norm_block *block, size_t i, size_t end, const char *text) {
  size_t length = strlen(text);
  return i + length <= end && line_starts_with(block, end - length, text);
}

size_t line_skip_name(const struct norm_block *block, size_t i, size_t end, const char *more) {
  while (i < end && (ascii_is_alnum((char)block->bytes[i]) || line_is_among(block->bytes[i], more))) i++;
  return i;
}

size_t line_skip_digits(const struct norm_block *block, size_t i, size_t end) {
  while (i < end && ascii_is_digit((char)block->bytes[i])) i++;
  return i;
}

size_t line_count(const struct norm_block *block, size_t i, size_t end, char c) {
  size_t count = 0;
  for (; i < end; i++) count += block->bytes[i] == (unsigned char)c;
  return count;
}

size_t line_window_end(const struct norm_block *block, size_t i) {
  size_t last = i + LINE_SHAPE_MAX;
  while (i < block->count && i < last && !norm_is_blank_line(block, i)) i++;
  return i;
}

/* Whether the line that ends at `end` goes on in the next one, which begins as the middle of a sentence does.
 */
static bool is_wrapped(const struct norm_block *block, size_t i, size_t end) {
  enum { WRAPPED_MIN = 48 };
  if (end < i + WRAPPED_MIN || end + 2 >= block->count || norm_is_blank_line(block, end)) return false;
  size_t next = end + 1, word = line_skip_name(block, next, line_end(block, next), "'_-.,");
  bool message = line_is_among(block->bytes[end - 1], ":") || line_begins_message(block, next);
  return !message && ascii_is_lower((char)block->bytes[next]) && word > next && block->bytes[word] == ' ' &&
         !norm_is_line_break(block, word);
}

size_t line_paragraph_end(const struct norm_block *block, size_t i) {
  size_t first = i, end = line_end(block, i);
  while (end < first + LINE_SHAPE_MAX && is_wrapped(block, i, end)) i = end + 1, end = line_end(block, i);
  return end < first + LINE_SHAPE_MAX ? end : first + LINE_SHAPE_MAX;
}
