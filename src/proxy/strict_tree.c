/* strict_tree.c: parses JSON into a cJSON tree, after the strict reader has accepted it.
 *
 * cJSON alone is too lenient: it accepts more than JSON, ends a string at U+0000 and returns the first of two
 * equal keys. A text that passes the checks here means the same to cJSON and to the proxy's own parser. */
#include "strict_tree.h"

#include <string.h>

#include "base/position.h"
#include "base/text.h"
#include "check/fields.h" /* the messages of findings */
#include "json/reader.h"

/* cJSON copies a number into a buffer of 64 bytes. */
enum {
  STRICT_NAMES_MAX = 32,
  STRICT_NAME_LENGTH_MAX = 32,
  STRICT_NUMBER_MAX = 63,
  UNICODE_ESCAPE_LENGTH = 6
};

struct strict_check {
  struct json_reader reader;
  const struct strict_names *names;
  uint32_t seen[JSON_DEPTH_MAX + 1]; /* per open object, one bit for each of the names that it has */
  const char *message;               /* why the text is rejected, at offset `at`; NULL so far */
  size_t at;
};

mcpx_read_status strict_tree_fault(mcpx_read_fault *fault, mcpx_read_status status, const char *message) {
  if (fault) *fault = (mcpx_read_fault){.message = message};
  return status;
}

static void reject_text(struct strict_check *check, size_t at, const char *message) {
  check->message = message;
  check->at = at;
}

static bool is_strict_name(const struct strict_names *names, const char *name, mcpx_text key) {
  return names->any_case ? text_folds_to(name, key) : text_equals(name, key.bytes, key.length);
}

/* Returns the bit of a key that is one of the names, or 0. */
static uint32_t strict_name_bit(const struct strict_check *check, struct json_token key) {
  char decoded[STRICT_NAME_LENGTH_MAX * UNICODE_ESCAPE_LENGTH + 2];
  if (key.end - key.start > sizeof decoded) return 0;
  size_t length = json_decode(check->reader.text, key, decoded);
  for (int i = 0; i < STRICT_NAMES_MAX && check->names->list[i]; i++)
    if (is_strict_name(check->names, check->names->list[i], (mcpx_text){decoded, length}))
      return UINT32_C(1) << i;
  return 0;
}

static void check_token(struct strict_check *check, struct json_token token) {
  struct json_reader *reader = &check->reader;
  uint32_t *seen = &check->seen[reader->depth];
  if (token.type == JSON_ERROR) reject_text(check, reader->at, finding_message(FINDING_json_syntax));
  if (reader->flaw) reject_text(check, reader->flaw_at, finding_message(finding_of_json_fault(reader->flaw)));
  if (token.type == JSON_NUMBER && token.end - token.start > STRICT_NUMBER_MAX)
    reject_text(check, token.start, "This number is longer than 63 characters.");
  if (token.type == JSON_OBJECT) *seen = 0;
  if (token.type != JSON_KEY) return;
  uint32_t bit = strict_name_bit(check, token);
  if (*seen & bit) reject_text(check, token.start, finding_message(FINDING_json_duplicate_key));
  *seen |= bit;
}

static void set_fault(const struct strict_check *check, mcpx_read_fault *fault) {
  struct text_position place = {0, 1, 1};
  position_advance(&place, check->reader.text, check->at);
  *fault = (mcpx_read_fault){check->message, check->reader.error, check->at, place.line, place.column};
}

static bool is_strict(const char *text, size_t length, const struct strict_names *names,
                      mcpx_read_fault *fault) {
  struct strict_check check = {.reader = json_reader_start(text, length), .names = names};
  enum json_type type = JSON_NULL;
  while (type != JSON_END && !check.message) {
    struct json_token token = json_next(&check.reader);
    check_token(&check, token);
    type = token.type;
  }
  if (check.message && fault) set_fault(&check, fault);
  return !check.message;
}

mcpx_read_status strict_tree_read(const char *text, size_t length, const struct strict_names *names,
                                  cJSON **tree, mcpx_read_fault *fault) {
  *tree = NULL;
  if (!is_strict(text ? text : "", text ? length : 0, names, fault)) return MCPX_READ_NOT_JSON;
  *tree = cJSON_ParseWithLength(text, length);
  if (*tree) return MCPX_READ_OK;
  return strict_tree_fault(fault, MCPX_READ_NO_MEMORY, "Not enough memory to parse the text.");
}

const cJSON *strict_tree_member(const cJSON *object, const char *name) {
  const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
  return cJSON_IsNull(member) ? NULL : member;
}

const cJSON *strict_tree_member_any_case(const cJSON *object, const char *name) {
  const cJSON *member = object ? object->child : NULL;
  while (member && !text_folds_to(name, (mcpx_text){member->string, strlen(member->string)}))
    member = member->next;
  return cJSON_IsNull(member) ? NULL : member;
}
