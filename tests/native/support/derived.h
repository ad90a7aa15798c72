/* derived.h: compares what a test computes with a file of tests/vectors/derived, which ./dev derive writes.
 */
#ifndef TEST_DERIVED_H
#define TEST_DERIVED_H

#include <stddef.h>
#include <stdint.h>

#define HASH_START UINT64_C(0xcbf29ce484222325)

/* The hash with more bytes added: FNV-1a. */
uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t length);

/* The file that is written or compared. */
struct derived;

/* The next line of the file: a name, which may have spaces, a number and a hash. */
void derived_line(struct derived *derived, const char *name, size_t number, uint64_t hash);

/* Calls derived_line for each line of the file, in order. */
typedef void derived_lines(struct derived *derived);

/* The main function of such a test. `file` is in tests/vectors/derived.
 *
 *     no argument   fails if the file has other lines, and names those
 *     write         prints what the file must contain */
int derived_main(int argc, char **argv, const char *file, derived_lines *lines);

#endif
