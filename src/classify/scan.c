/* scan.c: text -> which sets of phrases occur in it, and the range of the first match of each set.
 *
 * At each position a bitmap says whether the next four bytes are the anchor of any phrase. Only then is a
 * phrase compared. Gaps in phrases are bounded, so the work at one position is bounded too: the scan is
 * linear for every text. */
#include "scan.h"

#include <string.h>

#include "anchors.h"
#include "image_text.h"
#include "line_recovery.h"
#include "line_success.h"
#include "line_text.h"
#include "match.h"

/* The phrases that are too short for an anchor, with their first byte. */
static const struct {
  uint32_t at;
  unsigned char first;
} SHORT_PHRASES[] = {
#define SHORT(phrase, first) {phrase, first},
#include "tables/derived/anchors.def"
};

void scan_start(struct phrase_scan *scan, bool extended) {
  norm_start(&scan->norm, extended);
  scan->anchors = anchor_index();
  scan->image = NULL;
  scan->scanned = scan->carried = scan->block.count = 0;
  memset(scan->seen, 0, sizeof scan->seen);
  quiet_start(&scan->quiet);
}

bool scan_saw_any(const struct phrase_scan *scan) {
  uint64_t any = 0;
  for (size_t i = 0; i < sizeof scan->seen / sizeof *scan->seen; i++) any |= scan->seen[i];
  return any != 0;
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

/* Sets that describe the text: they count everywhere, and their first match stays. */
static bool is_descriptive(enum phrase_kind kind) {
  return kind >= PHRASE_CONTEXT_SET && kind <= PHRASE_SUCCESS_SET;
}

static bool is_in(const struct phrase_scan *scan, size_t set, size_t from, size_t to) {
  return scan_saw(scan, set) && scan->first[set].start >= from && scan->first[set].start < to &&
         !is_descriptive(phrase_set_kind(set));
}

static void forget_set(struct phrase_scan *scan, size_t set) {
  scan->seen[set / 64] &= ~(UINT64_C(1) << (set % 64));
}

/* Forget the matches from an offset on, which are in a quiet part. */
static void take_back_from(struct phrase_scan *scan, size_t from) {
  for (size_t set = 1; set < SET_COUNT; set++)
    if (is_in(scan, set, from, SIZE_MAX)) forget_set(scan, set);
}

/* What lines without a name say directly before the closing words of a server is about that server. */
static void give_unnamed_to_closed(struct phrase_scan *scan) {
  const struct quiet *quiet = &scan->quiet;
  for (size_t set = 1; set < SET_COUNT; set++)
    if (is_in(scan, set, quiet->unnamed_from, quiet->line_start)) scan->first[set].server = quiet->server;
}

/* The sets of logs.def, which a module without causes does not have. */
static bool is_about_log(size_t set) {
#ifdef MCPX_WITHOUT_CAUSES
  (void)set;
  return false;
#else
  return set >= SET_log_calm && set <= SET_log_http;
#endif
}

/* What these sets say goes on while the server works. */
static bool outlasts_success(size_t set) {
  static const uint16_t LASTING[] = {
      SET_tool_altered, SET_quarantined, SET_config_retired, SET_deprecated_configuration,
      SET_tool_word,    SET_changed,     SET_reapproval};
  for (size_t k = 0; k < sizeof LASTING / sizeof *LASTING; k++)
    if (LASTING[k] == set) return true;
  return is_about_log(set);
}

/* Forget the failures before an offset: the server became ready. `name` is the bit of its name, 0 if it is
 * not known. `passing`: only those that may pass by themselves. */
static void take_back_before(struct phrase_scan *scan, size_t to, uint64_t name, bool passing) {
  uint16_t server = scan->quiet.server;
  for (size_t set = 1; set < SET_COUNT; set++) {
    if (outlasts_success(set) || !is_in(scan, set, 0, to)) continue; /* the others have no first match */
    if (passing && !scan->first[set].passing) continue;
    uint16_t other = scan->first[set].server;
    bool same = !(server && other && other != server) && (!name || scan->first[set].names & name);
    if (same) forget_set(scan, set);
  }
}

/* Forget all matches before an offset: they are in the output of tests, which all passed. */
static void take_back_tests(struct phrase_scan *scan, size_t to) {
  for (size_t set = 1; set < SET_COUNT; set++)
    if (is_in(scan, set, 0, to)) forget_set(scan, set);
}

/* What a match of a descriptive set means for the matches around it. */
static void apply_description(struct phrase_scan *scan, size_t set, enum phrase_kind kind, size_t i) {
  if (set == SET_tests_passed) {
    take_back_tests(scan, scan->block.at[i]);
    return;
  }
  if (kind == PHRASE_SUCCESS_SET) {
    uint16_t server = scan->quiet.server;
    scan->quiet.ready |= server ? UINT64_C(1) << server % 64 : UINT64_MAX;
    take_back_before(scan, scan->block.at[i],
                     line_success_name(&scan->block, line_begin(&scan->block, i), line_end(&scan->block, i)),
                     false);
    return;
  }
  size_t from = quiet_begin(&scan->quiet, kind);
  if (from != SIZE_MAX) take_back_from(scan, from);
}

/* Whether the line of a match says that the program goes on by itself. */
static bool may_pass(struct phrase_scan *scan, enum phrase_kind kind, size_t from) {
#ifdef MCPX_WITHOUT_CAUSES
  (void)scan, (void)kind, (void)from;
  return false;
#else
  const struct norm_block *block = &scan->block;
  if (!scan->norm.extended || is_descriptive(kind)) return false;
  struct quiet *quiet = &scan->quiet;
  if (!quiet->line_asked)
    quiet->line_passing = line_is_passing(block, line_begin(block, from), line_end(block, from));
  quiet->line_asked = true;
  return quiet->line_passing;
#endif
}

static void record_match(struct phrase_scan *scan, size_t set, size_t from, size_t to) {
  const struct norm_block *block = &scan->block;
  size_t start = block->at[from], end = block->at[to - 1] + (block->width[to - 1] & ~NORM_FOLDED);
  struct phrase_range range = {start, (uint32_t)(end - start), 0, scan->quiet.server, 0, false};
  enum phrase_kind kind = phrase_set_kind(set);
  if (is_descriptive(kind)) apply_description(scan, set, kind, from);
  if (scan->norm.extended) range.names = line_names(block, line_begin(block, from), line_end(block, from));
  range.passing = may_pass(scan, kind, from);
  scan->quiet.passing = scan->quiet.passing || range.passing;
  if (kind == PHRASE_STATUS_SET) range.captured = (uint16_t)match_status(block, from, to);
  if (kind == PHRASE_CODE_SET) range.captured = (uint16_t)match_code(block, from);
  scan->first[set] = range;
  scan->seen[set / 64] |= UINT64_C(1) << (set % 64);
}

/* Only the first match of a set is kept, so later ones are not even compared, unless each one has a meaning.
 */
static bool is_needless(const struct phrase_scan *scan, size_t set, enum phrase_kind kind, size_t start) {
  if (kind > PHRASE_CONTEXT_SET) return false;
  if (scan_saw(scan, set) && scan->first[set].start <= start) return true;
  return kind != PHRASE_CONTEXT_SET && quiet_hides(&scan->quiet, start);
}

static void try_phrase(struct phrase_scan *scan, size_t at, size_t from) {
  const struct norm_block *block = &scan->block;
  size_t set = phrase_set_of(at);
  if (norm_is_line_break(block, from) || is_needless(scan, set, phrase_set_kind(set), block->at[from]))
    return;
  long end = match_phrase(block, from, phrase_text_at(at));
  if (end == MATCH_NONE) return;
  if (phrase_kind_at(at) == PHRASE_EXACT && !is_as_written(block, from, (size_t)end)) return;
  bool may_negate = scan->norm.extended && !is_descriptive(phrase_set_kind(set));
  if (may_negate && match_is_negated(block, from, (size_t)end)) return;
  record_match(scan, set, from, (size_t)end);
}

static bool has_line_break(const struct norm_block *block, size_t from, size_t to) {
  for (size_t i = from; i < to && i < block->count; i++)
    if (norm_is_line_break(block, i)) return true;
  return false;
}

/* A cheap test before the comparison: the first byte of the phrase and the byte after its anchor. It rejects
 * most phrases. A line break may have moved these bytes, so near one the test accepts. */
static bool is_plausible(const struct phrase_scan *scan, const char *literal, size_t lead, size_t i) {
  const unsigned char *b = scan->block.bytes + i;
  char behind = literal[lead + ANCHOR_SIZE];
  bool same = b[-(ptrdiff_t)lead] == (unsigned char)*literal;
  if (same && ((unsigned char)behind == b[ANCHOR_SIZE] || !behind || strchr("|`#@^*~", behind))) return true;
  return scan->norm.broken && has_line_break(&scan->block, i - lead - (i > lead), i + ANCHOR_SIZE + 2);
}

/* Try the phrase of one anchor, whose bytes are at `i`. A line break before the anchor moves the start by
 * one. */
static void try_anchor(struct phrase_scan *scan, size_t anchor, size_t i, uint32_t key) {
  size_t at = scan->anchors->phrases[anchor], lead = scan->anchors->leads[anchor];
  const char *literal = phrase_literal(phrase_text_at(at));
  if (anchor_key((const unsigned char *)literal + lead) != key || i < lead) return;
  if (!is_wanted(scan, phrase_kind_at(at)) || !is_plausible(scan, literal, lead, i)) return;
  try_phrase(scan, at, i - lead);
  if (scan->norm.broken && i > lead) try_phrase(scan, at, i - lead - 1);
}

static inline void probe_anchors(struct phrase_scan *scan, size_t i, uint32_t key) {
  uint32_t slot = anchor_slot(key);
  if (!(scan->anchors->filter[slot / 8] >> (slot % 8) & 1)) return;
  const uint16_t *bucket = scan->anchors->buckets + slot / SLOTS_PER_BUCKET;
  for (size_t anchor = bucket[0]; anchor < bucket[1]; anchor++) try_anchor(scan, anchor, i, key);
}

static size_t next_line_break(const struct norm_block *block, size_t from) {
  while (from < block->count && !norm_is_line_break(block, from)) from++;
  return from;
}

/* Probe the four bytes at `i` without the line break at `cut`, which is among them. */
static void probe_across_break(struct phrase_scan *scan, size_t i, size_t cut) {
  unsigned char bytes[ANCHOR_SIZE];
  size_t count = 0;
  for (size_t k = i; k < scan->block.count && count < ANCHOR_SIZE; k++)
    if (k != cut) bytes[count++] = scan->block.bytes[k];
  if (count == ANCHOR_SIZE) probe_anchors(scan, i, anchor_key(bytes));
}

/* Only profile `proxy` has phrases that are too short for an anchor. */
static void try_short_phrases(struct phrase_scan *scan, size_t i) {
  for (size_t k = 0; k < sizeof SHORT_PHRASES / sizeof *SHORT_PHRASES; k++)
    if (scan->block.bytes[i] == SHORT_PHRASES[k].first) try_phrase(scan, SHORT_PHRASES[k].at, i);
}

static void follow_text(struct phrase_scan *scan, size_t i) {
  quiet_step(&scan->quiet, &scan->block, i);
  if (scan->quiet.closes) give_unnamed_to_closed(scan);
  scan->quiet.closes = false;
  if (!scan->quiet.success && !scan->quiet.recovery) return;
  bool passing = !scan->quiet.success;
  scan->quiet.success = scan->quiet.recovery = false;
  size_t start = i + norm_is_line_break(&scan->block, i); /* a line begins after its break */
  uint64_t name = line_success_name(&scan->block, start, line_end(&scan->block, start));
  take_back_before(scan, scan->quiet.line_start, name, passing);
}

static void scan_until(struct phrase_scan *scan, size_t until) {
  const struct norm_block *block = &scan->block;
  size_t cut = scan->norm.broken ? scan->scanned : SIZE_MAX;
  for (size_t i = scan->scanned; i < until; i++) {
    if (scan->norm.extended) follow_text(scan, i);
    if (i + ANCHOR_SIZE <= block->count) probe_anchors(scan, i, anchor_key(block->bytes + i));
    if (!scan->norm.extended) try_short_phrases(scan, i);
    if (cut <= i) cut = next_line_break(block, i + 1);
    if (cut - i < ANCHOR_SIZE) probe_across_break(scan, i, cut);
  }
  if (until > scan->scanned) scan->scanned = until;
}

/* Drop the front of the block, as far as no phrase can reach it any more. */
static void drop_scanned(struct phrase_scan *scan) {
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

/* Normalize and scan; returns how many raw bytes were used. */
static size_t scan_raw(struct phrase_scan *scan, const unsigned char *raw, size_t length, bool final) {
  size_t used = 0, step;
  do {
    size_t count = scan->block.count;
    step = norm_fill(&scan->norm, raw + used, length - used, final, &scan->block);
    used += step;
#ifndef MCPX_WITHOUT_CAUSES
    if (scan->image) image_text_feed(scan->image, &scan->block, count);
#else
    (void)count;
#endif
    if (scan->block.count + NORM_UNIT_MAX > NORM_CAPACITY) {
      scan_until(scan, scan->block.count - SCAN_RIGHT);
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
  scan_until(scan, scan->block.count);
}
