/* unknown.c: why a text has no code, and which codes are near. */
#include "unknown.h"

#include <string.h>

#include "catalog/catalog.h"

/* A text with fewer bytes says too little. */
enum { ENOUGH_BYTES = 48 };

/* Whether a part of the text describes it as configuration, a result, code or a log of a server that became
 * ready. */
static bool is_described(const struct phrase_scan *scan) {
  SCAN_SEEN_EACH(set, scan) {
    enum phrase_kind kind = phrase_set_kind(set);
    if (kind > PHRASE_CONTEXT_SET && kind <= PHRASE_SUCCESS_SET) return true;
  }
  return false;
}

static mcpx_unknown unknown_kind(const struct phrase_scan *scan, bool decided, const mcpx_answer *answer) {
  if (answer->cause != MCPX_CAUSE_NONE) return MCPX_UNKNOWN_WITHOUT_CODE;
  if (decided || is_described(scan)) return MCPX_UNKNOWN_NOT_A_FAILURE;
  if (scan->norm.offset < ENOUGH_BYTES) return MCPX_UNKNOWN_TOO_LITTLE;
  return scan_saw(scan, SET_failure_words) ? MCPX_UNKNOWN_UNRECOGNIZED : MCPX_UNKNOWN_NOT_A_FAILURE;
}

/* ---- Near codes ---- */

static const struct {
  uint8_t code;
  uint16_t set;
} NEAR_CODES[] = {
#define NEAR(code, set) {CODE_##code, SET_##set},
#include "tables/unknown.def"
};

enum { NEAR_COUNT = sizeof NEAR_CODES / sizeof *NEAR_CODES };

/* How many of the sets of words of each code occur. */
static void count_near(const struct phrase_scan *scan, uint8_t near[CODE_COUNT]) {
  memset(near, 0, CODE_COUNT);
  for (size_t i = 0; i < NEAR_COUNT; i++) near[NEAR_CODES[i].code] += scan_saw(scan, NEAR_CODES[i].set);
}

/* Insert a code into the list, which is sorted by nearness and has MCPX_NEAREST_MAX places. */
static void insert_near(const uint8_t near[CODE_COUNT], mcpx_code code, mcpx_answer *answer) {
  size_t i = answer->nearest_count;
  if (!near[code]) return;
  while (i > 0 && near[answer->nearest[i - 1]] < near[code]) i--;
  if (i == MCPX_NEAREST_MAX) return;
  if (answer->nearest_count < MCPX_NEAREST_MAX) answer->nearest_count++;
  for (size_t k = answer->nearest_count - 1; k > i; k--) answer->nearest[k] = answer->nearest[k - 1];
  answer->nearest[i] = code;
}

void unknown_explain(const struct phrase_scan *scan, bool decided, mcpx_answer *answer) {
  answer->unknown = unknown_kind(scan, decided, answer);
  if (answer->unknown != MCPX_UNKNOWN_UNRECOGNIZED) return;
  uint8_t near[CODE_COUNT];
  count_near(scan, near);
  for (mcpx_code code = 0; code < CODE_COUNT; code++) insert_near(near, code, answer);
}
