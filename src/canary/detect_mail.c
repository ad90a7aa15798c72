/* detect_mail.c: finds email addresses whose signs are spelled, decorated or left out. */
#include "detect.h"
#include "names.h"
#include "top_domains.h"

enum { MAIL_PART_MAX = 64, MAIL_DECOR_MAX = 4, MAIL_LABELS_MAX = 8 };

/* ---- Signs in words ---- */

/* Around a spelled sign. */
static bool is_decor(char c) { return c && !ascii_is_alnum(c) && !ascii_is_wide(c) && c != '\n'; }

/* These also join ordinary words. */
static bool is_weak_decor(char c) { return c && strchr(" _-./", c) != NULL; }

static bool reads_sign_word(mcpx_text text, size_t at, const char *const *words, size_t *end) {
  const char *word = detect_any_word(text, at, words);
  if (word) *end = at + strlen(word);
  return word && !ascii_is_alnum(text_at(text, *end)) && !ascii_is_alnum(text_before(text, at));
}

/* A sign that is spelled as a word with decoration on both sides: {at}, " -at- ". `strong`: the decoration
 * joins no ordinary words. Returns the offset after it, or 0. */
static size_t spelled_sign_end(mcpx_text text, size_t at, const char *const *words, bool *strong) {
  size_t before = detect_run(text, at, is_decor, MAIL_DECOR_MAX), end = at;
  if (!before || !reads_sign_word(text, at + before, words, &end)) return 0;
  size_t after = detect_run(text, end, is_decor, MAIL_DECOR_MAX);
  for (size_t i = at; i < at + before; i++) *strong = *strong || !is_weak_decor(text.bytes[i]);
  return after ? end + after : 0;
}

static size_t dot_end(mcpx_text text, size_t at, bool *spelled) {
  static const char *const DOTS[] = {"dot", "period", "point", "punkt", "punto", "ponto", NULL};
  bool strong = false;
  size_t end = spelled_sign_end(text, at, DOTS, &strong);
  *spelled = *spelled || end;
  return end ? end : text_at(text, at) == '.' ? at + 1 : 0;
}

/* The end of labels with dots between them, the last of which is a top-level domain; or 0. */
static size_t dotted_domain_end(mcpx_text text, size_t at, bool *spelled) {
  size_t end = 0;
  for (int label = 0; label < MAIL_LABELS_MAX; label++) {
    size_t length = detect_class_run(text, at, CLASS_ALNUM, MAIL_PART_MAX), next;
    mcpx_text name = {text.bytes + at, length};
    if (label > 0) end = length && top_domain_is_known(name, false) ? at + length : 0;
    next = length ? dot_end(text, at + length, spelled) : 0;
    if (!next) return end;
    at = next;
  }
  return 0;
}

static size_t mail_name_start(mcpx_text text, size_t at) {
  size_t start = at;
  while (start > 0 && at - start < MAIL_PART_MAX && ascii_is_dotted(text.bytes[start - 1])) start--;
  return start;
}

/* A quick look: is there a letter that one of the signs begins with, after the decoration? */
static bool begins_sign(mcpx_text text, size_t at) {
  for (size_t end = at + MAIL_DECOR_MAX; at < end && is_decor(text_at(text, at));) at++;
  char first = text_at(text, at);
  return first == 'a' || first == 'A' || first == 'c' || first == 'C' || first == '\303';
}

/* alice{at}example{dot}com, alice -at- example.com, alice arroba example punto com. `at` is after the name.
 */
static bool match_decorated_email(mcpx_text text, size_t at, mcpx_range *range) {
  static const char *const SIGNS[] = {"at",      "at sign", "at-sign",   "atsign", "arroba",
                                      "arobase", "chez",    "\303\244t", NULL};
  bool strong = false, spelled = false;
  if (!is_decor(text.bytes[at]) || !ascii_is_alnum(text_before(text, at)) || !begins_sign(text, at))
    return false;
  size_t domain = spelled_sign_end(text, at, SIGNS, &strong);
  size_t end = domain ? dotted_domain_end(text, domain, &spelled) : 0;
  return end > 0 && (strong || spelled) && !ascii_is_alnum(text_at(text, end)) &&
         detect_range(range, mail_name_start(text, at), end);
}

static uint64_t decorated_places(mcpx_text text, size_t at) {
  return places_word_ends(text, at) & places_before(text, at, "aAcC\303", 1, MAIL_DECOR_MAX);
}

bool detect_decorated_email(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_decorated_email, decorated_places);
}

/* ---- Signs that are left out or doubled ---- */

#define ENDING(text) \
  { text, sizeof(text) - 1 }
static const struct detect_ending PROVIDERS[] = {
    ENDING("gmailcom"),    ENDING("googlemailcom"), ENDING("hotmailcom"), ENDING("hotmailde"),
    ENDING("hotmailcouk"), ENDING("icloudcom"),     ENDING("outlookcom"), ENDING("yahoocom"),
    ENDING("yahoocouk"),   ENDING("yahoode"),       ENDING("gmxde"),      ENDING("gmxnet"),
    ENDING("webde"),       ENDING("protonmailcom"), ENDING("protonme"),   ENDING("mailru"),
    ENDING("yandexru"),    ENDING("qqcom"),         ENDING("livecom"),    ENDING("aolcom")};
static const struct detect_ending DOTS_AND_TOPS[] = {ENDING("dotcom"), ENDING("dotorg"), ENDING("dotnet"),
                                                     ENDING("dotde"),  ENDING("dotio"),  ENDING("dotcouk")};
#undef ENDING

/* The letters of a name and of a domain, and of an address: webde and a name. */
enum { SQUEEZED_MIN = 3, SQUEEZED_EMAIL_MIN = 8 };

/* aliceatexampledotcom, whose last part is at `last` */
static bool has_inner_at(mcpx_text word, size_t last) {
  for (size_t i = SQUEEZED_MIN; i + SQUEEZED_MIN + 1 < last; i++)
    if (detect_word(word, i, "at")) return true;
  return false;
}

static bool is_squeezed_email(mcpx_text word) {
  if (word.length < SQUEEZED_EMAIL_MIN) return false;
  for (size_t i = 0; i < sizeof DOTS_AND_TOPS / sizeof *DOTS_AND_TOPS; i++)
    if (detect_has_ending(word, DOTS_AND_TOPS[i]) &&
        has_inner_at(word, word.length - DOTS_AND_TOPS[i].length))
      return true;
  for (size_t i = 0; i < sizeof PROVIDERS / sizeof *PROVIDERS; i++)
    if (word.length >= PROVIDERS[i].length + (size_t)SQUEEZED_MIN && detect_has_ending(word, PROVIDERS[i]))
      return true;
  return false;
}

/* aliceatexampledotcom, alicegmailcom. */
static bool match_squeezed_email(mcpx_text text, size_t at, mcpx_range *range) {
  if (!ascii_is_alpha(text.bytes[at]) || ascii_is_alnum(text_before(text, at))) return false;
  mcpx_text word = {text.bytes + at, detect_class_run(text, at, CLASS_ALNUM, MAIL_PART_MAX)};
  return is_squeezed_email(word) && detect_range(range, at, at + word.length);
}

static uint64_t squeezed_places(mcpx_text text, size_t at) {
  return places_long_words(text, at, SQUEEZED_EMAIL_MIN);
}

bool detect_squeezed_email(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_squeezed_email, squeezed_places);
}

static bool is_lone(mcpx_text text, size_t at) {
  return at < text.length && ascii_is_alnum(text.bytes[at]) && text_at(text, at + 1) == ' ';
}

/* a l i c e @ e x a m p l e . c o m: `at` is that of the sign. */
static bool is_spaced_out(mcpx_text text, size_t at) {
  return at >= 6 && text.bytes[at - 1] == ' ' && is_lone(text, at - 2) && text.bytes[at - 3] == ' ' &&
         is_lone(text, at - 4) && text_at(text, at + 1) == ' ' && is_lone(text, at + 2) &&
         is_lone(text, at + 4);
}

static bool is_spaced_char(char c) { return ascii_is_dotted(c) || c == ' '; }

/* alice@example,com, alice@example..com, alice@@example.com. */
static size_t mistyped_domain_end(mcpx_text text, size_t at) {
  size_t start = at + 1 + (text_at(text, at + 1) == '@');
  size_t label = detect_class_run(text, start, CLASS_LABEL, MAIL_PART_MAX), end = start + label;
  bool dots = text_at(text, end) == '.' && text_at(text, end + 1) == '.';
  bool wrong = text_at(text, end) == ',' || dots || (start > at + 1 && text_at(text, end) == '.');
  size_t top = end + 1 + dots, length = detect_class_run(text, top, CLASS_ALPHA, MAIL_PART_MAX);
  return label && wrong && top_domain_is_known((mcpx_text){text.bytes + top, length}, true) ? top + length
                                                                                            : 0;
}

/* alice@zeus: the account of a person on a host. */
static bool is_name_before(mcpx_text text, size_t at) {
  size_t start = mail_name_start(text, at), letters = at;
  while (letters > start && ascii_is_alpha(text.bytes[letters - 1])) letters--;
  mcpx_text name = {text.bytes + letters, at - letters};
  return ascii_is_alpha(text_at(text, at + 1)) && !detect_word(text, at + 1, "localhost") &&
         (name_is_given(name) || name_is_family(name) || name_is_full(name));
}

static bool match_mistyped_email(mcpx_text text, size_t at, mcpx_range *range) {
  if (text.bytes[at] != '@' || at == 0) return false;
  if (is_spaced_out(text, at)) {
    size_t start = at;
    while (start > 0 && at - start < MAIL_PART_MAX && is_spaced_char(text.bytes[start - 1])) start--;
    return detect_range(range, start,
                        at + 1 + detect_run(text, at + 1, is_spaced_char, 2 * (size_t)MAIL_PART_MAX));
  }
  size_t end = ascii_is_alnum(text.bytes[at - 1]) ? mistyped_domain_end(text, at) : 0;
  if (!end && is_name_before(text, at))
    end = at + 1 + detect_class_run(text, at + 1, CLASS_DOTTED, MAIL_PART_MAX);
  return end > 0 && detect_range(range, mail_name_start(text, at), end);
}

bool detect_mistyped_email(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_of(text, at, range, match_mistyped_email, "@");
}
