/* personal_data.c: a string or number of a payload -> findings of the personal data in it. */
#include "personal_data.h"

#include <string.h>

#include "emit.h"

static void report_detector(struct check *check, enum canary_detector detector, struct place place) {
  check_report_finding(check, finding_of_detector(detector), place, (mcpx_text){"", 0}, NULL, NULL);
}

void check_canary_number(struct check *check, mcpx_text digits, struct place place) {
  if (check->options->proxy_profile) return;
  if (canary_is_card_number(digits)) report_detector(check, CANARY_card_number, place);
  bool fraction = memchr(digits.bytes, '.', digits.length) != NULL;
  if (fraction && check_member(check)->coordinate) report_detector(check, CANARY_coordinates, place);
}

void check_canary(struct check *check, mcpx_text text, struct place place, enum canary_kind kind) {
  struct canary canary = {.blocked_values = check->options->blocked_values,
                          .blocked_value_count = check->options->blocked_value_count};
  struct canary_match matches[CANARY_DETECTOR_COUNT];
  if (check->options->proxy_profile) return;
  for (int round = 0; round < CANARY_ROUNDS; round++) canary.scratch[round] = check->memory->views[round];
  size_t count = canary_search(&canary, text, kind, matches);
  for (size_t i = 0; i < count; i++) report_detector(check, matches[i].detector, place);
}
