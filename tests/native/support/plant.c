/* plant.c: puts a text into a heartbeat and scans it. */
#include "plant.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "near.h"
#include "rows.h"

static const struct outcome *scan(char *payload, const char *text) {
  const struct outcome *outcome = check(mcpx_scan, payload, strlen(payload), NULL);
  const char *repeated = find_echo(outcome, text, strlen(text), 6);
  free(payload);
  CHECK(!repeated, "a finding repeats '%.6s'", repeated);
  return outcome;
}

const struct outcome *plant_value(const char *pointer, const char *text) {
  char *raw = quoted(text);
  char *payload = heartbeat_with(5, pointer, raw);
  free(raw);
  return scan(payload, text);
}

/* Escapes a key for a JSON Pointer. */
static void write_step(const char *text, char *out) {
  for (; *text; text++) {
    if (*text == '/' || *text == '~') {
      *out++ = '~';
      *out++ = *text == '/' ? '1' : '0';
    } else {
      *out++ = *text;
    }
  }
  *out = '\0';
}

const struct outcome *plant_key(const char *pointer, const char *text, const char *raw) {
  char step[4096], place[4096 + 64];
  write_step(text, step);
  snprintf(place, sizeof place, "%s/%s", pointer, step);
  return scan(heartbeat_with(5, place, raw), text);
}

static void expect_finding(const struct outcome *outcome, const char *rule, bool found) {
  CHECK(has_finding(outcome, rule) == found, "%s %s: %s", rule, found ? "not found" : "found",
        listing(outcome));
}

void found_where_strange(void **state) {
  const struct sample *row = *state;
  expect_finding(plant_value("/note", row->text), row->rule, true);
  expect_finding(plant_key("", row->text, "0"), row->rule, true);
  expect_finding(plant_key("/feature_flags", row->text, "{}"), row->rule, true);
  expect_finding(plant_value("/edition", row->text), row->rule, true);
  expect_finding(plant_value("/tool_count", row->text), row->rule, true);
  near_compare_scans(row->text);
}

void found_where_free(void **state) {
  const struct sample *row = *state;
  expect_finding(plant_value("/note", row->text), row->rule, true);
  expect_finding(plant_key("", row->text, "0"), row->rule, true);
  expect_finding(plant_value("/edition", row->text), row->rule, false);
  expect_finding(plant_key("/doctor_checks", row->text, "{\"pass\":0,\"fail\":0}"), row->rule, false);
  near_compare_scans(row->text);
}

void not_found(void **state) {
  const struct sample *row = *state;
  expect_finding(plant_value("/note", row->text), row->rule, false);
  expect_finding(plant_key("", row->text, "0"), row->rule, false);
  expect_finding(plant_value("/edition", row->text), row->rule, false);
  near_compare_scans(row->text);
}

void found_in_name(void **state) {
  const struct sample *row = *state;
  expect_finding(plant_value("/activation/mcp_clients_seen_ever/1", row->text), row->rule, true);
  near_compare_scans(row->text);
}

void clean_in_name(void **state) {
  const struct sample *row = *state;
  const struct outcome *outcome = plant_value("/activation/mcp_clients_seen_ever/1", row->text);
  assert_string_equal(listing(outcome), "");
}
