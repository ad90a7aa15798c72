/* workspace.h: the memory that a check works in, laid out in the caller's. */
#ifndef MCPX_CHECK_WORKSPACE_H
#define MCPX_CHECK_WORKSPACE_H

#include "canary/canary.h"
#include "findings.h"

/* A key that was seen in an object that is still open, or a text in a list. */
struct seen_key {
  mcpx_text text;
  uint32_t hash;
  uint32_t index; /* among its object's keys, from 1 */
  struct place place;
};

/* The shortest member of an object takes five bytes: "":0, */
enum { SEEN_KEYS_MAX = MCPX_PAYLOAD_MAX / 5 + 1 };

struct workspace {
  char decoded[MCPX_PAYLOAD_MAX]; /* strings with escapes, one behind the other: shorter than they were */
  char views[CANARY_ROUNDS][MCPX_PAYLOAD_MAX]; /* for the canary */
  struct seen_key
      keys[SEEN_KEYS_MAX]; /* a stack: those of the inner objects behind those of the outer ones */
};

_Static_assert(sizeof(struct workspace) <= sizeof(mcpx_workspace), "MCPX_WORKSPACE_SIZE is enough");

#endif
