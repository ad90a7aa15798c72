/* fields.h: the rows of fields.def and enums.def, for the files that judge by them. */
#ifndef MCPX_CHECK_FIELDS_H
#define MCPX_CHECK_FIELDS_H

#include <stdint.h>

#include "findings.h"
#include "formats/formats.h"

enum shape_id {
  NO_SHAPE,
#define SHAPE(shape, additional) SHAPE_##shape,
#define MAP(shape, keys, value) SHAPE_##shape,
#include "tables/fields.def"
  SHAPE_COUNT
};

enum enum_id {
  NO_ENUM,
#define ENUM(set) ENUM_##set,
#include "tables/enums.def"
  ENUM_COUNT
};

/* Where each set begins. A value is numbered by its line in enums.def, for want of a name. */
#define ROW_OF(line) ROW_##line
#define ROW_AT(line) ROW_OF(line)
enum {
#define ENUM(set) set##_FIRST, set##_BEFORE = set##_FIRST - 1,
#define VALUE(name, since, status) ROW_AT(__LINE__),
#include "tables/enums.def"
  VALUE_COUNT
};

enum list_id { LIST_PROVIDERS, LIST_CLIENTS_SEEN, LIST_CLIENT_IDS };

/* HEARTBEAT_version and so on; HEARTBEAT_FIRST is the first one of a shape. */
enum field_id {
#define SHAPE(shape, additional) shape##_FIRST, shape##_BEFORE = shape##_FIRST - 1,
#define MAP(shape, keys, value) SHAPE(shape, keys)
#define FIELD(shape, key, since, presence, value, about) shape##_##key,
#include "tables/fields.def"
  FIELD_COUNT
};

enum value_type {
  ANY, /* nothing is known of it */
  UUID,
  VERSION,
  VERSION_OR_EMPTY,
  GO_VERSION,
  DATE_TIME,
  CLIENT_NAME,
  COUNT,    /* an integer from 0 to 2^53 - 1 */
  POSITIVE, /* so, but not 0 */
  SCHEMA_VERSION,
  BOOLEAN,
  BOOLEAN_OR_NULL,
  MARKER, /* a boolean; what else stands there breaks a rule of its own */
  ENUMERATION,
  ENUM_OR_CLIENT_ID, /* a value of the set, or one that a newer release may know */
  OBJECT_VALUE,
  LIST_VALUE,
};

/* What a value has to be; `of` is an enum_id, shape_id or list_id. */
struct value {
  uint8_t type;
  uint8_t of;
};

/* What keys beyond the rows of a shape are. */
enum additional { OPEN, CLOSED, MARKERS_ALONE, KEYS_ROUTE, KEYS_CHECK_NAME, KEYS_CODE_NAME };

enum presence { OPTIONAL, REQUIRED };

struct field {
  uint8_t shape;
  const char *key;
  uint8_t length;
  uint8_t since;
  uint8_t presence;
  struct value value;
};

struct shape {
  uint8_t additional;
  uint8_t first;      /* its rows in FIELDS begin here, and end where another shape's begin */
  struct value value; /* of a map */
};

struct list {
  struct value item;
  uint8_t most; /* items; 0: no limit */
  bool sorted;
  bool or_null;
};

struct enum_value {
  const char *name;
  uint8_t length;
  uint8_t since;
  uint8_t status; /* ALLOWED, or the rule that is told of it */
};

enum { ALLOWED = FINDING_COUNT, CODES_MAX = 20 /* in diagnostics */ };

/* The table of fields ends with a row that is in no shape at all. */
extern const struct field FIELDS[FIELD_COUNT + 1];
extern const struct shape SHAPES[SHAPE_COUNT];
extern const struct list LISTS[];

/* The field of that key in a shape, or -1. */
int fields_find(enum shape_id shape, mcpx_text key);

/* The value of that name in a set, or NULL. */
const struct enum_value *fields_find_value(enum enum_id set, mcpx_text name);

/* The values of a set. */
const struct enum_value *fields_values(enum enum_id set, size_t *count);

/* The field whose value is that shape, or -1. */
int fields_of_shape(enum shape_id shape);

/* What a value has to be, for people: "true or false", "one of: 'personal' 'server'"; NULL for ANY. */
const char *fields_expected(struct value value);

#endif
