/* detect_key_text.c: finds keys that are made for people to type: product keys, serial numbers, and the words
 * of a wallet's seed. */
#include "detect.h"
#include "names.h"

/* ---- Product keys ---- */

enum { GROUP_MIN = 4, GROUP_MAX = 8, GROUPS_MIN = 4, GROUPS_MAX = 8 };

struct key_group {
  bool digit;
  bool letter;
};

static bool is_key_group_char(char c) { return ascii_is_upper(c) || ascii_is_digit(c); }
static bool is_small_group_char(char c) { return ascii_is_lower(c) || ascii_is_digit(c); }

static struct key_group look_at_group(mcpx_text text, size_t at, size_t length) {
  struct key_group group = {false, false};
  for (size_t i = at; i < at + length; i++) {
    group.digit = group.digit || ascii_is_digit(text.bytes[i]);
    group.letter = group.letter || ascii_is_alpha(text.bytes[i]);
  }
  return group;
}

/* VK7JG-NPHTM-C97JM-9MPGT-3V66T: groups of one length, at least one with both digits and letters, or some of
 * each; in small letters most are mixed. */
static bool reads_product_key(mcpx_text text, size_t at, bool (*is)(char c), mcpx_range *range) {
  size_t length = detect_run(text, at, is, GROUP_MAX + 1), end = at, groups = 0, mixed = 0, digits = 0;
  if (length < GROUP_MIN || length > GROUP_MAX) return false;
  for (;; end++) {
    if (groups > GROUPS_MAX || detect_run(text, end, is, length + 1) != length) return false;
    struct key_group group = look_at_group(text, end, length);
    if (!group.digit && name_is_plain_word((mcpx_text){text.bytes + end, length})) return false;
    mixed += group.digit && group.letter;
    digits += group.digit && !group.letter;
    groups++;
    end += length;
    if (text_at(text, end) != '-') break;
  }
  bool some = mixed > 0 || (digits > 0 && digits < groups);
  bool enough = is == is_key_group_char ? some : mixed > groups / 2;
  return groups >= GROUPS_MIN && enough && !ascii_is_alnum(text_at(text, end)) &&
         detect_range(range, at, end);
}

/* A serial number or a key after a word that says so, in capitals and digits. */
static bool reads_named_key(mcpx_text text, size_t at, mcpx_range *range) {
  static const char *const NAMES[] = {"serial number", "serial no.",     "serial",  "s/n",
                                      "license key",   "licence key",    "license", "licence",
                                      "product key",   "activation key", NULL};
  enum { LENGTH_MIN = 8, LENGTH_MAX = 64, DIGITS_MIN = 2 };
  const char *name = detect_any_word(text, at, NAMES);
  size_t start = name ? at + strlen(name) : 0;
  while (name && start - at < 32 && text_at(text, start) && strchr(" :=#", text.bytes[start])) start++;
  if (!name || start == at + strlen(name)) return false;
  size_t end = start, digits = 0, letters = 0;
  for (; end - start < LENGTH_MAX; end++) {
    char c = text_at(text, end);
    digits += ascii_is_digit(c);
    letters += ascii_is_upper(c);
    if (!is_key_group_char(c) && c != '-') break;
  }
  return end - start >= LENGTH_MIN && digits >= DIGITS_MIN && letters >= DIGITS_MIN &&
         !ascii_is_alnum(text_at(text, end)) && detect_range(range, start, end);
}

static bool match_product_key(mcpx_text text, size_t at, mcpx_range *range) {
  char before = text_before(text, at);
  if (!ascii_is_alnum(text.bytes[at]) || ascii_is_alnum(before)) return false;
  if (strchr("slpa", ascii_to_lower(text.bytes[at])) && reads_named_key(text, at, range)) return true;
  size_t group = before == '-' ? 0 : detect_class_run(text, at, CLASS_ALNUM, GROUP_MAX + 1);
  if (group < GROUP_MIN || text_at(text, at + group) != '-') return false;
  return reads_product_key(text, at, is_key_group_char, range) ||
         reads_product_key(text, at, is_small_group_char, range);
}

/* Words with the first letters of names, and those that may be the first group of a key. */
static uint64_t product_places(mcpx_text text, size_t at) {
  return (places_word_starts(text, at) & places_letters(text, at, "slpa")) |
         (places_word_starts(text, at) & places_before(text, at, "-", GROUP_MIN, GROUP_MAX));
}

bool detect_product_key(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_product_key, product_places);
}

/* ---- Seed phrases ---- */

enum { SEED_WORD_MIN = 3, SEED_WORD_MAX = 8, SEED_WORDS_MIN = 12, SEED_WORDS_MAX = 24 };

/* In prose, one of these occurs sooner; none of them is a word of a seed. */
static bool is_prose_word(mcpx_text text, size_t at, size_t length) {
  static const char WORDS[] =
      " the and for not from are was has but its her his had were been does could would should cannot "
      "failed ";
  char wanted[SEED_WORD_MAX + 3] = " ";
  for (size_t i = 0; i < length; i++) wanted[1 + i] = ascii_to_lower(text.bytes[at + i]);
  wanted[1 + length] = ' ';
  return strstr(WORDS, wanted) != NULL;
}

static bool is_seed_joint(char c) { return c == ' ' || c == '-' || c == '_' || c == ',' || c == '\n'; }

/* The length of what separates two words: one sign, or a comma and a space. */
static size_t seed_gap(mcpx_text text, size_t at) {
  if (!is_seed_joint(text_at(text, at))) return 0;
  return 1 + (text.bytes[at] == ',' && text_at(text, at + 1) == ' ');
}

/* The length of a word that a seed may have at an offset, or 0. */
static size_t seed_word(mcpx_text text, size_t at, bool title) {
  size_t length = detect_class_run(text, at, CLASS_ALPHA, SEED_WORD_MAX + 1);
  bool fits = length >= SEED_WORD_MIN && length <= SEED_WORD_MAX && ascii_is_upper(text.bytes[at]) == title;
  return fits && !is_prose_word(text, at, length) ? length : 0;
}

/* Is the word before an offset one of the same phrase? */
static bool continues_seed(mcpx_text text, size_t at, bool title) {
  if (at < 2 || !is_seed_joint(text.bytes[at - 1])) return false;
  size_t end = at - 1, start = end;
  while (start > 0 && end - start <= SEED_WORD_MAX && ascii_is_alpha(text.bytes[start - 1])) start--;
  return seed_word(text, start, title) == end - start && end > start;
}

/* In names of programs and their settings, most words are plain. */
static bool has_few_plain_words(mcpx_text text, size_t at, size_t end, size_t words) {
  size_t plain = 0;
  while (at < end) {
    size_t length = detect_class_run(text, at, CLASS_ALPHA, SEED_WORD_MAX);
    plain += length && name_is_plain_word((mcpx_text){text.bytes + at, length});
    at += length + 1;
  }
  return 2 * plain <= words;
}

/* A quick look: two words that are as long as those of a seed. */
static bool begins_two_words(mcpx_text text, size_t at) {
  size_t length = detect_class_run(text, at, CLASS_ALPHA, SEED_WORD_MAX + 1), gap;
  if (length < SEED_WORD_MIN || length > SEED_WORD_MAX || !(gap = seed_gap(text, at + length))) return false;
  size_t next = detect_class_run(text, at + length + gap, CLASS_ALPHA, SEED_WORD_MAX + 1);
  return next >= SEED_WORD_MIN && next <= SEED_WORD_MAX;
}

/* Twelve to twenty-four words of three to eight letters, in one case, without a word of prose. */
static bool match_seed_phrase(mcpx_text text, size_t at, mcpx_range *range) {
  if (!begins_two_words(text, at)) return false;
  bool title = ascii_is_upper(text.bytes[at]);
  char joint = 0;
  size_t words = 0, end = at;
  if (!ascii_is_alpha(text.bytes[at]) || ascii_is_alnum(text_before(text, at)) ||
      continues_seed(text, at, title))
    return false;
  for (size_t word = at, length; words <= SEED_WORDS_MAX && (length = seed_word(text, word, title)) > 0;) {
    words++;
    end = word + length;
    size_t gap = seed_gap(text, end);
    if (!gap || (joint && text.bytes[end] != joint)) break;
    joint = text.bytes[end];
    word = end + gap;
  }
  return words >= SEED_WORDS_MIN && words <= SEED_WORDS_MAX && has_few_plain_words(text, at, end, words) &&
         detect_range(range, at, end);
}

static uint64_t seed_places(mcpx_text text, size_t at) {
  enum { SHORTEST = SEED_WORDS_MIN * (SEED_WORD_MIN + 1) - 1 };
  return places_prose(text, at, SHORTEST);
}

bool detect_seed_phrase(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_seed_phrase, seed_places);
}

/* ---- Addresses as one number ---- */

/* 3232235777 and 0xC0A80101, of a private net. */
static bool match_address_number(mcpx_text text, size_t at, mcpx_range *range) {
  enum { DIGITS = 10, HEX_DIGITS = 8 };
  bool hex = detect_word(text, at, "0x");
  size_t start = at + (hex ? 2 : 0),
         length = detect_class_run(text, start, hex ? CLASS_HEX : CLASS_DIGIT, DIGITS + 1);
  uint64_t value = 0;
  if (!ascii_is_digit(text.bytes[at]) || ascii_is_word(text_before(text, at)) ||
      text_before(text, at) == '.' || length != (hex ? (size_t)HEX_DIGITS : (size_t)DIGITS) ||
      ascii_is_word(text_at(text, start + length)))
    return false;
  for (size_t i = start; i < start + length; i++) {
    char c = ascii_to_lower(text.bytes[i]);
    value = value * (hex ? 16 : 10) + (uint64_t)(ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
  }
  bool private = value >> 16 == 0xC0A8 || value >> 20 == 0xAC1 || (hex && value >> 24 == 10);
  return private && detect_range(range, at, start + length);
}

static uint64_t address_places(mcpx_text text, size_t at) {
  return places_number_starts(text, at) & places_long_words(text, at, 10);
}

bool detect_address_number(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_address_number, address_places);
}
