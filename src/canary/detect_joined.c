/* detect_joined.c: finds what is hidden in a word whose parts are joined by - _ and . such as a name, a code
 * or a version: addresses, hosts, machines, folders. A part is a run of letters and digits. Each function
 * looks at a bounded number of parts of bounded length. */
#include "detect.h"
#include "joined.h"
#include "top_domains.h"

enum { DOMAIN_LABELS_MAX = 8 };

/* ---- Addresses ---- */

/* Four small numbers in a row may be a version; two large ones, or those of a private net, are not. */
static bool is_likely_address(const int octets[4]) {
  int large = 0;
  for (int i = 0; i < 4; i++) large += octets[i] >= 100;
  bool is_private = octets[0] == 172 && octets[1] >= 16 && octets[1] < 32;
  return is_private || large >= 2;
}

/* Is the number at an offset a further one of a list with that separator? 0-192-168-1-20 in a version is
 * none. */
static bool continues_list(mcpx_text text, size_t at, char separator) {
  size_t start = at;
  if (text_before(text, at) != separator) return false;
  while (start > 1 && at - start < 4 && ascii_is_digit(text.bytes[start - 2])) start--;
  return start < at && (start < 2 || text.bytes[start - 2] == separator);
}

/* Is the part before an offset a word that comes before an address? */
static bool follows_address_word(mcpx_text text, size_t at) {
  static const char *const WORDS[] = {"ip",   "host",     "addr",    "node", "server",
                                      "peer", "upstream", "refused", "http", NULL};
  for (const char *const *word = WORDS; *word; word++) {
    size_t length = strlen(*word) + 1;
    if (at >= length && detect_word(text, at - length, *word) &&
        (at == length || !ascii_is_alnum(text.bytes[at - length - 1])))
      return true;
  }
  return false;
}

/* 192_168_1_20 and 192-168-1-20; after a word such as "ip" any four octets. */
static bool match_joined_ipv4(mcpx_text text, size_t at, mcpx_range *range) {
  int octets[4];
  if (!ascii_is_digit(text.bytes[at]) || !begins_part(text, at)) return false;
  char separator = text_at(text, part_end(text, at));
  if ((separator != '_' && separator != '-') || continues_list(text, at, separator)) return false;
  size_t end = read_joined_octets(text, at, separator, octets);
  return end > 0 && (follows_address_word(text, at) || is_likely_address(octets)) &&
         detect_range(range, at, end);
}

static uint64_t joined_places(mcpx_text text, size_t at) {
  return places_number_starts(text, at) & places_before(text, at, "_-", 1, 3);
}

bool detect_joined_ipv4(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_joined_ipv4, joined_places);
}

/* ---- Email addresses ---- */

/* `dot` between the labels of a spelled domain, with its separators or brackets; or a dot. Returns its
 * length. */
static size_t spelled_dot(mcpx_text text, size_t at, char joint, bool *spelled) {
  static const char *const DOTS[] = {" dot ", "_dot_",   "-dot-", "(dot)", " (dot) ",
                                     "[dot]", " [dot] ", ".dot.", " . ",   NULL};
  const char *dot = detect_any_word(text, at, DOTS);
  if (dot) *spelled = true;
  if (dot) return strlen(dot);
  char c = text_at(text, at);
  return c == '.' || (c == '_' && joint == '_') ? 1 : 0;
}

/* The end of a domain whose last label is a top-level domain; 0 if there is none. */
static size_t spelled_domain_end(mcpx_text text, size_t at, char joint, bool *spelled) {
  size_t end = 0;
  for (int label = 0; label < DOMAIN_LABELS_MAX; label++) {
    size_t length = detect_class_run(text, at, joint == '_' ? CLASS_ALNUM : CLASS_LABEL, JOINED_PART_MAX);
    if (!length) return end;
    mcpx_text name = {text.bytes + at, length};
    if (label > 0) end = top_domain_is_known(name, joint == '_') ? at + length : 0;
    at += length;
    size_t dot = spelled_dot(text, at, joint, spelled);
    if (!dot) return end;
    at += dot;
  }
  return 0;
}

/* alice_at_example_dot_com, alice-at-example.com, alice AT example DOT com. `at` is that of "at". In prose
 * the dot has to be spelled too: "failed at example.com" contains no address. */
static bool match_spelled_email(mcpx_text text, size_t at, mcpx_range *range) {
  if (ascii_to_lower(text.bytes[at]) != 'a') return false;
  char before = text_before(text, at), after = text_at(text, at + 2);
  bool spelled = false;
  if (!detect_word(text, at, "at") || at < 3 || before != after || !strchr(" _-", before)) return false;
  if (!ascii_is_alnum(text.bytes[at - 2]) || !ascii_is_alnum(text_at(text, at + 3))) return false;
  size_t end = spelled_domain_end(text, at + 3, before, &spelled);
  if (!end || ascii_is_alnum(text_at(text, end)) || (before == ' ' && !spelled)) return false;
  return detect_range(range, joined_start(text, at - 1), end);
}

static uint64_t at_places(mcpx_text text, size_t at) {
  return places_of(text, at, "aA") & places_of(text, at + 1, "tT");
}

bool detect_spelled_email(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_spelled_email, at_places);
}

/* alice @ example.com, alice@ example.com: a space on a side of the sign. `at` is that of the sign. */
static bool match_spaced_email(mcpx_text text, size_t at, mcpx_range *range) {
  bool spelled = false;
  size_t left = at, right = at + 1;
  if (text.bytes[at] != '@') return false;
  while (left > 0 && at - left < 2 && text.bytes[left - 1] == ' ') left--;
  while (right - at < 3 && text_at(text, right) == ' ') right++;
  if ((left == at && right == at + 1) || !ascii_is_alnum(text_before(text, left))) return false;
  size_t end = spelled_domain_end(text, right, ' ', &spelled);
  return end > 0 && !ascii_is_alnum(text_at(text, end)) && detect_range(range, joined_start(text, left), end);
}

bool detect_spaced_email(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_of(text, at, range, match_spaced_email, "@");
}

static const char *const MAIL_PROVIDERS[] = {
#define MAIL_PROVIDER(text) text,
#include "tables/hosts.def"
    NULL};

/* oauth_alice_liddell_gmail_com */
static bool match_joined_email(mcpx_text text, size_t at, mcpx_range *range) {
  static const char *const TOPS[] = {"com", "me", "de", "net", "ru", "org", "co", "fr", "uk", NULL};
  if (!begins_part(text, at) || text_before(text, at) != '_' || !is_part_of(text, at, MAIL_PROVIDERS))
    return false;
  size_t top = next_part(text, part_end(text, at));
  if (!top || !is_part_of(text, top, TOPS) || parts_before(text, at, 2) < 2) return false;
  return detect_range(range, joined_start(text, at), part_end(text, top));
}

bool detect_joined_email(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_joined_email, places_word_starts);
}

/* ---- Folders ---- */

/* MCPX_ENOENT_USERS_ALICE_BIN_NPX: a name between "users" or "home" and a usual folder. */
static bool match_joined_home(mcpx_text text, size_t at, mcpx_range *range) {
  static const char *const HOMES[] = {"users", "home", NULL};
  static const char *const FOLDERS[] = {"appdata", "bin",       "cache",     "code", "config",    "desktop",
                                        "dev",     "documents", "downloads", "git",  "go",        "library",
                                        "local",   "mcp",       "mcpproxy",  "node", "npx",       "projects",
                                        "repos",   "src",       "ssh",       "work", "workspace", NULL};
  if (!begins_part(text, at) || !is_part_of(text, at, HOMES)) return false;
  size_t name = next_part(text, part_end(text, at));
  if (!name || is_part_of(text, name, FOLDERS)) return false;
  size_t part = next_part(text, part_end(text, name));
  for (int i = 0; part && i < 4; i++, part = next_part(text, part_end(text, part)))
    if (is_part_of(text, part, FOLDERS)) return detect_range(range, at, part_end(text, part));
  return false;
}

bool detect_joined_home(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_joined_home, places_word_starts);
}

/* ---- Hosts ---- */

/* MCPX_HTTP_401_API_ACME_PAYROLL_COM: a domain that a code or key ends with. */
static bool match_joined_host(mcpx_text text, size_t at, mcpx_range *range) {
  static const char *const BEFORE_COUNTRY[] = {"co", "com", NULL};
  static const char *const COUNTRIES[] = {"uk", "au", "jp", "nz", "br", "za", NULL};
  if (!begins_part(text, at) || text_before(text, at) != '_') return false;
  size_t end = part_end(text, at), country = next_part(text, end);
  bool is_second = country && is_part_of(text, at, BEFORE_COUNTRY) && is_part_of(text, country, COUNTRIES);
  if (is_second) end = part_end(text, country);
  if (!(is_second || equals_part(text, at, "com")) || next_part(text, end) || parts_before(text, at, 3) < 3)
    return false;
  return detect_range(range, joined_start(text, at), end);
}

bool detect_joined_host(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_at(text, at, range, match_joined_host, places_word_starts);
}

static const struct detect_ending TENANT_ENDINGS[] = {
#define TENANT_ENDING(text) {text, sizeof(text) - 1},
#include "tables/hosts.def"
};

static bool has_tenant_ending(mcpx_text host) {
  for (size_t i = 0; i < sizeof TENANT_ENDINGS / sizeof *TENANT_ENDINGS; i++)
    if (detect_has_ending(host, TENANT_ENDINGS[i]) &&
        ascii_is_alnum(host.bytes[host.length - TENANT_ENDINGS[i].length - 1]))
      return true;
  return false;
}

/* Does a label begin at `start`? In a version the label before a host is joined to it by a hyphen: "0-build".
 */
static bool begins_label(mcpx_text host, size_t start, size_t end, bool *last) {
  if (ascii_is_alpha(text_at(host, start))) return true;
  *last = true;
  for (size_t i = start; i + 1 < end; i++)
    if (host.bytes[i] == '-' && ascii_is_alpha(host.bytes[i + 1])) return true;
  return false;
}

static bool is_inner_ending(mcpx_text label) {
  static const char *const INNER[] = {"internal", "corp", "intranet", NULL};
  return is_part_of(label, 0, INNER);
}

static bool is_host_ending(mcpx_text label) {
  return top_domain_is_known(label, true) || is_inner_ending(label);
}

/* Three labels that begin with letters, the last of which is a top-level domain. A name in reverse, such as
 * com.example.app, begins with one. */
static bool is_full_host(mcpx_text host) {
  size_t end = host.length, labels = 0;
  bool last = false;
  for (; end > 0 && !last && labels < 3; labels++) {
    size_t start = end;
    while (start > 0 && host.bytes[start - 1] != '.') start--;
    mcpx_text label = {host.bytes + start, end - start};
    if (!begins_label(host, start, end, &last) || (labels == 0 && !is_host_ending(label))) return false;
    end = start ? start - 1 : 0;
  }
  const char *dot = memchr(host.bytes, '.', host.length);
  mcpx_text first = {host.bytes, dot ? (size_t)(dot - host.bytes) : 0};
  /* In a version, identifiers are joined by dots too: only the most usual ending is one. */
  bool in_version = last && !detect_word(host, host.length - 4, ".com");
  return labels == 3 && !in_version && !top_domain_is_known(first, false);
}

static bool match_tenant_host(mcpx_text text, size_t at, mcpx_range *range) {
  if (ascii_is_dotted(text_before(text, at))) return false;
  mcpx_text host = {text.bytes + at, detect_class_run(text, at, CLASS_DOTTED, text.length)};
  while (host.length && host.bytes[host.length - 1] == '.') host.length--;
  bool found = has_tenant_ending(host) || is_full_host(host) ||
               (detect_word(host, 0, "xn--") && memchr(host.bytes, '.', host.length));
  return found && detect_range(range, at, at + host.length);
}

bool detect_tenant_host(mcpx_text text, size_t *at, mcpx_range *range) {
  return detect_first_joined(text, at, range, match_tenant_host, ".", NULL);
}
