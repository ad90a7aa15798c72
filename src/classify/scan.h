/* scan.h: text -> which sets of phrases occur in it, and where each occurred first. */
#ifndef MCPX_CLASSIFY_SCAN_H
#define MCPX_CLASSIFY_SCAN_H

#include "normalize.h"

/* The sets of tables/phrases.def. SET_NONE (0) ends a list of sets. */
enum phrase_set {
  SET_NONE,
#define SET(name) name,
#define STATUS_SET(name) name,
#define CODE_SET(name) name,
#include "tables/phrases.def"
  SET_COUNT
};

/* What a row of tables/phrases.def is; never 0. */
enum phrase_kind {
  KIND_SET = 1,
  KIND_STATUS_SET,
  KIND_CODE_SET,
  KIND_BOTH,
  KIND_PROXY,
  KIND_EXACT,
  KIND_EXTENDED
};

/* A row of tables/phrases.def. `at` is its place in the one constant that holds them all. */
struct phrase {
  size_t at;
  enum phrase_kind kind;
  const char *text; /* "" for a row that begins a set */
};

enum {
  MATCH_GAP_LONG = 80,  /* '*' in a phrase: at most so many bytes between its neighbours */
  MATCH_GAP_SHORT = 24, /* '~' */
  SCAN_LEFT = 80,       /* bytes of the view kept behind a window: a phrase starts at most so far before it */
  SCAN_RIGHT = 400      /* and ends at most so far after */
};

/* The window of a phrase: four of its bytes, as one number. */
enum { ANCHOR_SIZE = 4, PHRASES_MAX = 131072 /* bytes of all phrases together */ };
static inline uint32_t anchor_key(const unsigned char *bytes) {
  return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/* A bit map over the windows says at once which places are nobody's; the windows stand in the order of their
 * slots in it, in buckets. */
enum { ANCHOR_SLOTS = 32768, ANCHOR_BUCKETS = 512, SLOTS_PER_BUCKET = ANCHOR_SLOTS / ANCHOR_BUCKETS };
static inline uint32_t anchor_slot(uint32_t key) { return (key * UINT32_C(0x9E3779B1)) >> 17; }

struct phrase_place {
  size_t start;
  size_t end;
  int named; /* the HTTP status (STATUS_SET) or the code (CODE_SET) that is named there */
};

struct anchor_index;

struct phrase_scan {
  const struct anchor_index *windows;
  struct normalizer view;
  size_t scanned; /* block.bytes before here have been looked at */
  size_t carried;
  unsigned char carry[64]; /* raw bytes that wait for those after them */
  uint64_t seen[(SET_COUNT + 63) / 64];
  struct phrase_place first[SET_COUNT]; /* holds where `seen` says so */
  struct norm_block block;
};

void scan_start(struct phrase_scan *scan, bool extended);
void scan_feed(struct phrase_scan *scan, const unsigned char *raw, size_t length);
void scan_finish(struct phrase_scan *scan);

static inline bool scan_saw(const struct phrase_scan *scan, size_t set) {
  return scan->seen[set / 64] >> (set % 64) & 1;
}

/* Did any set occur at all? */
bool scan_saw_any(const struct phrase_scan *scan);

/* Does a row begin a set? The additional belong to the one begun last. */
static inline bool phrase_begins_set(const struct phrase *phrase) { return phrase->kind <= KIND_CODE_SET; }

/* The rows of tables/phrases.def in their order: start with `*phrase` all zero; false after the last. */
bool phrase_next(struct phrase *phrase);

#endif
