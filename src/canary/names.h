/* names.h: is a word the name of a person or organization, or a word of programs? */
#ifndef MCPX_CANARY_NAMES_H
#define MCPX_CANARY_NAMES_H

#include <stdbool.h>

#include "base/internal.h"
#include "base/text.h"

/* Longer words are not searched for. */
enum { NAME_LENGTH_MAX = 24 };

/* Each expects letters a to z and A to Z alone; others are no letters of a name. */
MCPX_INTERNAL bool name_is_given(mcpx_text word);
MCPX_INTERNAL bool name_is_family(mcpx_text word);
MCPX_INTERNAL bool name_is_organization(mcpx_text word);

/* Two names in one word, or an initial and a family name: "aliceliddell", "aliddell". */
MCPX_INTERNAL bool name_is_full(mcpx_text word);

/* A word that codes, checks, routes and versions consist of, also two of them in one, or its plural. */
MCPX_INTERNAL bool name_is_plain_word(mcpx_text word);

/* Has a text only such words, numbers, and words of one or two letters? */
MCPX_INTERNAL bool name_is_plain_text(mcpx_text text);

#endif
