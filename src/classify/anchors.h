/* anchors.h: the windows of tables/derived/anchors.def as the scanner asks for them. */
#ifndef MCPX_CLASSIFY_ANCHORS_H
#define MCPX_CLASSIFY_ANCHORS_H

#include "scan.h"

enum {
#define ANCHOR(place, phrase, lead) ANCHOR_AT_##place,
#include "tables/derived/anchors.def"
  ANCHOR_COUNT
};

/* A row a window, in the order of the slots: where its phrase stands, and how many bytes of that come before
 * the window. */
struct anchor_index {
  uint32_t phrases[ANCHOR_COUNT];
  uint8_t leads[ANCHOR_COUNT];
  uint16_t buckets[ANCHOR_BUCKETS + 1]; /* the first window of each bucket, and the end of the last */
  uint8_t filter[ANCHOR_SLOTS / 8];     /* a bit for each slot that is somebody's */
};

/* The one index: constant data in the library. A module that has to be small makes it when it starts, from a
 * third of the bytes (src/classify/anchors_build.c), and links that in place of ours. */
const struct anchor_index *anchor_index(void);

#endif
