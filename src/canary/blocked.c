/* blocked.c: a decoded string and the run-time values -> whether one of them stands in it. */
#include "blocked.h"

#include <string.h>

#include "base/ascii.h"

enum { VALUE_MIN = 4, PARTS_MIN = 3, TOKEN_MIN = 16, TOKEN_WINDOW = 12, TOKEN_COMPARED = 256 };

/* With a space on both sides of each. */
static const char EVERYDAY[] = " "
#define EVERYDAY_NAME(text) text " "
#include "tables/everyday_names.def"
    ;

static bool is_joint(char c) { return c == '.' || c == '_' || c == '-' || c == ' '; }

/* The byte at a place, without case; so the letters of Latin-1, whose second byte tells their case. */
static char folded(mcpx_text text, size_t at) {
  char c = text.bytes[at];
  unsigned char byte = (unsigned char)c;
  bool latin = at && (unsigned char)text.bytes[at - 1] == 0xC3;
  if (latin && byte >= 0x80 && byte < 0x9F && byte != 0x97) return (char)(byte + 0x20);
  return is_joint(c) ? '-' : ascii_to_lower(c);
}

static bool is_part(char c) { return ascii_is_alnum(c) || ascii_is_wide(c); }

static bool is_everyday(mcpx_text value) {
  char word[40] = " ";
  if (value.length > sizeof word - 3) return false;
  for (size_t i = 0; i < value.length; i++) word[1 + i] = ascii_to_lower(value.bytes[i]);
  word[1 + value.length] = ' ';
  return strstr(EVERYDAY, word) != NULL;
}

static bool stands(mcpx_text text, size_t at, mcpx_text value) {
  if (value.length > text.length - at) return false;
  for (size_t i = 0; i < value.length; i++)
    if (folded(text, at + i) != folded(value, i)) return false;
  return true;
}

/* Does a letter or digit begin with this byte? Of the scripts beyond ASCII those count that have words with
 * spaces between (up to Hebrew); an ideograph or its comma is a boundary. */
static bool is_letter(char c) {
  unsigned char byte = (unsigned char)c;
  return ascii_is_alnum(c) || (byte >= 0xC3 && byte < 0xD7);
}

static bool ends_in_letter(mcpx_text text, size_t end) {
  size_t at = end - 1;
  while (at > 0 && ((unsigned char)text.bytes[at] & 0xC0) == 0x80) at--;
  return is_letter(text.bytes[at]);
}

/* As a whole word: a boundary on both sides where the value itself ends with a letter or digit. */
static bool holds_word(mcpx_text text, mcpx_text value) {
  for (size_t i = 0; i + value.length <= text.length; i++) {
    if (folded(text, i) != folded(value, 0) || !stands(text, i, value)) continue;
    size_t end = i + value.length;
    bool left = i == 0 || !ends_in_letter(text, i) || !is_part(value.bytes[0]);
    bool right = end == text.length || !is_letter(text.bytes[end]) || !is_part(value.bytes[value.length - 1]);
    if (left && right) return true;
  }
  return false;
}

/* Twelve letters and digits in a row with a digit among them, or twenty of any: no name of a host has those.
 */
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

/* The longest run that both have in common is found by walking along each diagonal once; of a long value only
 * its beginning counts, to bound the work. */
static bool shares_window(mcpx_text text, mcpx_text value) {
  if (value.length > TOKEN_COMPARED) value.length = TOKEN_COMPARED;
  for (size_t shift = 0; shift < text.length + value.length; shift++) {
    size_t i = shift < value.length ? 0 : shift - value.length;
    size_t k = shift < value.length ? value.length - shift : 0;
    for (size_t run = 0; i < text.length && k < value.length; i++, k++) {
      run = folded(text, i) == folded(value, k) ? run + 1 : 0;
      if (run == TOKEN_WINDOW) return true;
    }
  }
  return false;
}

static bool holds(mcpx_text text, mcpx_text value) {
  size_t parts = 0;
  for (size_t i = 0; i < value.length; i++) parts += is_part(value.bytes[i]);
  return value.length >= VALUE_MIN && parts >= PARTS_MIN && !is_everyday(value) && holds_word(text, value);
}

static bool matches(mcpx_text text, mcpx_text value) {
  const char *dot = memchr(value.bytes, '.', value.length);
  mcpx_text first = {value.bytes, dot ? (size_t)(dot - value.bytes) : 0};
  return holds(text, value) || holds(text, first) || (is_token(value) && shares_window(text, value));
}

bool blocked_match(mcpx_text text, const mcpx_text *values, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (values[i].length && matches(text, (mcpx_text){values[i].bytes, values[i].length})) return true;
  return false;
}
