/* fields.c: the rows of fields.def and enums.def as C tables, and lookups in them. */
#include "fields.h"

#include <string.h>

#include "base/text.h"

/* ---- Tables ---- */

/* A row names its type by a word (COUNT) or a call (ONE_OF(OS)); with VALUE_ in front, both begin a
 * value_spec. */
#define VALUE_ONE_OF(set) VALUE_ENUM, .of = ENUM_##set
#define VALUE_OBJECT(shape) VALUE_OBJECT, .of = SHAPE_##shape
#define VALUE_LIST(list) VALUE_LIST, .of = LIST_##list

MCPX_INTERNAL const struct field FIELDS[FIELD_COUNT + 1] = {
#define FIELD(shape, key, since, presence, value, example, about) \
  {SHAPE_##shape, #key, since, PRESENCE_##presence, {.type = VALUE_##value}},
#include "tables/fields.def"
    {SHAPE_COUNT, "", 0, 0, {VALUE_ANY, 0}}};

static const uint8_t FIELD_LENGTHS[FIELD_COUNT] = {
#define FIELD(shape, key, since, presence, value, example, about) sizeof #key - 1,
#include "tables/fields.def"
};

_Static_assert(FIELD_COUNT < 256, "the index of a field fits a byte");

/* The newest schema version that a row names is the newest known one. */
#define IS_KNOWN(since) _Static_assert((since) <= MCPX_SCHEMA_VERSION, "MCPX_SCHEMA_VERSION is the newest");
#define FIELD(shape, key, since, presence, value, example, about) IS_KNOWN(since)
#include "tables/fields.def"
#define VALUE(name, since, status) IS_KNOWN(since)
#include "tables/enums.def"
#undef IS_KNOWN

MCPX_INTERNAL const struct shape SHAPES[SHAPE_COUNT] = {
    [SHAPE_NONE] = {ADDITIONAL_OPEN, FIELD_COUNT, {VALUE_ANY, 0}},
#define SHAPE(shape, additional) [SHAPE_##shape] = {ADDITIONAL_##additional, shape##_FIRST, {VALUE_ANY, 0}},
#define MAP(shape, keys, value) [SHAPE_##shape] = {ADDITIONAL_##keys, shape##_FIRST, {.type = VALUE_##value}},
#include "tables/fields.def"
};

#undef VALUE_ONE_OF
#undef VALUE_OBJECT
#undef VALUE_LIST

MCPX_INTERNAL const struct list LISTS[] = {
    [LIST_PROVIDERS] = {.item = {VALUE_ENUM, ENUM_PROVIDER}, .sorted = true},
    [LIST_CLIENTS_SEEN] = {.item = {VALUE_CLIENT_NAME, 0}, .most = CLIENTS_SEEN_MAX, .or_null = true},
    [LIST_CLIENT_IDS] = {.item = {VALUE_CLIENT_ID, ENUM_CLIENT}},
};

static const uint8_t ENUM_STARTS[ENUM_COUNT] = {
    [ENUM_NONE] = ENUM_VALUE_COUNT,
#define ENUM(set) [ENUM_##set] = set##_FIRST,
#include "tables/enums.def"
};

/* So that ALLOWED can be the status of a row, like the name of a finding. */
enum { FINDING_ALLOWED = VALUE_ALLOWED };

static const struct enum_value ENUM_VALUES[ENUM_VALUE_COUNT + 1] = {
#define VALUE(name, since, status) {name, since, FINDING_##status},
#include "tables/enums.def"
};

static const uint8_t ENUM_VALUE_LENGTHS[ENUM_VALUE_COUNT] = {
#define VALUE(name, since, status) sizeof(name) - 1,
#include "tables/enums.def"
};

/* ---- What a value must be, for people ---- */

static const char *const EXPECTED_OF_SET[ENUM_COUNT] = {[ENUM_NONE] = ""
#define ENUM(set) , [ENUM_##set] = "one of:"
#define VALUE(name, since, status) " '" name "'"
#include "tables/enums.def"
};

static const char *const EXPECTED_OF_TYPE[] = {
    [VALUE_ANY] = NULL,
    [VALUE_UUID] = "a UUID: 8-4-4-4-12 hexadecimal digits",
    [VALUE_VERSION] = "a semantic version such as v1.2.3, at most 64 bytes",
    [VALUE_VERSION_OR_EMPTY] = "a semantic version such as v1.2.3, at most 64 bytes, or an empty string",
    [VALUE_GO_VERSION] = "a Go version such as go1.24.4",
    [VALUE_DATE_TIME] = "an RFC 3339 date and time with a time zone, such as 2026-01-31T12:00:00Z",
    [VALUE_CLIENT_NAME] =
        "1 to 64 lower-case letters, digits, dots, _ or -, of which the first is a letter or digit",
    [VALUE_MACHINE_ID] = "64 lower-case hexadecimal digits",
    [VALUE_CODE] = "an error code of the catalog, at most 64 bytes",
    [VALUE_COUNT] = "an integer from 0 to 9007199254740991",
    [VALUE_POSITIVE] = "an integer from 1 to 9007199254740991",
    [VALUE_ACTIVE_DAYS] = "an integer from 1 to 30",
    [VALUE_SCHEMA_VERSION] = "a positive integer",
    [VALUE_BOOLEAN] = "true or false",
    [VALUE_BOOLEAN_OR_NULL] = "true, false or null",
    [VALUE_MARKER] = "true or false",
    [VALUE_ENUM] = NULL,
    [VALUE_CLIENT_ID] = "the id of a client: lower-case letters, digits or -",
    [VALUE_OBJECT] = "an object",
    [VALUE_LIST] = "an array",
};

const char *fields_expected(struct value_spec value) {
  return value.type == VALUE_ENUM ? EXPECTED_OF_SET[value.of] : EXPECTED_OF_TYPE[value.type];
}

/* ---- Lookup ---- */

bool fields_is_free(int field, uint64_t version) {
  enum { LAST_CHECKED_SCHEMA = 5 };
  const struct field *row = &FIELDS[field];
  return version && row->since > version && row->since > LAST_CHECKED_SCHEMA &&
         row->value.type == VALUE_OBJECT;
}

/* SHAPE_NONE has no fields. */
static size_t end_of_shape(enum shape_id shape) {
  return shape + 1 < SHAPE_COUNT ? SHAPES[shape + 1].first : FIELD_COUNT;
}

int fields_find(enum shape_id shape, mcpx_text key) {
  size_t at = SHAPES[shape].first, end = end_of_shape(shape);
  while ((at = text_next_of_length(FIELD_LENGTHS, at, end, key.length)) < end) {
    if (text_same(FIELDS[at].key, key.bytes, key.length)) return (int)at;
    at++;
  }
  return -1;
}

int fields_find_after(enum shape_id shape, mcpx_text key, int before) {
  int next = before + 1;
  bool is_next = before >= 0 && FIELDS[next].shape == shape && FIELD_LENGTHS[next] == key.length &&
                 text_same(FIELDS[next].key, key.bytes, key.length);
  return is_next ? next : fields_find(shape, key);
}

int fields_of_shape(enum shape_id shape) {
  int i = shape == SHAPE_HEARTBEAT ? FIELD_COUNT : 0;
  while (i < FIELD_COUNT && (FIELDS[i].value.type != VALUE_OBJECT || FIELDS[i].value.of != shape)) i++;
  return i < FIELD_COUNT ? i : -1;
}

static uint8_t end_of_set(enum enum_id set) {
  return set + 1 < ENUM_COUNT ? ENUM_STARTS[set + 1] : ENUM_VALUE_COUNT;
}

const struct enum_value *fields_values(enum enum_id set, size_t *count) {
  *count = (size_t)(end_of_set(set) - ENUM_STARTS[set]);
  return ENUM_VALUES + ENUM_STARTS[set];
}

const struct enum_value *fields_find_value(enum enum_id set, mcpx_text name) {
  size_t at = ENUM_STARTS[set], end = end_of_set(set);
  while ((at = text_next_of_length(ENUM_VALUE_LENGTHS, at, end, name.length)) < end) {
    if (text_same(ENUM_VALUES[at].name, name.bytes, name.length)) return &ENUM_VALUES[at];
    at++;
  }
  return NULL;
}
