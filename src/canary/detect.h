/* detect.h: the detectors of detectors.def, and what they share. */
#ifndef MCPX_CANARY_DETECT_H
#define MCPX_CANARY_DETECT_H

#include "base/ascii.h"
#include "formats/formats.h"

/* Each says whether what it is named for stands in the text. All are linear in its length. */
#define DETECTOR(rule, scopes, triggers, finds, message) bool finds(mcpx_text text);
#include "tables/detectors.def"

/* Does `word`, written in lower case, stand there in any case? `/` in it is a backslash as well. */
bool detect_word(mcpx_text text, size_t at, const char *word);

/* Could a path begin there? At the start, or behind a space, a quote or a bracket and the like. */
bool detect_path_start(mcpx_text text, size_t at);

/* The length of a UUID that stands there, or 0: its digits are nobody's number. */
size_t detect_uuid_length(mcpx_text text, size_t at);

/* How many characters of that kind stand there, up to `most`. */
size_t detect_run(mcpx_text text, size_t at, bool (*is)(char c), size_t most);

#endif
