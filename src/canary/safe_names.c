/* safe_names.c: finds names in error texts that identify no person or machine: folders of the system,
 * well-known hosts and words. */
#include "safe_names.h"

#include "base/bits.h"
#include "detect.h"

/* ---- Characters ---- */

static bool is_plain_word_char(char c) { return ascii_is_alnum(c) || c == '_'; }
static bool is_symbol_char(char c) { return ascii_is_word(c) || c == '$'; }
static bool is_module_char(char c) { return is_plain_word_char(c) || c == '/'; }
static bool is_package_char(char c) { return is_plain_word_char(c) || c == '.'; }

/* . or : and then a word: the name is longer. */
static bool is_longer(mcpx_text text, size_t at) {
  char c = text_at(text, at);
  return (c == '.' || c == ':') && is_plain_word_char(text_at(text, at + 1));
}

static bool is_colon_number(mcpx_text text, size_t at) {
  return text_at(text, at) == ':' && ascii_is_digit(text_at(text, at + 1));
}

/* ---- What may be before a name ---- */

static bool begins_anywhere(mcpx_text text, size_t at) {
  (void)text, (void)at;
  return true;
}

static bool begins_word(mcpx_text text, size_t at) { return !is_plain_word_char(text_before(text, at)); }

/* An address: not within another one. */
static bool begins_address(mcpx_text text, size_t at) {
  char before = text_before(text, at);
  return !ascii_is_word(before) && !(before && strchr(".~@/\\", before));
}

static bool begins_file(mcpx_text text, size_t at) {
  char before = text_before(text, at);
  return !is_symbol_char(before) && !(before && strchr(".@/", before));
}

static bool begins_frame(mcpx_text text, size_t at) { return at >= 3 && detect_word(text, at - 3, "at "); }

/* A value: after `name: ` or `"name": `. */
static bool begins_value(mcpx_text text, size_t at) {
  at -= text_before(text, at) == ' ';
  if (text_before(text, at) != ':') return false;
  at--;
  char quote = text_before(text, at);
  at -= quote == '"' || quote == '\'';
  return is_plain_word_char(text_before(text, at));
}

/* ---- What may be after a name: each returns where the name ends, or 0 if it is not safe ---- */

static size_t word_end(mcpx_text text, size_t start, size_t end) {
  (void)start;
  bool is_part = is_plain_word_char(text.bytes[end - 1]) && is_plain_word_char(text_at(text, end));
  return is_part ? 0 : end;
}

static size_t any_end(mcpx_text text, size_t start, size_t end) {
  (void)text, (void)start;
  return end;
}

/* A folder, with the slash after it. */
static size_t folder_end(mcpx_text text, size_t start, size_t end) {
  (void)start;
  char after = text_at(text, end);
  if (after == '/') return end + 1;
  return ascii_is_dotted(after) ? 0 : end;
}

static size_t host_end(mcpx_text text, size_t start, size_t end) {
  if (text.bytes[start] == ':' && text_before(text, start) == ':') return 0;
  if (is_colon_number(text, end)) end += 1 + detect_class_run(text, end + 1, CLASS_DIGIT, 6);
  char after = text_at(text, end);
  bool is_ipv6 = after == ':' && text_at(text, end + 1) == ':';
  /* Go prints both ends of a connection as 127.0.0.1:5000->127.0.0.1:8080. */
  if (after == '-' && text_at(text, end + 1) == '>') return end;
  return ascii_is_word(after) || after == '@' || is_ipv6 || is_longer(text, end) ? 0 : end;
}

static size_t site_end(mcpx_text text, size_t start, size_t end) {
  (void)start;
  char after = text_at(text, end);
  return ascii_is_word(after) || after == '@' || is_longer(text, end) || detect_word(text, end, "/-/user")
             ? 0
             : end;
}

static size_t account_site_end(mcpx_text text, size_t start, size_t end) {
  (void)start;
  if (detect_word(text, end, "/v2")) end += 3;
  if (text_at(text, end) == '/') end++;
  char after = text_at(text, end);
  bool is_account = ascii_is_word(after) || after == '@' || after == '%' || after == '/';
  return is_account || is_longer(text, end) ? 0 : end;
}

/* The name of an image with a tag or digest. */
static size_t image_owner_end(mcpx_text text, size_t start, size_t end) {
  (void)start;
  size_t name = detect_class_run(text, end, CLASS_DOTTED, 128);
  char after = text_at(text, end + name);
  return name > 0 && (after == ':' || after == '@') ? end : 0;
}

static size_t node_module_end(mcpx_text text, size_t start, size_t end) {
  (void)start;
  size_t name = detect_run(text, end, is_module_char, 128);
  return name > 0 && is_colon_number(text, end + name) ? end + name : 0;
}

static size_t java_module_end(mcpx_text text, size_t start, size_t end) {
  (void)start;
  end += detect_run(text, end, is_package_char, 128);
  if (text_at(text, end) != '/') return 0;
  return end + 1 + (detect_word(text, end + 1, "jdk.internal.") ? strlen("jdk.internal.") : 0);
}

static size_t source_file_end(mcpx_text text, size_t start, size_t end) {
  (void)start;
  return is_colon_number(text, end) ? end : 0;
}

/* "secret: GITHUB_TOKEN", a name rather than a value. */
static size_t named_secret_end(mcpx_text text, size_t start, size_t end) {
  size_t at = end + 2, length = detect_run(text, at, is_plain_word_char, 64);
  bool underscore = false;
  (void)start;
  if (text_at(text, end) != ':' || text_at(text, end + 1) != ' ' || !ascii_is_upper(text_at(text, at)))
    return 0;
  for (size_t i = at; i < at + length; i++) {
    if (!ascii_is_upper(text.bytes[i]) && text.bytes[i] != '_') return 0;
    underscore = underscore || text.bytes[i] == '_';
  }
  return underscore ? end : 0;
}

/* Two words in small letters; the first may have a capital, and a hyphen: "Too many", "non-empty string". */
static bool begins_sentence(mcpx_text text, size_t at) {
  if (!ascii_is_alpha(text_at(text, at))) return false;
  size_t first = 1 + detect_class_run(text, at + 1, CLASS_LOWER, 64), end = at + first;
  if (text_at(text, end) == '-') {
    size_t part = detect_class_run(text, end + 1, CLASS_LOWER, 64);
    if (part > 0) end += 1 + part;
  }
  size_t second = detect_class_run(text, end + 1, CLASS_LOWER, 64);
  return first >= 2 && text_at(text, end) == ' ' && second && word_end(text, at, end + 1 + second);
}

/* "Token: 400 Bad Request" and "login: incorrect password": a message rather than a value. */
static size_t message_subject_end(mcpx_text text, size_t start, size_t end) {
  size_t at = end;
  (void)start;
  while (text_at(text, at) && strchr("\\\"'`", text.bytes[at])) at++;
  if (text_at(text, at) != ':' || text_at(text, at + 1) != ' ') return 0;
  at += 2;
  bool is_status = detect_is_class_run(text, at, CLASS_DIGIT, 3) && text_at(text, at + 3) == ' ' &&
                   ascii_is_upper(text_at(text, at + 4));
  return is_status || begins_sentence(text, at) ? end : 0;
}

static size_t last_word_end(mcpx_text text, size_t start, size_t end) {
  char after = text_at(text, end);
  (void)start;
  return after == '\n' || after == '\r' ? end : 0;
}

/* ---- Rows ---- */

enum safe_kind {
  SAFE_SCHEME,
  SAFE_PERSONAL_FOLDER,
  SAFE_FOLDER,
  SAFE_PIPE,
  SAFE_HOST,
  SAFE_SITE,
  SAFE_ACCOUNT_SITE,
  SAFE_IMAGE_OWNER,
  SAFE_LAST_ADDRESS = SAFE_IMAGE_OWNER,
  SAFE_DRIVE_FOLDER,
  SAFE_VARIABLE,
  SAFE_NODE_MODULE,
  SAFE_JAVA_MODULE,
  SAFE_SOURCE_FILE,
  SAFE_COMMON_WORD,
  SAFE_NAMED_SECRET,
  SAFE_MESSAGE_SUBJECT,
  SAFE_LAST_WORD,
  SAFE_ESCAPED_LINE,
  SAFE_CLOSING_TAG,
  SAFE_CONSTANT
};

static const struct {
  bool (*begins)(mcpx_text text, size_t at);
  size_t (*end)(mcpx_text text, size_t start, size_t end);
} SAFE_KINDS[] = {
    [SAFE_PERSONAL_FOLDER] = {begins_address, any_end},
    [SAFE_FOLDER] = {begins_address, folder_end},
    [SAFE_PIPE] = {begins_address, any_end},
    [SAFE_HOST] = {begins_address, host_end},
    [SAFE_SITE] = {begins_address, site_end},
    [SAFE_ACCOUNT_SITE] = {begins_address, account_site_end},
    [SAFE_IMAGE_OWNER] = {begins_address, image_owner_end},
    [SAFE_DRIVE_FOLDER] = {begins_word, any_end},
    [SAFE_VARIABLE] = {begins_anywhere, word_end},
    [SAFE_NODE_MODULE] = {begins_anywhere, node_module_end},
    [SAFE_JAVA_MODULE] = {begins_frame, java_module_end},
    [SAFE_SOURCE_FILE] = {begins_file, source_file_end},
    [SAFE_COMMON_WORD] = {begins_word, word_end},
    [SAFE_NAMED_SECRET] = {begins_anywhere, named_secret_end},
    [SAFE_MESSAGE_SUBJECT] = {begins_anywhere, message_subject_end},
    [SAFE_LAST_WORD] = {begins_anywhere, last_word_end},
    [SAFE_ESCAPED_LINE] = {begins_word, any_end},
    [SAFE_CLOSING_TAG] = {begins_anywhere, any_end},
    [SAFE_CONSTANT] = {begins_value, word_end},
};

static const struct safe_row {
  uint8_t kind;
  const char *pattern;
} SAFE_ROWS[] = {
#define SAFE_NAME(kind, pattern) {SAFE_##kind, pattern},
#include "tables/safe_names.def"
};

enum { SAFE_ROW_COUNT = sizeof SAFE_ROWS / sizeof *SAFE_ROWS, RUN_MAX = 128 };

/* Where a pattern that matches at an offset ends, or 0. */
static size_t pattern_end(mcpx_text text, size_t at, const char *pattern) {
  for (; *pattern; pattern++) {
    size_t run = 1, least = 1;
    switch (*pattern) {
      case '*':
        run = detect_run(text, at, is_plain_word_char, RUN_MAX);
        least = 0;
        break;
      case '+': run = detect_run(text, at, is_symbol_char, RUN_MAX); break;
      case '#': run = detect_class_run(text, at, CLASS_DIGIT, RUN_MAX); break;
      case '?': run = detect_class_run(text, at, CLASS_ALPHA, 1); break;
      case '|': run = detect_run(text, at, detect_is_slash, 4); break;
      default: run = text_at(text, at) == *pattern;
    }
    if (run < least) return 0;
    at += run;
  }
  return at;
}

/* The rows by the first character of their patterns, as lists that end with -1. Within a word, only the names
 * may begin that begin anywhere. */
static const struct {
  int8_t first;
  int8_t within;
  uint64_t seconds; /* the second characters of the rows that begin with it, as detect_bit() has them */
} SAFE_LISTS[] = {
#define SAFE_LIST(first, within, seconds) {first, within, UINT64_C(seconds)},
#include "tables/derived/canary.def"
};

/* The next row of each list. */
static const struct {
  int8_t first;
  int8_t within;
} SAFE_NEXT_ROWS[] = {
#define SAFE_NEXT(first, within) {first, within},
#include "tables/derived/canary.def"
};

_Static_assert(SAFE_ROW_COUNT < INT8_MAX, "a row has an index");

bool safe_name_begins_anywhere(size_t row) {
  return SAFE_KINDS[SAFE_ROWS[row].kind].begins == begins_anywhere && !strchr("+?|", *SAFE_ROWS[row].pattern);
}

/* A safe name that was recognized. `end` is 0 if there is none. */
struct safe_match {
  size_t end;
  uint8_t kind;
};

/* An address begins at `start` with a scheme, or at `at` without one. */
static size_t row_end(mcpx_text text, size_t start, size_t at, const struct safe_row *row) {
  if (row->kind == SAFE_SCHEME || !SAFE_KINDS[row->kind].begins(text, start)) return 0;
  size_t end = pattern_end(text, at, row->pattern);
  return end ? SAFE_KINDS[row->kind].end(text, at, end) : 0;
}

/* A quick look at the second and third character of a pattern, of which the second is a literal one. */
static bool may_continue_name(mcpx_text text, size_t second, const char *pattern) {
  char third = pattern[2], c = text_at(text, second + 1);
  return text_at(text, second) == pattern[1] && (c == third || !third || strchr("*+#?|", third));
}

/* The first row of a list that matches. `second` is the offset after what the first character of a pattern
 * stands for. After a scheme, only addresses match. */
static struct safe_match match_list(bool within, int8_t list, mcpx_text text, size_t start, size_t at,
                                    size_t second) {
  for (; list >= 0; list = within ? SAFE_NEXT_ROWS[list].within : SAFE_NEXT_ROWS[list].first) {
    const struct safe_row *row = &SAFE_ROWS[list];
    if (!may_continue_name(text, second, row->pattern) || (start < at && row->kind > SAFE_LAST_ADDRESS))
      continue;
    size_t end = row_end(text, start, at, row);
    if (end) return (struct safe_match){row->kind == SAFE_PERSONAL_FOLDER ? 0 : end, row->kind};
  }
  return (struct safe_match){0, 0};
}

/* A name that begins with a run of a class. */
static struct safe_match match_class(char class, mcpx_text text, size_t start, size_t at, size_t run) {
  if (!run || !(SAFE_LISTS[(int)class].seconds & detect_bit(text_at(text, at + run))))
    return (struct safe_match){0, 0};
  return match_list(false, SAFE_LISTS[(int)class].first, text, start, at, at + run);
}

/* The names that begin with a class, in the order of their rows. */
static struct safe_match match_classes(mcpx_text text, size_t start, size_t at) {
  char c = text_at(text, at);
  if (detect_is_slash(c)) return match_class('|', text, start, at, detect_run(text, at, detect_is_slash, 4));
  if (!is_symbol_char(c)) return (struct safe_match){0, 0};
  struct safe_match match = match_class('?', text, start, at, ascii_is_alpha(c));
  if (match.end) return match;
  size_t run = detect_class_run(text, at, CLASS_WORD, RUN_MAX);
  if (text_at(text, at + run) == '$') run = detect_run(text, at, is_symbol_char, RUN_MAX);
  return match_class('+', text, start, at, run);
}

static struct safe_match match_name(mcpx_text text, size_t start, size_t at) {
  char c = text_at(text, at);
  struct safe_match match = {0, 0};
  if (ascii_is_wide(c)) return match;
  if (is_plain_word_char(text_before(text, at)))
    return match_list(true, SAFE_LISTS[(int)c].within, text, start, at, at + 1);
  if (SAFE_LISTS[(int)c].seconds & detect_bit(text_at(text, at + 1)))
    match = match_list(false, SAFE_LISTS[(int)c].first, text, start, at, at + 1);
  return match.end ? match : match_classes(text, start, at);
}

/* Where the scheme at an offset ends; the offset itself without one. */
static size_t scheme_end_at(mcpx_text text, size_t at) {
  char c = text.bytes[at], second = text_at(text, at + 1);
  if (ascii_is_wide(c) || !(SAFE_LISTS[(int)c].seconds & detect_bit(second))) return at;
  for (int8_t i = SAFE_LISTS[(int)c].first; i >= 0; i = SAFE_NEXT_ROWS[i].first) {
    if (SAFE_ROWS[i].kind != SAFE_SCHEME) continue;
    size_t end = pattern_end(text, at, SAFE_ROWS[i].pattern);
    if (end) return end;
  }
  return at;
}

static struct safe_match match_safe_name(mcpx_text text, size_t at) {
  struct safe_match match = {0, 0};
  if (!is_plain_word_char(text_before(text, at))) {
    size_t address = scheme_end_at(text, at);
    if (address > at) match = match_name(text, at, address);
  }
  return match.end ? match : match_name(text, at, at);
}

/* ---- Blanking ---- */

/* The signs that names may begin with, also those of the class +, and the first two characters of those that
 * begin anywhere. */
#define SAFE_SIGNS(set) static const char SAFE_SIGN_SET[] = set "_-$";
#define SAFE_WITHIN_FIRST(set) static const char SAFE_FIRST_SET[] = set;
#define SAFE_WITHIN_SECOND(set) static const char SAFE_SECOND_SET[] = set;
#include "tables/derived/canary.def"
static uint64_t safe_places(mcpx_text text, size_t at) {
  return places_word_starts(text, at) | places_of(text, at, SAFE_SIGN_SET) |
         (places_of(text, at, SAFE_FIRST_SET) & places_of(text, at + 1, SAFE_SECOND_SET));
}

/* The next name, from an offset on. Returns where it begins, or the length of the text. */
static size_t next_safe_name(mcpx_text text, size_t at, struct safe_match *match) {
  for (; at < text.length; at += PLACES_BLOCK)
    for (uint64_t bits = safe_places(text, at); bits; bits &= bits - 1) {
      size_t i = at + bits_lowest(bits);
      *match = match_safe_name(text, i);
      if (match->end) return i;
    }
  return text.length;
}

void safe_names_blank(char *bytes, size_t length) {
  mcpx_text text = {bytes, length};
  struct safe_match match;
  for (size_t at = 0; (at = next_safe_name(text, at, &match)) < length; at = match.end) {
    bool is_value = match.kind >= SAFE_CLOSING_TAG;
    /* Spaces, so that no value is left; or a slash at the end, so that no path begins there. */
    memset(bytes + at, is_value ? ' ' : '_', match.end - at);
    if (!is_value) bytes[match.end - 1] = '/';
  }
}
