/* match.c: compares a phrase with normalized text at one position. */
#include "match.h"

#include <string.h>

#include "anchors.h"
#include "base/ascii.h"
#include "base/bits.h"
#include "grams.h"

enum { CODE_PREFIX = 5 /* mcpx_ */, CODE_NAME_MAX = 48, NUMBER_DIGITS_MAX = 24 };

static bool is_word_at(const struct norm_block *block, size_t i) {
  char c = (char)block->bytes[i];
  return ascii_is_lower(c) || ascii_is_digit(c) || c == '_';
}

static bool is_boundary(const struct norm_block *block, size_t i) {
  return i == 0 || i >= block->count || !is_word_at(block, i - 1) || !is_word_at(block, i);
}

/* The first byte of a line that is no space. */
static bool is_line_start(const struct norm_block *block, size_t i) {
  return block->count && (i == 0 ? norm_at(block, 0) == 0 : norm_is_line_break(block, i - 1));
}

static bool is_digit_at(const struct norm_block *block, size_t i) {
  return i < block->count && ascii_is_digit((char)block->bytes[i]);
}

/* The status in the three digits at `i`, or 0 if it has no code of its own. A line break may separate the
 * digits. `end` becomes the index after them. */
static int status_at(const struct norm_block *block, size_t i, size_t *end) {
  int status = 0;
  for (int digits = 0; digits < 3; i++) {
    if (digits && i < block->count && norm_is_line_break(block, i)) continue;
    if (!is_digit_at(block, i)) return 0;
    status = status * 10 + (block->bytes[i] - '0');
    digits++;
  }
  *end = i;
  return status == 401 || status == 403 || status == 404 || status / 100 == 5 ? status : 0;
}

/* The code whose name continues at `i`, after "mcpx_", or MCPX_CODE_NONE; `end` becomes the index after the
 * name. MCPX_UNKNOWN_UNCLASSIFIED in a text says nothing about the failure, and a code that the proxy only
 * counts is of no text, so both count as no code. */
static mcpx_code code_at(const struct norm_block *block, size_t i, size_t *end) {
  char name[CODE_NAME_MAX] = "MCPX_";
  size_t length = CODE_PREFIX;
  for (; i < block->count && is_word_at(block, i) && length < CODE_NAME_MAX; i++)
    name[length++] = ascii_to_upper((char)block->bytes[i]);
  *end = i;
  mcpx_code code = mcpx_code_find(name, length);
  return code == CODE_UNKNOWN_UNCLASSIFIED || catalog_is_only_counted(code) ? MCPX_CODE_NONE : code;
}

/* ---- A phrase ---- */

/* A decimal number above zero. Its length is bounded, as that of every match (scan.h). */
static long match_number(const struct norm_block *block, size_t i) {
  bool above_zero = false;
  for (size_t last = i + NUMBER_DIGITS_MAX; i < last && is_digit_at(block, i); i++)
    above_zero = above_zero || block->bytes[i] != '0';
  return above_zero ? (long)i : MATCH_NONE;
}

/* What a byte of a phrase asks for. */
enum phrase_step { STEP_BYTE, STEP_SPACE, STEP_END /* of the part: a gap follows, or nothing */, STEP_OTHER };

static const uint8_t PHRASE_STEPS[256] = {
    [' '] = STEP_SPACE, ['\0'] = STEP_END,  ['*'] = STEP_END,   ['~'] = STEP_END,   ['|'] = STEP_OTHER,
    ['`'] = STEP_OTHER, ['#'] = STEP_OTHER, ['@'] = STEP_OTHER, ['^'] = STEP_OTHER,
};

static inline bool is_literal_byte(char c) { return PHRASE_STEPS[(unsigned char)c] <= STEP_SPACE; }

bool match_is_literal(char c) { return is_literal_byte(c); }

/* The last four literal bytes in a row that are no part of the anchor; NULL if there are none. Where they are
 * missing from a text, the phrase is, too. */
static const char *last_literal(const char *phrase, size_t length, size_t lead) {
  for (size_t end = length; end >= ANCHOR_SIZE; end--) {
    size_t from = end - ANCHOR_SIZE, i = from;
    if (end > lead && from < lead + ANCHOR_SIZE) continue; /* it overlaps the anchor */
    while (i < end && is_literal_byte(phrase[i])) i++;
    if (i == end) return phrase + from;
  }
  return NULL;
}

struct anchor_neighbors match_neighbors(const char *phrase, size_t length, size_t lead) {
  const char *anchor = phrase + lead, *other = last_literal(phrase, length, lead);
  return (struct anchor_neighbors){
      .other = (uint16_t)(other ? gram_bit(anchor_key((const unsigned char *)other)) + 1 : 0),
      .before = lead ? (uint8_t)anchor[-1] : 0,
      .behind = is_literal_byte(anchor[ANCHOR_SIZE]) ? (uint8_t)anchor[ANCHOR_SIZE] : 0};
}

/* A byte of a phrase that is in the text only after a line break, which is skipped. A blank line separates
 * texts, so no phrase contains one: "mcp.acme.invalid", a blank line, and "config.toml:" are no "invalid
 * config". */
static long match_after_break(const struct norm_block *block, size_t i, unsigned char wanted) {
  if (i + 1 >= block->count || !norm_is_line_break(block, i) || norm_is_blank_line(block, i))
    return MATCH_NONE;
  return block->bytes[i + 1] == wanted ? (long)i + 2 : MATCH_NONE;
}

static long match_other(const struct norm_block *block, size_t i, char step) {
  size_t end;
  switch (step) {
    case '|': return is_boundary(block, i) ? (long)i : MATCH_NONE;
    case '`': return is_line_start(block, i) ? (long)i : MATCH_NONE;
    case '#': return match_number(block, i);
    case '@': return status_at(block, i, &end) ? (long)end : MATCH_NONE;
    case '^': return code_at(block, i, &end) >= 0 ? (long)end : MATCH_NONE;
    default: return MATCH_NONE;
  }
}

static long match_step(const struct norm_block *block, size_t i, char step) {
  unsigned char wanted = (unsigned char)step;
  enum phrase_step kind = (enum phrase_step)PHRASE_STEPS[wanted];
  if (kind == STEP_OTHER) return match_other(block, i, step);
  bool same = i < block->count && block->bytes[i] == wanted;
  if (kind == STEP_SPACE) return same && !norm_is_blank_line(block, i) ? (long)i + 1 : MATCH_NONE;
  return same ? (long)i + 1 : match_after_break(block, i, wanted);
}

/* The part of a phrase up to its next gap. Returns where that is, NULL if the text is another. `*i` becomes
 * the index after the part. */
static const char *match_part(const struct norm_block *block, size_t *i, const char *part) {
  size_t at = *i;
  for (;; part++) {
    enum phrase_step kind = (enum phrase_step)PHRASE_STEPS[(unsigned char)*part];
    if (kind == STEP_BYTE && block->bytes[at] == (unsigned char)*part && at < block->count) {
      at++;
      continue;
    }
    if (kind == STEP_END) break;
    if (kind == STEP_BYTE && block->bytes[at] != ' ') return NULL; /* no line break to skip */
    long next = match_step(block, at, *part);
    if (next == MATCH_NONE) return NULL;
    at = (size_t)next;
  }
  *i = at;
  return part;
}

static size_t gap_length(char c) { return c == '*' ? MATCH_GAP_LONG : MATCH_GAP_SHORT; }

/* The first index from `from` on where the part may begin, or at a line break that may come before it; `last`
 * if there is none before that. */
static size_t next_start(const struct norm_block *block, size_t from, size_t last, const char *part) {
  const unsigned char *bytes = block->bytes;
  bool pair = is_literal_byte(part[1]);
  vector one = vector_all((unsigned char)part[0]), two = vector_all((unsigned char)part[1]);
  for (; from < last; from += VECTOR_BYTES) {
    vector starts = vector_equal(vector_load(bytes + from), one);
    if (pair)
      starts = vector_and(starts, vector_or(vector_equal(vector_load(bytes + from + 1), two),
                                            norm_line_breaks(block, from + 1)));
    size_t place = vector_first(vector_or(starts, norm_line_breaks(block, from)));
    if (place == VECTOR_BYTES) continue;
    from += place;
    return from < last ? from : last;
  }
  return last;
}

/* The nearest match of a part after a gap that begins at `*i`. */
static const char *match_after_gap(const struct norm_block *block, size_t *i, size_t gap, const char *part) {
  size_t last = *i + gap < block->count ? *i + gap + 1 : block->count;
  bool any = !is_literal_byte(*part);
  for (size_t from = *i; from < last; from++) {
    if (!any) from = next_start(block, from, last, part);
    if (from == last || norm_is_blank_line(block, from)) return NULL;
    size_t end = from;
    const char *rest = match_part(block, &end, part);
    if (!rest) continue;
    *i = end;
    return rest;
  }
  return NULL;
}

long match_phrase(const struct norm_block *block, size_t i, size_t same, const char *phrase) {
  if (same && !is_literal_byte(*phrase) && match_other(block, i, *phrase++) == MATCH_NONE) return MATCH_NONE;
  i += same;
  phrase = match_part(block, &i, phrase + same);
  while (phrase && *phrase) phrase = match_after_gap(block, &i, gap_length(*phrase), phrase + 1);
  return phrase ? (long)i : MATCH_NONE;
}

/* ---- Negations ---- */

static bool is_zero_at(const struct norm_block *block, size_t i) {
  return i < block->count && block->bytes[i] == '0' && is_boundary(block, i) && is_boundary(block, i + 1);
}

/* "connection refused: 0", but not "connection refused: 0.0.0.0". */
static bool zero_follows(const struct norm_block *block, size_t i) {
  if (i < block->count && block->bytes[i] == '\'') i++; /* "pending": 0 */
  bool sign = i < block->count && (block->bytes[i] == ':' || block->bytes[i] == '=');
  if (!sign && (i == 0 || block->bytes[i - 1] != ' ')) return false; /* a phrase may end with ": " */
  i += sign;
  if (i < block->count && block->bytes[i] == ' ') i++;
  return is_zero_at(block, i) && (i + 1 >= block->count || !strchr(".:%", block->bytes[i + 1]));
}

/* "0 not found" and "no tools pending approval", but not "10.0.0.0 connection refused" and not "timeouts: 0
 * connection refused". */
static bool none_comes_before(const struct norm_block *block, size_t i) {
  const unsigned char *bytes = block->bytes;
  if (i < 2 || bytes[i - 1] != ' ') return false;
  if (i > 2 && memcmp(bytes + i - 3, "no ", 3) == 0) return is_boundary(block, i - 3);
  if (!is_zero_at(block, i - 2)) return false;
  if (i > 2 && norm_is_line_break(block, i - 3)) return true;
  size_t before = i > 2 && bytes[i - 3] == ' ' ? i - 3 : i - 2;
  return before == 0 || !strchr(".:=", bytes[before - 1]);
}

/* The rows of negation.def, a bit for each, by their first byte, and by their second one. */
#define NEGATIONS_WITH_FIRST(byte, rows) [byte] = (rows),
static const uint32_t FIRST_OF_NEGATIONS[256] = {
#include "tables/derived/indexes.def"
};

#define NEGATIONS_WITH_SECOND(byte, rows) [byte] = (rows),
static const uint32_t SECOND_OF_NEGATIONS[256] = {
#include "tables/derived/indexes.def"
};

/* The rows that may begin at `i`. A line break may come before each of their bytes. */
static uint32_t possible_negations(const struct norm_block *block, size_t i) {
  unsigned char first = block->bytes[i], second = block->bytes[i + 1];
  uint32_t rows = FIRST_OF_NEGATIONS[first];
  if (second != ' ') rows &= SECOND_OF_NEGATIONS[second];
  return norm_is_line_break(block, i) ? rows | FIRST_OF_NEGATIONS[second] : rows;
}

bool match_is_negated(const struct norm_block *block, size_t from, size_t to) {
#define NEGATION(text) text,
  static const char NEGATIONS[][16] = {
#include "tables/negation.def"
  };
  _Static_assert(sizeof NEGATIONS / sizeof *NEGATIONS <= 32, "a bit for each row");
  if (none_comes_before(block, from) || zero_follows(block, to)) return true;
  if (to >= block->count) return false; /* each row has a byte */
  for (uint32_t rows = possible_negations(block, to); rows; rows &= rows - 1) {
    size_t end = to;
    if (match_part(block, &end, NEGATIONS[bits_lowest(rows)])) return true;
  }
  return false;
}

/* ---- What a match names ---- */

int match_status(const struct norm_block *block, size_t from, size_t to) {
  int status = 0;
  size_t end;
  for (size_t i = from; i < to && !status; i++)
    if (is_boundary(block, i)) status = status_at(block, i, &end);
  return status;
}

mcpx_code match_code(const struct norm_block *block, size_t from) {
  size_t end;
  return code_at(block, from + CODE_PREFIX, &end);
}
