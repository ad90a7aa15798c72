/* proxy_canary.c: the raw bytes of a payload -> the one finding of profile `proxy`: what the proxy itself
 * looks for before it sends. */
#include <string.h>

#include "base/text.h"
#include "check.h"

static const char *const PREFIXES[] = {"/Users/", "/home/", "C:\\\\Users\\\\", "/var/folders/", NULL};

/* Where `wanted` stands first, or NULL. */
static const char *find(const char *payload, size_t length, const char *wanted, size_t wanted_length) {
  const char *end = payload + length;
  for (const char *at = payload; (size_t)(end - at) >= wanted_length; at++) {
    at = memchr(at, wanted[0], (size_t)(end - at) - wanted_length + 1);
    if (!at) return NULL;
    if (memcmp(at, wanted, wanted_length) == 0) return at;
  }
  return NULL;
}

static bool tell(struct check *check, enum finding_kind rule, size_t start, size_t end) {
  struct place place = {(uint32_t)start, (uint32_t)end};
  finding_add(&check->findings, rule, place, "", NULL, NULL);
  return true;
}

static bool has_blocked_prefix(struct check *check, const char *payload, size_t length) {
  for (const char *const *prefix = PREFIXES; *prefix; prefix++) {
    const char *found = find(payload, length, *prefix, strlen(*prefix));
    size_t at = found ? (size_t)(found - payload) : 0;
    if (found) return tell(check, FINDING_blocked_prefix, at, at + strlen(*prefix));
  }
  return false;
}

static bool has_blocked_value(struct check *check, const char *payload, size_t length) {
  for (size_t i = 0; i < check->options->blocked_value_count; i++) {
    const mcpx_text *value = &check->options->blocked_values[i];
    const char *found = value->length ? find(payload, length, value->bytes, value->length) : NULL;
    size_t at = found ? (size_t)(found - payload) : 0;
    if (found) return tell(check, FINDING_blocked_value, at, at + value->length);
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

/* The members of env_markers, behind its brace: each a known key with a boolean? */
static bool markers_are_booleans(struct json_reader *reader) {
  bool sound = true;
  for (struct json_token key = json_next(reader); key.type == JSON_KEY; key = json_next(reader)) {
    bool known = false;
    for (int i = MARKERS_FIRST; FIELDS[i].shape == SHAPE_MARKERS; i++)
      known = known || is_named(reader->text, key, FIELDS[i].key);
    struct json_token value = json_next(reader);
    sound = sound && known && (value.type == JSON_TRUE || value.type == JSON_FALSE);
    json_skip(reader, value);
  }
  return sound;
}

/* One JSON object, with sound markers. Its reader takes what is not UTF-8, and equal keys. */
static void check_object(struct check *check, const char *payload, size_t length) {
  struct json_reader reader = json_reader_start(payload, length);
  struct place markers = {0, 0};
  bool sound = true;
  reader.lenient = true;
  bool object = json_next(&reader).type == JSON_OBJECT;
  struct json_token key = json_next(&reader);
  for (; object && key.type == JSON_KEY; key = json_next(&reader)) {
    bool is_markers = is_named(payload, key, "env_markers");
    struct json_token value = json_next(&reader);
    if (is_markers && value.type != JSON_NULL) {
      markers = (struct place){(uint32_t)key.start, (uint32_t)key.end};
      sound = value.type == JSON_OBJECT && markers_are_booleans(&reader);
      if (value.type == JSON_ARRAY) json_skip(&reader, value);
    } else {
      json_skip(&reader, value);
    }
  }
  if (!object || key.type != JSON_OBJECT_END || json_next(&reader).type != JSON_END)
    tell(check, FINDING_malformed_payload, object ? reader.at : 0, object ? reader.at : 0);
  else if (!sound)
    tell(check, FINDING_env_markers_non_bool, markers.start, markers.end);
}

void canary_proxy(struct check *check, const char *payload, size_t length) {
  if (has_blocked_prefix(check, payload, length) || has_blocked_value(check, payload, length)) return;
  check_object(check, payload, length);
}
