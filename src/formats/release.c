/* release.c: is a version one that a real build has? */
#include "release.h"

#include <string.h>

#include "base/ascii.h"

/* Each list: its words with a space on both sides. */
static const char VERSION_WORDS[] = " "
#define VERSION_WORD(word) word " "
#include "tables/version_words.def"
    ;

static const char GO_SUFFIXES[] = " "
#define GO_SUFFIX(word) word " "
#include "tables/version_words.def"
    ;

static const char GO_EXPERIMENTS[] = " "
#define GO_EXPERIMENT(word) word " "
#include "tables/version_words.def"
    ;

static bool is_release_word(const char *words, mcpx_text text) {
  char wanted[32] = " ";
  if (!text.length || text.length > sizeof wanted - 3) return false;
  for (size_t i = 0; i < text.length; i++) wanted[1 + i] = ascii_to_lower(text.bytes[i]);
  wanted[1 + text.length] = ' ';
  return strstr(words, wanted) != NULL;
}

/* ---- Parts ---- */

/* Cuts off and returns the part of `text` before the first of the separators, which is dropped. */
static mcpx_text cut_part(mcpx_text *text, const char *separators) {
  size_t length = 0;
  while (length < text->length && !strchr(separators, text->bytes[length])) length++;
  mcpx_text part = {text->bytes, length};
  bool more = length < text->length;
  *text = (mcpx_text){text->bytes + length + more, text->length - length - more};
  return part;
}

static size_t count_kind(mcpx_text text, bool (*is)(char c)) {
  size_t count = 0;
  while (count < text.length && is(text.bytes[count])) count++;
  return count;
}

static bool is_all_digits(mcpx_text text) {
  return text.length && count_kind(text, ascii_is_digit) == text.length;
}

/* 20260601120000, or the year 1 of a commit that has no time. */
static bool is_commit_time(mcpx_text text) {
  return text.length == 14 && is_all_digits(text) &&
         (text_has_at(text, 0, "20") || text_has_at(text, 0, "0001"));
}

/* Seven to twelve, or forty, hexadecimal digits, after a g as in git describe. */
static bool is_commit_hash(mcpx_text text) {
  bool marked = text.length && text.bytes[0] == 'g';
  mcpx_text hash = {text.bytes + marked, text.length - marked};
  bool length = (hash.length >= 7 && hash.length <= 12) || hash.length == 40;
  return length && count_kind(hash, ascii_is_hex) == hash.length && (marked || !is_all_digits(hash));
}

/* rc, rc1 */
static bool is_numbered_word(mcpx_text text) {
  enum { NUMBER_MAX = 4 };
  if (is_release_word(VERSION_WORDS, text)) return true;
  size_t letters = count_kind(text, ascii_is_alpha);
  mcpx_text number = {text.bytes + letters, text.length - letters};
  return number.length <= NUMBER_MAX && is_all_digits(number) &&
         is_release_word(VERSION_WORDS, (mcpx_text){text.bytes, letters});
}

/* ---- Short versions ---- */

/* The length of up to three numbers with a dot between them; 0 if they have as many digits as a phone. */
static size_t short_numbers_length(mcpx_text text) {
  enum { DOTS_MAX = 2, DIGITS_MAX = 9 };
  size_t at = 0, dots = 0;
  for (; at < text.length && (ascii_is_digit(text.bytes[at]) || text.bytes[at] == '.'); at++)
    dots += text.bytes[at] == '.';
  return dots <= DOTS_MAX && at - dots <= DIGITS_MAX ? at : 0;
}

/* rc, rc1, rc.1 */
static bool is_short_suffix(mcpx_text text) {
  const char *dot = memchr(text.bytes, '.', text.length);
  size_t length = dot ? (size_t)(dot - text.bytes) : text.length;
  mcpx_text number = {text.bytes + length + 1, dot ? text.length - length - 1 : 0};
  return is_numbered_word((mcpx_text){text.bytes, length}) &&
         (!dot || (number.length <= 3 && is_all_digits(number)));
}

bool release_is_short_version(mcpx_text text) {
  size_t prefix = text_has_at(text, 0, "go") ? 2 : text_has_at(text, 0, "v");
  text = (mcpx_text){text.bytes + prefix, text.length - prefix};
  size_t length = short_numbers_length(text);
  if (length == 0 || length == text.length) return length > 0;
  return text.bytes[length] == '-' &&
         is_short_suffix((mcpx_text){text.bytes + length + 1, text.length - length - 1});
}

enum { SHORT_NUMBER = 6, DATE_DIGITS = 8, HASH_DIGITS = 12 };

/* ---- Versions ---- */

/* The parts of a suffix. Four numbers in a row would be an address, and a long one a phone number. */
static bool is_usual_suffix(mcpx_text suffix) {
  bool after_time = false;
  for (size_t numbers = 0; suffix.length;) {
    mcpx_text part = cut_part(&suffix, ".-+");
    bool digits = is_all_digits(part), time = is_commit_time(part);
    bool hash = after_time && digits && part.length == HASH_DIGITS;
    numbers = digits ? numbers + 1 : 0;
    if (digits ? !(part.length <= DATE_DIGITS || time || hash)
               : !is_commit_hash(part) && !is_numbered_word(part))
      return false;
    if (numbers > 3) return false;
    after_time = time;
  }
  return true;
}

bool release_is_usual_version(mcpx_text version) {
  if (text_equals("dev", version.bytes, version.length)) return true;
  if (text_has_at(version, 0, "v")) version = (mcpx_text){version.bytes + 1, version.length - 1};
  for (int numbers = 0; numbers < 3 && version.length; numbers++)
    if (cut_part(&version, ".-+").length > SHORT_NUMBER) return false;
  return is_usual_suffix(version);
}

/* ---- Versions of Go ---- */

static bool is_experiment(mcpx_text text) {
  bool off = text_has_at(text, 0, "no");
  return is_release_word(GO_EXPERIMENTS, text) ||
         (off && is_release_word(GO_EXPERIMENTS, (mcpx_text){text.bytes + 2, text.length - 2}));
}

/* Cuts off the experiments after X: and checks them. */
static bool takes_experiments(mcpx_text *version) {
  const char *colon = memchr(version->bytes, ':', version->length);
  while (colon && !(colon > version->bytes + 1 && colon[-1] == 'X'))
    colon = memchr(colon + 1, ':', (size_t)(version->bytes + version->length - colon) - 1);
  if (!colon) return true;
  mcpx_text list = {colon + 1, (size_t)(version->bytes + version->length - colon) - 1};
  version->length = (size_t)(colon - version->bytes) - 2;
  while (list.length)
    if (!is_experiment(cut_part(&list, ","))) return false;
  return true;
}

/* go1.24.4-fips; a version in development has a hash and a date instead. */
bool release_is_usual_go_version(mcpx_text version) {
  if (!takes_experiments(&version)) return false;
  if (memchr(version.bytes, ' ', version.length)) return true;
  cut_part(&version, "-");
  while (version.length) {
    mcpx_text part = cut_part(&version, "_");
    if (!is_release_word(GO_SUFFIXES, part) && !(part.length <= 2 && is_all_digits(part))) return false;
  }
  return true;
}
