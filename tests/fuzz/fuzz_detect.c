/* fuzz_detect.c: fuzzes the search for personal data. The findings in a string do not depend on how its
 * characters are escaped, a string in place of a count is an error, and a redacted text has nothing left to
 * redact. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "fuzz.h"

/* Longer texts are only slower: the detectors look at a few characters at a time. */
enum { HEADER = 4, ROOM = 64, ESCAPED_MAX = 12, TEXT_MAX = 200 };

struct result {
  mcpx_verdict verdict;
  mcpx_finding findings[ROOM];
};

/* ---- JSON ---- */

static size_t write_unit(uint32_t unit, char *out) { return (size_t)sprintf(out, "\\u%04x", (unsigned)unit); }

/* One character as escapes, or as it is where it can be. */
static size_t write_character(uint32_t c, bool escaped, char *out) {
  if (c >= 0x10000 && escaped) {
    size_t length = write_unit(0xD7C0 + (c >> 10), out);
    return length + write_unit(0xDC00 | (c & 0x3FF), out + length);
  }
  if (escaped || c < ' ' || c == '"' || c == '\\') return write_unit(c, out);
  return utf8_encode(c, (unsigned char *)out);
}

/* Write `before` and the text as a JSON string, without U+0000 and bytes that are not UTF-8. Returns the
 * length. */
static size_t write_payload(const uint8_t *text, size_t size, const char *before, unsigned escapes,
                            char *out) {
  size_t length = (size_t)sprintf(out, "%s\"", before);
  for (size_t i = 0, width; i < size; i += width ? width : 1) {
    uint32_t c;
    width = utf8_decode(text + i, size - i, &c);
    if (width && c) length += write_character(c, escapes >> i % 8 & 1, out + length);
  }
  return length + (size_t)sprintf(out + length, "\"}");
}

/* ---- Results ---- */

static void scan(const uint8_t *text, size_t size, const char *before, unsigned escapes,
                 struct result *result) {
  static mcpx_workspace workspace;
  char *payload = malloc(size * ESCAPED_MAX + 64);
  require(payload, "memory");
  size_t length = write_payload(text, size, before, escapes, payload);
  char *exact = realloc(payload, length); /* so that a read past the end is seen */
  require(exact, "memory");
  mcpx_scan(exact, length, NULL, &workspace, result->findings, ROOM, &result->verdict);
  require(result->verdict.stored < ROOM, "a rule reports a text once");
  free(exact);
}

static void check_same(const struct result *a, const struct result *b) {
  require(a->verdict.stored == b->verdict.stored, "escapes: as many findings");
  for (size_t i = 0; i < a->verdict.stored; i++)
    require(a->findings[i].rule == b->findings[i].rule && a->findings[i].offset == b->findings[i].offset,
            "escapes: the same findings");
}

static void check_once(const struct result *result) {
  for (size_t i = 0; i < result->verdict.stored; i++)
    for (size_t k = 0; k < i; k++)
      require(result->findings[i].rule != result->findings[k].rule, "a rule reports a text once");
}

/* ---- Redaction ---- */

/* The output is the text with the kinds in place of the ranges, which are in order. */
static void check_output(const uint8_t *text, size_t size, const char *out, size_t length,
                         const mcpx_redaction *ranges, size_t count) {
  size_t at = 0, written = 0;
  for (size_t i = 0; i < count; i++) {
    require(ranges[i].start >= at && ranges[i].end > ranges[i].start && ranges[i].end <= size,
            "ranges in order");
    require(memcmp(out + written, text + at, ranges[i].start - at) == 0, "the text between ranges stays");
    written += ranges[i].start - at + strlen(ranges[i].kind) + 2;
    at = ranges[i].end;
  }
  require(written + size - at == length, "the length is that of the parts");
  require(memcmp(out + written, text + at, size - at) == 0, "the text after the ranges stays");
}

static void check_redaction(const uint8_t *text, size_t size) {
  static mcpx_workspace workspace;
  static mcpx_redaction ranges[TEXT_MAX];
  static char again[16 * TEXT_MAX];
  size_t count, room = MCPX_REDACTED_SIZE(size);
  char *out = malloc(room);
  require(out, "memory");
  size_t length =
      mcpx_redact((const char *)text, size, NULL, &workspace, out, room, ranges, TEXT_MAX, &count);
  require(length <= room && count <= TEXT_MAX, "a redacted text is at most four times as long");
  check_output(text, size, out, length, ranges, count);
  char *exact = realloc(out, length + !length);
  require(exact, "memory");
  size_t same = mcpx_redact(exact, length, NULL, &workspace, again, sizeof again, NULL, 0, &count);
  require(same == length && memcmp(again, exact, length) == 0 && count == 0, "nothing is left to redact");
  free(exact);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static struct result plain, escaped, mixed, rejected;
  unsigned escapes = size ? data[0] : 0;
  size_t used = size < HEADER ? size : HEADER;
  data += used;
  size = size - used < TEXT_MAX ? size - used : TEXT_MAX;
  check_redaction(data, size);
  scan(data, size, "{\"x\":", 0, &plain);
  scan(data, size, "{\"x\":", 0xFF, &escaped);
  scan(data, size, "{\"x\":", escapes, &mixed);
  check_once(&plain);
  check_same(&plain, &escaped);
  check_same(&plain, &mixed);
  require(plain.verdict.found[MCPX_SEVERITY_NOTE] == 1, "an unknown property is a note");
  scan(data, size, "{\"tool_count\":", escapes, &rejected);
  require(rejected.verdict.found[MCPX_SEVERITY_ERROR] > 0, "a text is no count");
  check_once(&rejected);
  return 0;
}
