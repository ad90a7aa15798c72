/* line_time.c: a line of normalized text -> the date and the time that it begins with. */
#include "line_time.h"

#include "base/ascii.h"
#include "line_text.h"

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

bool line_begins_with_time(const struct norm_block *block, size_t i) {
  i = skip_day(block, i);
  size_t to = skip_some_digits(block, i, 5);
  if (to == i + 2) return line_starts_with(block, to, ":") && line_has_digit(block, to + 1);
  return to == i + 4 && (line_starts_with(block, to, "-") || line_starts_with(block, to, "/"));
}

/* Digits and "+,-./:", which follow each other, and the letters of "2026-03-12t07:30:01z". */
static inline bool is_of_time(unsigned char c) { return (c >= '+' && c <= ':') || c == 't' || c == 'z'; }

size_t line_skip_time(const struct norm_block *block, size_t i, size_t end) {
  size_t to = skip_day(block, i);
  if (!line_begins_with_time(block, i)) return i;
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

/* ---- What a log puts before the time ---- */

/* The index after "web-1 | " of Docker Compose; `i` if the line begins otherwise. */
static size_t skip_service(const struct norm_block *block, size_t i, size_t end) {
  size_t to = line_skip_name(block, i, end, "_-.");
  if (to == i || !line_starts_with(block, to, " |")) return i;
  return line_skip_among(block, to + 2, end, " ");
}

/* A byte of a space, a bracket, a bullet, a byte order mark or an emoji. */
static bool is_sign(unsigned char c) {
  return c < 0xC0 ? !ascii_is_alnum((char)c) : c == 0xE2 || c == 0xEF || c == 0xF0;
}

static bool is_weekday(const struct norm_block *block, size_t from, size_t to) {
  static const char *const DAYS[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  return to == from + 3 && LINE_STARTS_WITH_ANY(block, from, DAYS);
}

/* "[name]", "level=", "info", "thu", and in an object a key or a value */
static bool is_before_time(const struct norm_block *block, size_t from, size_t to, bool in_object) {
  unsigned char before = from ? block->bytes[from - 1] : ' ';
  if (line_starts_with(block, to, "=") || (before == '[' && line_starts_with(block, to, "]"))) return true;
  if (in_object && line_is_among(before, "'@") && line_starts_with(block, to, "'")) return true;
  return line_is_level(block, from, to) || is_weekday(block, from, to);
}

/* The letter of a level, which klog writes in front of the date: "i0312 07:30:01.247" */
static bool is_level_letter(const struct norm_block *block, size_t i) {
  return i < block->count && line_is_among(block->bytes[i], "iwef") && line_has_digit(block, i + 1);
}

bool line_is_timed(const struct norm_block *block, size_t end) {
  enum { BEFORE_MAX = 40 };
  size_t i = skip_service(block, line_starts_with(block, 0, " "), end);
  size_t last = end - i < BEFORE_MAX ? end : i + BEFORE_MAX;
  bool in_object = line_starts_with(block, i, "{");
  while (i < last && !line_has_digit(block, i)) {
    size_t to = line_skip_name(block, i, last, "_-.");
    if (to == i && !is_sign(block->bytes[i])) return false;
    if (to > i && !is_before_time(block, i, to, in_object)) break;
    i = to > i ? to : i + 1;
  }
  i += is_level_letter(block, i);
  return line_find_clock(block, i, end) < end;
}
