/* detect_national_id.c: finds the numbers that states give to people and companies. */
#include "detect.h"
#include "national_id.h"

/* ---- Patterns ---- */

static bool fits_class(char class, char c) {
  return class == 'd'   ? ascii_is_digit(c)
         : class == 'u' ? ascii_is_alpha(c)
         : class == 'U' ? ascii_is_upper(c)
                        : ascii_is_alnum(c);
}

/* Are all letters of the number capitals, or none? */
static bool is_one_case(mcpx_text text, size_t at, size_t end) {
  bool lower = false, upper = false;
  for (; at < end; at++) {
    lower = lower || ascii_is_lower(text.bytes[at]);
    upper = upper || ascii_is_upper(text.bytes[at]);
  }
  return !(lower && upper);
}

static bool is_class_name(char c) { return c == 'd' || c == 'u' || c == 'U' || c == 'k'; }

/* Where the number that follows a pattern ends, or 0. */
static size_t read_national_id(mcpx_text text, size_t at, const char *pattern, struct national_id *id) {
  size_t start = at;
  id->count = 0;
  for (; *pattern; pattern++) {
    char c = text_at(text, at);
    if (*pattern == '~') {
      at += c == ' ' || c == '-' || c == '.';
      continue;
    }
    if (is_class_name(*pattern) ? !fits_class(*pattern, c) : c != *pattern) return 0;
    if (ascii_is_alnum(c)) id->chars[id->count++] = ascii_to_upper(c);
    at++;
  }
  return is_one_case(text, start, at) ? at : 0;
}

static bool is_number_joint(char c, bool spaced) {
  return c == '-' || c == '.' || c == '+' || c == '/' || c == ':' || (spaced && c == ' ');
}

/* The number is not a part of a longer one. `spaced`: its parts are separated by spaces. */
static bool ends_number(mcpx_text text, size_t end, bool spaced) {
  char after = text_at(text, end);
  return !ascii_is_word(after) && !(is_number_joint(after, spaced) && ascii_is_digit(text_at(text, end + 1)));
}

static bool begins_national_id(mcpx_text text, size_t at, bool spaced) {
  char before = text_before(text, at);
  return !ascii_is_word(before) &&
         !(is_number_joint(before, spaced) && at > 1 && ascii_is_digit(text.bytes[at - 2]));
}

enum { FIRST_DIGIT_MAX = 6 };

/* A quick look: no pattern has more letters and separators before its first digit. */
static bool has_digit_soon(mcpx_text text, size_t at) {
  for (size_t last = at + FIRST_DIGIT_MAX; at <= last; at++)
    if (ascii_is_digit(text_at(text, at))) return true;
  return false;
}

static bool may_begin_form(mcpx_text text, size_t at) {
  return ascii_is_alnum(text.bytes[at]) && !ascii_is_word(text_before(text, at)) && has_digit_soon(text, at);
}

static bool match_form(mcpx_text text, size_t at, mcpx_range *range, const struct national_id_form *form) {
  struct national_id id;
  size_t end = read_national_id(text, at, form->pattern, &id);
  if (!end) return false;
  bool spaced = strchr(form->pattern, ' ') != NULL;
  return begins_national_id(text, at, spaced) && ends_number(text, end, spaced) && form->check(&id) &&
         detect_range(range, at, end);
}

/* The forms by how many digits, or letters, they may begin with. */
static const uint8_t FORMS_BY_DIGITS_FIRST[] = {
#define NATIONAL_ID_DIGITS_FIRST(place) place,
#include "tables/derived/canary.def"
};
/* A form, and how many digits or letters it begins with. */
static const struct led_form {
  uint8_t row;
  uint8_t lead;
} FORMS_BY_DIGITS[] = {
#define NATIONAL_ID_DIGITS_ROW(row, lead) {row, lead},
#include "tables/derived/canary.def"
};
static const uint8_t FORMS_BY_LETTERS_FIRST[] = {
#define NATIONAL_ID_LETTERS_FIRST(place) place,
#include "tables/derived/canary.def"
};
static const struct led_form FORMS_BY_LETTERS[] = {
#define NATIONAL_ID_LETTERS_ROW(row, lead) {row, lead},
#include "tables/derived/canary.def"
};

/* A quick look: do the characters after the first ones fit the pattern? */
static bool may_continue_form(mcpx_text text, size_t at, const char *pattern) {
  char c = text_at(text, at);
  if (*pattern == '~') return true;
  if (!*pattern) return !ascii_is_word(c);
  if (is_class_name(*pattern)) return fits_class(*pattern, c);
  return c == *pattern && (!is_class_name(pattern[1]) || fits_class(pattern[1], text_at(text, at + 1)));
}

static bool match_national_id(mcpx_text text, size_t at, mcpx_range *range) {
  bool digits = ascii_is_digit(text.bytes[at]);
  size_t run = detect_class_run(text, at, digits ? CLASS_DIGIT : CLASS_ALPHA, NATIONAL_ID_MAX);
  const uint8_t *first = (digits ? FORMS_BY_DIGITS_FIRST : FORMS_BY_LETTERS_FIRST) + run;
  const struct led_form *forms = digits ? FORMS_BY_DIGITS : FORMS_BY_LETTERS;
  bool further = ascii_is_digit(text_at(text, at + run)) || ascii_is_digit(text_at(text, at + run + 1));
  bool whole = digits && (run >= NATIONAL_ID_MIN || ascii_is_alpha(text_at(text, at + run)));
  if (first[0] == first[1] || !(further || whole) || !may_begin_form(text, at)) return false;
  for (size_t i = first[0]; i < first[1]; i++) {
    const struct national_id_form *form = &NATIONAL_ID_FORMS[forms[i].row];
    size_t lead = forms[i].lead;
    if (may_continue_form(text, at + lead, form->pattern + lead) && match_form(text, at, range, form))
      return true;
  }
  return false;
}

static uint64_t national_places(mcpx_text text, size_t at) {
  return places_word_starts(text, at) & places_near_digits(text, at, FIRST_DIGIT_MAX);
}

bool detect_national_id(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_national_id, national_places);
}

static bool match_strong_id(mcpx_text text, size_t at, mcpx_range *range) {
  if (!may_begin_form(text, at)) return false;
  for (const struct national_id_form *form = NATIONAL_NUMBER_FORMS; form->pattern; form++)
    if (match_form(text, at, range, form)) return true;
  return false;
}

bool detect_strong_id(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_strong_id, places_word_starts);
}

/* ---- Labels ---- */

/* In the order of their first letters. */
static const char *const ID_LABELS[] = {
#define ID_LABEL(word) word,
#include "tables/national_ids.def"
};

/* For each letter, the first label from it on. */
static const uint8_t LABELS_BY_LETTER[] = {
#define ID_LABEL_FIRST(place) place,
#include "tables/derived/canary.def"
};

/* The first label at an offset, where a letter is, or NULL. */
static const char *label_at(mcpx_text text, size_t at) {
  const uint8_t *first = &LABELS_BY_LETTER[ascii_to_lower(text.bytes[at]) - 'a'];
  for (size_t i = first[0]; i < first[1]; i++)
    if (detect_word(text, at + 1, ID_LABELS[i] + 1)) return ID_LABELS[i];
  return NULL;
}

static bool is_label_gap(char c) { return c && strchr(" :=#-_.", c) != NULL; }

/* The end of the token of digits and letters after a label, which has at least five digits; or 0. */
static size_t labelled_end(mcpx_text text, size_t at) {
  enum { DIGITS_MIN = 5, LENGTH_MAX = 24 };
  static const char *const WORDS[] = {"number", "no.", "no", "nr.", "nr", "id", "card", NULL};
  size_t gap = detect_run(text, at, is_label_gap, 3), digits = 0, end = at + gap;
  const char *word = gap ? detect_any_word(text, end, WORDS) : NULL;
  if (word && !ascii_is_alnum(text_at(text, end + strlen(word))))
    end += strlen(word) + detect_run(text, end + strlen(word), is_label_gap, 3);
  size_t start = end;
  if (!gap) return 0;
  for (size_t last = end; end - start < LENGTH_MAX; end++) {
    char c = text_at(text, end);
    digits += ascii_is_digit(c);
    if (ascii_is_digit(c) || ascii_is_upper(c)) last = end + 1;
    bool joint = c && strchr(" -._/", c) && end == last && end > start;
    if (!ascii_is_alnum(c) && !joint) break;
    if (ascii_is_lower(c) && !digits) break;
  }
  return digits >= DIGITS_MIN ? end : 0;
}

/* NHS 943 476 5919, ssn_219_09_9999, Passport No. C01X00T47. */
static bool match_labelled_id(mcpx_text text, size_t at, mcpx_range *range) {
  if (!ascii_is_alpha(text.bytes[at]) || ascii_is_alnum(text_before(text, at))) return false;
  const char *label = label_at(text, at);
  size_t end = label && !ascii_is_alnum(text_at(text, at + strlen(label)))
                   ? labelled_end(text, at + strlen(label))
                   : 0;
  return end > 0 && detect_range(range, at, end);
}

bool detect_labelled_id(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_labelled_id, places_word_starts);
}
