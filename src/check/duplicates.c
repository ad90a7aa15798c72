/* duplicates.c: the keys of an object -> those that stand twice.
 *
 * By sorting, not by a table of hashes: who makes a payload could choose keys whose hashes collide, and there
 * is no source of chance here to keep the hash from them. The hash only makes comparing cheap. */
#include "duplicates.h"

#include <string.h>

/* Of the length and the bytes at both ends: as good as one of all bytes, since it need not keep anybody out.
 */
static uint32_t hash_of(mcpx_text text) {
  enum { END = 4 };
  uint32_t first = 0, last = 0;
  if (text.length >= END) {
    memcpy(&first, text.bytes, END);
    memcpy(&last, text.bytes + text.length - END, END);
  } else if (text.length) {
    memcpy(&first, text.bytes, text.length);
  }
  return (first * 31 + last) * 31 + (uint32_t)text.length;
}

struct seen_key duplicates_key(mcpx_text text, size_t index, struct place place) {
  return (struct seen_key){text, hash_of(text), (uint32_t)index, place};
}

static int compare_text(const struct seen_key *a, const struct seen_key *b) {
  if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
  if (a->text.length != b->text.length) return a->text.length < b->text.length ? -1 : 1;
  return memcmp(a->text.bytes, b->text.bytes, a->text.length);
}

bool duplicates_equal(const struct seen_key *a, const struct seen_key *b) { return compare_text(a, b) == 0; }

static bool before(const struct seen_key *a, const struct seen_key *b) {
  int order = compare_text(a, b);
  return order < 0 || (order == 0 && a->place.start < b->place.start);
}

static void swap(struct seen_key *a, struct seen_key *b) {
  struct seen_key kept = *a;
  *a = *b;
  *b = kept;
}

/* Let the key at `parent` sink to its place in the heap. */
static void sink(struct seen_key *keys, size_t parent, size_t count) {
  for (size_t child = 2 * parent + 1; child < count; child = 2 * parent + 1) {
    if (child + 1 < count && before(&keys[child], &keys[child + 1])) child++;
    if (!before(&keys[parent], &keys[child])) return;
    swap(&keys[parent], &keys[child]);
    parent = child;
  }
}

void duplicates_sort(struct seen_key *keys, size_t count) {
  for (size_t i = count / 2; i > 0; i--) sink(keys, i - 1, count);
  for (size_t end = count; end > 1; end--) {
    swap(&keys[0], &keys[end - 1]);
    sink(keys, 0, end - 1);
  }
}
