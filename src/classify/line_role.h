/* line_role.h: a line of a log -> what it says about its server. */
#ifndef MCPX_CLASSIFY_LINE_ROLE_H
#define MCPX_CLASSIFY_LINE_ROLE_H

#include "log.h"

/* What one line says. */
struct line_role {
  bool effect;       /* it merely follows from a failure */
  bool failure;      /* it names a failure */
  bool follows;      /* it has the words of a client about a server that failed */
  bool calm;         /* it names no failure, whatever its words */
  bool summary;      /* it lists servers that failed */
  bool crash;        /* it names the error of a crash, at `crash_place` */
  bool continuation; /* it continues the message of an earlier line */
  bool trace;        /* it belongs to a stack trace and does not name the error */
  mcpx_code code;
  uint16_t rule;
  struct log_place crash_place;
  struct log_place place; /* the words that decide; all zero if there are none */
};

/* The code and the rule of an answer, and whether they are a failure or what follows from one. */
MCPX_INTERNAL void line_role_set(struct line_role *role, const mcpx_answer *answer, uint16_t rule);

/* What the current line says, whose scan is finished. Notes in the life which lines of npm it has. */
MCPX_INTERNAL struct line_role line_role_find(const struct log *log, struct life *life,
                                              const mcpx_hints *hints);

/* Complete the role by what the words around phrases show: exceptions, and the lines of a stack trace. */
MCPX_INTERNAL void line_role_see_crash(const struct log *log, const struct life *life,
                                       struct line_role *role);

/* The second of the day that the current line begins with; NO_SECOND without a time. */
MCPX_INTERNAL int32_t line_role_second(const struct log *log);

#endif
