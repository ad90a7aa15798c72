/* detectors.h: the names and messages of the detectors, and the placeholder of each in a redacted text. */
#ifndef MCPX_CANARY_DETECTORS_H
#define MCPX_CANARY_DETECTORS_H

#include <stdbool.h>

#include "base/internal.h"
#include "base/text.h"

/* One for each row of detectors.def, in its order; the last one is for the blocked values of the caller. */
enum canary_detector {
#define DETECTOR(name, kinds, triggers, digits, finds, found) CANARY_##name,
#include "tables/detectors.def"
  CANARY_BLOCKED_VALUE,
  CANARY_DETECTOR_COUNT
};

/* A name, its brackets and a null byte fit. */
enum { CANARY_PLACEHOLDER_MAX = 32 };

/* The stable name of a detector. */
MCPX_INTERNAL const char *canary_detector_name(enum canary_detector detector);

/* Was the string returned by canary_detector_name()? */
MCPX_INTERNAL bool canary_is_detector_name(const char *name);

/* What a finding of a detector says; NULL for CANARY_BLOCKED_VALUE, which has no row in detectors.def. */
MCPX_INTERNAL const char *canary_detector_message(enum canary_detector detector);

/* The length of a placeholder, "[email]" for example, at an offset; 0 if there is none. */
MCPX_INTERNAL size_t canary_placeholder_length(mcpx_text text, size_t at);

#endif
