/* line_text.c: simple questions about a line of normalized text. */
#include "line_text.h"

#include <string.h>

#include "base/ascii.h"
#include "grams.h"

/* Whether the text is at `i`, all of it before `end`. */
static inline bool is_text_at(const struct norm_block *block, size_t i, size_t end, const char *text) {
  size_t k = 0;
  while (text[k] && i + k < end && block->bytes[i + k] == (unsigned char)text[k]) k++;
  return !text[k];
}

bool line_goes_on_with(const struct norm_block *block, size_t i, const char *text) {
  return is_text_at(block, i, block->count, text);
}

bool line_starts_with_any(const struct norm_block *block, size_t i, const char *const *texts, size_t count) {
  if (i >= block->count) return false;
  unsigned char first = block->bytes[i], second = block->bytes[i + 1];
  for (size_t k = 0; k < count; k++)
    if ((unsigned char)texts[k][0] == first && (!texts[k][1] || (unsigned char)texts[k][1] == second) &&
        line_goes_on_with(block, i, texts[k]))
      return true;
  return false;
}

size_t line_end(const struct norm_block *block, size_t i) {
  if (i >= block->count) return i;
  return norm_find_line_break(block, i, line_part_end(block, i));
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
  if (i + 4 >= block->count || block->bytes[i + 3] != ' ') return i;
  for (size_t k = i; k < i + 3; k++)
    if (k >= block->count || !ascii_is_lower((char)block->bytes[k])) return i;
  size_t to = skip_some_digits(block, i + 4, 2);
  return to > i + 4 && line_starts_with(block, to, " ") ? to + 1 : i;
}

/* "10:44:09", "dec 15 06:41:02", "2026-03-02", "2026/03/02" */
static bool begins_with_time(const struct norm_block *block, size_t i) {
  i = skip_day(block, i);
  size_t to = skip_some_digits(block, i, 5);
  if (to == i + 2) return line_starts_with(block, to, ":") && line_has_digit(block, to + 1);
  return to == i + 4 && (line_starts_with(block, to, "-") || line_starts_with(block, to, "/"));
}

/* The same, without what is noted of the line. */
static bool has_start_of_message(const struct norm_block *block, size_t i) {
  static const char *const STARTS[] = {"error", "warn",         "info",         "debug",
                                       "fatal", "time=",        "level=",       "traceback",
                                       "mcp ",  "\xE2\x8F\xBA", "\xE2\x97\x8F", "\xE2\x9A\xA0"};
  if (i >= block->count) return false;
  char first = (char)block->bytes[i];
  if (!ascii_is_digit(first) && LINE_STARTS_WITH_ANY(block, i, STARTS)) return true;
  return begins_with_time(block, i + line_starts_with(block, i, "["));
}

bool line_begins_message(const struct norm_block *block, size_t i) {
  return i == block->line_from ? block->line_of_message : has_start_of_message(block, i);
}

void line_note(struct norm_block *block, size_t i) {
  grams_note(block);
  block->line_from = i;
  block->line_of_message = has_start_of_message(block, i);
}

static inline bool has_gram(const struct norm_block *block, const char *text) {
  return gram_may_be_in(block, gram_bit(anchor_key((const unsigned char *)text)));
}

/* A cheap test: whether the text may be in the block. */
static inline bool is_noted(const struct norm_block *block, const char *text) {
  if (!text[1] || !text[2] || !text[3]) return true;
  return has_gram(block, text) && (!text[4] || !text[5] || has_gram(block, text + 2));
}

/* The place of a pair of bytes. Few pairs of a line share one. */
static inline size_t pair_place(unsigned char first, unsigned char second) {
  return (first * 33u ^ second) % NORM_PAIRS;
}

/* The short texts that line_may_have() searches for may reach beyond the line. */
enum { SHORT_MAX = 3 };

void line_note_pairs(struct norm_block *block, size_t i) {
  size_t end = line_end(block, i) + SHORT_MAX;
  if (end > block->count) end = block->count;
  memset(block->bytes_noted, 0, sizeof block->bytes_noted);
  memset(block->pairs_noted, 0, sizeof block->pairs_noted);
  block->pairs_from = i;
  block->pairs_to = end;
  for (; i < end; i++) {
    block->bytes_noted[block->bytes[i]] = 1;
    block->pairs_noted[pair_place(block->bytes[i], block->bytes[i + 1])] = 1;
  }
}

static inline bool has_pairs_noted(const struct norm_block *block, size_t i, size_t end) {
  return i >= block->pairs_from && end <= block->pairs_to;
}

static inline bool may_have_byte(const struct norm_block *block, size_t i, size_t end, unsigned char byte) {
  return !has_pairs_noted(block, i, end) || block->bytes_noted[byte];
}

/* Whether the first pairs of the text may be in the line whose pairs are noted. */
static inline bool may_have_pairs(const struct norm_block *block, const unsigned char *text) {
  if (!text[1]) return block->bytes_noted[text[0]];
  return block->pairs_noted[pair_place(text[0], text[1])] &&
         (!text[2] || block->pairs_noted[pair_place(text[1], text[2])]);
}

static size_t search_text(const struct norm_block *block, size_t i, size_t end, const char *text) {
  const unsigned char *bytes = block->bytes, *wanted = (const unsigned char *)text;
  if (i >= end || (has_pairs_noted(block, i, end) && !may_have_pairs(block, wanted))) return end;
  if (!text[1]) {
    const unsigned char *at = memchr(bytes + i, *wanted, end - i);
    return at ? (size_t)(at - bytes) : end;
  }
  for (; i + 1 < end; i++) {
    i = vector_find_pair(bytes, i, end - 1, wanted[0], wanted[1]);
    if (i + 1 < end && is_text_at(block, i, end, text)) return i;
  }
  return end;
}

size_t line_find(const struct norm_block *block, size_t i, size_t end, const char *text) {
  return is_noted(block, text) ? search_text(block, i, end, text) : end;
}

bool line_contains(const struct norm_block *block, size_t i, size_t end, const char *text) {
  return line_find(block, i, end, text) < end;
}

bool line_contains_any(const struct norm_block *block, size_t i, size_t end, const char *const *texts,
                       size_t count) {
  for (size_t k = 0; k < count; k++)
    if (is_noted(block, texts[k]) && search_text(block, i, end, texts[k]) < end) return true;
  return false;
}

bool line_may_have(const struct norm_block *block, size_t i, size_t end, const char *text) {
  if (text[0] && text[1] && text[2] && text[3]) return is_noted(block, text);
  size_t last = end + SHORT_MAX < block->count ? end + SHORT_MAX : block->count;
  return search_text(block, i, last, text) < last;
}

bool line_may_have_any(const struct norm_block *block, size_t i, size_t end, const char *const *texts,
                       size_t count) {
  for (size_t k = 0; k < count; k++)
    if (line_may_have(block, i, end, texts[k])) return true;
  return false;
}

bool line_ends_with(const struct norm_block *block, size_t i, size_t end, const char *text) {
  size_t length = strlen(text);
  return i + length <= end && line_starts_with(block, end - length, text);
}

bool line_ends_with_any(const struct norm_block *block, size_t i, size_t end, const char *const *texts,
                        size_t count) {
  for (size_t k = 0; k < count; k++)
    if (is_noted(block, texts[k]) && line_ends_with(block, i, end, texts[k])) return true;
  return false;
}

/* Whether a normalized byte is a letter or a digit. */
static inline bool is_alnum_byte(unsigned char c) {
  return (unsigned char)((c | 0x20) - 'a') < 26 || (unsigned char)(c - '0') < 10;
}

bool line_is_level(const struct norm_block *block, size_t from, size_t to) {
  static const char *const LEVELS[] = {"error", "warn",  "warning", "info", "debug",
                                       "fatal", "trace", "notice",  "err",  "critical"};
  for (size_t k = 0; k < sizeof LEVELS / sizeof *LEVELS; k++)
    if (strlen(LEVELS[k]) == to - from && line_starts_with(block, from, LEVELS[k])) return true;
  return false;
}

size_t line_skip_name(const struct norm_block *block, size_t i, size_t end, const char *more) {
  while (i < end && (is_alnum_byte(block->bytes[i]) || line_is_among(block->bytes[i], more))) i++;
  return i;
}

size_t line_skip_digits(const struct norm_block *block, size_t i, size_t end) {
  while (i < end && ascii_is_digit((char)block->bytes[i])) i++;
  return i;
}

/* Digits and "+,-./:", which follow each other, and the letters of "2026-03-12t07:30:01z". */
static inline bool is_of_time(unsigned char c) { return (c >= '+' && c <= ':') || c == 't' || c == 'z'; }

size_t line_skip_time(const struct norm_block *block, size_t i, size_t end) {
  size_t to = skip_day(block, i);
  if (!begins_with_time(block, i)) return i;
  while (to < end &&
         (is_of_time(block->bytes[to]) || (block->bytes[to] == ' ' && line_has_digit(block, to + 1))))
    to++;
  return to;
}

/* ":30", and not the beginning of a longer number */
static bool is_pair_at(const struct norm_block *block, size_t i, size_t end) {
  return i + 3 <= end && block->bytes[i] == ':' && skip_some_digits(block, i + 1, 3) == i + 3;
}

/* "07:30:01", "7:30:01:247", but not the beginning of "00:16:30:10:20:30" */
static bool is_clock_at(const struct norm_block *block, size_t i, size_t end) {
  size_t to = skip_some_digits(block, i, 2), more = to + 6;
  if (to == i || !is_pair_at(block, to, end) || !is_pair_at(block, to + 3, end)) return false;
  return !line_starts_with(block, more, ":") || skip_some_digits(block, more + 1, 3) == more + 4;
}

/* The index after "2026-03-12t", "12/mar/2026:", "03/12/26 "; `i` if there is no such date. */
static size_t skip_date(const struct norm_block *block, size_t i, size_t end) {
  static const char SEPARATORS[] = "-/. ";
  size_t to = skip_some_digits(block, i, 4);
  if (to == i || to >= end || !line_is_among(block->bytes[to], SEPARATORS)) return i;
  to = line_skip_name(block, to + 1, end, "");
  if (to >= end || !line_is_among(block->bytes[to], SEPARATORS)) return i;
  size_t last = skip_some_digits(block, to + 1, 4);
  return last > to + 1 ? line_skip_among(block, last, end, "t :,") : i;
}

/* The index after "2026 "; `i` if there is no number. */
static size_t skip_number(const struct norm_block *block, size_t i) {
  size_t to = skip_some_digits(block, i, 4);
  return to > i && line_starts_with(block, to, " ") ? to + 1 : i;
}

size_t line_find_clock(const struct norm_block *block, size_t i, size_t end) {
  size_t day = skip_day(block, i);
  const size_t starts[] = {i, day, skip_number(block, day), skip_date(block, i, end)};
  for (size_t k = 0; k < sizeof starts / sizeof *starts; k++)
    if (is_clock_at(block, starts[k], end)) return starts[k];
  return end;
}

size_t line_skip_among(const struct norm_block *block, size_t i, size_t end, const char *characters) {
  while (i < end && line_is_among(block->bytes[i], characters)) i++;
  return i;
}

bool line_is_gap(const struct norm_block *block, size_t i, size_t end) {
  return i + 1 < end && block->bytes[i] == ' ' && norm_at(block, i + 1) - norm_at(block, i) > 1;
}

size_t line_count(const struct norm_block *block, size_t i, size_t end, char c) {
  vector wanted = vector_all((unsigned char)c);
  size_t count = 0;
  if (!may_have_byte(block, i, end, (unsigned char)c)) return 0;
  for (; i < end; i += VECTOR_BYTES) {
    uint32_t found = vector_mask(vector_equal(vector_load(block->bytes + i), wanted));
    if (end - i < VECTOR_BYTES) found &= (UINT32_C(1) << (end - i)) - 1;
    for (; found; found &= found - 1) count++;
  }
  return count;
}

size_t line_part_end(const struct norm_block *block, size_t i) {
  size_t last = i + LINE_SHAPE_MAX;
  return last < block->count ? last : block->count;
}

size_t line_window_end(const struct norm_block *block, size_t i) {
  size_t last = line_part_end(block, i);
  if (i >= block->count) return i;
  while ((i = norm_find_line_break(block, i, last)) < last && !norm_is_blank_line(block, i)) i++;
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
