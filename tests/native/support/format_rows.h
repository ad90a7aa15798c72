/* format_rows.h: texts and whether a format has them, for RUN_ROWS. */
#ifndef TEST_FORMAT_ROWS_H
#define TEST_FORMAT_ROWS_H

#include <string.h>

#include "base/text.h"
#include "near.h"
#include "rows.h"

struct format_row {
  const char *text;
  bool (*is)(mcpx_text text);
  bool answer;
};

#define YES(is, text) \
  { text, is, true }
#define NO(is, text) \
  { text, is, false }

static inline uint64_t format_answer_to(const char *text, size_t length, const void *context) {
  const struct format_row *row = context;
  return row->is((mcpx_text){text, length});
}

static inline void format_has_answer(void **state) {
  const struct format_row *row = *state;
  CHECK(row->is((mcpx_text){row->text, strlen(row->text)}) == row->answer, "%s", row->text);
  near_compare(row->text, format_answer_to, row);
}

#endif
