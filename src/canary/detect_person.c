/* detect_person.c: finds the names of people in a text: a given and a family name, or a title and a name. */
#include "base/utf8.h"
#include "detect.h"
#include "names.h"

enum { WORD_BYTES_MAX = 64, NAME_MIN = 3 };

/* ---- Words in Latin letters ---- */

struct latin_word {
  char letters[NAME_LENGTH_MAX]; /* without accents */
  size_t count;
  size_t end;
  bool title; /* one capital, then small letters */
};

/* The letter without its accent for U+00C0 to U+017F; a space for what is no letter. */
static char plain_letter(uint32_t c) {
  static const char LETTERS[] =
      "AAAAAAACEEEEIIIIDNOOOOO OUUUUYTsaaaaaaaceeeeiiiidnooooo ouuuuyty"
      "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTt"
      "Tt"
      "UuUuUuUuUuUuWwYyYZzZzZzs";
  enum { FIRST = 0xC0, LAST = 0x17F };
  _Static_assert(sizeof LETTERS == LAST - FIRST + 2, "a letter for each");
  return c >= FIRST && c <= LAST ? LETTERS[c - FIRST] : ' ';
}

/* The letter at an offset in the text, or 0. `*width` is how many bytes it has. */
static char latin_letter(mcpx_text text, size_t at, size_t *width) {
  uint32_t c;
  *width = 1;
  if (ascii_is_alpha(text.bytes[at])) return text.bytes[at];
  if (!ascii_is_wide(text.bytes[at])) return 0;
  *width = utf8_decode((const unsigned char *)text.bytes + at, text.length - at, &c);
  char letter = *width ? plain_letter(c) : ' ';
  return letter == ' ' ? 0 : letter;
}

/* O'Brien is one word; Marley's is Marley. */
static bool is_inner_apostrophe(mcpx_text text, size_t at, size_t count) {
  return text.bytes[at] == '\'' && count > 0 && count < NAME_MIN && ascii_is_upper(text_at(text, at + 1));
}

static struct latin_word read_latin_word(mcpx_text text, size_t at) {
  struct latin_word word = {.count = 0};
  bool capitals = false;
  for (size_t width; at < text.length && word.count < NAME_LENGTH_MAX; at += width) {
    char letter = latin_letter(text, at, &width);
    bool apostrophe = !letter && is_inner_apostrophe(text, at, word.count);
    if (!letter && !apostrophe) break;
    if (!letter) continue;
    capitals = capitals || (word.count > 0 && ascii_is_upper(letter) && text.bytes[at - 1] != '\'');
    word.letters[word.count++] = letter;
  }
  word.end = at;
  word.title = word.count > 1 && ascii_is_upper(word.letters[0]) && !capitals;
  return word;
}

static mcpx_text letters_of(const struct latin_word *word) { return (mcpx_text){word->letters, word->count}; }

static bool is_given(const struct latin_word *word) { return name_is_given(letters_of(word)); }
static bool is_family(const struct latin_word *word) { return name_is_family(letters_of(word)); }

/* Could a title with a capital be a name, as it is no word of programs? */
static bool may_be_name(const struct latin_word *word) {
  return word->title && word->count >= NAME_MIN && !name_is_plain_word(letters_of(word));
}

/* ---- Names in Latin letters ---- */

/* After a given name: a space, also with an initial or a particle, or what joins the parts of an account. */
static size_t second_name(mcpx_text text, size_t end) {
  static const char *const PARTICLES[] = {"von ", "van ", "de ", "da ", "di ", "del ", "al ", "bin ", NULL};
  char joint = text_at(text, end);
  if (joint == '.' || joint == '_' || joint == '-') return end + 1;
  if (joint != ' ') return 0;
  bool initial = ascii_is_upper(text_at(text, end + 1)) && text_at(text, end + 2) == '.' &&
                 text_at(text, end + 3) == ' ';
  const char *particle = detect_any_word(text, end + 1, PARTICLES);
  return initial ? end + 4 : end + 1 + (particle ? strlen(particle) : 0);
}

/* Alice Liddell, alice.liddell, Alice P. Liddell. */
static size_t full_name_end(mcpx_text text, const struct latin_word *first) {
  size_t at = second_name(text, first->end);
  if (!at || !is_given(first)) return 0;
  struct latin_word second = read_latin_word(text, at);
  if (!second.count || ascii_is_alnum(text_at(text, second.end))) return 0;
  bool spaced = text.bytes[first->end] == ' ';
  return is_family(&second) || (spaced && first->title && may_be_name(&second)) ? second.end : 0;
}

/* Liddell, Alice and liddell.alice. */
static size_t reversed_name_end(mcpx_text text, const struct latin_word *first) {
  char joint = text_at(text, first->end);
  bool comma = joint == ',' && text_at(text, first->end + 1) == ' ';
  if (!(comma || joint == '.' || joint == '_' || joint == '-') || !is_family(first)) return 0;
  struct latin_word second = read_latin_word(text, first->end + 1 + comma);
  return is_given(&second) && !ascii_is_alnum(text_at(text, second.end)) ? second.end : 0;
}

/* Mr. Smith, Frau Schmidt. A capital is at the offset. */
static size_t titled_name_end(mcpx_text text, size_t at) {
  static const char *const TITLES[] = {"Mr. ",   "Mr ",   "Mrs. ", "Mrs ",  "Ms. ",    "Ms ",       "Dr. ",
                                       "Dr ",    "Herr ", "Frau ", "Mme ",  "M. ",     "Monsieur ", "Madame ",
                                       "Prof. ", "Sr. ",  "Sra. ", "Sig. ", "Signor ", NULL};
  /* latin_name_end() knows their first letters. */
  for (const char *const *title = TITLES; *title; title++) {
    if (!text_has_at(text, at, *title)) continue;
    struct latin_word name = read_latin_word(text, at + strlen(*title));
    return may_be_name(&name) ? name.end : 0;
  }
  return 0;
}

/* J. Smith. A capital is at the offset. */
static size_t initial_name_end(mcpx_text text, size_t at) {
  if (text_at(text, at + 1) != '.' || text_at(text, at + 2) != ' ') return 0;
  struct latin_word name = read_latin_word(text, at + 3);
  return name.title && is_family(&name) ? name.end : 0;
}

/* Is the word before an offset one that an account follows: "user alice", "logged in as alice", "USER=alice"?
 */
static bool follows_account_word(mcpx_text text, size_t at) {
  static const char *const WORDS[] = {"user",     "owner", "author",  "by",       "as", "operator",
                                      "assignee", "login", "logname", "username", NULL};
  size_t end = at;
  while (end > 0 && at - end < 3 && strchr(" :='\"/", text.bytes[end - 1])) end--;
  if (end == at || end == 0 || !ascii_is_alpha(text.bytes[end - 1])) return false;
  for (const char *const *word = WORDS; *word; word++) {
    size_t length = strlen(*word);
    if (end >= length && detect_word(text, end - length, *word) &&
        !ascii_is_alnum(text_before(text, end - length)))
      return true;
  }
  return false;
}

/* A given name or an organization that is the whole text, or a given name after such a word. */
static size_t single_name_end(mcpx_text text, size_t at, const struct latin_word *word) {
  bool whole = at == 0 && word->end == text.length;
  bool named = is_given(word) || (whole && name_is_organization(letters_of(word)));
  bool alone = whole || (named && !ascii_is_word(text_at(text, word->end)) && follows_account_word(text, at));
  return named && alone ? word->end : 0;
}

/* A quick look at a word in ASCII: is it in one of the lists? */
static bool may_begin_name(mcpx_text text, size_t at) {
  char second = text_at(text, at + 1), third = text_at(text, at + 2);
  bool plain = second != '\'' && third != '\'' && !ascii_is_wide(second) && !ascii_is_wide(third);
  if (plain && !name_begins_listed(text, at)) return false;
  mcpx_text word = {text.bytes + at, detect_class_run(text, at, CLASS_ALPHA, NAME_LENGTH_MAX)};
  char after = text_at(text, at + word.length);
  return word.length == NAME_LENGTH_MAX || after == '\'' || ascii_is_wide(after) || name_is_listed(word);
}

static size_t latin_name_end(mcpx_text text, size_t at) {
  bool capital = ascii_is_upper(text.bytes[at]);
  size_t end = capital && strchr("MDHFPS", text.bytes[at]) ? titled_name_end(text, at) : 0;
  if (capital && !end) end = initial_name_end(text, at);
  if (end || !may_begin_name(text, at)) return end;
  struct latin_word first = read_latin_word(text, at);
  end = full_name_end(text, &first);
  if (!end) end = reversed_name_end(text, &first);
  return end ? end : single_name_end(text, at, &first);
}

/* ---- Names in other scripts ---- */

static const char HAN_FAMILIES[] =
#define HAN_FAMILY_NAMES(words) words
#include "tables/person_names.def"
    ;

static const char HANGUL_FAMILIES[] =
#define HANGUL_FAMILY_NAMES(words) words
#include "tables/person_names.def"
    ;

static const char FAMILY_ENDINGS[] =
#define NAME_ENDINGS(words) words
#include "tables/person_names.def"
    ;

static const char WHOLE_NAMES[] =
#define OTHER_NAMES(words) words
#include "tables/person_names.def"
    ;

/* Cuts off and returns the first word of a list. */
static mcpx_text cut_word(const char **list) {
  const char *space = strchr(*list, ' ');
  mcpx_text word = {*list, space ? (size_t)(space - *list) : strlen(*list)};
  *list += word.length + (space != NULL);
  return word;
}

static bool has_prefix(mcpx_text text, mcpx_text prefix) {
  return text.length >= prefix.length && memcmp(text.bytes, prefix.bytes, prefix.length) == 0;
}

static bool has_suffix(mcpx_text text, mcpx_text suffix) {
  return text.length > suffix.length &&
         memcmp(text.bytes + text.length - suffix.length, suffix.bytes, suffix.length) == 0;
}

static uint32_t character_at(mcpx_text text, size_t at, size_t *width) {
  uint32_t c = 0;
  *width = at < text.length ? utf8_decode((const unsigned char *)text.bytes + at, text.length - at, &c) : 0;
  return *width ? c : 0;
}

static bool is_han(uint32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3040 && c <= 0x30FF) || c == 0x3005;
}
static bool is_hangul(uint32_t c) { return c >= 0xAC00 && c <= 0xD7A3; }

/* The run of characters of a class that begins at an offset, and how many there are. */
static mcpx_text wide_run(mcpx_text text, size_t at, bool (*is)(uint32_t c), size_t *count) {
  size_t end = at, width;
  *count = 0;
  while (end - at < WORD_BYTES_MAX && is(character_at(text, end, &width)) && width) {
    end += width;
    ++*count;
  }
  return (mcpx_text){text.bytes + at, end - at};
}

static bool begins_with_family(mcpx_text run, const char *families, size_t *characters) {
  while (*families) {
    mcpx_text family = cut_word(&families);
    *characters = family.length / 3;
    if (has_prefix(run, family)) return true;
  }
  return false;
}

/* A family name and one to three characters, and nothing else; in Japanese also a space between them. */
static size_t han_name_end(mcpx_text text, size_t at) {
  size_t count, family, more = 0;
  mcpx_text run = wide_run(text, at, is_han, &count);
  if (count < 2 || count > 5 || !begins_with_family(run, HAN_FAMILIES, &family)) return 0;
  size_t end = at + run.length;
  if (count == family && text_at(text, end) == ' ') {
    run = wide_run(text, end + 1, is_han, &more);
    end += 1 + run.length;
  }
  size_t given = count - family + more;
  return given >= 1 && given <= (family == 1 ? 2u : 3u) ? end : 0;
}

static size_t hangul_name_end(mcpx_text text, size_t at) {
  size_t count, family;
  mcpx_text run = wide_run(text, at, is_hangul, &count);
  return count == 3 && begins_with_family(run, HANGUL_FAMILIES, &family) ? at + run.length : 0;
}

static bool is_cased_script(uint32_t c) { return (c >= 0x370 && c <= 0x3FF) || (c >= 0x400 && c <= 0x45F); }

static bool is_cased_capital(uint32_t c) { return (c >= 0x386 && c <= 0x3AB) || (c >= 0x401 && c <= 0x42F); }

static bool ends_as_family(mcpx_text word) {
  for (const char *endings = FAMILY_ENDINGS; *endings;)
    if (has_suffix(word, cut_word(&endings))) return true;
  return false;
}

/* Two words with capitals, one of which ends as family names do. */
static size_t cased_name_end(mcpx_text text, size_t at) {
  size_t count, width;
  mcpx_text first = wide_run(text, at, is_cased_script, &count);
  size_t next = at + first.length + 1;
  if (count < NAME_MIN || text_at(text, next - 1) != ' ' ||
      !is_cased_capital(character_at(text, at, &width)) ||
      !is_cased_capital(character_at(text, next, &width)))
    return 0;
  mcpx_text second = wide_run(text, next, is_cased_script, &count);
  return count >= NAME_MIN && (ends_as_family(first) || ends_as_family(second)) ? next + second.length : 0;
}

static size_t whole_name_end(mcpx_text text, size_t at) {
  mcpx_text left = {text.bytes + at, text.length - at};
  for (const char *names = WHOLE_NAMES; *names;) {
    mcpx_text name = cut_word(&names);
    if (has_prefix(left, name) && !ascii_is_wide(text_at(left, name.length))) return at + name.length;
  }
  return 0;
}

static size_t wide_name_end(mcpx_text text, size_t at) {
  size_t width, end = 0;
  uint32_t c = character_at(text, at, &width);
  if (is_han(c)) end = han_name_end(text, at);
  if (is_hangul(c)) end = hangul_name_end(text, at);
  if (is_cased_capital(c)) end = cased_name_end(text, at);
  if (c >= 0x590 && c < 0xE80) end = whole_name_end(text, at);
  return end && !ascii_is_wide(text_at(text, end)) ? end : 0;
}

/* ---- Names ---- */

static bool match_person(mcpx_text text, size_t at, mcpx_range *range) {
  char before = text_before(text, at), c = text.bytes[at];
  if (ascii_is_alnum(before) || ascii_is_wide(before)) return false;
  size_t end = ascii_is_alpha(c) ? latin_name_end(text, at) : 0;
  if (ascii_is_wide(c)) {
    end = latin_name_end(text, at);
    if (!end) end = wide_name_end(text, at);
  }
  return end > 0 && detect_range(range, at, end);
}

static uint64_t person_places(mcpx_text text, size_t at) {
  return places_word_starts(text, at) | places_wide(text, at);
}

bool detect_person(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_person, person_places);
}
