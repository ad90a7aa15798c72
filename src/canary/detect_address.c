/* detect_address.c: a decoded string -> whether an address of a network or of hardware stands in it. */
#include "detect.h"

/* A number of an address, decimal or as C writes octal and hexadecimal ones; -1 where none stands. */
static long octet_at(mcpx_text text, size_t at, size_t *length) {
  long value = 0;
  bool hex = detect_word(text, at, "0x") && ascii_is_hex(text_at(text, at + 2));
  size_t start = hex ? 2 : 0;
  *length = start + detect_run(text, at + start, hex ? ascii_is_hex : ascii_is_digit, 4);
  bool octal = !hex && *length == 4 && text.bytes[at] == '0';
  if (*length == 0 || (!hex && !octal && *length > 3)) return -1;
  for (size_t i = at + start; i < at + *length; i++) {
    char c = ascii_to_lower(text.bytes[i]);
    value = value * (hex ? 16 : octal ? 8 : 10) + (ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
  }
  return value > 255 ? -1 : value;
}

static bool is_inner_net(const long octets[4]) {
  return (octets[0] == 127 && octets[1] == 0) || (octets[0] == 192 && octets[1] == 168) ||
         (octets[0] == 169 && octets[1] == 254);
}

/* Four octets. Behind `-` or `_` they may be a version (rider-10.2.3.4), but hardly such of
 * an inner net as no version begins with. */
static bool quad_at(mcpx_text text, size_t at) {
  long octets[4];
  char before = text_before(text, at);
  for (int i = 0; i < 4; i++) {
    size_t length;
    octets[i] = octet_at(text, at, &length);
    if (octets[i] < 0) return false;
    at += length;
    if (i < 3 && text_at(text, at++) != '.') return false;
  }
  char after = text_at(text, at);
  if (ascii_is_alnum(after) || (after == '.' && ascii_is_alnum(text_at(text, at + 1)))) return false;
  return (before != '-' && before != '_') || is_inner_net(octets);
}

/* 127.1, the short form of one's own host. */
static bool is_short_loopback(mcpx_text text) { return text.length == 5 && detect_word(text, 0, "127.1"); }

bool detect_ipv4(mcpx_text text) {
  if (is_short_loopback(text)) return true;
  for (size_t i = 0; i < text.length; i++) {
    char before = text_before(text, i);
    if (ascii_is_digit(text.bytes[i]) && !ascii_is_alnum(before) && before != '.' && quad_at(text, i))
      return true;
  }
  return false;
}

/* ---- IPv6 ---- */

static bool is_ipv6_char(char c) { return ascii_is_hex(c) || c == ':' || c == '.'; }

/* The groups of a candidate, from `at` to its end. `::` may stand once for all that are missing. */
struct groups {
  int count;
  bool gap;
  bool digit;
};

/* One group or `::`; false where the candidate is none. */
static bool take_group(mcpx_text text, size_t *at, struct groups *groups) {
  size_t digits = detect_run(text, *at, ascii_is_hex, 5);
  if (text_at(text, *at + digits) == '.' && digits && quad_at(text, *at) && groups->count <= 6) {
    groups->count += 2;
    groups->digit = true;
    *at = text.length;
    return true;
  }
  if (digits > 4) return false;
  for (size_t i = 0; i < digits; i++) groups->digit = groups->digit || ascii_is_digit(text.bytes[*at + i]);
  groups->count += digits > 0;
  *at += digits;
  if (*at == text.length) return digits > 0 || groups->gap;
  if (text.bytes[(*at)++] != ':') return false;
  if (text_at(text, *at) != ':') return digits > 0 && *at < text.length;
  if (groups->gap) return false;
  groups->gap = true;
  (*at)++;
  return true;
}

static bool is_ipv6(mcpx_text text) {
  struct groups groups = {0};
  for (size_t at = 0; at < text.length;)
    if (groups.count > 8 || !take_group(text, &at, &groups)) return false;
  if (groups.gap) return groups.count > 0 && groups.count < 8 && (groups.digit || groups.count > 2);
  return groups.count == 8;
}

bool detect_ipv6(mcpx_text text) {
  for (size_t i = 0; i < text.length; i++) {
    mcpx_text word = {text.bytes + i, detect_run(text, i, is_ipv6_char, text.length)};
    char before = text_before(text, i), after = text_at(text, i + word.length);
    size_t length = word.length;
    while (word.length && (word.bytes[word.length - 1] == '.' ||
                           (word.bytes[word.length - 1] == ':' && text_before(word, word.length - 1) != ':')))
      word.length--;
    bool bounded = !ascii_is_alnum(before) && before != '_' && !ascii_is_alnum(after) && after != '_';
    if (length > 2 && length < 64 && bounded && is_ipv6(word)) return true;
    i += length;
  }
  return false;
}

/* ---- MAC ---- */

/* `groups` groups of `digits` hexadecimal digits, with one separator throughout. */
static bool hex_groups_at(mcpx_text text, size_t at, size_t groups, size_t digits, char separator) {
  size_t end = at + groups * (digits + 1) - 1;
  char before = text_before(text, at), after = text_at(text, end);
  if (end > text.length || ascii_is_alnum(before) || before == separator || ascii_is_alnum(after) ||
      after == separator)
    return false;
  for (size_t i = 0; i < groups; i++) {
    size_t group = at + i * (digits + 1);
    if (detect_run(text, group, ascii_is_hex, digits) != digits) return false;
    if (i + 1 < groups && text_at(text, group + digits) != separator) return false;
  }
  return true;
}

/* 0:1a:2b:3:4d:5e, as macOS writes it. */
static bool short_mac_at(mcpx_text text, size_t at) {
  char before = text_before(text, at);
  if (ascii_is_alnum(before) || before == ':') return false;
  for (int group = 0; group < 6; group++) {
    size_t digits = detect_run(text, at, ascii_is_hex, 3);
    if (digits < 1 || digits > 2) return false;
    at += digits;
    if (group < 5 && text_at(text, at++) != ':') return false;
  }
  return !ascii_is_alnum(text_at(text, at)) && text_at(text, at) != ':';
}

bool detect_mac(mcpx_text text) {
  for (size_t i = 0; i < text.length; i++) {
    if (!ascii_is_hex(text.bytes[i])) continue;
    if (short_mac_at(text, i) || hex_groups_at(text, i, 6, 2, '-') || hex_groups_at(text, i, 3, 4, '.'))
      return true;
  }
  return false;
}
