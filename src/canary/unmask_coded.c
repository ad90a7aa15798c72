/* unmask_coded.c: a string -> what is encoded in base64 or hex in it, cut into lines or pairs, or written
 * backward. */
#include <string.h>

#include "base/ascii.h"
#include "base/base64.h"
#include "base/bits.h"
#include "base/escape.h"
#include "base/text.h"
#include "base/utf8.h"
#include "places.h"
#include "unmask.h"

enum { ENCODED_MIN = 16 };

static bool is_encoded(char c) { return ascii_is_word(c) || c == '+' || c == '/'; }

/* " AT " and " DOT ", which hide an address from programs. */
static bool is_spelled_sign(mcpx_text text, size_t at) {
  return text_has_at(text, at, " AT ") || text_has_at(text, at, " DOT ");
}

/* The length of a separator between two pairs of hexadecimal digits, or 0: 2f 55 73, 2f:55:73, 0x2f, 0x55. */
static size_t pair_joint(mcpx_text text, size_t at) {
  char c = text.bytes[at];
  if ((c != ' ' && c != ':' && c != '-' && c != ',') || at < 2 || !ascii_is_hex(text.bytes[at - 1]) ||
      !ascii_is_hex(text.bytes[at - 2]))
    return 0;
  size_t next = at + 1;
  if (c == ',' && next < text.length && text.bytes[next] == ' ') next++;
  if (text.length - next > 2 && text.bytes[next] == '0' && text.bytes[next + 1] == 'x') next += 2;
  return next + 1 < text.length && escape_hex_pair(text.bytes + next, 2) >= 0 ? next - at : 0;
}

/* What a path or an address begins or ends with when it is written backward. */
static bool is_backward_sign(mcpx_text text, size_t at) {
  char first = text.bytes[at];
  static const char *const SIGNS[] = {"/sresU", "/emoh", "moc.", "\\sresU"};
  if (first != '/' && first != 'm' && first != '\\') return false;
  for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
    if (text_has_at(text, at, SIGNS[i])) return true;
  return false;
}

/* What a character that is neither a letter nor a digit may be a part of. */
static unsigned forms_of_sign(mcpx_text text, size_t at) {
  unsigned char c = (unsigned char)text.bytes[at];
  if (c >= 0x80) return UNMASK_CHARACTERS | UNMASK_REVERSED;
  if (c < ' ') return UNMASK_CHARACTERS | UNMASK_GAPS;
  unsigned forms = pair_joint(text, at) ? UNMASK_GAPS : 0;
  switch (c) {
    case ' ': return forms | (is_spelled_sign(text, at) ? UNMASK_CHARACTERS : 0);
    case '\\': return UNMASK_CHARACTERS | UNMASK_GAPS | (is_backward_sign(text, at) ? UNMASK_REVERSED : 0);
    case '/': return forms | (is_backward_sign(text, at) ? UNMASK_REVERSED : 0);
    case '%':
    case '&':
    case '=':
    case '[':
    case '(':
    case '@': return UNMASK_CHARACTERS;
    default: return forms;
  }
}

/* Spaces alone separate words, and no lines of encoded text. */
unsigned unmask_forms(mcpx_text text) {
  unsigned forms = 0, spaces = 0;
  for (size_t block = 0; block < text.length; block += PLACES_BLOCK) {
    uint64_t mails = places_of(text, block, "m") & places_of(text, block + 1, "o");
    for (uint64_t bits = places_signs(text, block); bits; bits &= bits - 1)
      forms |= forms_of_sign(text, block + bits_lowest(bits));
    for (; mails; mails &= mails - 1)
      if (is_backward_sign(text, block + bits_lowest(mails))) forms |= UNMASK_REVERSED;
    if (places_of(text, block, " ")) spaces = UNMASK_GAPS;
    if (places_long_codes(text, block, ENCODED_MIN)) forms |= UNMASK_ENCODED;
  }
  return forms ? forms | spaces : 0;
}

/* ---- Encodings ---- */

static size_t decode_hex(mcpx_text run, char *out) {
  size_t length = 0;
  for (size_t i = 0; i + 1 < run.length; i += 2) {
    int byte = escape_hex_pair(run.bytes + i, run.length - i);
    if (byte < 0) return 0;
    out[length++] = (char)byte;
  }
  return run.length % 2 ? 0 : length;
}

/* Does a run of base64 begin with a byte that no text begins with? Asked before all of it is decoded. */
static bool begins_unreadable(mcpx_text run) {
  int high = base64_digit(run.bytes[0]), low = base64_digit(run.bytes[1]);
  int first = high << 2 | low >> 4;
  return first == 0x7F || (first >= 0x80 && first < 0xC2) || first > 0xF4 ||
         (first < ' ' && first && !ascii_is_space((char)first));
}

/* UTF-8 without control characters, but for U+0000, as in UTF-16. The last character may be incomplete, as
 * base64 may be cut. */
static bool is_readable(const char *bytes, size_t length) {
  size_t letters = 0, wide = 0;
  for (size_t i = 0; i < length;) {
    uint32_t c;
    size_t width = utf8_decode((const unsigned char *)bytes + i, length - i, &c);
    if (!width && i + 3 < length) return false;
    if (width && c < 0x20 && c && !ascii_is_space((char)c)) return false;
    if (width && (c == 0x7F || (c >= 0x80 && c < 0xA0))) return false;
    letters += width && c;
    wide += width > 1;
    i += width ? width : 1;
  }
  return letters >= 6 && (length < 24 ? !wide : 5 * wide <= 2 * letters);
}

static bool decode_run(mcpx_text run, char *out, mcpx_text *decoded) {
  bool marked = run.length > 2 && run.bytes[0] == '0' && run.bytes[1] == 'x';
  size_t mark = marked ? 2 : 0;
  mcpx_text digits = {run.bytes + mark, run.length - mark};
  *decoded = (mcpx_text){out, decode_hex(digits, out)};
  if (decoded->length && is_readable(out, decoded->length)) return true;
  if (begins_unreadable(run)) return false;
  decoded->length = base64_decode_digits(run.bytes, run.length, out);
  return is_readable(out, decoded->length);
}

static mcpx_range range_with_padding(mcpx_text text, size_t start, size_t length) {
  size_t end = start + length, limit = end + 2;
  while (end < text.length && end < limit && text.bytes[end] == '=') end++;
  return (mcpx_range){start, end};
}

/* The next offset, from one on, where a run or a part of it is long enough. */
static size_t next_long_run(mcpx_text text, size_t at) {
  for (; at < text.length; at += PLACES_BLOCK) {
    uint64_t bits = places_long_codes(text, at, ENCODED_MIN) | places_long_words(text, at, ENCODED_MIN);
    if (bits) return at + bits_lowest(bits);
  }
  return text.length;
}

/* The run that begins at `*at` as a whole; then, where that is not text, its parts between - _ + and /, one
 * at a time. */
bool unmask_next_encoded(mcpx_text text, size_t *at, char *out, mcpx_text *decoded, mcpx_range *run) {
  while ((*at = next_long_run(text, *at)) < text.length) {
    const char *bytes = text.bytes + *at;
    bool begins = *at == 0 || !is_encoded(bytes[-1]);
    size_t left = text.length - *at, whole = 0, part = 0;
    while (begins && whole < left && is_encoded(bytes[whole])) whole++;
    if (whole >= ENCODED_MIN && decode_run((mcpx_text){bytes, whole}, out, decoded)) {
      *run = range_with_padding(text, *at, whole);
      *at += whole + 1;
      return true;
    }
    while (part < left && ascii_is_alnum(bytes[part])) part++;
    *run = range_with_padding(text, *at, part);
    *at += part + 1;
    if (part >= ENCODED_MIN && part != whole && decode_run((mcpx_text){bytes, part}, out, decoded))
      return true;
  }
  return false;
}

/* ---- Reversed texts ---- */

/* U+202E and U+202C */
static const char REVERSING_MARK[] = {(char)0xE2, (char)0x80, (char)0xAE, '\0'},
                  ENDING_MARK[] = {(char)0xE2, (char)0x80, (char)0xAC, '\0'};

/* Where the line of an offset begins, and where it ends: a mark has no effect beyond it. */
static size_t start_of_line(mcpx_text text, size_t at, size_t least) {
  while (at > least && text.bytes[at - 1] != '\n') at--;
  return at;
}

static size_t end_of_line_at(mcpx_text text, size_t at) {
  const char *end = at < text.length ? memchr(text.bytes + at, '\n', text.length - at) : NULL;
  return end ? (size_t)(end - text.bytes) : text.length;
}

/* The next reversed part at or after `*at`: what is between two marks, or a line that looks reversed. */
static bool next_backward(mcpx_text text, size_t *at, mcpx_range *part) {
  for (size_t i = *at; (i = places_next_of(text, i, "\xE2/m\\")) < text.length; i++) {
    if (text_has_at(text, i, REVERSING_MARK)) {
      size_t start = i + strlen(REVERSING_MARK), end = start, limit = end_of_line_at(text, start);
      while (end < limit && !text_has_at(text, end, ENDING_MARK)) end++;
      *part = (mcpx_range){start, end};
    } else if (is_backward_sign(text, i)) {
      *part = (mcpx_range){start_of_line(text, i, *at), end_of_line_at(text, i)};
    } else {
      continue;
    }
    *at = part->end;
    return true;
  }
  return false;
}

static bool continues_character(char c) { return ((unsigned char)c & 0xC0) == 0x80; }

/* The characters of a text in reverse order; the bytes of each keep theirs. */
static void reverse_characters(mcpx_text text, char *out) {
  for (size_t at = text.length; at > 0;) {
    size_t first = at - 1;
    while (first > 0 && continues_character(text.bytes[first])) first--;
    memcpy(out, text.bytes + first, at - first);
    out += at - first;
    at = first;
  }
}

bool unmask_next_reversed(mcpx_text text, size_t *at, char *out, mcpx_text *reversed, mcpx_range *part) {
  if (!next_backward(text, at, part)) return false;
  *reversed = (mcpx_text){out, part->end - part->start};
  reverse_characters((mcpx_text){text.bytes + part->start, reversed->length}, out);
  return true;
}

/* ---- Separated encodings ---- */

/* The length of what separates two lines: white space, also as escape sequences. A space alone is none. */
static size_t line_gap(mcpx_text text, size_t at) {
  size_t end = at;
  while (end < text.length) {
    char c = text.bytes[end], after = end + 1 < text.length ? text.bytes[end + 1] : 0;
    if (c == '\\' && (after == 'n' || after == 'r'))
      end += 2;
    else if (ascii_is_space(c))
      end++;
    else
      break;
  }
  return end == at + 1 && text.bytes[at] == ' ' ? 0 : end - at;
}

/* Lines of base64 have a multiple of four characters, but for the last one. */
static bool is_base64_line(size_t length) { return length >= 8 && length % 4 == 0; }

/* Digits and letters, or capitals after small letters, as in no word or date. */
static bool is_mixed(mcpx_text text) {
  bool digit = false, letter = false, inner = false;
  for (size_t i = 0; i < text.length; i++) {
    digit = digit || ascii_is_digit(text.bytes[i]);
    letter = letter || ascii_is_alpha(text.bytes[i]);
    inner = inner || (i && ascii_is_upper(text.bytes[i]) && ascii_is_lower(text.bytes[i - 1]));
  }
  return (digit && letter) || inner;
}

/* Four capitals that are not the level of a log line. */
static bool is_last_of_base64(mcpx_text text) {
  size_t capitals = 0;
  while (capitals < text.length && ascii_is_upper(text.bytes[capitals])) capitals++;
  return capitals == 4 && text.length == 4 && memcmp(text.bytes, "INFO", 4) != 0 &&
         memcmp(text.bytes, "WARN", 4) != 0;
}

/* Does a line of base64 go on at an offset? The line ends there, or a sign does that encoded text may have
 * behind it. Before a space it could be a word of a sentence. */
static bool continues_base64(mcpx_text text, size_t at) {
  size_t end = at;
  while (end < text.length && is_encoded(text.bytes[end])) end++;
  mcpx_text line = {text.bytes + at, end - at};
  char after = end < text.length ? text.bytes[end] : '"';
  if (!line.length) return false;
  if (after == ' ') return line.length % 4 == 0 && (is_mixed(line) || is_last_of_base64(line));
  return is_base64_line(line.length) || !ascii_is_space(after);
}

/* Remember where a byte was made from, if the caller wants to know. */
static void sources_put(uint32_t *sources, size_t at, size_t source) {
  if (sources) sources[at] = (uint32_t)source;
}

size_t unmask_squeezed(mcpx_text text, char *out, uint32_t *sources) {
  size_t length = 0, run = 0;
  for (size_t i = 0; i < text.length;) {
    if (ascii_is_alnum(text.bytes[i])) {
      run++;
      sources_put(sources, length, i);
      out[length++] = text.bytes[i++];
      continue;
    }
    size_t gap = is_base64_line(run) ? line_gap(text, i) : 0;
    size_t joint = pair_joint(text, i);
    if (joint) {
      i += joint;
    } else if (gap && continues_base64(text, i + gap)) {
      i += gap;
      run = 0;
    } else {
      run = is_encoded(text.bytes[i]) ? run + 1 : 0;
      sources_put(sources, length, i);
      out[length++] = text.bytes[i++];
    }
  }
  sources_put(sources, length, text.length);
  return length;
}
