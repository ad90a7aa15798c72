/* value.c: a value -> whether it is what its field holds. */
#include <string.h>

#include "json/number.h"
#include "personal_data.h"

static struct level *here(struct check *check) { return &check->levels[check->depth]; }

static struct field_state *fact_of(struct check *check) {
  int field = here(check)->field;
  return field < 0 ? NULL : &check->facts[field];
}

static void keep(struct check *check, struct place place, int64_t number, mcpx_text text) {
  struct field_state *fact = fact_of(check);
  if (!fact) return;
  fact->legal = true;
  fact->value = place;
  fact->number = number;
  fact->text = text;
}

/* A number; one in the map of codes has no row of its own. */
static void keep_number(struct check *check, struct place place, uint64_t number) {
  static const mcpx_text NO_TEXT = {"", 0};
  const struct level *level = here(check);
  keep(check, place, (int64_t)number, NO_TEXT);
  if (level->shape != SHAPE_CODES || level->code > CODE_COUNT) return;
  check->code_counts[level->code] = json_integer_sum(check->code_counts[level->code], number);
}

static bool is_string_type(int type) {
  return (type >= UUID && type <= CLIENT_NAME) || type == ENUMERATION || type == ENUM_OR_CLIENT_ID;
}

void check_wrong_type(struct check *check, struct place place, mcpx_text text) {
  struct value value = here(check)->value;
  enum finding_kind rule = value.type == MARKER           ? FINDING_env_markers_non_bool
                           : value.type == SCHEMA_VERSION ? FINDING_bad_schema_version
                                                          : FINDING_wrong_type;
  check_report(check, rule, place, text, fields_expected(value), NULL);
}

/* ---- Strings ---- */

/* Told of a string that is not what it should be; the canary looks at it as well. */
static void reject(struct check *check, enum finding_kind rule, mcpx_text text, struct place place) {
  struct value value = here(check)->value;
  const char *suggestion = NULL;
  bool has_set = value.type == ENUMERATION || value.type == ENUM_OR_CLIENT_ID;
  if (has_set) suggestion = suggest_value(&check->searches_left, (enum enum_id)value.of, text);
  check_report(check, rule, place, text, fields_expected(value), suggestion);
  check_canary(check, text, place, CANARY_REJECTED);
}

static void check_version(struct check *check, mcpx_text text, struct place place) {
  if (!format_is_version(text)) {
    reject(check, FINDING_bad_version, text, place);
    return;
  }
  if (text.length == 3 && memcmp(text.bytes, "dev", 3) == 0)
    check_report(check, FINDING_development_version, place, text, NULL, NULL);
  keep(check, place, 0, text);
  check_canary(check, text, place, CANARY_VERSION);
}

static void check_enum(struct check *check, mcpx_text text, struct place place) {
  struct value value = here(check)->value;
  const struct enum_value *found = fields_find_value((enum enum_id)value.of, text);
  if (!found) {
    reject(check, FINDING_outside_closed_set, text, place);
    return;
  }
  keep(check, place, 0, text);
  if (found->status != ALLOWED)
    check_report(check, (enum finding_kind)found->status, place, text, NULL, NULL);
  int field = here(check)->field;
  if (field >= 0 && found->since > FIELDS[field].since)
    check_defer(check,
                (struct deferred_finding){FINDING_value_from_newer_schema, found->since, place, field, NULL});
}

static void check_client_id(struct check *check, mcpx_text text, struct place place) {
  if (fields_find_value(ENUM_CLIENT, text)) return;
  if (!format_is_client_id(text)) {
    reject(check, FINDING_outside_closed_set, text, place);
    return;
  }
  check_report(check, FINDING_unknown_client, place, text, NULL,
               suggest_value(&check->searches_left, ENUM_CLIENT, text));
  check_canary(check, text, place, CANARY_WORD);
}

static void check_client_name(struct check *check, mcpx_text text, struct place place) {
  if (format_is_client_name(text))
    check_canary(check, text, place, CANARY_NAME);
  else
    reject(check, FINDING_bad_client_name, text, place);
}

static void check_text(struct check *check, mcpx_text text, struct place place) {
  int64_t seconds = 0;
  switch (here(check)->value.type) {
    case UUID:
      if (!format_is_uuid(text))
        reject(check, FINDING_bad_uuid, text, place);
      else
        keep(check, place, 0, text);
      break;
    case VERSION_OR_EMPTY:
      if (text.length) check_version(check, text, place);
      break;
    case VERSION: check_version(check, text, place); break;
    case GO_VERSION:
      if (!format_is_go_version(text))
        reject(check, FINDING_bad_go_version, text, place);
      else
        check_canary(check, text, place, CANARY_VERSION);
      break;
    case DATE_TIME:
      if (!format_is_date_time(text, &seconds))
        reject(check, FINDING_bad_date_time, text, place);
      else
        keep(check, place, seconds, text);
      break;
    case CLIENT_NAME: check_client_name(check, text, place); break;
    case ENUM_OR_CLIENT_ID: check_client_id(check, text, place); break;
    default: check_enum(check, text, place);
  }
}

static int compare(mcpx_text a, mcpx_text b) {
  size_t shorter = a.length < b.length ? a.length : b.length;
  int order = shorter ? memcmp(a.bytes, b.bytes, shorter) : 0;
  return order ? order : (a.length > b.length) - (a.length < b.length);
}

/* The item of a sorted list against the one before it. */
static void check_order(struct check *check, mcpx_text text, struct place place) {
  struct level *level = here(check);
  if (level->previous.bytes && compare(text, level->previous) < 0)
    check_report(check, FINDING_unsorted_items, place, text, NULL, NULL);
  level->previous = text;
}

void check_string(struct check *check, mcpx_text text, struct place place) {
  struct level *level = here(check);
  if (level->value.type == ANY) {
    if (level->secret && text.length) check_report(check, FINDING_hidden_field, place, text, NULL, NULL);
    check_canary(check, text, place, CANARY_FREE);
  } else if (!is_string_type(level->value.type)) {
    check_wrong_type(check, place, text);
    check_canary(check, text, place, CANARY_REJECTED);
  } else {
    check_text(check, text, place);
    if (level->list && level->list->sorted) check_order(check, text, place);
  }
}

/* ---- Numbers and words ---- */

static void check_number(struct check *check, struct json_token token, struct place place) {
  static const mcpx_text NO_TEXT = {"", 0};
  int type = here(check)->value.type;
  const char *bytes = check->reader.text + token.start;
  uint64_t number;
  bool count = json_number_is_count(bytes, token.end - token.start, &number);
  bool legal = count && (number > 0 || type == COUNT);
  if (type == ANY) check_canary_number(check, (mcpx_text){bytes, token.end - token.start}, place);
  if (type == ANY) return;
  if (type != COUNT && type != POSITIVE && type != SCHEMA_VERSION)
    check_wrong_type(check, place, NO_TEXT);
  else if (legal)
    keep_number(check, place, number);
  else
    check_report(check, type == SCHEMA_VERSION ? FINDING_bad_schema_version : FINDING_bad_count, place,
                 NO_TEXT, fields_expected(here(check)->value), NULL);
}

void check_scalar(struct check *check, struct json_token token) {
  static const mcpx_text NO_TEXT = {"", 0};
  struct place place = {(uint32_t)token.start, (uint32_t)token.end};
  const struct value value = here(check)->value;
  bool boolean = value.type == BOOLEAN || value.type == BOOLEAN_OR_NULL || value.type == MARKER;
  bool null_is_legal = value.type == BOOLEAN_OR_NULL || (value.type == LIST_VALUE && LISTS[value.of].or_null);
  if (token.type == JSON_NUMBER)
    check_number(check, token, place);
  else if (value.type == ANY || (token.type == JSON_NULL && null_is_legal))
    return;
  else if (token.type == JSON_NULL || !boolean)
    check_wrong_type(check, place, NO_TEXT);
  else
    keep(check, place, token.type == JSON_TRUE, NO_TEXT);
}
