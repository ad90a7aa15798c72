/* detect_freeform.c: a string that nothing is known of -> whether an id, a command or something random stands
 * in it. */
#include <string.h>

#include "base/base64.h"
#include "detect.h"

size_t detect_uuid_length(mcpx_text text, size_t at) {
  enum { LENGTH = 36 };
  if (at + LENGTH > text.length || ascii_is_alnum(text_before(text, at)) ||
      ascii_is_alnum(text_at(text, at + LENGTH)))
    return 0;
  return format_is_uuid((mcpx_text){text.bytes + at, LENGTH}) ? LENGTH : 0;
}

/* All digits alike: the nil UUID and its opposite. */
static bool is_nobodys(const char *uuid, size_t length) {
  size_t i = 0;
  while (i < length && (uuid[i] == '-' || uuid[i] == uuid[0])) i++;
  return i == length;
}

bool detect_uuid(mcpx_text text) {
  for (size_t i = 0; i < text.length; i++) {
    size_t length = ascii_is_hex(text.bytes[i]) ? detect_uuid_length(text, i) : 0;
    if (length && !is_nobodys(text.bytes + i, length)) return true;
  }
  return false;
}

/* i-0123456789abcdef0 and its like. */
static bool resource_at(mcpx_text text, size_t at) {
  static const char *const PREFIXES[] = {"i-",   "ami-",  "vpc-", "vol-",  "subnet-", "sg-",
                                         "eni-", "igw-",  "rtb-", "snap-", "acl-",    "eipalloc-",
                                         "nat-", "vpce-", "fs-",  "lt-",   "ocid1.",  NULL};
  if (ascii_is_word(text_before(text, at))) return false;
  for (const char *const *prefix = PREFIXES; *prefix; prefix++) {
    if (!detect_word(text, at, *prefix)) continue;
    size_t behind = at + strlen(*prefix), length = detect_run(text, behind, ascii_is_alnum, 18);
    size_t digits = 0;
    for (size_t i = behind; i < behind + length; i++) digits += ascii_is_digit(text.bytes[i]);
    if (**prefix == 'o' ? length > 0 : digits > 1 && (length == 17 || length == 8)) return true;
  }
  return false;
}

/* owner/name:tag, an image of a container. */
static bool image_at(mcpx_text text, size_t at) {
  if (ascii_is_word(text_before(text, at)) || !ascii_is_alpha(text_at(text, at))) return false;
  size_t owner = detect_run(text, at, ascii_is_word, 64),
         name = detect_run(text, at + owner + 1, ascii_is_word, 128);
  size_t tag = at + owner + 1 + name;
  if (owner < 2 || name < 2) return false;
  return text_at(text, at + owner) == '/' && text_at(text, tag) == ':' &&
         ascii_is_alnum(text_at(text, tag + 1)) && ascii_is_alpha(text_at(text, at + owner + 1));
}

bool detect_cloud_id(mcpx_text text) {
  static const char *const SIGNS[] = {
      "arn:aws",   "subscriptions/", "resourcegroups/", "/providers/microsoft.", "projects/", "urn:uuid:",
      "accounts/", "organizations/", "crn:v1:",         "docker-pullable:",      NULL};
  for (size_t i = 0; i < text.length; i++) {
    if (resource_at(text, i) || image_at(text, i)) return true;
    for (const char *const *sign = SIGNS; *sign; sign++) {
      if (!detect_word(text, i, *sign) || ascii_is_alnum(text_before(text, i))) continue;
      char after = text_at(text, i + strlen(*sign));
      if (after && !ascii_is_space(after)) return true;
    }
  }
  return false;
}

/* ---- Commands ---- */

static const char *const PROGRAMS[] = {
#define PROGRAM(text) text,
#include "tables/programs.def"
    NULL};

/* A program that people start by hand, at the beginning of a line or behind `sudo`. */
static bool program_at(mcpx_text text, size_t at) {
  const char *const *program = PROGRAMS;
  if (detect_word(text, at, "sudo ") && ascii_is_alpha(text_at(text, at + 5))) return true;
  while (*program && !detect_word(text, at, *program)) program++;
  if (!*program) return false;
  size_t end = at + strlen(*program);
  for (size_t i = end; i < text.length && i < end + 200; i++)
    if (strchr("-/.=@:", text.bytes[i])) return true;
  return false;
}

/* A space, dashes, and a letter: an option of a command. */
static bool option_at(mcpx_text text, size_t at) {
  if (!ascii_is_space(text.bytes[at]) || at == 0 || text_at(text, at + 1) != '-') return false;
  bool is_long = text_at(text, at + 2) == '-';
  size_t letter = at + 2 + is_long, length = detect_run(text, letter, ascii_is_word, 32);
  char after = text_at(text, letter + length);
  if (!ascii_is_alpha(text_at(text, letter))) return false;
  return is_long ? length > 1 : length <= 2 && (!after || ascii_is_space(after) || after == '=');
}

bool detect_command(mcpx_text text) {
  for (size_t i = 0; i < text.length; i++) {
    char c = text.bytes[i], next = text_at(text, i + 1);
    bool begins = i == 0 || text.bytes[i - 1] == '\n' || text.bytes[i - 1] == ';' || text.bytes[i - 1] == '"';
    if ((begins && program_at(text, i)) || option_at(text, i)) return true;
    if (c == '$' && next == '(') return true;
    if (c == '|' && i && ascii_is_space(text.bytes[i - 1]) && ascii_is_space(next) &&
        ascii_is_alpha(text_at(text, i + 2)))
      return true;
  }
  return false;
}

/* ---- Coordinates ---- */

/* Degrees with at least four decimals, or with two behind words that say what they are; returns their length,
 * and the whole degrees. */
static size_t degrees_at(mcpx_text text, size_t at, bool named, int *degrees) {
  size_t sign = text_at(text, at) == '-' || text_at(text, at) == '+';
  size_t whole = detect_run(text, at + sign, ascii_is_digit, 4), point = at + sign + whole;
  size_t decimals = detect_run(text, point + 1, ascii_is_digit, 20);
  *degrees = 0;
  for (size_t i = at + sign; i < point; i++) *degrees = *degrees * 10 + (text.bytes[i] - '0');
  if (!whole || whole > 3 || text_at(text, point) != '.' || decimals < (named ? 2 : 4)) return 0;
  return sign + whole + 1 + decimals;
}

static bool is_between(char c) {
  return ascii_is_space(c) || ascii_is_alpha(c) || (c && strchr(",;/=:\"", c));
}

/* 52°31'N */
static bool arc_at(mcpx_text text, size_t at) {
  static const char DEGREE[] = "\xC2\xB0";
  size_t whole = detect_run(text, at, ascii_is_digit, 4);
  if (!whole || whole > 3 || text_at(text, at + whole) != DEGREE[0] ||
      text_at(text, at + whole + 1) != DEGREE[1])
    return false;
  size_t minutes = at + whole + 2;
  minutes += detect_run(text, minutes, ascii_is_space, 2);
  return detect_run(text, minutes, ascii_is_digit, 3) > 0;
}

bool canary_names_coordinate(mcpx_text key) {
  static const char *const NAMES[] = {"lat", "latitude", "lon", "lng", "long", "longitude", NULL};
  for (const char *const *name = NAMES; *name; name++)
    if (key.length == strlen(*name) && detect_word(key, 0, *name)) return true;
  return false;
}

static bool names_latitude(mcpx_text text) {
  for (size_t i = 0; i < text.length; i++)
    if (detect_word(text, i, "lat") && !ascii_is_alpha(text_before(text, i))) return true;
  return false;
}

bool detect_coordinates(mcpx_text text) {
  bool named = names_latitude(text);
  for (size_t i = 0; i < text.length; i++) {
    char before = text_before(text, i);
    int latitude, longitude;
    if (ascii_is_alnum(before) || before == '.' || before == '-') continue;
    if (arc_at(text, i)) return true;
    size_t first = degrees_at(text, i, named, &latitude);
    size_t gap = first ? detect_run(text, i + first, is_between, 16) : 0;
    if (gap && degrees_at(text, i + first + gap, named, &longitude) && latitude <= 180 && longitude <= 180)
      return true;
  }
  return false;
}

/* ---- Randomness ---- */

/* Is it the base64 or hex of plain text? Then it is as clean as that text, which gets a look of its own. */
static bool is_encoded_text(mcpx_text run) {
  uint32_t bits = 0;
  bool base64 = true, hex = run.length % 2 == 0;
  for (size_t i = 0; i < run.length; i++) {
    char c = run.bytes[i];
    bits = bits << 6 | (uint32_t)base64_digit(c);
    uint32_t byte = bits >> (6 - 2 * (i % 4)) & 0xFF;
    base64 = base64 && (i % 4 == 0 || (byte >= ' ' && byte < 0x7F));
    hex = hex && ascii_is_hex(c) && (i % 2 || (c >= '2' && c <= '7'));
  }
  return base64 || hex;
}

/* A run of letters and digits is random when it changes between small letters, capitals and digits as words
 * and numbers never do, or is a long run of hexadecimal digits, of which no few stand again and again. */
static bool is_random(mcpx_text run) {
  size_t changes = 0, digits = 0, hex = 0;
  uint32_t different = 0;
  for (size_t i = 0; i < run.length; i++) {
    char c = run.bytes[i], before = i ? run.bytes[i - 1] : c;
    digits += ascii_is_digit(c);
    hex += ascii_is_hex(c);
    different |= UINT32_C(1) << (c & 31);
    bool word_begins = ascii_is_lower(c) && ascii_is_upper(before);
    changes += ascii_is_digit(c) != ascii_is_digit(before) ||
               (ascii_is_upper(c) != ascii_is_upper(before) && !word_begins);
  }
  if (hex == run.length && run.length >= 32)
    return (different & (different - 1) & 0xFFFF) != 0 && digits < run.length;
  if (digits == run.length || run.length < 20) return false;
  return changes * 5 >= run.length && (digits >= 2 || changes * 3 >= run.length);
}

bool detect_entropy(mcpx_text text) {
  for (size_t i = 0; i < text.length; i++) {
    mcpx_text run = {text.bytes + i, detect_run(text, i, ascii_is_alnum, text.length)};
    if (run.length >= 20 && is_random(run) && !is_encoded_text(run)) return true;
    i += run.length;
  }
  return false;
}
