/* fields.c: the rows of fields.def and enums.def as tables, and names -> rows. */
#include "fields.h"

#include <string.h>

/* What a row calls its value, as a struct value. A name of enum value_type expands to itself inside. */
#define ONE_OF(set) \
  { ENUMERATION, ENUM_##set }
#define OBJECT(shape) \
  { OBJECT_VALUE, SHAPE_##shape }
#define LIST(list) \
  { LIST_VALUE, LIST_##list }
#define UUID \
  { UUID, 0 }
#define VERSION \
  { VERSION, 0 }
#define VERSION_OR_EMPTY \
  { VERSION_OR_EMPTY, 0 }
#define GO_VERSION \
  { GO_VERSION, 0 }
#define DATE_TIME \
  { DATE_TIME, 0 }
#define CLIENT_NAME \
  { CLIENT_NAME, 0 }
#define COUNT \
  { COUNT, 0 }
#define POSITIVE \
  { POSITIVE, 0 }
#define SCHEMA_VERSION \
  { SCHEMA_VERSION, 0 }
#define BOOLEAN \
  { BOOLEAN, 0 }
#define BOOLEAN_OR_NULL \
  { BOOLEAN_OR_NULL, 0 }
#define MARKER \
  { MARKER, 0 }

const struct field FIELDS[FIELD_COUNT + 1] = {
#define FIELD(shape, key, since, presence, value, about) \
  {SHAPE_##shape, #key, sizeof #key - 1, since, presence, value},
#include "tables/fields.def"
    {SHAPE_COUNT, "", 0, 0, 0, {ANY, 0}}};

_Static_assert(FIELD_COUNT < 256, "a field fits a byte");

const struct shape SHAPES[SHAPE_COUNT] = {
    [NO_SHAPE] = {OPEN, FIELD_COUNT, {ANY, 0}},
#define SHAPE(shape, additional) [SHAPE_##shape] = {additional, shape##_FIRST, {ANY, 0}},
#define MAP(shape, keys, value) [SHAPE_##shape] = {KEYS_##keys, shape##_FIRST, value},
#include "tables/fields.def"
};

const struct list LISTS[] = {
    [LIST_PROVIDERS] = {.item = ONE_OF(PROVIDER), .sorted = true},
    [LIST_CLIENTS_SEEN] = {.item = CLIENT_NAME, .most = 16, .or_null = true},
    [LIST_CLIENT_IDS] = {.item = {ENUM_OR_CLIENT_ID, ENUM_CLIENT}},
};

static const uint8_t ENUM_STARTS[ENUM_COUNT] = {
    [NO_ENUM] = VALUE_COUNT,
#define ENUM(set) [ENUM_##set] = set##_FIRST,
#include "tables/enums.def"
};

enum { FINDING_ALLOWED = ALLOWED };

static const struct enum_value VALUES[VALUE_COUNT + 1] = {
#define VALUE(name, since, status) {name, sizeof(name) - 1, since, FINDING_##status},
#include "tables/enums.def"
};

static const char *const LISTINGS[ENUM_COUNT] = {[NO_ENUM] = ""
#define ENUM(set) , [ENUM_##set] = "one of:"
#define VALUE(name, since, status) " '" name "'"
#include "tables/enums.def"
};

#undef ONE_OF
#undef OBJECT
#undef LIST
#undef UUID
#undef VERSION
#undef VERSION_OR_EMPTY
#undef GO_VERSION
#undef DATE_TIME
#undef CLIENT_NAME
#undef COUNT
#undef POSITIVE
#undef SCHEMA_VERSION
#undef BOOLEAN
#undef BOOLEAN_OR_NULL
#undef MARKER

/* What a field holds, for people. */
static const char *const EXPECTED[] = {
    [ANY] = NULL,
    [UUID] = "a UUID: 8-4-4-4-12 hexadecimal digits",
    [VERSION] = "a semantic version such as v1.2.3, at most 64 bytes",
    [VERSION_OR_EMPTY] = "a semantic version such as v1.2.3, at most 64 bytes, or nothing",
    [GO_VERSION] = "a version of Go such as go1.24.4",
    [DATE_TIME] = "a date and time by RFC 3339 such as 2026-01-31T12:00:00Z",
    [CLIENT_NAME] = "up to 64 lower-case letters, digits, dots, _ and -, with a letter or digit first",
    [COUNT] = "an integer from 0 to 9007199254740991",
    [POSITIVE] = "an integer from 1 to 9007199254740991",
    [SCHEMA_VERSION] = "an integer from 1 on",
    [BOOLEAN] = "true or false",
    [BOOLEAN_OR_NULL] = "true, false or null",
    [MARKER] = "true or false",
    [ENUMERATION] = NULL,
    [ENUM_OR_CLIENT_ID] = "a known client, or lower-case letters, digits and -",
    [OBJECT_VALUE] = "an object",
    [LIST_VALUE] = "an array",
};

const char *fields_expected(struct value value) {
  return value.type == ENUMERATION ? LISTINGS[value.of] : EXPECTED[value.type];
}

/* ---- Lookup ---- */

int fields_find(enum shape_id shape, mcpx_text key) {
  for (int i = SHAPES[shape].first; FIELDS[i].shape == shape; i++)
    if (FIELDS[i].length == key.length && memcmp(FIELDS[i].key, key.bytes, key.length) == 0) return i;
  return -1;
}

int fields_of_shape(enum shape_id shape) {
  int i = 0;
  while (i < FIELD_COUNT && (FIELDS[i].value.type != OBJECT_VALUE || FIELDS[i].value.of != shape)) i++;
  return i < FIELD_COUNT ? i : -1;
}

const struct enum_value *fields_values(enum enum_id set, size_t *count) {
  const uint8_t end = set + 1 < ENUM_COUNT ? ENUM_STARTS[set + 1] : VALUE_COUNT;
  *count = (size_t)(end - ENUM_STARTS[set]);
  return VALUES + ENUM_STARTS[set];
}

const struct enum_value *fields_find_value(enum enum_id set, mcpx_text name) {
  size_t count;
  const struct enum_value *values = fields_values(set, &count);
  for (size_t i = 0; i < count; i++)
    if (values[i].length == name.length && memcmp(values[i].name, name.bytes, name.length) == 0)
      return &values[i];
  return NULL;
}
