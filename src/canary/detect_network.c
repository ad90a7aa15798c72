/* detect_network.c: finds URLs, email addresses and host names. */
#include "base/bits.h"
#include "detect.h"
#include "extent.h"
#include "top_domains.h"

/* The run of host characters that begins at an offset, without dots at its end; empty inside a run. */
static mcpx_text host_word(mcpx_text text, size_t at) {
  if (!ascii_is_dotted(text.bytes[at]) || ascii_is_dotted(text_before(text, at)))
    return (mcpx_text){text.bytes + at, 0};
  size_t length = detect_class_run(text, at, CLASS_DOTTED, text.length);
  while (length > 0 && text.bytes[at + length - 1] == '.') length--;
  return (mcpx_text){text.bytes + at, length};
}

/* Where the last label of a host begins: after its last dot, or 0 without a dot. */
static size_t last_label(mcpx_text word) {
  size_t at = word.length;
  while (at > 0 && word.bytes[at - 1] != '.') at--;
  return at;
}

/* The URL that begins at `start` and reaches at least to `least`. That of a file ends as a path does. */
static bool url_range(mcpx_text text, size_t start, size_t least, mcpx_range *range) {
  bool is_file = detect_word(text, start, "file:");
  return detect_range(range, start, (is_file ? extent_path_end : extent_url_end)(text, start, least));
}

/* ---- URLs ---- */

static bool is_scheme_char(char c) { return ascii_is_alnum(c) || c == '+' || c == '-' || c == '.'; }

/* How many characters of a class are directly before an offset, up to 64? */
static size_t run_before(mcpx_text text, size_t at, bool (*is)(char c)) {
  size_t count = 0;
  while (count < 64 && count < at && is(text.bytes[at - 1 - count])) count++;
  return count;
}

/* scheme://something; `at` is the colon. */
static bool match_scheme_url(mcpx_text text, size_t at, mcpx_range *range) {
  bool slashes = text_at(text, at + 1) == '/' && text_at(text, at + 2) == '/';
  char after = text_at(text, at + 3);
  if (!slashes || !is_scheme_char(text_before(text, at)) || !after || ascii_is_space(after)) return false;
  size_t start = at - run_before(text, at, is_scheme_char);
  return url_range(text, start, at + 4, range);
}

static bool is_media_char(char c) {
  return ascii_is_word(c) || c == '/' || c == '+' || c == '.' || c == ';' || c == '=';
}

/* Schemes without slashes. */
static bool match_plain_scheme(mcpx_text text, size_t at, mcpx_range *range) {
  static const char *const SCHEMES[] = {
      "mailto:", "tel:", "sip:", "sips:", "magnet:?", "urn:", "file:/", "jdbc:", "ssh:", "geo:", NULL};
  if (ascii_is_alnum(text_before(text, at))) return false;
  const char *scheme = detect_any_word(text, at, SCHEMES);
  size_t behind = at + (scheme ? strlen(scheme) : 0);
  char after = text_at(text, behind);
  if (scheme && after && !ascii_is_space(after)) return url_range(text, at, behind + 1, range);
  if (!detect_word(text, at, "data:")) return false;
  size_t comma = at + 5 + detect_run(text, at + 5, is_media_char, 80);
  return text_at(text, comma) == ',' && url_range(text, at, comma + 1, range);
}

/* "server.rb:14:in": a line of a program, whose ending is no domain */
static bool is_source_file(mcpx_text word, size_t label) {
  static const char *const ENDINGS[] = {
      "rb",  "jsx", "js",  "tsx", "ts",  "kt",   "exs",   "ex",
      "php", "cpp", "lua", "mjs", "cjs", "java", "swift", NULL}; /* the longer one first */
  const char *ending = detect_any_word(word, label, ENDINGS);
  return ending && word.length - label == strlen(ending);
}

/* A dotted host that begins at `at`, with a port or a path. */
static bool match_service(mcpx_text text, size_t at, mcpx_text word, mcpx_range *range) {
  size_t label = last_label(word), end = at + word.length;
  if (label < 2 || word.length < label + 2) return false;
  char before = text_before(text, at), after = text_at(text, end), beyond = text_at(text, end + 1);
  bool rooted = before == '/' && at > 1 && text.bytes[at - 2] == '/';
  if ((before == '/' && !rooted) || before == '@') return false;
  if (detect_class_run(word, label, CLASS_ALPHA, 24) != word.length - label) return false;
  size_t digits =
      after == ':' && !is_source_file(word, label) ? detect_class_run(text, end + 1, CLASS_DIGIT, 6) : 0;
  bool is_path = after == '/' && (ascii_is_alnum(beyond) || ascii_is_wide(beyond) || rooted ||
                                  beyond == '~' || beyond == '.');
  return ((digits >= 2 && digits <= 5) || is_path) && url_range(text, at, end + 1, range);
}

static bool match_local_port(mcpx_text text, size_t at, mcpx_text word, mcpx_range *range) {
  return word.length == 9 && detect_word(word, 0, "localhost") && text_at(text, at + 9) == ':' &&
         ascii_is_digit(text_at(text, at + 10)) && url_range(text, at, at + 11, range);
}

static bool is_password_char(char c) { return !ascii_is_space(c) && c != ':' && c != '/'; }

/* user:password@host; `at` is the @. */
static bool match_login(mcpx_text text, size_t at, mcpx_range *range) {
  size_t password = run_before(text, at, is_password_char), user = at - password;
  if (password == 0 || user < 2 || text.bytes[user - 1] != ':' || !ascii_is_alnum(text.bytes[user - 2]) ||
      !ascii_is_alnum(text_at(text, at + 1)))
    return false;
  return url_range(text, user - 1 - run_before(text, user - 1, ascii_is_dotted), at + 2, range);
}

/* git@host:path, the place of a repository. */
static bool match_repository(mcpx_text text, size_t at, mcpx_range *range) {
  size_t host = detect_class_run(text, at + 1, CLASS_DOTTED, 255), path = at + 2 + host;
  if (!ascii_is_word(text_before(text, at)) || host < 2 || text_at(text, at + 1 + host) != ':' ||
      !ascii_is_word(text_at(text, path)))
    return false;
  return url_range(text, at - run_before(text, at, ascii_is_dotted), path + 1, range);
}

static bool match_url(mcpx_text text, size_t at, mcpx_range *range) {
  char c = text.bytes[at];
  if (c == ':') return match_scheme_url(text, at, range);
  if (c == '@') return match_login(text, at, range) || match_repository(text, at, range);
  if (ascii_is_alpha(c) && match_plain_scheme(text, at, range)) return true;
  mcpx_text word = host_word(text, at);
  return word.length > 0 && (match_service(text, at, word, range) || match_local_port(text, at, word, range));
}

/* A URL that begins in the run of letters, digits and - _ . before a sign, or at the sign. */
static bool match_url_before(mcpx_text text, size_t from, size_t sign, size_t *at, mcpx_range *range) {
  size_t start = sign;
  while (start > from && ascii_is_dotted(text.bytes[start - 1])) start--;
  for (*at = start; *at <= sign; ++*at)
    if (match_url(text, *at, range)) return true;
  return false;
}

bool detect_url(mcpx_text text, size_t *at, mcpx_range *range) {
  for (size_t from = *at, block = *at; block < text.length; block += PLACES_BLOCK)
    for (uint64_t bits = places_of(text, block, ":/@"); bits; bits &= bits - 1) {
      size_t sign = block + bits_lowest(bits), i;
      if (match_url_before(text, from, sign, &i, range)) {
        *at = range->end > i ? range->end : i + 1;
        return true;
      }
      from = sign + 1;
    }
  *at = text.length;
  return false;
}

/* ---- Email addresses ---- */

static bool is_local_char(char c) {
  return ascii_is_alnum(c) || ascii_is_wide(c) || (c && strchr("!#$%&'*+/=?^_`{|}~.\"-", c));
}

/* Those that usually belong to the address and not to the text around it. */
static bool is_usual_local_char(char c) {
  return ascii_is_alnum(c) || ascii_is_wide(c) || (c && strchr("!#$%&*+^_~.-", c));
}

static bool is_domain_char(char c) { return ascii_is_alnum(c) || ascii_is_wide(c) || c == '-'; }

/* The end of a domain with a dot in it, at most 255 bytes long, whose last label is not a number; or 0. */
static size_t domain_end(mcpx_text text, size_t at) {
  size_t dots = 0, label = 0, limit = at + 255;
  for (; at < limit; at += label + 1) {
    label = detect_run(text, at, is_domain_char, 64);
    if (!label) return 0;
    if (text_at(text, at + label) != '.' || !is_domain_char(text_at(text, at + label + 1))) break;
    dots++;
  }
  char last = text_at(text, at);
  if (dots == 0 || label < 2 || (!ascii_is_alpha(last) && !ascii_is_wide(last))) return 0;
  return at + label < text.length ? at + label : text.length;
}

/* "alice liddell"@example.com; `at` is the @. */
static size_t local_part_start(mcpx_text text, size_t at) {
  if (text_before(text, at) != '"')
    return extent_word_start(text, at - run_before(text, at, is_usual_local_char), at);
  size_t start = at - 1;
  while (start > 0 && at - start < 64 && text.bytes[start - 1] != '"' && text.bytes[start - 1] != '\n')
    start--;
  return text_before(text, start) == '"' ? start - 1 : at - 1;
}

static bool match_email(mcpx_text text, size_t at, mcpx_range *range) {
  if (text.bytes[at] != '@' || at == 0 || !is_local_char(text.bytes[at - 1])) return false;
  size_t end = domain_end(text, at + 1);
  mcpx_text address = {text.bytes, end};
  return end > 0 && detect_range(range, local_part_start(text, at), extent_word_end(address, at + 1));
}

bool detect_email(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_of(text, at, range, match_email, "@");
}

/* ---- Private hosts ---- */

static const struct detect_ending HOST_ENDINGS[] = {
#define HOST_ENDING(text) {text, sizeof(text) - 1},
#include "tables/hosts.def"
};

static bool has_host_ending(mcpx_text word) {
  for (size_t i = 0; i < sizeof HOST_ENDINGS / sizeof *HOST_ENDINGS; i++)
    if (detect_has_ending(word, HOST_ENDINGS[i]) &&
        ascii_is_word(word.bytes[word.length - HOST_ENDINGS[i].length - 1]))
      return true;
  return false;
}

static bool is_inner_host(mcpx_text word) {
  static const char *const INSIDE[] = {".internal.", ".corp.", ".intranet.", ".local.", ".lan.", NULL};
  bool dotted = memchr(word.bytes, '.', word.length) != NULL;
  if (dotted && has_host_ending(word)) return true;
  for (size_t i = 1; dotted && i < word.length; i++)
    if (word.bytes[i] == '.' && detect_any_word(word, i, INSIDE)) return true;
  bool local = word.length == 9 && detect_word(word, 0, "localhost");
  return local || (word.length > 8 && detect_word(word, 0, "ip6-l"));
}

/* ip-10-0-0-12 */
static bool is_address_name(mcpx_text word) {
  size_t at = 2, groups = 0;
  if (!detect_word(word, 0, "ip-")) return false;
  while (text_at(word, at) == '-' && ascii_is_digit(text_at(word, at + 1))) {
    at += 1 + detect_class_run(word, at + 1, CLASS_DIGIT, 3);
    groups++;
  }
  return groups == 4;
}

/* What a system calls a machine by default: DESKTOP-7G2K4LQ. */
static bool is_default_name(mcpx_text word) {
  static const char *const PREFIXES[] = {"desktop-", "laptop-", "win-", "ec2amaz-", NULL};
  const char *prefix = ascii_is_alpha(word.bytes[0]) ? detect_any_word(word, 0, PREFIXES) : NULL;
  if (!prefix) return is_address_name(word);
  size_t begin = strlen(prefix), length = detect_class_run(word, begin, CLASS_ALNUM, 16);
  bool digit = false;
  for (size_t i = begin; i < begin + length; i++) digit = digit || ascii_is_digit(word.bytes[i]);
  char after = text_at(word, begin + length);
  return length >= 6 && length <= 12 && digit && (!after || after == '.');
}

/* Alices-MacBook-Pro: the machine of a person, not a word about MacBooks. */
static bool is_owned_name(mcpx_text word) {
  static const char *const MODELS[] = {"-macbook", "-imac", "-mbp",      "-mac-mini",
                                       "-iphone",  "-ipad", "-thinkpad", NULL};
  static const char *const ENDINGS[] = {"-pro", "-air", "-mini", "-2", "-3", ".", NULL};
  for (size_t i = 2; i < word.length; i++) {
    const char *model = word.bytes[i] == '-' ? detect_any_word(word, i, MODELS) : NULL;
    size_t end = model ? i + strlen(model) : 0;
    if (model && (end == word.length || detect_any_word(word, end, ENDINGS))) return true;
  }
  return false;
}

/* Alice's MacBook Pro, as the system itself spells it; `at` is the s. */
static bool match_owned_model(mcpx_text text, size_t at, mcpx_range *range) {
  static const char *const MODELS[] = {"s macbook",  "s imac",     "s iphone", "s ipad",
                                       "s mac mini", "s thinkpad", NULL};
  static const char *const SUFFIXES[] = {" pro", " air", " mini", " max", NULL};
  const char *model = at < 2 ? NULL : detect_any_word(text, at, MODELS);
  if (!model) return false;
  size_t end = at + strlen(model), start = at;
  const char *suffix = detect_any_word(text, end, SUFFIXES);
  while (start > 0 && at - start < 64 &&
         (is_domain_char(text.bytes[start - 1]) || text.bytes[start - 1] == '\''))
    start--;
  return detect_range(range, start, end + (suffix ? strlen(suffix) : 0));
}

static bool match_host(mcpx_text text, size_t at, mcpx_range *range) {
  char c = text.bytes[at];
  if ((c == 's' || c == 'S') && match_owned_model(text, at, range)) return true;
  mcpx_text word = host_word(text, at);
  if (!word.length) return false;
  bool found = is_inner_host(word) || is_default_name(word) || (word.length < 256 && is_owned_name(word));
  return found && detect_range(range, at, at + word.length);
}

/* Those of the s of a genitive, and of "localhost". */
static uint64_t host_places(mcpx_text text, size_t at) {
  return (places_letters(text, at, "s") & places_of(text, at + 1, " ")) |
         (places_letters(text, at, "l") & places_letters(text, at + 1, "o") &
          places_letters(text, at + 2, "c"));
}

bool detect_host(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_joined(text, at, range, match_host, ".-", host_places);
}

/* ---- Public hosts ---- */

/* Of two labels alone only the usual endings count: "socket.io" and "drop.it" are words too. */
static bool is_public_host(mcpx_text word) {
  size_t label = last_label(word);
  if (label < 2 || !ascii_is_alnum(word.bytes[label - 2])) return false;
  bool two_labels = memchr(word.bytes, '.', label - 1) == NULL;
  return top_domain_is_known((mcpx_text){word.bytes + label, word.length - label}, two_labels);
}

static bool match_public_host(mcpx_text text, size_t at, mcpx_range *range) {
  mcpx_text word = host_word(text, at);
  return word.length > 0 && is_public_host(word) && detect_range(range, at, at + word.length);
}

bool detect_public_host(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_joined(text, at, range, match_public_host, ".", NULL);
}
