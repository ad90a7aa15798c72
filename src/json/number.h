/* number.h: exact questions about the text of a JSON number, answered without floating point. */
#ifndef MCPX_JSON_NUMBER_H
#define MCPX_JSON_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/internal.h"

/* 2^53 - 1: the largest integer that every JSON parser reads exactly. */
#define JSON_INTEGER_MAX UINT64_C(9007199254740991)

/* Adds two integers of that range; the sum stops at JSON_INTEGER_MAX. */
static inline uint64_t json_integer_sum(uint64_t a, uint64_t b) {
  return a + b < JSON_INTEGER_MAX ? a + b : JSON_INTEGER_MAX;
}

/* Returns whether the number is finite as a double. `text` must be a number by the grammar of JSON. */
MCPX_INTERNAL bool json_number_in_range(const char *text, size_t length);

/* Returns whether the number is an integer from 0 to JSON_INTEGER_MAX, and stores it in `*value`. The
 * notation does not matter: 1.0 and 1e2 are integers. */
MCPX_INTERNAL bool json_number_is_count(const char *text, size_t length, uint64_t *value);

#endif
