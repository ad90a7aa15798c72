/* derive_canary.c: the tables of names, keys and national numbers -> lists by which the canary finds their
 * rows faster. */
#include "derive_canary.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "canary/canary.h"
#include "canary/detect.h"
#include "canary/names.h"
#include "canary/national_id.h"
#include "canary/safe_names.h"

/* ---- Words ---- */

enum { WORDS_MAX = 8192 };

struct listed_word {
  char letters[NAME_LENGTH_MAX + 1];
  unsigned lists;
};

static struct listed_word words[WORDS_MAX];
static size_t word_count;

static void add_word(const char *letters, size_t length, unsigned list) {
  struct listed_word *word = words;
  while (word < words + word_count &&
         (strlen(word->letters) != length || memcmp(word->letters, letters, length) != 0))
    word++;
  if (word == words + WORDS_MAX || length < 2 || length > NAME_WORD_MAX) exit(1);
  if (word == words + word_count) word_count++;
  memcpy(word->letters, letters, length);
  word->lists |= list;
}

/* The words of a row, which are separated by spaces. */
static void add_words(const char *row, unsigned list) {
  while (*row) {
    size_t length = strcspn(row, " ");
    add_word(row, length, list);
    row += length + (row[length] == ' ');
  }
}

static int compare_words(const void *a, const void *b) {
  return strcmp(((const struct listed_word *)a)->letters, ((const struct listed_word *)b)->letters);
}

static void collect_words(void) {
#define GIVEN_NAMES(letter, row) add_words(row, NAME_GIVEN);
#define FAMILY_NAMES(letter, row) add_words(row, NAME_FAMILY);
#define ORGANIZATIONS(letter, row) add_words(row, NAME_ORGANIZATION);
#define PLAIN_WORDS(letter, row) add_words(row, NAME_PLAIN);
#include "tables/person_names.def"
#include "tables/plain_words.def"
  qsort(words, word_count, sizeof *words, compare_words);
}

/* For each two letters, the first row of the words that begin with them or later ones, the offset of its
 * letters, and the third letters of names. */
static void print_words(void) {
  size_t row = 0, offset = 0;
  collect_words();
  for (size_t i = 0; i < word_count; i++) printf("NAME_LETTERS(\"%s\")\n", words[i].letters);
  for (size_t i = 0; i < word_count; i++)
    printf("NAME_ROW(%zu, %u)\n", strlen(words[i].letters), words[i].lists);
  for (int pair = 0; pair <= NAME_PAIRS; pair++) {
    for (; row < word_count && name_pair(words[row].letters) < pair; row++)
      offset += strlen(words[row].letters);
    uint32_t thirds = 0;
    for (size_t i = row; i < word_count && name_pair(words[i].letters) == pair; i++)
      if (words[i].lists != NAME_PLAIN) thirds |= UINT32_C(1) << (words[i].letters[2] & 31);
    printf("NAME_PAIR(%zu, %zu, 0x%" PRIx32 ")\n", row, offset, thirds);
  }
}

/* ---- National numbers ---- */

static bool is_digit_of_pattern(char c) { return c == 'd' || ascii_is_digit(c); }
static bool is_letter_of_pattern(char c) { return c == 'u' || ascii_is_upper(c); }

/* ---- Safe names ---- */

static const char *const SAFE_PATTERNS[] = {
#define SAFE_NAME(kind, pattern) pattern,
#include "tables/safe_names.def"
};

enum { SAFE_COUNT = sizeof SAFE_PATTERNS / sizeof *SAFE_PATTERNS };

/* The first row from one on whose pattern begins with a character; -1 if there is none. */
static int next_safe_row(size_t row, int first, bool anywhere) {
  for (; row < SAFE_COUNT; row++)
    if (SAFE_PATTERNS[row][0] == first && (!anywhere || safe_name_begins_anywhere(row))) return (int)row;
  return -1;
}

/* The characters with such an index in one of the patterns that begin anywhere, or the signs that patterns
 * begin with. */
static void print_safe_set(const char *row, size_t index, bool signs) {
  printf("%s(\"", row);
  for (int c = 1; c < 128; c++) {
    bool in_set = false;
    for (size_t i = 0; i < SAFE_COUNT; i++)
      in_set = in_set ||
               (SAFE_PATTERNS[i][index] == c && (signs ? !strchr("+?|", c) : safe_name_begins_anywhere(i)));
    if (in_set && !(signs && ascii_is_alnum((char)c))) printf(c == '\\' || c == '"' ? "\\%c" : "%c", c);
  }
  puts(signs ? "/\\\\\")" : "\")"); /* slashes for | */
}

static void print_safe_names(void) {
  print_safe_set("SAFE_SIGNS", 0, true);
  print_safe_set("SAFE_WITHIN_FIRST", 0, false);
  print_safe_set("SAFE_WITHIN_SECOND", 1, false);
  for (int c = 0; c < 128; c++) {
    uint64_t seconds = 0;
    for (size_t row = 0; row < SAFE_COUNT; row++)
      if (SAFE_PATTERNS[row][0] == c) seconds |= detect_bit(SAFE_PATTERNS[row][1]);
    printf("SAFE_LIST(%d, %d, 0x%" PRIx64 ")\n", next_safe_row(0, c, false), next_safe_row(0, c, true),
           seconds);
  }
  for (size_t row = 0; row < SAFE_COUNT; row++)
    printf("SAFE_NEXT(%d, %d)\n", next_safe_row(row + 1, SAFE_PATTERNS[row][0], false),
           next_safe_row(row + 1, SAFE_PATTERNS[row][0], true));
}

static size_t lead_of_pattern(const char *pattern, bool digits) {
  size_t lead = 0;
  while (digits ? is_digit_of_pattern(pattern[lead]) : is_letter_of_pattern(pattern[lead])) lead++;
  return lead;
}

/* Could a number with that run of digits or letters at its begin be one of the pattern? */
static bool pattern_allows(const char *pattern, bool digits, size_t run) {
  size_t lead = lead_of_pattern(pattern, digits);
  char next = pattern[lead + (pattern[lead] == '~')];
  bool open = next == 'k' || (digits ? is_digit_of_pattern(next) : is_letter_of_pattern(next));
  return lead > 0 && (run == lead || (run > lead && open));
}

/* match_national_id() relies on this: a pattern is not shorter than NATIONAL_ID_MIN, and one that begins with
 * fewer digits goes on with a letter, or with a sign and a digit. */
static void check_pattern(const char *pattern) {
  size_t length = 0, lead = lead_of_pattern(pattern, true);
  for (const char *c = pattern; *c; c++) length += ascii_is_alnum(*c);
  bool joined = is_digit_of_pattern(pattern[lead + 1]) || is_letter_of_pattern(pattern[lead]);
  if (length >= NATIONAL_ID_MIN && (!lead || lead >= NATIONAL_ID_MIN || joined)) return;
  fprintf(stderr, "mcpx-derive: %s is a pattern of another kind\n", pattern);
  exit(1);
}

static void print_numbers(bool digits) {
  for (size_t row = 0; NATIONAL_ID_FORMS[row].pattern; row++) check_pattern(NATIONAL_ID_FORMS[row].pattern);
  size_t place = 0;
  for (size_t run = 0; run <= NATIONAL_ID_MAX; run++) {
    printf("NATIONAL_ID_%s_FIRST(%zu)\n", digits ? "DIGITS" : "LETTERS", place);
    for (size_t row = 0; NATIONAL_ID_FORMS[row].pattern; row++)
      if (pattern_allows(NATIONAL_ID_FORMS[row].pattern, digits, run)) place++;
  }
  printf("NATIONAL_ID_%s_FIRST(%zu)\n", digits ? "DIGITS" : "LETTERS", place);
  for (size_t run = 0; run <= NATIONAL_ID_MAX; run++)
    for (size_t row = 0; NATIONAL_ID_FORMS[row].pattern; row++)
      if (pattern_allows(NATIONAL_ID_FORMS[row].pattern, digits, run))
        printf("NATIONAL_ID_%s_ROW(%zu, %zu)\n", digits ? "DIGITS" : "LETTERS", row,
               lead_of_pattern(NATIONAL_ID_FORMS[row].pattern, digits));
}

/* ---- The names of keys ---- */

static const char *const KEYS[] = {
#define PERSONAL_KEY(name, place, holds) name,
#include "tables/key_names.def"
};

enum { KEY_COUNT = sizeof KEYS / sizeof *KEYS };

static unsigned slot_of_row(size_t row) { return canary_key_slot(KEYS[row][strlen(KEYS[row]) - 1]); }

/* ---- Labels of numbers ---- */

/* Sets of characters, as detect_bit() has them. */
static void print_sets(void) {
  uint64_t streets = 0, endings = 0, secrets = 0;
#define STREET(word) streets |= detect_bit(*(word));
#define STREET_ENDING(ending) endings |= detect_bit((ending)[sizeof(ending) - 2]);
#include "tables/streets.def"
#define SECRET_NAME(text) secrets |= detect_bit((text)[sizeof(text) - 2]);
#include "tables/secret_names.def"
  printf("STREET_LETTERS(0x%" PRIx64 ")\n", streets);
  printf("STREET_ENDING_ENDS(0x%" PRIx64 ")\n", endings);
  printf("SECRET_NAME_ENDS(0x%" PRIx64 ")\n", secrets);
}

static void print_labels(void) {
  static const char *const LABELS[] = {
#define ID_LABEL(word) word,
#include "tables/national_ids.def"
  };
  enum { LABEL_COUNT = sizeof LABELS / sizeof *LABELS };
  size_t place = 0;
  for (int letter = 'a'; letter <= 'z' + 1; letter++) {
    while (place < LABEL_COUNT && *LABELS[place] < letter) place++;
    for (size_t row = place; row < LABEL_COUNT; row++)
      if (*LABELS[row] < letter) exit(1); /* not in the order of their first letters */
    printf("ID_LABEL_FIRST(%zu)\n", place);
  }
}

static void print_keys(void) {
  size_t place = 0;
  for (unsigned slot = 0; slot <= CANARY_KEY_SLOTS; slot++) {
    printf("PERSONAL_KEY_FIRST(%zu)\n", place);
    for (size_t row = 0; row < KEY_COUNT; row++) place += slot_of_row(row) == slot;
  }
  for (unsigned slot = 0; slot < CANARY_KEY_SLOTS; slot++)
    for (size_t row = 0; row < KEY_COUNT; row++)
      if (slot_of_row(row) == slot) printf("PERSONAL_KEY_BY_LAST(%zu)\n", row);
}

/* ---- The file ---- */

static const char *const ROWS[][2] = {
    {"NAME_LETTERS", "letters"},
    {"NAME_ROW", "length, lists"},
    {"NAME_PAIR", "row, offset, thirds"},
    {"NATIONAL_ID_DIGITS_FIRST", "place"},
    {"NATIONAL_ID_DIGITS_ROW", "row, lead"},
    {"NATIONAL_ID_LETTERS_FIRST", "place"},
    {"NATIONAL_ID_LETTERS_ROW", "row, lead"},
    {"ID_LABEL_FIRST", "place"},
    {"SAFE_SIGNS", "set"},
    {"SAFE_WITHIN_FIRST", "set"},
    {"SAFE_WITHIN_SECOND", "set"},
    {"SAFE_LIST", "first, within, seconds"},
    {"SAFE_NEXT", "first, within"},
    {"STREET_LETTERS", "set"},
    {"STREET_ENDING_ENDS", "set"},
    {"SECRET_NAME_ENDS", "set"},
    {"PERSONAL_KEY_FIRST", "place"},
    {"PERSONAL_KEY_BY_LAST", "row"},
};

enum { ROW_KINDS = sizeof ROWS / sizeof *ROWS };

void derive_print_canary(void) {
  puts(
      "/* Derived from the tables of names, words, keys and national numbers by mcpx-derive: lists of their "
      "rows "
      "by what\n"
      " * the canary looks for. */");
  for (size_t i = 0; i < ROW_KINDS; i++)
    printf("#ifndef %s\n#define %s(%s)\n#endif\n", ROWS[i][0], ROWS[i][0], ROWS[i][1]);
  print_words();
  print_numbers(true);
  print_numbers(false);
  print_safe_names();
  print_labels();
  print_sets();
  print_keys();
  for (size_t i = 0; i < ROW_KINDS; i++) printf("#undef %s\n", ROWS[i][0]);
}
