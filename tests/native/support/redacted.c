/* redacted.c: a text -> what mcpx_redact makes of it, and whether that is sound. */
#include "redacted.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rows.h"

struct redacted redact_sized(const char *text, size_t length, const mcpx_check_options *options) {
  static mcpx_workspace workspace;
  static mcpx_redaction ranges[REDACTED_RANGES_MAX];
  struct redacted result = {.text = malloc(MCPX_REDACTED_SIZE(length) + 1), .ranges = ranges};
  char *exact = malloc(length + !length);
  assert_non_null(result.text);
  assert_non_null(exact);
  memcpy(exact, text, length);
  result.length = mcpx_redact(exact, length, options, &workspace, result.text, MCPX_REDACTED_SIZE(length),
                              ranges, REDACTED_RANGES_MAX, &result.count);
  CHECK(result.length <= MCPX_REDACTED_SIZE(length), "%zu bytes became %zu", length, result.length);
  CHECK(result.count <= REDACTED_RANGES_MAX, "%zu ranges", result.count);
  result.text[result.length] = '\0';
  free(exact);
  return result;
}

struct redacted redact(const char *text) {
  return redact_sized(text, strlen(text), NULL);
}

static void check_output(const char *text, size_t length, const struct redacted *redacted) {
  size_t at = 0, out = 0;
  for (size_t i = 0; i <= redacted->count; i++) {
    bool is_last = i == redacted->count;
    size_t start = is_last ? length : redacted->ranges[i].start;
    CHECK(start >= at && start <= length, "range %zu is not in order", i);
    assert_memory_equal(redacted->text + out, text + at, start - at);
    out += start - at;
    if (is_last) break;
    CHECK(redacted->ranges[i].end > start, "range %zu is empty", i);
    out += (size_t)snprintf(NULL, 0, "[%s]", redacted->ranges[i].kind);
    at = redacted->ranges[i].end;
  }
  assert_int_equal(out, redacted->length);
}

void check_redacted(const char *text, size_t length, const struct redacted *redacted) {
  check_output(text, length, redacted);
  struct redacted again = redact_sized(redacted->text, redacted->length, NULL);
  bool is_same = again.length == redacted->length && memcmp(again.text, redacted->text, again.length) == 0;
  CHECK(is_same && again.count == 0, "'%s' becomes '%s'", redacted->text, again.text);
  free(again.text);
}
