/* accept.c: a match of a phrase -> the first one of its set, or what it means for the matches around it. */
#include "accept.h"

#include <string.h>

#include "base/bits.h"
#include "line_recovery.h"
#include "line_success.h"
#include "line_text.h"
#include "match.h"

static bool is_in(const struct phrase_scan *scan, size_t set, size_t from, size_t to) {
  return scan_saw(scan, set) && scan->first[set].start >= from && scan->first[set].start < to &&
         !accept_is_descriptive(phrase_set_kind(set));
}

static void forget_set(struct phrase_scan *scan, size_t set) {
  scan->seen[set / 64] &= ~(UINT64_C(1) << (set % 64));
}

/* Forget the matches from an offset on, which are in a quiet part. */
static void take_back_from(struct phrase_scan *scan, size_t from) {
  for (size_t set = 1; set < SET_COUNT; set++)
    if (is_in(scan, set, from, SIZE_MAX)) forget_set(scan, set);
}

void accept_closed(struct phrase_scan *scan) {
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

/* A setting that still has its effect is only a warning where a server works, whichever it is. */
static bool is_warning(size_t set) {
#ifdef MCPX_WITHOUT_CAUSES
  return set == SET_config_deprecated;
#else
  return set == SET_config_deprecated || set == SET_told_field_retired;
#endif
}

/* The names in the line that has the byte at `from`. The matches of a line share them. */
static uint64_t names_of_line(struct phrase_scan *scan, size_t from) {
#ifdef MCPX_WITHOUT_CAUSES
  (void)scan, (void)from;
  return 0;
#else
  const struct norm_block *block = &scan->block;
  size_t begin = line_begin(block, from), end = line_end(block, from);
  if (scan->names_begin != begin || scan->names_end != end) {
    scan->names = line_names(block, begin, end);
    scan->names_begin = begin;
    scan->names_end = end;
  }
  return scan->names;
#endif
}

/* The names in the line of the first match of a set. Few matches are ever asked for them. */
static uint64_t names_of_match(struct phrase_scan *scan, size_t set) {
  struct phrase_range *range = &scan->first[set];
  if (!range->named) range->names = names_of_line(scan, (uint32_t)(range->from - (uint32_t)scan->dropped));
  range->named = true;
  return range->names;
}

/* The bit of the server's name in a line that says that it works, 0 if it is not known. */
static uint64_t name_in_success(const struct norm_block *block, size_t line) {
#ifdef MCPX_WITHOUT_CAUSES
  (void)block, (void)line;
  return 0;
#else
  return line_success_name(block, line, line_end(block, line));
#endif
}

void accept_success(struct phrase_scan *scan, size_t to, size_t line, bool passing) {
  uint64_t name = name_in_success(&scan->block, line);
  uint16_t server = scan->quiet.server;
  for (size_t set = 1; set < SET_COUNT; set++) {
    if (outlasts_success(set) || !is_in(scan, set, 0, to)) continue; /* the others have no first match */
    if (passing && !scan->first[set].passing) continue;
    uint16_t other = scan->first[set].server;
    bool same = !(server && other && other != server) && (!name || names_of_match(scan, set) & name);
    if (same || is_warning(set)) forget_set(scan, set);
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
    take_back_tests(scan, norm_at(&scan->block, i));
    return;
  }
  if (kind == PHRASE_SUCCESS_SET) {
    uint16_t server = scan->quiet.server;
    scan->quiet.ready |= server ? UINT64_C(1) << server % 64 : UINT64_MAX;
    accept_success(scan, norm_at(&scan->block, i), line_begin(&scan->block, i), false);
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
  if (!scan->norm.extended || accept_is_descriptive(kind)) return false;
  struct quiet *quiet = &scan->quiet;
  if (!quiet->line_asked)
    quiet->line_passing = line_is_passing(block, line_begin(block, from), line_end(block, from));
  quiet->line_asked = true;
  return quiet->line_passing;
#endif
}

void accept_match(struct phrase_scan *scan, size_t set, size_t from, size_t to) {
  const struct norm_block *block = &scan->block;
  size_t start = norm_at(block, from), end = norm_at(block, to - 1) + (block->width[to - 1] & ~NORM_FOLDED);
  struct phrase_range range = {.start = start,
                               .length = (uint32_t)(end - start),
                               .from = (uint32_t)(scan->dropped + from),
                               .server = scan->quiet.server};
  enum phrase_kind kind = phrase_set_kind(set);
  if (accept_is_descriptive(kind)) apply_description(scan, set, kind, from);
  range.passing = may_pass(scan, kind, from);
  scan->quiet.passing = scan->quiet.passing || range.passing;
  if (kind == PHRASE_STATUS_SET) range.captured = (uint16_t)match_status(block, from, to);
  if (kind == PHRASE_CODE_SET) range.captured = (uint16_t)match_code(block, from);
  if (!accept_is_descriptive(kind)) scan->quiet.matched = true;
  scan->first[set] = range;
  scan->seen[set / 64] |= UINT64_C(1) << (set % 64);
}

void accept_note_names(struct phrase_scan *scan) {
  enum { WORDS = sizeof scan->seen / sizeof *scan->seen };
  for (size_t set = bits_next(scan->seen, WORDS, 0); set < SET_COUNT;
       set = bits_next(scan->seen, WORDS, set + 1))
    if (!accept_is_descriptive(phrase_set_kind(set))) names_of_match(scan, set);
}
