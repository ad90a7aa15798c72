/* writer.h: writes JSON text to a buffer of the caller. */
#ifndef MCPX_JSON_WRITER_H
#define MCPX_JSON_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/internal.h"

/* The writer inserts the commas. `length` keeps counting beyond `capacity`: that is how the caller learns the
 * size it needs. */
struct json_writer {
  char *out;
  size_t capacity;
  size_t length;
  bool comma; /* the next value needs a comma before it */
};

MCPX_INTERNAL struct json_writer json_start(char *out, size_t capacity);

/* Adds a NUL if it fits. Returns the size that the text needs, without the NUL. */
MCPX_INTERNAL size_t json_finish(struct json_writer *json);

MCPX_INTERNAL void json_open(struct json_writer *json, char bracket);
MCPX_INTERNAL void json_close(struct json_writer *json, char bracket);
MCPX_INTERNAL void json_key(struct json_writer *json, const char *key);

/* Strings may hold any bytes; a byte that is not UTF-8 becomes U+FFFD. NULL becomes null. */
MCPX_INTERNAL void json_string(struct json_writer *json, const char *text);
MCPX_INTERNAL void json_string_sized(struct json_writer *json, const char *text, size_t length);
MCPX_INTERNAL void json_number(struct json_writer *json, uint64_t number);
MCPX_INTERNAL void json_bool(struct json_writer *json, bool value);

/* A string in parts: add text and numbers between begin and end. */
MCPX_INTERNAL void json_string_begin(struct json_writer *json);
MCPX_INTERNAL void json_string_add(struct json_writer *json, const char *text);
MCPX_INTERNAL void json_string_add_sized(struct json_writer *json, const char *text, size_t length);
MCPX_INTERNAL void json_string_add_number(struct json_writer *json, uint64_t number);
MCPX_INTERNAL void json_string_end(struct json_writer *json);

/* A key and its value. */
MCPX_INTERNAL void json_member(struct json_writer *json, const char *key, const char *value);
MCPX_INTERNAL void json_number_member(struct json_writer *json, const char *key, uint64_t value);

/* Copies a value that is valid JSON. */
MCPX_INTERNAL void json_raw(struct json_writer *json, const char *value, size_t length);

#endif
