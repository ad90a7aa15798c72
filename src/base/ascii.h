/* ascii.h: classes of ASCII characters. Every class is false for all other bytes, except ascii_is_wide. */
#ifndef MCPX_BASE_ASCII_H
#define MCPX_BASE_ASCII_H

#include <stdbool.h>

static inline bool ascii_is_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool ascii_is_lower(char c) { return c >= 'a' && c <= 'z'; }
static inline bool ascii_is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static inline bool ascii_is_alpha(char c) { return ascii_is_lower(c) || ascii_is_upper(c); }
static inline bool ascii_is_alnum(char c) { return ascii_is_alpha(c) || ascii_is_digit(c); }
static inline bool ascii_is_hex(char c) {
  return ascii_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
static inline bool ascii_is_word(char c) { return ascii_is_alnum(c) || c == '_' || c == '-'; }
static inline bool ascii_is_label(char c) { return ascii_is_alnum(c) || c == '-'; }
static inline bool ascii_is_dotted(char c) { return ascii_is_word(c) || c == '.'; }
static inline bool ascii_is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* A byte of a character outside ASCII. */
static inline bool ascii_is_wide(char c) { return (unsigned char)c >= 0x80; }

static inline char ascii_to_upper(char c) { return ascii_is_lower(c) ? (char)(c - 32) : c; }
static inline char ascii_to_lower(char c) { return ascii_is_upper(c) ? (char)(c + 32) : c; }

#endif
