/* route.c: a key of rest_endpoint_calls -> whether it is a method and the template of a route. */
#include <string.h>

#include "base/ascii.h"
#include "base/text.h"
#include "formats.h"
#include "route.h"

static const char *const METHODS[] = {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", NULL};

/* First segments that are the root of a path on a disk. */
static const char *const DISK_ROOTS[] = {"home", "users", "tmp",     "root", "var",  "etc", "usr",
                                         "opt",  "mnt",   "private", "run",  "proc", "dev", NULL};

static bool is_one_of(const char *const *names, mcpx_text text) {
  while (*names && !text_equals(*names, text.bytes, text.length)) names++;
  return *names != NULL;
}

/* The part of `text` up to the first `separator`; the rest stays in `text`, without it. */
static mcpx_text take_until(mcpx_text *text, char separator) {
  const char *found = memchr(text->bytes, separator, text->length);
  size_t length = found ? (size_t)(found - text->bytes) : text->length;
  mcpx_text taken = {text->bytes, length};
  text->bytes += length + (found != NULL);
  text->length -= length + (found != NULL);
  return taken;
}

/* Words of lower-case letters, each joined to the next by one - or _. */
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

/* A regular expression: no space, and braces only around the digits of a repetition. */
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

/* {name} or {name:regex}. */
static bool is_parameter(mcpx_text text) {
  if (text.length < 3 || text.bytes[0] != '{' || text.bytes[text.length - 1] != '}') return false;
  mcpx_text regex = {text.bytes + 1, text.length - 2};
  mcpx_text name = take_until(&regex, ':');
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
  take_until(&text, '/');
  for (bool first = true; text.length; first = false) {
    mcpx_text segment = take_until(&text, '/');
    if (!is_segment(segment) || (first && is_one_of(DISK_ROOTS, segment))) return false;
  }
  return true;
}

bool format_is_route(mcpx_text text) {
  if (text_equals("UNMATCHED", text.bytes, text.length)) return true;
  mcpx_text method = take_until(&text, ' ');
  return is_one_of(METHODS, method) &&
         (text_equals("UNMATCHED", text.bytes, text.length) || is_template(text));
}

void format_route_pattern(struct json_writer *json) {
  const char *bar = "";
  json_string_begin(json);
  json_string_add(json, "^(UNMATCHED|(");
  for (const char *const *method = METHODS; *method; method++, bar = "|") {
    json_string_add(json, bar);
    json_string_add(json, *method);
  }
  json_string_add(json, ") (UNMATCHED|/|(?!/(");
  bar = "";
  for (const char *const *root = DISK_ROOTS; *root; root++, bar = "|") {
    json_string_add(json, bar);
    json_string_add(json, *root);
  }
  json_string_add(json,
                  ")(/|$))(/([a-z]+([-_][a-z]+)*|v[0-9]+|\\*|\\.well-known|"
                  "\\{[A-Za-z_][A-Za-z0-9_]*(:([!-.0-z|~]|\\{[0-9,]*\\})+)?\\}))+/?))$");
  json_string_end(json);
}
