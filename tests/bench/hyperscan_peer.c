/* hyperscan_peer.c: Hyperscan, which compiles all literals into one automaton with vector prefilters. */
#include <hs/hs.h>
#include <stdlib.h>
#include <string.h>

#include "literal_peer.h"

struct hyperscan {
  hs_database_t *database;
  hs_scratch_t *scratch;
};

struct hits {
  size_t count;
  bool *found;
};

void *hyperscan_make(const struct literal *literals, size_t count) {
  const char **texts = malloc(count * sizeof *texts);
  unsigned *flags = malloc(count * sizeof *flags), *ids = malloc(count * sizeof *ids);
  size_t *lengths = malloc(count * sizeof *lengths);
  struct hyperscan *made = calloc(1, sizeof *made);
  hs_compile_error_t *error = NULL;
  if (!texts || !flags || !ids || !lengths || !made) return NULL;
  for (size_t i = 0; i < count; i++) {
    texts[i] = literals[i].text;
    lengths[i] = strlen(literals[i].text);
    flags[i] = HS_FLAG_SINGLEMATCH | (literals[i].exact ? 0 : HS_FLAG_CASELESS);
    ids[i] = (unsigned)i;
  }
  bool compiled = hs_compile_lit_multi(texts, flags, ids, lengths, (unsigned)count, HS_MODE_BLOCK, NULL,
                                       &made->database, &error) == HS_SUCCESS;
  free(texts);
  free(flags);
  free(ids);
  free(lengths);
  return compiled && hs_alloc_scratch(made->database, &made->scratch) == HS_SUCCESS ? made : NULL;
}

static int add_hit(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                   void *context) {
  struct hits *hits = context;
  (void)from, (void)to, (void)flags;
  hits->count++;
  if (hits->found) hits->found[id] = true;
  return 0;
}

size_t hyperscan_search(void *made, const char *text, size_t length, bool *found) {
  struct hyperscan *hyperscan = made;
  struct hits hits = {0, found};
  hs_scan(hyperscan->database, text, (unsigned)length, 0, hyperscan->scratch, add_hit, &hits);
  return hits.count;
}
