/* strstr_peer.c: text -> the first rule that holds, the way one writes it without a library. */
#include "strstr_peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_ROOM = 65536, NEEDLE_ROOM = 8192 };
static const char WILDCARDS[] = "*~|#@^";

static void stop(const char *what, const char *text) {
  fprintf(stderr, "mcpx-bench: %s: %.400s\n", what, text);
  exit(1);
}

/* ---- Phrases ---- */

static bool wanted_by(enum phrase_kind kind, mcpx_profile profile) {
  if (kind == KIND_BOTH) return true;
  return (kind == KIND_EXTENDED) == (profile == MCPX_PROFILE_EXTENDED);
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
  struct needle needle = {.exact = phrase->kind == KIND_EXACT};
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

/* ---- Search ---- */

/* The same text twice, both ending with NUL. */
struct haystack {
  const char *as_given;
  const char *lower;
};

static struct haystack prepare(struct input_text text) {
  static char as_given[TEXT_ROOM], lower[TEXT_ROOM];
  if (text.length >= TEXT_ROOM) stop("a text is too long for this benchmark", text.start);
  memcpy(as_given, text.start, text.length);
  for (size_t i = 0; i < text.length; i++) {
    char c = text.start[i];
    lower[i] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  }
  as_given[text.length] = lower[text.length] = '\0';
  return (struct haystack){as_given, lower};
}

static bool follow(const char *text, const char *parts) {
  for (; *parts; parts += strlen(parts) + 1) {
    text = strstr(text, parts);
    if (!text) return false;
    text += strlen(parts);
  }
  return true;
}

static bool set_occurs(const struct peer *peer, size_t set, struct haystack haystack) {
  for (size_t i = peer->from[set]; i < peer->from[set + 1]; i++) {
    const struct needle *needle = &peer->list[i];
    if (follow(needle->exact ? haystack.as_given : haystack.lower, needle->parts)) return true;
  }
  return false;
}

static bool sets_hold(const struct peer *peer, const struct rule *rule, struct haystack haystack) {
  for (const uint8_t *set = rule->all; *set; set++)
    if (!set_occurs(peer, *set, haystack)) return false;
  for (const uint8_t *set = rule->none; *set; set++)
    if (set_occurs(peer, *set, haystack)) return false;
  return true;
}

/* Is the rule one of the profile, and open where nothing but the text is known? */
static bool is_open(const struct peer *peer, const struct rule *rule) {
  enum rule_profiles other = peer->profile == MCPX_PROFILE_EXTENDED ? PROFILES_PROXY : PROFILES_EXTENDED;
  bool gate = rule->gate == ANYWHERE || rule->gate == LOCAL || rule->gate == REMOTE;
  return rule->scope != other && gate && (rule->fact == FACT_NONE || rule->scope == PROFILES_EXTENDED);
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

/* The text as mcpx folds it, or NULL where it is too long for one block. */
static const char *folded(struct normalizer *view, struct input_text text) {
  static struct norm_block block;
  block.count = 0;
  size_t taken = norm_fill(view, (const unsigned char *)text.start, text.length, true, &block);
  block.bytes[block.count] = '\0';
  return taken == text.length ? (const char *)block.bytes : NULL;
}

/* Where a line break may stand inside a phrase, strstr misses it rightly. */
static void check_sets(const struct peer *peer, const struct phrase_scan *scan, struct input_text text) {
  struct normalizer view;
  norm_start(&view, scan->view.extended);
  struct haystack haystack = {prepare(text).as_given, folded(&view, text)};
  for (size_t set = SET_NONE + 1; haystack.lower && set < SET_COUNT; set++) {
    bool ours = scan_saw(scan, set), theirs = set_occurs(peer, set, haystack);
    bool missed = ours && !theirs && !view.broken;
    if (missed || (theirs && !ours && all_whole(peer, set))) stop("strstr sees other phrases", text.start);
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
  if (same < least) stop("strstr gives other answers", "the figures would mean nothing");
  return same;
}
