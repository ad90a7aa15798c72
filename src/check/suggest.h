/* suggest.h: a misspelled name -> the nearest name of the tables. */
#ifndef MCPX_CHECK_SUGGEST_H
#define MCPX_CHECK_SUGGEST_H

#include "base/internal.h"
#include "fields.h"

/* How many searches one check may make. Each costs up to a hundred edit distances, so without a limit a
 * payload of misspelled names alone would take long. */
enum { SUGGEST_SEARCHES_MAX = 64 };

/* The key of a shape, or the value of a set, that is nearest to `text`: up to a third of its letters, but at
 * most two, may differ. NULL where none is that near, and where no search is left; each call uses one up. */
MCPX_INTERNAL const char *suggest_key(int *searches_left, enum shape_id shape, mcpx_text text);
MCPX_INTERNAL const char *suggest_value(int *searches_left, enum enum_id set, mcpx_text text);

#endif
