/* schema.c: the rows of fields.def and enums.def -> the JSON Schema (draft 2020-12) of a schema version.
 *
 * Each schema has all known fields, also those of later versions: a payload may contain them, and then their
 * values are checked. The version decides which fields are required. */
#include "catalog/catalog.h"
#include "fields.h"
#include "formats/route.h"
#include "json/number.h"
#include "json/writer.h"
#include "schema_example.h"

static const char *const DESCRIPTIONS[] = {
#define FIELD(shape, key, since, presence, value, example, about) about,
#include "tables/fields.def"
};

static void write_pattern(struct json_writer *json, const char *inner) {
  json_key(json, "pattern");
  json_string_begin(json);
  json_string_add(json, "^(");
  json_string_add(json, inner);
  json_string_add(json, ")$");
  json_string_end(json);
}

static void write_pattern_type(struct json_writer *json, const char *inner) {
  json_member(json, "type", "string");
  write_pattern(json, inner);
}

static void write_short_type(struct json_writer *json, const char *inner, uint64_t length) {
  write_pattern_type(json, inner);
  json_number_member(json, "maxLength", length);
}

static void write_integer_type(struct json_writer *json, uint64_t least, uint64_t most) {
  json_member(json, "type", "integer");
  json_number_member(json, "minimum", least);
  json_number_member(json, "maximum", most);
}

static void write_enum(struct json_writer *json, enum enum_id set) {
  size_t values;
  const struct enum_value *value = fields_values(set, &values);
  json_member(json, "type", "string");
  json_key(json, "enum");
  json_open(json, '[');
  for (size_t i = 0; i < values; i++) json_string(json, value[i].name);
  json_close(json, ']');
}

static void write_type_or_null(struct json_writer *json, const char *type) {
  json_key(json, "type");
  json_open(json, '[');
  json_string(json, type);
  json_string(json, "null");
  json_close(json, ']');
}

static void write_value(struct json_writer *json, struct value_spec value);
static void write_shape(struct json_writer *json, enum shape_id shape);

static void write_list_type(struct json_writer *json, const struct list *list) {
  if (list->or_null)
    write_type_or_null(json, "array");
  else
    json_member(json, "type", "array");
  json_key(json, "items");
  json_open(json, '{');
  json_member(json, "x-expected", fields_expected(list->item));
  write_value(json, list->item);
  json_close(json, '}');
  json_key(json, "uniqueItems");
  json_bool(json, true);
  if (list->most) json_number_member(json, "maxItems", list->most);
}

/* The keywords for a value, inside the braces of its schema. */
static void write_value(struct json_writer *json, struct value_spec value) {
  switch (value.type) {
    case VALUE_UUID: write_pattern_type(json, PATTERN_UUID); break;
    case VALUE_VERSION: write_short_type(json, PATTERN_VERSION, VERSION_LENGTH_MAX); break;
    case VALUE_VERSION_OR_EMPTY: write_short_type(json, "(" PATTERN_VERSION ")?", VERSION_LENGTH_MAX); break;
    case VALUE_GO_VERSION: write_pattern_type(json, PATTERN_GO_VERSION); break;
    case VALUE_DATE_TIME:
      write_pattern_type(json, PATTERN_DATE_TIME);
      json_member(json, "format", "date-time");
      break;
    case VALUE_CLIENT_NAME: write_pattern_type(json, PATTERN_CLIENT_NAME); break;
    case VALUE_CLIENT_ID: write_pattern_type(json, PATTERN_CLIENT_ID); break;
    case VALUE_MACHINE_ID: write_pattern_type(json, PATTERN_MACHINE_ID); break;
    case VALUE_CODE: write_short_type(json, PATTERN_CODE_NAME, CODE_LENGTH_MAX); break;
    case VALUE_COUNT: write_integer_type(json, 0, JSON_INTEGER_MAX); break;
    case VALUE_POSITIVE: write_integer_type(json, 1, JSON_INTEGER_MAX); break;
    case VALUE_ACTIVE_DAYS: write_integer_type(json, 1, ACTIVE_DAYS_MAX); break;
    case VALUE_BOOLEAN:
    case VALUE_MARKER: json_member(json, "type", "boolean"); break;
    case VALUE_BOOLEAN_OR_NULL: write_type_or_null(json, "boolean"); break;
    case VALUE_ENUM: write_enum(json, (enum enum_id)value.of); break;
    case VALUE_LIST: write_list_type(json, &LISTS[value.of]); break;
    case VALUE_OBJECT: write_shape(json, (enum shape_id)value.of); break;
    default: break;
  }
}

static void write_alternatives(struct json_writer *json, const char *const *names) {
  for (const char *const *name = names; *name; name++) {
    json_string_add(json, name == names ? "(" : "|");
    json_string_add(json, *name);
  }
  json_string_add(json, ")");
}

static void write_route_pattern(struct json_writer *json) {
  json_key(json, "pattern");
  json_string_begin(json);
  json_string_add(json, "^(UNMATCHED|");
  write_alternatives(json, FORMAT_ROUTE_METHODS);
  json_string_add(json, " (UNMATCHED|/|(?!/");
  write_alternatives(json, FORMAT_ROUTE_DISK_FOLDERS);
  json_string_add(json, "(/|$))(/" PATTERN_ROUTE_SEGMENT ")+/?))$");
  json_string_end(json);
}

static void write_map(struct json_writer *json, enum shape_id shape) {
  json_key(json, "propertyNames");
  json_open(json, '{');
  switch (SHAPES[shape].additional) {
    case ADDITIONAL_ROUTE: write_route_pattern(json); break;
    case ADDITIONAL_CHECK_NAME: write_pattern(json, PATTERN_CHECK_NAME); break;
    default: write_pattern(json, PATTERN_CODE_NAME);
  }
  json_close(json, '}');
  json_key(json, "additionalProperties");
  json_open(json, '{');
  write_value(json, SHAPES[shape].value);
  json_close(json, '}');
  if (SHAPES[shape].additional == ADDITIONAL_CODE_NAME) json_number_member(json, "maxProperties", CODES_MAX);
}

static void write_field(struct json_writer *json, int field, int wanted) {
  json_key(json, FIELDS[field].key);
  json_open(json, '{');
  json_member(json, "description", DESCRIPTIONS[field]);
  json_number_member(json, "x-since", FIELDS[field].since);
  bool free = fields_is_free(field, (uint64_t)wanted);
  if (!free) json_member(json, "x-expected", fields_expected(FIELDS[field].value));
  json_key(json, "examples");
  json_open(json, '[');
  schema_write_example(json, (enum field_id)field, wanted);
  json_close(json, ']');
  if (FIELDS[field].value.type == VALUE_SCHEMA_VERSION)
    json_number_member(json, "const", (uint64_t)wanted);
  else if (FIELDS[field].value.type == VALUE_OBJECT && FIELDS[field].value.of == SHAPE_FLAGS)
    json_member(json, "$ref", "#/$defs/feature_flags");
  else if (!free)
    write_value(json, FIELDS[field].value);
  json_close(json, '}');
}

/* The properties, and which of them a payload of version `wanted` must have. */
static void write_members(struct json_writer *json, enum shape_id shape, int wanted) {
  json_key(json, "properties");
  json_open(json, '{');
  for (int i = SHAPES[shape].first; FIELDS[i].shape == shape; i++) write_field(json, i, wanted);
  json_close(json, '}');
  json_key(json, "required");
  json_open(json, '[');
  for (int i = SHAPES[shape].first; FIELDS[i].shape == shape; i++)
    if (FIELDS[i].presence == PRESENCE_REQUIRED && FIELDS[i].since <= wanted)
      json_string(json, FIELDS[i].key);
  json_close(json, ']');
  if (SHAPES[shape].additional == ADDITIONAL_OPEN) return;
  json_key(json, "additionalProperties");
  json_bool(json, false);
}

static void write_shape(struct json_writer *json, enum shape_id shape) {
  json_member(json, "type", "object");
  if (SHAPES[shape].value.type == VALUE_ANY)
    write_members(json, shape, MCPX_SCHEMA_VERSION);
  else
    write_map(json, shape);
}

/* The opt-out beacon: only the event and the id. */
static void write_beacon(struct json_writer *json) {
  json_key(json, "beacon");
  json_open(json, '{');
  json_member(json, "type", "object");
  json_key(json, "properties");
  json_open(json, '{');
  write_field(json, HEARTBEAT_event, 1);
  write_field(json, HEARTBEAT_anonymous_id, 1);
  json_close(json, '}');
  json_key(json, "required");
  json_open(json, '[');
  json_string(json, FIELDS[HEARTBEAT_event].key);
  json_string(json, FIELDS[HEARTBEAT_anonymous_id].key);
  json_close(json, ']');
  json_key(json, "additionalProperties");
  json_bool(json, false);
  json_close(json, '}');
}

static void write_definition(struct json_writer *json, const char *name, enum shape_id shape, int wanted) {
  json_key(json, name);
  json_open(json, '{');
  json_member(json, "type", "object");
  write_members(json, shape, wanted);
  json_close(json, '}');
}

static void write_definitions(struct json_writer *json, int wanted) {
  json_key(json, "$defs");
  json_open(json, '{');
  write_definition(json, "heartbeat", SHAPE_HEARTBEAT, wanted);
  write_beacon(json);
  write_definition(json, "feature_flags", SHAPE_FLAGS, wanted);
  json_close(json, '}');
}

static void write_reference(struct json_writer *json, const char *key, const char *to) {
  json_key(json, key);
  json_open(json, '{');
  json_member(json, "$ref", to);
  json_close(json, '}');
}

static void write_condition(struct json_writer *json) {
  json_key(json, "if");
  json_open(json, '{');
  json_key(json, "properties");
  json_open(json, '{');
  json_key(json, FIELDS[HEARTBEAT_event].key);
  json_bool(json, true);
  json_close(json, '}');
  json_key(json, "required");
  json_open(json, '[');
  json_string(json, FIELDS[HEARTBEAT_event].key);
  json_close(json, ']');
  json_close(json, '}');
}

static void write_numbered(struct json_writer *json, const char *key, const char *before, int number,
                           const char *after) {
  json_key(json, key);
  json_string_begin(json);
  json_string_add(json, before);
  json_string_add_number(json, (uint64_t)number);
  json_string_add(json, after);
  json_string_end(json);
}

static void write_schema(struct json_writer *json, int wanted) {
  json_open(json, '{');
  json_member(json, "$schema", "https://json-schema.org/draft/2020-12/schema");
  write_numbered(json, "$id", "https://docs.mcpproxy.app/schemas/heartbeat-v", wanted, ".json");
  write_numbered(json, "title", "Heartbeat of mcpproxy, schema version ", wanted, ", or the opt-out beacon");
  json_member(json, "type", "object");
  write_condition(json);
  write_reference(json, "then", "#/$defs/beacon");
  write_reference(json, "else", "#/$defs/heartbeat");
  write_definitions(json, wanted);
  json_close(json, '}');
}

size_t mcpx_schema_json(int version, char *out, size_t capacity) {
  struct json_writer json = json_start(out, capacity);
  if (version < 1 || version > MCPX_SCHEMA_VERSION)
    json_string(&json, NULL);
  else
    write_schema(&json, version);
  return json_finish(&json);
}
