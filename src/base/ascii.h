/* ascii.h: the kinds of ASCII characters; anything else is of none of them. */
#ifndef MCPX_BASE_ASCII_H
#define MCPX_BASE_ASCII_H

#include <stdbool.h>

static inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
static inline bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static inline bool is_alpha(char c) { return is_lower(c) || is_upper(c); }
static inline bool is_alnum(char c) { return is_alpha(c) || is_digit(c); }
static inline bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
static inline bool is_word(char c) { return is_alnum(c) || c == '_' || c == '-'; }
static inline bool is_dotted(char c) { return is_word(c) || c == '.'; }
static inline bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* A byte of a character outside ASCII. */
static inline bool is_wide(char c) { return (unsigned char)c >= 0x80; }

static inline char to_upper(char c) { return is_lower(c) ? (char)(c - 32) : c; }
static inline char to_lower(char c) { return is_upper(c) ? (char)(c + 32) : c; }

#endif
