/* redact.c: replaces each match of the canary by a placeholder such as "[email]", until the canary finds
 * nothing in the result. A text is redacted in passages. Each round searches the passage as it would be
 * written, after the last bytes that were written before it: the canary sees what a reader of the result
 * sees. */
#include "canary.h"
#include "detect.h"
#include "extent.h"
#include "safe_names.h"

enum {
  PASSAGE_MAX = 32768,
  OVERLAP = 4096,       /* the last bytes of a passage: it is cut among them, where no range is */
  RIGHT_CONTEXT = 1024, /* of which these are searched again with the next passage */
  LEFT_CONTEXT = 256,
  PEM_AHEAD = 32768, /* how far a PEM block may reach beyond its passage */
  /* No placeholder is more than four times as long as the shortest match of its detector with a separator. */
  WRITTEN_MAX = LEFT_CONTEXT + 4 * PASSAGE_MAX,
  MATCHES_MAX = 4096,
  ROUNDS_MAX = 8
};

/* The caller's workspace. */
struct redact_memory {
  char written[WRITTEN_MAX];         /* the left context, then the passage with its placeholders */
  uint32_t sources[WRITTEN_MAX + 1]; /* the offset in the passage of what each byte of it was made from */
  char scratch[CANARY_ROUNDS][WRITTEN_MAX];
  uint32_t scratch_sources[CANARY_ROUNDS][WRITTEN_MAX + 1];
  uint8_t found[PASSAGE_MAX]; /* for each byte of the passage: 0, or 1 + the detector that found it */
  struct canary_match matches[MATCHES_MAX];
};

_Static_assert(sizeof(struct redact_memory) <= sizeof(mcpx_workspace), "MCPX_WORKSPACE_SIZE is enough");

struct redaction {
  mcpx_text text;
  struct redact_memory *memory;
  struct canary canary;
  mcpx_text passage;
  size_t start;   /* of the passage in the text */
  size_t pem_end; /* in the text, of the last PEM block that begins in the passage */
  char context[LEFT_CONTEXT];
  size_t context_length;
  char *out;
  size_t capacity;
  size_t length;
  mcpx_redaction *ranges;
  size_t room;
  size_t count;
  size_t last_end; /* of the last range */
};

/* ---- Output ---- */

static void remember_context(struct redaction *redaction, const char *bytes, size_t length) {
  if (length > LEFT_CONTEXT) {
    bytes += length - LEFT_CONTEXT;
    length = LEFT_CONTEXT;
  }
  size_t kept = redaction->context_length;
  if (kept > LEFT_CONTEXT - length) kept = LEFT_CONTEXT - length;
  memmove(redaction->context, redaction->context + redaction->context_length - kept, kept);
  memcpy(redaction->context + kept, bytes, length);
  redaction->context_length = kept + length;
}

static void put_output(struct redaction *redaction, const char *bytes, size_t length) {
  size_t left = redaction->length < redaction->capacity ? redaction->capacity - redaction->length : 0;
  if (left && length) memcpy(redaction->out + redaction->length, bytes, length < left ? length : left);
  redaction->length += length;
  remember_context(redaction, bytes, length);
}

static size_t write_placeholder(enum canary_detector detector, char out[CANARY_PLACEHOLDER_MAX + 2]) {
  size_t length = 0;
  out[length++] = '[';
  for (const char *name = canary_detector_name(detector); *name; name++) out[length++] = *name;
  out[length++] = ']';
  return length;
}

/* A range that begins where the last passage ended continues the last range. */
static bool extend_last_range(struct redaction *redaction, size_t start, size_t end) {
  if (!redaction->count || redaction->last_end != start) return false;
  if (redaction->count <= redaction->room) redaction->ranges[redaction->count - 1].end = end;
  redaction->last_end = end;
  return true;
}

static void put_range(struct redaction *redaction, size_t start, size_t end, enum canary_detector detector) {
  char placeholder[CANARY_PLACEHOLDER_MAX + 2];
  if (extend_last_range(redaction, start, end)) return;
  redaction->last_end = end;
  put_output(redaction, placeholder, write_placeholder(detector, placeholder));
  if (redaction->count < redaction->room)
    redaction->ranges[redaction->count] = (mcpx_redaction){start, end, canary_detector_name(detector)};
  redaction->count++;
}

/* ---- Ranges ---- */

/* The end of a run of found bytes or of other bytes that begins at an offset. For found bytes, `*detector` is
 * the first one in the order of detectors.def. */
static size_t run_end(const struct redaction *redaction, size_t at, enum canary_detector *detector) {
  const uint8_t *found = redaction->memory->found;
  uint8_t first = found[at];
  size_t end = at;
  for (; end < redaction->passage.length && (found[end] != 0) == (found[at] != 0); end++)
    if (found[end] < first) first = found[end];
  *detector = (enum canary_detector)(first - 1);
  return end;
}

/* Returns how many bytes were not found before. */
static size_t mark_found(struct redaction *redaction, size_t start, size_t end,
                         enum canary_detector detector) {
  uint8_t *found = redaction->memory->found;
  size_t added = 0;
  for (size_t i = start; i < end; i++) {
    added += found[i] == 0;
    if (found[i] == 0 || found[i] > detector + 1) found[i] = (uint8_t)(detector + 1);
  }
  return added;
}

static bool is_inside_character(mcpx_text text, size_t at) {
  return at < text.length && ((unsigned char)text.bytes[at] & 0xC0) == 0x80;
}

/* The range of the passage that a match in what would be written comes from, in whole characters; empty in
 * the left context. */
static mcpx_range range_in_passage(const struct redaction *redaction, const struct canary_match *match,
                                   size_t length) {
  const uint32_t *sources = redaction->memory->sources;
  size_t end = match->end;
  if (end <= redaction->context_length) return (mcpx_range){0, 0};
  while (end < length && sources[end] == sources[end - 1]) end++;
  mcpx_range range = {sources[match->start], sources[end]};
  if (range.start >= range.end) return range;
  for (int i = 0; i < 3 && range.start > 0 && is_inside_character(redaction->passage, range.start); i++)
    range.start--;
  for (int i = 0; i < 3 && is_inside_character(redaction->passage, range.end); i++) range.end++;
  return range;
}

/* ---- Passages ---- */

/* Does the last range end where the passage begins? */
static bool continues_range(const struct redaction *redaction) {
  return redaction->count > 0 && redaction->last_end == redaction->start;
}

/* Write the passage with its placeholders. Returns the length, or 0 if there is no room for it. */
static size_t write_passage(const struct redaction *redaction) {
  struct redact_memory *memory = redaction->memory;
  size_t length = redaction->context_length;
  memcpy(memory->written, redaction->context, length);
  memset(memory->sources, 0, length * sizeof *memory->sources);
  for (size_t at = 0; at < redaction->passage.length;) {
    enum canary_detector detector;
    size_t end = run_end(redaction, at, &detector), count = end - at;
    bool is_found = memory->found[at] != 0;
    if (length + count + CANARY_PLACEHOLDER_MAX > WRITTEN_MAX) return 0;
    if (is_found)
      count =
          at == 0 && continues_range(redaction) ? 0 : write_placeholder(detector, memory->written + length);
    else
      memcpy(memory->written + length, redaction->passage.bytes + at, count);
    for (size_t i = 0; i < count; i++) memory->sources[length + i] = (uint32_t)(is_found ? at : at + i);
    length += count;
    at = end;
  }
  memory->sources[length] = (uint32_t)redaction->passage.length;
  return length;
}

enum search_result { FOUND_NOTHING, FOUND_NOTHING_NEW, FOUND_MORE };

/* Search what would be written and mark what is found. */
static enum search_result search_passage(struct redaction *redaction) {
  static const uint64_t KEPT = UINT64_C(1) << CANARY_command_line | UINT64_C(1) << CANARY_relative_path;
  struct redact_memory *memory = redaction->memory;
  size_t length = write_passage(redaction), added = 0;
  bool any = false;
  if (!length) return FOUND_NOTHING_NEW;
  safe_names_blank(memory->written, length);
  size_t count = canary_search_all(&redaction->canary, (mcpx_text){memory->written, length}, KEPT,
                                   memory->matches, MATCHES_MAX);
  for (size_t i = 0; i < count; i++) {
    mcpx_range range = range_in_passage(redaction, &memory->matches[i], length);
    any = any || range.start < range.end;
    added += mark_found(redaction, range.start, range.end, memory->matches[i].detector);
  }
  return added ? FOUND_MORE : any ? FOUND_NOTHING_NEW : FOUND_NOTHING;
}

/* Mark each line that has a range as a whole. */
static void mark_lines(struct redaction *redaction) {
  mcpx_text passage = redaction->passage;
  const uint8_t *found = redaction->memory->found;
  for (size_t start = 0, end; start < passage.length; start = end + 1) {
    uint8_t first = 0;
    for (end = start; end < passage.length && passage.bytes[end] != '\n'; end++)
      if (found[end] && (!first || found[end] < first)) first = found[end];
    if (first) mark_found(redaction, start, end, (enum canary_detector)(first - 1));
  }
}

/* PEM blocks have lines that nothing else finds, and may reach beyond the passage. */
static void mark_pem_blocks(struct redaction *redaction) {
  size_t start = redaction->start, end = start + redaction->passage.length, at = start;
  size_t ahead = redaction->text.length - end < PEM_AHEAD ? redaction->text.length - end : PEM_AHEAD;
  mcpx_text text = {redaction->text.bytes, end + ahead};
  mcpx_range range;
  redaction->pem_end = 0;
  while (detect_pem(text, &at, &range) && range.start < end) {
    mark_found(redaction, range.start - start, (range.end < end ? range.end : end) - start, CANARY_pem_block);
    redaction->pem_end = range.end;
  }
}

/* Search until nothing more is found. If each round finds more, whole lines are marked instead, and finally
 * the passage. */
static void find_ranges(struct redaction *redaction) {
  memset(redaction->memory->found, 0, redaction->passage.length);
  mark_pem_blocks(redaction);
  for (int attempt = 0; attempt < 2; attempt++) {
    enum search_result result = FOUND_MORE;
    for (int round = 0; round < ROUNDS_MAX && result == FOUND_MORE; round++)
      result = search_passage(redaction);
    if (result == FOUND_NOTHING) return;
    mark_lines(redaction);
  }
  if (search_passage(redaction) != FOUND_NOTHING)
    mark_found(redaction, 0, redaction->passage.length, CANARY_BLOCKED_VALUE);
}

/* ---- Where a passage ends ---- */

/* How suitable is an offset as the end of a passage? 0 within a range. */
static int cut_quality(const struct redaction *redaction, size_t at) {
  const uint8_t *found = redaction->memory->found;
  char before = redaction->passage.bytes[at - 1];
  bool is_break = ascii_is_space(before) || (before && strchr("\",;<>{}", before));
  if ((found[at - 1] && found[at]) || is_inside_character(redaction->passage, at)) return 0;
  return before == '\n' ? 3 : is_break ? 2 : 1;
}

/* The end of a range. If it reaches the end of the passage, it includes the rest of the word or PEM block. */
static size_t open_range_end(const struct redaction *redaction, size_t at) {
  size_t end = redaction->start + at;
  if (at < redaction->passage.length) return end;
  end = extent_word_end(redaction->text, end);
  return end > redaction->pem_end ? end : redaction->pem_end;
}

/* How much of the passage is written now, as an offset in the text; the rest begins the next passage. Linear,
 * as each passage but the last one has at least PASSAGE_MAX - OVERLAP bytes. */
static size_t choose_end(const struct redaction *redaction) {
  size_t length = redaction->passage.length, best = 0;
  int quality = 0;
  if (redaction->start + length == redaction->text.length) return redaction->text.length;
  for (size_t at = length - RIGHT_CONTEXT; at >= length - OVERLAP && quality < 3; at--) {
    int here = cut_quality(redaction, at);
    if (here <= quality) continue;
    quality = here;
    best = at;
  }
  if (quality > 0) return redaction->start + best;
  enum canary_detector detector;
  return open_range_end(redaction, run_end(redaction, length - RIGHT_CONTEXT, &detector));
}

static void put_passage(struct redaction *redaction, size_t end) {
  for (size_t at = 0; at < redaction->passage.length && redaction->start + at < end;) {
    enum canary_detector detector;
    size_t next = run_end(redaction, at, &detector), limit = end - redaction->start;
    bool is_last = next >= limit || next == redaction->passage.length;
    if (redaction->memory->found[at])
      put_range(redaction, redaction->start + at, is_last ? end : redaction->start + next, detector);
    else
      put_output(redaction, redaction->passage.bytes + at, (next < limit ? next : limit) - at);
    at = next;
  }
}

static void redact_passages(struct redaction *redaction) {
  while (redaction->start < redaction->text.length) {
    size_t left = redaction->text.length - redaction->start;
    redaction->passage.bytes = redaction->text.bytes + redaction->start;
    redaction->passage.length = left < PASSAGE_MAX ? left : PASSAGE_MAX;
    find_ranges(redaction);
    size_t end = choose_end(redaction);
    put_passage(redaction, end);
    redaction->start = end;
  }
}

size_t mcpx_redact(const char *text, size_t length, const mcpx_check_options *options,
                   mcpx_workspace *workspace, char *out, size_t capacity, mcpx_redaction *ranges, size_t room,
                   size_t *count) {
  struct redact_memory *memory = (struct redact_memory *)workspace;
  struct redaction redaction = {.text = {text, text && memory ? length : 0},
                                .memory = memory,
                                .capacity = out ? capacity : 0,
                                .ranges = ranges,
                                .room = ranges ? room : 0};
  redaction.out = out;
  if (options) {
    redaction.canary.blocked_values = options->blocked_values;
    redaction.canary.blocked_value_count = options->blocked_value_count;
  }
  for (int round = 0; memory && round < CANARY_ROUNDS; round++) {
    redaction.canary.scratch[round] = memory->scratch[round];
    redaction.canary.sources[round] = memory->scratch_sources[round];
  }
  redact_passages(&redaction);
  if (count) *count = redaction.count;
  return redaction.length;
}
