/* accept.h: a match of a phrase -> the first one of its set, or what it means for the matches around it. */
#ifndef MCPX_CLASSIFY_ACCEPT_H
#define MCPX_CLASSIFY_ACCEPT_H

#include "scan.h"

/* Sets that describe the text: they count everywhere, and their first match stays. */
static inline bool accept_is_descriptive(enum phrase_kind kind) {
  return kind >= PHRASE_CONTEXT_SET && kind <= PHRASE_SUCCESS_SET;
}

/* Record a match of a set, which is in the block from one index to another. */
MCPX_INTERNAL void accept_match(struct phrase_scan *scan, size_t set, size_t from, size_t to);

/* What lines without a name say directly before the closing words of a server is about that server. */
MCPX_INTERNAL void accept_closed(struct phrase_scan *scan);

/* Forget the failures before an offset: the server became ready. `line` is the index of the line that
 * says so. `passing`: only those that may pass by themselves. */
MCPX_INTERNAL void accept_success(struct phrase_scan *scan, size_t to, size_t line, bool passing);

/* The lines of the matches leave the block: what they say has to be known. */
MCPX_INTERNAL void accept_note_lines(struct phrase_scan *scan);

#endif
