/* places.h: where untrusted text gets into the library, and what it costs there. */
#ifndef TEST_PLACES_H
#define TEST_PLACES_H

#include <stddef.h>
#include <stdint.h>

/* Places are numbers from 0. */
size_t place_count(void);
const char *place_name(size_t place);

/* The steps of the library for `unit`, repeated to about `size` bytes at the place, beyond those for the
 * place without it. If `is_decoded`, a place that is no JSON gets the text that the escapes of the unit mean.
 */
uint64_t place_cost(size_t place, const char *unit, size_t size, int is_decoded);

#endif
