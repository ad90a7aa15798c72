/* proxy_rules.c: the members of a payload -> the first rule about fields that profile `proxy` reports. */
#include "proxy_rules.h"

#include <string.h>

#include "base/ascii.h"
#include "base/text.h"
#include "emit.h"
#include "json/number.h"

static const uint8_t MEMBER_FIELDS[PROXY_MEMBER_COUNT] = {
    [PROXY_SCHEMA_VERSION] = HEARTBEAT_schema_version,
    [PROXY_ENV_MARKERS] = HEARTBEAT_env_markers,
    [PROXY_WIZARD_SHOWN] = HEARTBEAT_wizard_shown,
    [PROXY_WEB_UI_OPENED] = HEARTBEAT_web_ui_opened,
    [PROXY_DAYS_SINCE_INSTALL] = HEARTBEAT_days_since_install,
    [PROXY_ACTIVE_DAYS] = HEARTBEAT_active_days_30d,
    [PROXY_CONNECT_STEP] = HEARTBEAT_wizard_connect_step,
    [PROXY_PREVIOUS_SHUTDOWN] = HEARTBEAT_previous_shutdown,
    [PROXY_LAST_ERROR_CODE] = HEARTBEAT_last_error_code,
    [PROXY_TPA_SCANNER] = HEARTBEAT_tpa_scanner,
    [PROXY_DIAGNOSTICS] = HEARTBEAT_diagnostics,
    [PROXY_PREFLIGHT] = HEARTBEAT_preflight,
};

/* What is judged, and what breaks the rule. */
struct judgment {
  const char *payload;
  const struct proxy_value *members;
  int release;
  int field; /* index in FIELDS of what breaks it */
  struct json_token at;
};

/* ---- Names and strings ---- */

/* The text of a string or key, in `decoded`; an empty one without bytes if it is longer than any name. */
static mcpx_text short_text(const char *payload, struct json_token token, char decoded[PROXY_NAME_MAX]) {
  if (token.end - token.start > PROXY_NAME_MAX) return (mcpx_text){NULL, 0};
  return (mcpx_text){decoded, json_decode(payload, token, decoded)};
}

bool proxy_is_named(const char *payload, struct json_token key, const char *name) {
  char decoded[PROXY_NAME_MAX];
  mcpx_text text = short_text(payload, key, decoded);
  return text.bytes && text_equals(name, text.bytes, text.length);
}

enum proxy_member proxy_find_member(const char *payload, struct json_token key) {
  char decoded[PROXY_NAME_MAX];
  mcpx_text text = short_text(payload, key, decoded);
  int member = 0;
  while (member < PROXY_MEMBER_COUNT && !fields_folds_to(text, FIELDS[MEMBER_FIELDS[member]].key)) member++;
  return (enum proxy_member)member;
}

/* ---- Values ---- */

static bool blame(struct judgment *judgment, int field, struct json_token at) {
  judgment->field = field;
  judgment->at = at;
  return false;
}

/* A whole number as Go reads one: no fraction, no exponent, and it fits 63 bits. "-0" is 0. */
static bool is_whole(const struct judgment *judgment, struct json_token value) {
  const char *digits = judgment->payload + value.start;
  uint64_t number = 0;
  if (value.type != JSON_NUMBER) return false;
  bool negative = *digits == '-';
  for (size_t i = negative; i < value.end - value.start; i++) {
    if (!ascii_is_digit(digits[i]) || number > INT64_MAX / 10) return false;
    number = number * 10 + (uint64_t)(digits[i] - '0');
    if (number > INT64_MAX) return false;
  }
  return !negative || number == 0;
}

/* The codes of updates came with this release, without a new schema version. */
enum { UPDATE_CODES_SINCE = 56 };

static bool is_in_catalog_of(int release, mcpx_text name) {
  const struct enum_value *newer = fields_find_value(ENUM_NEWER_CODE, name);
  if (newer && newer->since == 8 && release < UPDATE_CODES_SINCE) return false;
  return mcpx_code_find(name.bytes, name.length) >= 0;
}

static bool is_allowed_string(const struct judgment *judgment, struct value_spec spec,
                              struct json_token value) {
  char decoded[PROXY_NAME_MAX];
  if (value.type != JSON_STRING) return false;
  mcpx_text text = short_text(judgment->payload, value, decoded);
  if (!text.bytes) return false;
  if (spec.type == VALUE_CODE) return is_in_catalog_of(judgment->release, text);
  return fields_find_value((enum enum_id)spec.of, text) != NULL;
}

static bool is_allowed_scalar(const struct judgment *judgment, struct value_spec spec,
                              struct json_token value) {
  switch (spec.type) {
    case VALUE_BOOLEAN: return value.type == JSON_TRUE || value.type == JSON_FALSE;
    case VALUE_ENUM:
    case VALUE_CODE: return is_allowed_string(judgment, spec, value);
    default: return is_whole(judgment, value);
  }
}

/* ---- Objects ---- */

static struct json_reader start_at(const struct judgment *judgment, struct json_token value) {
  struct json_reader reader = json_reader_start(judgment->payload, value.end);
  reader.at = value.start;
  reader.lenient = true;
  return reader;
}

/* Read the members of an object with the keys of a shape, the last of equal ones; `values` are zero before.
 * Returns false at a key that the shape does not have, which is then in `unknown`. */
static bool read_members(const struct judgment *judgment, struct json_token object, enum shape_id shape,
                         struct proxy_value *values, struct json_token *unknown) {
  struct json_reader reader = start_at(judgment, object);
  json_next(&reader);
  for (struct json_token key = json_next(&reader); key.type == JSON_KEY; key = json_next(&reader)) {
    int i = SHAPES[shape].first;
    while (FIELDS[i].shape == shape && !proxy_is_named(judgment->payload, key, FIELDS[i].key)) i++;
    struct json_token value = json_next(&reader);
    value.end = json_skip(&reader, value);
    if (FIELDS[i].shape == shape)
      values[i - SHAPES[shape].first] = (struct proxy_value){key, value, true};
    else if (unknown) {
      *unknown = key;
      return false;
    }
  }
  return true;
}

/* No shape of these rules has more fields. */
enum { SHAPE_FIELDS_MAX = 16 };

_Static_assert(BLOCK_REASONS_other - BLOCK_REASONS_FIRST < SHAPE_FIELDS_MAX, "reasons fit");

/* An object with some keys of its shape, whole numbers and, in one more of them, such an object. What is
 * wrong there is blamed on the number if `blames_inner`, else on the object. */
static bool judge_shape(struct judgment *judgment, int field, struct json_token object, bool blames_counts,
                        bool blames_inner) {
  enum shape_id shape = (enum shape_id)FIELDS[field].value.of;
  struct proxy_value values[SHAPE_FIELDS_MAX] = {0};
  struct json_token unknown;
  int first = SHAPES[shape].first;
  if (object.type != JSON_OBJECT) return blame(judgment, field, object);
  if (!read_members(judgment, object, shape, values, &unknown)) return blame(judgment, field, unknown);
  for (int i = first; FIELDS[i].shape == shape; i++)
    if (values[i - first].present && FIELDS[i].value.type != VALUE_OBJECT &&
        !is_whole(judgment, values[i - first].value))
      return blame(judgment, blames_counts ? i : field, values[i - first].value);
  for (int i = first; FIELDS[i].shape == shape; i++)
    if (values[i - first].present && FIELDS[i].value.type == VALUE_OBJECT)
      return judge_shape(judgment, i, values[i - first].value, blames_inner, blames_inner);
  return true;
}

/* ---- The rules ---- */

static bool judge_v7_field_invalid(struct judgment *judgment) {
  for (int i = PROXY_WIZARD_SHOWN; i <= PROXY_LAST_ERROR_CODE; i++) {
    const struct proxy_value *member = &judgment->members[i];
    bool is_left_out = !member->present || member->value.type == JSON_NULL;
    if (!is_left_out && !is_allowed_scalar(judgment, FIELDS[MEMBER_FIELDS[i]].value, member->value))
      return blame(judgment, MEMBER_FIELDS[i], member->value);
  }
  return true;
}

static bool judge_v8_field_invalid(struct judgment *judgment) {
  const struct proxy_value *scanner = &judgment->members[PROXY_TPA_SCANNER];
  return !scanner->present || judge_shape(judgment, HEARTBEAT_tpa_scanner, scanner->value, true, true);
}

static bool judge_code_counts(struct judgment *judgment, struct json_token counts) {
  enum field_id field = DIAGNOSTICS_error_code_counts_24h;
  struct json_token values[CODE_COUNT] = {{.type = JSON_NUMBER}};
  if (counts.type != JSON_OBJECT) return blame(judgment, field, counts);
  struct json_reader reader = start_at(judgment, counts);
  json_next(&reader);
  for (struct json_token key = json_next(&reader); key.type == JSON_KEY; key = json_next(&reader)) {
    char decoded[PROXY_NAME_MAX];
    mcpx_text name = short_text(judgment->payload, key, decoded);
    if (!name.bytes || !is_in_catalog_of(judgment->release, name)) return blame(judgment, field, key);
    struct json_token value = json_next(&reader);
    value.end = json_skip(&reader, value);
    values[mcpx_code_find(name.bytes, name.length)] = value;
  }
  for (size_t i = 0; i < CODE_COUNT; i++)
    if (values[i].end && !is_whole(judgment, values[i])) return blame(judgment, field, values[i]);
  return true;
}

static bool judge_diagnostics_field_invalid(struct judgment *judgment) {
  const struct proxy_value *diagnostics = &judgment->members[PROXY_DIAGNOSTICS];
  struct proxy_value values[SHAPE_FIELDS_MAX] = {0};
  if (!diagnostics->present) return true;
  if (diagnostics->value.type != JSON_OBJECT)
    return blame(judgment, HEARTBEAT_diagnostics, diagnostics->value);
  read_members(judgment, diagnostics->value, SHAPE_DIAGNOSTICS, values, NULL);
  const struct proxy_value *counts = &values[DIAGNOSTICS_error_code_counts_24h - DIAGNOSTICS_FIRST];
  return !counts->present || judge_code_counts(judgment, counts->value);
}

static bool judge_preflight_field_invalid(struct judgment *judgment) {
  const struct proxy_value *preflight = &judgment->members[PROXY_PREFLIGHT];
  return !preflight->present || judge_shape(judgment, HEARTBEAT_preflight, preflight->value, true, false);
}

static const struct {
  enum finding_kind kind;
  int release;
  uint64_t schema;
  bool (*judge)(struct judgment *judgment);
} PROXY_RULES[] = {
#define PROXY_RULE(rule, release, schema, about) {FINDING_##rule, release, schema, judge_##rule},
#include "tables/proxy_rules.def"
};

enum { PROXY_RULE_COUNT = sizeof PROXY_RULES / sizeof *PROXY_RULES };

/* The release that the caller names or, without one, the newest that the schema version of the payload
 * allows. A payload without a valid schema version is judged by the newest rules. */
static int release_of(const struct check *check, const char *payload, const struct proxy_value *version) {
  uint64_t schema = UINT64_MAX;
  int release = 0;
  if (check->options->proxy_release) return (int)check->options->proxy_release;
  if (version->present && version->value.type == JSON_NUMBER)
    json_number_is_count(payload + version->value.start, version->value.end - version->value.start, &schema);
  for (size_t i = 0; i < PROXY_RULE_COUNT; i++)
    if (PROXY_RULES[i].schema <= schema) release = PROXY_RULES[i].release;
  return release;
}

void proxy_check_rules(struct check *check, const char *payload,
                       const struct proxy_value members[PROXY_MEMBER_COUNT]) {
  struct judgment judgment = {.payload = payload, .members = members};
  judgment.release = release_of(check, payload, &members[PROXY_SCHEMA_VERSION]);
  for (size_t i = 0; i < PROXY_RULE_COUNT; i++) {
    if (PROXY_RULES[i].release > judgment.release || PROXY_RULES[i].judge(&judgment)) continue;
    struct place place = {(uint32_t)judgment.at.start, (uint32_t)judgment.at.end};
    check_report_field(check, PROXY_RULES[i].kind, judgment.field, NULL, place, NULL);
    return;
  }
}
