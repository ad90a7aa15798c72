/* redact.c: exports the ranges to redact in a text, for a host that writes the text itself: a Go string may
 * contain bytes that JSON cannot carry. */
#include <stdint.h>

#include "exports.h"

/* A range crosses the boundary as three words: start, end and the address of its kind. */
_Static_assert(sizeof(mcpx_redaction) == 3 * sizeof(uint32_t), "a redaction is three words");

EXPORT mcpx_redaction *redactions(void) { return check_room.redactions; }

/* Searches the text in `input`, with the options of check_options. Returns the number of ranges at
 * redactions(), or SIZE_MAX if the text has more than MCPX_REDACTIONS_MAX. */
EXPORT size_t find_redactions(size_t length) {
  size_t count;
  mcpx_redact(input_buffer, length, &current_check_options, &check_room.workspace, NULL, 0,
              check_room.redactions, MCPX_REDACTIONS_MAX, &count);
  return count <= MCPX_REDACTIONS_MAX ? count : SIZE_MAX;
}
