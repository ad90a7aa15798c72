/* position.h: a byte offset in a text -> its line and column. */
#ifndef MCPX_BASE_POSITION_H
#define MCPX_BASE_POSITION_H

#include <stddef.h>

/* Start with {0, 1, 1}. Lines and columns count from 1; columns count characters. */
struct text_position {
  size_t offset;
  size_t line;
  size_t column;
};

/* Advance to an offset, which must be inside the text and not before the current one. */
static inline void position_advance(struct text_position *position, const char *text, size_t offset) {
  for (; position->offset < offset; position->offset++) {
    unsigned char c = (unsigned char)text[position->offset];
    if (c == '\n') {
      position->line++;
      position->column = 1;
    } else if ((c & 0xC0) != 0x80) {
      position->column++;
    }
  }
}

#endif
