/* canary.c: runs the detectors on a text and on its unmasked forms. */
#include "canary.h"

#include "blocked.h"
#include "detect.h"
#include "safe_names.h"
#include "unmask.h"

/* The bit of an ASCII character in a set. Letters have one for both cases; other characters share one only
 * with characters that are rare. */
#define CHARACTERS_BIT(c) (UINT64_C(1) << ((c) & ((c)&0x40 ? 31 : 63)))

struct detector_row {
  uint64_t triggers; /* a set of characters */
  bool (*finds)(mcpx_text text, size_t *at, mcpx_range *range);
  uint8_t detector;
  uint8_t kinds;
  uint8_t digits;
};

static const struct detector_row DETECTOR_ROWS[] = {
#define DETECTOR(name, kinds, triggers, digits, finds, found) {triggers, finds, CANARY_##name, kinds, digits},
#define ALSO(name, kinds, triggers, digits, finds) DETECTOR(name, kinds, triggers, digits, finds, )
#include "tables/detectors.def"
};

/* Shorter blocked values occur in an id or a count by chance. */
enum {
  ROW_COUNT = sizeof DETECTOR_ROWS / sizeof *DETECTOR_ROWS,
  BLOCKED_IN_ID_MIN = 12,
  BLOCKED_IN_COUNT_MIN = 7
};

_Static_assert(CANARY_DETECTOR_COUNT <= 64, "a bit for each detector");

/* A text that is searched: the one given, or an unmasked form of another one. */
struct form {
  mcpx_text text;
  const struct form *parent; /* NULL for the text given */
  const uint32_t *sources;   /* where in the parent each byte begins; NULL if all of it is from `encoded` */
  mcpx_range encoded;
  enum { WHOLE_TEXT, WITHOUT_GAPS, BACKWARD } made; /* BACKWARD: of the characters of `encoded`, last first */
};

struct search {
  const struct canary *canary;
  struct canary_match *matches;
  size_t room;
  size_t count;
  uint64_t ignored; /* a bit for each detector that need not run any more */
  bool all;         /* find all matches rather than the first one of each detector */
  bool specific;    /* a detector that searches more than free strings has found something */
  enum canary_kind kind;
};

/* ---- Matches ---- */

/* A range of a form -> the range of its parent that it was made from. */
static mcpx_range range_in_parent(const struct form *form, mcpx_range range) {
  size_t end_of_part = form->encoded.end;
  const uint32_t *sources = form->sources;
  if (form->made == BACKWARD) return (mcpx_range){end_of_part - range.end, end_of_part - range.start};
  if (!sources) return form->encoded;
  if (form->made == WITHOUT_GAPS && range.end)
    return (mcpx_range){sources[range.start], sources[range.end - 1] + 1};
  size_t end = range.end;
  while (end > 0 && end < form->text.length && sources[end] == sources[end - 1]) end++;
  return (mcpx_range){sources[range.start], sources[end]};
}

static void add_match(struct search *search, const struct form *form, size_t detector, mcpx_range range) {
  for (; form->parent; form = form->parent) range = range_in_parent(form, range);
  if (search->count == search->room) return;
  search->matches[search->count++] =
      (struct canary_match){(uint32_t)range.start, (uint32_t)range.end, (enum canary_detector)detector};
}

static bool is_ignored(const struct search *search, size_t detector) {
  return search->ignored >> detector & 1;
}

/* Handle one match of a detector. Returns true if more of them are wanted. */
static bool take_match(struct search *search, const struct form *form, size_t detector, mcpx_range range) {
  add_match(search, form, detector, range);
  if (!search->all) search->ignored |= UINT64_C(1) << detector;
  return search->all;
}

/* ---- Detectors ---- */

/* Which characters occur in a text, and how many digits. */
struct characters {
  uint64_t set; /* a byte outside ASCII sets the bit of some character */
  size_t digits;
};

static struct characters characters_of(mcpx_text text) {
  struct characters characters = {0, 0};
  for (size_t i = 0; i < text.length; i++) {
    unsigned char c = (unsigned char)text.bytes[i];
    characters.set |= CHARACTERS_BIT(c);
    characters.digits += ascii_is_digit(text.bytes[i]);
  }
  return characters;
}

static bool is_to_run(const struct search *search, const struct detector_row *row,
                      struct characters characters) {
  if (!(row->kinds & search->kind) || !(row->triggers & characters.set) || row->digits > characters.digits ||
      is_ignored(search, row->detector))
    return false;
  bool general = row->kinds == CANARY_FREE || row->detector == CANARY_person_name;
  return !(general && search->specific && !search->all);
}

static void search_blocked_values(struct search *search, const struct form *form) {
  const struct canary *canary = search->canary;
  struct blocked_cursor cursor = {.least = search->kind == CANARY_ID ? BLOCKED_IN_ID_MIN : 0};
  mcpx_range range;
  if (is_ignored(search, CANARY_BLOCKED_VALUE)) return;
  while (blocked_next(form->text, canary->blocked_values, canary->blocked_value_count, &cursor, &range))
    if (!take_match(search, form, CANARY_BLOCKED_VALUE, range)) return;
}

static void run_detectors(struct search *search, const struct form *form) {
  struct characters characters = characters_of(form->text);
  for (size_t i = 0; i < ROW_COUNT; i++) {
    const struct detector_row *row = &DETECTOR_ROWS[i];
    if (!is_to_run(search, row, characters)) continue;
    size_t at = 0;
    mcpx_range range;
    while (row->finds(form->text, &at, &range)) {
      search->specific = search->specific || row->kinds != CANARY_FREE;
      if (!take_match(search, form, row->detector, range)) break;
    }
  }
  search_blocked_values(search, form);
}

/* ---- Forms ---- */

static void search_forms(struct search *search, const struct form *form, int round);

/* Encoded text has no format, even if it is a part of a string that has one. */
static void search_encoded(struct search *search, const struct form *parent, int round) {
  enum canary_kind kind = search->kind;
  struct form form = {.parent = parent};
  if (!(kind & CANARY_FREE)) search->kind = CANARY_REJECTED;
  for (size_t at = 0;
       unmask_next_encoded(parent->text, &at, search->canary->scratch[round], &form.text, &form.encoded);)
    search_forms(search, &form, round + 1);
  search->kind = kind;
}

/* What was written backward. */
static void search_reversed(struct search *search, const struct form *parent, int round) {
  struct form form = {.parent = parent, .made = BACKWARD};
  for (size_t at = 0;
       unmask_next_reversed(parent->text, &at, search->canary->scratch[round], &form.text, &form.encoded);)
    search_forms(search, &form, round + 1);
}

/* Encoded text that is cut by line breaks or separators. Without them, words would join: only what is encoded
 * is searched. */
static void search_squeezed(struct search *search, const struct form *parent, int round) {
  uint32_t *sources = search->canary->sources[round];
  char *out = search->canary->scratch[round];
  if (round + 1 == CANARY_ROUNDS || !(search->kind & (CANARY_FREE | CANARY_REJECTED))) return;
  struct form form = {{out, unmask_squeezed(parent->text, out, sources)},
                      parent,
                      sources,
                      {0, parent->text.length},
                      WITHOUT_GAPS};
  if (form.text.length < parent->text.length) search_encoded(search, &form, round + 1);
}

/* The text without its disguise. */
static void search_unmasked(struct search *search, const struct form *parent, int round) {
  mcpx_text text = parent->text;
  char *out = search->canary->scratch[round];
  uint32_t *sources = search->canary->sources[round];
  struct form form = {{out, unmask_text(text, out, sources)}, parent, sources, {0, text.length}, WHOLE_TEXT};
  if (form.text.length == text.length && memcmp(out, text.bytes, text.length) == 0) return;
  if (search->all) safe_names_blank(out, form.text.length);
  search_forms(search, &form, round + 1);
}

/* A form and its unmasked forms. A form is never longer than its parent, and what is decoded from its runs is
 * shorter than it, so that a constant number of rounds takes linear time. */
static void search_forms(struct search *search, const struct form *form, int round) {
  run_detectors(search, form);
  unsigned forms = round == CANARY_ROUNDS ? 0 : unmask_forms(form->text);
  if (forms & UNMASK_CHARACTERS) search_unmasked(search, form, round);
  if (forms & UNMASK_ENCODED) search_encoded(search, form, round);
  if (forms & UNMASK_GAPS) search_squeezed(search, form, round);
  if (forms & UNMASK_REVERSED) search_reversed(search, form, round);
}

/* Without a letter or digit there is no value and no escape: what is left is the beginning of a path or a
 * variable. */
static bool has_nothing(mcpx_text text) {
  for (size_t i = 0; i < text.length; i++) {
    char c = text.bytes[i];
    if (ascii_is_alnum(c) || ascii_is_wide(c) || c == '/' || c == '\\' || c == '~' || c == '$') return false;
  }
  return true;
}

size_t canary_search(const struct canary *canary, mcpx_text text, enum canary_kind kind,
                     struct canary_match matches[CANARY_DETECTOR_COUNT]) {
  if (has_nothing(text)) return 0;
  struct search search = {.canary = canary, .matches = matches, .room = CANARY_DETECTOR_COUNT, .kind = kind};
  struct form form = {.text = text};
  search_forms(&search, &form, 0);
  return search.count;
}

bool canary_may_find(const struct canary *canary, mcpx_text text, enum canary_kind kind, uint64_t detectors) {
  struct canary_match first;
  if (has_nothing(text)) return false;
  struct search search = {
      .canary = canary, .matches = &first, .room = 1, .ignored = ~detectors, .kind = kind};
  struct form form = {.text = text};
  search_forms(&search, &form, 0);
  return search.count > 0;
}

size_t canary_search_all(const struct canary *canary, mcpx_text text, uint64_t ignored,
                         struct canary_match *matches, size_t room) {
  struct search search = {.canary = canary,
                          .matches = matches,
                          .room = room,
                          .ignored = ignored,
                          .all = true,
                          .kind = CANARY_UNKNOWN};
  struct form form = {.text = text};
  search_forms(&search, &form, 0);
  return search.count;
}

bool canary_is_card_number(mcpx_text digits) {
  mcpx_range range;
  size_t at = 0;
  return detect_card(digits, &at, &range);
}

bool canary_is_device_number(mcpx_text digits) {
  mcpx_range range;
  size_t at = 0;
  return detect_imei(digits, &at, &range);
}

bool canary_is_national_number(mcpx_text digits) {
  mcpx_range range;
  size_t at = 0;
  return detect_strong_id(digits, &at, &range);
}

bool canary_is_blocked_number(const struct canary *canary, mcpx_text digits, bool is_count) {
  struct blocked_cursor cursor = {.least = is_count ? BLOCKED_IN_COUNT_MIN : 0};
  mcpx_range range;
  return blocked_next(digits, canary->blocked_values, canary->blocked_value_count, &cursor, &range);
}
