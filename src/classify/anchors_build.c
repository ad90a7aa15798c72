/* anchors_build.c: the index of all anchors, built at the first call from the leads alone. For WebAssembly
 * modules that must be small.
 *
 * The phrases give everything else. Building takes less than a millisecond and makes the page's module a
 * sixth smaller. */
#include "anchors.h"
#include "grams.h"
#include "match.h"
#include "phrases.h"

static const uint8_t LEADS[] = {
#define ANCHOR(place, phrase, lead) lead,
#include "tables/derived/anchors.def"
};

static struct anchor_index built;

static uint32_t key_of(size_t phrase, uint8_t lead) {
  return anchor_key((const unsigned char *)phrase_literal(phrase_text_at(phrase)) + lead);
}

static void add_plain(uint32_t key) {
  uint8_t *mark = &built.plain[anchor_plain_place(key)];
  *mark = anchor_add_mark(*mark, key);
}

static void count_anchor(const struct phrase *phrase, size_t set, uint8_t lead) {
  uint32_t key = key_of(phrase->at, lead), slot = anchor_slot(key);
  built.filter[slot / 8] |= (uint8_t)(1u << (slot % 8));
  built.buckets[slot / SLOTS_PER_BUCKET]++;
  if (phrase->kind != PHRASE_EXTENDED) add_plain(key);
  (void)set;
}

/* Until its bucket is sorted, a phrase also has the slot within the bucket, above the offset. So numbers have
 * the order of the anchors. */
enum { SLOT_SHIFT = 28 };
_Static_assert(PHRASES_MAX <= 1 << SLOT_SHIFT && SLOTS_PER_BUCKET <= 1 << (32 - SLOT_SHIFT),
               "both fit in 32 bits");

/* Place an anchor before those that its bucket already has. */
static void place_anchor(const struct phrase *phrase, size_t set, uint8_t lead) {
  uint32_t slot = anchor_slot(key_of(phrase->at, lead));
  size_t at = --built.buckets[slot / SLOTS_PER_BUCKET];
  built.phrases[at] = slot % SLOTS_PER_BUCKET << SLOT_SHIFT | (uint32_t)phrase->at;
  built.sets[at] = (uint16_t)set;
  built.leads[at] = lead;
}

static void move_anchor(size_t to, size_t from) {
  built.phrases[to] = built.phrases[from];
  built.sets[to] = built.sets[from];
  built.leads[to] = built.leads[from];
}

static void sort_bucket(size_t first, size_t end) {
  for (size_t i = first + 1; i < end; i++) {
    uint32_t phrase = built.phrases[i];
    uint16_t set = built.sets[i];
    uint8_t lead = built.leads[i];
    size_t at = i;
    for (; at > first && built.phrases[at - 1] > phrase; at--) move_anchor(at, at - 1);
    built.phrases[at] = phrase;
    built.sets[at] = set;
    built.leads[at] = lead;
  }
}

static void sort_buckets(void) {
  for (size_t i = 0; i < ANCHOR_BUCKETS; i++) sort_bucket(built.buckets[i], built.buckets[i + 1]);
  for (size_t i = 0; i < ANCHOR_COUNT; i++) built.phrases[i] &= (UINT32_C(1) << SLOT_SHIFT) - 1;
}

static bool has_anchor(const struct phrase *phrase) {
  const char *text = phrase->text;
  return text[0] && text[1] && text[2] && text[3];
}

static void for_each_anchor(void (*use)(const struct phrase *phrase, size_t set, uint8_t lead)) {
  struct phrase phrase = {0};
  size_t i = 0, set = 0;
  while (phrase_next(&phrase)) {
    set += phrase_begins_set(&phrase);
    if (has_anchor(&phrase)) use(&phrase, set, LEADS[i++]);
  }
}

/* What is known of an anchor by its phrase. */
static void describe_anchor(size_t at) {
  const char *literal = phrase_literal(phrase_text_at(built.phrases[at]));
  const char *anchor = literal + built.leads[at], *other = match_last_literal(literal, built.leads[at]);
  built.others[at] = (uint16_t)(other ? gram_bit(anchor_key((const unsigned char *)other)) + 1 : 0);
  built.before[at] = built.leads[at] ? (uint8_t)anchor[-1] : 0;
  built.behind[at] = match_is_literal(anchor[ANCHOR_SIZE]) ? (uint8_t)anchor[ANCHOR_SIZE] : 0;
}

const struct anchor_index *anchor_index(void) {
  if (built.buckets[ANCHOR_BUCKETS]) return &built;
  for_each_anchor(count_anchor);
  for (size_t i = 0; i < ANCHOR_BUCKETS; i++) built.buckets[i + 1] += built.buckets[i];
  for_each_anchor(place_anchor);
  sort_buckets();
  for (size_t i = 0; i < ANCHOR_COUNT; i++) describe_anchor(i);
  return &built;
}
