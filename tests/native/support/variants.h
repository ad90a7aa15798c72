/* variants.h: texts that differ from a given one at one place, which no person chose. */
#ifndef TEST_VARIANTS_H
#define TEST_VARIANTS_H

#include <stddef.h>

/* A variant: the text up to a place or from it on, without a character, with a character twice, with another
 * one or with one more. The place follows from the text and the number, so each run has the same variants.
 * NULL for a text that is empty. Free it. */
char *variant_of(const char *text, unsigned number);

/* The text inside of a log: a line before it with a time and a level, and one after it. Free it. */
char *variant_in_log(const char *text);

#endif
