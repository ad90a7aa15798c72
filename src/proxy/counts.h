/* counts.h: the state behind mcpx_error_counts. */
#ifndef MCPX_PROXY_COUNTS_H
#define MCPX_PROXY_COUNTS_H

#include "catalog/catalog.h"
#include "mcpx_proxy.h"

enum { COUNT_WINDOW = 24 * 60 * 60 /* s */ };

/* Counts the events of one window. No number exceeds JSON_INTEGER_MAX. */
struct windowed_count {
  uint64_t count;  /* 0 without a window, since the event that opens the window is counted */
  uint64_t opened; /* seconds since 1970; 0 without a window */
};

struct error_counts {
  struct windowed_count attempted, succeeded;
  struct windowed_count codes[CODE_COUNT];
  bool ever[CODE_COUNT]; /* the code was counted at least once, in any window */
  uint64_t others_ever;  /* how many codes a newer release counted that this one does not know */
};

_Static_assert(sizeof(struct error_counts) <= MCPX_ERROR_COUNTS_SIZE,
               "the state fits into mcpx_error_counts");

static inline struct error_counts *counts_of(mcpx_error_counts *counts) {
  return (struct error_counts *)(void *)counts->bytes;
}

#endif
