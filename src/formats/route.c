/* route.c: a key of rest_endpoint_calls -> whether it is a REST route. A template names the handler of a
 * request; the concrete path of a request could name a person or a machine. */
#include "route.h"

#include <string.h>

#include "base/ascii.h"
#include "formats.h"

MCPX_INTERNAL const char *const FORMAT_ROUTE_METHODS[] = {"GET",  "POST",    "PUT",     "DELETE", "PATCH",
                                                          "HEAD", "OPTIONS", "CONNECT", "TRACE",  NULL};

/* A path that begins with one of these is taken for a path on a disk. */
MCPX_INTERNAL const char *const FORMAT_ROUTE_DISK_FOLDERS[] = {
    "home", "users", "tmp", "root", "var", "etc", "usr", "opt", "mnt", "private", "run", "proc", "dev", NULL};

static bool is_listed(const char *const *names, mcpx_text text) {
  while (*names && !text_equals(*names, text.bytes, text.length)) names++;
  return *names != NULL;
}

/* Cuts off and returns the part of `text` before the first `separator`; the separator is dropped. */
static mcpx_text cut_before(mcpx_text *text, char separator) {
  const char *found = memchr(text->bytes, separator, text->length);
  size_t length = found ? (size_t)(found - text->bytes) : text->length;
  mcpx_text part = {text->bytes, length};
  text->bytes += length + (found != NULL);
  text->length -= length + (found != NULL);
  return part;
}

/* Lower-case words with one `-` or `_` between them. */
static bool is_words(mcpx_text text) {
  bool joins = true;
  for (size_t i = 0; i < text.length; i++) {
    char c = text.bytes[i];
    bool joint = c == '-' || c == '_';
    if (joint ? joins : !ascii_is_lower(c)) return false;
    joins = joint;
  }
  return !joins;
}

static bool is_api_version(mcpx_text text) {
  size_t i = 1;
  while (i < text.length && ascii_is_digit(text.bytes[i])) i++;
  return text.length > 1 && text.bytes[0] == 'v' && i == text.length;
}

static bool is_name_char(char c, bool first) {
  return ascii_is_alpha(c) || c == '_' || (!first && ascii_is_digit(c));
}

/* A regular expression: printable ASCII without spaces; braces only around the numbers of a repetition. */
static bool is_regex(mcpx_text text) {
  bool repetition = false;
  for (size_t i = 0; i < text.length; i++) {
    unsigned char c = (unsigned char)text.bytes[i];
    if (c <= ' ' || c >= 0x7F) return false;
    if (c == '{' ? repetition : c == '}' ? !repetition : repetition && !ascii_is_digit((char)c) && c != ',')
      return false;
    if (c == '{' || c == '}') repetition = c == '{';
  }
  return text.length && !repetition;
}

/* "{name}" or "{name:regex}". */
static bool is_parameter(mcpx_text text) {
  if (text.length < 3 || text.bytes[0] != '{' || text.bytes[text.length - 1] != '}') return false;
  mcpx_text regex = {text.bytes + 1, text.length - 2};
  mcpx_text name = cut_before(&regex, ':');
  bool has_regex = name.length < text.length - 2;
  for (size_t i = 0; i < name.length; i++)
    if (!is_name_char(name.bytes[i], i == 0)) return false;
  return name.length && (!has_regex || is_regex(regex));
}

static bool is_segment(mcpx_text text) {
  return is_words(text) || is_api_version(text) || is_parameter(text) ||
         text_equals("*", text.bytes, text.length) || text_equals(".well-known", text.bytes, text.length);
}

static bool is_template(mcpx_text text) {
  if (!text.length || text.bytes[0] != '/') return false;
  cut_before(&text, '/');
  for (bool first = true; text.length; first = false) {
    mcpx_text segment = cut_before(&text, '/');
    if (!is_segment(segment) || (first && is_listed(FORMAT_ROUTE_DISK_FOLDERS, segment))) return false;
  }
  return true;
}

bool format_is_route(mcpx_text text) {
  if (text_equals("UNMATCHED", text.bytes, text.length)) return true;
  mcpx_text method = cut_before(&text, ' ');
  return is_listed(FORMAT_ROUTE_METHODS, method) &&
         (text_equals("UNMATCHED", text.bytes, text.length) || is_template(text));
}
