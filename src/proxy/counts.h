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

/* Marks a state that was started. */
#define COUNTS_STARTED UINT64_C(0x6D637078636F756E)

struct error_counts {
  uint64_t started; /* COUNTS_STARTED; any other number in memory that was not started */
  struct windowed_count attempted, succeeded;
  struct windowed_count codes[CODE_COUNT];
  bool ever[CODE_COUNT]; /* the code was counted at least once, in any window */
  uint64_t others_ever;  /* how many codes a newer release counted that this one does not know */
};

_Static_assert(sizeof(struct error_counts) <= MCPX_ERROR_COUNTS_SIZE,
               "the state fits into mcpx_error_counts");

/* Returns NULL for a state that was not started. Nothing else of it is read then: its bytes may be values
 * that their types do not have. */
static inline struct error_counts *counts_of(mcpx_error_counts *counts) {
  struct error_counts *state = counts ? (struct error_counts *)(void *)counts->bytes : NULL;
  return state && state->started == COUNTS_STARTED ? state : NULL;
}

#endif
