/* personal_data.h: a string or number of a payload -> findings of the personal data in it. */
#ifndef MCPX_CHECK_PERSONAL_DATA_H
#define MCPX_CHECK_PERSONAL_DATA_H

#include "base/internal.h"
#include "canary/canary.h"
#include "check.h"

/* Report what the canary finds in a string. */
MCPX_INTERNAL void check_canary(struct check *check, mcpx_text text, struct place place,
                                enum canary_kind kind);

/* The same for a text that is joined of several strings: `detectors` has a bit for each that counts. */
MCPX_INTERNAL void check_canary_joined(struct check *check, mcpx_text text, struct place place,
                                       uint64_t detectors);

/* Report what the canary finds in a number of which nothing is known. */
MCPX_INTERNAL void check_canary_number(struct check *check, mcpx_text number, struct place place);

/* Report an object whose key and keys are a path. */
MCPX_INTERNAL void check_canary_home(struct check *check, struct place place);

/* Report a count that contains a blocked value. */
MCPX_INTERNAL void check_canary_count(struct check *check, mcpx_text digits, struct place place);

/* Remember an item of an array that is a number in quotes. */
MCPX_INTERNAL void check_number_text(struct check *check, mcpx_text text);

/* Report what the numbers of an array that was read spell. `open` is its bracket. */
MCPX_INTERNAL void check_number_list(struct check *check, struct place open);

#endif
