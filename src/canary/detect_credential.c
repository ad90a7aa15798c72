/* detect_credential.c: finds login names and passwords, by the names, options and sentences that announce
 * them. */
#include "detect.h"
#include "detectors.h"
#include "extent.h"

/* ---- Values ---- */

static bool is_value_char(char c) {
  return c && !ascii_is_space(c) && c != '"' && c != '\'' && c != ',' && c != ';';
}

static bool is_filler(char c) { return ascii_is_space(c) || c == '"' || c == '\''; }

static bool is_quote(char c) { return c == '"' || c == '\''; }

static bool is_secret_value(mcpx_text text, size_t at) { return detect_run(text, at, is_value_char, 3) == 3; }

/* The offset of the space after a scheme of the Authorization header; 0 without a scheme. */
static size_t scheme_end(mcpx_text text, size_t at) {
  static const char *const SCHEMES[] = {"bearer", "basic", "token", "digest", "apikey", NULL};
  const char *scheme = detect_any_word(text, at, SCHEMES);
  return scheme && ascii_is_space(text_at(text, at + strlen(scheme))) ? at + strlen(scheme) : 0;
}

/* The value of a header begins after its scheme. */
static size_t skip_scheme(mcpx_text text, size_t at) {
  size_t end = scheme_end(text, at), value = end;
  while (end && text_at(text, value) == ' ') value++;
  return value > end && is_value_char(text_at(text, value)) ? value : at;
}

/* The range of a value; false if it is a placeholder, which means that the value is redacted already. */
static bool value_range(mcpx_text text, size_t start, mcpx_range *range) {
  size_t end = extent_value_end(text, start), placeholder = canary_placeholder_length(text, start);
  if (placeholder && start + placeholder == end) return false;
  return detect_range(range, start, end > start ? end : start + detect_run(text, start, is_value_char, 3));
}

/* A scheme, then at least eight characters that are not a word. */
static bool match_scheme(mcpx_text text, size_t at, mcpx_range *range) {
  size_t value = ascii_is_alnum(text_before(text, at)) ? 0 : scheme_end(text, at);
  if (!value) return false;
  value += detect_run(text, value, ascii_is_space, 4);
  size_t length = detect_run(text, value, is_value_char, 64);
  return length >= 8 && (length >= 24 || detect_looks_random(text, value, length)) &&
         value_range(text, value, range);
}

static const struct {
  const char *text;
  uint8_t length;
} SECRET_NAMES[] = {
#define SECRET_NAME(text) {text, sizeof(text) - 1},
#include "tables/secret_names.def"
};

enum { SECRET_NAME_COUNT = sizeof SECRET_NAMES / sizeof *SECRET_NAMES, FILLER_MAX = 4 };

/* The last characters of the names. */
static const uint64_t SECRET_NAMES_END =
#define SECRET_NAME_ENDS(set) UINT64_C(set)
#include "tables/derived/canary.def"
    ;

/* Is the name of an option (--password) at an offset? */
static bool is_option_name(mcpx_text text, size_t at) {
  return at > 1 && text.bytes[at - 1] == '-' && text.bytes[at - 2] == '-';
}

/* A short name has to begin a word. */
static bool is_secret_name(mcpx_text text, size_t at, int name) {
  bool inside = ascii_is_alnum(text_before(text, at));
  return !(inside && SECRET_NAMES[name].length < 5) && detect_word(text, at, SECRET_NAMES[name].text);
}

/* Does the name of a secret end before an offset? After the name of an option and a space there is its value,
 * not a sign. */
static bool ends_secret_name(mcpx_text text, size_t end, bool filler) {
  char last = ascii_to_lower(text_before(text, end));
  if (!(SECRET_NAMES_END & detect_bit(last))) return false;
  for (int i = 0; i < SECRET_NAME_COUNT; i++) {
    size_t length = SECRET_NAMES[i].length;
    if (SECRET_NAMES[i].text[length - 1] != last || length > end) continue;
    if (filler && is_option_name(text, end - length)) continue;
    if (is_secret_name(text, end - length, i)) return true;
  }
  return false;
}

static bool is_error_code_char(char c) { return ascii_is_upper(c) || ascii_is_digit(c) || c == '_'; }

/* "AzureCliCredential: AADSTS50076: …": a code before its message */
static bool is_error_code(mcpx_text text, size_t at) {
  enum { CODE_MAX = 24 };
  size_t end = at + detect_run(text, at, is_error_code_char, CODE_MAX);
  return ascii_is_upper(text_at(text, at)) && end > at + 3 && ascii_is_digit(text.bytes[end - 1]) &&
         text_at(text, end) == ':' && text_at(text, end + 1) == ' ';
}

/* name=value, "name": "value", name => value; `at` is the sign. The value has at least three characters. */
static bool match_assignment(mcpx_text text, size_t at, mcpx_range *range) {
  size_t filler = 0, value = at + 1;
  while (filler <= FILLER_MAX && filler < at && is_filler(text.bytes[at - 1 - filler])) filler++;
  if (text_at(text, value) == '=' || text_at(text, value) == '>') value++;
  value += detect_run(text, value, is_filler, FILLER_MAX);
  if (filler > FILLER_MAX || !is_secret_value(text, value) || is_error_code(text, value)) return false;
  return ends_secret_name(text, at - filler, filler > 0) &&
         value_range(text, skip_scheme(text, value), range);
}

/* The length of what is between the name of an option and its value: spaces and quotes, and the comma of a
 * list:
 * "--password", "value". */
static size_t option_filler(mcpx_text text, size_t end) {
  size_t filler = detect_run(text, end, is_filler, FILLER_MAX), comma = end + filler;
  if (!filler || text_at(text, comma) != ',' || !is_quote(text.bytes[end])) return filler;
  return filler + 1 + detect_run(text, comma + 1, is_filler, FILLER_MAX);
}

/* --password value; `at` is where the name begins. */
static bool match_option(mcpx_text text, size_t at, mcpx_range *range) {
  for (int i = 0; i < SECRET_NAME_COUNT; i++) {
    if (!is_secret_name(text, at, i)) continue;
    size_t end = at + SECRET_NAMES[i].length, filler = option_filler(text, end);
    bool listed = filler && is_quote(text_before(text, end + filler));
    if (filler && (listed || is_secret_value(text, end + filler)) &&
        value_range(text, skip_scheme(text, end + filler), range))
      return true;
  }
  return false;
}

/* ---- Name and password of curl ---- */

enum { CURL_LINE_MAX = 256, VALUE_LOOK = 64 };

/* Whether "curl" is before an offset, in the same line. */
static bool follows_curl(mcpx_text text, size_t at) {
  size_t first = at > CURL_LINE_MAX ? at - CURL_LINE_MAX : 0;
  for (size_t i = at; i > first && text.bytes[i - 1] != '\n'; i--)
    if (detect_word(text, i - 1, "curl") && !ascii_is_alnum(text_before(text, i - 1))) return true;
  return false;
}

/* curl -u name:password, -uname:password, "--user", "name:password"; `at` is where the option begins. */
static bool match_curl_user(mcpx_text text, size_t at, mcpx_range *range) {
  static const char *const OPTIONS[] = {"--proxy-user", "--user", "-u", NULL};
  const char *option = detect_any_word(text, at, OPTIONS);
  if (!option || ascii_is_alnum(text_before(text, at)) || text_before(text, at) == '-') return false;
  size_t end = at + strlen(option), filler = text_at(text, end) == '=' ? 1 : option_filler(text, end);
  size_t value = end + filler, length = detect_run(text, value, is_value_char, CURL_LINE_MAX);
  const char *colon = length ? memchr(text.bytes + value, ':', length) : NULL;
  bool whole = filler || option[1] == 'u';
  return whole && colon && colon > text.bytes + value && text.bytes[value] != '[' && follows_curl(text, at) &&
         value_range(text, value, range);
}

/* ---- "my password is …" ---- */

/* What may follow "is" instead of a secret. A password of somebody may begin with such a word. */
static bool is_said_of_secret(mcpx_text text, size_t at, bool own) {
  static const char *const WORDS[] = {
      "wrong",    "correct", "incorrect", "expired", "missing",   "not",      "invalid",   "required",
      "set",      "unset",   "empty",     "in",      "the",       "a",        "an",        "being",
      "rejected", "refused", "accepted",  "fine",    "right",     "never",    "still",     "too",
      "no",       "stored",  "saved",     "asked",   "leaked",    "broken",   "old",       "new",
      "now",      "only",    "also",      "what",    "unknown",   "longer",   "short",     "shorter",
      "changed",  "reset",   "there",     "here",    "different", "always",   "used",      "needed",
      "okay",     "ok",      "good",      "sent",    "passed",    "read",     "from",      "for",
      "valid",    "under",   "on",        "at",      "it",        "my",       "your",      "managed",
      "hidden",   "secret",  "gone",      "same",    "already",   "exposed",  "visible",   "shown",
      "masked",   "checked", "kept",      "given",   "generated", "why",      "how",       "that",
      "this",     "because", "ignored",   "lost",    "present",   "optional", "undefined", "null",
      "blank",    "revoked", "denied",    "working", "redacted",  NULL};
  for (const char *const *word = WORDS; *word; word++)
    if (detect_word(text, at, *word) && !(own && ascii_is_alnum(text_at(text, at + strlen(*word)))))
      return true;
  return false;
}

enum { OWNER_MAX = 40 /* bytes between the owner and "is" */ };

static bool has_owner(mcpx_text text, size_t at) {
  for (size_t i = at > OWNER_MAX ? at - OWNER_MAX : 0; i < at; i++)
    if (detect_word(text, i, "my ") || detect_word(text, i, "our ")) return true;
  return false;
}

/* "my password is hunter2"; `at` is the "i" of "is". Without a digit or an inner capital, it has to be
 * somebody's: "the token is malformed" tells nothing. */
static bool match_told(mcpx_text text, size_t at, mcpx_range *range) {
  static const char *const IS[] = {"is: ", "is ", "was ", "ist ", "lautet ", NULL};
  const char *word = detect_any_word(text, at, IS);
  if (!word || text_before(text, at) != ' ' || !ends_secret_name(text, at - 1, false)) return false;
  size_t value = at + strlen(word);
  value += detect_run(text, value, is_filler, FILLER_MAX);
  size_t length = detect_run(text, value, is_value_char, VALUE_LOOK);
  bool quoted = is_quote(text_before(text, value)), own = has_owner(text, at);
  if (length < 3 || (!quoted && is_said_of_secret(text, value, own))) return false;
  return (own || quoted || detect_looks_random(text, value, length)) && value_range(text, value, range);
}

static bool match_credential(mcpx_text text, size_t at, mcpx_range *range) {
  char c = text.bytes[at];
  if (c == '=' || c == ':') return match_assignment(text, at, range);
  if (strchr("btda", ascii_to_lower(c)) && match_scheme(text, at, range)) return true;
  if (c == '-' && match_curl_user(text, at, range)) return true;
  if ((c == 'i' || c == 'w' || c == 'l') && match_told(text, at, range)) return true;
  return is_option_name(text, at) && match_option(text, at, range);
}

/* The first letters of schemes and of "is", signs, and what is after dashes. */
static uint64_t credential_places(mcpx_text text, size_t at) {
  uint64_t words = places_letters(text, at, "btdaiwl") & places_letters(text, at + 1, "eaoips");
  return (words ? places_word_starts(text, at) & words : 0) | places_of(text, at, "=:-") |
         places_after(text, at, "-");
}

bool detect_credential(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_credential, credential_places);
}

/* ---- Names of accounts ---- */

static bool is_name_mark(char c) { return c == '"' || c == '\'' || c == '`'; }

/* user "alice" and role 'alice', as databases write it; `at` is the space. */
static bool match_quoted_account(mcpx_text text, size_t at, mcpx_range *range) {
  static const char *const WORDS[] = {"user",      "role",  "login",    "account",
                                      "principal", "owner", "database", NULL};
  char mark = text_at(text, at + 1);
  if (text.bytes[at] != ' ' || !is_name_mark(mark)) return false;
  size_t length = detect_class_run(text, at + 2, CLASS_DOTTED, 64);
  if (length < 2 || text_at(text, at + 2 + length) != mark) return false;
  for (const char *const *word = WORDS; *word; word++) {
    size_t start = at - strlen(*word);
    if (at >= strlen(*word) && detect_word(text, start, *word) && !ascii_is_alnum(text_before(text, start)))
      return detect_range(range, at + 2, at + 2 + length);
  }
  return false;
}

/* host=db01 user=alice dbname=hr, the parameters of a connection; `at` is the sign. */
static bool match_connection(mcpx_text text, size_t at, mcpx_range *range) {
  static const char *const WORDS[] = {
      "user", "uid", "user id", "dbname", "database", "initial catalog", "data source", "ssid", NULL};
  size_t length = text.bytes[at] == '=' ? detect_class_run(text, at + 1, CLASS_DOTTED, 64) : 0;
  if (length < 2) return false;
  for (const char *const *word = WORDS; *word; word++) {
    size_t start = at - strlen(*word);
    if (at >= strlen(*word) && detect_word(text, start, *word) && !ascii_is_word(text_before(text, start)))
      return detect_range(range, at + 1, at + 1 + length);
  }
  return false;
}

/* "denied for user alice", and "alice is not in the sudoers file"; `at` is the space before the name or after
 * it. */
static bool match_bare_account(mcpx_text text, size_t at, mcpx_range *range) {
  static const char *const BEFORE[] = {"denied for user", "failed for user", "login failed for",
                                       NULL}; /* each ends with r */
  size_t start = at;
  char before = ascii_to_lower(text_before(text, at));
  if (text.bytes[at] != ' ') return false;
  for (const char *const *words = BEFORE; before == 'r' && *words; words++) {
    size_t length = strlen(*words);
    if (at < length || !detect_word(text, at - length, *words)) continue;
    length = detect_class_run(text, at + 1, CLASS_DOTTED, 64);
    if (length < 2) break;
    return !detect_word(text, at + 1, "user") && detect_range(range, at + 1, at + 1 + length);
  }
  if (!detect_word(text, at + 1, "is not in the sudoers")) return false;
  while (start > 0 && at - start < 64 && ascii_is_dotted(text.bytes[start - 1])) start--;
  return start < at && detect_range(range, start, at);
}

static bool match_account_name(mcpx_text text, size_t at, mcpx_range *range) {
  return match_quoted_account(text, at, range) || match_connection(text, at, range) ||
         match_bare_account(text, at, range);
}

bool detect_account(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_of(text, at, range, match_account_name, " =");
}
