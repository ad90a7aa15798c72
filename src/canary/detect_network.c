/* detect_network.c: a decoded string -> whether a URL, a mailbox or a host stands in it. */
#include <string.h>

#include "detect.h"

/* The next word of host characters from `*at` on; false at the end. `*at` is behind it then. */
static bool next_host_word(mcpx_text text, size_t *at, mcpx_text *word) {
  while (*at < text.length && !ascii_is_dotted(text.bytes[*at])) (*at)++;
  *word = (mcpx_text){text.bytes + *at, detect_run(text, *at, ascii_is_dotted, text.length)};
  *at += word->length;
  while (word->length && word->bytes[word->length - 1] == '.') word->length--;
  return *at < text.length || word->length;
}

/* Behind the last dot: where the last label begins, or 0 without a dot. */
static size_t last_label(mcpx_text word) {
  size_t at = word.length;
  while (at > 0 && word.bytes[at - 1] != '.') at--;
  return at;
}

/* ---- URLs ---- */

static bool is_scheme_char(char c) { return ascii_is_alnum(c) || c == '+' || c == '-' || c == '.'; }

/* scheme://something; `at` is the colon. */
static bool scheme_at(mcpx_text text, size_t at) {
  bool slashes = text_at(text, at + 1) == '/' && text_at(text, at + 2) == '/';
  char after = text_at(text, at + 3);
  return slashes && is_scheme_char(text_before(text, at)) && after && !ascii_is_space(after);
}

static bool is_media_char(char c) {
  return ascii_is_word(c) || c == '/' || c == '+' || c == '.' || c == ';' || c == '=';
}

/* Schemes without slashes. */
static bool plain_scheme_at(mcpx_text text, size_t at) {
  static const char *const SCHEMES[] = {
      "mailto:", "tel:", "sip:", "sips:", "magnet:?", "urn:", "file:/", "jdbc:", "ssh:", "geo:", NULL};
  if (ascii_is_alnum(text_before(text, at))) return false;
  for (const char *const *scheme = SCHEMES; *scheme; scheme++) {
    if (!detect_word(text, at, *scheme)) continue;
    char after = text_at(text, at + strlen(*scheme));
    if (after && !ascii_is_space(after)) return true;
  }
  if (!detect_word(text, at, "data:")) return false;
  size_t media = detect_run(text, at + 5, is_media_char, 80);
  return text_at(text, at + 5 + media) == ',';
}

/* A dotted host with a port or a path, whose word is given; `end` is behind it. */
static bool service(mcpx_text text, mcpx_text word, size_t end) {
  size_t label = last_label(word), start = end - word.length,
         digits = detect_run(text, end + 1, ascii_is_digit, 6);
  char before = text_before(text, start), after = text_at(text, end), beyond = text_at(text, end + 1);
  bool rooted = before == '/' && start > 1 && text.bytes[start - 2] == '/';
  bool letters =
      word.length >= label + 2 && detect_run(word, label, ascii_is_alpha, 24) == word.length - label;
  if (label < 2 || !letters || (before == '/' && !rooted) || before == '@') return false;
  if (after == ':') return digits >= 2 && digits <= 5;
  return after == '/' &&
         (ascii_is_alnum(beyond) || ascii_is_wide(beyond) || rooted || beyond == '~' || beyond == '.');
}

static bool local_port(mcpx_text text, mcpx_text word, size_t end) {
  return word.length == 9 && detect_word(word, 0, "localhost") && text_at(text, end) == ':' &&
         ascii_is_digit(text_at(text, end + 1));
}

/* user:password@host; `at` is the @. */
static bool login_at(mcpx_text text, size_t at) {
  size_t password = 0, user;
  while (password < 64 && password < at && !ascii_is_space(text.bytes[at - 1 - password]) &&
         text.bytes[at - 1 - password] != ':' && text.bytes[at - 1 - password] != '/')
    password++;
  user = at - password;
  return password > 0 && user > 1 && text.bytes[user - 1] == ':' && ascii_is_alnum(text.bytes[user - 2]) &&
         ascii_is_alnum(text_at(text, at + 1));
}

/* git@host:path, the place of a repository. */
static bool repository_at(mcpx_text text, size_t at) {
  size_t host = detect_run(text, at + 1, ascii_is_dotted, 255);
  return ascii_is_word(text_before(text, at)) && host > 1 && text_at(text, at + 1 + host) == ':' &&
         ascii_is_word(text_at(text, at + 2 + host));
}

bool detect_url(mcpx_text text) {
  mcpx_text word;
  for (size_t i = 0; i < text.length; i++) {
    char c = text.bytes[i];
    if (c == ':' && scheme_at(text, i)) return true;
    if (c == '@' && (login_at(text, i) || repository_at(text, i))) return true;
    if (ascii_is_alpha(c) && plain_scheme_at(text, i)) return true;
  }
  for (size_t at = 0; next_host_word(text, &at, &word);) {
    size_t end = (size_t)(word.bytes - text.bytes) + word.length;
    if (service(text, word, end) || local_port(text, word, end)) return true;
  }
  return false;
}

/* ---- Mailboxes ---- */

static bool is_local_char(char c) {
  return ascii_is_alnum(c) || ascii_is_wide(c) || (c && strchr("!#$%&'*+/=?^_`{|}~.\"-", c));
}

static bool is_domain_char(char c) { return ascii_is_alnum(c) || ascii_is_wide(c) || c == '-'; }

/* A domain with a dot in it, at most 255 bytes long, whose last label is no number. */
static bool domain_at(mcpx_text text, size_t at) {
  size_t dots = 0, label = 0, end = at + 255;
  for (; at < end; at += label + 1) {
    label = detect_run(text, at, is_domain_char, 64);
    if (!label) return false;
    if (text_at(text, at + label) != '.' || !is_domain_char(text_at(text, at + label + 1))) break;
    dots++;
  }
  char last = text_at(text, at);
  return dots > 0 && label >= 2 && (ascii_is_alpha(last) || ascii_is_wide(last));
}

bool detect_email(mcpx_text text) {
  for (size_t i = 1; i < text.length; i++)
    if (text.bytes[i] == '@' && is_local_char(text.bytes[i - 1]) && domain_at(text, i + 1)) return true;
  return false;
}

/* ---- Hosts ---- */

static bool ends_with(mcpx_text word, const char *ending) {
  size_t length = strlen(ending);
  return word.length > length && detect_word(word, word.length - length, ending) &&
         ascii_is_word(word.bytes[word.length - length - 1]);
}

static const char *const HOST_ENDINGS[] = {
#define HOST_ENDING(text) text,
#include "tables/hosts.def"
    NULL};

static bool is_inner_host(mcpx_text word) {
  static const char *const INSIDE[] = {".internal.", ".corp.", ".intranet.", ".local.", ".lan.", NULL};
  bool dotted = memchr(word.bytes, '.', word.length) != NULL;
  for (const char *const *ending = HOST_ENDINGS; dotted && *ending; ending++)
    if (ends_with(word, *ending)) return true;
  for (size_t i = 1; i < word.length; i++)
    for (const char *const *inside = INSIDE; *inside && word.bytes[i] == '.'; inside++)
      if (detect_word(word, i, *inside)) return true;
  bool local = detect_word(word, 0, "localhost") && word.length == 9;
  return local || (detect_word(word, 0, "ip6-l") && word.length > 8);
}

/* What a system calls a machine that nobody named: DESKTOP-7G2K4LQ, ip-10-0-0-12. */
static bool is_made_name(mcpx_text word) {
  static const char *const PREFIXES[] = {"desktop-", "laptop-", "win-", "ec2amaz-", NULL};
  for (const char *const *prefix = PREFIXES; *prefix; prefix++) {
    if (!detect_word(word, 0, *prefix)) continue;
    size_t begin = strlen(*prefix), length = detect_run(word, begin, ascii_is_alnum, 16);
    bool digit = false;
    for (size_t i = begin; i < begin + length; i++) digit = digit || ascii_is_digit(word.bytes[i]);
    char after = text_at(word, begin + length);
    bool ends = !after || after == '.';
    if (detect_word(word, 0, *prefix) && length >= 6 && length <= 12 && digit && ends) return true;
  }
  if (!detect_word(word, 0, "ip-")) return false;
  size_t at = 2, groups = 0;
  while (text_at(word, at) == '-' && ascii_is_digit(text_at(word, at + 1))) {
    at += 1 + detect_run(word, at + 1, ascii_is_digit, 3);
    groups++;
  }
  return groups == 4;
}

/* Alices-MacBook-Pro: somebody's, not a word about MacBooks. */
static bool is_owned_name(mcpx_text word) {
  static const char *const MODELS[] = {"-macbook", "-imac", "-mbp",      "-mac-mini",
                                       "-iphone",  "-ipad", "-thinkpad", NULL};
  static const char *const ENDINGS[] = {"-pro", "-air", "-mini", "-2", "-3", ".", NULL};
  for (size_t i = 2; i < word.length; i++) {
    if (word.bytes[i] != '-') continue;
    for (const char *const *model = MODELS; *model; model++) {
      if (!detect_word(word, i, *model)) continue;
      size_t end = i + strlen(*model);
      if (end == word.length) return true;
      for (const char *const *ending = ENDINGS; *ending; ending++)
        if (detect_word(word, end, *ending)) return true;
    }
  }
  return false;
}

/* Alice's MacBook Pro, as the system itself spells it. */
static bool has_owned_model(mcpx_text text) {
  static const char *const MODELS[] = {"s macbook",  "s imac",     "s iphone", "s ipad",
                                       "s mac mini", "s thinkpad", NULL};
  for (size_t i = 2; i < text.length; i++)
    for (const char *const *model = MODELS; *model && ascii_to_lower(text.bytes[i]) == 's'; model++)
      if (detect_word(text, i, *model)) return true;
  return false;
}

bool detect_host(mcpx_text text) {
  mcpx_text word;
  if (has_owned_model(text)) return true;
  for (size_t at = 0; next_host_word(text, &at, &word);)
    if (is_inner_host(word) || is_made_name(word) || (word.length < 256 && is_owned_name(word))) return true;
  return false;
}

/* Names that hosts on the internet end with. Of two labels alone only the first ones count: "socket.io" and
 * "drop.it" are words too. */
static bool is_public_host(mcpx_text word) {
  static const char MANY[] =
      " ac ad ae ag ai am app at au ba be bg biz blog br by ca cc ch cl cloud cn co com cr cz de dev dk ec "
      "edu ee eg "
      "es eu fi fm fr gg gov gr hk hr hu id ie il in info int io ir is it jp ke kr li lt lu lv ma me mil mx "
      "my net nl "
      "no nu nz online org pe ph pk pl pro pt ro ru se sg site si sk space store su tech th tk to top tr tv "
      "tw ua uk "
      "us uy uz ve vn ws xyz za ";
  static const char FEW[] = " com de edu eu fr gov jp mil net nl org ru uk br cn ";
  char wanted[12] = " ";
  size_t label = last_label(word), length = word.length - label;
  if (label < 2 || length > 8 || !ascii_is_alnum(word.bytes[label - 2])) return false;
  for (size_t i = 0; i < length; i++) wanted[1 + i] = ascii_to_lower(word.bytes[label + i]);
  wanted[1 + length] = ' ';
  bool more = memchr(word.bytes, '.', label - 1) != NULL;
  return strstr(more ? MANY : FEW, wanted) != NULL;
}

bool detect_public_host(mcpx_text text) {
  mcpx_text word;
  for (size_t at = 0; next_host_word(text, &at, &word);)
    if (is_public_host(word)) return true;
  return false;
}
