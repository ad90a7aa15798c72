/* utf8.c: bytes <-> code points, by the letter of RFC 3629. */
#include "utf8.h"

#include <stdbool.h>

static bool continues(unsigned char byte) { return (byte & 0xC0) == 0x80; }

size_t utf8_decode(const unsigned char *bytes, size_t length, uint32_t *c) {
  static const uint32_t SMALLEST[] = {0, 0, 0x80, 0x800, 0x10000};
  unsigned char lead = length ? bytes[0] : 0xFF;
  size_t count = lead < 0x80 ? 1 : lead >= 0xC2 && lead < 0xE0 ? 2 : lead >= 0xE0 && lead < 0xF0 ? 3 : 4;
  if (lead >= 0xF5 || (lead >= 0x80 && lead < 0xC2) || count > length) return 0;
  *c = count == 1 ? lead : lead & (0xFFu >> (count + 1));
  for (size_t i = 1; i < count; i++) {
    if (!continues(bytes[i])) return 0;
    *c = *c << 6 | (bytes[i] & 0x3Fu);
  }
  bool surrogate = *c >= 0xD800 && *c < 0xE000;
  return *c < SMALLEST[count] || *c > 0x10FFFF || surrogate ? 0 : count;
}

size_t utf8_encode(uint32_t c, unsigned char *bytes) {
  if (c < 0x80) {
    bytes[0] = (unsigned char)c;
    return 1;
  }
  size_t count = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (size_t i = count - 1; i > 0; i--) {
    bytes[i] = (unsigned char)(0x80 | (c & 0x3F));
    c >>= 6;
  }
  bytes[0] = (unsigned char)(0xF00u >> count | c);
  return count;
}

int escape_hex_digit(int c) {
  if (c >= '0' && c <= '9') return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One \uXXXX. */
static bool utf16_unit(const char *text, size_t length, uint32_t *unit) {
  *unit = 0;
  if (length < 6 || text[0] != '\\' || text[1] != 'u') return false;
  for (size_t i = 2; i < 6; i++) {
    int digit = escape_hex_digit((unsigned char)text[i]);
    if (digit < 0) return false;
    *unit = *unit << 4 | (uint32_t)digit;
  }
  return true;
}

size_t escape_utf16(const char *text, size_t length, uint32_t *c) {
  uint32_t low;
  if (!utf16_unit(text, length, c)) return 0;
  bool high = *c >= 0xD800 && *c < 0xDC00;
  if (!high || !utf16_unit(text + 6, length - 6, &low) || low < 0xDC00 || low > 0xDFFF) return 6;
  *c = 0x10000 + ((*c - 0xD800) << 10) + (low - 0xDC00);
  return 12;
}
