/* anchors.h: the anchor of each phrase, four of its bytes that are rare in texts, and an index of all
 * anchors.
 *
 * The scanner compares a phrase only where the text has the four bytes of its anchor. mcpx-derive chooses the
 * anchors and writes tables/derived/anchors.def. */
#ifndef MCPX_CLASSIFY_ANCHORS_H
#define MCPX_CLASSIFY_ANCHORS_H

#include <stdint.h>

#include "base/internal.h"

enum {
#define ANCHOR(place, phrase, lead) ANCHOR_AT_##place,
#include "tables/derived/anchors.def"
  ANCHOR_COUNT
};

/* Four bytes as one number: the key. Its hash: the slot. Neighboring slots share a bucket. */
enum {
  ANCHOR_SIZE = 4,
  ANCHOR_SLOTS = 131072,
  ANCHOR_BUCKETS = 8192,
  SLOTS_PER_BUCKET = ANCHOR_SLOTS / ANCHOR_BUCKETS
};

static inline uint32_t anchor_key(const unsigned char *bytes) {
  return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static inline uint32_t anchor_slot(uint32_t key) { return (key * UINT32_C(0x9E3779B1)) >> 15; }

/* The anchors in the order of their slots. */
struct anchor_index {
  uint32_t phrases[ANCHOR_COUNT];       /* the phrase of each, as an offset in PHRASE_ROWS */
  uint8_t leads[ANCHOR_COUNT];          /* bytes of the phrase before the anchor */
  uint16_t buckets[ANCHOR_BUCKETS + 1]; /* the first anchor of each bucket; at the end, ANCHOR_COUNT */
  uint8_t
      plain[ANCHOR_BUCKETS]; /* 1: the bucket has an anchor of a phrase that profile `proxy` searches for */
  uint8_t filter[ANCHOR_SLOTS / 8]; /* a bit for each slot that has an anchor; it rejects most positions */
};

/* The only index. anchors.c has it as constant data. A module that must be small links anchors_build.c
 * instead, which builds it at the first call from a third of the bytes; such a module has one thread. */
MCPX_INTERNAL const struct anchor_index *anchor_index(void);

#endif
