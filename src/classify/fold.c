/* fold.c: case folding and simplification of characters for normalized text. */
#include "fold.h"

#include "base/unicode.h"

#define FOLD_ROW(c) (c), (c) + 1, (c) + 2, (c) + 3, (c) + 4, (c) + 5, (c) + 6, (c) + 7
#define FOLD_LETTERS 'a', 'b', 'c', 'd', 'e', 'f', 'g', FOLD_ROW('h'), FOLD_ROW('p'), 'x', 'y', 'z'

// clang-format off
MCPX_INTERNAL const unsigned char FOLD_PLAIN[256] = {
    FOLD_ROW(0), FOLD_ROW(8), FOLD_ROW(16), FOLD_ROW(24), FOLD_ROW(32), FOLD_ROW(40), FOLD_ROW(48), FOLD_ROW(56),
    '@', FOLD_LETTERS, '[', '\\', ']', '^', '_',
    '`', FOLD_LETTERS, '{', '|', '}', '~', 127,
    FOLD_ROW(128), FOLD_ROW(136), FOLD_ROW(144), FOLD_ROW(152), FOLD_ROW(160), FOLD_ROW(168), FOLD_ROW(176), FOLD_ROW(184),
    192, 193, 194, 195, 0 /* first byte of U+0130 */, 197, 198, 199, FOLD_ROW(200), FOLD_ROW(208), FOLD_ROW(216),
    224, 225, 0 /* first byte of U+212A */, 227, 228, 229, 230, 231, FOLD_ROW(232), FOLD_ROW(240), FOLD_ROW(248)};

MCPX_INTERNAL const unsigned char FOLD_EXTENDED[256] = {
    [' '] = 0, '!', '\'', '#', '$', 0, 0, '\'', '(', ')', '*', 0, ',', '-', '.', '/', FOLD_ROW('0'), '8', '9', ':', ';', '<', '=', '>', '?',
    '@', FOLD_LETTERS, 0, 0, ']', '^', '_',
    '\'', FOLD_LETTERS, '{', '|', '}', '~', 0};
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
