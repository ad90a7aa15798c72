/* phrase_scan.c: text -> which sets of phrases occur in it, and where each occurred first.
 *
 * Every phrase has a window: three of its bytes, chosen rare (tables/windows.def, derived from the phrases).
 * Each place of the text asks a bit map whether its three bytes are anybody's window; only where they are is
 * a phrase compared. Gaps are bounded, so the work at one place is too: linear whatever the text. */
#include "phrase_scan.h"

#include <string.h>

/* The rows of tables/phrases.def: a byte for the kind, the text, a NUL. One string, because a table of
 * pointers would need relocating, and costs more than the texts once a module is compressed. */
static const char PHRASES[] =
#define SET(name) "\1\0"
#define STATUS_SET(name) "\2\0"
#define BOTH(text) "\3" text "\0"
#define PROXY(text) "\4" text "\0"
#define EXACT(text) "\5" text "\0"
#define EXTENDED(text) "\6" text "\0"
#include "tables/phrases.def"
#undef SET
#undef STATUS_SET
#undef BOTH
#undef PROXY
#undef EXACT
#undef EXTENDED
    ;

/* Three parallel tables, a row a phrase, sorted by key: its window, where it stands in PHRASES, and how many
 * of its bytes come before the window. */
#define SET_START(phrase)
#define FILTER(...)
#define WINDOW(key, phrase, lead) key,
static const uint32_t WINDOW_KEYS[] = {
#include "tables/windows.def"
};
#undef WINDOW
#define WINDOW(key, phrase, lead) phrase,
static const uint16_t WINDOW_PHRASES[] = {
#include "tables/windows.def"
};
#undef WINDOW
#define WINDOW(key, phrase, lead) lead,
static const uint8_t WINDOW_LEADS[] = {
#include "tables/windows.def"
};
#undef WINDOW
#undef SET_START

/* Where the rows that begin a set stand in PHRASES. */
#define WINDOW(key, phrase, lead)
#define SET_START(phrase) phrase,
static const uint32_t SET_STARTS[] = {
#include "tables/windows.def"
};
#undef SET_START
#undef FILTER

#define SET_START(phrase)
#define FILTER(...) __VA_ARGS__,
static const uint8_t FILTER_BITS[] = {
#include "tables/windows.def"
};
#undef WINDOW
#undef SET_START
#undef FILTER

enum { NO_MATCH = -1 };
static const size_t WINDOW_COUNT = sizeof WINDOW_KEYS / sizeof *WINDOW_KEYS;
static const size_t SET_STARTS_COUNT = sizeof SET_STARTS / sizeof *SET_STARTS;
_Static_assert(SET_COUNT <= 256, "the sets of a rule are bytes");
_Static_assert(sizeof PHRASES < 65536, "the place of a phrase is 16 bits wide");

static enum phrase_kind kind_at(size_t at) { return (enum phrase_kind)PHRASES[at]; }

bool phrase_next(struct phrase *phrase) {
  if (phrase->text) phrase->at += 2 + strlen(phrase->text);
  phrase->kind = kind_at(phrase->at);
  phrase->text = PHRASES + phrase->at + 1;
  return phrase->at + 1 < sizeof PHRASES;
}

/* The first place in a sorted table that holds `wanted` or more. */
static size_t lower_bound(const uint32_t *table, size_t count, uint32_t wanted) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (table[middle] < wanted)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* The set that the phrase at that place belongs to: as many sets begin before it. */
static size_t set_of(size_t at) { return lower_bound(SET_STARTS, SET_STARTS_COUNT, (uint32_t)at); }

void scan_start(struct phrase_scan *scan, bool extended) {
  view_start(&scan->view, extended);
  scan->scanned = scan->carried = scan->block.count = 0;
  memset(scan->seen, 0, sizeof scan->seen);
}

bool scan_saw_any(const struct phrase_scan *scan) {
  uint64_t any = 0;
  for (size_t i = 0; i < sizeof scan->seen / sizeof *scan->seen; i++) any |= scan->seen[i];
  return any != 0;
}

/* ---- One phrase at one place ---- */

static bool is_break(const struct view_block *block, size_t i) {
  return block->bytes[i] == ' ' && block->width[i] == VIEW_BREAK_WIDTH;
}

static bool in_word(const struct view_block *block, size_t i) {
  unsigned char c = block->bytes[i];
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

static bool at_boundary(const struct view_block *block, size_t i) {
  return i == 0 || i >= block->count || !in_word(block, i - 1) || !in_word(block, i);
}

static bool is_digit(const struct view_block *block, size_t i) {
  return i < block->count && block->bytes[i] >= '0' && block->bytes[i] <= '9';
}

/* The status that the three digits at `i` name, or 0: only those that have a code of their own. */
static int status_at(const struct view_block *block, size_t i) {
  int status = 0;
  for (size_t k = i; k < i + 3; k++) {
    if (!is_digit(block, k)) return 0;
    status = status * 10 + (block->bytes[k] - '0');
  }
  return status == 401 || status == 403 || status == 404 || status / 100 == 5 ? status : 0;
}

/* A decimal number above zero at `i`: the place after it, or NO_MATCH. */
static long number_at(const struct view_block *block, size_t i) {
  bool above_zero = false;
  for (; is_digit(block, i); i++) above_zero = above_zero || block->bytes[i] != '0';
  return above_zero ? (long)i : NO_MATCH;
}

/* One plain byte of a phrase at `i`, where a line break may have come between. */
static long byte_at(const struct view_block *block, size_t i, unsigned char wanted) {
  if (i < block->count && block->bytes[i] == wanted) return (long)i + 1;
  bool broken = i + 1 < block->count && is_break(block, i) && block->bytes[i + 1] == wanted;
  return broken ? (long)i + 2 : NO_MATCH;
}

static long step_at(const struct view_block *block, size_t i, char step) {
  switch (step) {
    case '|': return at_boundary(block, i) ? (long)i : NO_MATCH;
    case '#': return number_at(block, i);
    case '@': return status_at(block, i) ? (long)i + 3 : NO_MATCH;
    default: return byte_at(block, i, (unsigned char)step);
  }
}

static size_t gap_of(char c) { return c == '*' ? GAP_LONG : c == '~' ? GAP_SHORT : 0; }

/* The piece of a phrase up to its next gap, at `i`: the place after it, or NO_MATCH. */
static long piece_at(const struct view_block *block, size_t i, const char *piece) {
  for (; *piece && !gap_of(*piece); piece++) {
    long next = step_at(block, i, *piece);
    if (next == NO_MATCH) return NO_MATCH;
    i = (size_t)next;
  }
  return (long)i;
}

/* A whole phrase at `i`. Behind a gap, the nearest place where the next piece stands is the one. */
static long phrase_at(const struct view_block *block, size_t i, const char *phrase) {
  long end = piece_at(block, i, phrase);
  phrase += strcspn(phrase, "*~");
  while (*phrase && end != NO_MATCH) {
    size_t from = (size_t)end, last = from + gap_of(*phrase++);
    end = NO_MATCH;
    for (; from <= last && from < block->count && end == NO_MATCH; from++)
      end = piece_at(block, from, phrase);
    phrase += strcspn(phrase, "*~");
  }
  return end;
}

/* ---- Windows ---- */

static uint32_t key_of(unsigned char a, unsigned char b, unsigned char c) {
  return (uint32_t)a << 16 | (uint32_t)b << 8 | c;
}

static bool filtered_in(uint32_t key) {
  uint32_t slot = filter_slot(key);
  return FILTER_BITS[slot / 8] >> (slot % 8) & 1;
}

static bool wanted_here(const struct phrase_scan *scan, enum phrase_kind kind) {
  if (kind == KIND_BOTH) return true;
  return scan->view.extended == (kind == KIND_EXTENDED);
}

/* An EXACT phrase counts only where folding changed none of its bytes. */
static bool as_written(const struct view_block *block, size_t from, size_t to) {
  uint8_t folded = 0;
  for (size_t i = from; i < to; i++) folded |= block->width[i];
  return !(folded & VIEW_FOLDED);
}

static void record(struct phrase_scan *scan, size_t set, size_t from, size_t to) {
  const struct view_block *block = &scan->block;
  struct phrase_place place = {block->at[from], block->at[to - 1] + (block->width[to - 1] & ~VIEW_FOLDED), 0};
  bool names_status = kind_at(SET_STARTS[set - 1]) == KIND_STATUS_SET;
  for (size_t i = from; names_status && i < to && !place.status; i++)
    if (at_boundary(block, i)) place.status = status_at(block, i);
  scan->first[set] = place;
  scan->seen[set / 64] |= UINT64_C(1) << (set % 64);
}

/* Only the first place of a set counts, so a later one is not even compared. */
static void try_phrase(struct phrase_scan *scan, size_t at, size_t from) {
  const struct view_block *block = &scan->block;
  size_t set = set_of(at);
  bool known = scan_saw(scan, set) && scan->first[set].start <= block->at[from];
  if (known || is_break(block, from)) return;
  long end = phrase_at(block, from, PHRASES + at + 1);
  if (end == NO_MATCH) return;
  if (kind_at(at) == KIND_EXACT && !as_written(block, from, (size_t)end)) return;
  record(scan, set, from, (size_t)end);
}

static bool breaks_between(const struct view_block *block, size_t from, size_t to) {
  for (size_t i = from; i < to && i < block->count; i++)
    if (is_break(block, i)) return true;
  return false;
}

/* Can the phrase match whose window is at `i`? The bytes at its start and behind its window say no to most.
 */
static inline bool plausible(const struct phrase_scan *scan, const char *phrase, size_t lead, size_t i) {
  const unsigned char *b = scan->block.bytes + i;
  phrase += *phrase == '|';
  char behind = phrase[lead + 3];
  bool same = b[-(ptrdiff_t)lead] == (unsigned char)*phrase;
  if (same && ((unsigned char)behind == b[3] || !behind || strchr("|#@*~", behind))) return true;
  return scan->view.broken && breaks_between(&scan->block, i - lead - (i > lead), i + 5);
}

/* Every phrase that has its window at `i`. A line break inside its lead shifts its start by one. */
static void probe(struct phrase_scan *scan, size_t i, uint32_t key) {
  for (size_t w = lower_bound(WINDOW_KEYS, WINDOW_COUNT, key); w < WINDOW_COUNT && WINDOW_KEYS[w] == key;
       w++) {
    size_t at = WINDOW_PHRASES[w], lead = WINDOW_LEADS[w];
    if (!wanted_here(scan, kind_at(at)) || i < lead) continue;
    if (!plausible(scan, PHRASES + at + 1, lead, i)) continue;
    try_phrase(scan, at, i - lead);
    if (scan->view.broken && i > lead) try_phrase(scan, at, i - lead - 1);
  }
}

/* Windows that a line break cuts in two. */
static void probe_broken(struct phrase_scan *scan, size_t i) {
  const unsigned char *b = scan->block.bytes + i;
  uint32_t key = is_break(&scan->block, i + 1) ? key_of(b[0], b[2], b[3]) : key_of(b[0], b[1], b[3]);
  if (filtered_in(key)) probe(scan, i, key);
}

static void scan_until(struct phrase_scan *scan, size_t until) {
  const struct view_block *block = &scan->block;
  const unsigned char *b = block->bytes;
  for (size_t i = scan->scanned; i < until && i + 3 <= block->count; i++) {
    uint32_t key = key_of(b[i], b[i + 1], b[i + 2]);
    if (filtered_in(key)) probe(scan, i, key);
    if (!scan->view.broken || i + 4 > block->count) continue;
    if (is_break(block, i + 1) || is_break(block, i + 2)) probe_broken(scan, i);
  }
  if (until > scan->scanned) scan->scanned = until;
}

/* Drop what no phrase can reach any more from the front of the block. */
static void slide(struct phrase_scan *scan) {
  struct view_block *block = &scan->block;
  size_t drop = scan->scanned > SCAN_LEFT ? scan->scanned - SCAN_LEFT : 0;
  size_t keep = block->count - drop;
  if (!drop) return;
  memmove(block->bytes, block->bytes + drop, keep);
  memmove(block->width, block->width + drop, keep);
  memmove(block->at, block->at + drop, keep * sizeof *block->at);
  block->count = keep;
  scan->scanned -= drop;
}

/* ---- Pieces of text ---- */

static size_t consume(struct phrase_scan *scan, const unsigned char *raw, size_t length, bool final) {
  size_t taken = 0, step;
  do {
    step = view_fill(&scan->view, raw + taken, length - taken, final, &scan->block);
    taken += step;
    if (scan->block.count + VIEW_UNIT_MAX > VIEW_CAPACITY) {
      scan_until(scan, scan->block.count - SCAN_RIGHT);
      slide(scan);
    }
  } while (step && taken < length);
  return taken;
}

/* Complete what the last piece left over with the start of this one; returns how much of it that took. */
static size_t consume_carry(struct phrase_scan *scan, const unsigned char *raw, size_t length) {
  size_t room = sizeof scan->carry - scan->carried, before = scan->carried;
  size_t added = length < room ? length : room;
  memcpy(scan->carry + before, raw, added);
  size_t taken = consume(scan, scan->carry, before + added, false);
  if (taken >= before) {
    scan->carried = 0;
    return taken - before;
  }
  scan->carried = before + added - taken;
  memmove(scan->carry, scan->carry + taken, scan->carried);
  return added;
}

void scan_feed(struct phrase_scan *scan, const unsigned char *raw, size_t length) {
  size_t taken = 0;
  if (scan->carried && length) taken = consume_carry(scan, raw, length);
  if (taken < length) taken += consume(scan, raw + taken, length - taken, false);
  if (taken < length) {
    scan->carried = length - taken;
    memcpy(scan->carry, raw + taken, scan->carried);
  }
}

void scan_finish(struct phrase_scan *scan) {
  consume(scan, scan->carry, scan->carried, true);
  scan->carried = 0;
  scan_until(scan, scan->block.count);
}
