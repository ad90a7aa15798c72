/* canary.c: runs the detectors on a text, and on what is escaped or encoded in it. */
#include "canary.h"

#include <string.h>

#include "blocked.h"
#include "detect.h"
#include "unmask.h"

struct detector {
  const char *name;
  const char *message;
  const char *triggers;
  uint8_t kinds;
  bool (*finds)(mcpx_text text);
};

static const struct detector DETECTORS[] = {
#define DETECTOR(name, kinds, triggers, finds, message) \
  {#name, message " Take it out.", triggers, kinds, finds},
#include "tables/detectors.def"
};

_Static_assert(CANARY_DETECTOR_COUNT <= 64, "a bit for each detector");

const char *canary_detector_name(enum canary_detector detector) {
  return detector < CANARY_BLOCKED_VALUE ? DETECTORS[detector].name : "blocked_value";
}

const char *canary_detector_message(enum canary_detector detector) {
  return detector < CANARY_BLOCKED_VALUE ? DETECTORS[detector].message : NULL;
}

struct search {
  const struct canary *canary;
  struct canary_found *found;
  uint64_t fired; /* a bit for each detector that is in `found` */
  bool specific;  /* one of them examines more than free strings */
  enum canary_kind kind;
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

static bool is_triggered(const struct detector *detector, struct characters characters) {
  const char *trigger = detector->triggers;
  if (!*trigger) return true;
  for (; *trigger; trigger++)
    if (characters.bits[*trigger >> 6] >> (*trigger & 63) & 1) return true;
  return false;
}

static bool has_fired(const struct search *search, size_t detector) { return search->fired >> detector & 1; }

static void add_detector(struct search *search, size_t detector) {
  search->fired |= UINT64_C(1) << detector;
  search->found->detectors[search->found->count++] = (uint8_t)detector;
}

static void search_blocked_values(struct search *search, mcpx_text text) {
  enum { SEARCHED = CANARY_NAME | CANARY_WORD | CANARY_REJECTED | CANARY_FREE };
  const struct canary *canary = search->canary;
  if (has_fired(search, CANARY_BLOCKED_VALUE) || !(search->kind & SEARCHED)) return;
  if (blocked_match(text, canary->blocked_values, canary->blocked_value_count))
    add_detector(search, CANARY_BLOCKED_VALUE);
}

static void run_detectors(struct search *search, mcpx_text text) {
  struct characters characters = characters_of(text);
  for (size_t i = 0; i < CANARY_BLOCKED_VALUE; i++) {
    const struct detector *detector = &DETECTORS[i];
    bool only_free = detector->kinds == CANARY_FREE;
    /* A home or an email address is not reported as a path or a host as well. */
    if (!(detector->kinds & search->kind) || (only_free && search->specific)) continue;
    if (has_fired(search, i) || !is_triggered(detector, characters) || !detector->finds(text)) continue;
    search->specific = search->specific || !only_free;
    add_detector(search, i);
  }
  search_blocked_values(search, text);
}

/* The text, then its unmasked forms, each of which may have more. The work of a round is at most that of the
 * one before, so all of it is linear. */
static void search_forms(struct search *search, mcpx_text text, int round) {
  run_detectors(search, text);
  if (round == CANARY_ROUNDS || !unmask_may_differ(text)) return;
  char *out = search->canary->scratch[round];
  mcpx_text form = {out, unmask_text(text, out)};
  if (form.length != text.length || memcmp(out, text.bytes, form.length) != 0)
    search_forms(search, form, round + 1);
  /* Encoded text follows no grammar, wherever it is. */
  enum canary_kind kind = search->kind;
  if (kind != CANARY_FREE) search->kind = CANARY_REJECTED;
  for (size_t at = 0; unmask_next_encoded(text, &at, out, &form);) search_forms(search, form, round + 1);
  search->kind = kind;
}

void canary_search(const struct canary *canary, mcpx_text text, enum canary_kind kind,
                   struct canary_found *found) {
  struct search search = {.canary = canary, .found = found, .kind = kind};
  found->count = 0;
  search_forms(&search, text, 0);
}

bool canary_is_card_number(mcpx_text digits) { return detect_card(digits); }
