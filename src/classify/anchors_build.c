/* anchors_build.c: the index of all anchors, built at the first call from the leads alone. For WebAssembly
 * modules that must be small.
 *
 * The phrases give everything else. Building takes about 50 microseconds and makes the page's module a sixth
 * smaller. */
#include <string.h>

#include "anchors.h"
#include "grams.h"
#include "match.h"
#include "phrases.h"

static const uint8_t LEADS[] = {
#define ANCHOR(place, phrase, lead) lead,
#include "tables/derived/anchors.def"
};

static uint32_t slots[ANCHOR_COUNT]; /* of the anchors, in the order of their phrases */
static uint32_t phrases[ANCHOR_COUNT];
static struct anchor_index built;

static void add_plain(uint32_t key) {
  uint8_t *mark = &built.plain[anchor_plain_place(key)];
  *mark = anchor_add_mark(*mark, key);
}

static void find_slots(void) {
  struct phrase phrase = {0};
  size_t i = 0;
  while (phrase_next(&phrase)) {
    if (phrase_begins_set(&phrase) || strlen(phrase.text) < ANCHOR_SIZE) continue;
    const char *literal = phrase_literal(phrase.text);
    uint32_t key = anchor_key((const unsigned char *)literal + LEADS[i]);
    slots[i] = anchor_slot(key);
    if (phrase.kind != PHRASE_EXTENDED) add_plain(key);
    phrases[i++] = (uint32_t)phrase.at;
  }
}

static void count_buckets(void) {
  for (size_t i = 0; i < ANCHOR_COUNT; i++) {
    built.filter[slots[i] / 8] |= (uint8_t)(1u << (slots[i] % 8));
    built.buckets[slots[i] / SLOTS_PER_BUCKET + 1]++;
  }
  for (size_t i = 0; i < ANCHOR_BUCKETS; i++) built.buckets[i + 1] += built.buckets[i];
}

/* Insert an anchor into its bucket, which stays sorted by slot. `filled`: the anchors in each bucket. */
static void insert_anchor(size_t i, uint8_t *filled, uint32_t *slots_inserted) {
  size_t bucket = slots[i] / SLOTS_PER_BUCKET, first = built.buckets[bucket];
  size_t at = first + filled[bucket]++;
  for (; at > first && slots_inserted[at - 1] > slots[i]; at--) {
    slots_inserted[at] = slots_inserted[at - 1];
    built.phrases[at] = built.phrases[at - 1];
    built.leads[at] = built.leads[at - 1];
  }
  slots_inserted[at] = slots[i];
  built.phrases[at] = phrases[i];
  built.leads[at] = LEADS[i];
}

/* What is known of an anchor by its phrase. */
static void describe_anchor(size_t at) {
  const char *literal = phrase_literal(phrase_text_at(built.phrases[at]));
  const char *anchor = literal + built.leads[at], *other = match_last_literal(literal, built.leads[at]);
  built.sets[at] = (uint16_t)phrase_set_of(built.phrases[at]);
  built.others[at] = (uint16_t)(other ? gram_bit(anchor_key((const unsigned char *)other)) + 1 : 0);
  built.before[at] = built.leads[at] ? (uint8_t)anchor[-1] : 0;
  built.behind[at] = match_is_literal(anchor[ANCHOR_SIZE]) ? (uint8_t)anchor[ANCHOR_SIZE] : 0;
}

const struct anchor_index *anchor_index(void) {
  static uint8_t filled[ANCHOR_BUCKETS];
  static uint32_t slots_inserted[ANCHOR_COUNT];
  if (built.buckets[ANCHOR_BUCKETS]) return &built;
  find_slots();
  count_buckets();
  for (size_t i = 0; i < ANCHOR_COUNT; i++) insert_anchor(i, filled, slots_inserted);
  for (size_t i = 0; i < ANCHOR_COUNT; i++) describe_anchor(i);
  return &built;
}
