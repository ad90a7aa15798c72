/* canary.c: a decoded string -> findings of personal data in it, and in what is encoded in it. */
#include <string.h>

#include "blocked.h"
#include "detect.h"
#include "unmask.h"

struct detector {
  uint8_t rule;
  uint8_t scopes;
  const char *triggers;
  bool (*finds)(mcpx_text text);
};

static const struct detector DETECTORS[] = {
#define DETECTOR(rule, scopes, triggers, finds, message) {FINDING_##rule, scopes, triggers, finds},
#include "tables/detectors.def"
};

enum { DETECTOR_COUNT = sizeof DETECTORS / sizeof *DETECTORS };

_Static_assert(DETECTOR_COUNT < 64, "a bit for each detector");

/* One string as it is being looked at. */
struct look {
  struct check *check;
  struct place place;
  enum canary_kind scope;
  uint64_t told; /* a bit for each detector that has spoken */
  bool special;  /* one of them looks at more than strings that nothing is known of */
  bool value_told;
};

/* Which ASCII characters occur in the text. */
struct characters {
  uint64_t bits[2];
};

static struct characters characters_of(mcpx_text text) {
  struct characters characters = {{0, 0}};
  for (size_t i = 0; i < text.length; i++) {
    unsigned char c = (unsigned char)text.bytes[i];
    if (c < 0x80) characters.bits[c >> 6] |= UINT64_C(1) << (c & 63);
  }
  return characters;
}

static bool triggered(const struct detector *detector, struct characters characters) {
  const char *trigger = detector->triggers;
  if (!*trigger) return true;
  for (; *trigger; trigger++)
    if (characters.bits[*trigger >> 6] >> (*trigger & 63) & 1) return true;
  return false;
}

static void tell(struct look *look, enum finding_kind rule) {
  check_report(look->check, rule, look->place, (mcpx_text){"", 0}, NULL, NULL);
}

static void look_at(struct look *look, mcpx_text text) {
  struct characters characters = characters_of(text);
  for (size_t i = 0; i < DETECTOR_COUNT; i++) {
    const struct detector *detector = &DETECTORS[i];
    if (!(detector->scopes & look->scope) || look->told >> i & 1 || !triggered(detector, characters))
      continue;
    /* What is known to be a home or an e-mail is not told as a path or a host once more. */
    if (detector->scopes == CANARY_FREE && look->special) continue;
    if (!detector->finds(text)) continue;
    look->told |= UINT64_C(1) << i;
    look->special = look->special || detector->scopes != CANARY_FREE;
    tell(look, (enum finding_kind)detector->rule);
  }
  const mcpx_check_options *options = look->check->options;
  if (look->value_told || !(look->scope & (CANARY_NAME | CANARY_WORD | CANARY_REJECTED | CANARY_FREE)))
    return;
  look->value_told = blocked_match(text, options->blocked_values, options->blocked_value_count);
  if (look->value_told) tell(look, FINDING_blocked_value);
}

/* The text and its further views, each of which may have further ones; the work at one depth is at most that
 * of the one before, so three rounds stay linear. */
static void look_into(struct look *look, mcpx_text text, int round) {
  look_at(look, text);
  if (round == UNMASK_ROUNDS || !unmask_may_differ(text)) return;
  char *out = look->check->memory->views[round];
  mcpx_text view = {out, unmask_text(text, out)};
  if (view.length != text.length || memcmp(out, text.bytes, view.length) != 0)
    look_into(look, view, round + 1);
  /* What was encoded follows no grammar, whatever it stands in. */
  enum canary_kind scope = look->scope;
  if (scope != CANARY_FREE) look->scope = CANARY_REJECTED;
  for (size_t at = 0; unmask_next_encoded(text, &at, out, &view);) look_into(look, view, round + 1);
  look->scope = scope;
}

void check_canary_number(struct check *check, mcpx_text digits, struct place place) {
  struct look look = {.check = check, .place = place, .scope = CANARY_FREE};
  if (check->options->proxy_profile) return;
  if (detect_card(digits)) tell(&look, FINDING_card_number);
  bool fraction = memchr(digits.bytes, '.', digits.length) != NULL;
  if (fraction && check->levels[check->depth].coordinate) tell(&look, FINDING_coordinates);
}

void check_canary(struct check *check, mcpx_text text, struct place place, enum canary_kind scope) {
  if (check->options->proxy_profile) return;
  struct look look = {.check = check, .place = place, .scope = scope};
  look_into(&look, text, 0);
}
