/* infer.h: the hints for one text: those of the caller, and those that the text itself states. */
#ifndef MCPX_CLASSIFY_INFER_H
#define MCPX_CLASSIFY_INFER_H

#include "base/internal.h"
#include "mcpx.h"
#include "scan.h"

/* The hints for one text and the source of each. */
struct classify_context {
  mcpx_hints hints;
  mcpx_source transport_source;
  mcpx_source docker_isolated_source;
};

/* Only the hints of the caller. */
MCPX_INTERNAL struct classify_context infer_given(const mcpx_hints *hints);

/* The hints of the caller, and for those that the caller left out, what the text states. */
MCPX_INTERNAL struct classify_context infer_context(const mcpx_hints *hints, const struct phrase_scan *scan);

/* The set of phrases that name a client; SET_NONE if there is none. */
MCPX_INTERNAL size_t infer_client_set(int client);

/* Let a finished scan know a client that an earlier line has named. That is no evidence. */
MCPX_INTERNAL void infer_recall_client(struct phrase_scan *scan, int client);

#endif
