/* lines.c: asks questions about a line of normalized text. */
#include "lines.h"

#include <string.h>

#include "classify/grams.h"
#include "near.h"
#include "rows.h"

size_t line_fill(struct norm_block *block, const char *text) {
  static char bytes[1024];
  struct normalizer norm;
  const char *mark = strstr(text, "\n~");
  size_t before = mark ? (size_t)(mark + 1 - text) : 0, length = strlen(text), start = 0;
  assert_true(length < sizeof bytes);
  memcpy(bytes, text, before);
  strcpy(bytes + before, text + before + (mark != NULL));
  norm_clear(block);
  norm_start(&norm, true);
  norm_fill(&norm, (const unsigned char *)bytes, length - (mark != NULL), true, block);
  grams_note(block);
  while (norm_at(block, start) < before) start++;
  return start;
}

static uint64_t answer_to(const char *text, size_t length, const void *context) {
  static struct norm_block block;
  const struct line_row *row = context;
  (void)length;
  size_t start = line_fill(&block, text), end = line_end(&block, start);
  line_note(&block, start);
  return start < block.count && row->ask(&block, start, end);
}

void has_answer(void **state) {
  static struct norm_block block;
  const struct line_row *row = *state;
  size_t start = line_fill(&block, row->text), end = line_end(&block, start);
  CHECK(row->ask(&block, start, end) == row->answer, "without notes: %s", row->text);
  line_note(&block, start);
  CHECK(row->ask(&block, start, end) == row->answer, "with notes: %s", row->text);
  near_compare_strings(row->text, 1, answer_to, row);
}
