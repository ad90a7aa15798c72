/* exports.h: what the files here share. Each offers its part of the library to core.js: bytes in `input`,
 * JSON in `output`. A module is the common part and any additional (../CMakeLists.txt).
 *
 * The buffers are the module's own, so that it needs no allocator and no import. One module instance serves
 * one call at a time. */
#ifndef MCPX_EXPORTS_H
#define MCPX_EXPORTS_H

#include "../../src/mcpx.h"
#include "filter/request.h"
#include "json/writer.h"

#define EXPORT __attribute__((visibility("default"), used))

enum { OUTPUT_SIZE = MCPX_RESPONSE_MAX, OPTIONS_SIZE = 65536 };

extern char input_buffer[MCPX_REQUEST_MAX + 1];
extern char output_buffer[OUTPUT_SIZE];
extern mcpx_check_room room; /* of checks: in check.c */

/* Read the members of a request, at most OPTIONS_SIZE bytes, whose strings are borrowed from `text`. Returns
 * 0, or the length of the complaint (a JSON string in `output`) where they are none. */
size_t read_members(char *text, size_t length, struct request *request);

/* Copy `input` to `kept`, which has room for OPTIONS_SIZE bytes: the next text will overwrite it. */
void keep_input(char *kept, size_t length);

#endif
