/* detect.c: what the detectors share. */
#include "detect.h"

#include "base/bits.h"
#include "formats/formats.h"

bool detect_rest_of_word(mcpx_text text, size_t at, const char *word) {
  for (; *word; word++, at++) {
    char c = ascii_to_lower(text_at(text, at));
    if (c != *word && !(*word == '/' && c == '\\')) return false;
  }
  return true;
}

const char *detect_any_word(mcpx_text text, size_t at, const char *const *words) {
  char first = ascii_to_lower(text_at(text, at));
  if (first == '\\') first = '/';
  while (*words && (**words != first || !detect_word(text, at, *words))) words++;
  return *words;
}

#define D CLASS_DIGIT
#define U CLASS_UPPER
#define L CLASS_LOWER
#define V (CLASS_UPPER | CLASS_HEX_LETTER)
#define M (CLASS_LOWER | CLASS_HEX_LETTER)

static const uint8_t CLASSES_OF_BYTES[UINT8_MAX + 1] = {
    ['-'] = CLASS_DASH, ['.'] = CLASS_DOT, ['0'] = D,
    ['1'] = D,          ['2'] = D,         ['3'] = D,
    ['4'] = D,          ['5'] = D,         ['6'] = D,
    ['7'] = D,          ['8'] = D,         ['9'] = D,
    ['A'] = V,          ['B'] = V,         ['C'] = V,
    ['D'] = V,          ['E'] = V,         ['F'] = V,
    ['G'] = U,          ['H'] = U,         ['I'] = U,
    ['J'] = U,          ['K'] = U,         ['L'] = U,
    ['M'] = U,          ['N'] = U,         ['O'] = U,
    ['P'] = U,          ['Q'] = U,         ['R'] = U,
    ['S'] = U,          ['T'] = U,         ['U'] = U,
    ['V'] = U,          ['W'] = U,         ['X'] = U,
    ['Y'] = U,          ['Z'] = U,         ['_'] = CLASS_UNDERSCORE,
    ['a'] = M,          ['b'] = M,         ['c'] = M,
    ['d'] = M,          ['e'] = M,         ['f'] = M,
    ['g'] = L,          ['h'] = L,         ['i'] = L,
    ['j'] = L,          ['k'] = L,         ['l'] = L,
    ['m'] = L,          ['n'] = L,         ['o'] = L,
    ['p'] = L,          ['q'] = L,         ['r'] = L,
    ['s'] = L,          ['t'] = L,         ['u'] = L,
    ['v'] = L,          ['w'] = L,         ['x'] = L,
    ['y'] = L,          ['z'] = L};

#undef D
#undef U
#undef L
#undef V
#undef M

size_t detect_class_run(mcpx_text text, size_t at, unsigned classes, size_t most) {
  size_t left = at < text.length ? text.length - at : 0, count = 0;
  if (left > most) left = most;
  while (count < left && CLASSES_OF_BYTES[(unsigned char)text.bytes[at + count]] & classes) count++;
  return count;
}

size_t detect_run(mcpx_text text, size_t at, bool (*is)(char c), size_t most) {
  size_t count = 0;
  while (count < most && at + count < text.length && is(text.bytes[at + count])) count++;
  return count;
}

/* ---- Places ---- */

/* The first match at a place, or without `places` at one of the bytes. */
static inline bool first_at(mcpx_text text, size_t *at, mcpx_range *range, detect_match *match,
                            detect_places *places, const char *bytes) {
  for (size_t block = *at; block < text.length; block += PLACES_BLOCK) {
    uint64_t bits = places ? places(text, block) : places_of(text, block, bytes);
    for (; bits; bits &= bits - 1) {
      size_t i = block + bits_lowest(bits);
      if (i >= text.length || !match(text, i, range)) continue;
      *at = range->end > i ? range->end : i + 1;
      return true;
    }
  }
  *at = text.length;
  return false;
}

bool detect_first_at(mcpx_text text, size_t *at, mcpx_range *range, detect_match *match,
                     detect_places *places) {
  return first_at(text, at, range, match, places, NULL);
}

bool detect_first_of(mcpx_text text, size_t *at, mcpx_range *range, detect_match *match, const char *bytes) {
  return first_at(text, at, range, match, NULL, bytes);
}

bool detect_first_joined(mcpx_text text, size_t *at, mcpx_range *range, detect_match *match,
                         const char *signs, detect_places *others) {
  size_t from = *at; /* after the last run */
  for (size_t block = *at; block < text.length; block += PLACES_BLOCK) {
    uint64_t other = others ? others(text, block) : 0;
    for (uint64_t bits = places_of(text, block, signs) | other; bits; bits &= bits - 1) {
      size_t i = block + bits_lowest(bits);
      if (!(other & bits & (0 - bits))) {
        if (i < from) continue;
        while (i > from && ascii_is_dotted(text.bytes[i - 1])) i--;
        from = i + detect_class_run(text, i, CLASS_DOTTED, text.length);
      }
      if (!match(text, i, range)) continue;
      *at = range->end > i ? range->end : i + 1;
      return true;
    }
  }
  *at = text.length;
  return false;
}

bool detect_first_beside_uuids(mcpx_text text, size_t *at, mcpx_range *range, detect_match *match,
                               const char *signs) {
  size_t next = *at; /* after the last UUID */
  for (size_t block = *at; block < text.length; block += PLACES_BLOCK) {
    uint64_t numbers = places_near_digits(text, block, 0), uuids = places_of(text, block + 8, "-");
    uint64_t bits =
        (places_word_starts(text, block) & (numbers | uuids)) | (signs ? places_of(text, block, signs) : 0);
    for (; bits; bits &= bits - 1) {
      size_t i = block + bits_lowest(bits), uuid = i < next ? 0 : detect_uuid_length(text, i);
      if (uuid) next = i + uuid;
      if (i < next || ascii_is_alpha(text.bytes[i]) || !match(text, i, range)) continue;
      *at = range->end;
      return true;
    }
  }
  return false;
}

bool detect_path_start(mcpx_text text, size_t at) {
  char before = text_before(text, at);
  return at == 0 || strchr(" \t\r\n\"'=:([<,;{|>`@!&?#*", before) != NULL || ascii_is_wide(before);
}

bool detect_is_slash(char c) { return c == '/' || c == '\\'; }

size_t detect_uuid_whole(mcpx_text text, size_t at) {
  enum { LENGTH = 36 };
  if (at + LENGTH > text.length || ascii_is_alnum(text_before(text, at)) ||
      ascii_is_alnum(text_at(text, at + LENGTH)))
    return 0;
  return format_is_uuid((mcpx_text){text.bytes + at, LENGTH}) ? LENGTH : 0;
}
