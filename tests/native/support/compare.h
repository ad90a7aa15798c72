/* compare.h: compares answers, and checks the evidence of one. */
#ifndef TEST_COMPARE_H
#define TEST_COMPARE_H

#include "mcpx.h"

/* Returns the name of the first member in which the answers differ, or NULL. */
const char *answers_differ(const mcpx_answer *a, const mcpx_answer *b);

/* Classifies a text in pieces of `piece` bytes. Each piece is copied to memory of exactly its size, so that a
 * sanitizer notices a read past its end. */
void classify_pieces(const char *text, size_t length, size_t piece, const mcpx_hints *hints,
                     mcpx_answer *answer);

/* Returns what is wrong with the evidence, or NULL. Ranges must be non-empty, inside the text, sorted and
 * different. */
const char *evidence_fault(const mcpx_answer *answer, size_t length);

/* Returns whether a character starts at this byte, or the text ends there. */
bool at_character(const char *text, size_t length, size_t at);

#endif
