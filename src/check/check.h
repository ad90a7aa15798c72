/* check.h: the state of one check of a payload, which all files of the module work on, and how a check is
 * run. */
#ifndef MCPX_CHECK_CHECK_H
#define MCPX_CHECK_CHECK_H

#include "base/internal.h"
#include "catalog/catalog.h"
#include "fields.h"
#include "json/reader.h"
#include "workspace.h"

/* An object or array that is open. The document itself is a container with one member. */
struct container {
  bool array;
  enum shape_id shape;     /* of an object; SHAPE_NONE: nothing is known of it */
  const struct list *list; /* of an array; NULL: nothing is known of it */
  uint64_t present;        /* a bit for each field of the shape that was read */
  size_t first_key;        /* its keys begin here in workspace.keys */
  struct place open;       /* its opening bracket */
  enum canary_key key;     /* what the key before it says about the values in it */
  uint8_t since;           /* a field of an object that came later than the object has a version of its own */
  mcpx_text previous;      /* the item before, of a sorted list */
  size_t first_piece;      /* its strings begin here in workspace.pieces */
  size_t hits_before;      /* how much personal data was found before it */
};

/* The member of a container that is being read. */
struct member {
  size_t number;           /* from 1; 0 before the first */
  const char *name;        /* the key where it is a name of the tables, else NULL */
  int field;               /* index in FIELDS, or -1 */
  unsigned code;           /* of a map of codes: CODE_COUNT for an unknown one, more for what is no code */
  struct value_spec value; /* what its value must be */
  enum canary_key key;     /* what its key, or that of the list or object around it, says about it */
};

struct level {
  struct container container;
  struct member member;
};

/* What the payload says in a field, for the comparisons at the end. */
struct field_state {
  bool present;
  bool valid; /* its value follows its type, so the members below are set */
  struct place key;
  struct place value;
  int64_t number; /* a count, 0 or 1, seconds since 1970, or the number of items of a list or object */
  mcpx_text text; /* in the payload or in workspace.decoded */
};

/* A finding about something that a newer schema added. Whether it is reported depends on the schema version
 * of the payload, which may come last. */
struct deferred_finding {
  enum finding_kind kind;
  int since;
  struct place place;
  int field;        /* index in FIELDS, or -1 */
  const char *name; /* a key in the object of that field, or NULL */
};

/* What an array of numbers may spell: an address, a place, or the characters of a text. */
enum { NUMBER_LIST_MAX = 256 };

struct number_list {
  size_t count;                /* of items, of any type */
  size_t octets;               /* of integers from 0 to 255, as long as there is nothing else */
  size_t degrees;              /* of numbers with four decimals and a whole part of up to 180, likewise */
  char bytes[NUMBER_LIST_MAX]; /* the octets */
};

/* Only equal keys can make a payload exceed it, and those are errors anyway. */
enum { DEFERRED_MAX = FIELD_COUNT };

enum { FIELD_WORDS = (FIELD_COUNT + 63) / 64 };

/* check_start() clears what is before `levels`. What follows is set before it is read: a check would else
 * spend more time on clearing than on reading. */
struct check {
  struct json_reader reader;
  struct finding_list findings;
  struct workspace *memory;
  const mcpx_check_options *options;
  bool scan_only;       /* search for personal data only */
  bool beacon;          /* the payload is an opt-out beacon; a second pass knows it from the start */
  bool newer;           /* its schema version is newer than known; so does this */
  bool has_free_object; /* it has an object of a later schema, which a second pass takes as unknown */
  struct level *level;  /* the innermost one of `levels` */
  size_t decoded;       /* bytes used of workspace.decoded */
  size_t key_count;     /* keys used of workspace.keys */
  size_t pieces_length; /* bytes used of workspace.pieces */
  size_t hits;          /* findings of personal data so far */
  int searches_left;    /* for suggestions */
  uint64_t version;     /* of the schema; 0: unknown */
  uint64_t declared;    /* the version that the first pass has found; 0 in the first pass */
  uint64_t code_counts[CODE_COUNT + 1]; /* of diagnostics; the last one is of unknown codes */
  uint64_t present[FIELD_WORDS];        /* a bit for each field that was read */
  size_t deferred_count;
  struct level levels[JSON_DEPTH_MAX + 1];
  struct field_state states[FIELD_COUNT]; /* of the fields that are present */
  struct number_list numbers;             /* of the innermost array, where nothing is known of it */
  struct deferred_finding deferred[DEFERRED_MAX];
};

static inline struct container *check_container(struct check *check) { return &check->level->container; }

static inline struct member *check_member(struct check *check) { return &check->level->member; }

static inline bool check_is_present(const struct check *check, int field) {
  return check->present[field / 64] >> (field % 64) & 1;
}

/* The state of a field; that of one that is not present is all zero. */
static inline const struct field_state *check_state(const struct check *check, int field) {
  static const struct field_state ABSENT = {0};
  return check_is_present(check, field) ? &check->states[field] : &ABSENT;
}

/* Prepare a check. The other arguments are those of mcpx_validate(). */
MCPX_INTERNAL void check_start(struct check *check, const mcpx_check_options *options,
                               mcpx_workspace *workspace, mcpx_finding *findings, size_t room);

/* Check a payload. Afterwards the states of the fields can be read. */
MCPX_INTERNAL void check_payload(struct check *check, const char *payload, size_t length,
                                 mcpx_verdict *verdict);

#endif
