/* phrases.h: the rows of tables/phrases.def, which are the phrases that rules search for, grouped in sets. */
#ifndef MCPX_CLASSIFY_PHRASES_H
#define MCPX_CLASSIFY_PHRASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/internal.h"

/* The sets: SET_docker_program and so on. SET_NONE (0) ends a list of sets. */
enum phrase_set {
  SET_NONE,
#define SET(name) SET_##name,
#define STATUS_SET(name) SET_##name,
#define CODE_SET(name) SET_##name,
#include "tables/phrases.def"
  SET_COUNT
};

/* The kind of a row; never 0. The first three begin a set, the others are phrases. */
enum phrase_kind {
  PHRASE_SET = 1,
  PHRASE_STATUS_SET,
  PHRASE_CODE_SET,
  PHRASE_BOTH,
  PHRASE_PROXY,
  PHRASE_EXACT,
  PHRASE_EXTENDED
};

/* All rows in one string. A row is a byte for its kind, its text and a NUL; its offset identifies it. */
MCPX_INTERNAL_TABLE(const char PHRASE_ROWS[]);

/* No row begins at or after this offset. */
enum { PHRASES_MAX = 131072 };

static inline enum phrase_kind phrase_kind_at(size_t at) { return (enum phrase_kind)PHRASE_ROWS[at]; }
static inline const char *phrase_text_at(size_t at) { return PHRASE_ROWS + at + 1; }

/* The set of the phrase at `at`: the last set that begins before it. */
MCPX_INTERNAL size_t phrase_set_of(size_t at);

/* PHRASE_SET, PHRASE_STATUS_SET or PHRASE_CODE_SET. */
MCPX_INTERNAL enum phrase_kind phrase_set_kind(size_t set);

struct phrase {
  size_t at;
  enum phrase_kind kind;
  const char *text; /* "" for a row that begins a set */
};

static inline bool phrase_begins_set(const struct phrase *phrase) { return phrase->kind <= PHRASE_CODE_SET; }

/* Move to the next row; false after the last. Start with `*phrase` all zero, or with the row that begins a
 * set. */
MCPX_INTERNAL bool phrase_next(struct phrase *phrase);

/* The row that begins a set. */
MCPX_INTERNAL struct phrase phrase_set_row(size_t set);

#endif
