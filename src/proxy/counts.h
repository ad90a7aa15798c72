/* counts.h: what a counter of codes holds. */
#ifndef MCPX_PROXY_COUNTS_H
#define MCPX_PROXY_COUNTS_H

#include "catalog/catalog.h"
#include "mcpx_proxy.h"

enum { COUNT_WINDOW = 24 * 60 * 60 /* s */ };

/* No number is above JSON_INTEGER_MAX. What is of a window is zero where none is open. */
struct error_counts {
  bool open;       /* a window is */
  uint64_t opened; /* when it was */
  uint64_t attempted;
  uint64_t succeeded;
  uint64_t count[CODE_COUNT];
  bool ever[CODE_COUNT]; /* the code came at least once */
  uint64_t others_ever;  /* codes that came when a newer release ran */
};

_Static_assert(sizeof(struct error_counts) <= MCPX_ERROR_COUNTS_SIZE, "the counts fit their memory");

static inline struct error_counts *counts_of(mcpx_error_counts *counts) {
  return (struct error_counts *)(void *)counts->bytes;
}

#endif
