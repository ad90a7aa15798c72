/* match.c: a phrase, at one place of a view -> where it ends, and what it names. */
#include "match.h"

#include <string.h>

#include "base/ascii.h"
#include "scan.h"

enum { CODE_PREFIX = 5 /* mcpx_ */, CODE_NAME_MAX = 48 };

static bool in_word(const struct norm_block *block, size_t i) {
  char c = (char)block->bytes[i];
  return ascii_is_lower(c) || ascii_is_digit(c) || c == '_';
}

static bool at_boundary(const struct norm_block *block, size_t i) {
  return i == 0 || i >= block->count || !in_word(block, i - 1) || !in_word(block, i);
}

static bool digit_at(const struct norm_block *block, size_t i) {
  return i < block->count && ascii_is_digit((char)block->bytes[i]);
}

/* The status that the three digits at `i` name, or 0: only those that have a code of their own. A line break
 * may stand between them. `end` is the place behind them. */
static int status_at(const struct norm_block *block, size_t i, size_t *end) {
  int status = 0;
  for (int digits = 0; digits < 3; i++) {
    if (digits && i < block->count && norm_is_line_break(block, i)) continue;
    if (!digit_at(block, i)) return 0;
    status = status * 10 + (block->bytes[i] - '0');
    digits++;
  }
  *end = i;
  return status == 401 || status == 403 || status == 404 || status / 100 == 5 ? status : 0;
}

/* The code whose name has its last part at `i`, behind "mcpx_", or one that is none; `end` is the place
 * behind it. A text that names the code for what is not recognized tells nothing. */
static mcpx_code code_at(const struct norm_block *block, size_t i, size_t *end) {
  char name[CODE_NAME_MAX] = "MCPX_";
  size_t length = CODE_PREFIX;
  for (; i < block->count && in_word(block, i) && length < CODE_NAME_MAX; i++)
    name[length++] = ascii_to_upper((char)block->bytes[i]);
  *end = i;
  mcpx_code code = mcpx_code_find(name, length);
  return code == CODE_UNKNOWN_UNCLASSIFIED ? MCPX_CODE_NONE : code;
}

/* A decimal number above zero at `i`: the place after it, or MATCH_NONE. */
static long number_at(const struct norm_block *block, size_t i) {
  bool above_zero = false;
  for (; digit_at(block, i); i++) above_zero = above_zero || block->bytes[i] != '0';
  return above_zero ? (long)i : MATCH_NONE;
}

/* One plain byte of a phrase at `i`, where a line break may have come between. */
static long byte_at(const struct norm_block *block, size_t i, unsigned char wanted) {
  if (i < block->count && block->bytes[i] == wanted) return (long)i + 1;
  bool broken = i + 1 < block->count && norm_is_line_break(block, i) && block->bytes[i + 1] == wanted;
  return broken ? (long)i + 2 : MATCH_NONE;
}

static long step_at(const struct norm_block *block, size_t i, char step) {
  size_t end;
  switch (step) {
    case '|': return at_boundary(block, i) ? (long)i : MATCH_NONE;
    case '#': return number_at(block, i);
    case '@': return status_at(block, i, &end) ? (long)end : MATCH_NONE;
    case '^': return code_at(block, i, &end) >= 0 ? (long)end : MATCH_NONE;
    default: return byte_at(block, i, (unsigned char)step);
  }
}

static size_t gap_of(char c) { return c == '*' ? MATCH_GAP_LONG : c == '~' ? MATCH_GAP_SHORT : 0; }

/* The piece of a phrase up to its next gap, at `i`: the place after it, or MATCH_NONE. */
static long piece_at(const struct norm_block *block, size_t i, const char *piece) {
  for (; *piece && !gap_of(*piece); piece++) {
    long next = step_at(block, i, *piece);
    if (next == MATCH_NONE) return MATCH_NONE;
    i = (size_t)next;
  }
  return (long)i;
}

long match_phrase(const struct norm_block *block, size_t i, const char *phrase) {
  long end = piece_at(block, i, phrase);
  phrase += strcspn(phrase, "*~");
  while (*phrase && end != MATCH_NONE) {
    size_t from = (size_t)end, last = from + gap_of(*phrase++);
    end = MATCH_NONE;
    for (; from <= last && from < block->count && end == MATCH_NONE; from++)
      end = piece_at(block, from, phrase);
    phrase += strcspn(phrase, "*~");
  }
  return end;
}

/* ---- What takes a phrase back ---- */

static bool is_zero(const struct norm_block *block, size_t i) {
  return i < block->count && block->bytes[i] == '0' && at_boundary(block, i) && at_boundary(block, i + 1);
}

/* "connection refused: 0", but not "connection refused: 0.0.0.0". */
static bool none_follows(const struct norm_block *block, size_t i) {
  bool sign = i < block->count && (block->bytes[i] == ':' || block->bytes[i] == '=');
  if (!sign && (i == 0 || block->bytes[i - 1] != ' ')) return false; /* a phrase may end with ": " itself */
  i += sign;
  if (i < block->count && block->bytes[i] == ' ') i++;
  return is_zero(block, i) && (i + 1 >= block->count || !strchr(".:%", block->bytes[i + 1]));
}

/* "0 not found", "no tools pending approval"; not "10.0.0.0 connection refused", nor "timeouts: 0 connection
 * refused". */
static bool none_precedes(const struct norm_block *block, size_t i) {
  const unsigned char *bytes = block->bytes;
  if (i < 2 || bytes[i - 1] != ' ') return false;
  if (i > 2 && memcmp(bytes + i - 3, "no ", 3) == 0) return at_boundary(block, i - 3);
  if (!is_zero(block, i - 2)) return false;
  if (i > 2 && norm_is_line_break(block, i - 3)) return true;
  size_t before = i > 2 && bytes[i - 3] == ' ' ? i - 3 : i - 2;
  return before == 0 || !strchr(".:=", bytes[before - 1]);
}

bool match_is_negated(const struct norm_block *block, size_t from, size_t to) {
#define NEGATION(text) text,
  static const char BEHIND[][16] = {
#include "tables/negation.def"
  };
  if (none_precedes(block, from) || none_follows(block, to)) return true;
  for (size_t i = 0; i < sizeof BEHIND / sizeof *BEHIND; i++)
    if (piece_at(block, to, BEHIND[i]) != MATCH_NONE) return true;
  return false;
}

int match_status(const struct norm_block *block, size_t from, size_t to) {
  int status = 0;
  size_t end;
  for (size_t i = from; i < to && !status; i++)
    if (at_boundary(block, i)) status = status_at(block, i, &end);
  return status;
}

mcpx_code match_code(const struct norm_block *block, size_t from) {
  size_t end;
  return code_at(block, from + CODE_PREFIX, &end);
}
