/* release.h: is a version one that a real build has? Stricter than the formats of formats.h. */
#ifndef MCPX_FORMATS_RELEASE_H
#define MCPX_FORMATS_RELEASE_H

#include <stdbool.h>

#include "base/internal.h"
#include "base/text.h"

/* Is it a prefix, up to three numbers of at most nine digits in all, and at most one word of
 * version_words.def with a number? Expects what one of the two formats accepts. Such a version has no room
 * for personal data. */
MCPX_INTERNAL bool release_is_short_version(mcpx_text version);

/* Expects what format_is_version() accepts. The parts of its suffix have to be words of version_words.def,
 * numbers, times and hashes of commits, as of a release, of git describe or of a pseudo-version of Go. */
MCPX_INTERNAL bool release_is_usual_version(mcpx_text version);

/* Expects what format_is_go_version() accepts. */
MCPX_INTERNAL bool release_is_usual_go_version(mcpx_text version);

#endif
