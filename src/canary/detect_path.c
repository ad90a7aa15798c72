/* detect_path.c: finds file paths, and what a shell turns into one. */
#include "detect.h"
#include "extent.h"
#include "formats/formats.h"

/* The first character of a name, after a slash. */
static bool begins_name(char c) {
  return ascii_is_alnum(c) || ascii_is_wide(c) || (c && strchr("._-%$<*+~({", c));
}

/* The path around a match that reaches from `at` to `end`. */
static bool path_range(mcpx_text text, size_t at, size_t end, mcpx_range *range) {
  size_t start = extent_path_start(text, at);
  return detect_range(range, start, extent_path_end(text, start, end));
}

static bool match_home_path(mcpx_text text, size_t at, mcpx_range *range) {
  static const char *const HOMES[] = {"/users/", "/home/"};
  static const char *const AS_WRITTEN[] = {"/Users/", "/home/"};
  if (!detect_is_slash(text.bytes[at])) return false;
  for (size_t i = 0; i < 2; i++) {
    if (!detect_word(text, at, HOMES[i])) continue;
    size_t name = at + strlen(HOMES[i]);
    name += detect_run(text, name, detect_is_slash, 4);
    if (!begins_name(text_at(text, name))) continue;
    if (detect_path_start(text, at) || text_has_at(text, at, AS_WRITTEN[i]))
      return path_range(text, at, name + 1, range);
  }
  return false;
}

bool detect_home_path(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_of(text, at, range, match_home_path, "/\\");
}

/* Users/alice/x and home/alice/.x, without the slash before them. */
static bool match_rootless_home(mcpx_text text, size_t at, mcpx_range *range) {
  static const char *const AS_WRITTEN[] = {"Users/", "home/", "Users\\"};
  if (!detect_path_start(text, at)) return false;
  for (size_t i = 0; i < 3; i++) {
    size_t name = at + strlen(AS_WRITTEN[i]);
    if (!text_has_at(text, at, AS_WRITTEN[i])) continue;
    size_t slash = name + detect_class_run(text, name, CLASS_DOTTED, 64);
    bool hidden = text_at(text, slash + 1) == '.' && ascii_is_alpha(text_at(text, slash + 2));
    if (slash > name && detect_is_slash(text_at(text, slash)) && (i != 1 || hidden) &&
        begins_name(text_at(text, slash + 1)))
      return path_range(text, at, slash + 2, range);
  }
  return false;
}

bool detect_rootless_home(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_of(text, at, range, match_rootless_home, "Uh");
}

/* _Users_alice_src, as written. */
static bool match_underscored_home(mcpx_text text, size_t at, mcpx_range *range) {
  bool begins = text_has_at(text, at, "_Users_") && detect_path_start(text, at);
  return begins && ascii_is_alnum(text_at(text, at + strlen("_Users_"))) &&
         detect_range(range, at, at + detect_class_run(text, at, CLASS_DOTTED, text.length));
}

/* -Users-alice-src and C--Users-alice, the name of a folder that is made of a path. In small letters, words
 * may be joined like this: a path begins there, and has a further part. */
static bool match_dashed_home(mcpx_text text, size_t at, mcpx_range *range) {
  if (text.bytes[at] == '_') return match_underscored_home(text, at, range);
  if (text.bytes[at] != '-') return false;
  bool written = text_has_at(text, at, "-Users-");
  size_t name = at + (detect_word(text, at, "-users-") ? 7 : detect_word(text, at, "-home-") ? 6 : 0);
  size_t length = name > at ? detect_class_run(text, name, CLASS_ALNUM, 64) : 0;
  bool begins = detect_path_start(text, at) ||
                (at > 1 && text.bytes[at - 1] == '-' && ascii_is_alpha(text.bytes[at - 2]));
  bool further = text_at(text, name + length) == '-' && ascii_is_alnum(text_at(text, name + length + 1));
  if (!length || !(written || (begins && further))) return false;
  return detect_range(range, at, at + detect_class_run(text, at, CLASS_DOTTED, text.length));
}

static uint64_t dashed_places(mcpx_text text, size_t at) {
  return places_of(text, at, "-_") & places_letters(text, at + 1, "uh");
}

bool detect_dashed_home(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_dashed_home, dashed_places);
}

static bool match_root_path(mcpx_text text, size_t at, mcpx_range *range) {
  static const char *const ROOTS[] = {"/tmp/",      "/var/tmp/", "/var/folders/", "/private/", "/mnt/",
                                      "/run/user/", "/dev/shm/", "/volumes/",     "/root/",    NULL};
  static const char *const ALONE[] = {"/root", "/var/tmp", "/var/folders", "/dev/shm", NULL};
  if (!detect_is_slash(text.bytes[at]) || !detect_path_start(text, at)) return false;
  const char *root = detect_any_word(text, at, ROOTS);
  if (root && begins_name(text_at(text, at + strlen(root))))
    return path_range(text, at, at + strlen(root) + 1, range);
  root = detect_any_word(text, at, ALONE);
  if (!root) return false;
  char after = text_at(text, at + strlen(root));
  if (ascii_is_word(after) || ascii_is_wide(after) || after == '.') return false;
  return path_range(text, at, at + strlen(root), range);
}

bool detect_root_path(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_of(text, at, range, match_root_path, "/\\");
}

/* C:\x; `colon` is an offset after that of the letter. */
static bool match_drive_path(mcpx_text text, size_t colon, mcpx_range *range) {
  size_t at = colon - 1;
  if (!detect_is_slash(text_at(text, colon + 1)) || !ascii_is_alpha(text.bytes[at]) ||
      ascii_is_alnum(text_before(text, at)))
    return false;
  return detect_range(range, at, extent_path_end(text, at, at + 3));
}

bool detect_drive_path(mcpx_text text, size_t *at, mcpx_range *range) {
  ++*at; /* a colon there has its letter before the offset */
  return detect_first_of(text, at, range, match_drive_path, ":");
}

/* ---- Shares and accounts of Windows ---- */

/* \\host\share, and the \\?\ and \\.\ of long paths. */
static bool match_share(mcpx_text text, size_t at, mcpx_range *range) {
  if (text_at(text, at + 1) != '\\' || !detect_path_start(text, at)) return false;
  char first = text_at(text, at + 2);
  if ((first == '?' || first == '.') && text_at(text, at + 3) == '\\')
    return detect_range(range, at, extent_path_end(text, at, at + 4));
  size_t host = at + 2;
  while (host < text.length && !detect_is_slash(text.bytes[host]) && !ascii_is_space(text.bytes[host]))
    host++;
  if (host == at + 2 || text_at(text, host) != '\\' || !begins_name(text_at(text, host + 1))) return false;
  return detect_range(range, at, extent_path_end(text, at, host + 2));
}

static bool is_account_char(char c) { return ascii_is_dotted(c) || ascii_is_wide(c); }

/* The backslash of DOMAIN\user; not that of an escape such as \n or \u00e9. */
static bool match_account(mcpx_text text, size_t at, mcpx_range *range) {
  size_t domain = at;
  bool capitals = true;
  while (domain > 0 && at - domain < 64 && is_account_char(text.bytes[domain - 1])) {
    domain--;
    capitals = capitals && !ascii_is_lower(text.bytes[domain]);
  }
  char after = text_at(text, at + 1);
  size_t user = detect_run(text, at + 1, is_account_char, 64);
  bool escape = after && strchr("nrtbfux0sdw", after) != NULL;
  if (at - domain < 2 || user < 2 || !detect_path_start(text, domain) || (!capitals && escape)) return false;
  return detect_range(range, domain, extent_url_end(text, domain, at + 1 + user));
}

static bool match_unc_path(mcpx_text text, size_t at, mcpx_range *range) {
  return text.bytes[at] == '\\' && (match_share(text, at, range) || match_account(text, at, range));
}

bool detect_unc_path(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_of(text, at, range, match_unc_path, "\\");
}

/* ---- What a shell turns into a path ---- */

static bool is_variable_char(char c) { return ascii_is_alnum(c) || c == '_'; }

/* %NAME%, but not %C3%, which is a byte; and %~dp0. Returns its length. */
static size_t percent_variable(mcpx_text text, size_t at) {
  size_t length = detect_run(text, at + 1, is_variable_char, 64);
  char first = text_at(text, at + 1);
  if (first == '~') return ascii_is_alpha(text_at(text, at + 2)) ? 3 : 0;
  if (length < 2 || ascii_is_digit(first) || text_at(text, at + 1 + length) != '%') return 0;
  bool is_byte = length == 2 && ascii_is_hex(first) && ascii_is_hex(text_at(text, at + 2));
  return is_byte ? 0 : length + 2;
}

/* ${NAME and $(command, up to the bracket that closes it, if it is near. */
static size_t bracketed_variable(mcpx_text text, size_t at) {
  char close = text_at(text, at + 1) == '{' ? '}' : ')';
  if (!is_variable_char(text_at(text, at + 2))) return 0;
  for (size_t i = at + 3; i < text.length && i < at + 128 && text.bytes[i] != '\n'; i++)
    if (text.bytes[i] == close) return i + 1 - at;
  return 3;
}

/* $NAME, and some names in any case. */
static size_t dollar_variable(mcpx_text text, size_t at) {
  static const char *const NAMES[] = {"$env:", "$home", "$user", "$pwd", "$path", "$hostname", "$tmp", NULL};
  char first = text_at(text, at + 1);
  if (first == '{' || first == '(') return bracketed_variable(text, at);
  size_t length = detect_run(text, at + 1, is_variable_char, 64);
  const char *name = detect_any_word(text, at, NAMES);
  if (name) return length + 1 > strlen(name) ? length + 1 : strlen(name);
  for (size_t i = 1; i <= length; i++)
    if (ascii_is_lower(text.bytes[at + i])) return 0;
  return length > 1 && !ascii_is_digit(first) ? length + 1 : 0;
}

/* ~, ~/… and ~name where a path begins. */
static size_t tilde(mcpx_text text, size_t at) {
  char after = text_at(text, at + 1);
  if (!detect_path_start(text, at)) return 0;
  if (text.length == 1) return 1;
  return detect_is_slash(after) || ascii_is_alpha(after) || ascii_is_wide(after) || after == '_' ? 2 : 0;
}

static bool match_variable(mcpx_text text, size_t at, mcpx_range *range) {
  size_t length;
  switch (text.bytes[at]) {
    case '%': length = percent_variable(text, at); break;
    case '$': length = dollar_variable(text, at); break;
    case '~': length = tilde(text, at); break;
    default: return false;
  }
  return length > 0 && detect_range(range, at, extent_path_end(text, at, at + length));
}

bool detect_variable(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_of(text, at, range, match_variable, "%$~");
}

/* ---- Any path, in a string of which nothing is known ---- */

/* Is it a route of the proxy's own interface? */
static bool is_own_route(mcpx_text text, size_t at) {
  static const char *const OWN[] = {"/api/v", "/mcp", "/events", "/swagger", "/.well-known/", NULL};
  if (!detect_any_word(text, at, OWN)) return false;
  char key[256] = "GET ";
  size_t length = 0, room = sizeof key - 4;
  while (length < room && at + length < text.length && !ascii_is_space(text.bytes[at + length])) length++;
  if (length == room) return false;
  memcpy(key + 4, text.bytes + at, length);
  return format_is_route((mcpx_text){key, length + 4});
}

static bool match_absolute_path(mcpx_text text, size_t at, mcpx_range *range) {
  static const char *const ROOTS[] = {"/etc/",     "/usr/",  "/opt/",  "/var/",  "/srv/",
                                      "/library/", "/data/", "/proc/", "/apps/", NULL};
  if (text.bytes[at] != '/' || !detect_path_start(text, at) || is_own_route(text, at)) return false;
  size_t first = detect_run(text, at + 1, begins_name, text.length);
  const char *root = detect_any_word(text, at, ROOTS);
  if (first > 0 && text_at(text, at + 1 + first) == '/' && begins_name(text_at(text, at + 2 + first)))
    return detect_range(range, at, extent_path_end(text, at, at + 3 + first));
  return root && detect_range(range, at, extent_path_end(text, at, at + strlen(root)));
}

bool detect_absolute_path(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_of(text, at, range, match_absolute_path, "/");
}

/* ./x, ../x and .hidden/x. Returns where its first name begins, or 0. */
static size_t dotted_path(mcpx_text text, size_t at) {
  if (text.bytes[at] != '.' || detect_word(text, at, ".well-known/")) return 0;
  size_t slash = at + 1 + (text_at(text, at + 1) == '.');
  if (slash == at + 1) slash += detect_class_run(text, slash, CLASS_WORD, 64);
  return detect_is_slash(text_at(text, slash)) && begins_name(text_at(text, slash + 1)) ? slash + 1 : 0;
}

static bool is_file_char(char c) { return is_account_char(c) || c == '@'; }

/* Is it a file name with an extension of at most five letters and digits? */
static bool is_file_name(mcpx_text name) {
  size_t dot = name.length;
  while (dot > 0 && name.bytes[dot - 1] != '.') dot--;
  return dot > 1 && name.length > dot && name.length - dot <= 5 && ascii_is_alpha(name.bytes[dot]);
}

/* At least two folders and a file with an extension: src/main/app.go. Returns its end, or 0. */
static size_t file_path_end(mcpx_text text, size_t at) {
  enum { FOLDERS_MIN = 2, FOLDERS_MAX = 32 };
  for (int folder = 0; folder <= FOLDERS_MAX; folder++) {
    size_t length = detect_run(text, at, is_file_char, 128);
    if (!length) return 0;
    if (!detect_is_slash(text_at(text, at + length)))
      return folder >= FOLDERS_MIN && is_file_name((mcpx_text){text.bytes + at, length}) ? at + length : 0;
    at += length + 1;
  }
  return 0;
}

static bool match_relative_path(mcpx_text text, size_t at, mcpx_range *range) {
  if (!detect_path_start(text, at)) return false;
  size_t end = dotted_path(text, at);
  if (!end) end = file_path_end(text, at);
  return end > 0 && detect_range(range, at, extent_path_end(text, at, end));
}

bool detect_relative_path(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first(text, at, range, match_relative_path);
}
