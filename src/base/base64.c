/* base64.c: base64 (RFC 4648, sections 4 and 5) -> bytes. */
#include "base64.h"

#include <stdint.h>

#include "ascii.h"

int base64_digit(char c) {
  if (ascii_is_upper(c)) return c - 'A';
  if (ascii_is_lower(c)) return c - 'a' + 26;
  if (ascii_is_digit(c)) return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  return c == '/' || c == '_' ? 63 : -1;
}

/* `out` may be `digits`: a byte is written only after its digits were read. */
static size_t decode_digits(const char *digits, size_t length, char *out) {
  uint32_t bits = 0;
  size_t count = 0;
  for (size_t i = 0; i < length; i++) {
    bits = bits << 6 | (uint32_t)base64_digit(digits[i]);
    if (i % 4) out[count++] = (char)(bits >> (6 - 2 * (i % 4)) & 0xFF);
  }
  return count;
}

bool base64_decode(char *text, size_t *length) {
  size_t digits = *length;
  if (*length % 4) return false;
  for (int padding = 0; padding < 2 && digits && text[digits - 1] == '='; padding++) digits--;
  for (size_t i = 0; i < digits; i++)
    if (base64_digit(text[i]) < 0 || text[i] == '-' || text[i] == '_') return false;
  *length = decode_digits(text, digits, text);
  return true;
}

size_t base64_decode_digits(const char *digits, size_t length, char *out) {
  bool plain = false, url = false;
  for (size_t i = 0; i < length; i++) {
    plain = plain || digits[i] == '+' || digits[i] == '/';
    url = url || digits[i] == '-' || digits[i] == '_';
  }
  return plain && url ? 0 : decode_digits(digits, length, out);
}
