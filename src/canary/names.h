/* names.h: is a word the name of a person or organization, or a word of programs? */
#ifndef MCPX_CANARY_NAMES_H
#define MCPX_CANARY_NAMES_H

#include <stdbool.h>

#include "base/internal.h"
#include "base/text.h"

/* Longer words are not searched for. */
enum { NAME_LENGTH_MAX = 24 };

/* ---- The words of the tables, as tables/derived/canary.def has them ---- */

/* The lists that a word is in. */
enum name_list { NAME_GIVEN = 1, NAME_FAMILY = 2, NAME_ORGANIZATION = 4, NAME_PLAIN = 8 };

enum { NAME_WORD_MAX = 16, NAME_PAIRS = 26 * 26 };

/* The number of the first two letters of a word, which are small. */
static inline int name_pair(const char *word) { return (word[0] - 'a') * 26 + (word[1] - 'a'); }

/* ---- Words of a text ---- */

/* Each expects letters a to z and A to Z alone; others are no letters of a name. */
MCPX_INTERNAL bool name_is_given(mcpx_text word);
MCPX_INTERNAL bool name_is_family(mcpx_text word);
MCPX_INTERNAL bool name_is_organization(mcpx_text word);

/* Each of these lists. */
MCPX_INTERNAL bool name_is_listed(mcpx_text word);

/* Does a word of one of them begin with the three bytes at an offset, in any case? */
MCPX_INTERNAL bool name_begins_listed(mcpx_text text, size_t at);

/* Two names in one word, or an initial and a family name: "aliceliddell", "aliddell". */
MCPX_INTERNAL bool name_is_full(mcpx_text word);

/* A word that codes, checks, routes and versions consist of, also two of them in one, or its plural. */
MCPX_INTERNAL bool name_is_plain_word(mcpx_text word);

/* Has a text only such words, numbers, and words of one or two letters? */
MCPX_INTERNAL bool name_is_plain_text(mcpx_text text);

#endif
