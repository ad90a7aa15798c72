/* counts.h: the state behind mcpx_error_counts. */
#ifndef MCPX_PROXY_COUNTS_H
#define MCPX_PROXY_COUNTS_H

#include "catalog/catalog.h"
#include "mcpx_proxy.h"

enum { COUNT_WINDOW = 24 * 60 * 60 /* s */ };

/* No number exceeds JSON_INTEGER_MAX. Without a window, all members that count within one are zero. */
struct error_counts {
  bool in_window;
  uint64_t window_start; /* seconds since 1970 */
  uint64_t attempted;
  uint64_t succeeded;
  uint64_t count[CODE_COUNT];
  bool ever[CODE_COUNT]; /* the code was counted at least once, in any window */
  uint64_t others_ever;  /* how many codes a newer release counted that this one does not know */
};

_Static_assert(sizeof(struct error_counts) <= MCPX_ERROR_COUNTS_SIZE,
               "the state fits into mcpx_error_counts");

static inline struct error_counts *counts_of(mcpx_error_counts *counts) {
  return (struct error_counts *)(void *)counts->bytes;
}

#endif
