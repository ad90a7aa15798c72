/* counts.c: codes and fixes as they come -> `diagnostics` of a heartbeat. */
#include "counts.h"

#include <string.h>

#include "base/text.h"
#include "check/fields.h"
#include "json/number.h"
#include "json/writer.h"

void mcpx_error_counts_start(mcpx_error_counts *counts) { *counts_of(counts) = (struct error_counts){0}; }

/* End the window that is over. After the clock was set back it begins now, so that it does end. */
static void settle(struct error_counts *counts, uint64_t now) {
  if (!counts->open) return;
  if (now < counts->opened) counts->opened = now;
  if (now - counts->opened < COUNT_WINDOW) return;
  counts->open = false;
  counts->opened = counts->attempted = counts->succeeded = 0;
  memset(counts->count, 0, sizeof counts->count);
}

static struct error_counts *at_event(mcpx_error_counts *counts, uint64_t now) {
  struct error_counts *inside = counts_of(counts);
  if (now > JSON_INTEGER_MAX) now = JSON_INTEGER_MAX;
  settle(inside, now);
  if (!inside->open) inside->opened = now;
  inside->open = true;
  return inside;
}

bool mcpx_error_counts_add(mcpx_error_counts *counts, uint64_t now, const char *code, size_t length) {
  mcpx_code found = mcpx_code_find(code, length);
  if (found < 0) return false;
  struct error_counts *inside = at_event(counts, now);
  inside->count[found] = json_integer_sum(inside->count[found], 1);
  inside->ever[found] = true;
  return true;
}

void mcpx_error_counts_add_fix(mcpx_error_counts *counts, uint64_t now, const char *outcome, size_t length) {
  struct error_counts *inside = at_event(counts, now);
  inside->attempted = json_integer_sum(inside->attempted, 1);
  if (outcome && text_equals("success", outcome, length))
    inside->succeeded = json_integer_sum(inside->succeeded, 1);
}

/* ---- The snapshot ---- */

static uint64_t unique_ever(const struct error_counts *counts) {
  uint64_t unique = counts->others_ever;
  for (int code = 0; code < CODE_COUNT; code++) unique = json_integer_sum(unique, counts->ever[code]);
  return unique;
}

/* The code that is listed next, or -1: the most frequent of those that are left; of equal ones the first by
 * name, which is the order of the catalog. */
static int next_code(const struct error_counts *counts, const bool listed[CODE_COUNT]) {
  int next = -1;
  for (int code = 0; code < CODE_COUNT; code++)
    if (!listed[code] && counts->count[code] > (next < 0 ? 0 : counts->count[next])) next = code;
  return next;
}

static void write_codes(struct json_writer *json, const struct error_counts *counts) {
  bool listed[CODE_COUNT] = {false};
  int code = next_code(counts, listed);
  if (code < 0) return;
  json_key(json, "error_code_counts_24h");
  json_open(json, '{');
  for (int i = 0; i < CODES_MAX && code >= 0; i++) {
    json_number_member(json, mcpx_code_name(code), counts->count[code]);
    listed[code] = true;
    code = next_code(counts, listed);
  }
  json_close(json, '}');
}

size_t mcpx_error_counts_json(mcpx_error_counts *counts, uint64_t now, char *out, size_t capacity) {
  struct error_counts *inside = counts_of(counts);
  struct json_writer json = json_start(out, capacity);
  settle(inside, now);
  uint64_t unique = unique_ever(inside);
  if (!unique && !inside->attempted) return json_finish(&json);
  json_open(&json, '{');
  write_codes(&json, inside);
  json_number_member(&json, "fix_attempted_24h", inside->attempted);
  json_number_member(&json, "fix_succeeded_24h", inside->succeeded);
  json_number_member(&json, "unique_codes_ever", unique);
  json_close(&json, '}');
  return json_finish(&json);
}
