/* key_names.c: what the name of a key says about its value. */
#include "canary.h"
#include "detect.h"

static const char *const SECRET_ENDINGS[] = {
#define SECRET_ENDING(text) text,
#include "tables/secret_names.def"
    NULL};

/* The last word of the key is one of these: license_key, accessToken, but not token_count or monkey. */
bool canary_names_secret(mcpx_text key) {
  for (const char *const *word = SECRET_ENDINGS; *word; word++) {
    size_t length = strlen(*word);
    if (key.length < length || !detect_word(key, key.length - length, *word)) continue;
    size_t at = key.length - length;
    bool camel = ascii_is_upper(key.bytes[at]) && ascii_is_lower(text_before(key, at));
    if (at == 0 || camel || !ascii_is_alpha(key.bytes[at - 1])) return true;
  }
  return false;
}

bool canary_names_coordinate(mcpx_text key) {
  static const char *const NAMES[] = {"lat", "latitude", "lon", "lng", "long", "longitude", NULL};
  for (const char *const *name = NAMES; *name; name++)
    if (key.length == strlen(*name) && detect_word(key, 0, *name)) return true;
  return false;
}
