/* hints.c: exports hints as JSON, with facts and surroundings. */
#include "exports.h"

static char strings[OPTIONS_SIZE]; /* the strings of the hints */

/* Sets the hints of classify.c to the options in `input`. Returns 0, or the length of an error message in
 * `output`. */
EXPORT size_t set_hints(size_t length) {
  struct request request;
  size_t complaint;
  keep_input(strings, length);
  complaint = read_members(strings, length, &request);
  current_hints = request.hints;
  return complaint;
}
