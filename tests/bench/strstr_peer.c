/* strstr_peer.c: text -> which sets of phrases occur in it, the way one writes it without a library. */
#include "strstr_peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_ROOM = 65536, NEEDLE_ROOM = 8192 };

static void stop(const char *what, const char *text) {
  fprintf(stderr, "mcpx-bench: %s: %s\n", what, text);
  exit(1);
}

/* ---- Phrases ---- */

static bool begins_set(enum phrase_kind kind) { return kind == KIND_SET || kind == KIND_STATUS_SET; }

static bool wanted_by(enum phrase_kind kind, mcpx_profile profile) {
  if (kind == KIND_BOTH) return true;
  return (kind == KIND_EXTENDED) == (profile == MCPX_PROFILE_EXTENDED);
}

static struct needle needle_of(const struct phrase *phrase, int set) {
  const char *text = phrase->text + (*phrase->text == '|');
  struct needle needle = {.set = set, .exact = phrase->kind == KIND_EXACT};
  size_t length = strcspn(text, "*~|#@");
  if (length == 0 || length >= sizeof needle.text) stop("a phrase that strstr cannot look for", phrase->text);
  memcpy(needle.text, text, length);
  needle.whole = strcspn(phrase->text, "*~|#@") == strlen(phrase->text);
  return needle;
}

struct needles needles_of(mcpx_profile profile) {
  struct needles needles = {0, calloc(NEEDLE_ROOM, sizeof *needles.list)};
  struct phrase phrase = {0};
  int set = SET_NONE;
  if (!needles.list) stop("no memory", "phrases");
  while (phrase_next(&phrase)) {
    if (begins_set(phrase.kind))
      set++;
    else if (wanted_by(phrase.kind, profile))
      needles.list[needles.count++] = needle_of(&phrase, set);
    if (needles.count == NEEDLE_ROOM) stop("too many phrases", phrase.text);
  }
  return needles;
}

/* ---- Search ---- */

static void copy_lower(char *out, struct text text) {
  for (size_t i = 0; i < text.length; i++) {
    char c = text.start[i];
    out[i] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  }
  out[text.length] = '\0';
}

bool needles_search(const struct needles *needles, struct text text, bool seen[SET_COUNT]) {
  static char as_given[TEXT_ROOM], lower[TEXT_ROOM];
  bool any = false;
  if (text.length >= TEXT_ROOM) stop("a text is too long for strstr", "64 KiB");
  memcpy(as_given, text.start, text.length);
  as_given[text.length] = '\0';
  copy_lower(lower, text);
  memset(seen, 0, SET_COUNT * sizeof *seen);
  for (size_t i = 0; i < needles->count; i++) {
    const struct needle *needle = &needles->list[i];
    if (seen[needle->set] || !strstr(needle->exact ? as_given : lower, needle->text)) continue;
    any = seen[needle->set] = true;
  }
  return any;
}

/* ---- Check ---- */

/* Does mcpx look at the text as strstr does: in lower case, and otherwise as it is? */
static bool looks_same(mcpx_profile profile, struct text text) {
  static struct view_block block;
  static char lower[TEXT_ROOM];
  struct text_view view;
  block.count = 0;
  view_start(&view, profile == MCPX_PROFILE_EXTENDED);
  view_fill(&view, (const unsigned char *)text.start, text.length, true, &block);
  copy_lower(lower, text);
  return block.count == text.length && memcmp(block.bytes, lower, text.length) == 0;
}

static void sets_of_whole(const struct needles *needles, bool whole[SET_COUNT]) {
  memset(whole, 1, SET_COUNT * sizeof *whole);
  for (size_t i = 0; i < needles->count; i++)
    if (!needles->list[i].whole) whole[needles->list[i].set] = false;
}

static void check_text(const struct needles *needles, const bool whole[SET_COUNT], struct phrase_scan *scan,
                       struct text text) {
  bool seen[SET_COUNT];
  scan_start(scan, scan->view.extended);
  scan_feed(scan, (const unsigned char *)text.start, text.length);
  scan_finish(scan);
  needles_search(needles, text, seen);
  for (size_t set = 1; set < SET_COUNT; set++) {
    bool ours = scan_saw(scan, set);
    if (ours != seen[set] && (ours || whole[set])) stop("strstr and mcpx see different phrases", text.start);
  }
}

size_t needles_check(const struct needles *needles, mcpx_profile profile, const struct texts *texts) {
  static struct phrase_scan scan;
  bool whole[SET_COUNT];
  size_t checked = 0;
  sets_of_whole(needles, whole);
  scan_start(&scan, profile == MCPX_PROFILE_EXTENDED);
  for (size_t i = 0; i < texts->count; i++) {
    if (!looks_same(profile, texts->list[i])) continue;
    check_text(needles, whole, &scan, texts->list[i]);
    checked++;
  }
  return checked;
}
