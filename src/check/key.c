/* key.c: a key of an object -> whether it may stand there, and what its value has to be. */
#include <string.h>

#include "catalog/catalog.h"
#include "check.h"
#include "formats/route.h"
#include "personal_data.h"

static struct level *here(struct check *check) { return &check->levels[check->depth]; }

/* The key of a map as the tables have it, or NULL. */
static const char *key_of_map(enum shape_id shape, mcpx_text key) {
  const struct enum_value *check = shape == SHAPE_CHECKS ? fields_find_value(ENUM_CHECK, key) : NULL;
  if (check) return check->name;
  return shape == SHAPE_CODES ? mcpx_code_name(mcpx_code_find(key.bytes, key.length)) : NULL;
}

const char *check_known_name(enum shape_id shape, mcpx_text key) {
  int field = fields_find(shape, key);
  return field < 0 ? key_of_map(shape, key) : FIELDS[field].key;
}

static void known_key(struct check *check, int field, struct place place) {
  struct level *level = here(check);
  const struct field *row = &FIELDS[field];
  struct field_state *fact = &check->facts[field];
  uint64_t bit = UINT64_C(1) << (field - SHAPES[level->shape].first);
  level->field = field;
  level->name = row->key;
  level->value = row->value;
  if (level->present & bit)
    check_report(check, FINDING_json_duplicate_key, place, (mcpx_text){"", 0}, NULL, NULL);
  level->present |= bit;
  int parent = level[-1].field;
  bool came_later = check->depth == 1 ? row->since > 1 : parent >= 0 && row->since > FIELDS[parent].since;
  if (came_later && !fact->present)
    check_defer(check,
                (struct deferred_finding){FINDING_field_from_newer_schema, row->since, place, field, NULL});
  fact->present = true;
  fact->key = place;
}

/* Nothing is known of the key: it gets every detector. */
static void strange_key(struct check *check, enum finding_kind rule, mcpx_text text, struct place place) {
  struct level *level = here(check);
  const char *suggestion =
      level->shape == NO_SHAPE ? NULL : suggest_key(&check->searches_left, level->shape, text);
  if (rule == FINDING_unknown_key && check->newer) rule = FINDING_unknown_field;
  if (rule == FINDING_unknown_field && check->beacon) rule = FINDING_beacon_with_more;
  if (rule != FINDING_COUNT) check_report(check, rule, place, text, NULL, suggestion);
  level->secret = canary_names_secret(text);
  level->coordinate = canary_names_coordinate(text);
  check_canary(check, text, place, CANARY_FREE);
}

/* A key of a map that breaks its grammar; its value is judged all the same. */
static void bad_key(struct check *check, enum finding_kind rule, const char *expected, mcpx_text text,
                    struct place place) {
  check_report(check, rule, place, text, expected, NULL);
  check_canary(check, text, place, CANARY_REJECTED);
}

/* What stands in a template is words, but for the regular expressions of its parameters: {name:regex}. */
static void check_regexes(struct check *check, mcpx_text route, struct place place) {
  const char *end = route.bytes + route.length;
  for (const char *at = route.bytes; (at = memchr(at, ':', (size_t)(end - at))) != NULL;) {
    const char *slash = memchr(at, '/', (size_t)(end - at));
    const char *brace = (slash ? slash : end) - 1;
    check_canary(check, (mcpx_text){at + 1, (size_t)(brace - at - 1)}, place, CANARY_ROUTE);
    at = brace;
  }
}

static void route_key(struct check *check, mcpx_text text, struct place place) {
  static const char EXPECTED[] = "a method, one space, and the template of a route or UNMATCHED";
  if (format_is_route(text))
    check_regexes(check, text, place);
  else
    bad_key(check, FINDING_bad_route, EXPECTED, text, place);
}

static void check_name_key(struct check *check, mcpx_text text, struct place place) {
  if (here(check)->name) return;
  if (format_is_check_name(text)) {
    check_report(check, FINDING_unknown_check, place, text, NULL,
                 suggest_value(&check->searches_left, ENUM_CHECK, text));
    check_canary(check, text, place, CANARY_WORD);
  } else {
    bad_key(check, FINDING_bad_check_name, "lower-case letters, digits and _", text, place);
  }
}

static void code_key(struct check *check, mcpx_text text, struct place place) {
  mcpx_code code = mcpx_code_find(text.bytes, text.length);
  const struct enum_value *newer = fields_find_value(ENUM_NEWER_CODE, text);
  struct level *level = here(check);
  level->code = code >= 0 ? (unsigned)code : format_is_code_name(text) ? CODE_COUNT : CODE_COUNT + 1;
  if (level->index == CODES_MAX + 1)
    check_report(check, FINDING_too_many_keys, place, text, "at most 20", NULL);
  if (code >= 0) {
    if (newer)
      check_defer(check, (struct deferred_finding){FINDING_value_from_newer_schema, newer->since, place,
                                                   DIAGNOSTICS_error_code_counts_24h, newer->name});
  } else if (level->code == CODE_COUNT) {
    check_report(check, FINDING_unknown_code, place, text, NULL, NULL);
    check_canary(check, text, place, CANARY_WORD);
  } else {
    bad_key(check, FINDING_bad_code_name, "a code of the catalog", text, place);
  }
}

static void other_key(struct check *check, mcpx_text text, struct place place) {
  struct level *level = here(check);
  level->value = SHAPES[level->shape].value;
  switch (SHAPES[level->shape].additional) {
    case CLOSED: strange_key(check, FINDING_unknown_key, text, place); break;
    case MARKERS_ALONE: strange_key(check, FINDING_env_markers_non_bool, text, place); break;
    case KEYS_ROUTE: route_key(check, text, place); break;
    case KEYS_CHECK_NAME: check_name_key(check, text, place); break;
    case KEYS_CODE_NAME: code_key(check, text, place); break;
    default:
      strange_key(check, level->shape == NO_SHAPE ? FINDING_COUNT : FINDING_unknown_field, text, place);
  }
}

bool check_key(struct check *check, mcpx_text text, struct place place) {
  struct level *level = here(check);
  int field = fields_find(level->shape, text);
  level->field = -1;
  level->secret = level->coordinate = false;
  if (field >= 0) {
    known_key(check, field, place);
    return true;
  }
  level->name = key_of_map(level->shape, text);
  other_key(check, text, place);
  return false;
}
