/* saved.h: saved states of a counter, as the library writes them and as a test does. */
#ifndef TEST_SAVED_H
#define TEST_SAVED_H

#include "mcpx_proxy.h"

/* Save and load; the case fails where that is not possible. */
void reload(mcpx_error_counts *counts);

/* Load `state`, a saved state without its end, with the checksum that it should have. */
mcpx_read_status load_state(mcpx_error_counts *counts, const char *state);

#endif
