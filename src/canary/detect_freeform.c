/* detect_freeform.c: finds ids, commands, coordinates and random strings, in free strings. */
#include "base/base64.h"
#include "detect.h"
#include "extent.h"

/* ---- Ids ---- */

/* The nil UUID and the one of all f identify nothing. */
static bool is_uniform_uuid(const char *uuid, size_t length) {
  size_t i = 0;
  while (i < length && (uuid[i] == '-' || uuid[i] == uuid[0])) i++;
  return i == length;
}

static bool match_uuid(mcpx_text text, size_t at, mcpx_range *range) {
  size_t length = ascii_is_hex(text.bytes[at]) ? detect_uuid_length(text, at) : 0;
  return length > 0 && !is_uniform_uuid(text.bytes + at, length) && detect_range(range, at, at + length);
}

static uint64_t uuid_places(mcpx_text text, size_t at) {
  return places_word_starts(text, at) & places_of(text, at + 8, "-");
}

bool detect_uuid(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_uuid, uuid_places);
}

/* i-0123456789abcdef0 and other ids of resources in a cloud. */
static bool match_resource(mcpx_text text, size_t at, mcpx_range *range) {
  static const char *const PREFIXES[] = {"i-",   "ami-",  "vpc-", "vol-",  "subnet-", "sg-",
                                         "eni-", "igw-",  "rtb-", "snap-", "acl-",    "eipalloc-",
                                         "nat-", "vpce-", "fs-",  "lt-",   "ocid1.",  NULL};
  const char *prefix = ascii_is_word(text_before(text, at)) ? NULL : detect_any_word(text, at, PREFIXES);
  if (!prefix) return false;
  size_t id = at + strlen(prefix), length = detect_class_run(text, id, CLASS_ALNUM, 18), digits = 0;
  for (size_t i = id; i < id + length; i++) digits += ascii_is_digit(text.bytes[i]);
  bool found = *prefix == 'o' ? length > 0 : digits > 1 && (length == 17 || length == 8);
  return found && detect_range(range, at, extent_url_end(text, at, id + length));
}

/* owner/name:tag, an image of a container. */
static bool match_image(mcpx_text text, size_t at, mcpx_range *range) {
  if (ascii_is_word(text_before(text, at)) || !ascii_is_alpha(text_at(text, at))) return false;
  size_t owner = detect_class_run(text, at, CLASS_WORD, 64), name_at = at + owner + 1;
  size_t name = detect_class_run(text, name_at, CLASS_WORD, 128), tag = name_at + name;
  if (owner < 2 || name < 2 || text.bytes[name_at - 1] != '/' || text_at(text, tag) != ':' ||
      !ascii_is_alnum(text_at(text, tag + 1)) || !ascii_is_alpha(text.bytes[name_at]))
    return false;
  return detect_range(range, at, extent_url_end(text, at, tag + 2));
}

/* The name of a cloud resource, after one of these words. */
static bool match_resource_name(mcpx_text text, size_t at, mcpx_range *range) {
  static const char *const SIGNS[] = {
      "arn:aws",   "subscriptions/", "resourcegroups/", "/providers/microsoft.", "projects/", "urn:uuid:",
      "accounts/", "organizations/", "crn:v1:",         "docker-pullable:",      NULL};
  const char *sign = ascii_is_alnum(text_before(text, at)) ? NULL : detect_any_word(text, at, SIGNS);
  if (!sign) return false;
  char after = text_at(text, at + strlen(sign));
  return after && !ascii_is_space(after) &&
         detect_range(range, at, extent_url_end(text, at, at + strlen(sign) + 1));
}

/* All of them begin with letters and one of these signs, or with a slash. */
static bool match_cloud_id(mcpx_text text, size_t at, mcpx_range *range) {
  if (!ascii_is_alpha(text.bytes[at]) && !detect_is_slash(text.bytes[at])) return false;
  char after = text_at(text, at + detect_class_run(text, at, CLASS_ALNUM, 64));
  if (after != '-' && !detect_is_slash(after) && after != ':' && after != '.' && after != '_') return false;
  return match_resource(text, at, range) || match_image(text, at, range) ||
         match_resource_name(text, at, range);
}

/* A sign that begins with a slash may follow anything but a word. */
static uint64_t cloud_places(mcpx_text text, size_t at) {
  return places_words_before(text, at, "-/\\:._") | places_of(text, at, "/\\");
}

bool detect_cloud_id(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_cloud_id, cloud_places);
}

/* ---- Commands ---- */

static const char *const COMMAND_PROGRAMS[] = {
#define PROGRAM(text) text,
#include "tables/programs.def"
    NULL};

static bool is_in_line(char c) { return c != '\n'; }

static bool line_range(mcpx_text text, size_t at, mcpx_range *range) {
  return detect_range(range, at, at + detect_run(text, at, is_in_line, text.length));
}

/* A program that people start by hand, or `sudo`, at the beginning of a command. */
static bool begins_program(mcpx_text text, size_t at) {
  if (detect_word(text, at, "sudo ") && ascii_is_alpha(text_at(text, at + 5))) return true;
  const char *program = detect_any_word(text, at, COMMAND_PROGRAMS);
  if (!program) return false;
  size_t end = at + strlen(program);
  for (size_t i = end; i < text.length && i < end + 200; i++)
    if (strchr("-/.=@:", text.bytes[i])) return true;
  return false;
}

/* A space, dashes, and a letter: an option of a command. */
static bool is_option(mcpx_text text, size_t at) {
  if (!ascii_is_space(text.bytes[at]) || at == 0 || text_at(text, at + 1) != '-') return false;
  bool is_long = text_at(text, at + 2) == '-';
  size_t letter = at + 2 + is_long, length = detect_class_run(text, letter, CLASS_WORD, 32);
  char after = text_at(text, letter + length);
  if (!ascii_is_alpha(text_at(text, letter))) return false;
  return is_long ? length > 1 : length <= 2 && (!after || ascii_is_space(after) || after == '=');
}

static bool match_command(mcpx_text text, size_t at, mcpx_range *range) {
  char c = text.bytes[at], before = text_before(text, at), next = text_at(text, at + 1);
  bool begins = at == 0 || before == '\n' || before == ';' || before == '"';
  bool is_pipe =
      c == '|' && ascii_is_space(before) && ascii_is_space(next) && ascii_is_alpha(text_at(text, at + 2));
  bool found =
      (begins && begins_program(text, at)) || is_option(text, at) || (c == '$' && next == '(') || is_pipe;
  return found && line_range(text, at, range);
}

bool detect_command(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first(text, at, range, match_command);
}

/* ---- Coordinates ---- */

/* Decimal degrees. */
struct degrees {
  int whole;
  size_t decimals;
  size_t end; /* 0 if there are none */
};

/* At least two decimals. */
static struct degrees read_degrees(mcpx_text text, size_t at) {
  size_t sign = text_at(text, at) == '-' || text_at(text, at) == '+';
  size_t whole = detect_class_run(text, at + sign, CLASS_DIGIT, 4), point = at + sign + whole;
  if (text_at(text, point) != '.') return (struct degrees){0};
  struct degrees degrees = {.decimals = detect_class_run(text, point + 1, CLASS_DIGIT, 20)};
  if (!whole || whole > 3 || text_at(text, point) != '.' || degrees.decimals < 2) return degrees;
  for (size_t i = at + sign; i < point; i++) degrees.whole = degrees.whole * 10 + (text.bytes[i] - '0');
  degrees.end = point + 1 + degrees.decimals;
  return degrees;
}

static bool is_between_degrees(char c) {
  return ascii_is_space(c) || ascii_is_alpha(c) || (c && strchr(",;/=:\"", c));
}

/* 52°31'N */
static bool match_arc(mcpx_text text, size_t at, mcpx_range *range) {
  static const char DEGREE[] = "\xC2\xB0";
  size_t whole = detect_class_run(text, at, CLASS_DIGIT, 4), minutes = at + whole + 2;
  if (!whole || whole > 3 || text_at(text, at + whole) != DEGREE[0] ||
      text_at(text, minutes - 1) != DEGREE[1])
    return false;
  minutes += detect_run(text, minutes, ascii_is_space, 2);
  size_t digits = detect_class_run(text, minutes, CLASS_DIGIT, 3);
  return digits > 0 && detect_range(range, at, extent_url_end(text, at, minutes + digits));
}

/* Does a word that begins with "lat" occur near the range? */
static bool is_named_latitude(mcpx_text text, size_t start, size_t end) {
  enum { NEAR = 100 };
  for (size_t i = start > NEAR ? start - NEAR : 0; i < text.length && i < end + NEAR; i++)
    if (detect_word(text, i, "lat") && !ascii_is_alpha(text_before(text, i))) return true;
  return false;
}

/* Two numbers of degrees, with at least four decimals, or with two near a word that says what they are. */
static bool match_degrees(mcpx_text text, size_t at, mcpx_range *range) {
  struct degrees latitude = read_degrees(text, at), longitude;
  size_t gap = latitude.end ? detect_run(text, latitude.end, is_between_degrees, 16) : 0;
  if (!gap) return false;
  longitude = read_degrees(text, latitude.end + gap);
  if (!longitude.end || latitude.whole > 180 || longitude.whole > 180) return false;
  bool exact = latitude.decimals >= 4 && longitude.decimals >= 4;
  return (exact || is_named_latitude(text, at, longitude.end)) && detect_range(range, at, longitude.end);
}

static bool match_coordinates(mcpx_text text, size_t at, mcpx_range *range) {
  char c = text.bytes[at], before = text_before(text, at);
  if ((!ascii_is_digit(c) && c != '-' && c != '+') || ascii_is_alnum(before) || before == '.' ||
      before == '-')
    return false;
  return match_arc(text, at, range) || match_degrees(text, at, range);
}

static uint64_t number_places(mcpx_text text, size_t at) {
  return places_number_starts(text, at) | places_of(text, at, "+-");
}

bool detect_coordinates(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_coordinates, number_places);
}

/* ---- Randomness ---- */

enum { RANDOM_MIN = 20, KEY_MIN = 32 };

/* Is it the base64 or hex of plain text? Then that text is searched instead. */
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

/* A run of letters and digits is random if it changes between small letters, capitals and digits more often
 * than words and numbers do, or if it is a long run of hexadecimal digits that is not one digit repeated. */
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
  if (digits == run.length || run.length < RANDOM_MIN) return false;
  return changes * 5 >= run.length && (digits >= 2 || changes * 3 >= run.length);
}

static bool match_random(mcpx_text text, size_t at, mcpx_range *range) {
  mcpx_text run = {text.bytes + at, detect_class_run(text, at, CLASS_ALNUM, text.length)};
  return is_random(run) && !is_encoded_text(run) && detect_range(range, at, at + run.length);
}

static uint64_t random_places(mcpx_text text, size_t at) { return places_long_words(text, at, RANDOM_MIN); }

bool detect_entropy(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_random, random_places);
}

/* ---- Random base64 ---- */

static bool is_key_char(char c) { return ascii_is_alnum(c) || c == '+' || c == '/'; }

/* Words and paths have few changes between small letters, capitals and digits; random characters have one in
 * two. */
static bool is_random_base64(mcpx_text run) {
  size_t changes = 0, digits = 0, capitals = 0;
  for (size_t i = 0; i < run.length; i++) {
    char c = run.bytes[i], before = i ? run.bytes[i - 1] : c;
    digits += ascii_is_digit(c);
    capitals += ascii_is_upper(c);
    bool word_begins = ascii_is_lower(c) && ascii_is_upper(before);
    changes += ascii_is_digit(c) != ascii_is_digit(before) ||
               (ascii_is_upper(c) != ascii_is_upper(before) && !word_begins);
  }
  return run.length >= KEY_MIN && (digits >= 2 || (digits == 1 && capitals >= 8)) && capitals >= 4 &&
         changes * 10 >= run.length * 3;
}

static bool match_base64_key(mcpx_text text, size_t at, mcpx_range *range) {
  mcpx_text run = {text.bytes + at, detect_run(text, at, is_key_char, text.length)};
  return is_random_base64(run) && !is_encoded_text(run) && detect_range(range, at, at + run.length);
}

static uint64_t key_places(mcpx_text text, size_t at) { return places_long_keys(text, at, KEY_MIN); }

/* A secret key of 40 characters with + and / between them, which cut it into short runs. */
bool detect_base64_key(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_base64_key, key_places);
}
