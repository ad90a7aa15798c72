/* line_entry.c: a line -> whether it is an entry of a list that defines errors, options or statuses. A
 * failure has one error, a list defines several: the entry above or below begins with another one. */
#include "line_entry.h"

#include <string.h>

#include "base/ascii.h"
#include "line_text.h"

/* What an entry is about: a number or a name, between two indexes. */
struct entry_key {
  size_t from, to;
  bool number, kind; /* "exit code 2" has a kind */
};

/* The index after bullets, the signs of headings, stars and quotes. */
static size_t skip_entry_marks(const struct norm_block *block, size_t i, size_t end) {
  size_t to = line_skip_among(block, i, end, "-*+#'_ ");
  bool sign = line_ends_with(block, i, to, "-") && line_has_digit(block, to); /* -32700 */
  return to - sign;
}

static size_t skip_entry_kind(const struct norm_block *block, size_t i) {
  static const char *const KINDS[] = {"http ",        "exit code ", "exit status ", "error code ",
                                      "status code ", "status ",    "code "};
  for (size_t k = 0; k < sizeof KINDS / sizeof *KINDS; k++)
    if (line_starts_with(block, i, KINDS[k])) return i + strlen(KINDS[k]);
  return i;
}

/* The index after "ECONNREFUSED" or "invalid_grant"; `i` if there is neither. */
static size_t skip_entry_name(const struct norm_block *block, size_t i, size_t end) {
  size_t to = line_skip_name(block, i, end, "_"), capitals = i;
  while (capitals < to && block->width[capitals] & NORM_FOLDED) capitals++;
  bool level = line_starts_with(block, i, "error") && to == i + 5;
  bool error = capitals == to && to >= i + 4 && block->bytes[i] == 'e' && !level;
  bool snake = line_count(block, i, to, '_') && ascii_is_lower((char)block->bytes[i]);
  return error || snake ? to : i;
}

/* "401", "-32700", "ECONNREFUSED"; a number that is no status only after its kind. */
static struct entry_key entry_key_at(const struct norm_block *block, size_t i, size_t end) {
  size_t from = skip_entry_kind(block, i), sign = from + line_starts_with(block, from, "-");
  size_t to = line_skip_digits(block, sign, end);
  if (to > sign) {
    bool status = to == from + 3 && line_is_among(block->bytes[from], "2345");
    bool known = status || from > i || (sign > from && to == sign + 5);
    return (struct entry_key){from, known ? to : from, true, from > i};
  }
  return (struct entry_key){i, from > i ? i : skip_entry_name(block, i, end), false, false};
}

/* Words of somebody who has the failure, or of a program that prints it. */
static bool is_reported(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {
      " i ",       " my ",    " me ",     " we ",        "error: ", "failed",  "://",
      ", open '/", " spawn ", "connect ", "getaddrinfo", " still ", " syscall"};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

/* Whether the line, which is not the first one, continues the definition above it. */
static bool continues_entry(const struct norm_block *block, size_t i) {
  enum { INDENT_MIN = 3 /* a line break and two spaces */ };
  if (i >= block->count) return false;
  return norm_at(block, i) - norm_at(block, i - 1) >= INDENT_MIN || line_starts_with(block, i, ": ");
}

/* Whether what follows a key separates it from a definition: a mark, or a number's reason phrase and words
 * or a line below. "401 Unauthorized" alone defines nothing, and "'secret_name': " is JSON. */
static bool is_separated(const struct norm_block *block, const struct entry_key *key, size_t end) {
  static const char *const SEPARATORS[] = {":", " -", " =", " (", ".", " \xE2\x80\x93", " \xE2\x80\x94", ","};
  enum { SPACES_MIN = 3 };
  size_t at = line_skip_among(block, key->to, end, "'*_");
  bool quoted = line_starts_with(block, key->to, "':") || line_starts_with(block, key->to, "::");
  if (!key->number && quoted) return false;
  bool bold = block->bytes[at - 1] == '*';
  if (bold || LINE_STARTS_WITH_ANY(block, at, SEPARATORS)) return true;
  bool defined = continues_entry(block, end + 1);
  if (at == end) return defined;
  if (block->bytes[at] != ' ') return false;
  return line_is_gap(block, at, end) ||
         (key->number && (defined || key->kind || line_count(block, at, end, ' ') >= SPACES_MIN ||
                          line_contains(block, at, end, "':")));
}

static bool find_entry(const struct norm_block *block, size_t i, size_t end, struct entry_key *key) {
  *key = entry_key_at(block, skip_entry_marks(block, i, end), end);
  return key->to > key->from && is_separated(block, key, end) && !is_reported(block, i, end);
}

static bool are_different(const struct norm_block *block, const struct entry_key *a,
                          const struct entry_key *b) {
  size_t length = a->to - a->from;
  if (a->number != b->number) return false;
  return length != b->to - b->from || memcmp(block->bytes + a->from, block->bytes + b->from, length) != 0;
}

enum { ENTRY_LINES = 3 /* that a definition may go on */ };

static bool has_entry_below(const struct norm_block *block, size_t end, const struct entry_key *key) {
  struct entry_key other;
  for (int k = 0; k < ENTRY_LINES; k++) {
    size_t i = end + 1;
    end = line_end(block, i);
    if (find_entry(block, i, end, &other)) return are_different(block, key, &other);
    if (!continues_entry(block, i)) return false;
  }
  return false;
}

static bool has_entry_above(const struct norm_block *block, size_t i, const struct entry_key *key) {
  struct entry_key other;
  for (int k = 0; k < ENTRY_LINES && i; k++) {
    size_t end = i - 1;
    bool continued = continues_entry(block, i);
    i = line_begin(block, end);
    if (find_entry(block, i, end, &other)) return are_different(block, key, &other);
    if (!continued && k) return false;
  }
  return false;
}

/* "ETIMEDOUT (110): Connection timed out. A send request failed …": a name, its number, and two sentences */
static bool is_entry_of_number(const struct norm_block *block, size_t i, size_t end) {
  size_t from = skip_entry_marks(block, i, end), to = skip_entry_name(block, from, end);
  if (to == from || !line_starts_with(block, to, " (")) return false;
  size_t after = line_skip_digits(block, to + 2, end);
  return after > to + 2 && line_starts_with(block, after, "): ") && line_contains(block, after, end, ". ");
}

/* "'on_refused' (string): action after …": a setting, its type, and what it does */
static bool is_entry_of_type(const struct norm_block *block, size_t i, size_t end) {
  static const char *const TYPES[] = {"string", "number", "integer",  "boolean", "bool",    "list",  "array",
                                      "object", "enum",   "duration", "int",     "seconds", "float", "path"};
  static const char *const MARKS[] = {")", ",", "["};
  size_t from = skip_entry_marks(block, i, end), to = line_skip_name(block, from, end, "_-.");
  to = line_skip_among(block, to, end, "'*");
  if (to == from || !line_starts_with(block, to, " (")) return false;
  for (size_t k = 0; k < sizeof TYPES / sizeof *TYPES; k++) {
    size_t after = to + 2 + strlen(TYPES[k]);
    if (line_starts_with(block, to + 2, TYPES[k]) && LINE_STARTS_WITH_ANY(block, after, MARKS))
      return !is_reported(block, i, end);
  }
  return false;
}

/* Whether a gap follows a quoted text that the line begins with. */
static bool has_quoted_gap(const struct norm_block *block, size_t i, size_t end) {
  size_t at = line_starts_with(block, i, "'") ? line_find(block, i + 1, end, "' ") : end;
  return line_is_gap(block, at + 1, end);
}

/* "'crm: spawn EACCES'     the program may not be run", and a line of the same form beside it */
static bool is_entry_of_quote(const struct norm_block *block, size_t i, size_t end) {
  size_t next = end + 1;
  if (!has_quoted_gap(block, i, end)) return false;
  return has_quoted_gap(block, next, line_end(block, next)) ||
         (i && has_quoted_gap(block, line_begin(block, i - 1), i - 1));
}

bool line_is_entry(const struct norm_block *block, size_t i, size_t end) {
  struct entry_key key;
  if (i >= end) return false;
  if (find_entry(block, i, end, &key) &&
      (has_entry_below(block, end, &key) || has_entry_above(block, i, &key)))
    return true;
  return is_entry_of_quote(block, i, end) || is_entry_of_number(block, i, end) ||
         is_entry_of_type(block, i, end);
}

/* "--connect-timeout SECONDS", and below it, indented, a sentence */
static bool opens_option(const struct norm_block *block, size_t i, size_t end) {
  enum { OPTION_MAX = 48 };
  size_t next = end + 1;
  bool option = line_starts_with(block, i, "--") && ascii_is_lower((char)block->bytes[i + 2]);
  return option && end - i <= OPTION_MAX && line_count(block, i, end, ' ') <= 2 &&
         continues_entry(block, next) && block->width[next] & NORM_FOLDED;
}

bool line_opens_entry(const struct norm_block *block, size_t i, size_t end) {
  if (i + 3 > end) return false;
  if (opens_option(block, i, end)) return true;
  return continues_entry(block, end + 1) && line_is_entry(block, i, end);
}

/* "### 'MCP_RETRY_ON'", "## --on-refused": the name of a setting */
static bool is_setting_title(const struct norm_block *block, size_t i, size_t end) {
  size_t from = skip_entry_marks(block, i, end), to = line_skip_name(block, from, end, "_-");
  bool option = line_ends_with(block, i, from, "--");
  bool whole = to == end || (to + 1 == end && block->bytes[to] == '\'');
  return to > from && whole && (option || line_count(block, from, to, '_'));
}

bool line_titles_entry(const struct norm_block *block, size_t i, size_t end) {
  struct entry_key key, other;
  size_t last = line_part_end(block, i);
  if (!line_heading_level(block, i) || is_reported(block, i, last)) return false;
  if (is_setting_title(block, i, end)) return true;
  key = entry_key_at(block, skip_entry_marks(block, i, end), end);
  if (key.to == key.from) return false;
  for (size_t at = end; (at = line_end(block, at) + 1) < last;) {
    if (!line_heading_level(block, at)) continue;
    other = entry_key_at(block, skip_entry_marks(block, at, last), last);
    return other.to > other.from && are_different(block, &key, &other);
  }
  return false;
}
