/* strstr_peer.h: classifies a text with strstr, as one would without a library. */
#ifndef BENCH_STRSTR_PEER_H
#define BENCH_STRSTR_PEER_H

#include "classify/rules.h"
#include "classify/scan.h"
#include "input_files.h"
#include "mcpx.h"

/* A phrase as strstr can search it: the parts between its wildcards, each ending with NUL; an empty part ends
 * the list. The parts must follow each other, at any distance. */
struct needle {
  bool exact; /* case-sensitive */
  bool whole; /* has no wildcard */
  char parts[96];
};

/* The phrases of a profile. Those of a set are list[from[set]] up to, not including, list[from[set + 1]]. */
struct peer {
  mcpx_profile profile;
  size_t count;
  struct needle *list;
  size_t from[SET_COUNT + 1];
};

/* Its memory is never freed. */
struct peer peer_of(mcpx_profile profile);

/* Lowercase the text, then try the rules in order, searching their phrases with strstr, until one applies.
 * Uses no hints and reads none from the text. */
const struct rule *peer_decide(const struct peer *peer, struct input_text text);

/* Compare the peer with mcpx on texts as mcpx normalizes them. Ends the program unless strstr finds every set
 * of phrases that mcpx finds, and no other set without wildcards, and unless nearly all rules are equal.
 * Returns how many rules are equal. */
size_t peer_check(const struct peer *peer, const struct texts *texts);

#endif
