/* fuzz_detect.c: any text, as the value of an unknown property: it is judged alike however its characters are
 * escaped, and a text that the canary finds something in does not get clean by status where something else
 * should. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "fuzz.h"

/* Longer texts are only slower: the detectors look at places. */
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

/* {"x":"…"} with `before` it; what is no UTF-8 is left out, and so is U+0000. Returns the length. */
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
  char *exact = realloc(payload, length); /* so that a byte too far is seen */
  require(exact, "memory");
  mcpx_scan(exact, length, NULL, &workspace, result->findings, ROOM, &result->verdict);
  require(result->verdict.stored < ROOM, "a rule tells of a text once");
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
      require(result->findings[i].rule != result->findings[k].rule, "a rule tells of a text once");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static struct result plain, escaped, mixed, rejected;
  unsigned escapes = size ? data[0] : 0;
  size_t used = size < HEADER ? size : HEADER;
  data += used;
  size = size - used < TEXT_MAX ? size - used : TEXT_MAX;
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
