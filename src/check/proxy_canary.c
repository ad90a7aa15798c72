/* proxy_canary.c: the raw bytes of a payload -> the one finding of profile `proxy`, which searches for what
 * the proxy itself searches for before it sends a heartbeat. */
#include "proxy_canary.h"

#include <string.h>

#include "emit.h"
#include "proxy_rules.h"

static const char *const PREFIXES[] = {"/Users/", "/home/", "C:\\\\Users\\\\", "/var/folders/", NULL};

/* Longer bytes are searched for by a hash: to compare them at every place where they may begin would take the
 * product of both lengths. */
enum { COMPARED_BYTES_MAX = 64 };

#define HASH_FACTOR UINT64_C(0x9E3779B97F4A7C15)

static uint64_t hash_next(uint64_t hash, char c) { return hash * HASH_FACTOR + (unsigned char)c; }

/* The first occurrence of `wanted`, by a rolling hash (Karp and Rabin, 1987), or NULL. */
static const char *find_long_bytes(const char *payload, size_t length, const char *wanted,
                                   size_t wanted_length) {
  uint64_t hash = 0, wanted_hash = 0, first = 1; /* `first` is the factor of the first byte */
  if (length < wanted_length) return NULL;
  for (size_t i = 0; i < wanted_length; i++) {
    hash = hash_next(hash, payload[i]);
    wanted_hash = hash_next(wanted_hash, wanted[i]);
    if (i > 0) first *= HASH_FACTOR;
  }
  for (size_t at = 0;; at++) {
    if (hash == wanted_hash && memcmp(payload + at, wanted, wanted_length) == 0) return payload + at;
    if (at + wanted_length == length) return NULL;
    hash = hash_next(hash - first * (unsigned char)payload[at], payload[at + wanted_length]);
  }
}

/* The first occurrence of `wanted`, or NULL. */
static const char *find_bytes(const char *payload, size_t length, const char *wanted, size_t wanted_length) {
  const char *end = payload + length;
  if (wanted_length > COMPARED_BYTES_MAX) return find_long_bytes(payload, length, wanted, wanted_length);
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

/* Is each member of env_markers a known key with a boolean? The opening brace has been read. */
static bool markers_are_booleans(struct json_reader *reader) {
  bool valid = true;
  for (struct json_token key = json_next(reader); key.type == JSON_KEY; key = json_next(reader)) {
    bool known = false;
    for (int i = MARKERS_FIRST; FIELDS[i].shape == SHAPE_MARKERS; i++)
      known = known || proxy_is_named(reader->text, key, FIELDS[i].key);
    struct json_token value = json_next(reader);
    valid = valid && known && (value.type == JSON_TRUE || value.type == JSON_FALSE);
    json_skip(reader, value);
  }
  return valid;
}

/* null is as good as no member. */
static bool are_valid_markers(const char *payload, const struct proxy_value *markers) {
  if (!markers->present || markers->value.type == JSON_NULL) return true;
  struct json_reader reader = json_reader_start(payload, markers->value.end);
  reader.at = markers->value.start;
  reader.lenient = true;
  return json_next(&reader).type == JSON_OBJECT && markers_are_booleans(&reader);
}

/* The payload must be one JSON object whose members follow the rules. As in the proxy, strings need not be
 * UTF-8, and of equal keys the last one counts. */
static void check_payload_object(struct check *check, const char *payload, size_t length) {
  struct proxy_value members[PROXY_MEMBER_COUNT + 1] = {0};
  struct json_reader reader = json_reader_start(payload, length);
  reader.lenient = true;
  bool object = json_next(&reader).type == JSON_OBJECT;
  struct json_token key = json_next(&reader);
  for (; object && key.type == JSON_KEY; key = json_next(&reader)) {
    struct json_token value = json_next(&reader);
    value.end = json_skip(&reader, value);
    members[proxy_find_member(payload, key)] = (struct proxy_value){key, value, true};
  }
  const struct proxy_value *markers = &members[PROXY_ENV_MARKERS];
  if (!object || key.type != JSON_OBJECT_END || json_next(&reader).type != JSON_END)
    report_bytes(check, FINDING_malformed_payload, object ? reader.at : 0, 0);
  else if (!are_valid_markers(payload, markers))
    report_bytes(check, FINDING_env_markers_non_bool, markers->key.start,
                 markers->key.end - markers->key.start);
  else
    proxy_check_rules(check, payload, members);
}

void check_proxy_canary(struct check *check, const char *payload, size_t length) {
  if (has_blocked_prefix(check, payload, length) || has_blocked_value(check, payload, length)) return;
  check_payload_object(check, payload, length);
}
