/* infer.h: what a pasted text itself says about how the server runs. */
#ifndef MCPX_CLASSIFY_INFER_H
#define MCPX_CLASSIFY_INFER_H

#include "mcpx.h"
#include "scan.h"

/* The hints that hold for one text, and who gave them. */
struct classify_context {
  mcpx_hints hints;
  mcpx_source transport_source;
  mcpx_source docker_isolated_source;
};

/* What the caller gave, nothing else. */
struct classify_context infer_given(const mcpx_hints *hints);

/* The same, with what the caller left open read off the text. */
struct classify_context infer_context(const mcpx_hints *hints, const struct phrase_scan *scan);

#endif
