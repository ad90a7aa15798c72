/* text.c: compares texts without regard to case. */
#include "base/text.h"

#include "base/ascii.h"

/* How many bytes of the text, from `at` on, are a form of the letter of a name; 0: none. */
static size_t letter_length(mcpx_text text, size_t at, char letter) {
  static const char LONG_S[] = "\xC5\xBF", KELVIN[] = "\xE2\x84\xAA";
  const char *other = letter == 's' ? LONG_S : letter == 'k' ? KELVIN : "";
  if (ascii_to_lower(text_at(text, at)) == letter) return 1;
  return text_has_at(text, at, other) ? strlen(other) : 0;
}

bool text_folds_to(const char *name, mcpx_text text) {
  size_t at = 0;
  for (; *name; name++) {
    size_t length = letter_length(text, at, ascii_to_lower(*name));
    if (!length) return false;
    at += length;
  }
  return at == text.length;
}
