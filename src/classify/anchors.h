/* anchors.h: the anchor of each phrase, four of its bytes that are rare in texts, and an index of all
 * anchors.
 *
 * The scanner compares a phrase only where the text has the four bytes of its anchor. mcpx-derive chooses the
 * anchors and writes tables/derived/anchors.def. */
#ifndef MCPX_CLASSIFY_ANCHORS_H
#define MCPX_CLASSIFY_ANCHORS_H

#include <stddef.h>
#include <stdint.h>

#include "base/internal.h"
#include "base/vector.h"

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

/* The keys at four places in a row, of which each is 8 bits after the one before it. */
static inline uint64_t anchor_four_keys(const unsigned char *bytes) {
  return anchor_key(bytes) | (uint64_t)anchor_key(bytes + ANCHOR_SIZE) << 32;
}

static inline uint32_t anchor_slot(uint32_t key) { return (key * UINT32_C(0x9E3779B1)) >> 15; }
static inline uint32_t anchor_bucket(uint32_t slot) { return slot / SLOTS_PER_BUCKET; }

/* The place and the mark of a key in the table `plain`. They are the same for letters of both cases. */
enum { PLAIN_MARK_ANY = 255 /* several keys have the place */ };

#define ANCHOR_FOLD UINT64_C(0x2020202020202020)

static inline uint32_t anchor_plain_hash(uint32_t folded) { return folded * UINT32_C(0x9E3779B1); }

static inline uint32_t anchor_folded_place(uint32_t folded) {
  return anchor_plain_hash(folded) / (UINT32_MAX / ANCHOR_BUCKETS + 1);
}

static inline uint32_t anchor_plain_place(uint32_t key) {
  return anchor_folded_place(key | (uint32_t)ANCHOR_FOLD);
}

static inline uint8_t anchor_plain_mark(uint32_t key) {
  return (uint8_t)(1 + (anchor_plain_hash(key | (uint32_t)ANCHOR_FOLD) >> 11 & 127));
}

/* The mark of a place that has one already. */
static inline uint8_t anchor_add_mark(uint8_t mark, uint32_t key) {
  return !mark || mark == anchor_plain_mark(key) ? anchor_plain_mark(key) : PLAIN_MARK_ANY;
}

/* Vectors read some bytes after the last anchor. */
enum { ANCHOR_ROOM = ANCHOR_COUNT + 512 };

/* The anchors in the order of their buckets; those of a bucket in the order of their phrases. */
struct anchor_index {
  uint32_t phrases[ANCHOR_COUNT];       /* the phrase of each, as an offset in PHRASE_ROWS */
  uint16_t sets[ANCHOR_ROOM];           /* its set */
  uint16_t others[ANCHOR_ROOM];         /* the gram_bit() of other bytes of it, plus 1; 0 if there are none */
  uint8_t before[ANCHOR_ROOM];          /* its byte before the anchor; 0 if there is none */
  uint8_t behind[ANCHOR_ROOM];          /* its byte after the anchor; 0 if no literal byte is there */
  uint8_t leads[ANCHOR_COUNT];          /* bytes of the phrase before the anchor */
  uint16_t buckets[ANCHOR_BUCKETS + 1]; /* the first anchor of each bucket; at the end, ANCHOR_COUNT */
  uint8_t plain[ANCHOR_BUCKETS]; /* the marks of the anchors that profile `proxy` searches for; 0 for none */
  uint8_t filter[ANCHOR_SLOTS / 8]; /* a bit for each slot that has an anchor; it rejects most positions */
};

/* What the index has of the bytes around an anchor. */
struct anchor_neighbors {
  uint16_t other;
  uint8_t before, behind;
};

enum { ANCHOR_ANY_BYTE = -1 };

/* Which of the anchors from `first` on, in a vector, may have these bytes before and behind them. A line
 * break may be at any byte: ANCHOR_ANY_BYTE. */
static inline uint32_t anchors_between(const struct anchor_index *anchors, size_t first, int before,
                                       int behind) {
  vector none = vector_all(0), fitting = vector_all(0xFF);
  if (before != ANCHOR_ANY_BYTE) {
    vector bytes = vector_load(anchors->before + first);
    vector same = vector_equal(bytes, vector_all((unsigned char)before));
    fitting = vector_or(same, vector_equal(bytes, none));
  }
  if (behind != ANCHOR_ANY_BYTE) {
    vector bytes = vector_load(anchors->behind + first);
    vector same = vector_equal(bytes, vector_all((unsigned char)behind));
    fitting = vector_and(fitting, vector_or(same, vector_equal(bytes, none)));
  }
  return vector_mask(fitting);
}

/* The only index. anchors.c has it as constant data. A module that must be small links anchors_build.c
 * instead, which builds it at the first call from a third of the bytes; such a module has one thread. */
MCPX_INTERNAL const struct anchor_index *anchor_index(void);

#endif
