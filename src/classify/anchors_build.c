/* anchors_build.c: the leads of the windows -> the index that src/classify/anchors.c has as constant data,
 * made once.
 *
 * Everything else follows from the phrases. That takes some fifty microseconds, and saves the page a sixth of
 * its module. */
#include "anchors.h"

#include <string.h>

static const uint8_t LEADS[] = {
#define ANCHOR(place, phrase, lead) lead,
#include "tables/derived/anchors.def"
};

static uint16_t slots[ANCHOR_COUNT]; /* of the windows, in the order of their phrases */
static uint32_t phrases[ANCHOR_COUNT];
static struct anchor_index built;

static void find_slots(void) {
  struct phrase phrase = {0};
  size_t i = 0;
  while (phrase_next(&phrase)) {
    if (phrase_begins_set(&phrase) || strlen(phrase.text) < ANCHOR_SIZE) continue;
    const char *literal = phrase.text + (*phrase.text == '|');
    slots[i] = (uint16_t)anchor_slot(anchor_key((const unsigned char *)literal + LEADS[i]));
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

/* Put a window behind those of its bucket whose slots are not above its own. */
static void place(size_t i, uint8_t *held, uint16_t *slots_placed) {
  size_t bucket = slots[i] / SLOTS_PER_BUCKET, first = built.buckets[bucket];
  size_t at = first + held[bucket]++;
  for (; at > first && slots_placed[at - 1] > slots[i]; at--) {
    slots_placed[at] = slots_placed[at - 1];
    built.phrases[at] = built.phrases[at - 1];
    built.leads[at] = built.leads[at - 1];
  }
  slots_placed[at] = slots[i];
  built.phrases[at] = phrases[i];
  built.leads[at] = LEADS[i];
}

const struct anchor_index *anchor_index(void) {
  static uint8_t held[ANCHOR_BUCKETS];
  static uint16_t slots_placed[ANCHOR_COUNT];
  if (built.buckets[ANCHOR_BUCKETS]) return &built;
  find_slots();
  count_buckets();
  for (size_t i = 0; i < ANCHOR_COUNT; i++) place(i, held, slots_placed);
  return &built;
}
