/* accept.c: a match of a phrase -> the first one of its set, or what it means for the matches around it. */
#include "accept.h"

#include <string.h>

#include "grams.h"
#include "line_frame.h"
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
  SCAN_SEEN_EACH(set, scan)
  if (is_in(scan, set, from, SIZE_MAX)) forget_set(scan, set);
}

void accept_closed(struct phrase_scan *scan) {
  const struct quiet *quiet = &scan->quiet;
  SCAN_SEEN_EACH(set, scan)
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
      SET_tool_word,    SET_changed,     SET_reapproval,     SET_output_not_json};
  for (size_t k = 0; k < sizeof LASTING / sizeof *LASTING; k++)
    if (LASTING[k] == set) return true;
#ifndef MCPX_WITHOUT_CAUSES
  if (set == SET_stdout_dotenv_banner) return true;
#endif
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

/* Whether the line around a place in the normalized text says that the program goes on by itself. */
static bool is_passing_at(const struct phrase_scan *scan, uint32_t from) {
#ifdef MCPX_WITHOUT_CAUSES
  (void)scan, (void)from;
  return false;
#else
  size_t i = (uint32_t)(from - (uint32_t)scan->dropped);
  return line_is_passing(&scan->block, line_begin(&scan->block, i), line_end(&scan->block, i));
#endif
}

/* Whether the line of the first match of a set says so. Few matches are ever asked for that. */
static bool is_passing(struct phrase_scan *scan, size_t set) {
  struct phrase_range *range = &scan->first[set];
  if (!range->asked) range->passing = is_passing_at(scan, range->from + (uint32_t)range->passes);
  range->asked = true;
  return range->passing;
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
  SCAN_SEEN_EACH(set, scan) {
    if (outlasts_success(set) || !is_in(scan, set, 0, to)) continue; /* the others have no first match */
    if (passing && !is_passing(scan, set)) continue;
    uint16_t other = scan->first[set].server;
    bool same = !(server && other && other != server) && (!name || names_of_match(scan, set) & name);
    if (same || is_warning(set)) forget_set(scan, set);
  }
}

/* Forget all matches before an offset: they are in the output of tests, which all passed. */
static void take_back_tests(struct phrase_scan *scan, size_t to) {
  SCAN_SEEN_EACH(set, scan)
  if (is_in(scan, set, 0, to)) forget_set(scan, set);
}

/* The second call that took too long shows that calls do so again and again; the first one is the evidence.
 */
static void count_late_call(struct phrase_scan *scan, size_t start) {
  if (!scan_saw(scan, SET_late_call) || scan_saw(scan, SET_late_call_again)) return;
  if (scan->first[SET_late_call].start >= start) return;
  scan_see(scan, SET_late_call_again, scan->first[SET_late_call]);
}

/* What a match of a descriptive set means for the matches around it. */
static void apply_description(struct phrase_scan *scan, size_t set, enum phrase_kind kind, size_t i) {
  if (set == SET_late_call) count_late_call(scan, norm_at(&scan->block, i));
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

/* The line of a match says whether the program goes on by itself. The first match in a line is asked, or
 * rather the text around it, and only if it matters: see is_passing(). */
static void note_place_of_passing(struct quiet *quiet, struct phrase_range *range) {
  if (!quiet->line_matched) quiet->matched_from = range->from;
  quiet->line_matched = true;
  range->asked = quiet->line_asked;
  range->passing = quiet->line_passing;
  range->passes = (int16_t)(quiet->matched_from - range->from);
}

/* ---- Evidence ---- */

/* The first index from `from` on whose byte is not before an offset; `to` if there is none. */
static size_t index_at(const struct norm_block *block, size_t from, size_t to, size_t offset) {
  while (from < to && norm_at(block, from) < offset) from++;
  return from;
}

/* Of a match that goes on in another message of a log, the part in the last one: its first index. `*to`
 * becomes the line break if the match has nothing of that message but what the log puts in front of it. */
static size_t begin_in_last_message(struct norm_block *block, size_t from, size_t *to) {
  for (size_t i = from; (i = norm_find_line_break(block, i, *to)) < *to; i++) {
    size_t message = line_frame_end(block, i + 1);
    if (message == i + 1) continue;
    if (message >= *to)
      *to = i;
    else
      from = message;
  }
  return from;
}

/* Where the message begins that has a byte. The text is not followed up to a match of the surroundings. */
static size_t message_start(struct phrase_scan *scan, enum phrase_kind kind, size_t i) {
  struct norm_block *block = &scan->block;
  if (kind != PHRASE_CONTEXT_SET)
    return norm_at(block, i) >= scan->quiet.line_start ? scan->quiet.message_start : 0;
  size_t line = line_begin(block, i);
  bool whole = line ? norm_is_line_break(block, line - 1) : !norm_at(block, 0);
  return whole ? norm_at(block, line_frame_end(block, line)) : 0;
}

/* The range of a match that is shown. */
static struct phrase_range shown_range(struct phrase_scan *scan, enum phrase_kind kind, size_t from,
                                       size_t to) {
  struct norm_block *block = &scan->block;
  struct phrase_range range = {.from = (uint32_t)(scan->dropped + from), .server = scan->quiet.server};
  size_t begin = from;
  if (scan->norm.extended) {
    begin = begin_in_last_message(block, from, &to);
    size_t message = index_at(block, begin, to, message_start(scan, kind, begin));
    range.framed = message == to;
    if (!range.framed) begin = message;
    while (begin + 1 < to && (block->bytes[begin] == ':' || block->bytes[begin] == ' ')) begin++;
  }
  range.start = norm_at(block, begin);
  range.length = (uint32_t)(norm_at(block, to - 1) + (block->width[to - 1] & ~NORM_FOLDED) - range.start);
  return range;
}

void accept_match(struct phrase_scan *scan, size_t set, size_t from, size_t to) {
  const struct norm_block *block = &scan->block;
  enum phrase_kind kind = phrase_set_kind(set);
  struct phrase_range range = shown_range(scan, kind, from, to);
  if (accept_is_descriptive(kind)) apply_description(scan, set, kind, from);
  if (!accept_is_descriptive(kind)) note_place_of_passing(&scan->quiet, &range);
  if (kind == PHRASE_STATUS_SET) range.captured = (uint16_t)match_status(block, from, to);
  if (kind == PHRASE_CODE_SET) range.captured = (uint16_t)match_code(block, from);
  if (!accept_is_descriptive(kind)) scan->quiet.matched = true;
  scan_see(scan, set, range);
}

void accept_note_lines(struct phrase_scan *scan) {
  struct quiet *quiet = &scan->quiet;
  if (quiet->matched) grams_note(&scan->block);
  SCAN_SEEN_EACH(set, scan) {
    if (accept_is_descriptive(phrase_set_kind(set))) continue;
    names_of_match(scan, set);
    is_passing(scan, set);
  }
  if (!quiet->line_matched || quiet->line_asked) return;
  quiet->line_passing = is_passing_at(scan, quiet->matched_from);
  quiet->line_asked = true;
}
