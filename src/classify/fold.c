/* fold.c: case folding and simplification of characters for normalized text. */
#include "fold.h"

#include "base/unicode.h"

#define ROW(c) (c), (c) + 1, (c) + 2, (c) + 3, (c) + 4, (c) + 5, (c) + 6, (c) + 7
#define LETTERS 'a', 'b', 'c', 'd', 'e', 'f', 'g', ROW('h'), ROW('p'), 'x', 'y', 'z'

// clang-format off
const unsigned char FOLD_PLAIN[256] = {
    ROW(0), ROW(8), ROW(16), ROW(24), ROW(32), ROW(40), ROW(48), ROW(56),
    '@', LETTERS, '[', '\\', ']', '^', '_',
    '`', LETTERS, '{', '|', '}', '~', 127,
    ROW(128), ROW(136), ROW(144), ROW(152), ROW(160), ROW(168), ROW(176), ROW(184),
    192, 193, 194, 195, 0 /* first byte of U+0130 */, 197, 198, 199, ROW(200), ROW(208), ROW(216),
    224, 225, 0 /* first byte of U+212A */, 227, 228, 229, 230, 231, ROW(232), ROW(240), ROW(248)};

const unsigned char FOLD_EXTENDED[256] = {
    [' '] = 0, '!', '\'', '#', '$', 0, 0, '\'', '(', ')', '*', 0, ',', '-', '.', '/', ROW('0'), '8', '9', ':', ';', '<', '=', '>', '?',
    '@', LETTERS, 0, 0, ']', '^', '_',
    '\'', LETTERS, '{', '|', '}', '~', 0};
// clang-format on

/* U+00C0 to U+017F without their accents; '.' for a character that stays. */
static const char LATIN_BASE[] =
    "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/* U+1EA0 to U+1EFF, Vietnamese, without their accents. */
static const char VIETNAMESE_BASE[] =
    "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

unsigned char fold_to_ascii(uint32_t c) {
  char base = '.';
  if (unicode_is_quote(c)) return '\'';
  if (unicode_is_dash(c)) return '-';
  if (c >= 0xC0 && c < 0x180) base = LATIN_BASE[c - 0xC0];
  if (c >= 0x1EA0 && c < 0x1F00) base = VIETNAMESE_BASE[c - 0x1EA0];
  if (c == 0x218 || c == 0x219) base = 's';
  if (c == 0x21A || c == 0x21B) base = 't';
  if (c == 0x1A0 || c == 0x1A1) base = 'o';
  if (c == 0x1AF || c == 0x1B0) base = 'u';
  if (c == 0x212A) base = 'k';
  unsigned char plain = (unsigned char)unicode_from_full_width(c);
  if (plain) return FOLD_EXTENDED[plain] ? FOLD_EXTENDED[plain] : plain;
  return base == '.' ? 0 : (unsigned char)base;
}

uint32_t fold_to_lower(uint32_t c) {
  if (c >= 0x391 && c <= 0x3A9) return c + 0x20;
  if (c >= 0x410 && c <= 0x42F) return c + 0x20;
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  return c;
}
