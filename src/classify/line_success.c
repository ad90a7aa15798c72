/* line_success.c: a line of a log -> whether it says that a server works. */
#include "line_success.h"

#include <string.h>

#include "base/ascii.h"
#include "line_text.h"

#define HAS_ANY(block, i, end, texts) \
  line_contains_any(block, i, end, texts, sizeof(texts) / sizeof *(texts))

/* Words that contradict a success, or limit it to a part. */
static bool is_doubtful(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {" not ",     "n't ", "fail", "until ", "waiting",      "never ",
                                      "no longer", "?",    " of ", "error",  "\xE2\x9C\x93", "\xE2\x9C\x94"};
  return HAS_ANY(block, i, end, WORDS);
}

/* "notes: connected" */
static bool ends_in_success(const struct norm_block *block, size_t i, size_t end) {
  static const char *const ENDS[] = {" connected", "... ok",       "\xE2\x86\x92 ok", "-> ok",  " ready",
                                     " healthy",   " reconnected", " recovered",      " is up", " online"};
  for (size_t k = 0; k < sizeof ENDS / sizeof *ENDS; k++) {
    size_t length = strlen(ENDS[k]);
    if (end >= i + length && line_starts_with(block, end - length, ENDS[k])) return true;
  }
  return false;
}

/* "retry 3 ok (204 ms)", "connected to inventory on attempt 3", "answered in 3.1s on second try" */
static bool tells_of_retry(const struct norm_block *block, size_t i, size_t end) {
  static const char *const TRIES[] = {"retry ", "attempt ", "on second try", "on third try", "ping "};
  static const char *const RESULTS[] = {" ok", " succeeded", "connected ", "answered in ", "reached "};
  return HAS_ANY(block, i, end, TRIES) && HAS_ANY(block, i, end, RESULTS);
}

/* "upstream crm: 200 OK", "POST /mcp -> 200" */
static bool tells_of_answer(const struct norm_block *block, size_t i, size_t end) {
  static const char *const ANSWERS[] = {" 200 ok", "-> 200", "\xE2\x86\x92 200"};
  static const char *const PLACES[] = {"upstream", "initialize", "/mcp", "/sse", "session", "tools/list"};
  static const char *const OTHERS[] = {"well-known", "token", "oauth", "authorize", "register"};
  return HAS_ANY(block, i, end, ANSWERS) && HAS_ANY(block, i, end, PLACES) && !HAS_ANY(block, i, end, OTHERS);
}

/* "tools/list -> 9 tools", "Tools: 6." */
static bool counts_tools(const struct norm_block *block, size_t i, size_t end) {
  for (; i + 7 <= end; i++) {
    if (!line_starts_with(block, i, "tools")) continue;
    bool before = i >= 2 && block->bytes[i - 1] == ' ' && ascii_is_digit((char)block->bytes[i - 2]);
    bool zero = before && block->bytes[i - 2] == '0' && i >= 3 && block->bytes[i - 3] == ' ';
    bool after = line_starts_with(block, i, "tools: ") && line_has_digit(block, i + 7);
    if ((before && !zero) || (after && block->bytes[i + 7] != '0')) return true;
  }
  return false;
}

bool line_says_success(const struct norm_block *block, size_t i, size_t end) {
  bool success = ends_in_success(block, i, end) || tells_of_retry(block, i, end) ||
                 tells_of_answer(block, i, end) || counts_tools(block, i, end);
  return success && !is_doubtful(block, i, end);
}
