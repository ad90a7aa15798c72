/* writer.h: values -> JSON text in a bounded buffer of the caller. */
#ifndef MCPX_JSON_WRITER_H
#define MCPX_JSON_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* `length` counts on past `capacity`, so that the caller learns the size it needs. Commas are put by the
 * writer. */
struct json_writer {
  char *out;
  size_t capacity;
  size_t length;
  bool comma; /* a value stands before the next one */
};

struct json_writer json_start(char *out, size_t capacity);

/* End the text: NUL if it fits. Returns the size needed, without it. */
size_t json_finish(struct json_writer *json);

void json_open(struct json_writer *json, char bracket);
void json_close(struct json_writer *json, char bracket);
void json_key(struct json_writer *json, const char *key);

/* A string of any bytes; what is not UTF-8 becomes U+FFFD. NULL is null. */
void json_string(struct json_writer *json, const char *text);
void json_string_sized(struct json_writer *json, const char *text, size_t length);
void json_number(struct json_writer *json, uint64_t number);

/* A string in parts: between begin and end, text and numbers as they come. */
void json_string_begin(struct json_writer *json);
void json_string_add(struct json_writer *json, const char *text);
void json_string_add_number(struct json_writer *json, uint64_t number);
void json_string_end(struct json_writer *json);
void json_bool(struct json_writer *json, bool value);

/* A key with its value. */
void json_member(struct json_writer *json, const char *key, const char *value);
void json_number_member(struct json_writer *json, const char *key, uint64_t value);

/* A value that is JSON already. */
void json_raw(struct json_writer *json, const char *value, size_t length);

#endif
