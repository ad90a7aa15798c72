/* blocked.c: finds the blocked values of the caller, such as a host name, in a string. */
#include "blocked.h"

#include <string.h>

#include "base/ascii.h"
#include "detectors.h"

enum { PARTS_MIN = 3, MADE_NAME_MIN = 8, COMPARED_MAX = 256, TOKEN_MIN = 16, TOKEN_WINDOW = 12 };

/* ---- Characters ---- */

static bool is_joint(char c) { return c == '.' || c == '_' || c == '-' || c == ' '; }

/* A byte without case, and with all joints alike. Latin-1 letters have their case in the second byte. */
static char folded_byte(mcpx_text text, size_t at) {
  char c = text.bytes[at];
  unsigned char byte = (unsigned char)c;
  bool latin = at && (unsigned char)text.bytes[at - 1] == 0xC3;
  if (latin && byte >= 0x80 && byte < 0x9F && byte != 0x97) return (char)(byte + 0x20);
  return is_joint(c) ? '-' : ascii_to_lower(c);
}

static bool is_word_byte(char c) { return ascii_is_alnum(c) || ascii_is_wide(c); }

/* Does a letter or digit begin with this byte? Of the scripts beyond ASCII only those count that separate
 * words with spaces (up to Hebrew); an ideograph or its comma is a boundary. */
static bool begins_letter(char c) {
  unsigned char byte = (unsigned char)c;
  return ascii_is_alnum(c) || (byte >= 0xC3 && byte < 0xD7);
}

static bool ends_in_letter(mcpx_text text, size_t end) {
  size_t at = end - 1;
  while (at > 0 && ((unsigned char)text.bytes[at] & 0xC0) == 0x80) at--;
  return begins_letter(text.bytes[at]);
}

/* ---- Values ---- */

/* With a space on both sides of each. */
static const char EVERYDAY_NAMES[] = " "
#define EVERYDAY_NAME(text) text " "
#include "tables/everyday_names.def"
    ;

bool blocked_is_everyday(mcpx_text value) {
  char word[40] = " ";
  if (value.length > sizeof word - 3) return false;
  for (size_t i = 0; i < value.length; i++) word[1 + i] = ascii_to_lower(value.bytes[i]);
  word[1 + value.length] = ' ';
  return strstr(EVERYDAY_NAMES, word) != NULL;
}

bool blocked_is_too_short(mcpx_text value) {
  size_t parts = 0;
  for (size_t i = 0; i < value.length; i++) parts += is_word_byte(value.bytes[i]);
  return value.length > 0 && (value.length < MCPX_BLOCKED_VALUE_MIN || parts < PARTS_MIN);
}

static bool is_searched(mcpx_text value) {
  return value.length > 0 && !blocked_is_too_short(value) && !blocked_is_everyday(value);
}

/* Twelve letters and digits in a row with a digit among them, or twenty of any. Host names have neither. */
static bool is_token(mcpx_text value) {
  size_t run = 0, digits = 0;
  if (value.length < TOKEN_MIN) return false;
  for (size_t i = 0; i < value.length; i++) {
    bool part = ascii_is_alnum(value.bytes[i]);
    run = part ? run + 1 : 0;
    digits = part ? digits + ascii_is_digit(value.bytes[i]) : 0;
    if ((run >= TOKEN_WINDOW && digits) || run >= 20) return true;
  }
  return false;
}

/* A name of MADE_NAME_MIN letters and digits, some of each, such as "workbox7": no ordinary word contains it.
 */
static bool is_made_name(mcpx_text value) {
  size_t parts = 0, digits = 0;
  for (size_t i = 0; i < value.length; i++) {
    parts += is_word_byte(value.bytes[i]);
    digits += ascii_is_digit(value.bytes[i]);
  }
  return parts >= MADE_NAME_MIN && digits > 0 && digits < parts;
}

/* ---- Words ---- */

static bool is_equal_at(mcpx_text text, size_t at, mcpx_text value) {
  if (value.length > text.length - at) return false;
  for (size_t i = 0; i < value.length; i++)
    if (folded_byte(text, at + i) != folded_byte(value, i)) return false;
  return true;
}

/* The name in the placeholder of a redaction may equal a value, but is not an occurrence of it. */
static bool is_in_placeholder(mcpx_text text, size_t start, size_t end) {
  for (size_t at = start; at > 0 && start - at < CANARY_PLACEHOLDER_MAX; at--) {
    if (text.bytes[at - 1] != '[') continue;
    return at - 1 + canary_placeholder_length(text, at - 1) >= end;
  }
  return false;
}

static bool is_in_longer_word(mcpx_text text, size_t at) {
  return at > 0 && at < text.length && ends_in_letter(text, at) && begins_letter(text.bytes[at]);
}

static bool is_in_longer_number(mcpx_text text, size_t at) {
  return at > 0 && at < text.length && ascii_is_digit(text.bytes[at - 1]) && ascii_is_digit(text.bytes[at]);
}

/* Find a value, which is not empty, as a word. A made name may be a part of a longer one, but workbox77 is
 * not workbox7. */
static bool find_word(mcpx_text text, size_t from, mcpx_text value, mcpx_range *range) {
  bool is_cut = value.length > COMPARED_MAX;
  if (is_cut) value.length = COMPARED_MAX;
  for (size_t i = from; i + value.length <= text.length; i++) {
    if (folded_byte(text, i) != folded_byte(value, 0) || !is_equal_at(text, i, value)) continue;
    size_t end = i + value.length;
    bool (*is_part)(mcpx_text, size_t) = is_made_name(value) ? is_in_longer_number : is_in_longer_word;
    if (is_part(text, i) || (!is_cut && is_part(text, end)) || is_in_placeholder(text, i, end)) continue;
    *range = (mcpx_range){i, end};
    return true;
  }
  return false;
}

/* ---- Parts of tokens ---- */

static size_t end_of_common_run(mcpx_text text, size_t at, mcpx_text value, size_t k) {
  while (at < text.length && k < value.length && folded_byte(text, at) == folded_byte(value, k)) at++, k++;
  return at;
}

/* Find TOKEN_WINDOW bytes in a row that both have, by walking along each diagonal once. The range is the
 * whole run that both have. */
static bool find_window(mcpx_text text, size_t from, mcpx_text value, mcpx_range *range) {
  for (size_t shift = 0; shift < text.length - from + value.length; shift++) {
    size_t i = from + (shift < value.length ? 0 : shift - value.length);
    size_t k = shift < value.length ? value.length - shift : 0;
    for (size_t run = 0; i < text.length && k < value.length; i++, k++) {
      run = folded_byte(text, i) == folded_byte(value, k) ? run + 1 : 0;
      if (run < TOKEN_WINDOW) continue;
      *range = (mcpx_range){i + 1 - TOKEN_WINDOW, end_of_common_run(text, i, value, k)};
      return true;
    }
  }
  return false;
}

/* ---- The search ---- */

/* A value is searched for as it is, then the first part of a host name, then parts of a token. */
enum value_part { WHOLE, FIRST_LABEL, WINDOW, PART_COUNT };

static bool find_part(mcpx_text text, size_t from, mcpx_text value, int part, size_t least,
                      mcpx_range *range) {
  mcpx_text begin = {value.bytes, value.length < COMPARED_MAX ? value.length : COMPARED_MAX};
  if (part == WINDOW) return is_token(begin) && find_window(text, from, begin, range);
  if (part == FIRST_LABEL) {
    const char *dot = least > 0 ? NULL : memchr(begin.bytes, '.', begin.length);
    begin.length = value.length = dot ? (size_t)(dot - begin.bytes) : 0;
    if (!value.length) return false;
  }
  /* In this order: few values occur, and to compare one with the everyday words takes longer. */
  return find_word(text, from, value, range) && is_searched(begin);
}

bool blocked_next(mcpx_text text, const mcpx_text *values, size_t count, struct blocked_cursor *cursor,
                  mcpx_range *range) {
  for (; cursor->value < count; cursor->value++, cursor->part = 0) {
    if (values[cursor->value].length == 0 || values[cursor->value].length < cursor->least) continue;
    for (; cursor->part < PART_COUNT; cursor->part++, cursor->at = 0) {
      if (!find_part(text, cursor->at, values[cursor->value], cursor->part, cursor->least, range)) continue;
      cursor->at = range->end;
      return true;
    }
  }
  return false;
}
