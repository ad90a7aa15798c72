/* detect_address.c: a decoded string -> whether an address of a network or of hardware stands in it. */
#include "detect.h"

/* A number of an address, decimal or as C writes octal and hexadecimal ones; -1 where none stands. */
static long octet_at(struct text text, size_t at, size_t *length) {
  long value = 0;
  bool hex = stands_at(text, at, "0x") && is_hex(byte_at(text, at + 2));
  size_t start = hex ? 2 : 0;
  *length = start + run_of(text, at + start, hex ? is_hex : is_digit, 4);
  bool octal = !hex && *length == 4 && text.bytes[at] == '0';
  if (*length == 0 || (!hex && !octal && *length > 3)) return -1;
  for (size_t i = at + start; i < at + *length; i++) {
    char c = to_lower(text.bytes[i]);
    value = value * (hex ? 16 : octal ? 8 : 10) + (is_digit(c) ? c - '0' : c - 'a' + 10);
  }
  return value > 255 ? -1 : value;
}

static bool is_inner_net(const long octets[4]) {
  return (octets[0] == 127 && octets[1] == 0) || (octets[0] == 192 && octets[1] == 168) ||
         (octets[0] == 169 && octets[1] == 254);
}

/* Four octets. Behind `-` or `_` they may be a version (rider-10.2.3.4), but hardly such of
 * an inner net as no version begins with. */
static bool quad_at(struct text text, size_t at) {
  long octets[4];
  char before = byte_before(text, at);
  for (int i = 0; i < 4; i++) {
    size_t length;
    octets[i] = octet_at(text, at, &length);
    if (octets[i] < 0) return false;
    at += length;
    if (i < 3 && byte_at(text, at++) != '.') return false;
  }
  char after = byte_at(text, at);
  if (is_alnum(after) || (after == '.' && is_alnum(byte_at(text, at + 1)))) return false;
  return (before != '-' && before != '_') || is_inner_net(octets);
}

/* 127.1, the short form of one's own host. */
static bool is_short_loopback(struct text text) { return text.length == 5 && stands_at(text, 0, "127.1"); }

bool finds_ipv4(struct text text) {
  if (is_short_loopback(text)) return true;
  for (size_t i = 0; i < text.length; i++) {
    char before = byte_before(text, i);
    if (is_digit(text.bytes[i]) && !is_alnum(before) && before != '.' && quad_at(text, i)) return true;
  }
  return false;
}

/* ---- IPv6 ---- */

static bool is_ipv6_char(char c) { return is_hex(c) || c == ':' || c == '.'; }

/* The groups of a candidate, from `at` to its end. `::` may stand once for all that are missing. */
struct groups {
  int count;
  bool gap;
  bool digit;
};

/* One group or `::`; false where the candidate is none. */
static bool take_group(struct text text, size_t *at, struct groups *groups) {
  size_t digits = run_of(text, *at, is_hex, 5);
  if (byte_at(text, *at + digits) == '.' && digits && quad_at(text, *at) && groups->count <= 6) {
    groups->count += 2;
    groups->digit = true;
    *at = text.length;
    return true;
  }
  if (digits > 4) return false;
  for (size_t i = 0; i < digits; i++) groups->digit = groups->digit || is_digit(text.bytes[*at + i]);
  groups->count += digits > 0;
  *at += digits;
  if (*at == text.length) return digits > 0 || groups->gap;
  if (text.bytes[(*at)++] != ':') return false;
  if (byte_at(text, *at) != ':') return digits > 0 && *at < text.length;
  if (groups->gap) return false;
  groups->gap = true;
  (*at)++;
  return true;
}

static bool is_ipv6(struct text text) {
  struct groups groups = {0};
  for (size_t at = 0; at < text.length;)
    if (groups.count > 8 || !take_group(text, &at, &groups)) return false;
  if (groups.gap) return groups.count > 0 && groups.count < 8 && (groups.digit || groups.count > 2);
  return groups.count == 8;
}

bool finds_ipv6(struct text text) {
  for (size_t i = 0; i < text.length; i++) {
    struct text word = {text.bytes + i, run_of(text, i, is_ipv6_char, text.length)};
    char before = byte_before(text, i), after = byte_at(text, i + word.length);
    size_t length = word.length;
    while (word.length && (word.bytes[word.length - 1] == '.' ||
                           (word.bytes[word.length - 1] == ':' && byte_before(word, word.length - 1) != ':')))
      word.length--;
    bool bounded = !is_alnum(before) && before != '_' && !is_alnum(after) && after != '_';
    if (length > 2 && length < 64 && bounded && is_ipv6(word)) return true;
    i += length;
  }
  return false;
}

/* ---- MAC ---- */

/* `groups` groups of `digits` hexadecimal digits, with one separator throughout. */
static bool hex_groups_at(struct text text, size_t at, size_t groups, size_t digits, char separator) {
  size_t end = at + groups * (digits + 1) - 1;
  char before = byte_before(text, at), after = byte_at(text, end);
  if (end > text.length || is_alnum(before) || before == separator || is_alnum(after) || after == separator)
    return false;
  for (size_t i = 0; i < groups; i++) {
    size_t group = at + i * (digits + 1);
    if (run_of(text, group, is_hex, digits) != digits) return false;
    if (i + 1 < groups && byte_at(text, group + digits) != separator) return false;
  }
  return true;
}

/* 0:1a:2b:3:4d:5e, as macOS writes it. */
static bool short_mac_at(struct text text, size_t at) {
  char before = byte_before(text, at);
  if (is_alnum(before) || before == ':') return false;
  for (int group = 0; group < 6; group++) {
    size_t digits = run_of(text, at, is_hex, 3);
    if (digits < 1 || digits > 2) return false;
    at += digits;
    if (group < 5 && byte_at(text, at++) != ':') return false;
  }
  return !is_alnum(byte_at(text, at)) && byte_at(text, at) != ':';
}

bool finds_mac(struct text text) {
  for (size_t i = 0; i < text.length; i++) {
    if (!is_hex(text.bytes[i])) continue;
    if (short_mac_at(text, i) || hex_groups_at(text, i, 6, 2, '-') || hex_groups_at(text, i, 3, 4, '.'))
      return true;
  }
  return false;
}
