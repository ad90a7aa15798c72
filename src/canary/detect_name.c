/* detect_name.c: finds the names of people and organizations in words that are joined by - _ and . such as a
 * code, a check, a version or a client. */
#include "detect.h"
#include "names.h"

enum { PARTS_MAX = 32 };

enum part_kind {
  PART_OTHER,   /* a number, a hash, one or two letters */
  PART_PLAIN,   /* a word of programs */
  PART_MARK,    /* a word before or after a name: "user", "host" */
  PART_FOLDER,  /* the same, of a folder of homes */
  PART_DEVICE,  /* the same, of a machine that a person has */
  PART_SITE,    /* the same, of the systems of an organization */
  PART_UNKNOWN, /* any other word */
  PART_GIVEN,
  PART_GENITIVE, /* "johns" */
  PART_FAMILY,
  PART_FULL, /* "jsmith", "johnsmith" */
  PART_ORGANIZATION,
};

/* ---- Parts ---- */

static const struct {
  char word[12];
  uint8_t length;
  uint8_t kind;
} MARKS[] = {{"users", 5, PART_FOLDER},    {"home", 4, PART_FOLDER},
             {"prod", 4, PART_SITE},       {"staging", 7, PART_SITE},
             {"corp", 4, PART_SITE},       {"internal", 8, PART_SITE},
             {"intranet", 8, PART_SITE},   {"okta", 4, PART_SITE},
             {"jira", 4, PART_SITE},       {"sso", 3, PART_SITE},
             {"vpn", 3, PART_SITE},        {"crm", 3, PART_SITE},
             {"hr", 2, PART_SITE},         {"db", 2, PART_SITE},
             {"erp", 3, PART_SITE},        {"tenant", 6, PART_SITE},
             {"laptop", 6, PART_DEVICE},   {"macbook", 7, PART_DEVICE},
             {"imac", 4, PART_DEVICE},     {"mbp", 3, PART_DEVICE},
             {"thinkpad", 8, PART_DEVICE}, {"iphone", 6, PART_DEVICE},
             {"ipad", 4, PART_DEVICE},     {"pc", 2, PART_DEVICE},
             {"notebook", 8, PART_DEVICE}, {"workstation", 11, PART_DEVICE},
             {"user", 4, PART_MARK},       {"username", 8, PART_MARK},
             {"host", 4, PART_MARK},       {"hostname", 8, PART_MARK},
             {"owner", 5, PART_MARK},      {"author", 6, PART_MARK},
             {"builder", 7, PART_MARK},    {"customer", 8, PART_MARK},
             {"patient", 7, PART_MARK},    {"family", 6, PART_MARK},
             {"mailbox", 7, PART_MARK},    {"ssid", 4, PART_MARK},
             {"employee", 8, PART_MARK},   {"hospital", 8, PART_MARK},
             {"by", 2, PART_MARK}};

static enum part_kind kind_of_mark(mcpx_text word) {
  char first = ascii_to_lower(text_at(word, 0));
  for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
    if (MARKS[i].word[0] == first && MARKS[i].length == word.length &&
        detect_rest_of_word(word, 1, MARKS[i].word + 1))
      return (enum part_kind)MARKS[i].kind;
  return PART_OTHER;
}

static bool has_only_hex(mcpx_text word) {
  return detect_class_run(word, 0, CLASS_HEX, word.length) == word.length;
}

static enum part_kind kind_of_name(mcpx_text word) {
  bool genitive = word.length > 4 && ascii_to_lower(word.bytes[word.length - 1]) == 's';
  mcpx_text owner = {word.bytes, word.length - genitive};
  if (name_is_given(word)) return PART_GIVEN;
  if (name_is_family(word)) return PART_FAMILY;
  if (name_is_organization(word)) return PART_ORGANIZATION;
  if (genitive && name_is_given(owner)) return PART_GENITIVE;
  if (genitive && (name_is_family(owner) || name_is_full(owner))) return PART_FULL;
  return name_is_full(word) ? PART_FULL : PART_OTHER;
}

/* Words end like this that no list has: "crashed", "resolvable". */
static bool has_word_ending(mcpx_text word) {
  static const char *const ENDINGS[] = {"ed",  "ing", "able", "ible", "tion", "sion", "ity",  "ness", "ment",
                                        "ive", "ify", "ize",  "ise",  "less", "ance", "ence", NULL};
  enum { STEM_MIN = 3 };
  for (const char *const *ending = ENDINGS; *ending; ending++) {
    size_t length = strlen(*ending);
    if (word.length >= length + STEM_MIN && detect_word(word, word.length - length, *ending)) return true;
  }
  return false;
}

/* The letters that a part begins with; digits may follow. */
static enum part_kind kind_of_part(mcpx_text part) {
  enum { LETTERS_MIN = 3 };
  mcpx_text word = {part.bytes, detect_class_run(part, 0, CLASS_ALPHA, part.length)};
  enum part_kind kind = kind_of_mark(word);
  size_t digits = detect_class_run(part, word.length, CLASS_DIGIT, part.length);
  if (word.length + digits < part.length || word.length > NAME_LENGTH_MAX) return PART_OTHER;
  if (kind != PART_OTHER) return kind;
  if (word.length < LETTERS_MIN) return PART_OTHER;
  if (name_is_plain_word(word)) return PART_PLAIN;
  kind = kind_of_name(word);
  if (kind != PART_OTHER) return kind;
  return has_only_hex(word) ? PART_OTHER : has_word_ending(word) ? PART_PLAIN : PART_UNKNOWN;
}

/* ---- Words ---- */

static bool is_name_joint(char c) { return c == '-' || c == '_' || c == '.' || c == '+' || c == '/'; }
static bool is_of_word(char c) { return ascii_is_alnum(c) || is_name_joint(c); }

/* The kinds of the parts of a word. */
struct name_word {
  uint8_t kinds[PARTS_MAX];
  size_t count;
  size_t end;
  bool reversed; /* it begins as a name in reverse does: com.example.app */
};

static struct name_word read_name_word(mcpx_text text, size_t at) {
  static const char *const TOPS[] = {"com.", "org.", "net.", "io.", "dev.", "ai.", "app.", NULL};
  struct name_word word = {.end = at + detect_run(text, at, is_of_word, text.length)};
  word.reversed = detect_any_word(text, at, TOPS) != NULL;
  while (at < word.end && word.count < PARTS_MAX) {
    size_t length = detect_class_run(text, at, CLASS_ALNUM, word.end - at);
    if (length) word.kinds[word.count++] = (uint8_t)kind_of_part((mcpx_text){text.bytes + at, length});
    at += length + 1;
  }
  return word;
}

static bool begins_name_word(mcpx_text text, size_t at) {
  return is_of_word(text.bytes[at]) && !(at > 0 && is_of_word(text.bytes[at - 1]));
}

static bool has_kind(const struct name_word *word, enum part_kind kind) {
  size_t i = 0;
  while (i < word->count && word->kinds[i] != kind) i++;
  return i < word->count;
}

/* Are two kinds next to each other, in any order? */
static bool has_neighbors(const struct name_word *word, enum part_kind a, enum part_kind b) {
  for (size_t i = 0; i + 1 < word->count; i++)
    if ((word->kinds[i] == a && word->kinds[i + 1] == b) || (word->kinds[i] == b && word->kinds[i + 1] == a))
      return true;
  return false;
}

static size_t count_kind_of_parts(const struct name_word *word, enum part_kind kind) {
  size_t count = 0;
  for (size_t i = 0; i < word->count; i++) count += word->kinds[i] == kind;
  return count;
}

static bool has_person(const struct name_word *word) {
  return has_kind(word, PART_GIVEN) || has_kind(word, PART_GENITIVE) || has_kind(word, PART_FAMILY) ||
         has_kind(word, PART_FULL);
}

/* A name, or an unknown word beside one such as "user". */
static bool has_named_part(const struct name_word *word) {
  return has_person(word) || has_kind(word, PART_ORGANIZATION) ||
         has_neighbors(word, PART_MARK, PART_UNKNOWN) || has_neighbors(word, PART_FOLDER, PART_UNKNOWN) ||
         has_neighbors(word, PART_DEVICE, PART_UNKNOWN);
}

static bool match_named_segment(mcpx_text text, size_t at, mcpx_range *range) {
  if (!begins_name_word(text, at)) return false;
  struct name_word word = read_name_word(text, at);
  return has_named_part(&word) && detect_range(range, at, word.end);
}

bool detect_named_segment(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_named_segment, places_joined_starts);
}

/* A code, a check or a version consists of words of programs: two others are a name. */
static bool match_named_word(mcpx_text text, size_t at, mcpx_range *range) {
  if (!begins_name_word(text, at)) return false;
  struct name_word word = read_name_word(text, at);
  bool unknown = count_kind_of_parts(&word, PART_UNKNOWN) > 1;
  return (has_named_part(&word) || unknown) && detect_range(range, at, word.end);
}

bool detect_named_word(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_named_word, places_joined_starts);
}

/* A quick look: are there two parts, and a word in one of them? */
static bool has_two_parts(mcpx_text text, size_t at) {
  size_t parts = 0;
  bool word = false;
  for (; is_of_word(text_at(text, at)) && (parts < 2 || !word); at++) {
    size_t length = detect_class_run(text, at, CLASS_ALNUM, text.length);
    if (!length) continue;
    word = word || name_begins_listed(text, at) || name_begins_listed(text, at + 1);
    parts++;
    at += length - 1;
  }
  return parts > 1 && word;
}

/* A client may have any name, also that of a person: two names are those of a user, or one with the device
 * that it is the name of. */
static bool match_named_client(mcpx_text text, size_t at, mcpx_range *range) {
  if (!begins_name_word(text, at) || !has_two_parts(text, at)) return false;
  struct name_word word = read_name_word(text, at);
  bool person = has_neighbors(&word, PART_GIVEN, PART_FAMILY) ||
                has_neighbors(&word, PART_GIVEN, PART_FULL) ||
                ((has_kind(&word, PART_GENITIVE) || has_kind(&word, PART_FULL)) && word.count > 1);
  bool device = has_kind(&word, PART_DEVICE) && has_person(&word);
  bool folder =
      has_neighbors(&word, PART_FOLDER, PART_GIVEN) || has_neighbors(&word, PART_FOLDER, PART_FAMILY);
  bool department = (has_neighbors(&word, PART_ORGANIZATION, PART_UNKNOWN) ||
                     has_neighbors(&word, PART_ORGANIZATION, PART_SITE)) &&
                    !word.reversed;
  return (person || device || folder || department) && detect_range(range, at, word.end);
}

bool detect_named_client(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_named_client, places_joined_words);
}
