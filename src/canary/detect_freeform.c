/* detect_freeform.c: a string that nothing is known of -> whether an id, a command or something random stands in
 * it. */
#include <string.h>

#include "detect.h"

size_t uuid_at(struct text text, size_t at) {
  enum { LENGTH = 36 };
  if (at + LENGTH > text.length || is_alnum(byte_before(text, at)) || is_alnum(byte_at(text, at + LENGTH)))
    return 0;
  return is_uuid((struct text){text.bytes + at, LENGTH}) ? LENGTH : 0;
}

/* All digits alike: the nil UUID and its opposite. */
static bool is_nobodys(const char *uuid, size_t length) {
  size_t i = 0;
  while (i < length && (uuid[i] == '-' || uuid[i] == uuid[0])) i++;
  return i == length;
}

bool finds_uuid(struct text text) {
  for (size_t i = 0; i < text.length; i++) {
    size_t length = is_hex(text.bytes[i]) ? uuid_at(text, i) : 0;
    if (length && !is_nobodys(text.bytes + i, length)) return true;
  }
  return false;
}

/* i-0123456789abcdef0 and its like. */
static bool resource_at(struct text text, size_t at) {
  static const char *const PREFIXES[] = {"i-",   "ami-",  "vpc-", "vol-",  "subnet-", "sg-",
                                         "eni-", "igw-",  "rtb-", "snap-", "acl-",    "eipalloc-",
                                         "nat-", "vpce-", "fs-",  "lt-",   "ocid1.",  NULL};
  if (is_word(byte_before(text, at))) return false;
  for (const char *const *prefix = PREFIXES; *prefix; prefix++) {
    if (!stands_at(text, at, *prefix)) continue;
    size_t behind = at + strlen(*prefix), length = run_of(text, behind, is_alnum, 18);
    size_t digits = 0;
    for (size_t i = behind; i < behind + length; i++) digits += is_digit(text.bytes[i]);
    if (**prefix == 'o' ? length > 0 : digits > 1 && (length == 17 || length == 8)) return true;
  }
  return false;
}

/* owner/name:tag, an image of a container. */
static bool image_at(struct text text, size_t at) {
  if (is_word(byte_before(text, at)) || !is_alpha(byte_at(text, at))) return false;
  size_t owner = run_of(text, at, is_word, 64), name = run_of(text, at + owner + 1, is_word, 128);
  size_t tag = at + owner + 1 + name;
  if (owner < 2 || name < 2) return false;
  return byte_at(text, at + owner) == '/' && byte_at(text, tag) == ':' && is_alnum(byte_at(text, tag + 1)) &&
         is_alpha(byte_at(text, at + owner + 1));
}

bool finds_cloud_id(struct text text) {
  static const char *const SIGNS[] = {
      "arn:aws",   "subscriptions/", "resourcegroups/", "/providers/microsoft.", "projects/", "urn:uuid:",
      "accounts/", "organizations/", "crn:v1:",         "docker-pullable:",      NULL};
  for (size_t i = 0; i < text.length; i++) {
    if (resource_at(text, i) || image_at(text, i)) return true;
    for (const char *const *sign = SIGNS; *sign; sign++) {
      if (!stands_at(text, i, *sign) || is_alnum(byte_before(text, i))) continue;
      char after = byte_at(text, i + strlen(*sign));
      if (after && !is_space(after)) return true;
    }
  }
  return false;
}

/* ---- Commands ---- */

static const char *const PROGRAMS[] = {
#define PROGRAM(text) text,
#include "tables/words.def"
    NULL};

/* A program that people start by hand, at the beginning of a line or behind `sudo`. */
static bool program_at(struct text text, size_t at) {
  const char *const *program = PROGRAMS;
  if (stands_at(text, at, "sudo ") && is_alpha(byte_at(text, at + 5))) return true;
  while (*program && !stands_at(text, at, *program)) program++;
  if (!*program) return false;
  size_t end = at + strlen(*program);
  for (size_t i = end; i < text.length && i < end + 200; i++)
    if (strchr("-/.=@:", text.bytes[i])) return true;
  return false;
}

/* A space, dashes, and a letter: an option of a command. */
static bool option_at(struct text text, size_t at) {
  if (!is_space(text.bytes[at]) || at == 0 || byte_at(text, at + 1) != '-') return false;
  bool is_long = byte_at(text, at + 2) == '-';
  size_t letter = at + 2 + is_long, length = run_of(text, letter, is_word, 32);
  char after = byte_at(text, letter + length);
  if (!is_alpha(byte_at(text, letter))) return false;
  return is_long ? length > 1 : length <= 2 && (!after || is_space(after) || after == '=');
}

bool finds_command(struct text text) {
  for (size_t i = 0; i < text.length; i++) {
    char c = text.bytes[i], next = byte_at(text, i + 1);
    bool begins = i == 0 || text.bytes[i - 1] == '\n' || text.bytes[i - 1] == ';' || text.bytes[i - 1] == '"';
    if ((begins && program_at(text, i)) || option_at(text, i)) return true;
    if (c == '$' && next == '(') return true;
    if (c == '|' && i && is_space(text.bytes[i - 1]) && is_space(next) && is_alpha(byte_at(text, i + 2)))
      return true;
  }
  return false;
}

/* ---- Coordinates ---- */

/* Degrees with at least four decimals, or with two behind words that say what they are; returns their length,
 * and the whole degrees. */
static size_t degrees_at(struct text text, size_t at, bool named, int *degrees) {
  size_t sign = byte_at(text, at) == '-' || byte_at(text, at) == '+';
  size_t whole = run_of(text, at + sign, is_digit, 4), point = at + sign + whole;
  size_t decimals = run_of(text, point + 1, is_digit, 20);
  *degrees = 0;
  for (size_t i = at + sign; i < point; i++) *degrees = *degrees * 10 + (text.bytes[i] - '0');
  if (!whole || whole > 3 || byte_at(text, point) != '.' || decimals < (named ? 2 : 4)) return 0;
  return sign + whole + 1 + decimals;
}

static bool is_between(char c) { return is_space(c) || is_alpha(c) || (c && strchr(",;/=:\"", c)); }

/* 52°31'N */
static bool arc_at(struct text text, size_t at) {
  static const char DEGREE[] = "\xC2\xB0";
  size_t whole = run_of(text, at, is_digit, 4);
  if (!whole || whole > 3 || byte_at(text, at + whole) != DEGREE[0] ||
      byte_at(text, at + whole + 1) != DEGREE[1])
    return false;
  size_t minutes = at + whole + 2;
  minutes += run_of(text, minutes, is_space, 2);
  return run_of(text, minutes, is_digit, 3) > 0;
}

bool canary_names_coordinate(struct text key) {
  static const char *const NAMES[] = {"lat", "latitude", "lon", "lng", "long", "longitude", NULL};
  for (const char *const *name = NAMES; *name; name++)
    if (key.length == strlen(*name) && stands_at(key, 0, *name)) return true;
  return false;
}

static bool names_latitude(struct text text) {
  for (size_t i = 0; i < text.length; i++)
    if (stands_at(text, i, "lat") && !is_alpha(byte_before(text, i))) return true;
  return false;
}

bool finds_coordinates(struct text text) {
  bool named = names_latitude(text);
  for (size_t i = 0; i < text.length; i++) {
    char before = byte_before(text, i);
    int latitude, longitude;
    if (is_alnum(before) || before == '.' || before == '-') continue;
    if (arc_at(text, i)) return true;
    size_t first = degrees_at(text, i, named, &latitude);
    size_t gap = first ? run_of(text, i + first, is_between, 16) : 0;
    if (gap && degrees_at(text, i + first + gap, named, &longitude) && latitude <= 180 && longitude <= 180)
      return true;
  }
  return false;
}

/* ---- Randomness ---- */

/* Is it the base64 or hex of plain text? Then it is as clean as that text, which gets a look of its own. */
static bool is_encoded_text(struct text run) {
  uint32_t bits = 0;
  bool base64 = true, hex = run.length % 2 == 0;
  for (size_t i = 0; i < run.length; i++) {
    char c = run.bytes[i];
    uint32_t sextet = (uint32_t)(is_upper(c) ? c - 'A' : is_lower(c) ? c - 'a' + 26 : c - '0' + 52);
    bits = bits << 6 | sextet;
    uint32_t byte = bits >> (6 - 2 * (i % 4)) & 0xFF;
    base64 = base64 && (i % 4 == 0 || (byte >= ' ' && byte < 0x7F));
    hex = hex && is_hex(c) && (i % 2 || (c >= '2' && c <= '7'));
  }
  return base64 || hex;
}

/* A run of letters and digits is random when it changes between small letters, capitals and digits as words
 * and numbers never do, or is a long run of hexadecimal digits, of which no few stand again and again. */
static bool is_random(struct text run) {
  size_t changes = 0, digits = 0, hex = 0;
  uint32_t different = 0;
  for (size_t i = 0; i < run.length; i++) {
    char c = run.bytes[i], before = i ? run.bytes[i - 1] : c;
    digits += is_digit(c);
    hex += is_hex(c);
    different |= UINT32_C(1) << (c & 31);
    bool word_begins = is_lower(c) && is_upper(before);
    changes += is_digit(c) != is_digit(before) || (is_upper(c) != is_upper(before) && !word_begins);
  }
  if (hex == run.length && run.length >= 32)
    return (different & (different - 1) & 0xFFFF) != 0 && digits < run.length;
  if (digits == run.length || run.length < 20) return false;
  return changes * 5 >= run.length && (digits >= 2 || changes * 3 >= run.length);
}

bool finds_entropy(struct text text) {
  for (size_t i = 0; i < text.length; i++) {
    struct text run = {text.bytes + i, run_of(text, i, is_alnum, text.length)};
    if (run.length >= 20 && is_random(run) && !is_encoded_text(run)) return true;
    i += run.length;
  }
  return false;
}
