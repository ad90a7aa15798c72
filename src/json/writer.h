/* writer.h: writes JSON text to a buffer of the caller. */
#ifndef MCPX_JSON_WRITER_H
#define MCPX_JSON_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The writer inserts the commas. `length` keeps counting beyond `capacity`: that is how the caller learns the
 * size it needs. */
struct json_writer {
  char *out;
  size_t capacity;
  size_t length;
  bool comma; /* the next value needs a comma before it */
};

struct json_writer json_start(char *out, size_t capacity);

/* Adds a NUL if it fits. Returns the size that the text needs, without the NUL. */
size_t json_finish(struct json_writer *json);

void json_open(struct json_writer *json, char bracket);
void json_close(struct json_writer *json, char bracket);
void json_key(struct json_writer *json, const char *key);

/* Strings may hold any bytes; a byte that is not UTF-8 becomes U+FFFD. NULL becomes null. */
void json_string(struct json_writer *json, const char *text);
void json_string_sized(struct json_writer *json, const char *text, size_t length);
void json_number(struct json_writer *json, uint64_t number);
void json_bool(struct json_writer *json, bool value);

/* A string in parts: add text and numbers between begin and end. */
void json_string_begin(struct json_writer *json);
void json_string_add(struct json_writer *json, const char *text);
void json_string_add_number(struct json_writer *json, uint64_t number);
void json_string_end(struct json_writer *json);

/* A key and its value. */
void json_member(struct json_writer *json, const char *key, const char *value);
void json_number_member(struct json_writer *json, const char *key, uint64_t value);

/* Copies a value that is valid JSON. */
void json_raw(struct json_writer *json, const char *value, size_t length);

#endif
