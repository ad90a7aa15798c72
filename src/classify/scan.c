/* scan.c: text -> which sets of phrases occur in it, and the range of the first match of each set.
 *
 * At each position a bitmap says whether the next four bytes are the anchor of any phrase. Only then is a
 * phrase compared. Gaps in phrases are bounded, so the work at one position is bounded too: the scan is
 * linear for every text. */
#include "scan.h"

#include <string.h>

#include "accept.h"
#include "anchors.h"
#include "grams.h"
#include "image_text.h"
#include "line_success.h"
#include "line_text.h"
#include "match.h"

/* The phrases that are too short for an anchor. */
static const uint32_t SHORT_PHRASES[] = {
#define SHORT(phrase, first) phrase,
#include "tables/derived/anchors.def"
};

void scan_start(struct phrase_scan *scan, bool extended) {
  scan->norm.extended = extended;
  scan->anchors = anchor_index();
  scan->image = NULL;
  scan_restart(scan);
}

void scan_restart(struct phrase_scan *scan) {
  norm_start(&scan->norm, scan->norm.extended);
  scan->scanned = scan->followed = scan->calm = scan->imaged = scan->dropped = scan->carried = 0;
  scan->names_begin = SIZE_MAX;
  norm_clear(&scan->block);
  memset(scan->seen, 0, sizeof scan->seen);
  quiet_start(&scan->quiet);
}

/* ---- Phrases at a position ---- */

static bool is_wanted(const struct phrase_scan *scan, enum phrase_kind kind) {
  if (kind == PHRASE_BOTH) return true;
  return scan->norm.extended == (kind == PHRASE_EXTENDED);
}

/* For EXACT phrases: normalization changed none of these bytes. */
static bool is_as_written(const struct norm_block *block, size_t from, size_t to) {
  uint8_t folded = 0;
  for (size_t i = from; i < to; i++) folded |= block->width[i];
  return !(folded & NORM_FOLDED);
}

/* ---- The text around the phrases ---- */

static void follow_text(struct phrase_scan *scan, size_t i) {
  quiet_step(&scan->quiet, &scan->block, i);
  if (scan->quiet.closes) accept_closed(scan);
  scan->quiet.closes = false;
  if (!scan->quiet.success && !scan->quiet.recovery) return;
  bool passing = !scan->quiet.success;
  scan->quiet.success = scan->quiet.recovery = false;
  accept_success(scan, scan->quiet.line_start, i + norm_is_line_break(&scan->block, i), passing);
}

/* The next index over which the text has to be followed. */
static size_t next_step(struct phrase_scan *scan) {
  if (!scan->quiet.started) return scan->followed;
  if (scan->calm < scan->followed) scan->calm = quiet_next_step(&scan->block, scan->followed);
  return scan->calm;
}

/* Follow the text up to an index. Only a match depends on what is around it, so the text is not followed
 * before a match needs it. `last`: no match follows. */
static void follow_until(struct phrase_scan *scan, size_t until, bool last) {
  scan->quiet.empty_until = last ? SIZE_MAX : until > SCAN_LEFT ? until - SCAN_LEFT : 0;
  while (next_step(scan) < until) {
    scan->followed = next_step(scan);
    follow_text(scan, scan->followed++);
  }
  if (until > scan->followed) scan->followed = until;
}

/* ---- Phrases at an anchor ---- */

/* A position of the scan, and the line breaks around it. */
struct spot {
  size_t i;
  size_t before; /* the index after the last break up to here; 0 for none */
  size_t after;  /* the next break; SIZE_MAX for none */
};

/* Only the first match of a set is kept, unless each one has a meaning. */
static bool is_needless(const struct phrase_scan *scan, size_t set, enum phrase_kind kind, size_t start) {
  if (kind > PHRASE_CONTEXT_SET) return false;
  if (scan_saw(scan, set) && scan->first[set].start <= start) return true;
  return kind != PHRASE_CONTEXT_SET && quiet_hides(&scan->quiet, start);
}

/* Whether the text is followed up to an index, or following it would change nothing. */
static bool is_followed(struct phrase_scan *scan, size_t until) {
  return !scan->norm.extended || next_step(scan) >= until;
}

/* The first `same` bytes of the phrase are known to be there. */
static void try_phrase(struct phrase_scan *scan, size_t at, size_t set, size_t from, size_t same, size_t i) {
  const struct norm_block *block = &scan->block;
  if (norm_is_line_break(block, from)) return;
  enum phrase_kind kind = phrase_set_kind(set);
  bool followed = is_followed(scan, i + 1);
  if (followed && is_needless(scan, set, kind, norm_at(block, from))) return;
  long end = match_phrase(block, from, same, phrase_text_at(at));
  if (end == MATCH_NONE) return;
  if (scan->norm.extended && kind != PHRASE_CONTEXT_SET) follow_until(scan, i + 1, false);
  if (!followed && is_needless(scan, set, kind, norm_at(block, from))) return;
  if (phrase_kind_at(at) == PHRASE_EXACT && !is_as_written(block, from, (size_t)end)) return;
  bool may_negate = scan->norm.extended && !accept_is_descriptive(kind);
  if (may_negate && match_is_negated(block, from, (size_t)end)) return;
  accept_match(scan, set, from, (size_t)end);
}

/* A cheap test before the comparison, which rejects most phrases: whether the bytes from `from` to the anchor
 * are those of the phrase, as far as no line break moved them. */
static inline bool may_begin(const struct phrase_scan *scan, const char *literal, size_t from,
                             const struct spot *spot) {
  const unsigned char *bytes = scan->block.bytes + from;
  size_t same = spot->before > from ? 1 : spot->i - from;
  for (size_t k = 0; k < same; k++)
    if (bytes[k] != (unsigned char)literal[k]) return false;
  return true;
}

/* Try the phrase of one anchor, whose bytes are at the spot. A line break before the anchor moves the start
 * by one. */
static void try_anchor(struct phrase_scan *scan, size_t anchor, const struct spot *spot, uint32_t key) {
  size_t at = scan->anchors->phrases[anchor], lead = scan->anchors->leads[anchor], i = spot->i;
  const char *literal = phrase_literal(phrase_text_at(at));
  if (anchor_key((const unsigned char *)literal + lead) != key || i < lead) return;
  if (!is_wanted(scan, phrase_kind_at(at))) return;
  size_t set = scan->anchors->sets[anchor];
  size_t same = spot->before > i - lead || spot->after < i + ANCHOR_SIZE ? 0 : lead + ANCHOR_SIZE;
  if (may_begin(scan, literal, i - lead, spot)) try_phrase(scan, at, set, i - lead, same, i);
  bool moved = i > lead && spot->before >= i - lead;
  if (moved && may_begin(scan, literal, i - lead - 1, spot)) try_phrase(scan, at, set, i - lead - 1, 0, i);
}

/* Whether the other bytes of the phrase may be in the block. */
static inline bool may_have_others(const struct phrase_scan *scan, size_t anchor) {
  unsigned other = scan->anchors->others[anchor];
  return !other || !scan->norm.extended || gram_may_be_in(&scan->block, other - 1);
}

static inline bool is_anchor_slot(const struct anchor_index *anchors, uint32_t slot) {
  return anchors->filter[slot / 8] >> (slot % 8) & 1;
}

static void probe_anchors(struct phrase_scan *scan, const struct spot *spot, uint32_t key) {
  uint32_t slot = anchor_slot(key);
  if (!is_anchor_slot(scan->anchors, slot)) return;
  const uint16_t *bucket = scan->anchors->buckets + anchor_bucket(slot);
  const unsigned char *bytes = scan->block.bytes + spot->i;
  int before = !spot->i ? 0 : spot->before == spot->i ? ANCHOR_ANY_BYTE : bytes[-1];
  int behind = spot->after > spot->i + ANCHOR_SIZE ? bytes[ANCHOR_SIZE] : ANCHOR_ANY_BYTE;
  for (size_t first = bucket[0], end = bucket[1]; first < end; first += VECTOR_BYTES) {
    uint32_t fitting = anchors_between(scan->anchors, first, before, behind);
    if (end - first < VECTOR_BYTES) fitting &= (UINT32_C(1) << (end - first)) - 1;
    if (fitting && scan->norm.extended) grams_note(&scan->block);
    for (; fitting; fitting &= fitting - 1) {
      size_t anchor = first + bits_lowest(fitting);
      if (may_have_others(scan, anchor)) try_anchor(scan, anchor, spot, key);
    }
  }
}

/* The first index from `i` on where four bytes have the slot of an anchor; `until` if there is none. */
static size_t next_anchor(const struct phrase_scan *scan, size_t i, size_t until) {
  const struct anchor_index *anchors = scan->anchors;
  const unsigned char *bytes = scan->block.bytes;
  for (; i + ANCHOR_SIZE < until; i += ANCHOR_SIZE) {
    uint64_t keys = anchor_four_keys(bytes + i);
    if (is_anchor_slot(anchors, anchor_slot((uint32_t)keys))) return i;
    if (is_anchor_slot(anchors, anchor_slot((uint32_t)(keys >> 8)))) return i + 1;
    if (is_anchor_slot(anchors, anchor_slot((uint32_t)(keys >> 16)))) return i + 2;
    if (is_anchor_slot(anchors, anchor_slot((uint32_t)(keys >> 24)))) return i + 3;
  }
  while (i < until && !is_anchor_slot(anchors, anchor_slot(anchor_key(bytes + i)))) i++;
  return i;
}

/* Probe the four bytes at the spot without the line break after it, if that is among them. */
static void probe_across_break(struct phrase_scan *scan, const struct spot *spot) {
  unsigned char bytes[ANCHOR_SIZE];
  size_t count = 0;
  if (spot->after - spot->i >= ANCHOR_SIZE) return;
  for (size_t k = spot->i; k < scan->block.count && count < ANCHOR_SIZE; k++)
    if (k != spot->after) bytes[count++] = scan->block.bytes[k];
  if (count == ANCHOR_SIZE) probe_anchors(scan, spot, anchor_key(bytes));
}

/* Only profile `proxy` has phrases that are too short for an anchor. */
static void try_short_phrases(struct phrase_scan *scan, size_t from, size_t until) {
  for (size_t k = 0; k < sizeof SHORT_PHRASES / sizeof *SHORT_PHRASES; k++) {
    const unsigned char *text = (const unsigned char *)phrase_text_at(SHORT_PHRASES[k]);
    for (size_t i = from; i < until; i++) {
      i = vector_find_pair(scan->block.bytes, i, until, text[0], text[1]);
      if (i < until) try_phrase(scan, SHORT_PHRASES[k], phrase_set_of(SHORT_PHRASES[k]), i, 0, i);
    }
  }
}

static size_t next_line_break(const struct norm_block *block, size_t from) {
  size_t found = norm_find_line_break(block, from, block->count);
  return found < block->count ? found : SIZE_MAX;
}

/* The index after the last line break before `i`, as far as a phrase can reach; 0 if there is none. */
static size_t after_last_break(const struct norm_block *block, size_t i) {
  for (size_t first = i > SCAN_LEFT ? i - SCAN_LEFT : 0; i > first; i--)
    if (norm_is_line_break(block, i - 1)) return i;
  return 0;
}

static inline bool has_plain_mark(const struct anchor_index *anchors, uint32_t key) {
  uint8_t mark = anchors->plain[anchor_plain_place(key)];
  return mark && (mark == anchor_plain_mark(key) || mark == PLAIN_MARK_ANY);
}

/* The same for profile `proxy`, in bytes whose case is not folded yet. */
static size_t next_plain_anchor(const struct anchor_index *anchors, const unsigned char *bytes, size_t i,
                                size_t until) {
  const uint8_t *plain = anchors->plain;
  for (; i + ANCHOR_SIZE < until; i += ANCHOR_SIZE) {
    uint64_t keys = anchor_four_keys(bytes + i) | ANCHOR_FOLD;
    if (plain[anchor_folded_place((uint32_t)keys)] | plain[anchor_folded_place((uint32_t)(keys >> 8))] |
        plain[anchor_folded_place((uint32_t)(keys >> 16))] |
        plain[anchor_folded_place((uint32_t)(keys >> 24))])
      for (size_t k = i; k < i + ANCHOR_SIZE; k++)
        if (has_plain_mark(anchors, anchor_key(bytes + k))) return k;
  }
  while (i < until && !has_plain_mark(anchors, anchor_key(bytes + i))) i++;
  return i;
}

/* Whether the raw bytes contain a phrase that is too short for an anchor. */
static bool has_short_phrase(const unsigned char *raw, size_t length) {
  size_t last = length > VECTOR_BYTES ? length - VECTOR_BYTES : 0; /* a vector reads no byte after the end */
  for (size_t k = 0; k < sizeof SHORT_PHRASES / sizeof *SHORT_PHRASES; k++) {
    const char *text = phrase_text_at(SHORT_PHRASES[k]);
    size_t size = strlen(text);
    for (size_t i = 0; i + size <= length; i++) {
      if (i < last) i = vector_find_pair(raw, i, last, (unsigned char)text[0], (unsigned char)text[1]);
      if (i + size <= length && raw[i] == (unsigned char)*text && memcmp(raw + i, text, size) == 0)
        return true;
    }
  }
  return false;
}

bool scan_may_match(const struct phrase_scan *scan, const unsigned char *raw, size_t length) {
  size_t whole = length < ANCHOR_SIZE ? 0 : length - ANCHOR_SIZE + 1;
  if (next_plain_anchor(scan->anchors, raw, 0, whole) < whole || has_short_phrase(raw, length)) return true;
  return memchr(raw, NORM_PLAIN_LEAD_2, length) || memchr(raw, NORM_PLAIN_LEAD_3, length);
}

static void scan_plain(struct phrase_scan *scan, size_t from, size_t until) {
  size_t count = scan->block.count, whole = count < ANCHOR_SIZE ? 0 : count - ANCHOR_SIZE + 1;
  size_t last = until < whole ? until : whole;
  struct spot spot = {from, 0, SIZE_MAX};
  for (; (spot.i = next_plain_anchor(scan->anchors, scan->block.bytes, spot.i, last)) < last; spot.i++)
    probe_anchors(scan, &spot, anchor_key(scan->block.bytes + spot.i));
  try_short_phrases(scan, from, until);
}

/* The positions from the spot on, up to the next line break. */
static void scan_line(struct phrase_scan *scan, struct spot *spot, size_t last) {
  const unsigned char *bytes = scan->block.bytes;
  size_t whole =
      scan->block.count < ANCHOR_SIZE ? 0 : scan->block.count - ANCHOR_SIZE + 1; /* four bytes follow */
  size_t far = spot->after < ANCHOR_SIZE ? 0 : spot->after - ANCHOR_SIZE + 1; /* without a break among them */
  size_t to = whole < far ? whole : far;
  if (to > last) to = last;
  for (; (spot->i = next_anchor(scan, spot->i, to)) < to; spot->i++)
    probe_anchors(scan, spot, anchor_key(bytes + spot->i));
  for (; spot->i < last; spot->i++) {
    if (spot->i < whole) probe_anchors(scan, spot, anchor_key(bytes + spot->i));
    probe_across_break(scan, spot);
  }
}

static void scan_extended(struct phrase_scan *scan, size_t from, size_t until) {
  const struct norm_block *block = &scan->block;
  struct spot spot = {from, after_last_break(block, from), SIZE_MAX};
  scan->block.grams_noted = false;   /* the last bytes may have changed, */
  scan->block.pairs_from = SIZE_MAX; /* and so may the line that they are in */
  while (spot.i < until) {
    if (norm_is_line_break(block, spot.i)) spot.before = spot.i + 1;
    spot.after = scan->norm.broken ? next_line_break(block, spot.i + 1) : SIZE_MAX;
    scan_line(scan, &spot, spot.after < until ? spot.after : until);
  }
}

/* `final`: the text ends in this block. */
static void scan_until(struct phrase_scan *scan, size_t until, bool final) {
  if (until <= scan->scanned) return;
  if (scan->norm.extended)
    scan_extended(scan, scan->scanned, until);
  else
    scan_plain(scan, scan->scanned, until);
  scan->scanned = until;
  if (scan->norm.extended && (!final || scan->quiet.matched)) follow_until(scan, until, final);
}

/* Drop the front of the block, as far as no phrase can reach it any more. */
static void drop_scanned(struct phrase_scan *scan) {
  struct norm_block *block = &scan->block;
#ifndef MCPX_WITHOUT_CAUSES
  if (scan->image) image_text_feed(scan->image, block, scan->imaged);
#endif
  if (scan->norm.extended) accept_note_lines(scan);
  scan->imaged = block->count;
  scan->calm = 0;
  size_t drop = scan->scanned > SCAN_LEFT ? scan->scanned - SCAN_LEFT : 0;
  size_t keep = block->count - drop;
  if (!drop) return;
  memmove(block->bytes, block->bytes + drop, keep);
  memmove(block->width, block->width + drop, keep);
  if (!block->regular) memmove(block->at, block->at + drop, keep * sizeof *block->at);
  block->start = norm_at(block, block->regular ? drop : 0);
  block->count = keep;
  scan->scanned -= drop;
  scan->followed -= drop;
  scan->imaged -= drop;
  scan->dropped += drop;
  norm_forget_notes(block);
  scan->names_begin = SIZE_MAX;
}

/* ---- Pieces of text ---- */

/* Normalize and scan; returns how many raw bytes were used. */
static size_t scan_raw(struct phrase_scan *scan, const unsigned char *raw, size_t length, bool final) {
  size_t used = 0, step;
  do {
    step = norm_fill(&scan->norm, raw + used, length - used, final, &scan->block);
    used += step;
    if (scan->block.count + NORM_UNIT_MAX > NORM_CAPACITY) {
      scan_until(scan, scan->block.count - SCAN_RIGHT, false);
      drop_scanned(scan);
    }
  } while (step && used < length);
  return used;
}

/* Scan the rest of the last piece together with the start of this one; returns how many bytes of this one
 * were used. */
static size_t scan_carry(struct phrase_scan *scan, const unsigned char *raw, size_t length) {
  size_t room = sizeof scan->carry - scan->carried, before = scan->carried;
  size_t added = length < room ? length : room;
  memcpy(scan->carry + before, raw, added);
  size_t used = scan_raw(scan, scan->carry, before + added, false);
  if (used >= before) {
    scan->carried = 0;
    return used - before;
  }
  scan->carried = before + added - used;
  memmove(scan->carry, scan->carry + used, scan->carried);
  return added;
}

void scan_feed(struct phrase_scan *scan, const unsigned char *raw, size_t length) {
  size_t used = 0;
  if (scan->carried && length) used = scan_carry(scan, raw, length);
  if (used < length) used += scan_raw(scan, raw + used, length - used, false);
  if (used < length) {
    scan->carried = length - used;
    memcpy(scan->carry, raw + used, scan->carried);
  }
}

void scan_finish(struct phrase_scan *scan) {
  scan_raw(scan, scan->carry, scan->carried, true);
  scan->carried = 0;
  scan_until(scan, scan->block.count, true);
}
