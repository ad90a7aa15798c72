/* value.c: a value -> whether it is what its field allows, and the state of the field. */
#include "value.h"

#include <string.h>

#include "base/ascii.h"
#include "canary/blocked.h"
#include "canary/names.h"
#include "complete.h"
#include "emit.h"
#include "formats/made_id.h"
#include "formats/release.h"
#include "json/number.h"
#include "personal_data.h"
#include "pieces.h"
#include "suggest.h"

static const mcpx_text EMPTY_TEXT = {"", 0};

/* ---- The states of fields ---- */

static void store_value(struct check *check, struct place place, int64_t number, mcpx_text text) {
  int field = check_member(check)->field;
  if (field < 0) return;
  struct field_state *state = &check->states[field];
  state->valid = true;
  state->value = place;
  state->number = number;
  state->text = text;
}

/* A count in the map of error codes belongs to no field. */
static void store_number(struct check *check, struct place place, uint64_t number) {
  const struct member *member = check_member(check);
  store_value(check, place, (int64_t)number, EMPTY_TEXT);
  if (check_container(check)->shape != SHAPE_CODES || member->code > CODE_COUNT) return;
  check->code_counts[member->code] = json_integer_sum(check->code_counts[member->code], number);
}

/* ---- Wrong values ---- */

/* Messages about a value or an item of the wrong type say which type it has. */
static const struct {
  uint8_t value, item;
} WRONG_TYPES[] = {
    [JSON_OBJECT] = {FINDING_found_object, FINDING_found_object_item},
    [JSON_ARRAY] = {FINDING_found_array, FINDING_found_array_item},
    [JSON_STRING] = {FINDING_found_string, FINDING_found_string_item},
    [JSON_NUMBER] = {FINDING_found_number, FINDING_found_number_item},
    [JSON_TRUE] = {FINDING_found_boolean, FINDING_found_boolean_item},
    [JSON_FALSE] = {FINDING_found_boolean, FINDING_found_boolean_item},
    [JSON_NULL] = {FINDING_found_null, FINDING_found_null_item},
};

void check_wrong_type(struct check *check, enum json_type type, struct place place, mcpx_text text) {
  struct value_spec value = check_member(check)->value;
  int kind = value.type == VALUE_MARKER           ? FINDING_env_markers_non_bool
             : value.type == VALUE_SCHEMA_VERSION ? FINDING_bad_schema_version
             : check_container(check)->array      ? WRONG_TYPES[type].item
                                                  : WRONG_TYPES[type].value;
  check_report_finding(check, (enum finding_kind)kind, place, text, fields_expected(value), NULL);
}

/* A string that is not what its field allows; it may be personal data. */
static void reject_string(struct check *check, enum finding_kind kind, mcpx_text text, struct place place) {
  struct value_spec value = check_member(check)->value;
  const char *suggestion = NULL;
  if (value.type == VALUE_ENUM || value.type == VALUE_CLIENT_ID)
    suggestion = suggest_value(&check->searches_left, (enum enum_id)value.of, text);
  check_report_finding(check, kind, place, text, fields_expected(value), suggestion);
  check_canary(check, text, place, CANARY_REJECTED);
}

/* A value that a newer schema may have added. Nothing is known of it, so all detectors search it. */
static void report_unknown_value(struct check *check, enum finding_kind kind, mcpx_text text,
                                 struct place place) {
  struct value_spec value = check_member(check)->value;
  const char *suggestion = suggest_value(&check->searches_left, (enum enum_id)value.of, text);
  check_report_finding(check, finding_in_newer(kind), place, text, fields_expected(value), suggestion);
  check_canary(check, text, place, CANARY_UNKNOWN);
}

static void reject_outside_set(struct check *check, mcpx_text text, struct place place) {
  bool item = check_container(check)->array;
  enum finding_kind kind = item ? FINDING_item_outside_closed_set : FINDING_outside_closed_set;
  if (check->newer && format_is_word(text))
    report_unknown_value(check, kind, text, place);
  else
    reject_string(check, kind, text, place);
}

/* ---- Strings ---- */

static bool report_made_id(struct check *check, mcpx_text id, struct place place) {
  bool made = format_is_made_id(id);
  if (made) check_report_finding(check, FINDING_made_id, place, id, NULL, NULL);
  return made;
}

static void check_uuid(struct check *check, mcpx_text text, struct place place) {
  if (!format_is_uuid(text)) {
    reject_string(check, FINDING_bad_uuid, text, place);
    return;
  }
  store_value(check, place, 0, text);
  bool made = report_made_id(check, text, place);
  if (format_is_random_uuid(text)) return;
  if (!made) check_report_finding(check, FINDING_uuid_not_random, place, text, NULL, NULL);
  check_canary(check, text, place, CANARY_ID);
}

/* A receiver sees builds of others; a sender knows what its own can be. */
static void report_unusual_version(struct check *check, mcpx_text text, struct place place,
                                   bool (*is_usual)(mcpx_text version)) {
  if (check->options->closed && !is_usual(text))
    check_report_finding(check, FINDING_unusual_version, place, EMPTY_TEXT, NULL, NULL);
}

/* There is nothing to find in most versions but for a blocked value. */
static void search_version(struct check *check, mcpx_text text, struct place place) {
  if (check->options->blocked_value_count > 0 || !release_is_short_version(text))
    check_canary(check, text, place, CANARY_VERSION);
}

static void check_version(struct check *check, mcpx_text text, struct place place) {
  if (!format_is_version(text)) {
    reject_string(check, FINDING_bad_version, text, place);
    return;
  }
  if (text_equals("dev", text.bytes, text.length))
    check_report_finding(check, FINDING_development_version, place, text, NULL, NULL);
  store_value(check, place, 0, text);
  report_unusual_version(check, text, place, release_is_usual_version);
  search_version(check, text, place);
}

static void check_go_version(struct check *check, mcpx_text text, struct place place) {
  if (!format_is_go_version(text)) {
    reject_string(check, FINDING_bad_go_version, text, place);
    return;
  }
  report_unusual_version(check, text, place, release_is_usual_go_version);
  search_version(check, text, place);
}

static void check_date_time(struct check *check, mcpx_text text, struct place place) {
  int64_t seconds = 0;
  if (format_is_date_time(text, &seconds))
    store_value(check, place, seconds, text);
  else
    reject_string(check, FINDING_bad_date_time, text, place);
}

static void check_enum(struct check *check, mcpx_text text, struct place place) {
  struct value_spec value = check_member(check)->value;
  const struct enum_value *found = fields_find_value((enum enum_id)value.of, text);
  if (!found) {
    reject_outside_set(check, text, place);
    return;
  }
  store_value(check, place, 0, text);
  if (found->status != VALUE_ALLOWED)
    check_report_finding(check, (enum finding_kind)found->status, place, text, NULL, NULL);
  int field = check_member(check)->field;
  if (field >= 0 && found->since > FIELDS[field].since)
    complete_defer(
        check, (struct deferred_finding){FINDING_value_from_newer_schema, found->since, place, field, NULL});
}

static void check_client_id(struct check *check, mcpx_text text, struct place place) {
  if (fields_find_value(ENUM_CLIENT, text)) return;
  if (check->newer && format_is_word(text)) {
    report_unknown_value(check, FINDING_unknown_client, text, place);
    return;
  }
  if (!format_is_client_id(text)) {
    reject_outside_set(check, text, place);
    return;
  }
  check_report_finding(check, FINDING_unknown_client, place, text, NULL,
                       suggest_value(&check->searches_left, ENUM_CLIENT, text));
  check_canary(check, text, place, CANARY_NAME);
}

/* There is nothing to find in the name of a known client but a blocked value. */
static void search_client_name(struct check *check, mcpx_text text, struct place place) {
  if (check->options->blocked_value_count > 0 || !fields_find_value(ENUM_CLIENT, text))
    check_canary(check, text, place, CANARY_NAME);
}

static void check_client_name(struct check *check, mcpx_text text, struct place place) {
  if (format_is_client_name(text)) {
    search_client_name(check, text, place);
    check_number_text(check, text);
    pieces_add(check, text);
  } else {
    reject_string(check, FINDING_bad_client_name, text, place);
  }
}

static void check_machine_id(struct check *check, mcpx_text text, struct place place) {
  if (format_is_machine_id(text)) {
    report_made_id(check, text, place);
    check_canary(check, text, place, CANARY_ID);
  } else {
    reject_string(check, FINDING_bad_machine_id, text, place);
  }
}

/* An error code as a value. A newer release may have added it, so an unknown one is only a warning. */
static void check_code(struct check *check, mcpx_text text, struct place place) {
  const struct enum_value *newer = fields_find_value(ENUM_NEWER_CODE, text);
  int field = check_member(check)->field;
  if (mcpx_code_find(text.bytes, text.length) >= 0) {
    if (newer && newer->since > FIELDS[field].since)
      complete_defer(check, (struct deferred_finding){FINDING_value_from_newer_schema, newer->since, place,
                                                      field, NULL});
  } else if (text.length <= CODE_LENGTH_MAX && format_is_code_name(text)) {
    enum finding_kind kind = FINDING_unknown_code_value;
    check_report_finding(check, check->newer ? finding_in_newer(kind) : kind, place, text, NULL, NULL);
    check_canary(check, text, place, CANARY_WORD);
  } else {
    reject_string(check, FINDING_bad_code_value, text, place);
  }
}

static void check_text(struct check *check, mcpx_text text, struct place place) {
  switch (check_member(check)->value.type) {
    case VALUE_UUID: check_uuid(check, text, place); break;
    case VALUE_VERSION_OR_EMPTY:
      if (text.length) check_version(check, text, place);
      break;
    case VALUE_VERSION: check_version(check, text, place); break;
    case VALUE_GO_VERSION: check_go_version(check, text, place); break;
    case VALUE_DATE_TIME: check_date_time(check, text, place); break;
    case VALUE_MACHINE_ID: check_machine_id(check, text, place); break;
    case VALUE_CODE: check_code(check, text, place); break;
    case VALUE_CLIENT_NAME: check_client_name(check, text, place); break;
    case VALUE_CLIENT_ID: check_client_id(check, text, place); break;
    default: check_enum(check, text, place);
  }
}

static int compare_texts(mcpx_text a, mcpx_text b) {
  size_t shorter = a.length < b.length ? a.length : b.length;
  int order = shorter ? memcmp(a.bytes, b.bytes, shorter) : 0;
  return order ? order : (a.length > b.length) - (a.length < b.length);
}

/* An item of a sorted list, against the one before it. */
static void check_item_order(struct check *check, mcpx_text text, struct place place) {
  struct container *list = check_container(check);
  if (list->previous.bytes && compare_texts(text, list->previous) < 0)
    check_report_finding(check, FINDING_unsorted_items, place, text, NULL, NULL);
  list->previous = text;
}

static bool is_string_type(int type) {
  return (type >= VALUE_UUID && type <= VALUE_CODE) || type == VALUE_ENUM || type == VALUE_CLIENT_ID;
}

/* A string under a key that says what it is. */
static void check_keyed_string(struct check *check, mcpx_text text, struct place place) {
  enum canary_key key = check_member(check)->key;
  bool personal = key == CANARY_KEY_PERSONAL || key == CANARY_KEY_PERSONAL_NUMBER;
  if (key == CANARY_KEY_SECRET && text.length)
    check_report_finding(check, FINDING_hidden_field, place, text, NULL, NULL);
  personal = personal || (key == CANARY_KEY_NAMES && !name_is_plain_text(text));
  if (personal && text.length && !blocked_is_everyday(text))
    check_report_finding(check, FINDING_personal_field, place, text, NULL, NULL);
}

void check_string(struct check *check, mcpx_text text, struct place place) {
  const struct member *member = check_member(check);
  const struct list *list = check_container(check)->list;
  if (member->value.type == VALUE_ANY) {
    check_keyed_string(check, text, place);
    check_canary(check, text, place, CANARY_UNKNOWN);
    check_number_text(check, text);
    pieces_add(check, text);
  } else if (!is_string_type(member->value.type)) {
    check_wrong_type(check, JSON_STRING, place, text);
    check_canary(check, text, place, CANARY_REJECTED);
  } else {
    check_text(check, text, place);
    if (list && list->sorted) check_item_order(check, text, place);
  }
}

/* ---- Numbers, true, false and null ---- */

static enum finding_kind kind_of_bad_number(int type) {
  return type == VALUE_SCHEMA_VERSION ? FINDING_bad_schema_version
         : type == VALUE_POSITIVE     ? FINDING_bad_positive_count
         : type == VALUE_ACTIVE_DAYS  ? FINDING_bad_active_days
                                      : FINDING_bad_count;
}

static bool is_integer_type(int type) { return type >= VALUE_COUNT && type <= VALUE_SCHEMA_VERSION; }

static bool is_in_limits(int type, uint64_t number) {
  if (type == VALUE_ACTIVE_DAYS && number > ACTIVE_DAYS_MAX) return false;
  return number > 0 || type == VALUE_COUNT;
}

/* A count as other readers have it, and what it may be if it is none. */
static void check_count_digits(struct check *check, mcpx_text digits, uint64_t number, struct place place) {
  static const uint64_t PLAUSIBLE_MAX = UINT64_C(9999999999);
  size_t plain = 0;
  while (plain < digits.length && ascii_is_digit(digits.bytes[plain])) plain++;
  if (plain < digits.length)
    check_report_finding(check, FINDING_unusual_count, place, EMPTY_TEXT, NULL, NULL);
  if (number > PLAUSIBLE_MAX)
    check_report_finding(check, FINDING_implausible_count, place, EMPTY_TEXT, NULL, NULL);
  check_canary_count(check, digits, place);
}

static void check_number(struct check *check, mcpx_text digits, struct place place) {
  struct value_spec value = check_member(check)->value;
  uint64_t number;
  bool is_count = json_number_is_count(digits.bytes, digits.length, &number);
  if (value.type == VALUE_ANY) {
    check_canary_number(check, digits, place);
  } else if (!is_integer_type(value.type)) {
    check_wrong_type(check, JSON_NUMBER, place, EMPTY_TEXT);
    check_canary_number(check, digits, place);
  } else if (is_count && is_in_limits(value.type, number)) {
    store_number(check, place, number);
    check_count_digits(check, digits, number, place);
  } else {
    check_report_finding(check, kind_of_bad_number(value.type), place, EMPTY_TEXT, fields_expected(value),
                         NULL);
  }
}

static bool allows_boolean(struct value_spec value) {
  return value.type == VALUE_BOOLEAN || value.type == VALUE_BOOLEAN_OR_NULL || value.type == VALUE_MARKER;
}

static bool allows_null(struct value_spec value) {
  return value.type == VALUE_BOOLEAN_OR_NULL || (value.type == VALUE_LIST && LISTS[value.of].or_null);
}

void check_scalar(struct check *check, const struct json_token *token) {
  struct place place = {(uint32_t)token->start, (uint32_t)token->end};
  struct value_spec value = check_member(check)->value;
  if (token->type == JSON_NUMBER)
    check_number(check, (mcpx_text){check->reader.text + token->start, token->end - token->start}, place);
  else if (value.type == VALUE_ANY || (token->type == JSON_NULL && allows_null(value)))
    return;
  else if (token->type == JSON_NULL || !allows_boolean(value))
    check_wrong_type(check, token->type, place, EMPTY_TEXT);
  else
    store_value(check, place, token->type == JSON_TRUE, EMPTY_TEXT);
}
