/* utf8.c: bytes <-> code points (RFC 3629). */
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
