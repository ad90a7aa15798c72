/* schema_example.c: a field -> an example of its value as JSON, from the tables. */
#include "schema_example.h"

#include <string.h>

static const char *const EXAMPLES[] = {
#define FIELD(shape, key, since, presence, value, example, about) example,
#include "tables/fields.def"
};

static void write_example_value(struct json_writer *json, struct value_spec value, const char *example,
                                int version);

static void write_example_list(struct json_writer *json, const struct list *list, int version) {
  json_open(json, '[');
  write_example_value(json, list->item, "claude-code", version);
  json_close(json, ']');
}

/* The required fields that the version has, or all of an object without required ones. */
static void write_example_members(struct json_writer *json, enum shape_id shape, int version) {
  const struct field *field = &FIELDS[SHAPES[shape].first];
  for (bool all = field->presence == PRESENCE_OPTIONAL; field->shape == shape; field++) {
    if (field->since > version || !(all || field->presence == PRESENCE_REQUIRED)) continue;
    json_key(json, field->key);
    schema_write_example(json, (enum field_id)(field - FIELDS), version);
  }
}

/* One entry. */
static void write_example_map(struct json_writer *json, const struct shape *map, int version) {
  switch (map->additional) {
    case ADDITIONAL_ROUTE: json_key(json, "GET /api/v1/servers/{id}"); break;
    case ADDITIONAL_CHECK_NAME: json_key(json, "db_writable"); break;
    default: json_key(json, "MCPX_HTTP_401");
  }
  write_example_value(json, map->value, "2", version);
}

static void write_example_object(struct json_writer *json, enum shape_id shape, int version) {
  json_open(json, '{');
  if (SHAPES[shape].value.type == VALUE_ANY)
    write_example_members(json, shape, version);
  else
    write_example_map(json, &SHAPES[shape], version);
  json_close(json, '}');
}

static void write_example_value(struct json_writer *json, struct value_spec value, const char *example,
                                int version) {
  size_t count;
  switch (value.type) {
    case VALUE_SCHEMA_VERSION: json_number(json, (uint64_t)version); break;
    case VALUE_COUNT:
    case VALUE_POSITIVE:
    case VALUE_ACTIVE_DAYS:
    case VALUE_BOOLEAN:
    case VALUE_BOOLEAN_OR_NULL:
    case VALUE_MARKER: json_raw(json, example, strlen(example)); break;
    case VALUE_ENUM:
    case VALUE_CLIENT_ID: json_string(json, fields_values((enum enum_id)value.of, &count)->name); break;
    case VALUE_LIST: write_example_list(json, &LISTS[value.of], version); break;
    case VALUE_OBJECT: write_example_object(json, (enum shape_id)value.of, version); break;
    default: json_string(json, example);
  }
}

/* A field that is newer than `version` has the members of the version that added it. */
void schema_write_example(struct json_writer *json, enum field_id field, int version) {
  bool newer = FIELDS[field].since > version && FIELDS[field].value.type != VALUE_SCHEMA_VERSION;
  write_example_value(json, FIELDS[field].value, EXAMPLES[field], newer ? FIELDS[field].since : version);
}
