/* extent.c: where the path, URL or value that a detector recognized begins and ends. Each function looks at a
 * bounded number of bytes, or only at those of the range that it returns, so that all of them stay linear. */
#include "extent.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "detect.h"

enum { BACK_MAX = 512, QUOTED_MAX = 512, SPACES_MAX = 8, ESCAPE = 0x1B };

/* ---- Words ---- */

/* An apostrophe within a word is a part of it: Alice's. */
static bool is_apostrophe(mcpx_text text, size_t at, size_t width) {
  return ascii_is_alnum(text_before(text, at)) && ascii_is_alnum(text_at(text, at + width));
}

/* A space or quotation mark outside ASCII. */
static bool is_wide_break(mcpx_text text, size_t at) {
  uint32_t c;
  size_t width = utf8_decode((const unsigned char *)text.bytes + at, text.length - at, &c);
  return width > 1 && (unicode_is_space(c) || (unicode_is_quote(c) && !is_apostrophe(text, at, width)));
}

/* Does a word end before this byte? At white space, a quotation mark, or an angle bracket. */
static bool is_break(mcpx_text text, size_t at) {
  char c = text.bytes[at];
  if (ascii_is_wide(c)) return is_wide_break(text, at);
  if (c == '\'') return !is_apostrophe(text, at, 1);
  return ascii_is_space(c) || c == '\v' || c == '\f' || c == '"' || c == '`' || c == '<' || c == '>' ||
         c == '|' || c == ESCAPE;
}

size_t extent_word_end(mcpx_text text, size_t at) {
  while (at < text.length && !is_break(text, at)) at++;
  return at;
}

size_t extent_word_start(mcpx_text text, size_t from, size_t at) {
  size_t start = from;
  for (size_t i = from; i < at; i++) {
    if (!is_break(text, i)) continue;
    start = i + 1;
    while (start < at && ((unsigned char)text.bytes[start] & 0xC0) == 0x80) start++;
  }
  return start;
}

/* \n, \r, \t and \" as JSON writes them. */
static bool is_escaped_break(mcpx_text text, size_t at) {
  char after = text_at(text, at + 1);
  return text.bytes[at] == '\\' && after && strchr("nrt\"'", after) != NULL;
}

/* ---- The end of a word ---- */

static bool is_bracket_pair(char open, char close) {
  return (open == '(' && close == ')') || (open == '[' && close == ']') || (open == '{' && close == '}');
}

/* How many closing brackets of the range have no opening bracket in it? */
static size_t unopened_brackets(mcpx_text text, size_t start, size_t end, char close) {
  size_t open = 0, closed = 0;
  for (size_t i = start; i < end; i++) {
    open += is_bracket_pair(text.bytes[i], close);
    closed += text.bytes[i] == close;
  }
  return closed > open ? closed - open : 0;
}

static bool is_sentence_mark(char c) { return c && strchr(".,:;", c) != NULL; }

/* Leave out the punctuation and closing brackets at the end that belong to the sentence around, and the
 * backslash of an escaped quote. */
static size_t trim_end(mcpx_text text, size_t start, size_t least, size_t end) {
  static const char CLOSING[] = ")]}";
  size_t unopened[3];
  for (int i = 0; i < 3; i++) unopened[i] = unopened_brackets(text, start, end, CLOSING[i]);
  while (end > least) {
    char c = text.bytes[end - 1], after = text_at(text, end);
    const char *bracket = strchr(CLOSING, c);
    if (bracket && c && unopened[bracket - CLOSING] > 0)
      unopened[bracket - CLOSING]--;
    else if (!is_sentence_mark(c) && !(c == '\\' && (after == '"' || after == '\'')))
      break;
    end--;
  }
  return end;
}

/* ---- Paths and URLs ---- */

size_t extent_path_start(mcpx_text text, size_t at) {
  size_t start = at;
  while (at - start < BACK_MAX && !detect_path_start(text, start)) start--;
  /* ESC [ 31 m before a path colors it. */
  if (text_before(text, start) != '[' || start < 2 || text.bytes[start - 2] != ESCAPE) return start;
  while (start < at && text.bytes[start] != 'm') start++;
  return start < at ? start + 1 : at;
}

/* A colon ends a path where a line number, another path or the next word follows. */
static bool is_path_colon(mcpx_text text, size_t at) {
  char after = text_at(text, at + 1);
  return text.bytes[at] == ':' &&
         (!after || ascii_is_digit(after) || detect_is_slash(after) || is_break(text, at + 1));
}

static size_t path_word_end(mcpx_text text, size_t start, size_t least) {
  size_t end = least;
  bool escapes = text.bytes[start] == '/' || text.bytes[start] == '~'; /* \n in a path of Windows is a name */
  for (; end < text.length && !is_break(text, end); end++)
    if (is_path_colon(text, end) || text.bytes[end] == ';' || (escapes && is_escaped_break(text, end))) break;
  return trim_end(text, start, least, end);
}

static bool is_folder_char(mcpx_text text, size_t at) {
  return at < text.length && !is_break(text, at) && !strchr(":;,=~([{\\/", text.bytes[at]);
}

/* A path continues after a space if at most two words and a slash follow. Returns the offset after the slash,
 * or 0. */
static size_t spaced_folder_end(mcpx_text text, size_t at) {
  for (int word = 0; word < 2; word++) {
    if (text_at(text, at) != ' ' || !is_folder_char(text, at + 1)) return 0;
    at++;
    while (is_folder_char(text, at)) at++;
    if (detect_is_slash(text_at(text, at))) return at + 1;
  }
  return 0;
}

/* The mark that closes the quotation whose opening mark is right before an offset, or NULL. */
static const char *closing_quote(mcpx_text text, size_t at) {
  static const char *const QUOTES[][2] = {{"\"", "\""},
                                          {"'", "'"},
                                          {"`", "`"},
                                          {"\xE2\x80\x9C", "\xE2\x80\x9D"},
                                          {"\xE2\x80\x98", "\xE2\x80\x99"},
                                          {"\xC2\xAB", "\xC2\xBB"}};
  for (size_t i = 0; i < sizeof QUOTES / sizeof *QUOTES; i++)
    if (text_has_before(text, at, QUOTES[i][0])) return QUOTES[i][1];
  return NULL;
}

/* The end of a quotation in one line that begins right before `start`; 0 if there is none. */
static size_t quotation_end(mcpx_text text, size_t start, size_t end) {
  const char *quote = closing_quote(text, start);
  for (size_t i = end; quote && i < text.length && i < end + QUOTED_MAX; i++) {
    if (text.bytes[i] == '\n') return 0;
    if (!text_has_at(text, i, quote)) continue;
    while (i > end && text.bytes[i - 1] == '\\') i--;
    return i;
  }
  return 0;
}

/* A list or a sentence in quotes is not one path. */
static bool is_prose(mcpx_text text, size_t from, size_t to) {
  for (size_t i = from; i + 1 < to; i++)
    if ((text.bytes[i] == ':' || text.bytes[i] == ',') && text.bytes[i + 1] == ' ') return true;
  return false;
}

size_t extent_path_end(mcpx_text text, size_t start, size_t least) {
  size_t end = path_word_end(text, start, least), quoted = quotation_end(text, start, end), folder;
  if (quoted > end && !is_prose(text, end, quoted)) return quoted;
  for (int i = 0; i < SPACES_MAX && (folder = spaced_folder_end(text, end)) > 0; i++)
    end = path_word_end(text, start, folder);
  return end;
}

size_t extent_url_end(mcpx_text text, size_t start, size_t least) {
  size_t end = least;
  while (end < text.length && !is_break(text, end) && !is_escaped_break(text, end)) end++;
  return trim_end(text, start, least, end);
}

/* ---- Values of secrets ---- */

static bool is_value_break(mcpx_text text, size_t at) {
  return is_break(text, at) || is_escaped_break(text, at) || text.bytes[at] == ',' || text.bytes[at] == ';';
}

/* `name=` as in a query or a cookie. */
static bool is_pair(mcpx_text text, size_t at) {
  size_t length = detect_class_run(text, at, CLASS_DOTTED, 64);
  return length > 0 && text_at(text, at + length) == '=';
}

/* Further pairs of a cookie: `; name=value`. */
static size_t cookies_end(mcpx_text text, size_t end) {
  while (text_at(text, end) == ';') {
    size_t pair = end + 1 + (text_at(text, end + 1) == ' ');
    if (!is_pair(text, pair)) break;
    while (pair < text.length && !is_break(text, pair) && text.bytes[pair] != ';') pair++;
    end = pair;
  }
  return end;
}

size_t extent_value_end(mcpx_text text, size_t start) {
  size_t quoted = quotation_end(text, start, start), end = start;
  if (quoted > start) return quoted;
  while (end < text.length && !is_value_break(text, end) &&
         !(text.bytes[end] == '&' && is_pair(text, end + 1)))
    end++;
  return cookies_end(text, trim_end(text, start, start, end));
}
