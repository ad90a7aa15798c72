/* number.h: the text of a JSON number -> what a check wants to know of it, without rounding. */
#ifndef MCPX_JSON_NUMBER_H
#define MCPX_JSON_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The largest integer that every reader of JSON holds exactly: 2^53 - 1. */
#define JSON_INTEGER_MAX UINT64_C(9007199254740991)

/* The sum of two of them, or the largest one. */
static inline uint64_t json_integer_sum(uint64_t a, uint64_t b) {
  return a + b < JSON_INTEGER_MAX ? a + b : JSON_INTEGER_MAX;
}

/* Is it finite as a double? `text` is a number by the grammar of JSON. */
bool json_number_in_range(const char *text, size_t length);

/* Is it an integer from 0 to JSON_INTEGER_MAX, however it is written (1.0 and 1e2 are)? Then `*value` is it.
 */
bool json_number_is_count(const char *text, size_t length, uint64_t *value);

#endif
