/* literals.c: the literals of a profile, and the libraries that search for them. */
#include "literals.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The longest part of a phrase between its wildcards. */
static const char *longest_part(const struct needle *needle) {
  const char *longest = needle->parts;
  for (const char *part = longest; *part; part += strlen(part) + 1)
    if (strlen(part) > strlen(longest)) longest = part;
  return longest;
}

static struct literal literal_of(const struct needle *needle) {
  return (struct literal){longest_part(needle), needle->exact};
}

static const struct {
  const char *name;
  void *(*make)(const struct literal *literals, size_t count);
  size_t (*search)(void *made, const char *text, size_t length, bool *found);
} LIBRARIES[] = {
#ifdef BENCH_HYPERSCAN
    {"Hyperscan, literals alone", hyperscan_make, hyperscan_search},
#endif
#ifdef BENCH_RE2
    {"RE2::Set, literals alone", re2_make, re2_search},
#endif
    {NULL, NULL, NULL}};

size_t searchers_make(const struct peer *peer, struct searcher searchers[SEARCHERS_MAX]) {
  struct literal *literals = malloc(peer->count * sizeof *literals);
  size_t count = 0;
  if (!literals) return 0;
  for (size_t i = 0; i < peer->count; i++) literals[i] = literal_of(&peer->list[i]);
  for (size_t i = 0; LIBRARIES[i].name; i++) {
    void *made = LIBRARIES[i].make(literals, peer->count);
    if (made)
      searchers[count++] = (struct searcher){LIBRARIES[i].name, peer->count, made, LIBRARIES[i].search};
    else
      printf("%s: cannot take %zu literals\n", LIBRARIES[i].name, peer->count);
  }
  free(literals);
  return count;
}

/* The libraries fold other letters than strcasestr does. */
static bool is_ascii(const char *text) {
  while (*text && !(*text & 0x80)) text++;
  return !*text;
}

static bool has_literal(const char *text, struct literal literal) {
  return (literal.exact ? strstr : strcasestr)(text, literal.text) != NULL;
}

static void check_text(const struct searcher *searcher, const struct peer *peer, const char *text,
                       bool *found) {
  memset(found, 0, peer->count * sizeof *found);
  searcher->search(searcher->made, text, strlen(text), found);
  for (size_t i = 0; i < peer->count; i++) {
    struct literal literal = literal_of(&peer->list[i]);
    if (!is_ascii(literal.text) || found[i] == has_literal(text, literal)) continue;
    fprintf(stderr, "mcpx-bench: %s and strstr differ about \"%s\": %s\n", searcher->name, literal.text,
            text);
    exit(1);
  }
}

void searcher_check(const struct searcher *searcher, const struct peer *peer, const struct texts *texts) {
  enum { TEXTS_CHECKED = 100 };
  bool *found = malloc(peer->count * sizeof *found);
  for (size_t i = 0; found && i < texts->count && i < TEXTS_CHECKED; i++) {
    char *text = strndup(texts->list[i].start, texts->list[i].length);
    if (text) check_text(searcher, peer, text, found);
    free(text);
  }
  free(found);
}

size_t searcher_run(const struct searcher *searcher, const struct texts *texts) {
  size_t count = 0;
  for (size_t i = 0; i < texts->count; i++)
    count += searcher->search(searcher->made, texts->list[i].start, texts->list[i].length, NULL);
  return count;
}
