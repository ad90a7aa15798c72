/* normalize.c: raw text -> normalized bytes, which phrases are compared with, and the raw range of each. */
#include "normalize.h"

#include <string.h>

#include "base/ascii.h"
#include "base/escape.h"
#include "base/text.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "contraction.h"
#include "fold.h"

/* The kind of terminal escape that the normalizer is in. */
enum { ESCAPE_NONE, ESCAPE_CSI, ESCAPE_OSC };

_Static_assert(2 * ESCAPE_MAX - 6 <= NORM_LOOKAHEAD, "an entity in an entity fits into the lookahead");

/* The raw bytes from the current one on. */
struct raw_rest {
  const unsigned char *raw;
  size_t left;
};

void norm_start(struct normalizer *norm, bool extended) {
  *norm = (struct normalizer){.extended = extended, .line_start = true};
}

/* `count` bytes follow that come from the offsets from `at` on. */
static void push_offsets(struct norm_block *block, size_t at, size_t count) {
  if (!block->count) block->start = at;
  if (block->regular && at == block->start + block->count) return;
  norm_fill_offsets(block);
  size_t *offsets = block->at + block->count;
  for (size_t i = 0; i < count; i++) offsets[i] = at + i;
}

static void push_byte(struct norm_block *block, unsigned char byte, size_t at, size_t width) {
  block->bytes[block->count] = byte;
  push_offsets(block, at, 1);
  block->width[block->count] = (uint8_t)width;
  block->count++;
}

/* The functions whose result is a size handle one unit of raw bytes and return its length. */

/* U+0130 and U+212A are the only characters outside ASCII whose lower case is an ASCII letter. */
static size_t fold_plain_unit(struct normalizer *norm, struct raw_rest u, struct norm_block *block) {
  static const unsigned char DOTTED_I[] = {0xC4, 0xB0};
  static const unsigned char KELVIN[] = {0xE2, 0x84, 0xAA};
  size_t taken = 1;
  unsigned char folded = *u.raw;
  if (u.left >= 2 && memcmp(u.raw, DOTTED_I, 2) == 0) {
    folded = 'i';
    taken = 2;
  } else if (u.left >= 3 && memcmp(u.raw, KELVIN, 3) == 0) {
    folded = 'k';
    taken = 3;
  }
  push_byte(block, folded, norm->offset, taken == 1 ? 1 : taken | NORM_FOLDED);
  return taken;
}

/* A run of white space becomes one space, or one line break if it contains one. */
static void push_space(struct normalizer *norm, bool line_break, size_t width, struct norm_block *block) {
  norm->line_start = norm->line_start || line_break;
  contraction_restore(block);
  if (!block->count || block->bytes[block->count - 1] != ' ') push_byte(block, ' ', norm->offset, width);
  if (!line_break) return;
  bool again = norm_is_line_break(block, block->count - 1);
  block->width[block->count - 1] = again ? NORM_BLANK_WIDTH : NORM_BREAK_WIDTH;
  norm->broken = true;
}

/* A character outside ASCII, which takes `width` raw bytes. If it was escaped, each of its bytes gets the
 * range of the whole escape. */
static void push_character(struct normalizer *norm, uint32_t c, size_t width, bool escaped,
                           struct norm_block *block) {
  unsigned char bytes[4];
  if (unicode_is_invisible(c)) return;
  if (unicode_is_space(c)) {
    push_space(norm, c == 0x85 || c >= 0x2028, width, block);
    return;
  }
  norm->line_start = false;
  unsigned char ascii = fold_to_ascii(c);
  if (ascii) {
    push_byte(block, ascii, norm->offset, width);
    return;
  }
  size_t count = utf8_encode(fold_to_lower(c), bytes);
  for (size_t i = 0; i < count; i++) {
    if (escaped)
      push_byte(block, bytes[i], norm->offset, width);
    else
      push_byte(block, bytes[i], norm->offset + i, 1);
  }
}

static void push_ascii(struct normalizer *norm, unsigned char c, size_t width, struct norm_block *block) {
  if (c == '\n' || c == '\r' || c == ' ' || (c >= '\t' && c <= '\f'))
    push_space(norm, c == '\n', width, block);
  else if (c == 0x1B)
    norm->escape = ESCAPE_CSI;
  else if (FOLD_EXTENDED[c]) {
    norm->line_start = false;
    push_byte(block, FOLD_EXTENDED[c], norm->offset, width);
  } else
    push_byte(block, c, norm->offset, width);
}

/* A character that was escaped in `taken` raw bytes. If `taken` is 0, or `c` is half of a surrogate pair,
 * there is no escape, and the first raw byte counts as itself. */
static size_t push_unescaped(struct normalizer *norm, uint32_t c, size_t taken, struct raw_rest u,
                             struct norm_block *block) {
  if (!taken || (c >= 0xD800 && c < 0xE000)) {
    push_byte(block, *u.raw, norm->offset, 1);
    return 1;
  }
  if (c < 0x80)
    push_ascii(norm, (unsigned char)c, taken, block);
  else
    push_character(norm, c, taken, true, block);
  return taken;
}

/* The length, without its [, of a terminal escape whose ESC was printed as text; 0 if there is none. */
static size_t printed_escape_length(struct raw_rest u) {
  static const char *const WRITTEN[] = {"\\x1b[", "\\x1B[", "\\033[", "\\e["};
  for (size_t i = 0; i < sizeof WRITTEN / sizeof *WRITTEN; i++)
    if (text_has_at((mcpx_text){(const char *)u.raw, u.left}, 0, WRITTEN[i])) return strlen(WRITTEN[i]) - 1;
  return 0;
}

/* Whether an escaped quote was later changed to a typographic quote or an entity; its backslash remains. */
static bool is_rewritten_quote(const unsigned char *raw, size_t left) {
  uint32_t c;
  return *raw == '&' || (utf8_decode(raw, left, &c) > 1 && fold_to_ascii(c) == '\'');
}

/* A JSON escape, also if its backslash was escaped again, or a plain backslash. */
static size_t unescape_backslash(struct normalizer *norm, struct raw_rest u, struct norm_block *block) {
  static const char LETTERS[] = "nrtbf\"'/`";
  static const char MEANING[] = "\n\r\t\b\f\"'/`";
  uint32_t c;
  size_t taken = printed_escape_length(u);
  if (taken) {
    norm->escape = ESCAPE_CSI;
    return taken;
  }
  if (u.left < 2) {
    push_byte(block, '\\', norm->offset, 1);
    return 1;
  }
  if (u.raw[1] == '\\') return 1; /* only the last backslash of a run counts */
  if (is_rewritten_quote(u.raw + 1, u.left - 1)) return 1;
  const char *letter = u.raw[1] ? strchr(LETTERS, u.raw[1]) : NULL;
  if (letter) {
    push_ascii(norm, (unsigned char)MEANING[letter - LETTERS], 2, block);
    return 2;
  }
  taken = escape_utf16((const char *)u.raw, u.left, &c);
  return push_unescaped(norm, c, taken, u, block);
}

/* "&quot;", and "&amp;quot;", which is the same escaped twice. */
static size_t unescape_entity(struct normalizer *norm, struct raw_rest u, struct norm_block *block) {
  const char *text = (const char *)u.raw;
  uint32_t c, inner;
  size_t taken = escape_entity(text, u.left, &c);
  /* In "&amp;quot;" the ; of "&amp;" takes the place of the & of "&quot;". */
  size_t more = taken && c == '&' ? escape_entity(text + taken - 1, u.left - taken + 1, &inner) : 0;
  if (more) {
    taken += more - 1;
    c = inner;
  }
  return push_unescaped(norm, c, c ? taken : 0, u, block);
}

/* "%27" in a URL. Only printable ASCII and line breaks are decoded, so that a percentage remains. */
static size_t unescape_percent(struct normalizer *norm, struct raw_rest u, struct norm_block *block) {
  uint32_t c;
  size_t taken = escape_percent((const char *)u.raw, u.left, &c);
  bool readable = taken && ((c >= ' ' && c < 0x7F) || c == '\n');
  push_ascii(norm, readable ? (unsigned char)c : '%', readable ? taken : 1, block);
  return readable ? taken : 1;
}

/* A + between two words is a space, as in the query of a URL. */
static size_t unescape_plus(struct normalizer *norm, struct raw_rest u, struct norm_block *block) {
  bool before = block->count && block->bytes[block->count - 1] != ' ';
  bool after = u.left > 1 && (ascii_is_alnum((char)u.raw[1]) || u.raw[1] == '%');
  if (before && after)
    push_space(norm, false, 1, block);
  else
    push_byte(block, '+', norm->offset, 1);
  return 1;
}

/* The length of a color code that lost its ESC ("[0m", "[1;31m"), or 0. */
static size_t bare_color_length(struct raw_rest u) {
  size_t i = 1;
  while (i < u.left && i + 1 < NORM_LOOKAHEAD && ((u.raw[i] >= '0' && u.raw[i] <= '9') || u.raw[i] == ';'))
    i++;
  return i > 1 && i < u.left && u.raw[i] == 'm' ? i + 1 : 0;
}

static size_t fold_utf8(struct normalizer *norm, struct raw_rest u, struct norm_block *block) {
  uint32_t c;
  size_t width = utf8_decode(u.raw, u.left, &c);
  if (width)
    push_character(norm, c, width, false, block);
  else
    push_byte(block, *u.raw, norm->offset, 1);
  return width ? width : 1;
}

/* One byte of a terminal escape. A line break always ends it, so that a broken escape cannot hide a line.
 * Returns 0 if the byte is text after all. */
static size_t skip_terminal_escape(struct normalizer *norm, struct raw_rest u, struct norm_block *block) {
  unsigned char c = *u.raw;
  bool parameter = c >= 0x20 && c <= 0x3F;
  if (c == '\n') {
    norm->escape = ESCAPE_NONE;
    push_ascii(norm, c, 1, block);
  } else if (norm->escape == ESCAPE_OSC) {
    if (c == 0x07 || c == '\\') norm->escape = ESCAPE_NONE;
  } else if (c == ']') {
    norm->escape = ESCAPE_OSC;
  } else if (c != '[' && !parameter) {
    norm->escape = ESCAPE_NONE;
    if (c < 0x40 || c > 0x7E) return 0;
  }
  return 1;
}

static size_t fold_extended_unit(struct normalizer *norm, struct raw_rest u, struct norm_block *block) {
  unsigned char c = *u.raw;
  if (norm->escape) {
    size_t taken = skip_terminal_escape(norm, u, block);
    if (taken) return taken;
  }
  if (c >= 0x80) return fold_utf8(norm, u, block);
  if (c == '\\') return unescape_backslash(norm, u, block);
  if (c == '&') return unescape_entity(norm, u, block);
  if (c == '%') return unescape_percent(norm, u, block);
  if (c == '+') return unescape_plus(norm, u, block);
  if (c == '[') {
    size_t length = bare_color_length(u);
    if (length) return length;
  }
  if (c == '|' && norm->line_start) { /* "  | " before each line of quoted output */
    bool known = block->count && norm_is_line_break(block, block->count - 1);
    if (!known) push_space(norm, true, 1, block);
    return 1;
  }
  push_ascii(norm, c, 1, block);
  return 1;
}

/* ---- Runs of bytes that are folded one by one ---- */

/* Where the fast path stops: bytes that FOLD_PLAIN sends to the slow path. */
static vector stops_plain(vector bytes) {
  return vector_or(vector_equal(bytes, vector_all(NORM_PLAIN_LEAD_2)),
                   vector_equal(bytes, vector_all(NORM_PLAIN_LEAD_3)));
}

/* The same for FOLD_EXTENDED, but a space after another byte than a space or a t is no stop: it stays, and
 * contraction_restore changes nothing before it. A bar is a stop. */
static vector stops_extended(vector bytes, vector before) {
  vector space = vector_all(' '), shifted = vector_or(bytes, space), lower = vector_or(before, space);
  vector plain_space = vector_equal(bytes, space);
  vector bad_space =
      vector_and(plain_space, vector_or(vector_equal(before, space), vector_equal(lower, vector_all('t'))));
  vector stops = vector_above(space, bytes); /* control bytes, and those above 127 */
  stops = vector_or(stops, bad_space);
  stops = vector_or(stops, vector_equal(shifted, vector_all('|'))); /* and the backslash */
  stops = vector_or(stops, vector_equal(bytes, vector_all('[')));
  stops = vector_or(stops, vector_equal(bytes, vector_all('%')));
  stops = vector_or(stops, vector_equal(bytes, vector_all('&')));
  stops = vector_or(stops, vector_equal(bytes, vector_all('+')));
  return vector_or(stops, vector_equal(bytes, vector_all(0x7F)));
}

/* Fold the bytes of a vector into the block at `at`. */
static void fold_vector(struct norm_block *block, size_t at, vector bytes, bool extended) {
  vector upper =
      vector_and(vector_above(bytes, vector_all('A' - 1)), vector_above(vector_all('Z' + 1), bytes));
  vector folded = vector_or(bytes, vector_where(upper, vector_all(0x20)));
  if (extended) {
    vector quote = vector_or(vector_equal(bytes, vector_all('"')), vector_equal(bytes, vector_all('`')));
    folded = vector_choose(quote, vector_all('\''), folded);
    upper = vector_or(upper, quote);
  }
  vector_store(block->bytes + at, folded);
  vector_store(block->width + at, vector_or(vector_all(1), vector_where(upper, vector_all(NORM_FOLDED))));
}

/* Whether the fast path takes the first byte of a run. */
static bool begins_run(const struct normalizer *norm, unsigned char c, const struct norm_block *block) {
  unsigned char before = block->count ? block->bytes[block->count - 1] : 0;
  if (!norm->extended) return FOLD_PLAIN[c] != 0;
  return c == ' ' ? before != ' ' && before != 't' : FOLD_EXTENDED[c] && c != '|';
}

/* The length of the run, at most `limit`, which is not 0; its first byte belongs to it. Reads no byte after
 * the limit, and may write some. */
static size_t fold_bytes(struct normalizer *norm, const unsigned char *raw, size_t limit,
                         struct norm_block *block) {
  size_t i = 0, count = block->count;
  unsigned char last[VECTOR_BYTES + 1];
  fold_vector(block, count, vector_all(raw[0]), norm->extended);
  for (i = 1; i < limit; i += VECTOR_BYTES) {
    const unsigned char *from = raw + i;
    if (limit - i < VECTOR_BYTES) { /* the rest, and zeros: they are stops, or beyond the limit */
      memset(last, 0, sizeof last);
      memcpy(last, raw + i - 1, limit - i + 1);
      from = last + 1;
    }
    vector bytes = vector_load(from);
    size_t stop =
        vector_first(norm->extended ? stops_extended(bytes, vector_load(from - 1)) : stops_plain(bytes));
    fold_vector(block, count + i, bytes, norm->extended);
    if (stop == VECTOR_BYTES) continue;
    i += stop;
    break;
  }
  return i < limit ? i : limit;
}

/* The length of a run that ends at its first space from index `from` on. */
static size_t end_at_space(const unsigned char *raw, size_t from, size_t run) {
  while (from < run && raw[from] != ' ') from++;
  return from < run ? from : run;
}

/* Where a space ends the run, as other white space does: where it could be the last unit in the block, or
 * where the bytes after it have to be known first. */
static size_t spaces_end(size_t length, bool final, const struct norm_block *block) {
  size_t last = NORM_CAPACITY - NORM_UNIT_MAX + 1, full = last > block->count ? last - block->count : 0;
  size_t wait = final ? SIZE_MAX : length < NORM_LOOKAHEAD ? 0 : length - NORM_LOOKAHEAD + 1;
  return full < wait ? full : wait;
}

static size_t fold_run(struct normalizer *norm, const unsigned char *raw, size_t length, bool final,
                       struct norm_block *block) {
  size_t room = NORM_CAPACITY - block->count, limit = length < room ? length : room;
  if (!limit || norm->escape || !begins_run(norm, *raw, block)) return 0;
  size_t run = fold_bytes(norm, raw, limit, block);
  if (norm->extended) run = end_at_space(raw, spaces_end(length, final, block), run);
  if (!run) return 0;
  push_offsets(block, norm->offset, run);
  block->count += run;
  if (run > 1 || *raw != ' ') norm->line_start = false;
  return run;
}

size_t norm_fill(struct normalizer *norm, const unsigned char *raw, size_t length, bool final,
                 struct norm_block *block) {
  size_t taken = 0;
  while (taken < length && block->count + NORM_UNIT_MAX <= NORM_CAPACITY) {
    size_t step = fold_run(norm, raw + taken, length - taken, final, block);
    if (!step) {
      struct raw_rest u = {raw + taken, length - taken};
      if (u.left < NORM_LOOKAHEAD && !final) break;
      step = norm->extended ? fold_extended_unit(norm, u, block) : fold_plain_unit(norm, u, block);
    }
    taken += step;
    norm->offset += step;
  }
  return taken;
}
