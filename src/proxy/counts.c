/* counts.c: counts codes and fixes, each in a window of 24 h of its own, and writes `diagnostics` of a
 * heartbeat. */
#include "counts.h"

#include <string.h>

#include "base/text.h"
#include "check/fields.h"
#include "json/number.h"
#include "json/writer.h"

void mcpx_error_counts_start(mcpx_error_counts *counts) {
  if (counts)
    *(struct error_counts *)(void *)counts->bytes = (struct error_counts){.started = COUNTS_STARTED};
}

/* Ends a window that is 24 h old. If the clock was set back before its start, the window starts again now: it
 * would not end otherwise. */
static void expire_count(struct windowed_count *counter, uint64_t now) {
  if (!counter->count) return;
  if (now < counter->opened) counter->opened = now;
  if (now - counter->opened >= COUNT_WINDOW) *counter = (struct windowed_count){0};
}

static void count_windowed(struct windowed_count *counter, uint64_t now) {
  if (now > JSON_INTEGER_MAX) now = JSON_INTEGER_MAX;
  expire_count(counter, now);
  if (!counter->count) counter->opened = now;
  counter->count = json_integer_sum(counter->count, 1);
}

bool mcpx_error_counts_add(mcpx_error_counts *counts, uint64_t now, const char *code, size_t length) {
  mcpx_code found = mcpx_code_find(code, length);
  struct error_counts *state = counts_of(counts);
  if (found < 0 || !state) return false;
  count_windowed(&state->codes[found], now);
  state->ever[found] = true;
  return true;
}

void mcpx_error_counts_add_fix(mcpx_error_counts *counts, uint64_t now, const char *outcome, size_t length) {
  struct error_counts *state = counts_of(counts);
  if (!state) return;
  count_windowed(&state->attempted, now);
  if (outcome && text_equals("success", outcome, length)) count_windowed(&state->succeeded, now);
}

/* ---- The snapshot ---- */

static void expire_counts(struct error_counts *counts, uint64_t now) {
  expire_count(&counts->attempted, now);
  expire_count(&counts->succeeded, now);
  for (int code = 0; code < CODE_COUNT; code++) expire_count(&counts->codes[code], now);
}

static uint64_t count_unique_codes(const struct error_counts *counts) {
  uint64_t unique = counts->others_ever;
  for (int code = 0; code < CODE_COUNT; code++) unique = json_integer_sum(unique, counts->ever[code]);
  return unique;
}

/* Returns the most frequent code that is not listed yet, or -1. Of equally frequent codes the first by name
 * wins: the catalog is sorted by name. */
static int find_next_code(const struct error_counts *counts, const bool listed[CODE_COUNT]) {
  int next = -1;
  for (int code = 0; code < CODE_COUNT; code++)
    if (!listed[code] && counts->codes[code].count > (next < 0 ? 0 : counts->codes[next].count)) next = code;
  return next;
}

static void write_code_counts(struct json_writer *json, const struct error_counts *counts) {
  bool listed[CODE_COUNT] = {false};
  int code = find_next_code(counts, listed);
  if (code < 0) return;
  json_key(json, "error_code_counts_24h");
  json_open(json, '{');
  for (int i = 0; i < CODES_MAX && code >= 0; i++) {
    json_number_member(json, mcpx_code_name(code), counts->codes[code].count);
    listed[code] = true;
    code = find_next_code(counts, listed);
  }
  json_close(json, '}');
}

size_t mcpx_error_counts_json(mcpx_error_counts *counts, uint64_t now, char *out, size_t capacity) {
  struct error_counts *state = counts_of(counts);
  struct json_writer json = json_start(out, capacity);
  if (!state) return json_finish(&json);
  expire_counts(state, now);
  uint64_t unique = count_unique_codes(state);
  if (!unique && !state->attempted.count && !state->succeeded.count) return json_finish(&json);
  json_open(&json, '{');
  write_code_counts(&json, state);
  json_number_member(&json, "fix_attempted_24h", state->attempted.count);
  json_number_member(&json, "fix_succeeded_24h", state->succeeded.count);
  json_number_member(&json, "unique_codes_ever", unique);
  json_close(&json, '}');
  return json_finish(&json);
}
