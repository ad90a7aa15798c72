/* lives.h: the servers of a log: which one a line is about, and the end of their lives. */
#ifndef MCPX_CLASSIFY_LIVES_H
#define MCPX_CLASSIFY_LIVES_H

#include "line_role.h"
#include "log.h"

/* The first bytes of the current line are in the scan: find out which server the line is about. */
MCPX_INTERNAL void lives_name_line(struct log *log);

/* The life that the current line belongs to. It may be that of no name. */
MCPX_INTERNAL struct life *lives_of_line(struct log *log);

/* A life by the hash of its name, and the life of lines without a name. NULL if there is none. */
MCPX_INTERNAL struct life *lives_find(struct log *log, uint32_t hash);
MCPX_INTERNAL struct life *lives_nameless(struct log *log);

/* Remember which server was named before the nameless life failed. */
MCPX_INTERNAL void lives_note_owner(const struct log *log, struct life *life);

/* The failure that lines without a name told is that of the next server that fails without a reason. */
MCPX_INTERNAL void lives_adopt_nameless(struct log *log, struct life *life, const struct line_role *role);

/* End a life. What was said without a name goes to the server that was named before, unless that one is
 * ready. */
MCPX_INTERNAL void lives_end(struct log *log, struct life *life, bool recovered);

/* The log is complete: all lives end. */
MCPX_INTERNAL void lives_end_log(struct log *log);

#endif
