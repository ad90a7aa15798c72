/* counts.c: counts codes and fixes within a window of 24 h and writes `diagnostics` of a heartbeat. */
#include "counts.h"

#include <string.h>

#include "base/text.h"
#include "check/fields.h"
#include "json/number.h"
#include "json/writer.h"

void mcpx_error_counts_start(mcpx_error_counts *counts) { *counts_of(counts) = (struct error_counts){0}; }

/* Ends a window that is 24 h old. If the clock was set back before its start, the window starts again now: it
 * would not end otherwise. */
static void expire_window(struct error_counts *counts, uint64_t now) {
  if (!counts->in_window) return;
  if (now < counts->window_start) counts->window_start = now;
  if (now - counts->window_start < COUNT_WINDOW) return;
  counts->in_window = false;
  counts->window_start = counts->attempted = counts->succeeded = 0;
  memset(counts->count, 0, sizeof counts->count);
}

/* Returns the state with an open window. */
static struct error_counts *begin_event(mcpx_error_counts *counts, uint64_t now) {
  struct error_counts *state = counts_of(counts);
  if (now > JSON_INTEGER_MAX) now = JSON_INTEGER_MAX;
  expire_window(state, now);
  if (!state->in_window) state->window_start = now;
  state->in_window = true;
  return state;
}

bool mcpx_error_counts_add(mcpx_error_counts *counts, uint64_t now, const char *code, size_t length) {
  mcpx_code found = mcpx_code_find(code, length);
  if (found < 0) return false;
  struct error_counts *state = begin_event(counts, now);
  state->count[found] = json_integer_sum(state->count[found], 1);
  state->ever[found] = true;
  return true;
}

void mcpx_error_counts_add_fix(mcpx_error_counts *counts, uint64_t now, const char *outcome, size_t length) {
  struct error_counts *state = begin_event(counts, now);
  state->attempted = json_integer_sum(state->attempted, 1);
  if (outcome && text_equals("success", outcome, length))
    state->succeeded = json_integer_sum(state->succeeded, 1);
}

/* ---- The snapshot ---- */

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
    if (!listed[code] && counts->count[code] > (next < 0 ? 0 : counts->count[next])) next = code;
  return next;
}

static void write_code_counts(struct json_writer *json, const struct error_counts *counts) {
  bool listed[CODE_COUNT] = {false};
  int code = find_next_code(counts, listed);
  if (code < 0) return;
  json_key(json, "error_code_counts_24h");
  json_open(json, '{');
  for (int i = 0; i < CODES_MAX && code >= 0; i++) {
    json_number_member(json, mcpx_code_name(code), counts->count[code]);
    listed[code] = true;
    code = find_next_code(counts, listed);
  }
  json_close(json, '}');
}

size_t mcpx_error_counts_json(mcpx_error_counts *counts, uint64_t now, char *out, size_t capacity) {
  struct error_counts *state = counts_of(counts);
  struct json_writer json = json_start(out, capacity);
  expire_window(state, now);
  uint64_t unique = count_unique_codes(state);
  if (!unique && !state->attempted) return json_finish(&json);
  json_open(&json, '{');
  write_code_counts(&json, state);
  json_number_member(&json, "fix_attempted_24h", state->attempted);
  json_number_member(&json, "fix_succeeded_24h", state->succeeded);
  json_number_member(&json, "unique_codes_ever", unique);
  json_close(&json, '}');
  return json_finish(&json);
}
