/* check.h: the state of one check of a payload, shared by the files that do its parts. */
#ifndef MCPX_CHECK_CHECK_H
#define MCPX_CHECK_CHECK_H

#include "catalog/catalog.h"
#include "fields.h"
#include "json/reader.h"
#include "suggest.h"
#include "workspace.h"

/* An object or array that is open, and the member of it that is at hand. Level 0 is the document. */
struct level {
  bool array;
  bool secret;             /* the member's key, or that of its list, is named like a secret */
  bool coordinate;         /* the member's key is named like a coordinate */
  enum shape_id shape;     /* of an object; NO_SHAPE: nothing is known of it */
  const struct list *list; /* of an array; NULL: nothing is known of it */
  size_t index;            /* of the member, from 1; 0 before the first */
  const char *name;        /* the member's key where it is a name of the tables, or NULL */
  int field;               /* the member's row, or -1 */
  unsigned code;      /* of the map of codes: which one the key is; CODE_COUNT is one that is not known */
  struct value value; /* what the member's value has to be */
  uint64_t present;   /* a bit for each row of the shape that was there */
  size_t keys;        /* where its keys begin in workspace.keys */
  struct place open;  /* its bracket */
  mcpx_text previous; /* the item before, of a list */
};

/* What the payload says in a field, for the comparisons at the end. */
struct field_state {
  bool present;
  bool legal; /* its value is of the right kind: what follows holds */
  struct place key;
  struct place value;
  int64_t number; /* a count, 0 or 1, seconds, the items of a list or object */
  mcpx_text text;
};

/* Something that a newer schema brought: known only at the end, when the version is. */
struct deferred_finding {
  enum finding_kind rule;
  int since;
  struct place place;
  int field;        /* its row, or -1 */
  const char *name; /* of a key in the field's object, or NULL */
};

enum { DEFERRED_MAX = FIELD_COUNT };

struct check {
  struct json_reader reader;
  struct finding_list findings;
  struct workspace *memory;
  const mcpx_check_options *options;
  bool scan_only;
  bool beacon; /* what is known of the payload before it is read, in a second pass */
  bool newer;
  int depth; /* levels[depth] is the innermost one */
  struct level levels[JSON_DEPTH_MAX + 1];
  size_t decoded;    /* bytes used of workspace.decoded */
  size_t key_count;  /* used of workspace.keys */
  int searches_left; /* for suggestions */
  uint64_t version;  /* of the schema; 0: unknown */
  struct field_state facts[FIELD_COUNT];
  uint64_t code_counts[CODE_COUNT + 1]; /* of diagnostics; the last one is of codes that are not known here */
  struct deferred_finding deferred[DEFERRED_MAX];
  size_t deferred_count;
};

/* A check that is about to begin; the arguments are those of mcpx_validate. */
struct check check_of(const mcpx_check_options *options, mcpx_workspace *workspace, mcpx_finding *findings,
                      size_t room);

/* Check a payload and leave the state behind, for those who want its facts; mcpx_validate and mcpx_scan are
 * this. */
void check_payload(struct check *check, const char *payload, size_t length, mcpx_verdict *verdict);

/* A finding at the member at hand. `expected` is left out where it would repeat a part of `text`. */
void check_report(struct check *check, enum finding_kind rule, struct place place, mcpx_text text,
                  const char *expected, const char *suggestion);

/* A finding at a field; `name` is a key in the field's object, or NULL. */
void check_report_field(struct check *check, enum finding_kind rule, int field, const char *name,
                        struct place place, const char *expected);

/* Keep what a newer schema brought until the version is known. A payload with more of it than there are rows
 * has equal keys, and is told of them. */
void check_defer(struct check *check, struct deferred_finding deferred_finding);

/* value.c: judge a scalar by what the member at hand has to be. */
void check_string(struct check *check, mcpx_text text, struct place place);
void check_scalar(struct check *check, struct json_token token);
void check_wrong_type(struct check *check, struct place place, mcpx_text text);

/* key.c: the key as the tables have it, or NULL where it is not in them. */
const char *check_known_name(enum shape_id shape, mcpx_text key);

/* Judge a key of the innermost object, and find out what its value has to be. True where it is a row's: then
 * it has been compared with the keys before it; false where that is left to do. */
bool check_key(struct check *check, mcpx_text text, struct place place);

/* consistency.c: all is read: compare fields with each other. */
void check_consistency(struct check *check);

/* The canary of profile `proxy`: the first rule that holds on the raw bytes, and nothing else. */
void canary_proxy(struct check *check, const char *payload, size_t length);

#endif
