/* literals.h: the literals of a profile, and the libraries that search for them. */
#ifndef BENCH_LITERALS_H
#define BENCH_LITERALS_H

#include "input_files.h"
#include "literal_peer.h"
#include "strstr_peer.h"

enum { SEARCHERS_MAX = 2 };

/* A library that was found when this program was built, with the literals of a profile. */
struct searcher {
  const char *name;
  size_t count; /* of literals */
  void *made;
  size_t (*search)(void *made, const char *text, size_t length, bool *found);
};

/* The libraries that can take the literals of a profile. Returns how many; their memory is never freed. */
size_t searchers_make(const struct peer *peer, struct searcher searchers[SEARCHERS_MAX]);

/* Compare a library with strstr on all texts. Ends the program unless it finds the same literals. */
void searcher_check(const struct searcher *searcher, const struct peer *peer, const struct texts *texts);

/* Search each text. Returns how many literals were found in all. */
size_t searcher_run(const struct searcher *searcher, const struct texts *texts);

#endif
