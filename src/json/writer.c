/* writer.c: writes JSON text to a buffer of the caller. */
#include "writer.h"

#include <string.h>

#include "base/plain.h"
#include "base/utf8.h"

struct json_writer json_start(char *out, size_t capacity) {
  return (struct json_writer){.out = out, .capacity = capacity};
}

static void emit_bytes(struct json_writer *json, const char *bytes, size_t length) {
  if (json->length < json->capacity) {
    size_t room = json->capacity - json->length;
    memcpy(json->out + json->length, bytes, length < room ? length : room);
  }
  json->length += length;
}

static void emit_byte(struct json_writer *json, char byte) {
  if (json->length < json->capacity) json->out[json->length] = byte;
  json->length++;
}

static void begin_value(struct json_writer *json) {
  if (json->comma) emit_byte(json, ',');
  json->comma = true;
}

size_t json_finish(struct json_writer *json) {
  if (json->length < json->capacity) json->out[json->length] = '\0';
  return json->length;
}

void json_open(struct json_writer *json, char bracket) {
  begin_value(json);
  emit_byte(json, bracket);
  json->comma = false;
}

void json_close(struct json_writer *json, char bracket) {
  emit_byte(json, bracket);
  json->comma = true;
}

void json_key(struct json_writer *json, const char *key) {
  json_string(json, key);
  emit_byte(json, ':');
  json->comma = false;
}

/* For control characters, the quote and the backslash, which JSON requires to be escaped. */
static void emit_escape(struct json_writer *json, unsigned char c) {
  static const char HEX[] = "0123456789abcdef";
  static const char SHORT[] = "\b\f\n\r\t\"\\";
  static const char LETTER[] = "bfnrt\"\\";
  const char *found = c ? strchr(SHORT, c) : NULL;
  emit_byte(json, '\\');
  if (found) {
    emit_byte(json, LETTER[found - SHORT]);
    return;
  }
  emit_bytes(json, "u00", 3);
  emit_byte(json, HEX[c >> 4]);
  emit_byte(json, HEX[c & 15]);
}

/* Emits one character that plain_length stops at. Returns its length in `bytes`. */
static size_t emit_special(struct json_writer *json, const unsigned char *bytes, size_t length) {
  uint32_t c;
  size_t width = utf8_decode(bytes, length, &c);
  if (!width)
    emit_bytes(json, "\xEF\xBF\xBD", 3);
  else if (width == 1)
    emit_escape(json, *bytes);
  else
    emit_bytes(json, (const char *)bytes, width);
  return width ? width : 1;
}

static void emit_text(struct json_writer *json, const char *text, size_t length) {
  for (size_t i = 0; i < length;) {
    size_t run = plain_length(text + i, length - i);
    emit_bytes(json, text + i, run);
    i += run;
    if (i < length) i += emit_special(json, (const unsigned char *)text + i, length - i);
  }
}

void json_string_begin(struct json_writer *json) {
  begin_value(json);
  emit_byte(json, '"');
}

void json_string_add(struct json_writer *json, const char *text) { emit_text(json, text, strlen(text)); }

void json_string_add_sized(struct json_writer *json, const char *text, size_t length) {
  emit_text(json, text, length);
}

void json_string_end(struct json_writer *json) { emit_byte(json, '"'); }

void json_string_sized(struct json_writer *json, const char *text, size_t length) {
  json_string_begin(json);
  emit_text(json, text, length);
  json_string_end(json);
}

void json_string(struct json_writer *json, const char *text) {
  if (text)
    json_string_sized(json, text, strlen(text));
  else
    json_raw(json, "null", 4);
}

void json_string_add_number(struct json_writer *json, uint64_t number) {
  char digits[20];
  size_t i = sizeof digits;
  do digits[--i] = (char)('0' + number % 10);
  while (number /= 10);
  emit_bytes(json, digits + i, sizeof digits - i);
}

void json_number(struct json_writer *json, uint64_t number) {
  begin_value(json);
  json_string_add_number(json, number);
}

void json_bool(struct json_writer *json, bool value) {
  json_raw(json, value ? "true" : "false", value ? 4 : 5);
}

void json_raw(struct json_writer *json, const char *value, size_t length) {
  begin_value(json);
  emit_bytes(json, value, length);
}

void json_member(struct json_writer *json, const char *key, const char *value) {
  json_key(json, key);
  json_string(json, value);
}

void json_number_member(struct json_writer *json, const char *key, uint64_t value) {
  json_key(json, key);
  json_number(json, value);
}
