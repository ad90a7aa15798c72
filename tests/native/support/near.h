/* near.h: what is answered to all texts that are one step beside the text of a row.
 * tests/vectors/derived/near.txt has a hash of these answers for each row; ./dev derive writes it. A row that
 * it does not have is not compared.
 *
 *     MCPX_NEAR=FILE   a test appends the lines of its rows to FILE and compares nothing
 *     MCPX_NEAR=show   a test prints the texts and answers of each row that has others; compare these with
 * those of another build
 */
#ifndef TEST_NEAR_H
#define TEST_NEAR_H

#include <stddef.h>
#include <stdint.h>

/* The answer to a text, as a number. Other bytes follow the text in memory. */
typedef uint64_t near_answer(const char *text, size_t length, const void *context);

/* Compares the answers to the texts beside this one: without up to three bytes or a word, with a byte more or
 * another one, with a shorter or longer word, cut off before a byte or after one. */
void near_compare(const char *text, near_answer *answer, const void *context);

/* The same for an answer to a string, which ends with NUL, and with one in so many of these texts. A prime
 * number takes all kinds of changes in turn. */
void near_compare_strings(const char *text, unsigned one_in, near_answer *answer, const void *context);

/* The same for whole responses of the filter. `request` has a %s where the text is, as a JSON string. */
void near_compare_responses(const char *text, unsigned one_in, const char *request);

/* Compares the responses to logs beside this one: without a line, and with one of its lines once more in
 * another place. */
void near_compare_logs(const char *text);

/* The same for requests beside this one. */
void near_compare_requests(const char *line, unsigned one_in);

/* The same for a payload that has the text in several places. */
void near_compare_scans(const char *text);

#endif
