/* phrases.h: the rows of tables/phrases.def, which are the phrases that rules search for, grouped in sets. */
#ifndef MCPX_CLASSIFY_PHRASES_H
#define MCPX_CLASSIFY_PHRASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/internal.h"

/* The sets: SET_docker_program and so on. SET_NONE (0) ends a list of sets. */
enum phrase_set {
  SET_NONE,
#define SET(name) SET_##name,
#define STATUS_SET(name) SET_##name,
#define CODE_SET(name) SET_##name,
#define CONTEXT_SET(name) SET_##name,
#define OBJECT_SET(name) SET_##name,
#define SECTION_SET(name) SET_##name,
#define LINE_SET(name) SET_##name,
#define PARAGRAPH_SET(name) SET_##name,
#define SUCCESS_SET(name) SET_##name,
#include "tables/phrases.def"
  SET_COUNT
};

/* The sets after this one are those of the causes. */
#ifdef MCPX_WITHOUT_CAUSES
enum { LAST_SHARED_SET = SET_end_of_rules };
#else
enum { LAST_SHARED_SET = SET_log_http };
#endif

/* The kind of a row; never 0. Those up to PHRASE_SUCCESS_SET begin a set, the others are phrases. */
enum phrase_kind {
  PHRASE_SET = 1,
  PHRASE_STATUS_SET,
  PHRASE_CODE_SET,
  PHRASE_CONTEXT_SET,
  PHRASE_OBJECT_SET,
  PHRASE_SECTION_SET,
  PHRASE_LINE_SET,
  PHRASE_PARAGRAPH_SET,
  PHRASE_SUCCESS_SET,
  PHRASE_BOTH,
  PHRASE_PROXY,
  PHRASE_EXACT,
  PHRASE_EXTENDED
};

/* All rows in one string. A row is a byte for its kind, its text and a NUL; its offset identifies it. */
MCPX_INTERNAL_TABLE(const char PHRASE_ROWS[]);

/* No row begins at or after this offset. */
enum { PHRASES_MAX = 524288 };

static inline enum phrase_kind phrase_kind_at(size_t at) { return (enum phrase_kind)PHRASE_ROWS[at]; }
static inline const char *phrase_text_at(size_t at) { return PHRASE_ROWS + at + 1; }

/* A phrase without the | or ` that may precede its plain bytes. */
static inline const char *phrase_literal(const char *text) { return text + (*text == '|' || *text == '`'); }

/* The set of the phrase at `at`: the last set that begins before it. */
MCPX_INTERNAL size_t phrase_set_of(size_t at);

/* One of the kinds that begin a set. */
MCPX_INTERNAL enum phrase_kind phrase_set_kind(size_t set);

struct phrase {
  size_t at;
  enum phrase_kind kind;
  const char *text; /* "" for a row that begins a set */
  size_t length;    /* of the text */
};

static inline bool phrase_begins_set(const struct phrase *phrase) {
  return phrase->kind <= PHRASE_SUCCESS_SET;
}

/* Move to the next row; false after the last, where the table has a second NUL. Start with `*phrase` all
 * zero, or with the row that begins a set. */
static inline bool phrase_next(struct phrase *phrase) {
  if (phrase->text) phrase->at += 2 + phrase->length;
  phrase->kind = phrase_kind_at(phrase->at);
  phrase->text = phrase_text_at(phrase->at);
  if (!phrase->kind) return false;
  phrase->length = strlen(phrase->text);
  return true;
}

/* The row that begins a set. */
MCPX_INTERNAL struct phrase phrase_set_row(size_t set);

#endif
