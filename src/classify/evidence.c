/* evidence.c: the ranges of the matches that made a rule apply. */
#include "evidence.h"

/* That one server became ready says nothing about the failure of another. */
static bool is_of_other_server(const struct phrase_scan *scan, size_t success, size_t failure) {
  uint16_t server = scan->first[failure].server;
  return phrase_set_kind(success) == PHRASE_SUCCESS_SET && server && !(scan->quiet.ready >> server % 64 & 1);
}

bool evidence_all_sets_match(const struct phrase_scan *scan, const uint16_t *all, const uint16_t *none) {
  size_t failure = *all;
  for (; *all; all++)
    if (!scan_saw(scan, *all)) return false;
  for (; *none; none++)
    if (scan_saw(scan, *none) && !(failure && is_of_other_server(scan, *none, failure))) return false;
  return true;
}

/* Two sets may match the same bytes ("spawn docker ENOENT"): such a range is listed once. */
static bool lists_range(const mcpx_range *ranges, size_t count, const struct phrase_range *range) {
  for (size_t i = 0; i < count; i++)
    if (ranges[i].start == range->start && ranges[i].end == phrase_range_end(range)) return true;
  return false;
}

static size_t add_ranges(const struct phrase_scan *scan, const uint16_t *sets, bool framed,
                         mcpx_range *ranges, size_t count) {
  for (; *sets && count < MCPX_EVIDENCE_MAX; sets++) {
    const struct phrase_range *range = &scan->first[*sets];
    if (range->framed != framed || lists_range(ranges, count, range)) continue;
    size_t i = count++;
    for (; i > 0 && ranges[i - 1].start > range->start; i--) ranges[i] = ranges[i - 1];
    ranges[i] = (mcpx_range){range->start, phrase_range_end(range)};
  }
  return count;
}

size_t evidence_add(const struct phrase_scan *scan, const uint16_t *sets, mcpx_range *ranges, size_t count) {
  size_t after = add_ranges(scan, sets, false, ranges, count);
  return after > count ? after : add_ranges(scan, sets, true, ranges, count);
}
