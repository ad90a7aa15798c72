/* unicode.c: the classes of characters outside ASCII that the modules share. */
#include "unicode.h"

#include <stddef.h>

struct span {
  uint32_t first;
  uint32_t last;
};

static bool is_in_spans(uint32_t c, const struct span *spans, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (c >= spans[i].first && c <= spans[i].last) return true;
  return false;
}

bool unicode_is_invisible(uint32_t c) {
  static const struct span INVISIBLE[] = {
      {0xAD, 0xAD},     {0x300, 0x36F},   {0x61C, 0x61C},     {0x115F, 0x1160}, {0x180E, 0x180E},
      {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F},   {0x3164, 0x3164}, {0xFE00, 0xFE0F},
      {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xE0000, 0xE0FFF},
  };
  return c >= 0xAD && is_in_spans(c, INVISIBLE, sizeof INVISIBLE / sizeof *INVISIBLE);
}

bool unicode_is_space(uint32_t c) {
  static const struct span SPACES[] = {
      {0x85, 0x85},     {0xA0, 0xA0},     {0x2000, 0x200A}, {0x2028, 0x2029},
      {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000},
  };
  return is_in_spans(c, SPACES, sizeof SPACES / sizeof *SPACES);
}

bool unicode_is_quote(uint32_t c) {
  static const struct span QUOTES[] = {
      {0xAB, 0xAB},     {0xB4, 0xB4},     {0xBB, 0xBB},     {0x2018, 0x201F},
      {0x2032, 0x2033}, {0x2039, 0x203A}, {0x300C, 0x300F},
  };
  return is_in_spans(c, QUOTES, sizeof QUOTES / sizeof *QUOTES);
}

bool unicode_is_dash(uint32_t c) { return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE63; }

char unicode_from_full_width(uint32_t c) { return c >= 0xFF01 && c <= 0xFF5E ? (char)(c - 0xFEE0) : '\0'; }
