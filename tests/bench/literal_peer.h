/* literal_peer.h: libraries that search a text for many literals at once, beside which mcpx is timed.
 *
 * They get the phrases of a profile without wildcards: of each its longest literal part. So they do a part of
 * the work: no order of parts, no word boundaries, no negations, no rules, no ranges, no normalized text. */
#ifndef BENCH_LITERAL_PEER_H
#define BENCH_LITERAL_PEER_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct literal {
  const char *text; /* without NUL */
  bool exact;       /* case-sensitive */
};

/* What a library made of the literals, or NULL if it cannot take as many. Never freed. */
void *hyperscan_make(const struct literal *literals, size_t count);
void *re2_make(const struct literal *literals, size_t count);

/* Search a text. Returns how many different literals it has, and sets their places in `found` to true, if
 * that is not NULL. */
size_t hyperscan_search(void *made, const char *text, size_t length, bool *found);
size_t re2_search(void *made, const char *text, size_t length, bool *found);

#ifdef __cplusplus
}
#endif

#endif
