/* names.c: is a word the name of a person or organization, or a word of programs? */
#include "names.h"

#include <string.h>

#include "base/ascii.h"

enum { FAMILY_AFTER_INITIAL_MIN = 4, PART_MIN = 3 };

/* ---- Tables ---- */

/* The letters of all words, in alphabetical order. */
static const char NAME_LETTERS_OF_ALL[] =
#define NAME_LETTERS(letters) letters
#include "tables/derived/canary.def"
    ;

/* For each word, its length and its lists. */
enum { LENGTH_BITS = 4, LENGTH_MASK = (1 << LENGTH_BITS) - 1 };

static const uint8_t NAME_ROWS[] = {
#define NAME_ROW(length, lists) (lists) << LENGTH_BITS | ((length)-1),
#include "tables/derived/canary.def"
};

/* For each two letters, the first word that begins with them, or with later ones. */
static const struct {
  uint16_t row;
  uint16_t offset;
  uint32_t thirds; /* the third letters of those that are names: a bit for each, of the letter by 32 */
} NAMES_BY_PAIR[] = {
#define NAME_PAIR(row, offset, thirds) {row, offset, thirds},
#include "tables/derived/canary.def"
};

_Static_assert(sizeof NAMES_BY_PAIR / sizeof *NAMES_BY_PAIR == NAME_PAIRS + 1, "a row for each pair");
_Static_assert(sizeof NAME_LETTERS_OF_ALL <= UINT16_MAX, "offsets are that small");

/* ---- Words ---- */

/* A word in small letters; its length is 0 if it has other characters or is too long. */
struct small_word {
  char letters[NAME_LENGTH_MAX];
  size_t length;
};

static struct small_word small_word_of(mcpx_text word) {
  struct small_word small;
  small.length = word.length <= NAME_LENGTH_MAX ? word.length : 0;
  for (size_t i = 0; i < small.length; i++) {
    small.letters[i] = ascii_to_lower(word.bytes[i]);
    if (!ascii_is_lower(small.letters[i])) small.length = 0;
  }
  return small;
}

/* The words of the tables that begin with the first two letters of a word. */
struct names_walk {
  size_t row;
  size_t end;
  const char *letters;
};

static size_t name_length(size_t row) { return (NAME_ROWS[row] & LENGTH_MASK) + 1; }

static struct names_walk walk_names(const char *word) {
  int pair = name_pair(word);
  return (struct names_walk){NAMES_BY_PAIR[pair].row, NAMES_BY_PAIR[pair + 1].row,
                             NAME_LETTERS_OF_ALL + NAMES_BY_PAIR[pair].offset};
}

/* The lists that a word in small letters is in, as a sum. */
static unsigned lists_of(const char *word, size_t length) {
  if (length < 2) return 0;
  struct names_walk walk = walk_names(word);
  for (; walk.row < walk.end; walk.letters += name_length(walk.row++))
    if (name_length(walk.row) == length && text_same(walk.letters, word, length))
      return NAME_ROWS[walk.row] >> LENGTH_BITS;
  return 0;
}

bool name_begins_listed(mcpx_text text, size_t at) {
  if (text.length < 3 || at > text.length - 3) return false;
  const char *bytes = text.bytes + at;
  if (!ascii_is_alpha(bytes[0]) || !ascii_is_alpha(bytes[1]) || !ascii_is_alpha(bytes[2])) return false;
  char pair[] = {ascii_to_lower(bytes[0]), ascii_to_lower(bytes[1])};
  return NAMES_BY_PAIR[name_pair(pair)].thirds >> (bytes[2] & 31) & 1;
}

static bool is_in_list(mcpx_text word, unsigned list) {
  if (!name_begins_listed(word, 0)) return false;
  struct small_word small = small_word_of(word);
  return lists_of(small.letters, small.length) & list;
}

bool name_is_given(mcpx_text word) { return is_in_list(word, NAME_GIVEN); }
bool name_is_family(mcpx_text word) { return is_in_list(word, NAME_FAMILY); }
bool name_is_organization(mcpx_text word) { return is_in_list(word, NAME_ORGANIZATION); }
bool name_is_listed(mcpx_text word) { return is_in_list(word, NAME_GIVEN | NAME_FAMILY | NAME_ORGANIZATION); }

/* Does the word consist of one of the first list and one of the second, each of at least PART_MIN letters? */
static bool is_pair_of_words(const struct small_word *word, enum name_list first, enum name_list second) {
  if (word->length < (size_t)2 * PART_MIN) return false;
  struct names_walk walk = walk_names(word->letters);
  for (size_t length; walk.row < walk.end; walk.letters += length, walk.row++) {
    length = name_length(walk.row);
    if (!(NAME_ROWS[walk.row] >> LENGTH_BITS & first) || length < PART_MIN ||
        length + PART_MIN > word->length || !text_same(walk.letters, word->letters, length))
      continue;
    if (lists_of(word->letters + length, word->length - length) & second) return true;
  }
  return false;
}

bool name_is_full(mcpx_text text) {
  struct small_word word = small_word_of(text);
  if (word.length > FAMILY_AFTER_INITIAL_MIN && lists_of(word.letters + 1, word.length - 1) & NAME_FAMILY)
    return true;
  return is_pair_of_words(&word, NAME_GIVEN, NAME_FAMILY);
}

bool name_is_plain_word(mcpx_text text) {
  struct small_word word = small_word_of(text);
  bool plural = word.length > PART_MIN && word.letters[word.length - 1] == 's';
  return lists_of(word.letters, word.length) & NAME_PLAIN ||
         (plural && lists_of(word.letters, word.length - 1) & NAME_PLAIN) ||
         is_pair_of_words(&word, NAME_PLAIN, NAME_PLAIN);
}

bool name_is_plain_text(mcpx_text text) {
  size_t length;
  for (size_t i = 0; i < text.length; i += length + 1) {
    length = 0;
    while (i + length < text.length && ascii_is_alpha(text.bytes[i + length])) length++;
    if (i + length < text.length && ascii_is_wide(text.bytes[i + length])) return false;
    if (length >= PART_MIN && !name_is_plain_word((mcpx_text){text.bytes + i, length})) return false;
  }
  return true;
}
