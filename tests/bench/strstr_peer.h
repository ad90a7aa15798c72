/* strstr_peer.h: text -> the first rule that holds, the way one writes it without a library. */
#ifndef BENCH_STRSTR_PEER_H
#define BENCH_STRSTR_PEER_H

#include "classify/rules.h"
#include "classify/scan.h"
#include "input_files.h"
#include "mcpx.h"

/* A phrase as strstr can look for it: the parts between its wildcards, each ending with NUL, the last one
 * empty. They have to follow each other, at any distance. */
struct needle {
  bool exact; /* in the case it is written in */
  bool whole; /* it has no wildcard */
  char parts[96];
};

/* The phrases of a profile; those of a set stand from list[from[set]] to before list[from[set + 1]]. */
struct peer {
  mcpx_profile profile;
  size_t count;
  struct needle *list;
  size_t from[SET_COUNT + 1];
};

/* It lives as long as the program. */
struct peer peer_of(mcpx_profile profile);

/* Lower the case of the text, then go through the rules in their order and look for the phrases of each with
 * strstr, until one holds. No hints, no places; nothing is read off the text. */
const struct rule *peer_decide(const struct peer *peer, struct input_text text);

/* Stop the program unless, on what mcpx makes of these texts, strstr sees each set of phrases that mcpx sees,
 * and no other that has no wildcards; and unless nearly all answers are the same. Returns how many are. */
size_t peer_check(const struct peer *peer, const struct texts *texts);

#endif
