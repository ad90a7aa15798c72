/* quiet.h: the parts of a text that are no evidence: pasted configuration, results of tools, source code,
 * change logs, documentation, and what a server printed before it became ready. */
#ifndef MCPX_CLASSIFY_QUIET_H
#define MCPX_CLASSIFY_QUIET_H

#include "base/internal.h"
#include "normalize.h"
#include "phrases.h"
#include "server_name.h"

/* Braces deeper than this are counted, but an object there cannot become quiet. */
enum { QUIET_DEPTH = 32 };

/* The state of a scan. Offsets are raw bytes of the text.
 */
struct quiet {
  size_t opens[QUIET_DEPTH]; /* where the open braces are */
  uint32_t depth;
  uint32_t object_depth; /* the depth of the quiet object that is open; 0 for none */
  bool started;          /* the text has begun */
  bool matched;          /* a phrase about a failure has matched; set by the scan */
  size_t empty_until;    /* no match starts in what is not followed yet before this index of the block; set by
                            the scan. SIZE_MAX: no match follows */
  bool toml;             /* a quiet section of TOML is open */
  bool line;             /* the current line is quiet */
  bool block;            /* the lines up to the next blank line are quiet */
  bool quoted;           /* they begin with the > of a quotation */
  bool source_follows;   /* the next line is a line of code in a Python traceback */
  bool success;          /* a line that says that a connection works has begun; the scan resets it */
  bool recovery;         /* a line that says that a wait succeeded has begun; the scan resets it */
  bool line_matched;     /* a failure has matched in the current line, */
  uint32_t matched_from; /* and the first one starts here: see struct phrase_range */
  bool line_asked;       /* `line_passing` is known */
  bool line_passing;     /* that line says that the program goes on by itself */
  bool stopping;         /* the log said that its servers stop on purpose */
  int heading;           /* the level of the heading that begins a quiet section; 0 for none */
  size_t line_start;
  size_t message_start; /* in the current line, after what a log puts in front of a message */
  size_t from, to;      /* the last quiet part; `to` is SIZE_MAX while it is open */
  size_t
      unnamed_from; /* where the lines without a name of a server begin that come before the current line */
  bool named;       /* the current line names a server */
  bool closes;      /* a line that says that its server closed has begun; the scan resets it */
  uint64_t
      ready; /* the servers that became ready, by their hash modulo 64; all of them for one without a name */
  uint16_t server; /* a hash of the name of the server that the last line with a name is about; 0 for none */
};

MCPX_INTERNAL void quiet_start(struct quiet *quiet);

/* The first index from `i` on over which the text has to be followed after it has started: a brace or a line
 * break. */
MCPX_INTERNAL size_t quiet_next_step(const struct norm_block *block, size_t i);

/* Follow the text over block.bytes[i]. Call for each index in order; of the indexes after the start, only
 * those with a step matter. */
MCPX_INTERNAL void quiet_step(struct quiet *quiet, struct norm_block *block, size_t i);

/* Whether a match that starts at this offset is in a quiet part. */
static inline bool quiet_hides(const struct quiet *quiet, size_t start) {
  return start >= quiet->from && start < quiet->to;
}

/* Begin the quiet part that a match of a set of this kind means. Returns where it begins: matches from there
 * on do not count. SIZE_MAX if the kind means none. */
MCPX_INTERNAL size_t quiet_begin(struct quiet *quiet, enum phrase_kind kind);

#endif
