/* plant.h: puts a text into a heartbeat and scans it. */
#ifndef TEST_PLANT_H
#define TEST_PLANT_H

#include "payloads.h"

/* Scans a heartbeat of version 5 with `text` as the value at a JSON Pointer. The test fails if a finding
 * repeats six consecutive characters of the text. */
const struct outcome *plant_value(const char *pointer, const char *text);

/* The same with `text` as an additional key, with the value `raw`, of the object at the pointer. "" is the
 * payload. */
const struct outcome *plant_key(const char *pointer, const char *text, const char *raw);

/* A detector and a text, which is also the name of the row. */
struct sample {
  const char *text;
  const char *rule;
};

#define SAMPLE(rule, text) \
  { text, rule }

/* Tests for rows of struct sample. `found_where_strange` expects a finding of the rule in the key and in the
 * value of an unknown member, and where a known field requires another value. `found_where_free` expects one
 * in the unknown member only. */
void found_where_strange(void **state);
void found_where_free(void **state);

/* Expects no finding of that rule anywhere. */
void not_found(void **state);

/* In a valid client name: expects a finding of the rule, or no finding at all. */
void found_in_name(void **state);
void clean_in_name(void **state);

#endif
