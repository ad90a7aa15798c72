/* line_matches.c: the matches of the current line of a log, while the scan has those of a life. */
#include "line_matches.h"

#include <string.h>

#include "infer.h"

void line_matches_save(struct line_matches *saved, const struct phrase_scan *scan, const struct life *life,
                       int client) {
  saved->client_set = infer_client_set(client);
  saved->client = scan->first[saved->client_set];
  memcpy(saved->seen, scan->seen, sizeof saved->seen);
  for (size_t i = 0; i < life->match_count; i++) saved->first[i] = scan->first[life->matches[i].set];
}

void line_matches_restore(const struct line_matches *saved, struct phrase_scan *scan,
                          const struct life *life) {
  memcpy(scan->seen, saved->seen, sizeof scan->seen);
  scan->first[saved->client_set] = saved->client;
  for (size_t i = 0; i < life->match_count; i++) scan->first[life->matches[i].set] = saved->first[i];
}
