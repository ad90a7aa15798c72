/* units.h: short texts to repeat, made of pieces that the library treats in a special way. */
#ifndef TEST_UNITS_H
#define TEST_UNITS_H

#include <stddef.h>
#include <stdint.h>

enum { UNIT_PIECES_MAX = 8, UNIT_SIZE = 256 };

/* Writes the unit of a seed to `unit`, with a terminator: one to eight pieces, the same for the same seed on
 * every machine. It is valid inside a JSON string. Returns its length. */
size_t unit_write(uint64_t seed, char unit[UNIT_SIZE]);

#endif
