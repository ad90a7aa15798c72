/* places.h: the offsets of a text at which a detector has to look, for a block of the text at a time. */
#ifndef MCPX_CANARY_PLACES_H
#define MCPX_CANARY_PLACES_H

#include "base/internal.h"
#include "base/text.h"

/* The bytes of a block. Each function below gives a bit for each of them, from an offset on. */
enum { PLACES_BLOCK = 64 };

/* The bytes of a set of ASCII characters, which is a string. */
MCPX_INTERNAL uint64_t places_of(mcpx_text text, size_t at, const char *bytes);

/* Bytes with one of a set at one of some distances behind them. */
MCPX_INTERNAL uint64_t places_before(mcpx_text text, size_t at, const char *bytes, unsigned least,
                                     unsigned most);

/* Bytes with one of a set right before them. */
MCPX_INTERNAL uint64_t places_after(mcpx_text text, size_t at, const char *bytes);

/* Letters of a set, which are small, in any case. */
MCPX_INTERNAL uint64_t places_letters(mcpx_text text, size_t at, const char *letters);

/* The first bytes of words: a letter or digit after none. */
MCPX_INTERNAL uint64_t places_word_starts(mcpx_text text, size_t at);

/* Those of them whose words end before a byte of a set, or have a digit. A word that goes on after the block
 * counts, too. */
MCPX_INTERNAL uint64_t places_words_before(mcpx_text text, size_t at, const char *bytes);
MCPX_INTERNAL uint64_t places_words_with_digits(mcpx_text text, size_t at);

/* Those of them that are at least so long. */
MCPX_INTERNAL uint64_t places_long_words(mcpx_text text, size_t at, unsigned length);

/* Bytes that begin so many bytes without white space. */
MCPX_INTERNAL uint64_t places_long_runs(mcpx_text text, size_t at, unsigned length);

/* The bytes after words: no letter or digit, but after one. */
MCPX_INTERNAL uint64_t places_word_ends(mcpx_text text, size_t at);

/* The first bytes of numbers: a digit that begins a word. */
MCPX_INTERNAL uint64_t places_number_starts(mcpx_text text, size_t at);

/* The first bytes of runs of letters, digits and - _ . */
MCPX_INTERNAL uint64_t places_dotted_starts(mcpx_text text, size_t at);

/* Capitals. */
MCPX_INTERNAL uint64_t places_capitals(mcpx_text text, size_t at);

/* The first bytes of runs of digits. */
MCPX_INTERNAL uint64_t places_digit_starts(mcpx_text text, size_t at);

/* Digits, and the bytes with one in the bytes behind them, up to that distance. */
MCPX_INTERNAL uint64_t places_near_digits(mcpx_text text, size_t at, unsigned distance);

/* The first bytes of runs of letters, digits and - _ . + / */
MCPX_INTERNAL uint64_t places_joined_starts(mcpx_text text, size_t at);

/* Those of them with a sign in the run. A run that goes on after the block counts, too. */
MCPX_INTERNAL uint64_t places_joined_words(mcpx_text text, size_t at);

/* The first bytes of runs of at least so many letters, digits and + /, and with - _ too. */
MCPX_INTERNAL uint64_t places_long_keys(mcpx_text text, size_t at, unsigned length);
MCPX_INTERNAL uint64_t places_long_codes(mcpx_text text, size_t at, unsigned length);

/* Words that begin so many letters and signs between words: space, line break, - _ and , */
MCPX_INTERNAL uint64_t places_prose(mcpx_text text, size_t at, unsigned length);

/* All bytes but letters and digits. */
MCPX_INTERNAL uint64_t places_signs(mcpx_text text, size_t at);

/* Control characters, and bytes outside ASCII. */
MCPX_INTERNAL uint64_t places_special(mcpx_text text, size_t at);

/* The next offset, from one on, of a byte of a set; the length of the text if there is none. */
MCPX_INTERNAL size_t places_next_of(mcpx_text text, size_t at, const char *bytes);

/* Bytes outside ASCII. */
MCPX_INTERNAL uint64_t places_wide(mcpx_text text, size_t at);

#endif
