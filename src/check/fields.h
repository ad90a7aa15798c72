/* fields.h: the rows of fields.def and enums.def as C tables, and lookups in them. */
#ifndef MCPX_CHECK_FIELDS_H
#define MCPX_CHECK_FIELDS_H

#include <stdint.h>

#include "base/internal.h"
#include "findings.h"
#include "formats/formats.h"

enum shape_id {
  SHAPE_NONE,
#define SHAPE(shape, additional) SHAPE_##shape,
#define MAP(shape, keys, value) SHAPE_##shape,
#include "tables/fields.def"
  SHAPE_COUNT
};

enum enum_id {
  ENUM_NONE,
#define ENUM(set) ENUM_##set,
#include "tables/enums.def"
  ENUM_COUNT
};

/* OS_FIRST and so on: where each set begins in the list of all values. Values have no names that C could use,
 * so each is numbered by its line in enums.def. */
#define ENUM_VALUE_ROW(line) ENUM_VALUE_ROW_##line
#define ENUM_VALUE_AT(line) ENUM_VALUE_ROW(line)
enum {
#define ENUM(set) set##_FIRST, set##_BEFORE = set##_FIRST - 1,
#define VALUE(name, since, status) ENUM_VALUE_AT(__LINE__),
#include "tables/enums.def"
  ENUM_VALUE_COUNT
};

enum list_id { LIST_PROVIDERS, LIST_CLIENTS_SEEN, LIST_CLIENT_IDS };

/* HEARTBEAT_version and so on; HEARTBEAT_FIRST is the first field of a shape. */
enum field_id {
#define SHAPE(shape, additional) shape##_FIRST, shape##_BEFORE = shape##_FIRST - 1,
#define MAP(shape, keys, value) SHAPE(shape, keys)
#define FIELD(shape, key, since, presence, value, example, about) shape##_##key,
#include "tables/fields.def"
  FIELD_COUNT
};

enum value_type {
  VALUE_ANY, /* nothing is known of the value */
  VALUE_UUID,
  VALUE_VERSION,
  VALUE_VERSION_OR_EMPTY,
  VALUE_GO_VERSION,
  VALUE_DATE_TIME,
  VALUE_CLIENT_NAME,
  VALUE_MACHINE_ID,
  VALUE_CODE,        /* an error code */
  VALUE_COUNT,       /* an integer from 0 to 2^53 - 1 */
  VALUE_POSITIVE,    /* the same, from 1 */
  VALUE_ACTIVE_DAYS, /* an integer from 1 to ACTIVE_DAYS_MAX */
  VALUE_SCHEMA_VERSION,
  VALUE_BOOLEAN,
  VALUE_BOOLEAN_OR_NULL,
  VALUE_MARKER, /* a boolean; any other value breaks a rule of its own */
  VALUE_ENUM,
  VALUE_CLIENT_ID, /* a value of the set, or one that a newer release may have added */
  VALUE_OBJECT,
  VALUE_LIST,
};

/* The type of a value; `of` is its enum_id, shape_id or list_id. */
struct value_spec {
  uint8_t type;
  uint8_t of;
};

/* What the keys of an object may be beyond the fields of its shape. */
enum additional {
  ADDITIONAL_OPEN,         /* anything: a newer proxy may send more */
  ADDITIONAL_CLOSED,       /* nothing */
  ADDITIONAL_MARKERS_ONLY, /* nothing, by the rule of env_markers */
  ADDITIONAL_ROUTE,        /* of a map: routes, */
  ADDITIONAL_CHECK_NAME,   /* names of health checks, */
  ADDITIONAL_CODE_NAME,    /* error codes */
};

enum presence { PRESENCE_OPTIONAL, PRESENCE_REQUIRED };

struct field {
  uint8_t shape;
  const char *key;
  uint8_t since;
  uint8_t presence;
  struct value_spec value;
};

struct shape {
  uint8_t additional;
  uint8_t first;           /* index in FIELDS; the shape ends where a field has another one */
  struct value_spec value; /* of a map */
};

struct list {
  struct value_spec item;
  uint8_t most; /* items; 0: no limit */
  bool sorted;
  bool or_null;
};

struct enum_value {
  const char *name;
  uint8_t since;
  uint8_t status; /* VALUE_ALLOWED, or the kind of finding that is reported for it */
};

enum { VALUE_ALLOWED = FINDING_COUNT };

/* How many error codes, and names of clients, a heartbeat may list. */
enum { CODES_MAX = 20, CLIENTS_SEEN_MAX = 16 };

/* The most that active_days_30d can be. */
enum { ACTIVE_DAYS_MAX = 30 };

/* The last row belongs to no shape. */
MCPX_INTERNAL_TABLE(const struct field FIELDS[FIELD_COUNT + 1]);
MCPX_INTERNAL_TABLE(const struct shape SHAPES[SHAPE_COUNT]);
MCPX_INTERNAL_TABLE(const struct list LISTS[]);

/* Is the field an object that came after schema 5, in a payload of an earlier version? There it was an
 * unknown field, which may contain anything but personal data. 0: the version is not known. */
MCPX_INTERNAL bool fields_is_free(int field, uint64_t version);

/* The field with that key in a shape, or -1. */
MCPX_INTERNAL int fields_find(enum shape_id shape, mcpx_text key);

/* The same. `before` is the field of the key before, or -1: payloads mostly have the order of fields.def. */
MCPX_INTERNAL int fields_find_after(enum shape_id shape, mcpx_text key, int before);

/* The value of that name in a set, or NULL. */
MCPX_INTERNAL const struct enum_value *fields_find_value(enum enum_id set, mcpx_text name);

/* The values of a set, in the order of enums.def. */
MCPX_INTERNAL const struct enum_value *fields_values(enum enum_id set, size_t *count);

/* The field whose value is that shape, or -1: SHAPE_HEARTBEAT is the payload itself. */
MCPX_INTERNAL int fields_of_shape(enum shape_id shape);

/* What a value must be, for people: "true or false", "one of: 'personal' 'server'". NULL for VALUE_ANY. */
MCPX_INTERNAL const char *fields_expected(struct value_spec value);

#endif
