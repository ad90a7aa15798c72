/* strict_tree.c: JSON that was written for the proxy -> a tree of cJSON, behind the strict gate.
 *
 * cJSON reads more than JSON, ends a string at U+0000 and takes the first of two equal keys. So what it gets
 * has been through the gate, and holds nothing that the proxy's own reader would take for something else. */
#include "strict_tree.h"

#include <string.h>

#include "base/position.h"
#include "base/text.h"
#include "json/reader.h"

/* cJSON copies a number to a buffer of 64 bytes. */
enum { NAMES_MAX = 32, NAME_MAX_LENGTH = 32, ESCAPE_LENGTH = 6, CJSON_NUMBER_MAX = 63 };

/* Where the gate is. */
struct passage {
  struct json_reader reader;
  const char *const *names;
  uint32_t seen[JSON_DEPTH_MAX + 1]; /* a bit for each of the names that the open objects have */
  const char *message;               /* why it may not pass, at `at` */
  size_t at;
};

mcpx_read_status strict_tree_fault(mcpx_read_fault *fault, mcpx_read_status status, const char *message) {
  if (fault) *fault = (mcpx_read_fault){.message = message};
  return status;
}

static void stop(struct passage *passage, size_t at, const char *message) {
  passage->message = message;
  passage->at = at;
}

/* The bit of the name that a key is, or 0. */
static uint32_t name_bit(const struct passage *passage, struct json_token key) {
  char decoded[NAME_MAX_LENGTH * ESCAPE_LENGTH + 2];
  if (key.end - key.start > sizeof decoded) return 0;
  size_t length = json_decode(passage->reader.text, key, decoded);
  for (int i = 0; i < NAMES_MAX && passage->names[i]; i++)
    if (text_equals(passage->names[i], decoded, length)) return UINT32_C(1) << i;
  return 0;
}

static void pass_token(struct passage *passage, struct json_token token) {
  static const char *const FLAWS[] = {
      [JSON_LONE_SURROGATE] = "This escape is half of a surrogate pair.",
      [JSON_NULL_CHARACTER] = "U+0000 would end the text for some readers and not for others.",
      [JSON_NUMBER_RANGE] = "This number is too large for a double.",
  };
  struct json_reader *reader = &passage->reader;
  uint32_t *seen = &passage->seen[reader->depth];
  if (token.type == JSON_ERROR) stop(passage, reader->at, "This is not strict JSON.");
  if (reader->flaw) stop(passage, reader->flaw_at, FLAWS[reader->flaw]);
  if (token.type == JSON_NUMBER && token.end - token.start > CJSON_NUMBER_MAX)
    stop(passage, token.start, "This number is longer than 63 characters.");
  if (token.type == JSON_OBJECT) *seen = 0;
  if (token.type != JSON_KEY) return;
  uint32_t bit = name_bit(passage, token);
  if (*seen & bit) stop(passage, token.start, "This key stands twice in one object.");
  *seen |= bit;
}

static void tell(const struct passage *passage, mcpx_read_fault *fault) {
  struct text_position place = {0, 1, 1};
  position_advance(&place, passage->reader.text, passage->at);
  *fault = (mcpx_read_fault){passage->message, passage->reader.error, passage->at, place.line, place.column};
}

static bool passes(const char *text, size_t length, const char *const *names, mcpx_read_fault *fault) {
  struct passage passage = {.reader = json_reader_start(text, length), .names = names};
  enum json_type type = JSON_NULL;
  while (type != JSON_END && !passage.message) {
    struct json_token token = json_next(&passage.reader);
    pass_token(&passage, token);
    type = token.type;
  }
  if (passage.message && fault) tell(&passage, fault);
  return !passage.message;
}

mcpx_read_status strict_tree_read(const char *text, size_t length, const char *const *names, cJSON **tree,
                                  mcpx_read_fault *fault) {
  *tree = NULL;
  if (!passes(text ? text : "", text ? length : 0, names, fault)) return MCPX_READ_NOT_JSON;
  *tree = cJSON_ParseWithLength(text, length);
  if (*tree) return MCPX_READ_OK;
  return strict_tree_fault(fault, MCPX_READ_NO_MEMORY, "There is no memory to read this with.");
}

const cJSON *strict_tree_member(const cJSON *object, const char *name) {
  const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
  return cJSON_IsNull(member) ? NULL : member;
}
