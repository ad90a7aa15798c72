/* anchors_chosen.c: the library's index of anchors, or one of only some of its phrases. It takes the place of
 * classify/anchors.c in the library whose steps are counted. */
#include "classify/anchors.h"
#include "classify/phrases.h"
#include "phrases_chosen.h"

#define anchor_index(...) whole_index(__VA_ARGS__)
MCPX_INTERNAL const struct anchor_index *whole_index(void);
#include "classify/anchors.c"
#undef anchor_index

static struct anchor_index chosen;
static bool is_chosen;

/* The hash of a phrase decides, so that each part has some of every set and every bucket. */
static unsigned part_of(uint32_t phrase, unsigned parts) {
  return (phrase * UINT32_C(0x9E3779B1) >> 16) % parts;
}

static void copy_chosen_anchor(const struct anchor_index *whole, size_t from, size_t to) {
  chosen.phrases[to] = whole->phrases[from];
  chosen.sets[to] = whole->sets[from];
  chosen.others[to] = whole->others[from];
  chosen.before[to] = whole->before[from];
  chosen.behind[to] = whole->behind[from];
  chosen.leads[to] = whole->leads[from];
}

/* The marks that make the scan look at a place. */
static void mark_chosen_anchor(const struct anchor_index *index, size_t at) {
  const char *literal = phrase_literal(phrase_text_at(index->phrases[at]));
  uint32_t key = anchor_key((const unsigned char *)literal + index->leads[at]), slot = anchor_slot(key);
  uint8_t *mark = &chosen.plain[anchor_plain_place(key)];
  chosen.filter[slot / 8] |= (uint8_t)(1u << slot % 8);
  if (phrase_kind_at(index->phrases[at]) != PHRASE_EXTENDED) *mark = anchor_add_mark(*mark, key);
}

size_t phrases_choose(unsigned parts, unsigned part) {
  const struct anchor_index *whole = whole_index();
  size_t count = 0;
  memset(&chosen, 0, sizeof chosen);
  for (size_t bucket = 0; bucket < ANCHOR_BUCKETS; bucket++) {
    for (size_t at = whole->buckets[bucket]; at < whole->buckets[bucket + 1]; at++) {
      if (part_of(whole->phrases[at], parts) != part) continue;
      mark_chosen_anchor(whole, at);
      copy_chosen_anchor(whole, at, count++);
    }
    chosen.buckets[bucket + 1] = (uint16_t)count;
  }
  is_chosen = true;
  return count;
}

const struct anchor_index *anchor_index(void) { return is_chosen ? &chosen : whole_index(); }
