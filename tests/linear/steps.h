/* steps.h: how many steps the library took. A step is a block of code that was entered, or 16 bytes that a
 * function of the C library went through. */
#ifndef TEST_STEPS_H
#define TEST_STEPS_H

#include <stdint.h>

/* The steps since the program started. */
uint64_t steps_so_far(void);

#endif
