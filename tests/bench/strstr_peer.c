/* strstr_peer.c: classifies a text by lowercasing it and searching each phrase with strstr, as one would
 * without a library. */
#include "strstr_peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_ROOM = 65536, NEEDLE_ROOM = 32768 };
static const char WILDCARDS[] = "*~|`#@^";

static void stop(const char *what, const char *phrase) {
  fprintf(stderr, "mcpx-bench: %s: %.400s\n", what, phrase);
  exit(1);
}

static void stop_at_text(const char *what, struct input_text text) {
  fprintf(stderr, "mcpx-bench: %s: %.*s\n", what, (int)text.length, text.start);
  exit(1);
}

/* ---- Phrases ---- */

static bool wanted_by(enum phrase_kind kind, mcpx_profile profile) {
  if (kind == PHRASE_BOTH) return true;
  return (kind == PHRASE_EXTENDED) == (profile == MCPX_PROFILE_EXTENDED);
}

static void copy_parts(char *out, const char *phrase) {
  for (size_t length; *phrase; phrase += length) {
    phrase += strspn(phrase, WILDCARDS);
    length = strcspn(phrase, WILDCARDS);
    memcpy(out, phrase, length);
    out += length;
    if (length) *out++ = '\0';
  }
  *out = '\0';
}

static struct needle needle_of(const struct phrase *phrase) {
  size_t length = strlen(phrase->text);
  struct needle needle = {.exact = phrase->kind == PHRASE_EXACT};
  needle.whole = strcspn(phrase->text, WILDCARDS) == length;
  if (length + 2 > sizeof needle.parts) stop("a phrase is too long for this benchmark", phrase->text);
  copy_parts(needle.parts, phrase->text);
  if (!*needle.parts) stop("a phrase is nothing but wildcards", phrase->text);
  return needle;
}

struct peer peer_of(mcpx_profile profile) {
  struct peer peer = {.profile = profile, .list = calloc(NEEDLE_ROOM, sizeof *peer.list)};
  struct phrase phrase = {0};
  size_t set = SET_NONE;
  if (!peer.list) stop("no memory", "phrases");
  while (phrase_next(&phrase)) {
    if (phrase_begins_set(&phrase))
      peer.from[++set] = peer.count;
    else if (wanted_by(phrase.kind, profile))
      peer.list[peer.count++] = needle_of(&phrase);
    if (peer.count == NEEDLE_ROOM) stop("too many phrases for this benchmark", phrase.text);
  }
  peer.from[SET_COUNT] = peer.count;
  return peer;
}

/* ---- Negations ---- */

static bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

static bool word_ends(const char *text, const char *at) {
  return at == text || !*at || !is_word(at[-1]) || !is_word(*at);
}

/* A row of src/tables/negation.def, searched directly behind a phrase. */
static bool row_follows(const char *text, const char *at, const char *row) {
  for (; *row; row++) {
    size_t digits = strspn(at, "0123456789"), zeros = strspn(at, "0");
    if (*row == '|' && !word_ends(text, at)) return false;
    if (*row == '#' && digits == zeros) return false;
    if (!strchr("|#", *row) && *at != *row) return false;
    at += *row == '|' ? 0 : *row == '#' ? digits : 1;
  }
  return true;
}

static bool is_zero(const char *text, const char *at) {
  return *at == '0' && word_ends(text, at) && word_ends(text, at + 1);
}

/* "connection refused: 0" */
static bool zero_follows(const char *text, const char *at) {
  bool sign = *at == ':' || *at == '=';
  if (!sign && (at == text || at[-1] != ' ')) return false;
  at += sign;
  at += *at == ' ';
  return is_zero(text, at) && (!at[1] || !strchr(".:%", at[1]));
}

/* "0 not found", "no tools pending approval" */
static bool none_comes_before(const char *text, const char *at) {
  if (at - text < 2 || at[-1] != ' ') return false;
  if (at - text > 2 && memcmp(at - 3, "no ", 3) == 0) return word_ends(text, at - 3);
  if (!is_zero(text, at - 2)) return false;
  const char *count = at - 2;
  if (count > text && count[-1] == ' ') count--;
  return count == text || !strchr(".:=", count[-1]);
}

static bool negation_surrounds(const char *text, const char *from, const char *to) {
#define NEGATION(row) row,
  static const char *const ROWS[] = {
#include "tables/negation.def"
  };
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
    if (row_follows(text, to, ROWS[i])) return true;
  return zero_follows(text, to) || none_comes_before(text, from);
}

/* ---- Search ---- */

/* The same text twice, both ending with NUL: as given and in lower case. */
struct haystack {
  const char *as_given;
  const char *lower;
};

static struct haystack prepare(struct input_text text) {
  static char as_given[TEXT_ROOM], lower[TEXT_ROOM];
  if (text.length >= TEXT_ROOM) stop_at_text("a text is too long for this benchmark", text);
  memcpy(as_given, text.start, text.length);
  for (size_t i = 0; i < text.length; i++) {
    char c = text.start[i];
    lower[i] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  }
  as_given[text.length] = lower[text.length] = '\0';
  return (struct haystack){as_given, lower};
}

static bool parts_follow(const char *text, const char *parts) {
  for (; *parts; parts += strlen(parts) + 1) {
    text = strstr(text, parts);
    if (!text) return false;
    text += strlen(parts);
  }
  return true;
}

/* Only profile `extended` has negations. For a phrase with wildcards this peer does not know the exact end,
 * so it ignores them there. */
static bool needle_occurs(const struct peer *peer, const struct needle *needle, struct haystack haystack) {
  const char *text = needle->exact ? haystack.as_given : haystack.lower;
  if (!needle->whole || peer->profile == MCPX_PROFILE_PROXY) return parts_follow(text, needle->parts);
  size_t length = strlen(needle->parts);
  for (const char *at = text; (at = strstr(at, needle->parts)) != NULL; at++)
    if (!negation_surrounds(text, at, at + length)) return true;
  return false;
}

static bool set_occurs(const struct peer *peer, size_t set, struct haystack haystack) {
  for (size_t i = peer->from[set]; i < peer->from[set + 1]; i++)
    if (needle_occurs(peer, &peer->list[i], haystack)) return true;
  return false;
}

static bool sets_hold(const struct peer *peer, const struct rule *rule, struct haystack haystack) {
  for (const uint16_t *set = rule->all; *set; set++)
    if (!set_occurs(peer, *set, haystack)) return false;
  for (const uint16_t *set = rule->none; *set; set++)
    if (set_occurs(peer, *set, haystack)) return false;
  return true;
}

/* Does the rule belong to the profile, and can it decide from the text alone? */
static bool is_open(const struct peer *peer, const struct rule *rule) {
  enum rule_profiles other = peer->profile == MCPX_PROFILE_EXTENDED ? PROFILES_PROXY : PROFILES_EXTENDED;
  bool met = rule->requires == REQUIRES_NOTHING || rule->requires == REQUIRES_LOCAL ||
             rule->requires == REQUIRES_REMOTE;
  if (rule->code == CODE_OF_CAUSE) return false; /* it has no phrases of its own */
  return rule->profiles != other && met && (rule->fact == FACT_NONE || rule->profiles == PROFILES_EXTENDED);
}

const struct rule *peer_decide(const struct peer *peer, struct input_text text) {
  struct haystack haystack = prepare(text);
  const struct rule *rule = RULES;
  while (!is_open(peer, rule) || !sets_hold(peer, rule, haystack)) rule++;
  return rule;
}

/* ---- Check ---- */

static bool all_whole(const struct peer *peer, size_t set) {
  for (size_t i = peer->from[set]; i < peer->from[set + 1]; i++)
    if (!peer->list[i].whole) return false;
  return true;
}

/* The text as mcpx normalizes it, or NULL if it is too long for one block. */
static const char *folded(struct normalizer *norm, struct input_text text) {
  static struct norm_block block;
  block.count = 0;
  size_t taken = norm_fill(norm, (const unsigned char *)text.start, text.length, true, &block);
  block.bytes[block.count] = '\0';
  return taken == text.length ? (const char *)block.bytes : NULL;
}

/* Only texts without a line break are compared: mcpx also sees phrases and negations that a line break cuts
 * in two, and strstr does not. mcpx ignores phrases in parts of a text that are no evidence. */
static void check_sets(const struct peer *peer, const struct phrase_scan *scan, struct input_text text) {
  struct normalizer norm;
  norm_start(&norm, scan->norm.extended);
  struct haystack haystack = {prepare(text).as_given, folded(&norm, text)};
  if (!haystack.lower || norm.broken) return;
  bool hides = peer->profile == MCPX_PROFILE_EXTENDED && scan->quiet.from != SIZE_MAX;
  for (size_t set = SET_NONE + 1; set < SET_COUNT; set++) {
    bool ours = scan_saw(scan, set), theirs = set_occurs(peer, set, haystack);
    if (ours && !theirs) stop_at_text("strstr misses a phrase", text);
    if (theirs && !ours && !hides && all_whole(peer, set)) stop_at_text("strstr sees another phrase", text);
  }
}

static bool same_rule(const struct peer *peer, struct input_text text) {
  mcpx_hints hints = {.profile = peer->profile};
  mcpx_answer answer;
  mcpx_classify(text.start, text.length, &hints, &answer);
  return strcmp(answer.rule, peer_decide(peer, text)->name) == 0;
}

size_t peer_check(const struct peer *peer, const struct texts *texts) {
  static struct phrase_scan scan;
  size_t same = 0, least = texts->count / 100 * (peer->profile == MCPX_PROFILE_PROXY ? 99 : 70);
  for (size_t i = 0; i < texts->count; i++) {
    struct input_text text = texts->list[i];
    scan_start(&scan, peer->profile == MCPX_PROFILE_EXTENDED);
    scan_feed(&scan, (const unsigned char *)text.start, text.length);
    scan_finish(&scan);
    check_sets(peer, &scan, text);
    same += same_rule(peer, text);
  }
  if (same < least) stop("strstr gives other answers", "so the figures would mean nothing");
  return same;
}
