/* proxy_canary.c: the raw bytes of a payload -> the one finding of profile `proxy`, which searches for what
 * the proxy itself searches for before it sends a heartbeat. */
#include "proxy_canary.h"

#include <string.h>

#include "base/text.h"
#include "emit.h"

static const char *const PREFIXES[] = {"/Users/", "/home/", "C:\\\\Users\\\\", "/var/folders/", NULL};

/* The first occurrence of `wanted`, or NULL. */
static const char *find_bytes(const char *payload, size_t length, const char *wanted, size_t wanted_length) {
  const char *end = payload + length;
  for (const char *at = payload; (size_t)(end - at) >= wanted_length; at++) {
    at = memchr(at, wanted[0], (size_t)(end - at) - wanted_length + 1);
    if (!at) return NULL;
    if (memcmp(at, wanted, wanted_length) == 0) return at;
  }
  return NULL;
}

static bool report_bytes(struct check *check, enum finding_kind kind, size_t start, size_t length) {
  check_report_payload(check, kind, start, start + length, NULL);
  return true;
}

static bool has_blocked_prefix(struct check *check, const char *payload, size_t length) {
  for (const char *const *prefix = PREFIXES; *prefix; prefix++) {
    const char *found = find_bytes(payload, length, *prefix, strlen(*prefix));
    if (found) return report_bytes(check, FINDING_blocked_prefix, (size_t)(found - payload), strlen(*prefix));
  }
  return false;
}

static bool has_blocked_value(struct check *check, const char *payload, size_t length) {
  for (size_t i = 0; i < check->options->blocked_value_count; i++) {
    const mcpx_text *value = &check->options->blocked_values[i];
    const char *found = value->length ? find_bytes(payload, length, value->bytes, value->length) : NULL;
    if (found) return report_bytes(check, FINDING_blocked_value, (size_t)(found - payload), value->length);
  }
  return false;
}

/* Room for any name that is looked for here, with each of its characters as an escape of six bytes. */
enum { KEY_MAX = 256 };

/* Is the key that name? Decoded on the stack: the workspace still holds the texts of the check. */
static bool is_named(const char *payload, struct json_token key, const char *name) {
  char decoded[KEY_MAX];
  return key.end - key.start <= sizeof decoded &&
         text_equals(name, decoded, json_decode(payload, key, decoded));
}

/* Is each member of env_markers a known key with a boolean? The opening brace has been read. */
static bool markers_are_booleans(struct json_reader *reader) {
  bool valid = true;
  for (struct json_token key = json_next(reader); key.type == JSON_KEY; key = json_next(reader)) {
    bool known = false;
    for (int i = MARKERS_FIRST; FIELDS[i].shape == SHAPE_MARKERS; i++)
      known = known || is_named(reader->text, key, FIELDS[i].key);
    struct json_token value = json_next(reader);
    valid = valid && known && (value.type == JSON_TRUE || value.type == JSON_FALSE);
    json_skip(reader, value);
  }
  return valid;
}

/* The payload must be one JSON object with valid markers. As in the proxy, strings need not be UTF-8, and
 * keys may occur twice. */
static void check_payload_object(struct check *check, const char *payload, size_t length) {
  struct json_reader reader = json_reader_start(payload, length);
  struct place markers = {0, 0};
  bool valid = true;
  reader.lenient = true;
  bool object = json_next(&reader).type == JSON_OBJECT;
  struct json_token key = json_next(&reader);
  for (; object && key.type == JSON_KEY; key = json_next(&reader)) {
    bool is_markers = is_named(payload, key, "env_markers");
    struct json_token value = json_next(&reader);
    if (is_markers && value.type != JSON_NULL) {
      markers = (struct place){(uint32_t)key.start, (uint32_t)key.end};
      valid = value.type == JSON_OBJECT && markers_are_booleans(&reader);
      if (value.type == JSON_ARRAY) json_skip(&reader, value);
    } else {
      json_skip(&reader, value);
    }
  }
  if (!object || key.type != JSON_OBJECT_END || json_next(&reader).type != JSON_END)
    report_bytes(check, FINDING_malformed_payload, object ? reader.at : 0, 0);
  else if (!valid)
    report_bytes(check, FINDING_env_markers_non_bool, markers.start, markers.end - markers.start);
}

void check_proxy_canary(struct check *check, const char *payload, size_t length) {
  if (has_blocked_prefix(check, payload, length) || has_blocked_value(check, payload, length)) return;
  check_payload_object(check, payload, length);
}
