/* scan.h: text -> which sets of phrases occur in it, and the range of the first match of each set. */
#ifndef MCPX_CLASSIFY_SCAN_H
#define MCPX_CLASSIFY_SCAN_H

#include "base/bits.h"
#include "base/internal.h"
#include "normalize.h"
#include "phrases.h"
#include "quiet.h"

/* A phrase starts at most SCAN_LEFT normalized bytes before its anchor and ends at most SCAN_RIGHT after it.
 * So many bytes stay in the block on each side. */
enum { SCAN_LEFT = 80, SCAN_RIGHT = 400 };

struct phrase_range {
  size_t start; /* bytes of the text as given */
  uint32_t length;
  uint16_t captured; /* the HTTP status (STATUS_SET) or the code (CODE_SET) in the match */
  uint16_t server;   /* as in struct quiet */
  uint32_t from;     /* index of the start in the normalized text, modulo 2^32 */
  int16_t passes;    /* from `from` to a place in the line that says whether the program goes on by itself */
  bool named : 1;    /* `names` is known */
  bool asked : 1;    /* `passing` is known */
  bool passing : 1;  /* that line says so */
  bool framed : 1;   /* it is in what a log puts in front of a message */
  uint64_t names;    /* in the line in which the match starts: see line_names */
};

static inline size_t phrase_range_end(const struct phrase_range *range) {
  return range->start + range->length;
}

struct anchor_index;
struct image_text;

/* The state of a scan, in the caller's memory. */
struct phrase_scan {
  const struct anchor_index *anchors;
  struct normalizer norm;
  struct image_text *image;      /* also reads what leaves the block, if it is set; only during a call */
  size_t dropped;                /* normalized bytes that have left the block */
  size_t scanned;                /* block.bytes before this index are done */
  size_t imaged;                 /* `image` has read the text before this index */
  size_t followed;               /* `quiet` knows the text before this index */
  size_t calm;                   /* from there to this index, nothing changes what `quiet` knows */
  size_t names_begin, names_end; /* the line that `names` is of; names_begin is SIZE_MAX for none */
  uint64_t names;
  size_t carried;
  unsigned char carry[64]; /* the end of a piece that is normalized with the start of the next */
  uint64_t seen[(SET_COUNT + 63) / 64];
  struct phrase_range first[SET_COUNT]; /* valid for the sets in `seen` */
  struct quiet quiet;                   /* profile `extended` only */
  struct norm_block block;
};

/* Start, feed pieces of the text cut anywhere, finish. Pieces are not kept. The results are complete after
 * finish; a second finish changes nothing. */
MCPX_INTERNAL void scan_start(struct phrase_scan *scan, bool extended);

/* Start again with another text, in the same profile. */
MCPX_INTERNAL void scan_restart(struct phrase_scan *scan);

MCPX_INTERNAL void scan_feed(struct phrase_scan *scan, const unsigned char *raw, size_t length);
MCPX_INTERNAL void scan_finish(struct phrase_scan *scan);

/* For profile `proxy`: whether a phrase may be in a whole text. Says no for most texts without a phrase, and
 * takes a third of the time of a scan. */
MCPX_INTERNAL bool scan_may_match(const struct phrase_scan *scan, const unsigned char *raw, size_t length);

static inline bool scan_saw(const struct phrase_scan *scan, size_t set) {
  return scan->seen[set / 64] >> (set % 64) & 1;
}

static inline void scan_see(struct phrase_scan *scan, size_t set, struct phrase_range first) {
  scan->seen[set / 64] |= UINT64_C(1) << (set % 64);
  scan->first[set] = first;
}

/* The first set from `from` on that occurs; SET_COUNT or more if there is none. */
static inline size_t scan_next_seen(const struct phrase_scan *scan, size_t from) {
  return bits_next(scan->seen, sizeof scan->seen / sizeof *scan->seen, from);
}

/* A loop over the sets that occur. */
#define SCAN_SEEN_EACH(set, scan) \
  for (size_t set = scan_next_seen(scan, 1); (set) < SET_COUNT; (set) = scan_next_seen(scan, (set) + 1))

static inline bool scan_saw_any(const struct phrase_scan *scan) {
  return scan_next_seen(scan, 1) < SET_COUNT;
}

#endif
