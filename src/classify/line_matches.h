/* line_matches.h: the matches of the current line of a log, while the scan has those of a life. */
#ifndef MCPX_CLASSIFY_LINE_MATCHES_H
#define MCPX_CLASSIFY_LINE_MATCHES_H

#include "log.h"

/* What the matches of a life, and a client that it recalls, replace in the scan. */
struct line_matches {
  size_t client_set;
  uint64_t seen[(SET_COUNT + 63) / 64];
  struct phrase_range client;
  struct phrase_range first[LOG_MATCHES];
};

/* Save what loading the matches of a life and recalling a client will replace. */
MCPX_INTERNAL void line_matches_save(struct line_matches *saved, const struct phrase_scan *scan,
                                     const struct life *life, int client);

/* Restore it. The matches of the life must be those for which it was saved. */
MCPX_INTERNAL void line_matches_restore(const struct line_matches *saved, struct phrase_scan *scan,
                                        const struct life *life);

#endif
