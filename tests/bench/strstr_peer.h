/* strstr_peer.h: text -> which sets of phrases occur in it, the way one writes it without a library. */
#ifndef BENCH_STRSTR_PEER_H
#define BENCH_STRSTR_PEER_H

#include <stdbool.h>

#include "input_files.h"
#include "mcpx.h"
#include "phrase_scan.h"

/* A phrase as strstr can look for it: up to its first wildcard. */
struct needle {
  int set;
  bool exact; /* in the case it is written in */
  bool whole; /* it has no wildcard */
  char text[96];
};

struct needles {
  size_t count;
  struct needle *list;
};

/* The phrases of a profile. They live as long as the program. */
struct needles needles_of(mcpx_profile profile);

/* Lower the case of the text, then look for one phrase after the other: seen[set] says whether any phrase of
 * the set occurs. Returns whether any set does. */
bool needles_search(const struct needles *needles, struct text text, bool seen[SET_COUNT]);

/* On the texts where both look at the same bytes, stop the program unless they see the same: a set of whole
 * phrases exactly, and any other at least where mcpx sees it. Returns how many texts those were. */
size_t needles_check(const struct needles *needles, mcpx_profile profile, const struct texts *texts);

#endif
