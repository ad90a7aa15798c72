/* position.h: a byte offset -> its line and column, as findings and faults tell them. */
#ifndef MCPX_BASE_POSITION_H
#define MCPX_BASE_POSITION_H

#include <stddef.h>

/* Begins as {0, 1, 1}. Columns count characters, from 1, as lines do. */
struct text_position {
  size_t offset;
  size_t line;
  size_t column;
};

/* Go on to an offset that is not before where it stands, and lies in the text. */
static inline void position_advance(struct text_position *place, const char *text, size_t offset) {
  for (; place->offset < offset; place->offset++) {
    unsigned char c = (unsigned char)text[place->offset];
    if (c == '\n') {
      place->line++;
      place->column = 1;
    } else if ((c & 0xC0) != 0x80) {
      place->column++;
    }
  }
}

#endif
