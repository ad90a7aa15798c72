/* exports.h: what the files of this folder share.
 *
 * Each file exports a part of the library to a host. A call takes its bytes from `input` and writes its JSON
 * to `output`; both buffers belong to the module, so that it needs no allocator and no import. An instance
 * serves one call at a time. A module is common.c and some of the other files (../CMakeLists.txt), which also
 * sets INPUT_SIZE and OUTPUT_SIZE for it. */
#ifndef MCPX_EXPORTS_H
#define MCPX_EXPORTS_H

#include "../../src/mcpx.h"
#include "filter/request.h"
#include "json/writer.h"

#define EXPORT __attribute__((visibility("default"), used))

/* The longest options, in bytes of JSON. */
enum { OPTIONS_SIZE = 65536 };

/* A payload that is too long has to be recognized as such, even if it is cut at the end of `input`. */
_Static_assert(INPUT_SIZE > MCPX_PAYLOAD_MAX + 4 && INPUT_SIZE > OPTIONS_SIZE, "the longest input fits");

extern char input_buffer[INPUT_SIZE];
extern char output_buffer[OUTPUT_SIZE];

/* Reads options: the members of a request. Their strings point into `text`. Returns 0, or the length of an
 * error message (a JSON string in `output`). */
size_t read_members(char *text, size_t length, struct request *request);

/* Copies options from `input`, which the next call overwrites, to a buffer of OPTIONS_SIZE bytes. */
void keep_input(char *kept, size_t length);

/* The hints of classify.c, for hints.c; its last answer and the log of log.c, for advice.c. */
extern mcpx_hints current_hints;
extern mcpx_answer current_answer;
extern mcpx_stream current_log;

/* What check.c shares with the files that check payloads too. */
extern mcpx_check_memory check_room;
extern mcpx_check_options current_check_options;

/* Writes the verdict on the payload to `output`, with the findings in check_room; returns the length. */
size_t write_verdict(const mcpx_verdict *verdict, bool scan);

#endif
