/* value.h: check a value against the type of its member. */
#ifndef MCPX_CHECK_VALUE_H
#define MCPX_CHECK_VALUE_H

#include "base/internal.h"
#include "check.h"

/* Check a string. `text` is its decoded text, which must stay until the end of the check. */
MCPX_INTERNAL void check_string(struct check *check, mcpx_text text, struct place place);

/* Check a number, true, false or null. */
MCPX_INTERNAL void check_scalar(struct check *check, const struct json_token *token);

/* Report a value of the wrong type. `text` is its text if it is a string. */
MCPX_INTERNAL void check_wrong_type(struct check *check, enum json_type type, struct place place,
                                    mcpx_text text);

#endif
