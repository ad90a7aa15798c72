/* unmask.c: a string -> the same without escapes and look-alike characters. */
#include "unmask.h"

#include <string.h>

#include "base/ascii.h"
#include "base/bits.h"
#include "base/escape.h"
#include "base/text.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "places.h"

/* ---- Escapes ---- */

/* Each of these reads an escape sequence at the start of a text and gives its character. They return the
 * length of the sequence, or 0 if there is none. */

/* \101: a byte in octal, at most 177. */
static size_t octal_escape(mcpx_text text, uint32_t *c) {
  *c = 0;
  for (size_t i = 1; i < 4; i++) {
    char digit = i < text.length ? text.bytes[i] : '9';
    if (digit < '0' || digit > (i == 1 ? '1' : '7')) return 0;
    *c = *c * 8 + (uint32_t)(digit - '0');
  }
  return 4;
}

/* \u{41}, of newer languages. */
static size_t braced_escape(mcpx_text text, uint32_t *c) {
  size_t at = 3;
  *c = 0;
  if (text.length < 5 || text.bytes[1] != 'u' || text.bytes[2] != '{') return 0;
  for (; at < text.length && at < 9 && escape_hex_digit((unsigned char)text.bytes[at]) >= 0; at++)
    *c = *c * 16 + (uint32_t)escape_hex_digit((unsigned char)text.bytes[at]);
  bool closed = at < text.length && text.bytes[at] == '}';
  return at > 3 && closed && *c <= 0x10FFFF ? at + 1 : 0;
}

/* \u0041, \x41, and a backslash before itself, a slash or a quote. */
static size_t backslash_escape(mcpx_text text, uint32_t *c) {
  size_t length = escape_utf16(text.bytes, text.length, c);
  if (length || text.length < 2) return length;
  if ((length = braced_escape(text, c)) || (length = octal_escape(text, c))) return length;
  int value = text.bytes[1] == 'x' ? escape_hex_pair(text.bytes + 2, text.length - 2) : -1;
  if (value >= 0) {
    *c = (uint32_t)value;
    return 4;
  }
  *c = (unsigned char)text.bytes[1];
  return strchr("\\/\"'", text.bytes[1]) && text.bytes[1] ? 2 : 0;
}

/* =2F, as in quoted-printable mail. */
static size_t printable_escape(mcpx_text text, uint32_t *c) {
  int value = escape_hex_pair(text.bytes + 1, text.length - 1);
  *c = (uint32_t)value;
  return value >= ' ' && value < 0x7F ? 3 : 0;
}

/* [.] and (at), which hide an address from programs. */
static size_t bracket_escape(mcpx_text text, uint32_t *c) {
  static const struct {
    const char *written;
    char c;
  } WRITTEN[] = {{"[.]", '.'},    {"(.)", '.'},     {"[:]", ':'},    {"[@]", '@'},     {"(@)", '@'},
                 {" AT ", '@'},   {" DOT ", '.'},   {"[at]", '@'},   {"(at)", '@'},    {"[dot]", '.'},
                 {"(dot)", '.'},  {" [at] ", '@'},  {" (at) ", '@'}, {" [dot] ", '.'}, {" (dot) ", '.'},
                 {"[AT]", '@'},   {"(AT)", '@'},    {"[DOT]", '.'},  {"(DOT)", '.'},   {" [AT] ", '@'},
                 {" (AT) ", '@'}, {" [DOT] ", '.'}, {" (DOT) ", '.'}};
  for (size_t i = 0; i < sizeof WRITTEN / sizeof *WRITTEN; i++) {
    *c = (unsigned char)WRITTEN[i].c;
    if (text_has_at(text, 0, WRITTEN[i].written)) return strlen(WRITTEN[i].written);
  }
  return 0;
}

static size_t escape_at(mcpx_text text, uint32_t *c) {
  switch (text.bytes[0]) {
    case '%': return escape_percent(text.bytes, text.length, c);
    case '\\': return backslash_escape(text, c);
    case '&': return escape_entity(text.bytes, text.length, c);
    case '=': return printable_escape(text, c);
    case '[':
    case '(':
    case ' ': return bracket_escape(text, c);
    default: return 0;
  }
}

/* Write the bytes of a character that begins at `source`. */
static size_t put_bytes(const char *bytes, size_t count, size_t source, char *out, uint32_t *sources) {
  for (size_t k = 0; k < count; k++) {
    out[k] = bytes[k];
    if (sources) sources[k] = (uint32_t)source;
  }
  return count;
}

/* The next offset, from one on, where an escape may begin. */
static size_t next_escape(mcpx_text text, size_t at) {
  for (; at < text.length; at += PLACES_BLOCK) {
    uint64_t bits =
        places_of(text, at, "%\\&=[(") | (places_of(text, at, " ") & places_of(text, at + 1, "[(AD"));
    if (bits) return at + bits_lowest(bits);
  }
  return text.length;
}

/* Write the bytes from one offset to another. */
static size_t put_plain(mcpx_text text, size_t from, size_t to, char *out, uint32_t *sources) {
  memcpy(out, text.bytes + from, to - from);
  for (size_t i = from; sources && i < to; i++) sources[i - from] = (uint32_t)i;
  return to - from;
}

static size_t resolve_escapes(mcpx_text text, char *out, uint32_t *sources) {
  size_t length = 0;
  for (size_t i = 0, plain; i < text.length;) {
    plain = next_escape(text, i);
    length += put_plain(text, i, plain, out + length, sources ? sources + length : NULL);
    if ((i = plain) == text.length) break;
    uint32_t c;
    mcpx_text left = {text.bytes + i, text.length - i};
    size_t escape = escape_at(left, &c), count = 1;
    char bytes[4] = {escape ? (char)c : text.bytes[i]};
    /* %41 is a byte, the others are characters. */
    if (escape && !(text.bytes[i] == '%' && escape == 3)) count = utf8_encode(c, (unsigned char *)bytes);
    length += put_bytes(bytes, count, i, out + length, sources ? sources + length : NULL);
    i += escape ? escape : 1;
  }
  return length;
}

/* ---- Look-alikes ---- */

/* Characters of other scripts that look like ASCII characters. */
static const struct {
  uint16_t c;
  char looks;
} LOOK_ALIKES[] = {
    {0x131, 'i'},   {0x251, 'a'},   {0x261, 'g'},   {0x391, 'A'},  {0x392, 'B'},  {0x395, 'E'},
    {0x396, 'Z'},   {0x397, 'H'},   {0x399, 'I'},   {0x39A, 'K'},  {0x39C, 'M'},  {0x39D, 'N'},
    {0x39F, 'O'},   {0x3A1, 'P'},   {0x3A4, 'T'},   {0x3A5, 'Y'},  {0x3A7, 'X'},  {0x3B1, 'a'},
    {0x3B9, 'i'},   {0x3BD, 'v'},   {0x3BF, 'o'},   {0x3C1, 'p'},  {0x3C5, 'u'},  {0x3F2, 'c'},
    {0x405, 'S'},   {0x406, 'I'},   {0x408, 'J'},   {0x410, 'A'},  {0x412, 'B'},  {0x415, 'E'},
    {0x41A, 'K'},   {0x41C, 'M'},   {0x41D, 'H'},   {0x41E, 'O'},  {0x420, 'P'},  {0x421, 'C'},
    {0x422, 'T'},   {0x423, 'Y'},   {0x425, 'X'},   {0x430, 'a'},  {0x435, 'e'},  {0x43A, 'k'},
    {0x43C, 'm'},   {0x43E, 'o'},   {0x440, 'p'},   {0x441, 'c'},  {0x442, 't'},  {0x443, 'y'},
    {0x445, 'x'},   {0x455, 's'},   {0x456, 'i'},   {0x458, 'j'},  {0x4BB, 'h'},  {0x501, 'd'},
    {0x51B, 'q'},   {0x51D, 'w'},   {0x585, 'o'},   {0x581, 'g'},  {0x2024, '.'}, {0x2044, '/'},
    {0x2215, '/'},  {0x2216, '\\'}, {0x2236, ':'},  {0x1735, '/'}, {0x2571, '/'}, {0x27CB, '/'},
    {0x29F5, '\\'}, {0x29F8, '/'},  {0x29F9, '\\'}, {0x3002, '.'}, {0x3033, '/'}, {0xA789, ':'},
    {0xFE52, '.'},  {0xFE55, ':'},  {0xFE68, '\\'}, {0xFE6B, '@'}, {0xFF61, '.'},
};

/* Control characters too: terminals print nothing for them. The classifier reads some of these as the start
 * of an escape sequence, so they are not in unicode_is_invisible. */
static bool is_dropped(uint32_t c) { return c < 0x20 ? !ascii_is_space((char)c) : unicode_is_invisible(c); }

/* Mathematical letters and digits: alphabets of 52 letters in a row, then series of ten digits. */
static char plain_mathematical(uint32_t c) {
  if (c >= 0x1D7CE && c <= 0x1D7FF) return (char)('0' + (c - 0x1D7CE) % 10);
  if (c < 0x1D400 || c > 0x1D6A3) return 0;
  uint32_t letter = (c - 0x1D400) % 52;
  return (char)(letter < 26 ? 'A' + letter : 'a' + letter - 26);
}

/* The digit that a digit of another script stands for, or 0. */
static char plain_digit(uint32_t c) {
  static const uint16_t ZEROS[] = {0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6,  0xB66,  0xBE6,
                                   0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0xF20, 0x1040, 0x17E0, 0x1810};
  for (size_t i = 0; c >= ZEROS[0] && i < sizeof ZEROS / sizeof *ZEROS; i++)
    if (c - ZEROS[i] < 10) return (char)('0' + c - ZEROS[i]);
  return 0;
}

/* The ASCII character that `c` looks like, or 0. */
static char plain_look_alike(uint32_t c) {
  char plain = unicode_from_full_width(c);
  if (plain || (plain = plain_digit(c))) return plain;
  if (c >= 0x2460 && c <= 0x2468) return (char)('1' + (c - 0x2460));
  if (c == 0x24EA) return '0';
  if (c >= 0x24B6 && c <= 0x24E9) return (char)((c < 0x24D0 ? 'A' - 0x24B6 : 'a' - 0x24D0) + (int)c);
  if (unicode_is_space(c)) return ' ';
  if (unicode_is_dash(c)) return '-';
  for (size_t i = 0; i < sizeof LOOK_ALIKES / sizeof *LOOK_ALIKES; i++)
    if (LOOK_ALIKES[i].c == c) return LOOK_ALIKES[i].looks;
  return plain_mathematical(c);
}

/* The next offset, from one on, of a control character or one outside ASCII. */
static size_t next_special(mcpx_text text, size_t at) {
  for (; at < text.length; at += PLACES_BLOCK) {
    uint64_t bits = places_special(text, at);
    if (bits) return at + bits_lowest(bits);
  }
  return text.length;
}

/* Move bytes with their sources to an earlier offset. */
static size_t move_plain(char *bytes, uint32_t *sources, size_t from, size_t count, size_t to) {
  if (from != to) memmove(bytes + to, bytes + from, count);
  if (from != to && sources) memmove(sources + to, sources + from, count * sizeof *sources);
  return count;
}

/* In place, as a character never gets longer. */
static size_t replace_look_alikes(char *bytes, size_t length, uint32_t *sources) {
  size_t written = 0;
  for (size_t i = 0, special; i < length;) {
    special = next_special((mcpx_text){bytes, length}, i);
    written += move_plain(bytes, sources, i, special - i, written);
    if ((i = special) == length) break;
    uint32_t c;
    size_t width = utf8_decode((const unsigned char *)bytes + i, length - i, &c), count = width ? width : 1;
    char plain = width > 1 ? plain_look_alike(c) : '\0';
    bool dropped = width && is_dropped(c);
    for (size_t k = 0; k < (plain ? 1 : dropped ? 0 : count); k++) {
      if (sources) sources[written] = sources[i + k];
      bytes[written++] = plain ? plain : bytes[i + k];
    }
    i += count;
  }
  return written;
}

size_t unmask_text(mcpx_text text, char *out, uint32_t *sources) {
  size_t length = replace_look_alikes(out, resolve_escapes(text, out, sources), sources);
  if (sources) sources[length] = (uint32_t)text.length;
  return length;
}
