/* normalize.c: raw text -> the folded bytes that phrases are matched on, each with its place. */
#include "normalize.h"

#include <string.h>

#include "base/ascii.h"
#include "base/escape.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "fold.h"

/* What a terminal escape is waiting for. */
enum { ESCAPE_NONE, ESCAPE_CSI, ESCAPE_OSC };

_Static_assert(2 * ESCAPE_MAX - 6 <= NORM_LOOKAHEAD, "an entity in an entity is one unit");

/* Raw bytes that the fold tables leave to the slow path. */
struct unit {
  const unsigned char *raw;
  size_t left; /* raw bytes from here on */
};

void norm_start(struct normalizer *view, bool extended) {
  *view = (struct normalizer){.extended = extended, .line_start = true};
}

static void put(struct norm_block *block, unsigned char byte, size_t at, size_t width) {
  block->bytes[block->count] = byte;
  block->at[block->count] = at;
  block->width[block->count] = (uint8_t)width;
  block->count++;
}

/* U+0130 and U+212A are the two characters outside ASCII whose lower case is an ASCII letter. */
static size_t take_plain(struct normalizer *view, struct unit u, struct norm_block *block) {
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
  put(block, folded, view->offset, taken == 1 ? 1 : taken | NORM_FOLDED);
  return taken;
}

/* White space: a run becomes one space, or one line break where the run holds any. */
static void put_space(struct normalizer *view, bool line_break, size_t width, struct norm_block *block) {
  view->line_start = view->line_start || line_break;
  if (!block->count || block->bytes[block->count - 1] != ' ') put(block, ' ', view->offset, width);
  if (!line_break) return;
  block->width[block->count - 1] = NORM_BREAK_WIDTH;
  view->broken = true;
}

/* One character as the extended view shows it; it lies in `width` raw bytes, escaped or not. */
static void put_character(struct normalizer *view, uint32_t c, size_t width, bool escaped,
                          struct norm_block *block) {
  unsigned char bytes[4];
  if (unicode_is_invisible(c)) return;
  if (unicode_is_space(c)) {
    put_space(view, c == 0x85 || c >= 0x2028, width, block);
    return;
  }
  view->line_start = false;
  unsigned char ascii = fold_to_ascii(c);
  if (ascii) {
    put(block, ascii, view->offset, width);
    return;
  }
  size_t count = utf8_encode(fold_to_lower(c), bytes);
  for (size_t i = 0; i < count; i++) {
    if (escaped)
      put(block, bytes[i], view->offset, width);
    else
      put(block, bytes[i], view->offset + i, 1);
  }
}

static void put_ascii(struct normalizer *view, unsigned char c, size_t width, struct norm_block *block) {
  if (c == '\n' || c == '\r' || c == ' ' || (c >= '\t' && c <= '\f'))
    put_space(view, c == '\n', width, block);
  else if (c == 0x1B)
    view->escape = ESCAPE_CSI;
  else if (FOLD_EXTENDED[c]) {
    view->line_start = false;
    put(block, FOLD_EXTENDED[c], view->offset, width);
  } else
    put(block, c, view->offset, width);
}

/* The character that `taken` raw bytes escape. Where they are none, or half a pair, the first stands for
 * itself. Returns how many raw bytes that is. */
static size_t put_escaped(struct normalizer *view, uint32_t c, size_t taken, struct unit u,
                          struct norm_block *block) {
  if (!taken || (c >= 0xD800 && c < 0xE000)) {
    put(block, *u.raw, view->offset, 1);
    return 1;
  }
  if (c < 0x80)
    put_ascii(view, (unsigned char)c, taken, block);
  else
    put_character(view, c, taken, true, block);
  return taken;
}

/* The ways programs print the ESC character as text. */
static size_t written_escape(struct unit u) {
  static const char *const WRITTEN[] = {"\\x1b[", "\\x1B[", "\\033[", "\\e["};
  for (size_t i = 0; i < sizeof WRITTEN / sizeof *WRITTEN; i++) {
    size_t length = strlen(WRITTEN[i]);
    if (u.left >= length && memcmp(u.raw, WRITTEN[i], length) == 0) return length - 1;
  }
  return 0;
}

/* Does a quote stand there that was made another one of, or an entity, behind the backslash that escaped it?
 */
static bool other_quote(const unsigned char *raw, size_t left) {
  uint32_t c;
  return *raw == '&' || (utf8_decode(raw, left, &c) > 1 && fold_to_ascii(c) == '\'');
}

/* A backslash: an escape of JSON, however often it was escaped again, or itself. */
static size_t take_backslash(struct normalizer *view, struct unit u, struct norm_block *block) {
  static const char LETTERS[] = "nrtbf\"'/`";
  static const char MEANING[] = "\n\r\t\b\f\"'/`";
  uint32_t c;
  size_t taken = written_escape(u);
  if (taken) {
    view->escape = ESCAPE_CSI;
    return taken;
  }
  if (u.left < 2) {
    put(block, '\\', view->offset, 1);
    return 1;
  }
  if (u.raw[1] == '\\') return 1; /* the last one of a run counts */
  if (other_quote(u.raw + 1, u.left - 1)) return 1;
  const char *letter = u.raw[1] ? strchr(LETTERS, u.raw[1]) : NULL;
  if (letter) {
    put_ascii(view, (unsigned char)MEANING[letter - LETTERS], 2, block);
    return 2;
  }
  taken = escape_utf16((const char *)u.raw, u.left, &c);
  return put_escaped(view, c, taken, u, block);
}

/* "&quot;"; "&amp;quot;" is the same, escaped once more. */
static size_t take_entity(struct normalizer *view, struct unit u, struct norm_block *block) {
  const char *text = (const char *)u.raw;
  uint32_t c, inner;
  size_t taken = escape_entity(text, u.left, &c);
  /* The ; of "&amp;" is where the & of what it escapes would be. */
  size_t more = taken && c == '&' ? escape_entity(text + taken - 1, u.left - taken + 1, &inner) : 0;
  if (more) {
    taken += more - 1;
    c = inner;
  }
  return put_escaped(view, c, c ? taken : 0, u, block);
}

/* "%27" in an address. Only ASCII that can be read, so that a percentage stays one. */
static size_t take_percent(struct normalizer *view, struct unit u, struct norm_block *block) {
  uint32_t c;
  size_t taken = escape_percent((const char *)u.raw, u.left, &c);
  bool readable = taken && ((c >= ' ' && c < 0x7F) || c == '\n');
  put_ascii(view, readable ? (unsigned char)c : '%', readable ? taken : 1, block);
  return readable ? taken : 1;
}

/* A + between two words stands for a space, as in the query of an address. */
static size_t take_plus(struct normalizer *view, struct unit u, struct norm_block *block) {
  bool before = block->count && block->bytes[block->count - 1] != ' ';
  bool after = u.left > 1 && (ascii_is_alnum((char)u.raw[1]) || u.raw[1] == '%');
  if (before && after)
    put_space(view, false, 1, block);
  else
    put(block, '+', view->offset, 1);
  return 1;
}

/* "[0m", "[1;31m": a colour whose ESC was lost on the way. Returns its length, or 0. */
static size_t bare_colour(struct unit u) {
  size_t i = 1;
  while (i < u.left && i + 1 < NORM_LOOKAHEAD && ((u.raw[i] >= '0' && u.raw[i] <= '9') || u.raw[i] == ';'))
    i++;
  return i > 1 && i < u.left && u.raw[i] == 'm' ? i + 1 : 0;
}

static size_t take_utf8(struct normalizer *view, struct unit u, struct norm_block *block) {
  uint32_t c;
  size_t width = utf8_decode(u.raw, u.left, &c);
  if (width)
    put_character(view, c, width, false, block);
  else
    put(block, *u.raw, view->offset, 1);
  return width ? width : 1;
}

/* One byte of a terminal escape. An escape never swallows a line break, so a broken one hides no line. */
static size_t take_escape(struct normalizer *view, struct unit u, struct norm_block *block) {
  unsigned char c = *u.raw;
  bool parameter = c >= 0x20 && c <= 0x3F;
  if (c == '\n') {
    view->escape = ESCAPE_NONE;
    put_ascii(view, c, 1, block);
  } else if (view->escape == ESCAPE_OSC) {
    if (c == 0x07 || c == '\\') view->escape = ESCAPE_NONE;
  } else if (c == ']') {
    view->escape = ESCAPE_OSC;
  } else if (c != '[' && !parameter) {
    view->escape = ESCAPE_NONE;
    if (c < 0x40 || c > 0x7E) return 0; /* no escape after all: take the byte as text */
  }
  return 1;
}

static size_t take_extended(struct normalizer *view, struct unit u, struct norm_block *block) {
  unsigned char c = *u.raw;
  if (view->escape) {
    size_t taken = take_escape(view, u, block);
    if (taken) return taken;
  }
  if (c >= 0x80) return take_utf8(view, u, block);
  if (c == '\\') return take_backslash(view, u, block);
  if (c == '&') return take_entity(view, u, block);
  if (c == '%') return take_percent(view, u, block);
  if (c == '+') return take_plus(view, u, block);
  if (c == '[') {
    size_t colour = bare_colour(u);
    if (colour) return colour;
  }
  if (c == '|' && view->line_start) { /* "  | " before each line of a quoted stderr */
    put_space(view, true, 1, block);
    return 1;
  }
  put_ascii(view, c, 1, block);
  return 1;
}

/* Bytes that the table folds, up to the first that it does not. */
static size_t take_run(struct normalizer *view, const unsigned char *raw, size_t length,
                       struct norm_block *block) {
  const unsigned char *fold = view->extended ? FOLD_EXTENDED : FOLD_PLAIN;
  size_t room = NORM_CAPACITY - block->count;
  size_t limit = length < room ? length : room, i = 0;
  if (view->escape) return 0;
  for (; i < limit; i++) {
    unsigned char folded = fold[raw[i]];
    if (!folded || (folded == '|' && view->extended)) break;
    put(block, folded, view->offset + i, folded == raw[i] ? 1 : 1 | NORM_FOLDED);
  }
  if (i) view->line_start = false;
  return i;
}

size_t norm_fill(struct normalizer *view, const unsigned char *raw, size_t length, bool final,
                 struct norm_block *block) {
  size_t taken = 0;
  while (taken < length && block->count + NORM_UNIT_MAX <= NORM_CAPACITY) {
    size_t step = take_run(view, raw + taken, length - taken, block);
    if (!step) {
      struct unit u = {raw + taken, length - taken};
      if (u.left < NORM_LOOKAHEAD && !final) break;
      step = view->extended ? take_extended(view, u, block) : take_plain(view, u, block);
    }
    taken += step;
    view->offset += step;
  }
  return taken;
}
