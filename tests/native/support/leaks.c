/* leaks.c: the rows of leaks.def -> payloads with a leak. */
#include "leaks.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { FREE = 1, NAME = 2, VERSION = 4, WORD = 8, CODE = 16, ROUTE = 32, NUMBER = 64 };

enum { WINDOW = 6 };

struct writer {
  char *out;
  size_t length;
};

static void put_text(struct writer *writer, const char *text) {
  size_t length = strlen(text);
  memcpy(writer->out + writer->length, text, length + 1);
  writer->length += length;
}

static void put_char(struct writer *writer, char c) { put_text(writer, (const char[]){c, '\0'}); }

static void put_format(struct writer *writer, const char *format, unsigned value) {
  char text[16];
  snprintf(text, sizeof text, format, value);
  put_text(writer, text);
}

/* ---- Spellings: each writes the content of a JSON string ---- */

static void put_json(struct writer *writer, char c) {
  if (c == '\\' || c == '"') put_char(writer, '\\');
  put_char(writer, c);
}

static void write_plain(struct writer *writer, const char *text) {
  for (; *text; text++) put_json(writer, *text);
}

static void write_escapes(struct writer *writer, const char *text) {
  for (; *text; text++) put_format(writer, "\\u%04x", (unsigned char)*text);
}

static void write_percent(struct writer *writer, const char *text) {
  for (; *text; text++) put_format(writer, "%%%02X", (unsigned char)*text);
}

static void write_entities(struct writer *writer, const char *text) {
  for (; *text; text++) put_format(writer, "&#%u;", (unsigned char)*text);
}

static void write_nested_escapes(struct writer *writer, const char *text) {
  for (; *text; text++) put_format(writer, "\\\\u%04x", (unsigned char)*text);
}

static void write_full_width(struct writer *writer, const char *text) {
  for (; *text; text++) {
    if (*text == ' ')
      put_text(writer, "\\u3000");
    else
      put_format(writer, "\\u%04x", (unsigned char)*text + 0xFEE0u);
  }
}

static void write_zero_width(struct writer *writer, const char *text) {
  for (; *text; text++) {
    put_json(writer, *text);
    put_text(writer, "\xE2\x80\x8B");
  }
}

static void put_base64(struct writer *writer, const char *text, size_t line) {
  static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  size_t length = strlen(text), digits = 0;
  for (size_t i = 0; i < length; i += 3) {
    uint32_t bits = 0;
    for (size_t k = 0; k < 3; k++) bits = bits << 8 | (i + k < length ? (unsigned char)text[i + k] : 0u);
    for (size_t k = 0; k < 4; k++) {
      bool padding = i + k > length;
      if (line && digits++ == line) put_text(writer, "\\n"), digits = 1;
      put_char(writer, padding ? '=' : DIGITS[bits >> (18 - 6 * k) & 63]);
    }
  }
}

static void write_base64(struct writer *writer, const char *text) { put_base64(writer, text, 0); }
static void write_base64_lines(struct writer *writer, const char *text) { put_base64(writer, text, 8); }

static void write_hexadecimal(struct writer *writer, const char *text) {
  for (; *text; text++) put_format(writer, "%02x", (unsigned char)*text);
}

static void write_hex_pairs(struct writer *writer, const char *text) {
  for (size_t i = 0; text[i]; i++) put_format(writer, i ? " %02x" : "%02x", (unsigned char)text[i]);
}

static void write_reversed(struct writer *writer, const char *text) {
  put_text(writer, "\xE2\x80\xAE");
  for (size_t i = strlen(text); i > 0; i--) put_json(writer, text[i - 1]);
  put_text(writer, "\xE2\x80\xAC");
}

/* ---- Rows ---- */

static const struct {
  const char *rule, *text;
  unsigned room;
} KINDS[] = {
#define LEAK_KIND(rule, text, room) {#rule, text, room},
#include "leaks.def"
};

static const struct {
  const char *name, *before, *after;
  unsigned room;
} PLACES[] = {
#define LEAK_PLACE(name, before, after, room) {#name, before, after, room},
#include "leaks.def"
};

static const struct {
  const char *name;
  void (*write)(struct writer *writer, const char *text);
} SPELLINGS[] = {
#define LEAK_SPELLING(name, write) {#name, write},
#include "leaks.def"
};

enum {
  KIND_COUNT = sizeof KINDS / sizeof *KINDS,
  PLACE_COUNT = sizeof PLACES / sizeof *PLACES,
  SPELLING_COUNT = sizeof SPELLINGS / sizeof *SPELLINGS,
};

size_t leak_count(void) { return (size_t)KIND_COUNT * PLACE_COUNT * SPELLING_COUNT; }

/* ---- A payload ---- */

/* Harmless words before the text, in a place that takes any. */
static void put_words(struct writer *writer, unsigned seed) {
  static const char *const WORDS[] = {"the ",    "server ", "has ", "ended: ", "tool \\\"list\\\" ",
                                      "2 of 3 ", "(retry) "};
  for (; seed; seed /= 8)
    if (seed % 8 < 7) put_text(writer, WORDS[seed % 8]);
}

bool leak_write(size_t number, unsigned seed, struct leak *leak) {
  size_t spelling = number % SPELLING_COUNT, place = number / SPELLING_COUNT % PLACE_COUNT;
  size_t kind = number / SPELLING_COUNT / PLACE_COUNT;
  struct writer writer = {leak->payload, 0};
  unsigned room = KINDS[kind].room & PLACES[place].room;
  /* In a name, version or number every character is given. */
  if (!room || (spelling > 1 && !(room & FREE)) || (spelling > 0 && (room & NUMBER))) return false;
  *leak = (struct leak){.rule = KINDS[kind].rule,
                        .kind = KINDS[kind].text,
                        .place = PLACES[place].name,
                        .spelling = SPELLINGS[spelling].name};
  put_text(&writer, PLACES[place].before);
  if (PLACES[place].room & FREE) put_words(&writer, seed);
  char text[256];
  snprintf(text, sizeof text, "%s", KINDS[kind].text);
  SPELLINGS[spelling].write(&writer, text);
  put_text(&writer, PLACES[place].after);
  leak->length = writer.length;
  return true;
}

const char *leak_repeated(const struct leak *leak, const char *text) {
  size_t length = strlen(leak->kind);
  for (size_t i = 0; text && i + WINDOW <= length; i++) {
    char window[WINDOW + 1] = {0};
    memcpy(window, leak->kind + i, WINDOW);
    if (strstr(text, window)) return leak->kind + i;
  }
  return NULL;
}
