/* detect_machine.c: finds the names of machines and of instances in a cloud, and long numbers, in a word
 * whose parts are joined by - _ and . */
#include "detect.h"
#include "joined.h"

/* The random part of a name that Windows makes: 4F2K9QP. A digit is before a letter, as in no word. */
static bool is_made_part(mcpx_text text, size_t at, size_t least, size_t most) {
  size_t length = part_end(text, at) - at;
  bool digit = false, mixed = false;
  for (size_t i = at; i < at + length; i++) {
    mixed = mixed || (digit && ascii_is_alpha(text.bytes[i]));
    digit = digit || ascii_is_digit(text.bytes[i]);
  }
  return mixed && length >= least && length <= most;
}

static const struct {
  const char *prefix;
  uint8_t least;
  uint8_t most;
} MADE_NAMES[] = {{"desktop", 7, 7}, {"laptop", 7, 8}, {"win", 11, 11}, {"ec2amaz", 7, 8}};

/* The end of DESKTOP_4F2K9QP, or 0. */
static size_t made_name_end(mcpx_text text, size_t at) {
  size_t second = next_part(text, part_end(text, at));
  for (size_t i = 0; second && i < sizeof MADE_NAMES / sizeof *MADE_NAMES; i++)
    if (equals_part(text, at, MADE_NAMES[i].prefix) &&
        is_made_part(text, second, MADE_NAMES[i].least, MADE_NAMES[i].most))
      return part_end(text, second);
  return 0;
}

/* The end of johns_macbook, or 0: a model after a part that ends with the s of a genitive. */
static size_t owned_model_end(mcpx_text text, size_t at) {
  static const char *const MODELS[] = {"macbook", "imac", "mbp", "iphone", "ipad", "thinkpad", NULL};
  if (at < 4 || !is_joint_char(text.bytes[at - 1]) || ascii_to_lower(text.bytes[at - 2]) != 's') return 0;
  return ascii_is_alpha(text.bytes[at - 3]) && ascii_is_alpha(text.bytes[at - 4]) &&
                 is_part_of(text, at, MODELS) && !detect_word(text, at - 3, "ss")
             ? part_end(text, at)
             : 0;
}

static bool is_inventory_number(mcpx_text text, size_t at) {
  size_t digits = detect_class_run(text, at, CLASS_DIGIT, 8);
  return digits >= 2 && digits <= 7 && (text.bytes[at] == '0' || digits >= 4) &&
         !ascii_is_alnum(text_at(text, at + digits));
}

/* srv-fra-07, ws0142, db01: what an organization calls its machines. Returns the end, or 0. */
static size_t asset_name_end(mcpx_text text, size_t at) {
  static const char *const ASSETS[] = {"srv", "svr", "pc",   "nb",  "ws",      "wks",
                                       "dc",  "esx", "esxi", "nas", "bastion", NULL};
  static const char *const NUMBERED[] = {"db",  "web", "app",    "node",   "host",   "vm",
                                         "srv", "svr", "server", "pc",     "nb",     "ws",
                                         "wks", "dc",  "esx",    "worker", "master", NULL};
  size_t letters = detect_class_run(text, at, CLASS_ALPHA, 8), part;
  mcpx_text word = {text.bytes, at + letters};
  if (letters && is_inventory_number(text, at + letters) && is_part_of(word, at, NUMBERED))
    return part_end(text, at);
  if (!letters || !is_part_of(text, at, ASSETS)) return 0;
  part = next_part(text, at + letters);
  for (int i = 0; part && i < 3; i++, part = next_part(text, part_end(text, part)))
    if (is_inventory_number(text, part)) return part_end(text, part);
  return 0;
}

static bool match_machine_name(mcpx_text text, size_t at, mcpx_range *range) {
  int octets[4];
  if (!begins_part(text, at) || !ascii_is_alpha(text.bytes[at])) return false;
  size_t end = made_name_end(text, at), model = end ? 0 : owned_model_end(text, at);
  if (model) return detect_range(range, joined_start(text, at), model);
  if (!end) end = asset_name_end(text, at);
  if (!end && detect_word(text, at, "ip-")) end = read_joined_octets(text, at + 3, '-', octets);
  return end > 0 && detect_range(range, at, end);
}

static bool match_machine_of_owner(mcpx_text text, size_t at, mcpx_range *range) {
  size_t end = begins_part(text, at) ? owned_model_end(text, at) : 0;
  return end > 0 && detect_range(range, joined_start(text, at), end);
}

/* Words with a digit, and those beside a sign that joins words. */
static uint64_t machine_places(mcpx_text text, size_t at) {
  return places_words_with_digits(text, at) | places_words_before(text, at, "-_.") |
         (places_word_starts(text, at) & places_after(text, at, "-_."));
}

static uint64_t owner_places(mcpx_text text, size_t at) {
  return places_word_starts(text, at) & places_after(text, at, "-_.");
}

/* The other names have a digit, most texts have none. */
bool detect_machine_name(mcpx_text text, size_t *at, mcpx_range *range) {
  size_t digit = *at;
  while (digit < text.length && !ascii_is_digit(text.bytes[digit])) digit++;
  return digit < text.length ? detect_first_at(text, at, range, match_machine_name, machine_places)
                             : detect_first_at(text, at, range, match_machine_of_owner, owner_places);
}

/* A part of a code or check that is a long number, or hexadecimal digits of which some are letters. */
static bool match_long_number(mcpx_text text, size_t at, mcpx_range *range) {
  enum { DIGITS_MIN = 8, HEX_MIN = 12 };
  if (!begins_part(text, at)) return false;
  size_t end = part_end(text, at), digits = 0, hex = detect_class_run(text, at, CLASS_HEX, end - at);
  for (size_t i = at; i < end; i++) digits += ascii_is_digit(text.bytes[i]);
  bool number = digits == end - at && digits >= DIGITS_MIN;
  bool mixed = hex == end - at && hex >= HEX_MIN && digits >= 2;
  return (number || mixed) && detect_range(range, at, end);
}

bool detect_long_number(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_long_number, places_word_starts);
}

/* ---- Instances ---- */

static bool is_pod_char(char c) { return c && strchr("bcdfghjklmnpqrstvwxz2456789", c) != NULL; }

static size_t count_digits(mcpx_text text, size_t at, size_t length) {
  size_t digits = 0;
  for (size_t i = at; i < at + length; i++) digits += ascii_is_digit(text.bytes[i]);
  return digits;
}

/* The end of 7d9c6bd5f6-x8k2p at the end of the name of a pod, or 0. */
static size_t pod_end(mcpx_text text, size_t at) {
  size_t hash = detect_run(text, at, is_pod_char, 11), id = at + hash + 1;
  if (hash < 8 || hash > 10 || text_at(text, at + hash) != '-' || count_digits(text, at, hash) < 2) return 0;
  bool ends = detect_run(text, id, is_pod_char, 6) == 5 && !ascii_is_dotted(text_at(text, id + 5));
  return ends ? id + 5 : 0;
}

/* The end of i-0abcd1234ef567890, or 0. */
static size_t resource_end(mcpx_text text, size_t at) {
  static const char *const PREFIXES[] = {"i-",  "vpc-", "subnet-", "ami-",  "vol-",
                                         "sg-", "eni-", "igw-",    "snap-", NULL};
  char after = text_at(text, at + detect_class_run(text, at, CLASS_ALPHA, JOINED_PART_MAX));
  const char *prefix =
      after != '-' || text_before(text, at) == '_' ? NULL : detect_any_word(text, at, PREFIXES);
  if (!prefix) return 0;
  size_t id = at + strlen(prefix), length = detect_class_run(text, id, CLASS_HEX, 18);
  bool found = (length == 17 || length == 8) && count_digits(text, id, length) > 1;
  return found && !ascii_is_alnum(text_at(text, id + length)) ? id + length : 0;
}

static bool match_instance_id(mcpx_text text, size_t at, mcpx_range *range) {
  if (!begins_part(text, at)) return false;
  size_t pod = text_before(text, at) == '-' ? pod_end(text, at) : 0;
  if (pod) return detect_range(range, joined_start(text, at), pod);
  size_t end = resource_end(text, at);
  return end > 0 && detect_range(range, at, end);
}

/* Words before a hyphen, and after one. */
static uint64_t instance_places(mcpx_text text, size_t at) {
  return places_words_before(text, at, "-") | (places_word_starts(text, at) & places_after(text, at, "-"));
}

bool detect_instance_id(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_instance_id, instance_places);
}
