/* catalog.h: the codes as constants, and their entries as JSON. */
#ifndef MCPX_CATALOG_CATALOG_H
#define MCPX_CATALOG_CATALOG_H

#include <stdbool.h>

#include "base/internal.h"
#include "json/writer.h"
#include "mcpx.h"

/* CODE_HTTP_401 and so on, in the order of tables/codes.def. */
enum catalog_code {
#define CODE(name, severity, title, message, about) CODE_##name,
#include "tables/codes.def"
  CODE_COUNT
};

/* Whether the proxy counts the code by itself, so that no text has it. */
MCPX_INTERNAL bool catalog_is_only_counted(mcpx_code code);

/* Whether the severity of the code is "error". */
MCPX_INTERNAL bool catalog_is_error(mcpx_code code);

/* Write the entry of a code as mcpx_entry_json does. */
MCPX_INTERNAL void catalog_write_entry(struct json_writer *json, mcpx_code code);

/* Whether a command of the code is left out, for a platform (enum catalog_platform). */
typedef bool catalog_leaves_out(const mcpx_answer *answer, const char *command, int platform);

/* Write the fix steps of the answer's code as elements of an array, in the order of their use: those that fit
 * the system and the client, without the commands that `leaves_out` names. */
MCPX_INTERNAL void catalog_write_steps(struct json_writer *json, const mcpx_answer *answer,
                                       catalog_leaves_out *leaves_out);

#endif
