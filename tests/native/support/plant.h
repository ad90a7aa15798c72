/* plant.h: a text that somebody leaked -> what the canary says of a heartbeat with it. */
#ifndef TEST_PLANT_H
#define TEST_PLANT_H

#include "payloads.h"

/* What the canary says of a heartbeat of version 5 with `text` as the value at a JSON Pointer. The case fails
 * where a finding repeats six characters in a row of it. */
const struct outcome *plant_value(const char *pointer, const char *text);

/* With `text` as a key beside those of the object at the pointer ("" for the payload), with that JSON value.
 */
const struct outcome *plant_key(const char *pointer, const char *text, const char *raw);

/* A detector and a text; the name of a row is its text. */
struct sample {
  const char *text;
  const char *rule;
};

#define SAMPLE(rule, text) \
  { text, rule }

/* Cases for rows of struct sample. The first looks where nothing is known of a text (the value and the key of
 * an unknown property) and where something else should stand; `found_where_free` only at the former, and sees
 * that the latter is not told of by that rule. */
void found_where_strange(void **state);
void found_where_free(void **state);

/* By no rule of that name, anywhere a text can stand that may hold it. */
void not_found(void **state);

/* In a legal name that a client gave itself: found, or nothing to find at all. */
void found_in_name(void **state);
void clean_in_name(void **state);

#endif
