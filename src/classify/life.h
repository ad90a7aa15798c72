/* life.h: one life of a server: what it printed, and the incident that follows from that. */
#ifndef MCPX_CLASSIFY_LIFE_H
#define MCPX_CLASSIFY_LIFE_H

#include "line_role.h"
#include "log.h"

/* Whether anything failed in this life. */
static inline bool life_is_open(const struct life *life) {
  return life->has_failure || life->has_effects || life->exception.line;
}

/* Whether it is the life of lines that name no server. */
static inline bool life_is_nameless(const struct life *life) { return !life->incident.server_length; }

/* The hints for the server of a life: those of the caller, and what the log said. */
MCPX_INTERNAL mcpx_hints life_hints(const struct log *log, const struct life *life);

/* Begin anew; the name and the hints of the server stay. */
MCPX_INTERNAL void life_begin(struct life *life);

/* Forget what failed so far. */
MCPX_INTERNAL void life_forget(struct life *life);

/* Add the matches of the current line. Returns whether any set is new. */
MCPX_INTERNAL bool life_add_matches(struct log *log, struct life *life);

/* Replace the matches in the scan of the log by those of the life. */
MCPX_INTERNAL void life_load_matches(struct log *log, const struct life *life);

/* The place of a match, by its range in the loaded matches. */
MCPX_INTERNAL struct log_place life_place(const struct life *life, mcpx_range range);

/* Add a line that failed or that follows from a failure. */
MCPX_INTERNAL void life_add_line(struct life *life, uint64_t line, const struct line_role *role);

/* Forget the lines that failed so far; the matches stay. */
MCPX_INTERNAL void life_forget_lines(struct life *life);

/* Give what the nameless life has said to the server that it is about. */
MCPX_INTERNAL void life_adopt(struct life *life, struct life *nameless);

/* Give its matches to a server that has not failed yet. */
MCPX_INTERNAL void life_adopt_matches(struct life *life, struct life *nameless);

/* The same, for a server that ended before: its lines stay. */
MCPX_INTERNAL void life_adopt_late(struct life *life, struct life *nameless);

/* The life has failed on the current line: the role says how, and where. */
MCPX_INTERNAL void life_fail(const struct log *log, struct life *life, const struct line_role *role);

/* The same, if the matches of all lines so far name a failure together. Returns whether they do. `trace`: the
 * line belongs to a stack trace that has not named its error. */
MCPX_INTERNAL bool life_fail_by_all(struct log *log, struct life *life, const mcpx_hints *hints, bool trace);

/* End a life: if it failed, it becomes an incident. The matches of the current line stay in the scan. */
MCPX_INTERNAL void life_end(struct log *log, struct life *life, bool recovered);

#endif
