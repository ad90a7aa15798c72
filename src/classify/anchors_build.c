/* anchors_build.c: the index of all anchors, built at the first call from the leads alone. For WebAssembly
 * modules that must be small.
 *
 * The phrases give everything else. Building takes a millisecond, two where the module is translated to Go,
 * and makes the page's module a sixth smaller. */
#include <string.h>

#include "anchors.h"
#include "match.h"
#include "phrases.h"

static const uint8_t LEADS[] = {
#define ANCHOR(place, phrase, lead) lead,
#include "tables/derived/anchors.def"
};

static struct anchor_index built;

static void note_plain(uint32_t key) {
  uint8_t *mark = &built.plain[anchor_plain_place(key)];
  *mark = anchor_add_mark(*mark, key);
}

/* Note an anchor in the filters, and count those of each bucket. */
static void count_anchor(enum phrase_kind kind, uint32_t key) {
  uint32_t slot = anchor_slot(key);
  built.filter[slot / 8] |= (uint8_t)(1u << (slot % 8));
  if (kind != PHRASE_EXTENDED) note_plain(key);
  built.buckets[anchor_bucket(slot)]++;
}

/* The numbers of anchors become the starts of the buckets. */
static void start_buckets(void) {
  uint16_t first = 0;
  for (size_t i = 0; i < ANCHOR_BUCKETS; i++) {
    uint16_t count = built.buckets[i];
    built.buckets[i] = first;
    first = (uint16_t)(first + count);
  }
}

/* The place of an anchor: behind those that its bucket already has. */
static size_t next_place(uint32_t key) { return built.buckets[anchor_bucket(anchor_slot(key))]++; }

static void place_anchor(size_t at, const struct phrase *phrase, size_t set, uint8_t lead) {
  const char *literal = phrase_literal(phrase->text), *end = phrase->text + phrase->length;
  struct anchor_neighbors neighbors = match_neighbors(literal, (size_t)(end - literal), lead);
  built.phrases[at] = (uint32_t)phrase->at;
  built.sets[at] = (uint16_t)set;
  built.leads[at] = lead;
  built.others[at] = neighbors.other;
  built.before[at] = neighbors.before;
  built.behind[at] = neighbors.behind;
}

/* The start of a bucket became its end, which is the start of the next one. */
static void end_buckets(void) {
  memmove(built.buckets + 1, built.buckets, ANCHOR_BUCKETS * sizeof *built.buckets);
  built.buckets[0] = 0;
}

static void for_each_anchor(bool counted) {
  struct phrase phrase = {0};
  size_t set = 0, i = 0;
  while (phrase_next(&phrase)) {
    set += phrase_begins_set(&phrase);
    if (phrase.length < ANCHOR_SIZE) continue;
    uint8_t lead = LEADS[i++];
    uint32_t key = anchor_key((const unsigned char *)phrase_literal(phrase.text) + lead);
    if (counted)
      place_anchor(next_place(key), &phrase, set, lead);
    else
      count_anchor(phrase.kind, key);
  }
}

const struct anchor_index *anchor_index(void) {
  if (built.buckets[ANCHOR_BUCKETS]) return &built;
  for_each_anchor(false);
  start_buckets();
  for_each_anchor(true);
  end_buckets();
  return &built;
}
