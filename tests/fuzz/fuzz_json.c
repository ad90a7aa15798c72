/* fuzz_json.c: cJSON parses every text that the JSON reader accepts, and both see the same types and strings.
 */
#include <stdlib.h>
#include <string.h>

#include "cJSON.h"
#include "fuzz.h"
#include "json/reader.h"

enum { CJSON_NUMBER_MAX = 63 };

/* Returns whether cJSON can represent the string: it rejects lone surrogates and ends a string at U+0000. */
static bool is_cjson_string(const char *text, struct json_token token) {
  char *decoded = malloc(token.end - token.start);
  require(decoded, "enough memory");
  size_t length = json_decode(text, token, decoded);
  require(length + 2 <= token.end - token.start, "decoding does not make a string longer");
  bool representable = !memchr(decoded, '\0', length);
  bool escaped = memchr(text + token.start, '\\', token.end - token.start);
  for (size_t i = 0; escaped && i + 3 <= length; i++)
    representable = representable && memcmp(decoded + i, "\xEF\xBF\xBD", 3) != 0;
  free(decoded);
  return representable;
}

static bool comparable(const char *text, struct json_token token) {
  if (token.type == JSON_STRING || token.type == JSON_KEY) return is_cjson_string(text, token);
  return token.type != JSON_NUMBER || token.end - token.start < CJSON_NUMBER_MAX;
}

/* Reads all tokens. Returns whether the text is JSON that cJSON can represent. */
static bool read_all(const char *text, size_t size) {
  struct json_reader reader = json_reader_start(text, size);
  struct json_token token;
  bool representable = true;
  do {
    token = json_next(&reader);
    require(token.start <= token.end && token.end <= size, "tokens lie within the text");
    representable = representable && comparable(text, token);
  } while (token.type != JSON_END && token.type != JSON_ERROR);
  return representable && token.type == JSON_END;
}

static void check_string(const char *text, struct json_token token, const char *wanted) {
  char *decoded = malloc(token.end - token.start);
  require(decoded && wanted, "cJSON has the string too");
  size_t length = json_decode(text, token, decoded);
  require(strlen(wanted) == length && memcmp(wanted, decoded, length) == 0,
          "both decode a string to the same bytes");
  free(decoded);
}

static int cjson_type(enum json_type type) {
  switch (type) {
    case JSON_OBJECT: return cJSON_Object;
    case JSON_ARRAY: return cJSON_Array;
    case JSON_STRING: return cJSON_String;
    case JSON_NUMBER: return cJSON_Number;
    case JSON_TRUE: return cJSON_True;
    case JSON_FALSE: return cJSON_False;
    default: return cJSON_NULL;
  }
}

/* Compares the value that begins with `token` with a node of cJSON. The reader limits the depth. */
static void compare(const char *text, struct json_reader *reader, struct json_token token,
                    const cJSON *node) {
  require(node && (node->type & 0xFF) == cjson_type(token.type), "both see the same type");
  if (token.type == JSON_STRING) check_string(text, token, node->valuestring);
  if (token.type != JSON_OBJECT && token.type != JSON_ARRAY) return;
  node = node->child;
  for (token = json_next(reader); token.type != JSON_OBJECT_END && token.type != JSON_ARRAY_END;
       token = json_next(reader)) {
    require(node, "both see the same number of members");
    if (token.type == JSON_KEY) {
      check_string(text, token, node->string);
      token = json_next(reader);
    }
    compare(text, reader, token, node);
    node = node->next;
  }
  require(!node, "both see the same number of members");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *text = (const char *)data;
  if (!read_all(text, size)) return 0;
  cJSON *tree = cJSON_ParseWithLength(text, size);
  require(tree, "cJSON parses what the reader accepts");
  struct json_reader reader = json_reader_start(text, size);
  compare(text, &reader, json_next(&reader), tree);
  cJSON_Delete(tree);
  return 0;
}
