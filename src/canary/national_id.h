/* national_id.h: the forms and check digits of the numbers that states give to people and companies. */
#ifndef MCPX_CANARY_NATIONAL_ID_H
#define MCPX_CANARY_NATIONAL_ID_H

#include <stdbool.h>
#include <stddef.h>

#include "base/internal.h"

/* How many characters a number has. */
enum { NATIONAL_ID_MIN = 8, NATIONAL_ID_MAX = 24 };

/* The characters of a number without its separators, in upper case. */
struct national_id {
  char chars[NATIONAL_ID_MAX];
  size_t count;
};

/* A row of national_ids.def. */
struct national_id_form {
  const char *pattern;
  bool (*check)(const struct national_id *id);
};

/* Both end with a row without a pattern. The second ones are found in a plain number, too. */
MCPX_INTERNAL_TABLE(const struct national_id_form NATIONAL_ID_FORMS[]);
MCPX_INTERNAL_TABLE(const struct national_id_form NATIONAL_NUMBER_FORMS[]);

#endif
