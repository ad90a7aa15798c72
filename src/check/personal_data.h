/* personal_data.h: a string or number of a payload -> findings of the personal data in it. */
#ifndef MCPX_CHECK_PERSONAL_DATA_H
#define MCPX_CHECK_PERSONAL_DATA_H

#include "base/internal.h"
#include "canary/canary.h"
#include "check.h"

/* Report what the canary finds in a string. */
MCPX_INTERNAL void check_canary(struct check *check, mcpx_text text, struct place place,
                                enum canary_kind kind);

/* Report a number of which nothing is known, if its digits are those of a payment card or it is a coordinate.
 */
MCPX_INTERNAL void check_canary_number(struct check *check, mcpx_text digits, struct place place);

#endif
