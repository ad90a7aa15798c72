/* match.h: compares a phrase with normalized text at one position. */
#ifndef MCPX_CLASSIFY_MATCH_H
#define MCPX_CLASSIFY_MATCH_H

#include "base/internal.h"
#include "catalog/catalog.h"
#include "normalize.h"

enum {
  MATCH_NONE = -1,
  MATCH_GAP_LONG = 80, /* '*' in a phrase: at most this many bytes between its neighbors */
  MATCH_GAP_SHORT = 24 /* '~' */
};

/* Whether a byte of a phrase is literal. NUL is not. */
MCPX_INTERNAL bool match_is_literal(char c);

struct anchor_neighbors;

/* What the index has of the bytes around the anchor at `lead` of a phrase without the | or ` that may precede
 * it. */
MCPX_INTERNAL struct anchor_neighbors match_neighbors(const char *phrase, size_t length, size_t lead);

/* The index after a phrase of tables/phrases.def that starts at `i`, or MATCH_NONE. After a gap, the nearest
 * match of the next part counts. The first `same` literal bytes of the phrase are known to be there, without
 * a line break among them. */
MCPX_INTERNAL long match_phrase(const struct norm_block *block, size_t i, size_t same, const char *phrase);

/* Whether the text around a match negates it, by tables/negation.def. */
MCPX_INTERNAL bool match_is_negated(const struct norm_block *block, size_t from, size_t to);

/* The HTTP status in a match, or 0. Only a status with a code of its own counts. */
MCPX_INTERNAL int match_status(const struct norm_block *block, size_t from, size_t to);

/* The code whose whole name starts at `from`. */
MCPX_INTERNAL mcpx_code match_code(const struct norm_block *block, size_t from);

#endif
