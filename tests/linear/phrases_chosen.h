/* phrases_chosen.h: lets the library search for only some of its phrases. */
#ifndef TEST_PHRASES_CHOSEN_H
#define TEST_PHRASES_CHOSEN_H

#include <stddef.h>

/* From now on, the library searches for the phrases of one of `parts` parts. Returns how many these are. */
size_t phrases_choose(unsigned parts, unsigned part);

#endif
