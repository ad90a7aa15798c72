/* line_time.c: a line of normalized text -> whether it begins with the time of a log. */
#include "line_time.h"

#include "base/ascii.h"
#include "line_text.h"

/* The index after "web-1 | " of Docker Compose; `i` if the line begins otherwise. */
static size_t skip_service(const struct norm_block *block, size_t i, size_t end) {
  size_t to = line_skip_name(block, i, end, "_-.");
  if (to == i || to + 2 > end || !line_starts_with(block, to, " |")) return i;
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
