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
    "home",    "users",  "tmp",        "root",      "var",     "etc",       "usr",          "opt",   "mnt",
    "private", "run",    "proc",       "dev",       "srv",     "nix",       "volumes",      "media", "builds",
    "github",  "export", "workspaces", "documents", "desktop", "downloads", "applications", NULL};

/* These begin a path on a disk or a route: the words after them decide. */
static const char *const DISK_OR_ROUTE[] = {"app", "apps", "data", "library", "system", "workspace", NULL};

static bool is_listed(const char *const *names, mcpx_text text) {
  char first = text_at(text, 0);
  while (*names && (**names != first || !text_equals(*names, text.bytes, text.length))) names++;
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

/* ---- The proxy's own routes ---- */

/* A line for each path. */
static const char ROUTES[] =
#define ROUTE(path) path "\n"
#include "tables/routes.def"
    ;

/* In the same order; ROUTE_COUNT is their number. */
static const uint8_t ROUTE_LENGTHS[] = {
#define ROUTE(path) sizeof(path) - 1,
#include "tables/routes.def"
};

enum { ROUTE_SEGMENTS_MAX = 10, ROUTE_COUNT = sizeof ROUTE_LENGTHS };

/* Moves `row`, which is empty at first, to the next path; false after the last one. */
static bool next_route(mcpx_text *row) {
  const char *start = row->bytes ? row->bytes + row->length + 1 : ROUTES;
  const char *end = strchr(start, '\n');
  *row = (mcpx_text){start, end ? (size_t)(end - start) : 0};
  return end != NULL;
}

static bool is_param(mcpx_text segment) { return segment.length && segment.bytes[0] == '{'; }

static bool is_same(mcpx_text a, mcpx_text b) {
  return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

/* The path of a route, without the slash at its end; empty for UNMATCHED. */
static mcpx_text path_of_route(mcpx_text route) {
  cut_before(&route, ' ');
  if (route.length > 1 && route.bytes[route.length - 1] == '/') route.length--;
  return route.length && route.bytes[0] == '/' ? route : (mcpx_text){"", 0};
}

static bool is_known_path(mcpx_text path) {
  static const char *const PATHS[] = {
#define ROUTE(path) path,
#include "tables/routes.def"
  };
  size_t row = 0;
  while ((row = text_next_of_length(ROUTE_LENGTHS, row, ROUTE_COUNT, path.length)) < ROUTE_COUNT) {
    if (text_same(PATHS[row], path.bytes, path.length)) return true;
    row++;
  }
  return false;
}

/* The word of a segment that somebody may have chosen: a literal one, or the name of a parameter. */
static mcpx_text word_of_segment(mcpx_text segment) {
  if (text_equals("*", segment.bytes, segment.length) || is_api_version(segment)) segment.length = 0;
  if (!is_param(segment)) return segment;
  segment = (mcpx_text){segment.bytes + 1, segment.length - 2};
  return cut_before(&segment, ':');
}

/* Is it a segment of a path in the table, or the name of a parameter there? */
static bool is_known_word(mcpx_text word) {
  char wanted[48];
  if (word.length >= sizeof wanted) return false;
  memcpy(wanted, word.bytes, word.length);
  wanted[word.length] = '\0';
  for (const char *found = ROUTES + 1; (found = strstr(found, wanted)) != NULL; found++)
    if (strchr("/{", found[-1]) && strchr("/}\n", found[word.length])) return true;
  return false;
}

/* Does the path follow a row with a parameter in the place of `word`, which the row does not have? `*last`:
 * the parameter is its last segment. */
static bool replaces_param(mcpx_text path, mcpx_text row, mcpx_text word, bool *last) {
  bool replaced = false;
  while (path.length && row.length) {
    mcpx_text segment = cut_before(&path, '/'), wanted = cut_before(&row, '/');
    if (is_param(wanted)) {
      replaced = replaced || is_same(segment, word);
      *last = row.length == 0 && is_same(segment, word);
    } else if (!is_same(segment, wanted)) {
      return false;
    }
  }
  return replaced && path.length == 0 && row.length == 0;
}

/* Does a row go on with a word where another one has its last parameter? Then a newer release may have more.
 */
static bool has_literal_siblings(mcpx_text row) {
  size_t parent = row.length;
  while (parent > 0 && row.bytes[parent - 1] != '/') parent--;
  for (mcpx_text other = {NULL, 0}; next_route(&other);) {
    bool inside = other.length > parent && memcmp(other.bytes, row.bytes, parent) == 0;
    if (inside && other.bytes[parent] != '{' && other.bytes[parent] != '*') return true;
  }
  return false;
}

/* No word of a row has more parts. */
static bool has_many_parts(mcpx_text word) {
  size_t hyphens = 0, underscores = 0;
  for (size_t i = 0; i < word.length; i++) {
    hyphens += word.bytes[i] == '-';
    underscores += word.bytes[i] == '_';
  }
  return hyphens > 2 || underscores > 1;
}

/* Is the path like that of a row up to its first parameter? */
static bool has_prefix_of_row(mcpx_text path, mcpx_text row) {
  const char *param = memchr(row.bytes, '{', row.length);
  size_t prefix = param ? (size_t)(param - row.bytes) : 0;
  return prefix > 0 && path.length > prefix && memcmp(path.bytes, row.bytes, prefix) == 0;
}

static bool is_in_place_of_param(mcpx_text path, mcpx_text word) {
  for (mcpx_text row = {NULL, 0}; next_route(&row);) {
    bool last = false;
    if (has_prefix_of_row(path, row) && replaces_param(path, row, word, &last))
      return !last || has_many_parts(word) || !has_literal_siblings(row);
  }
  return false;
}

/* After an unknown first segment, a further unknown word is a part of a path that a request had. */
static bool begins_elsewhere(mcpx_text path, mcpx_text word) {
  cut_before(&path, '/');
  mcpx_text first = cut_before(&path, '/');
  bool known = is_param(first) || !word_of_segment(first).length || is_known_word(first);
  return !is_same(first, word) && (!known || is_listed(DISK_OR_ROUTE, first));
}

bool format_is_route(mcpx_text text) {
  if (text_equals("UNMATCHED", text.bytes, text.length)) return true;
  mcpx_text path = text, method = cut_before(&path, ' ');
  return is_listed(FORMAT_ROUTE_METHODS, method) &&
         (text_equals("UNMATCHED", path.bytes, path.length) || is_known_path(path) || is_template(path));
}

struct format_route_words format_route_words_start(mcpx_text route) {
  struct format_route_words words = {.path = path_of_route(route)};
  if (is_known_path(words.path)) words.at = words.path.length;
  return words;
}

bool format_route_next_word(struct format_route_words *words) {
  while (words->at < words->path.length) {
    mcpx_text left = {words->path.bytes + words->at, words->path.length - words->at};
    mcpx_text segment = cut_before(&left, '/');
    words->at += segment.length + 1;
    words->segments++;
    words->word = word_of_segment(segment);
    if (!words->word.length || is_known_word(words->word)) continue;
    /* No path in the table has as many segments, so that looking further would only cost time. */
    words->concrete =
        !is_param(segment) && words->segments <= ROUTE_SEGMENTS_MAX &&
        (is_in_place_of_param(words->path, words->word) || begins_elsewhere(words->path, words->word));
    return true;
  }
  return false;
}
