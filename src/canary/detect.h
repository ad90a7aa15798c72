/* detect.h: the functions of detectors.def, and what they share. */
#ifndef MCPX_CANARY_DETECT_H
#define MCPX_CANARY_DETECT_H

#include "base/ascii.h"
#include "base/internal.h"
#include "base/text.h"
#include "places.h"

/* Each finds the first match at or after `*at`. It sets the range and moves `*at` to the end of the match, so
 * that the next call finds the next match. The text before `*at` still counts as context. To find all matches
 * of a text takes linear time. */
#define DETECTOR(name, kinds, triggers, digits, finds, found) \
  MCPX_INTERNAL bool finds(mcpx_text text, size_t *at, mcpx_range *range);
#define ALSO(name, kinds, triggers, digits, finds) DETECTOR(name, kinds, triggers, digits, finds, )
#include "tables/detectors.def"

/* The same for the number of a person that its check digits tell. */
MCPX_INTERNAL bool detect_strong_id(mcpx_text text, size_t *at, mcpx_range *range);

/* Does the rest of a word occur at an offset? As detect_word, which compares its first byte. */
MCPX_INTERNAL bool detect_rest_of_word(mcpx_text text, size_t at, const char *word);

/* Does `word` (lower case) occur at an offset, in any case? A `/` in it matches a backslash too. */
static inline bool detect_word(mcpx_text text, size_t at, const char *word) {
  char c = ascii_to_lower(text_at(text, at));
  return (c == *word || (*word == '/' && c == '\\')) && detect_rest_of_word(text, at + 1, word + 1);
}

/* Is there a match at this offset? Its range may begin before the offset. */
typedef bool detect_match(mcpx_text text, size_t at, mcpx_range *range);

/* Try every offset. Inline, so that `match` is a part of the loop. */
static inline bool detect_first(mcpx_text text, size_t *at, mcpx_range *range, detect_match *match) {
  for (size_t i = *at; i < text.length; i++) {
    if (!match(text, i, range)) continue;
    *at = range->end > i ? range->end : i + 1;
    return true;
  }
  *at = text.length;
  return false;
}

/* The ending of a host, in lower case. */
struct detect_ending {
  const char *text;
  uint8_t length;
};

/* Does a text end with it, in any case, and have more before it? */
static inline bool detect_has_ending(mcpx_text text, struct detect_ending ending) {
  return text.length > ending.length &&
         ascii_to_lower(text.bytes[text.length - 1]) == ending.text[ending.length - 1] &&
         detect_word(text, text.length - ending.length, ending.text);
}

/* Some offsets of a block of the text, as the functions of places.h tell them. */
typedef uint64_t detect_places(mcpx_text text, size_t at);

/* As detect_first, but try these offsets alone: `match` is false at the others. */
MCPX_INTERNAL bool detect_first_at(mcpx_text text, size_t *at, mcpx_range *range, detect_match *match,
                                   detect_places *places);

/* The same for the offsets of some bytes, as places_of() takes them. */
MCPX_INTERNAL bool detect_first_of(mcpx_text text, size_t *at, mcpx_range *range, detect_match *match,
                                   const char *bytes);

/* The same for the first bytes of runs of letters, digits and - _ . in which there is one of some signs of
 * these. */
MCPX_INTERNAL bool detect_first_joined(mcpx_text text, size_t *at, mcpx_range *range, detect_match *match,
                                       const char *signs, detect_places *others);

/* Set a range; returns true. */
static inline bool detect_range(mcpx_range *range, size_t start, size_t end) {
  *range = (mcpx_range){start, end};
  return true;
}

/* Which of the words, a list that ends with NULL, occurs at an offset? NULL if none does. */
MCPX_INTERNAL const char *detect_any_word(mcpx_text text, size_t at, const char *const *words);

/* Classes of ASCII characters, as ascii_is_digit() and so on tell them. */
enum detect_classes {
  CLASS_DIGIT = 1,
  CLASS_UPPER = 2,
  CLASS_LOWER = 4,
  CLASS_HEX_LETTER = 8,
  CLASS_DASH = 16,
  CLASS_UNDERSCORE = 32,
  CLASS_DOT = 64,
  CLASS_HEX = CLASS_DIGIT | CLASS_HEX_LETTER,
  CLASS_ALPHA = CLASS_UPPER | CLASS_LOWER,
  CLASS_ALNUM = CLASS_ALPHA | CLASS_DIGIT,
  CLASS_LABEL = CLASS_ALNUM | CLASS_DASH,
  CLASS_WORD = CLASS_LABEL | CLASS_UNDERSCORE,
  CLASS_DOTTED = CLASS_WORD | CLASS_DOT
};

/* How many characters of some classes follow, up to `most`. */
MCPX_INTERNAL size_t detect_class_run(mcpx_text text, size_t at, unsigned classes, size_t most);

/* Does a run of exactly so many characters of some classes begin at an offset? */
static inline bool detect_is_class_run(mcpx_text text, size_t at, unsigned classes, size_t length) {
  return detect_class_run(text, at, classes, length + 1) == length;
}

/* As detect_class_run, of any class: a function is called for each character. */
MCPX_INTERNAL size_t detect_run(mcpx_text text, size_t at, bool (*is)(char c), size_t most);

/* A character in a set of 64 bits. Those that share a bit with others differ in case, or are rare. */
static inline uint64_t detect_bit(char c) {
  return UINT64_C(1) << ((unsigned char)c & ((unsigned char)c & 0x40 ? 31 : 63));
}

/* Could a path begin here? Yes at the start of the text and after a space, a quote or an opening bracket. */
MCPX_INTERNAL bool detect_path_start(mcpx_text text, size_t at);

MCPX_INTERNAL bool detect_is_slash(char c);

/* As detect_uuid_length, whose quick look was successful. */
MCPX_INTERNAL size_t detect_uuid_whole(mcpx_text text, size_t at);

/* The length of a UUID at an offset, or 0: its digits are not those of a phone or a card. */
static inline size_t detect_uuid_length(mcpx_text text, size_t at) {
  return text_at(text, at + 8) == '-' ? detect_uuid_whole(text, at) : 0;
}

/* As detect_first for numbers, which begin with a digit or, of these, a sign. UUIDs are passed over: their
 * digits are not numbers. */
MCPX_INTERNAL bool detect_first_beside_uuids(mcpx_text text, size_t *at, mcpx_range *range,
                                             detect_match *match, const char *signs);

/* Whether characters have what words of prose and of snake case have not: digits, or capitals after small
 * letters. */
MCPX_INTERNAL bool detect_looks_random(mcpx_text text, size_t at, size_t length);

#endif
