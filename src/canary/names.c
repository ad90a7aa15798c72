/* names.c: is a word the name of a person or organization, or a word of programs? */
#include "names.h"

#include <string.h>

#include "base/ascii.h"

enum { LETTERS = 26, FAMILY_AFTER_INITIAL_MIN = 4, PART_MIN = 3 };

/* For each first letter, the words with a space on both sides. */
static const char *const GIVEN_WORDS[LETTERS] = {
#define GIVEN_NAMES(letter, words) [(letter) - 'a'] = " " words " ",
#include "tables/person_names.def"
};

static const char *const FAMILY_WORDS[LETTERS] = {
#define FAMILY_NAMES(letter, words) [(letter) - 'a'] = " " words " ",
#include "tables/person_names.def"
};

static const char *const ORGANIZATION_WORDS[LETTERS] = {
#define ORGANIZATIONS(letter, words) [(letter) - 'a'] = " " words " ",
#include "tables/person_names.def"
};

static const char *const PLAIN_WORD_LISTS[LETTERS] = {
#define PLAIN_WORDS(letter, words) [(letter) - 'a'] = " " words " ",
#include "tables/plain_words.def"
};

static bool is_in_lists(const char *const lists[LETTERS], mcpx_text word) {
  char wanted[NAME_LENGTH_MAX + 3] = " ";
  if (word.length == 0 || word.length > NAME_LENGTH_MAX) return false;
  for (size_t i = 0; i < word.length; i++) {
    wanted[1 + i] = ascii_to_lower(word.bytes[i]);
    if (!ascii_is_lower(wanted[1 + i])) return false;
  }
  wanted[1 + word.length] = ' ';
  const char *list = lists[wanted[1] - 'a'];
  return list && strstr(list, wanted) != NULL;
}

bool name_is_given(mcpx_text word) { return is_in_lists(GIVEN_WORDS, word); }
bool name_is_family(mcpx_text word) { return is_in_lists(FAMILY_WORDS, word); }
bool name_is_organization(mcpx_text word) { return is_in_lists(ORGANIZATION_WORDS, word); }

/* Does the word consist of one of the first lists and one of the second, each of at least PART_MIN letters?
 */
static bool is_pair_of_words(const char *const first[LETTERS], const char *const second[LETTERS],
                             mcpx_text word) {
  for (size_t i = PART_MIN; i + PART_MIN <= word.length && word.length <= NAME_LENGTH_MAX; i++)
    if (is_in_lists(first, (mcpx_text){word.bytes, i}) &&
        is_in_lists(second, (mcpx_text){word.bytes + i, word.length - i}))
      return true;
  return false;
}

bool name_is_full(mcpx_text word) {
  bool initial =
      word.length > FAMILY_AFTER_INITIAL_MIN && name_is_family((mcpx_text){word.bytes + 1, word.length - 1});
  return initial || is_pair_of_words(GIVEN_WORDS, FAMILY_WORDS, word);
}

bool name_is_plain_word(mcpx_text word) {
  bool plural = word.length > PART_MIN && ascii_to_lower(word.bytes[word.length - 1]) == 's';
  return is_in_lists(PLAIN_WORD_LISTS, word) ||
         (plural && is_in_lists(PLAIN_WORD_LISTS, (mcpx_text){word.bytes, word.length - 1})) ||
         is_pair_of_words(PLAIN_WORD_LISTS, PLAIN_WORD_LISTS, word);
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
