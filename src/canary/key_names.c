/* key_names.c: what the name of a key says about its value. */
#include "canary.h"
#include "detect.h"

static const char *const SECRET_ENDINGS[] = {
#define SECRET_ENDING(text) text,
#include "tables/secret_names.def"
    NULL};

/* The last word of the key is one of these: license_key, accessToken, but not token_count or monkey. */
static bool names_secret(mcpx_text key) {
  for (const char *const *word = SECRET_ENDINGS; *word; word++) {
    size_t length = strlen(*word);
    if (key.length < length || !detect_word(key, key.length - length, *word)) continue;
    size_t at = key.length - length;
    bool camel = ascii_is_upper(key.bytes[at]) && ascii_is_lower(text_before(key, at));
    if (at == 0 || camel || !ascii_is_alpha(key.bytes[at - 1])) return true;
  }
  return false;
}

static bool names_coordinate(mcpx_text key) {
  static const char *const NAMES[] = {"lat", "latitude", "lon", "lng", "long", "longitude", NULL};
  for (const char *const *name = NAMES; *name; name++)
    if (key.length == strlen(*name) && detect_word(key, 0, *name)) return true;
  return false;
}

/* ---- Personal names ---- */

enum { PERSONAL_WHOLE, PERSONAL_ENDING, PERSONAL_TEXT, PERSONAL_NUMBER, PERSONAL_NAMES };

static const struct personal_key {
  const char *name;
  uint8_t length;
  uint8_t place;
  uint8_t holds;
} PERSONAL_KEYS[] = {
#define PERSONAL_KEY(name, place, holds) {name, sizeof(name) - 1, PERSONAL_##place, PERSONAL_##holds},
#include "tables/key_names.def"
};

static const char *const VALUE_KEYS[] = {
#define VALUE_KEY(name) name,
#include "tables/key_names.def"
    NULL};

/* The rows by the last characters of their names. */
static const uint16_t PERSONAL_KEYS_FIRST[] = {
#define PERSONAL_KEY_FIRST(place) place,
#include "tables/derived/canary.def"
};

static const uint16_t PERSONAL_KEYS_BY_LAST[] = {
#define PERSONAL_KEY_BY_LAST(row) row,
#include "tables/derived/canary.def"
};

static bool is_key_joint(char c) { return c == '_' || c == '-' || c == '.' || c == ' '; }

/* Where the words of `name` begin at the end of a key: "userName" has those of "user_name". Returns the
 * length of the key if it does not end with them. */
static size_t ending_start(mcpx_text key, const char *name, size_t length) {
  size_t at = key.length;
  while (length > 0 && at > 0) {
    char wanted = name[--length], c = ascii_to_lower(key.bytes[at - 1]);
    if (wanted == '_' && !is_key_joint(c)) continue;
    if (wanted != '_' && wanted != c) return key.length;
    at--;
  }
  return length ? key.length : at;
}

static bool begins_key_word(mcpx_text key, size_t at) {
  bool camel = ascii_is_upper(key.bytes[at]) && ascii_is_lower(text_before(key, at));
  return at == 0 || camel || !ascii_is_alnum(key.bytes[at - 1]);
}

static const struct personal_key *find_personal_key(mcpx_text key) {
  char last = key.length ? ascii_to_lower(key.bytes[key.length - 1]) : 0;
  unsigned slot = canary_key_slot(last);
  for (size_t i = PERSONAL_KEYS_FIRST[slot]; i < PERSONAL_KEYS_FIRST[slot + 1]; i++) {
    const struct personal_key *row = &PERSONAL_KEYS[PERSONAL_KEYS_BY_LAST[i]];
    if (row->name[row->length - 1] != last) continue;
    size_t at = ending_start(key, row->name, row->length);
    if (at < key.length && (row->place == PERSONAL_ENDING ? begins_key_word(key, at) : at == 0)) return row;
  }
  return NULL;
}

/* {"/home": {"/alice": 1}}, {"Users": {"alice": 1}} */
static bool names_home(mcpx_text key) {
  return text_equals("Users", key.bytes, key.length) || (key.length == 5 && detect_word(key, 0, "/home")) ||
         (key.length == 6 && detect_word(key, 0, "/users"));
}

enum canary_key canary_key_of(mcpx_text key) {
  if (names_home(key)) return CANARY_KEY_HOME;
  if (names_secret(key)) return CANARY_KEY_SECRET;
  if (names_coordinate(key)) return CANARY_KEY_COORDINATE;
  const struct personal_key *row = find_personal_key(key);
  if (!row) return CANARY_KEY_PLAIN;
  switch (row->holds) {
    case PERSONAL_NUMBER: return CANARY_KEY_PERSONAL_NUMBER;
    case PERSONAL_NAMES: return CANARY_KEY_NAMES;
    default: return CANARY_KEY_PERSONAL;
  }
}

bool canary_key_is_neutral(mcpx_text key) {
  for (const char *const *name = VALUE_KEYS; *name; name++)
    if (key.length == strlen(*name) && detect_word(key, 0, *name)) return true;
  return false;
}
