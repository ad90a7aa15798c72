/* saved.h: saves and loads counters, and loads states that a test wrote. */
#ifndef TEST_SAVED_H
#define TEST_SAVED_H

#include "mcpx_proxy.h"

/* Saves and loads a counter. The test fails if that is not possible. */
void reload(mcpx_error_counts *counts);

/* Loads a state without its checksum and closing brace, which are added. */
mcpx_read_status load_state(mcpx_error_counts *counts, const char *state);

#endif
