/* detect_street.c: finds postal addresses: a number and the name of a street. */
#include "detect.h"
#include "names.h"

enum { WORD_MAX = 32, NAME_WORDS_MAX = 3, NUMBER_MAX = 5 };

static const char *const STREETS[] = {
#define STREET(word) word,
#include "tables/streets.def"
    NULL};

static const char *const SHORT_STREETS[] = {
#define STREET_SHORT(word) word,
#include "tables/streets.def"
    NULL};

static const struct detect_ending STREET_ENDINGS[] = {
#define STREET_ENDING(ending) {ending, sizeof(ending) - 1},
#include "tables/streets.def"
};

static const char *const STREET_BEGINNINGS[] = {
#define STREET_BEGINNING(word) word,
#include "tables/streets.def"
    NULL};

static const char *const STREETS_AFTER[] = {
#define STREET_AFTER(word) word,
#include "tables/streets.def"
    NULL};

/* The first letters of STREETS. */
static const uint64_t STREETS_BEGIN =
#define STREET_LETTERS(set) UINT64_C(set)
#include "tables/derived/canary.def"
    ;

/* The last letters of STREET_ENDINGS. */
static const uint64_t STREET_ENDINGS_END =
#define STREET_ENDING_ENDS(set) UINT64_C(set)
#include "tables/derived/canary.def"
    ;

/* ---- Words ---- */

static bool is_name_letter(char c) { return ascii_is_alpha(c) || ascii_is_wide(c) || c == '\''; }
static bool is_street_joint(char c) { return c == ' ' || c == '-' || c == '_'; }

static size_t word_length(mcpx_text text, size_t at) {
  return detect_run(text, at, is_name_letter, WORD_MAX);
}

/* Is one of the words at an offset, as a whole? */
static bool is_one_of(mcpx_text text, size_t at, const char *const *words) {
  char first = ascii_to_lower(text_at(text, at));
  for (; *words; words++)
    if (**words == first && detect_rest_of_word(text, at + 1, *words + 1) &&
        strlen(*words) == word_length(text, at))
      return true;
  return false;
}

/* The end of the number of a house: 12, 221B; 0 if there is none. */
static size_t house_end(mcpx_text text, size_t at) {
  size_t digits = detect_class_run(text, at, CLASS_DIGIT, NUMBER_MAX + 1);
  if (!digits || digits > NUMBER_MAX || text.bytes[at] == '0') return 0;
  size_t end = at + digits;
  if (ascii_is_alpha(text_at(text, end)) && !ascii_is_alnum(text_at(text, end + 1))) end++;
  return end;
}

/* ---- Addresses ---- */

/* The end of "Baker Street" after a house number and the joint before `at`; 0 if no street is there. Without
 * capitals there may be any joint, but the last word has to say more. */
static size_t named_street_end(mcpx_text text, size_t at, char joint) {
  bool capitals = true;
  for (int words = 0; words <= NAME_WORDS_MAX; words++) {
    size_t length = word_length(text, at);
    if (!length) return 0;
    if (words > 1 && joint == ' ' && !capitals) return 0;
    if (words > 0 && STREETS_BEGIN & detect_bit(text.bytes[at]) && is_one_of(text, at, STREETS) &&
        (joint != ' ' || capitals || words == 1))
      return at + length;
    if (words > 0 && capitals && joint == ' ' && ascii_is_upper(text.bytes[at]) &&
        is_one_of(text, at, SHORT_STREETS))
      return at + length;
    capitals = capitals && ascii_is_upper(text.bytes[at]);
    at += length;
    if (text_at(text, at) != joint) return 0;
    at++;
  }
  return 0;
}

/* The end of "rue de la Paix", which has a capital in one of its words; 0 if it is none. */
static size_t begun_street_end(mcpx_text text, size_t at) {
  if (!is_one_of(text, at, STREET_BEGINNINGS)) return 0;
  for (int words = 0; words <= NAME_WORDS_MAX; words++) {
    at += word_length(text, at);
    at += words == 0 && text_at(text, at) == '.';
    if (text_at(text, at) != ' ') return 0;
    at++;
    bool title = ascii_is_upper(text_at(text, at)) && !ascii_is_upper(text_at(text, at + 1));
    if (title && word_length(text, at) > 2) return at + word_length(text, at);
  }
  return 0;
}

/* 221B Baker Street, 12 rue de la Paix, 221b-baker-street. `at` is that of the number. */
static bool match_numbered_street(mcpx_text text, size_t at, mcpx_range *range) {
  char before = text_before(text, at);
  size_t house = ascii_is_alnum(before) || before == '.' || before == '/' ? 0 : house_end(text, at);
  char joint = house ? text_at(text, house) : 0;
  size_t name = house + 1 + (joint == ',' && text_at(text, house + 1) == ' ');
  if (!is_street_joint(joint) && joint != ',') return false;
  size_t end = named_street_end(text, name, joint == ',' ? ' ' : joint);
  if (!end && joint != '-' && joint != '_') end = begun_street_end(text, name);
  return end > 0 && detect_range(range, at, end);
}

/* Does a word with the ending of a street end at an offset? Returns where it begins, or the offset. */
static size_t ended_street_start(mcpx_text text, size_t end) {
  mcpx_text before = {text.bytes, end};
  if (!(STREET_ENDINGS_END & detect_bit(text_before(text, end)))) return end;
  for (size_t i = 0; i < sizeof STREET_ENDINGS / sizeof *STREET_ENDINGS; i++) {
    size_t length = STREET_ENDINGS[i].length, start = end;
    if (!detect_has_ending(before, STREET_ENDINGS[i])) continue;
    while (start > 0 && end - start < WORD_MAX &&
           (is_name_letter(text.bytes[start - 1]) || text.bytes[start - 1] == '.'))
      start--;
    if (ascii_is_upper(text.bytes[start]) && end - start > length + 1) return start;
  }
  return end;
}

/* The start of "Kossuth Lajos utca", whose last word ends at an offset; or the offset. */
static size_t named_street_start(mcpx_text text, size_t end) {
  size_t word = end, name;
  while (end - word < WORD_MAX && is_name_letter(text_before(text, word))) word--;
  if (word < 2 || text.bytes[word - 1] != ' ' || !is_one_of(text, word, STREETS_AFTER)) return end;
  for (name = word - 1; word - name < WORD_MAX && is_name_letter(text_before(text, name));) name--;
  return ascii_is_upper(text.bytes[name]) || ascii_is_wide(text.bytes[name]) ? name : end;
}

/* Bahnhofstrasse 12, Via Roma 5. `at` is that of the space before the number. */
static bool match_street_number(mcpx_text text, size_t at, mcpx_range *range) {
  if (text.bytes[at] != ' ') return false;
  size_t end = house_end(text, at + 1), start = end ? ended_street_start(text, at) : at;
  if (end && start == at) start = named_street_start(text, at);
  return end > 0 && start < at && !ascii_is_word(text_at(text, end)) && detect_range(range, start, end);
}

/* Calle Mayor 5: the beginning has a capital, as in no sentence. `at` is its offset. */
static bool match_begun_street(mcpx_text text, size_t at, mcpx_range *range) {
  bool shortened = text_at(text, at + 2) == '.';
  if (!(ascii_is_upper(text.bytes[at]) || shortened) || ascii_is_alnum(text_before(text, at))) return false;
  size_t name = begun_street_end(text, at), comma = name && text_at(text, name) == ',';
  size_t end = name && text_at(text, name + comma) == ' ' ? house_end(text, name + comma + 1) : 0;
  return end > 0 && detect_range(range, at, end);
}

/* Springfield, IL 62704. `at` is that of the comma. */
static bool match_zip_code(mcpx_text text, size_t at, mcpx_range *range) {
  size_t code = at + 5, start = at;
  if (text.bytes[at] != ',' || text_at(text, at + 1) != ' ' || text_at(text, at + 4) != ' ' ||
      !detect_is_class_run(text, at + 2, CLASS_UPPER, 2) || !detect_is_class_run(text, code, CLASS_DIGIT, 5))
    return false;
  while (start > 0 && at - start < WORD_MAX && is_name_letter(text.bytes[start - 1])) start--;
  return start < at && ascii_is_upper(text.bytes[start]) && !ascii_is_word(text_at(text, code + 5)) &&
         detect_range(range, start, code + 5);
}

/* PO Box 123 */
static bool match_box(mcpx_text text, size_t at, mcpx_range *range) {
  static const char *const BOXES[] = {"p.o. box ", "po box ", "postfach ", NULL};
  const char *box = ascii_is_alnum(text_before(text, at)) ? NULL : detect_any_word(text, at, BOXES);
  size_t number = box ? at + strlen(box) : at,
         digits = box ? detect_class_run(text, number, CLASS_DIGIT, 8) : 0;
  return digits > 1 && detect_range(range, at, number + digits);
}

/* ---- Other scripts ---- */

static const char *const FOREIGN_STREETS[] = {
#define FOREIGN_STREET(word) word,
#include "tables/streets.def"
    NULL};

/* Does one of the texts end at an offset? */
static bool ends_with_one(mcpx_text text, size_t end, const char *const *texts) {
  for (; *texts; texts++)
    if (text_has_before(text, end, *texts)) return true;
  return false;
}

static bool begins_with_one(mcpx_text text, size_t at, const char *const *texts) {
  for (; *texts; texts++)
    if (text_has_at(text, at, *texts)) return true;
  return false;
}

/* Does one of the texts occur in the bytes before an offset? */
static bool is_near_before(mcpx_text text, size_t at, const char *const *texts) {
  enum { NEAR = 64 };
  for (size_t end = at > NEAR ? at - NEAR : 0; end <= at; end++)
    if (ends_with_one(text, end, texts)) return true;
  return false;
}

/* A word for a street in Cyrillic, Greek, Arabic and so on, with a number near it. */
static bool match_foreign_word(mcpx_text text, size_t at, mcpx_range *range) {
  enum { NEAR = 64 };
  if (!begins_with_one(text, at, FOREIGN_STREETS) || ascii_is_alnum(text_before(text, at))) return false;
  for (size_t i = at; i < text.length && i < at + NEAR && text.bytes[i] != '\n'; i++)
    if (ascii_is_digit(text.bytes[i]))
      return detect_range(range, at, i + detect_class_run(text, i, CLASS_DIGIT, NUMBER_MAX));
  for (size_t i = at; i > 0 && at - i < 8; i--)
    if (ascii_is_digit(text.bytes[i - 1])) return detect_range(range, i - 1, at + 1);
  return false;
}

/* The number of a house: with a sign behind it after a Chinese road, 1-1-1 after a Japanese ward, 123 after a
 * Korean road. `at` is that of the number. */
static bool match_east_asian_number(mcpx_text text, size_t at, mcpx_range *range) {
  static const char *const ROADS[] = {"\u8def", "\u8857", "\u5df7", "\u5f04",
                                      "\u9053", "\u6bb5", "\u6751", NULL};
  static const char *const SIGNS[] = {"\u53f7", "\u865f", "\u756a\u5730", "\u4e01\u76ee", NULL};
  static const char *const JAPANESE_SIGNS[] = {"\u756a\u5730", "\u4e01\u76ee", NULL};
  static const char *const WARDS[] = {"\u533a", "\u5e02", "\u753a", "\u90fd", "\u770c", NULL};
  static const char *const KOREAN_ROADS[] = {"\ub85c ", "\uae38 ", NULL};
  static const char *const KOREAN_WARDS[] = {"\uad6c ", "\uc2dc ", "\uad70 ", "\ub3d9 ", NULL};
  size_t end = at + detect_class_run(text, at, CLASS_DIGIT, NUMBER_MAX);
  bool wide = ascii_is_wide(text_before(text, at)) || ascii_is_wide(text_at(text, end));
  if (!wide && !(at > 1 && ascii_is_wide(text.bytes[at - 2]))) return false;
  if (!ascii_is_digit(text.bytes[at]) || at < 3 || ascii_is_digit(text.bytes[at - 1])) return false;
  bool korean = ends_with_one(text, at, KOREAN_ROADS) && is_near_before(text, at, KOREAN_WARDS);
  bool chinese = begins_with_one(text, end, SIGNS) && ends_with_one(text, at, ROADS);
  bool japanese = begins_with_one(text, end, JAPANESE_SIGNS) ||
                  (text_at(text, end) == '-' && ascii_is_digit(text_at(text, end + 1)) &&
                   ascii_is_wide(text.bytes[at - 1]) && is_near_before(text, at, WARDS));
  return (korean || chinese || japanese) && detect_range(range, at, end);
}

static bool match_foreign_street(mcpx_text text, size_t at, mcpx_range *range) {
  return ascii_is_wide(text.bytes[at]) && match_foreign_word(text, at, range);
}

/* ---- Towns ---- */

/* Am Markt 5, 20095 Hamburg. `at` is that of the comma. */
static bool match_city_code(mcpx_text text, size_t at, mcpx_range *range) {
  enum { CODE_MIN = 4, CODE_MAX = 5, CITY_MIN = 4 };
  if (text.bytes[at] != ',' || text_at(text, at + 1) != ' ' || !ascii_is_alnum(text_before(text, at)))
    return false;
  size_t digits = detect_class_run(text, at + 2, CLASS_DIGIT, CODE_MAX + 1), city = at + 3 + digits;
  if (digits < CODE_MIN || digits > CODE_MAX || text_at(text, city - 1) != ' ') return false;
  size_t length = word_length(text, city);
  bool title =
      ascii_is_upper(text_at(text, city)) && length >= CITY_MIN && !ascii_is_upper(text.bytes[city + 1]);
  return title && !name_is_plain_word((mcpx_text){text.bytes + city, length}) &&
         detect_range(range, at + 2, city + length);
}

/* SW1A 2AA, of an area of the United Kingdom. "M1 2GB" is a computer. */
static bool match_british_code(mcpx_text text, size_t at, mcpx_range *range) {
  static const char AREAS[] =
      " AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH "
      "EN EX FK "
      "FY G GL GU HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN "
      "NP NR "
      "NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS "
      "TW UB W "
      "WA WC WD WF WN WR WS WV YO ZE ";
  char area[5] = " ";
  size_t letters = detect_class_run(text, at, CLASS_UPPER, 3), inner;
  if (letters < 1 || letters > 2 || ascii_is_alnum(text_before(text, at)) ||
      !ascii_is_digit(text_at(text, at + letters)))
    return false;
  memcpy(area + 1, text.bytes + at, letters);
  area[1 + letters] = ' ';
  inner = at + letters + 1;
  if (ascii_is_digit(text_at(text, inner)) || ascii_is_upper(text_at(text, inner))) inner++;
  bool shape = text_at(text, inner) == ' ' && ascii_is_digit(text_at(text, inner + 1)) &&
               detect_is_class_run(text, inner + 2, CLASS_UPPER, 2) &&
               !ascii_is_alnum(text_at(text, inner + 4));
  return shape && !detect_word(text, inner + 2, "gb") && !detect_word(text, inner + 2, "tb") &&
         strstr(AREAS, area) && detect_range(range, at, inner + 4);
}

static bool match_street(mcpx_text text, size_t at, mcpx_range *range) {
  if (ascii_is_digit(text.bytes[at]))
    return match_numbered_street(text, at, range) || match_east_asian_number(text, at, range);
  return match_street_number(text, at, range) || match_begun_street(text, at, range) ||
         match_box(text, at, range) || match_zip_code(text, at, range) || match_city_code(text, at, range) ||
         match_british_code(text, at, range) || match_foreign_street(text, at, range);
}

/* Capitals that begin words, short forms with a dot and the p of "PO Box", numbers and spaces before them. */
static uint64_t street_places(mcpx_text text, size_t at) {
  uint64_t words = places_capitals(text, at) | places_of(text, at, "pP") | places_of(text, at + 2, ".");
  return (places_word_starts(text, at) & words) | places_digit_starts(text, at) |
         (places_of(text, at, " ") & places_digit_starts(text, at + 1)) | places_of(text, at, ",") |
         places_wide(text, at);
}

bool detect_street(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_street, street_places);
}
