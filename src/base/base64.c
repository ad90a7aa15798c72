/* base64.c: base64 text (RFC 4648, section 4) -> bytes. */
#include "base64.h"

#include <stdint.h>

static int sextet(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

bool base64_decode(char *text, size_t *length) {
  size_t digits = *length, count = 0;
  uint32_t bits = 0;
  if (*length % 4) return false;
  for (int padding = 0; padding < 2 && digits && text[digits - 1] == '='; padding++) digits--;
  for (size_t i = 0; i < digits; i++) {
    int value = sextet(text[i]);
    if (value < 0) return false;
    bits = bits << 6 | (uint32_t)value;
    if (i % 4) text[count++] = (char)(bits >> (6 - 2 * (i % 4)) & 0xFF);
  }
  *length = count;
  return true;
}
