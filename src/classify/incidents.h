/* incidents.h: the list of incidents of a log. */
#ifndef MCPX_CLASSIFY_INCIDENTS_H
#define MCPX_CLASSIFY_INCIDENTS_H

#include "log.h"

/* Add a line to the effects of an incident, which stay in ascending order, each line once. */
MCPX_INTERNAL void incident_add_line(struct incident *incident, uint64_t line);

/* The lines of the message that names the cause do not follow from it: remove them from the effects. */
MCPX_INTERNAL void incident_remove_cause_lines(struct incident *incident);

/* Add an incident: to an equal one, or to the list. */
MCPX_INTERNAL void incidents_add(struct log *log, const struct incident *incident);

/* The server became ready: its incidents are over. */
MCPX_INTERNAL void incidents_recover(struct log *log, const struct life *life);

#endif
