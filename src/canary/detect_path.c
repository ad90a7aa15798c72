/* detect_path.c: a decoded string -> whether a path stands in it. */
#include <string.h>

#include "detect.h"

bool detect_word(mcpx_text text, size_t at, const char *word) {
  for (; *word; word++, at++) {
    char c = ascii_to_lower(text_at(text, at));
    if (c != *word && !(*word == '/' && c == '\\')) return false;
  }
  return true;
}

bool detect_path_start(mcpx_text text, size_t at) {
  char before = text_before(text, at);
  return at == 0 || strchr(" \t\r\n\"'=:([<,;{|>`@!&?#*", before) != NULL || ascii_is_wide(before);
}

size_t detect_run(mcpx_text text, size_t at, bool (*is)(char c), size_t most) {
  size_t count = 0;
  while (count < most && at + count < text.length && is(text.bytes[at + count])) count++;
  return count;
}

static bool is_slash(char c) { return c == '/' || c == '\\'; }

/* What a name begins with, behind a slash. */
static bool is_name(char c) {
  return ascii_is_alnum(c) || ascii_is_wide(c) || (c && strchr("._-%$<*+~({", c));
}

static bool home_at(mcpx_text text, size_t at) {
  static const char *const HOMES[] = {"/users/", "/home/"};
  static const char *const AS_WRITTEN[] = {"/Users/", "/home/"};
  for (size_t i = 0; i < 2; i++) {
    if (!detect_word(text, at, HOMES[i])) continue;
    size_t length = strlen(HOMES[i]), more = detect_run(text, at + length, is_slash, 4);
    if (!is_name(text_at(text, at + length + more))) continue;
    if (detect_path_start(text, at) || memcmp(text.bytes + at, AS_WRITTEN[i], length) == 0) return true;
  }
  return false;
}

bool detect_home_path(mcpx_text text) {
  for (size_t i = 0; i < text.length; i++)
    if (is_slash(text.bytes[i]) && home_at(text, i)) return true;
  return false;
}

bool detect_root_path(mcpx_text text) {
  static const char *const ROOTS[] = {"/tmp/",      "/var/tmp/", "/var/folders/", "/private/", "/mnt/",
                                      "/run/user/", "/dev/shm/", "/volumes/",     "/root/",    NULL};
  static const char *const ALONE[] = {"/root", "/var/tmp", "/var/folders", "/dev/shm", NULL};
  for (size_t i = 0; i < text.length; i++) {
    if (!is_slash(text.bytes[i]) || !detect_path_start(text, i)) continue;
    for (const char *const *root = ROOTS; *root; root++)
      if (detect_word(text, i, *root) && is_name(text_at(text, i + strlen(*root)))) return true;
    for (const char *const *root = ALONE; *root; root++) {
      if (!detect_word(text, i, *root)) continue;
      char after = text_at(text, i + strlen(*root));
      if (!ascii_is_word(after) && !ascii_is_wide(after) && after != '.') return true;
    }
  }
  return false;
}

bool detect_drive_path(mcpx_text text) {
  for (size_t i = 0; i + 2 < text.length; i++) {
    bool drive = ascii_is_alpha(text.bytes[i]) && text.bytes[i + 1] == ':' && is_slash(text.bytes[i + 2]);
    if (drive && !ascii_is_alnum(text_before(text, i))) return true;
  }
  return false;
}

/* \\host\share, and the \\?\ and \\.\ of long paths. */
static bool share_at(mcpx_text text, size_t at) {
  if (text_at(text, at) != '\\' || text_at(text, at + 1) != '\\' || !detect_path_start(text, at))
    return false;
  char first = text_at(text, at + 2);
  if ((first == '?' || first == '.') && text_at(text, at + 3) == '\\') return true;
  size_t host = at + 2;
  while (host < text.length && !is_slash(text.bytes[host]) && !ascii_is_space(text.bytes[host])) host++;
  return host > at + 2 && text_at(text, host) == '\\' && is_name(text_at(text, host + 1));
}

static bool is_account(char c) { return ascii_is_dotted(c) || ascii_is_wide(c); }

/* The backslash of DOMAIN\user; not that of an escape such as \n or \u00e9. */
static bool account_at(mcpx_text text, size_t at) {
  size_t domain = at;
  bool capitals = true;
  while (domain > 0 && at - domain < 64 && is_account(text.bytes[domain - 1])) {
    domain--;
    capitals = capitals && !ascii_is_lower(text.bytes[domain]);
  }
  char after = text_at(text, at + 1);
  size_t user = detect_run(text, at + 1, is_account, 64);
  bool escape = after && strchr("nrtbfux0sdw", after) != NULL;
  return at - domain >= 2 && user >= 2 && detect_path_start(text, domain) && (capitals || !escape);
}

bool detect_unc_path(mcpx_text text) {
  for (size_t i = 0; i < text.length; i++) {
    if (text.bytes[i] != '\\') continue;
    if (share_at(text, i) || account_at(text, i)) return true;
  }
  return false;
}

/* ---- What a shell turns into a path ---- */

static bool is_variable_char(char c) { return ascii_is_alnum(c) || c == '_'; }

/* %NAME%, but not %C3%, which is a byte. */
static bool percent_at(mcpx_text text, size_t at) {
  size_t length = detect_run(text, at + 1, is_variable_char, 64);
  char first = text_at(text, at + 1);
  if (first == '~') return ascii_is_alpha(text_at(text, at + 2));
  if (length < 2 || ascii_is_digit(first) || text_at(text, at + 1 + length) != '%') return false;
  return length > 2 || !ascii_is_hex(first) || !ascii_is_hex(text_at(text, at + 2));
}

static bool dollar_at(mcpx_text text, size_t at) {
  static const char *const NAMES[] = {"$env:", "$home", "$user", "$pwd", "$path", "$hostname", "$tmp", NULL};
  char first = text_at(text, at + 1);
  if (first == '{' || first == '(') return is_variable_char(text_at(text, at + 2));
  for (const char *const *name = NAMES; *name; name++)
    if (detect_word(text, at, *name)) return true;
  size_t length = detect_run(text, at + 1, is_variable_char, 64);
  for (size_t i = 1; i <= length; i++)
    if (ascii_is_lower(text.bytes[at + i])) return false;
  return length > 1 && !ascii_is_digit(first);
}

/* ~, ~/… and ~name where a path begins. */
static bool tilde_at(mcpx_text text, size_t at) {
  char after = text_at(text, at + 1);
  if (!detect_path_start(text, at)) return false;
  return text.length == 1 || is_slash(after) || ascii_is_alpha(after) || ascii_is_wide(after) || after == '_';
}

bool detect_variable(mcpx_text text) {
  for (size_t i = 0; i < text.length; i++) {
    char c = text.bytes[i];
    if ((c == '%' && percent_at(text, i)) || (c == '$' && dollar_at(text, i)) ||
        (c == '~' && tilde_at(text, i)))
      return true;
  }
  return false;
}

/* ---- Any path, where nothing is known of the string ---- */

/* A route of the proxy's own interface is none. */
static bool is_own_route(mcpx_text text, size_t at) {
  static const char *const OWN[] = {"/api/v", "/mcp", "/events", "/swagger", "/.well-known/", NULL};
  const char *const *own = OWN;
  while (*own && !detect_word(text, at, *own)) own++;
  if (!*own) return false;
  char key[256] = "GET ";
  size_t length = 0, room = sizeof key - 4;
  while (length < room && at + length < text.length && !ascii_is_space(text.bytes[at + length])) length++;
  if (length == room) return false;
  memcpy(key + 4, text.bytes + at, length);
  return format_is_route((mcpx_text){key, length + 4});
}

bool detect_absolute_path(mcpx_text text) {
  static const char *const ROOTS[] = {"/etc/",     "/usr/",  "/opt/",  "/var/",  "/srv/",
                                      "/library/", "/data/", "/proc/", "/apps/", NULL};
  for (size_t i = 0; i < text.length; i++) {
    if (text.bytes[i] != '/' || !detect_path_start(text, i) || is_own_route(text, i)) continue;
    size_t first = 0;
    while (i + 1 + first < text.length && is_name(text.bytes[i + 1 + first])) first++;
    bool deep = first > 0 && text_at(text, i + 1 + first) == '/' && is_name(text_at(text, i + 2 + first));
    if (deep) return true;
    for (const char *const *root = ROOTS; *root; root++)
      if (detect_word(text, i, *root)) return true;
  }
  return false;
}

/* ./x, ../x and .hidden/x */
static bool dotted_at(mcpx_text text, size_t at) {
  if (text.bytes[at] != '.' || detect_word(text, at, ".well-known/")) return false;
  size_t slash = at + 1 + (text_at(text, at + 1) == '.');
  if (slash == at + 1) slash += detect_run(text, slash, ascii_is_word, 64);
  return is_slash(text_at(text, slash)) && is_name(text_at(text, slash + 1));
}

static bool is_file_char(char c) { return is_account(c) || c == '@'; }

/* Two folders and a file with an extension: src/main/app.go */
static bool file_at(mcpx_text text, size_t at) {
  for (int folder = 0; folder < 2; folder++) {
    size_t length = detect_run(text, at, is_file_char, 128);
    if (!length || !is_slash(text_at(text, at + length))) return false;
    at += length + 1;
  }
  for (size_t length; (length = detect_run(text, at, is_file_char, 128)) > 0; at += length + 1) {
    if (is_slash(text_at(text, at + length))) continue;
    mcpx_text file = {text.bytes + at, length};
    while (length > 0 && file.bytes[length - 1] != '.') length--;
    return length > 1 && file.length > length && file.length - length <= 5 &&
           ascii_is_alpha(file.bytes[length]);
  }
  return false;
}

bool detect_relative_path(mcpx_text text) {
  for (size_t i = 0; i + 2 < text.length; i++) {
    bool begins = detect_path_start(text, i);
    if (begins && (dotted_at(text, i) || file_at(text, i))) return true;
  }
  return false;
}
