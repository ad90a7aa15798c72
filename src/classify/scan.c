/* scan.c: text -> which sets of phrases occur in it, and where each occurred first.
 *
 * Every phrase has a window: four of its bytes, chosen rare (tables/derived/anchors.def, derived from the
 * phrases). Each place of the text asks a bit map whether its four bytes are anybody's window; only where
 * they are is a phrase compared. Gaps are bounded, so the work at one place is too: linear whatever the text.
 */
#include "scan.h"

#include <string.h>

#include "anchors.h"
#include "match.h"

/* The rows of tables/phrases.def: a byte for the kind, the text, a NUL. One string, because a table of
 * pointers would need relocating, and costs more than the texts once a module is compressed. */
static const char PHRASES[] =
#define SET(name) "\1\0"
#define STATUS_SET(name) "\2\0"
#define CODE_SET(name) "\3\0"
#define BOTH(text) "\4" text "\0"
#define PROXY(text) "\5" text "\0"
#define EXACT(text) "\6" text "\0"
#define EXTENDED(text) "\7" text "\0"
#include "tables/phrases.def"
    ;

/* Where the rows that begin a set stand in PHRASES. */
#define SET_START(phrase) phrase,
static const uint32_t SET_STARTS[] = {
#include "tables/derived/anchors.def"
};

/* Where the phrases stand that are too short for a window. */
#define SHORT(phrase) phrase,
static const uint32_t SHORT_PHRASES[] = {
#include "tables/derived/anchors.def"
};

static const size_t SET_STARTS_COUNT = sizeof SET_STARTS / sizeof *SET_STARTS;
_Static_assert(SET_COUNT <= 256, "the sets of a rule are bytes");
_Static_assert(sizeof PHRASES <= PHRASES_MAX, "whoever takes all phrases has room for them");

static enum phrase_kind kind_at(size_t at) { return (enum phrase_kind)PHRASES[at]; }

bool phrase_next(struct phrase *phrase) {
  if (phrase->text) phrase->at += 2 + strlen(phrase->text);
  phrase->kind = kind_at(phrase->at);
  phrase->text = PHRASES + phrase->at + 1;
  return phrase->at + 1 < sizeof PHRASES;
}

/* The set that the phrase at that place belongs to: the last one that begins before it. */
static size_t set_of(size_t at) {
  size_t low = 0, high = SET_STARTS_COUNT;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (SET_STARTS[middle] < at)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

void scan_start(struct phrase_scan *scan, bool extended) {
  norm_start(&scan->view, extended);
  scan->windows = anchor_index();
  scan->scanned = scan->carried = scan->block.count = 0;
  memset(scan->seen, 0, sizeof scan->seen);
}

bool scan_saw_any(const struct phrase_scan *scan) {
  uint64_t any = 0;
  for (size_t i = 0; i < sizeof scan->seen / sizeof *scan->seen; i++) any |= scan->seen[i];
  return any != 0;
}

/* ---- Windows ---- */

static bool wanted_here(const struct phrase_scan *scan, enum phrase_kind kind) {
  if (kind == KIND_BOTH) return true;
  return scan->view.extended == (kind == KIND_EXTENDED);
}

/* An EXACT phrase counts only where folding changed none of its bytes. */
static bool as_written(const struct norm_block *block, size_t from, size_t to) {
  uint8_t folded = 0;
  for (size_t i = from; i < to; i++) folded |= block->width[i];
  return !(folded & NORM_FOLDED);
}

static void record(struct phrase_scan *scan, size_t set, size_t from, size_t to) {
  const struct norm_block *block = &scan->block;
  struct phrase_place place = {block->at[from], block->at[to - 1] + (block->width[to - 1] & ~NORM_FOLDED), 0};
  enum phrase_kind kind = kind_at(SET_STARTS[set - 1]);
  if (kind == KIND_STATUS_SET) place.named = match_status(block, from, to);
  if (kind == KIND_CODE_SET) place.named = match_code(block, from);
  scan->first[set] = place;
  scan->seen[set / 64] |= UINT64_C(1) << (set % 64);
}

/* Only the first place of a set counts, so a later one is not even compared. */
static void try_phrase(struct phrase_scan *scan, size_t at, size_t from) {
  const struct norm_block *block = &scan->block;
  size_t set = set_of(at);
  bool known = scan_saw(scan, set) && scan->first[set].start <= block->at[from];
  if (known || norm_is_line_break(block, from)) return;
  long end = match_phrase(block, from, PHRASES + at + 1);
  if (end == MATCH_NONE) return;
  if (kind_at(at) == KIND_EXACT && !as_written(block, from, (size_t)end)) return;
  if (scan->view.extended && match_is_negated(block, from, (size_t)end)) return;
  record(scan, set, from, (size_t)end);
}

static bool breaks_between(const struct norm_block *block, size_t from, size_t to) {
  for (size_t i = from; i < to && i < block->count; i++)
    if (norm_is_line_break(block, i)) return true;
  return false;
}

/* Does the phrase stand around the window at `i`, by the look of the bytes at its start and behind its
 * window? They say no to most; where a line break may have moved them, they say nothing. */
static bool plausible(const struct phrase_scan *scan, const char *literal, size_t lead, size_t i) {
  const unsigned char *b = scan->block.bytes + i;
  char behind = literal[lead + ANCHOR_SIZE];
  bool same = b[-(ptrdiff_t)lead] == (unsigned char)*literal;
  if (same && ((unsigned char)behind == b[ANCHOR_SIZE] || !behind || strchr("|#@^*~", behind))) return true;
  return scan->view.broken && breaks_between(&scan->block, i - lead - (i > lead), i + ANCHOR_SIZE + 2);
}

/* The phrase of one window, whose bytes are at `i`. A line break inside its lead shifts its start by one. */
static void try_window(struct phrase_scan *scan, size_t window, size_t i, uint32_t key) {
  size_t at = scan->windows->phrases[window], lead = scan->windows->leads[window];
  const char *literal = PHRASES + at + 1;
  literal += *literal == '|';
  if (anchor_key((const unsigned char *)literal + lead) != key || i < lead) return;
  if (!wanted_here(scan, kind_at(at)) || !plausible(scan, literal, lead, i)) return;
  try_phrase(scan, at, i - lead);
  if (scan->view.broken && i > lead) try_phrase(scan, at, i - lead - 1);
}

static inline void probe(struct phrase_scan *scan, size_t i, uint32_t key) {
  uint32_t slot = anchor_slot(key);
  if (!(scan->windows->filter[slot / 8] >> (slot % 8) & 1)) return;
  const uint16_t *bucket = scan->windows->buckets + slot / SLOTS_PER_BUCKET;
  for (size_t window = bucket[0]; window < bucket[1]; window++) try_window(scan, window, i, key);
}

static size_t next_break(const struct norm_block *block, size_t from) {
  while (from < block->count && !norm_is_line_break(block, from)) from++;
  return from;
}

/* The window at `i` that a line break at `cut` cuts in two: its bytes without the break. */
static void probe_broken(struct phrase_scan *scan, size_t i, size_t cut) {
  unsigned char bytes[ANCHOR_SIZE];
  size_t count = 0;
  for (size_t k = i; k < scan->block.count && count < ANCHOR_SIZE; k++)
    if (k != cut) bytes[count++] = scan->block.bytes[k];
  if (count == ANCHOR_SIZE) probe(scan, i, anchor_key(bytes));
}

/* Only profile `proxy` has phrases that short. */
static void try_short_phrases(struct phrase_scan *scan, size_t i) {
  for (size_t k = 0; k < sizeof SHORT_PHRASES / sizeof *SHORT_PHRASES; k++)
    if (scan->block.bytes[i] == (unsigned char)PHRASES[SHORT_PHRASES[k] + 1])
      try_phrase(scan, SHORT_PHRASES[k], i);
}

static void scan_until(struct phrase_scan *scan, size_t until) {
  const struct norm_block *block = &scan->block;
  size_t cut = scan->view.broken ? scan->scanned : SIZE_MAX;
  for (size_t i = scan->scanned; i < until; i++) {
    if (i + ANCHOR_SIZE <= block->count) probe(scan, i, anchor_key(block->bytes + i));
    if (!scan->view.extended) try_short_phrases(scan, i);
    if (cut <= i) cut = next_break(block, i + 1);
    if (cut - i < ANCHOR_SIZE) probe_broken(scan, i, cut);
  }
  if (until > scan->scanned) scan->scanned = until;
}

/* Drop what no phrase can reach any more from the front of the block. */
static void slide(struct phrase_scan *scan) {
  struct norm_block *block = &scan->block;
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
    step = norm_fill(&scan->view, raw + taken, length - taken, final, &scan->block);
    taken += step;
    if (scan->block.count + NORM_UNIT_MAX > NORM_CAPACITY) {
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
