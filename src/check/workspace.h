/* workspace.h: the memory that a check works in; it lies in the caller's mcpx_workspace. */
#ifndef MCPX_CHECK_WORKSPACE_H
#define MCPX_CHECK_WORKSPACE_H

#include "canary/canary.h"
#include "findings.h"

/* A key of an object that is open, or an item of a list. */
struct seen_key {
  mcpx_text text;
  uint32_t hash;
  uint32_t number; /* in its container, from 1 */
  struct place place;
};

/* The shortest member of an object takes five bytes: "":0, */
enum { SEEN_KEYS_MAX = MCPX_PAYLOAD_MAX / 5 + 1, PIECES_BYTES_MAX = 4096 };

struct workspace {
  /* The texts of strings with escapes, one after the other. Each is shorter than its string, so they fit.
   * Nothing else may be written here: the check points to these texts until its end. */
  char decoded[MCPX_PAYLOAD_MAX];
  char views[CANARY_ROUNDS][MCPX_PAYLOAD_MAX]; /* for the canary; not used between its calls */
  char pieces[PIECES_BYTES_MAX];               /* strings of which nothing is known (pieces.h) */
  char joined[PIECES_BYTES_MAX];
  struct seen_key keys[SEEN_KEYS_MAX]; /* a stack: keys of inner objects after those of outer ones */
};

_Static_assert(sizeof(struct workspace) <= sizeof(mcpx_workspace), "MCPX_WORKSPACE_SIZE is enough");

#endif
