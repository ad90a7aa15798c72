/* duplicates.c: the keys of an object, or items of a list -> those that occur twice.
 *
 * By sorting, not by a hash table: the sender of a payload could choose keys whose hashes collide, and there
 * is no source of randomness here to seed a hash with. The hash below only makes comparing cheap. */
#include "duplicates.h"

#include <string.h>

/* A hash of the length and of the bytes at both ends. It need not resist an attacker. */
static uint32_t hash_key(mcpx_text text) {
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

struct seen_key duplicates_key(mcpx_text text, size_t number, struct place place) {
  return (struct seen_key){text, hash_key(text), (uint32_t)number, place};
}

static int compare_keys(const struct seen_key *a, const struct seen_key *b) {
  if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
  if (a->text.length != b->text.length) return a->text.length < b->text.length ? -1 : 1;
  return memcmp(a->text.bytes, b->text.bytes, a->text.length);
}

bool duplicates_equal(const struct seen_key *a, const struct seen_key *b) { return compare_keys(a, b) == 0; }

bool duplicates_possible(const struct seen_key *keys, size_t count) {
  enum { KEYS_MAX = 16 };
  if (count > KEYS_MAX) return true;
  for (size_t i = 1; i < count; i++)
    for (size_t k = 0; k < i; k++)
      if (keys[i].hash == keys[k].hash) return true;
  return false;
}

static bool is_before(const struct seen_key *a, const struct seen_key *b) {
  int order = compare_keys(a, b);
  return order < 0 || (order == 0 && a->place.start < b->place.start);
}

static void swap_keys(struct seen_key *a, struct seen_key *b) {
  struct seen_key kept = *a;
  *a = *b;
  *b = kept;
}

/* Restore the heap below `parent`. */
static void sift_down(struct seen_key *keys, size_t parent, size_t count) {
  for (size_t child = 2 * parent + 1; child < count; child = 2 * parent + 1) {
    if (child + 1 < count && is_before(&keys[child], &keys[child + 1])) child++;
    if (!is_before(&keys[parent], &keys[child])) return;
    swap_keys(&keys[parent], &keys[child]);
    parent = child;
  }
}

void duplicates_sort(struct seen_key *keys, size_t count) {
  for (size_t i = count / 2; i > 0; i--) sift_down(keys, i - 1, count);
  for (size_t end = count; end > 1; end--) {
    swap_keys(&keys[0], &keys[end - 1]);
    sift_down(keys, 0, end - 1);
  }
}
