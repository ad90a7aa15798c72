/* detect_address.c: finds the addresses of networks and devices. */
#include "base/bits.h"
#include "detect.h"

/* ---- IPv4 ---- */

/* Read one number of an address: decimal, or octal or hexadecimal as in C. Returns -1 if there is none. */
static long read_octet(mcpx_text text, size_t at, size_t *length) {
  long value = 0;
  bool hex = detect_word(text, at, "0x") && ascii_is_hex(text_at(text, at + 2));
  size_t start = hex ? 2 : 0;
  *length = start + detect_class_run(text, at + start, hex ? CLASS_HEX : CLASS_DIGIT, 4);
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

static bool is_inner_quad(mcpx_text text, size_t at) {
  return detect_word(text, at, "192.168.") || detect_word(text, at, "169.254.");
}

/* The end of four octets, or 0. After `-` or `_` they may be a version (rider-10.2.3.4), unless they are of
 * an inner net. */
static size_t quad_end(mcpx_text text, size_t at) {
  long octets[4];
  char before = text_before(text, at);
  for (int i = 0; i < 4; i++) {
    size_t length;
    octets[i] = read_octet(text, at, &length);
    if (octets[i] < 0) return 0;
    at += length;
    if (i < 3 && text_at(text, at++) != '.') return 0;
  }
  char after = text_at(text, at);
  if (ascii_is_alnum(after) || (after == '.' && ascii_is_alnum(text_at(text, at + 1)))) return 0;
  return (before != '-' && before != '_') || is_inner_net(octets) ? at : 0;
}

static bool match_ipv4(mcpx_text text, size_t at, mcpx_range *range) {
  char before = text_before(text, at);
  if (!ascii_is_digit(text.bytes[at]) || ascii_is_alnum(before)) return false;
  /* mcp.192.168.1.20 is a name with an address in it; a.1.2.3.4 is one with a version. */
  if (before == '.' && (at < 2 || !ascii_is_alpha(text.bytes[at - 2]) || !is_inner_quad(text, at)))
    return false;
  size_t end = quad_end(text, at);
  return end > 0 && detect_range(range, at, end);
}

static uint64_t ipv4_places(mcpx_text text, size_t at) {
  return places_number_starts(text, at) & places_before(text, at, ".", 1, 6);
}

bool detect_ipv4(mcpx_text text, size_t *at, mcpx_range *range) {
  /* The short form of the loopback address; elsewhere it is a version. */
  if (*at == 0 && text.length == 5 && detect_word(text, 0, "127.1")) {
    *at = 5;
    return detect_range(range, 0, 5);
  }
  return detect_first_at(text, at, range, match_ipv4, ipv4_places);
}

/* ---- IPv6 ---- */

static bool is_ipv6_char(char c) { return ascii_is_hex(c) || c == ':' || c == '.'; }

/* The groups of a candidate that were read. `::` may occur once and replaces the missing groups. */
struct ipv6_groups {
  int count;
  bool gap;
  bool digit;
};

/* Read one group or `::`; false if the candidate is not an address. */
static bool read_ipv6_group(mcpx_text text, size_t *at, struct ipv6_groups *groups) {
  size_t digits = detect_class_run(text, *at, CLASS_HEX, 5);
  if (text_at(text, *at + digits) == '.' && digits && quad_end(text, *at) && groups->count <= 6) {
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
  struct ipv6_groups groups = {0};
  for (size_t at = 0; at < text.length;)
    if (groups.count > 8 || !read_ipv6_group(text, &at, &groups)) return false;
  if (groups.gap) return groups.count > 0 && groups.count < 8 && (groups.digit || groups.count > 2);
  return groups.count == 8;
}

/* With the zone after it, %en0, and the brackets around it. */
static bool ipv6_range(mcpx_text text, size_t start, size_t end, mcpx_range *range) {
  if (text_at(text, end) == '%') end += 1 + detect_class_run(text, end + 1, CLASS_ALNUM, 16);
  bool brackets = text_before(text, start) == '[' && text_at(text, end) == ']';
  return detect_range(range, start - brackets, end + brackets);
}

/* The run of characters of an address around an offset, from `from` on. */
static mcpx_range ipv6_run(mcpx_text text, size_t from, size_t at) {
  size_t start = at;
  while (start > from && is_ipv6_char(text.bytes[start - 1])) start--;
  return (mcpx_range){start, at + detect_run(text, at, is_ipv6_char, text.length)};
}

/* The address in such a run, if the run is no part of a word. */
static bool match_ipv6_run(mcpx_text text, mcpx_range run, mcpx_range *range) {
  mcpx_text word = {text.bytes + run.start, run.end - run.start};
  char before = text_before(text, run.start), after = text_at(text, run.end);
  while (word.length && (word.bytes[word.length - 1] == '.' ||
                         (word.bytes[word.length - 1] == ':' && text_before(word, word.length - 1) != ':')))
    word.length--;
  bool bounded = !ascii_is_alnum(before) && before != '_' && !ascii_is_alnum(after) && after != '_';
  return run.end - run.start > 2 && run.end - run.start < 64 && bounded && is_ipv6(word) &&
         ipv6_range(text, run.start, run.start + word.length, range);
}

bool detect_ipv6(mcpx_text text, size_t *at, mcpx_range *range) {
  size_t from = *at;
  for (size_t block = from; block < text.length; block += PLACES_BLOCK)
    for (uint64_t bits = places_of(text, block, ":"); bits; bits &= bits - 1) {
      size_t colon = block + bits_lowest(bits);
      if (colon < from) continue;
      mcpx_range run = ipv6_run(text, from, colon);
      if (match_ipv6_run(text, run, range)) {
        *at = range->end > run.end ? range->end : run.end;
        return true;
      }
      from = run.end;
    }
  return false;
}

/* ---- MAC ---- */

/* Is the separator after a group followed by a further group? */
static bool is_next_group(mcpx_text text, size_t end, size_t digits, char separator) {
  return text_at(text, end) == separator && detect_class_run(text, end + 1, CLASS_HEX, digits) == digits &&
         !ascii_is_alnum(text_at(text, end + 1 + digits));
}

static bool is_group_before(mcpx_text text, size_t at, size_t digits, char separator) {
  if (text_before(text, at) != separator || at < digits + 1) return false;
  size_t group = at - 1 - digits;
  return detect_class_run(text, group, CLASS_HEX, digits) == digits &&
         !ascii_is_alnum(text_before(text, group));
}

/* The end of `groups` groups of `digits` hexadecimal digits with one separator throughout, or 0. */
static size_t hex_groups_end(mcpx_text text, size_t at, size_t groups, size_t digits, char separator) {
  size_t end = at + groups * (digits + 1) - 1;
  char before = text_before(text, at), after = text_at(text, end);
  if (end > text.length || ascii_is_alnum(before) || ascii_is_alnum(after)) return 0;
  if (is_next_group(text, end, digits, separator) || is_group_before(text, at, digits, separator)) return 0;
  for (size_t i = 0; i < groups; i++) {
    size_t group = at + i * (digits + 1);
    if (detect_class_run(text, group, CLASS_HEX, digits) != digits) return 0;
    if (i + 1 < groups && text_at(text, group + digits) != separator) return 0;
  }
  return end;
}

/* 0:1a:2b:3:4d:5e, as macOS writes it. */
static size_t short_mac_end(mcpx_text text, size_t at) {
  char before = text_before(text, at);
  if (ascii_is_alnum(before) || before == ':') return 0;
  for (int group = 0; group < 6; group++) {
    size_t digits = detect_class_run(text, at, CLASS_HEX, 3);
    if (digits < 1 || digits > 2) return 0;
    at += digits;
    if (group < 5 && text_at(text, at++) != ':') return 0;
  }
  return !ascii_is_alnum(text_at(text, at)) && text_at(text, at) != ':' ? at : 0;
}

/* In a name, a longer row of groups is no address. */
static bool is_in_row(mcpx_text text, size_t at, size_t end, char separator) {
  return text_before(text, at) == separator || text_at(text, end) == separator;
}

/* Groups of letters alone are words: bead.face.cafe. */
static bool has_digit(mcpx_text text, size_t at, size_t end) {
  while (at < end && !ascii_is_digit(text.bytes[at])) at++;
  return at < end;
}

static bool match_mac(mcpx_text text, size_t at, mcpx_range *range) {
  if (!ascii_is_hex(text.bytes[at])) return false;
  size_t end = short_mac_end(text, at);
  if (end) return detect_range(range, at, end);
  end = hex_groups_end(text, at, 6, 2, '-');
  if (end && !is_in_row(text, at, end, '-')) return detect_range(range, at, end);
  end = hex_groups_end(text, at, 3, 4, '.');
  return end && !is_in_row(text, at, end, '.') && has_digit(text, at, end) && detect_range(range, at, end);
}

static uint64_t mac_places(mcpx_text text, size_t at) {
  uint64_t joined =
      places_of(text, at + 1, ":") | places_of(text, at + 2, ":-") | places_of(text, at + 4, ".");
  return joined ? joined & places_word_starts(text, at) : 0;
}

bool detect_mac(mcpx_text text, size_t *at, mcpx_range *range) {
  enum { SHORTEST = 11 }; /* 0:1:2:3:4:5 */
  if (text.length < SHORTEST) return false;
  return detect_first_at(text, at, range, match_mac, mac_places);
}

/* 00 1A 2B 3C 4D 5E; without a letter it may be a list of numbers. */
static bool match_spaced_mac(mcpx_text text, size_t at, mcpx_range *range) {
  if (!ascii_is_hex(text.bytes[at])) return false;
  size_t end = hex_groups_end(text, at, 6, 2, ' ');
  bool letter = false;
  for (size_t i = at; i < end; i++) letter = letter || ascii_is_alpha(text.bytes[i]);
  return letter && detect_range(range, at, end);
}

static uint64_t spaced_places(mcpx_text text, size_t at) {
  return places_word_starts(text, at) & places_of(text, at + 2, " ") & places_of(text, at + 5, " ");
}

bool detect_spaced_mac(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_spaced_mac, spaced_places);
}

/* In a version, dots separate numbers: 2941.1002.1822 is one. */
static bool match_dashed_mac(mcpx_text text, size_t at, mcpx_range *range) {
  size_t end = ascii_is_hex(text.bytes[at]) ? hex_groups_end(text, at, 6, 2, '-') : 0;
  return end > 0 && detect_range(range, at, end);
}

bool detect_dashed_mac(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_dashed_mac, places_word_starts);
}
