/* made_id.h: is an id, a UUID or a hash, made of something that identifies a person or a machine? */
#ifndef MCPX_FORMATS_MADE_ID_H
#define MCPX_FORMATS_MADE_ID_H

#include <stdbool.h>

#include "base/internal.h"
#include "base/text.h"

/* Expects what format_is_uuid() or format_is_machine_id() accepts. Are its bytes the characters of a text, or
 * a number between zeros, or does it contain the address of a network card? */
MCPX_INTERNAL bool format_is_made_id(mcpx_text id);

#endif
