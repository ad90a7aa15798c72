/* key.c: a key of an object -> whether it is allowed there, and what its value must be. */
#include "key.h"

#include <string.h>

#include "base/text.h"
#include "canary/names.h"
#include "complete.h"
#include "emit.h"
#include "personal_data.h"
#include "suggest.h"

/* ---- Names of the tables ---- */

static const char *known_key_of_map(enum shape_id shape, mcpx_text key) {
  const struct enum_value *check = shape == SHAPE_CHECKS ? fields_find_value(ENUM_CHECK, key) : NULL;
  if (check) return check->name;
  return shape == SHAPE_CODES ? mcpx_code_name(mcpx_code_find(key.bytes, key.length)) : NULL;
}

const char *check_known_name(enum shape_id shape, mcpx_text key) {
  int field = fields_find(shape, key);
  return field < 0 ? known_key_of_map(shape, key) : FIELDS[field].key;
}

/* ---- Fields of a shape ---- */

static void check_field_key(struct check *check, int field, struct place place) {
  struct container *object = check_container(check);
  struct member *member = check_member(check);
  struct field_state *state = &check->states[field];
  uint64_t bit = UINT64_C(1) << (field - SHAPES[object->shape].first);
  member->field = field;
  member->name = FIELDS[field].key;
  bool is_free = check->declared && fields_is_free(field, check->declared);
  member->value = is_free ? (struct value_spec){VALUE_ANY, 0} : FIELDS[field].value;
  if (object->present & bit)
    check_report_finding(check, FINDING_json_duplicate_key, place, (mcpx_text){"", 0}, NULL, NULL);
  object->present |= bit;
  if (!check_is_present(check, field)) {
    *state = (struct field_state){.present = true};
    check->present[field / 64] |= UINT64_C(1) << (field % 64);
    if (FIELDS[field].since > object->since)
      complete_defer(check, (struct deferred_finding){FINDING_field_from_newer_schema, FIELDS[field].since,
                                                      place, field, NULL});
  }
  state->key = place;
}

/* Is a key that is not a field one to a reader that ignores case? */
static bool folds_to_field(enum shape_id shape, mcpx_text key) {
  for (int i = SHAPES[shape].first; FIELDS[i].shape == shape; i++)
    if (text_folds_to(FIELDS[i].key, key)) return true;
  return false;
}

/* ---- Unknown keys ---- */

/* Nothing is known of the key, so all detectors search it. FINDING_COUNT: it is in an unknown object, which
 * was reported itself. */
static void check_unknown_key(struct check *check, enum finding_kind kind, mcpx_text text,
                              struct place place) {
  enum shape_id shape = check_container(check)->shape;
  struct container *object = check_container(check);
  struct member *member = check_member(check);
  const char *suggestion = shape == SHAPE_NONE ? NULL : suggest_key(&check->searches_left, shape, text);
  bool misspelled = kind == FINDING_unknown_field && suggestion && !check->scan_only && !check->beacon;
  if (misspelled) kind = FINDING_misspelled_field;
  if (check->newer) kind = finding_in_newer(kind);
  bool allowed =
      kind == FINDING_unknown_field || kind == FINDING_misspelled_field || kind == FINDING_unknown_map_key;
  if (allowed && folds_to_field(shape, text)) kind = FINDING_json_key_case;
  if (kind == FINDING_unknown_field && check->beacon) kind = FINDING_beacon_with_more;
  if (kind != FINDING_COUNT) check_report_finding(check, kind, place, text, NULL, suggestion);
  member->key = canary_key_of(text);
  if (member->key == CANARY_KEY_PLAIN && canary_key_is_neutral(text)) member->key = object->key;
  if (object->key == CANARY_KEY_NAMES && !name_is_plain_text(text))
    check_report_finding(check, FINDING_personal_field, place, text, NULL, NULL);
  if (text_equals("__proto__", text.bytes, text.length))
    check_report_finding(check, FINDING_prototype_key, place, text, NULL, NULL);
  check_canary(check, text, place, CANARY_UNKNOWN);
}

/* ---- Keys of maps ---- */

/* The key does not follow the format of its map. Its value is judged all the same. */
static void reject_map_key(struct check *check, enum finding_kind kind, const char *expected, mcpx_text text,
                           struct place place) {
  check_report_finding(check, kind, place, text, expected, NULL);
  check_canary(check, text, place, CANARY_REJECTED);
}

/* A template consists of words, except for the regular expressions of its parameters: "{name:regex}". */
static void search_route_parameters(struct check *check, mcpx_text route, struct place place) {
  const char *end = route.bytes + route.length;
  for (const char *at = route.bytes; (at = memchr(at, ':', (size_t)(end - at))) != NULL;) {
    const char *slash = memchr(at, '/', (size_t)(end - at));
    const char *brace = (slash ? slash : end) - 1;
    check_canary(check, (mcpx_text){at + 1, (size_t)(brace - at - 1)}, place, CANARY_ROUTE);
    at = brace;
  }
}

/* Words that no known route has. Each may be a name that somebody chose. */
static void check_route_words(struct check *check, mcpx_text route, struct place place) {
  struct format_route_words words = format_route_words_start(route);
  bool unknown = false, concrete = false;
  while (format_route_next_word(&words)) {
    unknown = true;
    concrete = concrete || words.concrete;
    if (!text_equals("localhost", words.word.bytes, words.word.length))
      check_canary(check, words.word, place, CANARY_SEGMENT);
  }
  if (unknown)
    check_report_finding(check, concrete ? FINDING_concrete_route : FINDING_unknown_route, place, route, NULL,
                         NULL);
}

static void check_route_key(struct check *check, mcpx_text text, struct place place) {
  static const char EXPECTED[] = "an HTTP method, one space, and a route template or UNMATCHED";
  if (!format_is_route(text)) {
    reject_map_key(check, FINDING_bad_route, EXPECTED, text, place);
    return;
  }
  search_route_parameters(check, text, place);
  check_route_words(check, text, place);
}

static void check_doctor_key(struct check *check, mcpx_text text, struct place place) {
  if (check_member(check)->name) return;
  if (format_is_check_name(text)) {
    check_report_finding(check, FINDING_unknown_check, place, text, NULL,
                         suggest_value(&check->searches_left, ENUM_CHECK, text));
    check_canary(check, text, place, CANARY_WORD);
  } else {
    reject_map_key(check, FINDING_bad_check_name, "lower-case letters, digits and _", text, place);
  }
}

static void check_catalog_code(struct check *check, mcpx_text text, struct place place) {
  const struct enum_value *newer = fields_find_value(ENUM_NEWER_CODE, text);
  if (newer)
    complete_defer(check, (struct deferred_finding){FINDING_code_from_newer_schema, newer->since, place,
                                                    DIAGNOSTICS_error_code_counts_24h, newer->name});
}

_Static_assert(CODES_MAX == 20, "the limit that check_code_key() names");

static void check_code_key(struct check *check, mcpx_text text, struct place place) {
  struct member *member = check_member(check);
  mcpx_code code = mcpx_code_find(text.bytes, text.length);
  member->code = code >= 0 ? (unsigned)code : format_is_code_name(text) ? CODE_COUNT : CODE_COUNT + 1;
  if (member->number == CODES_MAX + 1)
    check_report_finding(check, FINDING_too_many_keys, place, text, "at most 20", NULL);
  if (code >= 0) {
    check_catalog_code(check, text, place);
  } else if (member->code == CODE_COUNT) {
    enum finding_kind kind = check->newer ? finding_in_newer(FINDING_unknown_code) : FINDING_unknown_code;
    check_report_finding(check, kind, place, text, NULL, NULL);
    check_canary(check, text, place, CANARY_WORD);
  } else {
    reject_map_key(check, FINDING_bad_code_name, "an error code of the catalog", text, place);
  }
}

static void check_additional_key(struct check *check, mcpx_text text, struct place place) {
  enum shape_id shape = check_container(check)->shape;
  check_member(check)->value = SHAPES[shape].value;
  switch (SHAPES[shape].additional) {
    case ADDITIONAL_CLOSED: check_unknown_key(check, FINDING_unknown_key, text, place); break;
    case ADDITIONAL_MARKERS_ONLY: check_unknown_key(check, FINDING_unknown_marker, text, place); break;
    case ADDITIONAL_ROUTE: check_route_key(check, text, place); break;
    case ADDITIONAL_CHECK_NAME: check_doctor_key(check, text, place); break;
    case ADDITIONAL_CODE_NAME: check_code_key(check, text, place); break;
    default:
      check_unknown_key(check, shape == SHAPE_NONE ? FINDING_COUNT : FINDING_unknown_field, text, place);
  }
}

bool check_key(struct check *check, mcpx_text text, struct place place) {
  struct member *member = check_member(check);
  enum shape_id shape = check_container(check)->shape;
  int field = fields_find_after(shape, text, member->field);
  member->field = -1;
  member->key = CANARY_KEY_PLAIN;
  if (field >= 0) {
    check_field_key(check, field, place);
    return true;
  }
  member->name = known_key_of_map(shape, text);
  check_additional_key(check, text, place);
  return false;
}
