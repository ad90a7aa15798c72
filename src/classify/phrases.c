/* phrases.c: the rows of tables/phrases.def as constant data. */
#include "base/internal.h"

/* One string, because a table of pointers would need relocating and makes a compressed module larger. */
MCPX_INTERNAL const char PHRASE_ROWS[] =
#define SET(name) "\1\0"
#define STATUS_SET(name) "\2\0"
#define CODE_SET(name) "\3\0"
#define CONTEXT_SET(name) "\4\0"
#define OBJECT_SET(name) "\5\0"
#define SECTION_SET(name) "\6\0"
#define LINE_SET(name) "\7\0"
#define PARAGRAPH_SET(name) "\10\0"
#define SUCCESS_SET(name) "\11\0"
#define BOTH(text) "\12" text "\0"
#define PROXY(text) "\13" text "\0"
#define EXACT(text) "\14" text "\0"
#define EXTENDED(text) "\15" text "\0"
#include "tables/phrases.def"
    ;

/* The table comes before phrases.h: in lib.c, the inline functions there need its definition. */
#include <string.h>

#include "phrases.h"

/* The offsets of the rows that begin a set. */
#define SET_START(phrase) phrase,
static const uint32_t SET_STARTS[] = {
#include "tables/derived/anchors.def"
};

enum { SET_STARTS_COUNT = sizeof SET_STARTS / sizeof *SET_STARTS };
_Static_assert(sizeof PHRASE_ROWS <= PHRASES_MAX, "callers reserve PHRASES_MAX bytes");

size_t phrase_set_of(size_t at) {
  size_t low = 0, high = SET_STARTS_COUNT;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (SET_STARTS[middle] < at)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

enum phrase_kind phrase_set_kind(size_t set) { return phrase_kind_at(SET_STARTS[set - 1]); }

struct phrase phrase_set_row(size_t set) {
  size_t at = SET_STARTS[set - 1];
  return (struct phrase){at, phrase_kind_at(at), phrase_text_at(at), 0};
}
