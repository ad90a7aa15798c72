/* marked.c: compares the ranges that a detector finds with marks in a text. */
#include "marked.h"

#include <string.h>

#include "hash.h"
#include "near.h"
#include "rows.h"

enum { MARKED_MAX = 1024 };

static size_t remove_marks(const char *marked, char *text) {
  size_t length = 0;
  for (; *marked; marked++) {
    bool is_mark = strncmp(marked, "<<", 2) == 0 || strncmp(marked, ">>", 2) == 0;
    if (is_mark)
      marked++;
    else
      text[length++] = *marked;
  }
  return length;
}

static size_t append(char *out, size_t length, const char *bytes, size_t count) {
  memcpy(out + length, bytes, count);
  return length + count;
}

/* The text with marks around what the detector finds. */
static void mark_matches(marked_finder *find, mcpx_text text, char *out) {
  size_t length = 0, at = 0, copied = 0;
  mcpx_range range;
  while (at < text.length && find(text, &at, &range)) {
    length = append(out, length, text.bytes + copied, range.start - copied);
    length = append(out, length, "<<", 2);
    length = append(out, length, text.bytes + range.start, range.end - range.start);
    length = append(out, length, ">>", 2);
    copied = range.end;
  }
  length = append(out, length, text.bytes + copied, text.length - copied);
  out[length] = '\0';
}

/* What the detector marks in a text that is in memory between two bytes. */
static void mark_between(const struct marked_row *row, const char *bytes, size_t length, char byte,
                         char *found) {
  char *around = test_malloc(length + 2);
  memset(around, byte, length + 2);
  memcpy(around + 1, bytes, length);
  mark_matches(row->find, (mcpx_text){around + 1, length}, found);
  test_free(around);
}

/* The ranges in a text without marks, as one number. */
static uint64_t ranges_in(const char *text, size_t length, const void *context) {
  const struct marked_row *row = context;
  uint64_t hash = HASH_START;
  mcpx_range range;
  for (size_t at = 0; at < length && row->find((mcpx_text){text, length}, &at, &range);)
    hash = hash_bytes(hash, &range, sizeof range);
  return hash;
}

void finds_marked_ranges(void **state) {
  static const char AROUND[] = "9a:/ -.";
  const struct marked_row *row = *state;
  char bytes[MARKED_MAX], found[4 * MARKED_MAX];
  size_t length = remove_marks(row->text, bytes);
  /* Exactly as long as the text, so that a sanitizer notices a read past its end. */
  char *exact = test_malloc(length ? length : 1);
  memcpy(exact, bytes, length);
  mark_matches(row->find, (mcpx_text){exact, length}, found);
  test_free(exact);
  CHECK(strcmp(found, row->text) == 0, "wanted '%s', found '%s'", row->text, found);
  for (size_t i = 0; i < sizeof AROUND; i++) {
    mark_between(row, bytes, length, AROUND[i], found);
    CHECK(strcmp(found, row->text) == 0, "wanted '%s', found '%s' between '%c'", row->text, found, AROUND[i]);
  }
  bytes[length] = '\0';
  near_compare(bytes, ranges_in, row);
}
