/* compare.h: two answers, or two ways to one answer -> how they differ. */
#ifndef TEST_COMPARE_H
#define TEST_COMPARE_H

#include "mcpx.h"

/* The name of the first member in which the answers differ, or NULL. */
const char *answers_differ(const mcpx_answer *a, const mcpx_answer *b);

/* Classify in pieces of `piece` bytes. Each piece is handed over in memory of its own size, so that a
 * sanitizer sees a read past its end. */
void classify_pieces(const char *text, size_t length, size_t piece, const mcpx_hints *hints,
                     mcpx_answer *answer);

/* What is wrong with the evidence, or NULL. Ranges must be non-empty, inside the text, sorted and different. */
const char *evidence_fault(const mcpx_answer *answer, size_t length);

/* Does a character of the text, or nothing, begin at this byte? */
bool at_character(const char *text, size_t length, size_t at);

#endif
