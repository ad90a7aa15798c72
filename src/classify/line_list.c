/* line_list.c: a line -> whether it belongs to a table or to a list of errors. A list shows which errors
 * exist, a program prints the one that happened. */
#include "line_list.h"

#include <string.h>

#include "base/ascii.h"
#include "line_text.h"

/* ---- Items ---- */

/* Whether a cell of the row says that a server failed: "| notes | failed | spawn npx ENOENT |". */
static bool has_failed_cell(const struct norm_block *block, size_t i, size_t end) {
  static const char *const CELLS[] = {"| failed",       "| error |",      "| disconnected", "| crashed",
                                      "| \xE2\x9C\x97", "| \xE2\x9C\x98", "| \xE2\x9D\x8C"};
  return LINE_CONTAINS_ANY(block, i, end, CELLS);
}

/* A row of a table in Markdown: "| E110 | 404 | Session not found |". Normalization drops the first bar. */
static bool is_table_row(const struct norm_block *block, size_t i, size_t end) {
  return block->bytes[end - 1] == '|' && line_count(block, i, end, '|') >= 2 &&
         !has_failed_cell(block, i, end);
}

/* Whether another item of a list comes directly before or after the line. */
static bool has_neighbor_item(const struct norm_block *block, size_t i, size_t end) {
  if (line_starts_with(block, end + 1, "- ")) return true;
  if (i == 0) return false;
  for (size_t k = i - 1; k > 0 && i - k < LINE_SHAPE_MAX / 4; k--)
    if (norm_is_line_break(block, k - 1)) return line_starts_with(block, k, "- ");
  return line_starts_with(block, 0, "- ");
}

/* "- ECONNREFUSED": an item of a list, which is one word or one quoted text. */
static bool is_bullet_of_word(const struct norm_block *block, size_t i, size_t end) {
  if (!line_starts_with(block, i, "- ") || i + 4 > end) return false;
  bool quoted =
      block->bytes[i + 2] == '\'' && block->bytes[end - 1] == '\'' && line_count(block, i, end, '\'') == 2;
  return (quoted || line_count(block, i, end, ' ') == 1) && has_neighbor_item(block, i, end);
}

/* The index after a number and a period, or a bullet. */
static size_t skip_list_mark(const struct norm_block *block, size_t i, size_t end) {
  size_t at = line_skip_digits(block, i, end);
  if (at > i && (line_starts_with(block, at, ". ") || line_starts_with(block, at, ") "))) return at + 2;
  return line_starts_with(block, i, "- ") || line_starts_with(block, i, "* ") ? i + 2 : i;
}

/* "1. 'spawn npx ENOENT' → Node.js is not installed": an error and what it means. The text after the arrow
 * must not be an error itself, as in "'npx -y notes' → ENOENT". */
static bool is_explained_error(const struct norm_block *block, size_t i, size_t end) {
  static const char *const ARROWS[] = {"' \xE2\x86\x92 ", "' -> ", "' => ", "' = "};
  static const char *const ERRORS[] = {"error", "fail",  "enoent", "econn",  "etimed", "refused",
                                       "found", "exit ", "closed", "denied", "timed",  "unauth"};
  if (!LINE_MAY_HAVE_ANY(block, i, end, ARROWS)) return false;
  i = skip_list_mark(block, i, end);
  if (i >= end || block->bytes[i] != '\'') return false;
  for (size_t k = 0; k < sizeof ARROWS / sizeof *ARROWS; k++)
    for (size_t at = i + 1; at < end; at++)
      if (line_starts_with(block, at, ARROWS[k])) return !LINE_CONTAINS_ANY(block, at, end, ERRORS);
  return false;
}

/* The index after the name of an error in capital letters ("ECONNREFUSED") or a status ("401"); `i` if there
 * is none. */
static size_t skip_error_name(const struct norm_block *block, size_t i, size_t end) {
  size_t digits = line_skip_digits(block, i, end), at = i;
  if (digits == i + 3) return block->bytes[i] == '4' || block->bytes[i] == '5' ? digits : i;
  if (!line_starts_with(block, i, "e")) return i;
  while (at < end && ascii_is_lower((char)block->bytes[at]) && block->width[at] & NORM_FOLDED) at++;
  return at >= i + 4 && (at == end || !ascii_is_alnum((char)block->bytes[at])) ? at : i;
}

/* The index after a note in parentheses: "ENOENT(spawn)"; `i` if there is none. */
static size_t skip_note(const struct norm_block *block, size_t i, size_t end) {
  size_t at = line_starts_with(block, i, "(") ? line_skip_name(block, i + 1, end, "- ") : i;
  return at > i && line_starts_with(block, at, ")") ? at + 1 : i;
}

/* The index after what stands between two items of a list in a sentence; `i` if this is the end of the list.
 */
static size_t skip_conjunction(const struct norm_block *block, size_t i) {
  static const char *const WORDS[] = {", ", ",", "/", " or ", " and ", "', '"};
  for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS; k++)
    if (line_starts_with(block, i, WORDS[k])) return i + strlen(WORDS[k]);
  return i;
}

/* A cheap test: whether the line may have two of these. */
static bool may_be_listed(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {" or ", " and "};
  size_t to = end < block->count ? end + 1 : end; /* the last one may be behind a line that is cut off */
  return line_count(block, i, to, ',') + line_count(block, i, to, '/') > 1 ||
         LINE_MAY_HAVE_ANY(block, i, end, WORDS);
}

/* The index after the call that an error's name may follow: "spawn ENOENT", "connect ECONNREFUSED". */
static size_t skip_call(const struct norm_block *block, size_t i) {
  static const char *const CALLS[] = {"spawn ", "connect ", "getaddrinfo ", "read ", "http "};
  for (size_t k = 0; k < sizeof CALLS / sizeof *CALLS; k++)
    if (line_starts_with(block, i, CALLS[k])) return i + strlen(CALLS[k]);
  return i;
}

/* The index after an item of a list of errors, which may be quoted: "ENOENT", "403", "invalid_grant". */
static size_t skip_listed_name(const struct norm_block *block, size_t i, size_t end) {
  size_t from = i + (i < end && block->bytes[i] == '\''), to = skip_error_name(block, from, end);
  if (to == from) {
    to = line_skip_name(block, from, end, "_");
    if (!line_count(block, from, to, '_') || block->width[from] & NORM_FOLDED) return i;
  }
  return to + (to < end && from > i && block->bytes[to] == '\'');
}

/* A cheap test: whether the name of an error or a status may begin at `i`, also in quotes. */
static bool may_be_error_name(const struct norm_block *block, size_t i) {
  return line_is_among(block->bytes[i + (block->bytes[i] == '\'')], "e45");
}

/* Whether an item may begin after this byte. */
static bool begins_listed(unsigned char c) { return c == ' ' || c == '(' || c == '[' || c == '\''; }

/* "error codes (incl. ENOENT, EACCES, ECONNREFUSED)": three different names or statuses in a row. No program
 * has three failures at once, so this is a list in a log, too. */
static bool is_list_of_names(const struct norm_block *block, size_t i, size_t end) {
  enum { NAMES_MIN = 3 };
  bool underscore = line_count(block, i, end, '_') > 0;
  for (size_t from = i; from < end; from++) {
    if (from > i && !begins_listed(block->bytes[from - 1])) continue;
    size_t names = 0, first = skip_call(block, from), last = 0;
    if (!underscore && !may_be_error_name(block, first)) continue;
    for (size_t at = first; names < NAMES_MIN; at = skip_call(block, at)) {
      size_t to = skip_listed_name(block, at, end), length = to - at;
      if (!length || (names && length == last && memcmp(block->bytes + at, block->bytes + first, last) == 0))
        break;
      first = at, last = length, names++;
      at = skip_conjunction(block, to);
      if (at == to) break;
    }
    if (names == NAMES_MIN) return true;
  }
  return false;
}

/* "Does the log contain ENOENT, ECONNREFUSED or 401?": two names of errors, and a third item, in a row. */
static bool is_enumeration(const struct norm_block *block, size_t i, size_t end) {
  static const char *const PRINTED[] = {"error: ", "failed", "spawn ", "connect e",
                                        "errno",   "code:",  "i get "};
  for (size_t from = i; from < end; from++) {
    if (block->bytes[from] != 'e' || !(block->width[from] & NORM_FOLDED) ||
        (from > i && ascii_is_alnum((char)block->bytes[from - 1])))
      continue;
    size_t first = skip_error_name(block, from, end);
    size_t noted = skip_note(block, first, end), second = skip_conjunction(block, noted);
    if (first == from || second == noted) continue;
    size_t last = skip_note(block, skip_error_name(block, second, end), end);
    if (last > second && skip_conjunction(block, last) > last &&
        (line_starts_with(block, i, "errors ") || !line_begins_message(block, i)))
      return !LINE_CONTAINS_ANY(block, i, end, PRINTED);
    from = first;
  }
  return false;
}

static bool is_status_at(const struct norm_block *block, size_t i, size_t end) {
  return i + 3 <= end && line_is_among(block->bytes[i], "45") && line_skip_digits(block, i, end) == i + 3;
}

/* "Status codes of this API: 200, 401 Unauthorized, 403 Forbidden, 503": three statuses after commas */
static bool is_list_of_statuses(const struct norm_block *block, size_t i, size_t end) {
  static const char *const PRINTED[] = {"error", "fail", "attempt", "retry", "tried"};
  size_t statuses = 0;
  static const char *const NEXT[] = {", 4", ", 5", "; 4", "; 5"};
  if (!LINE_CONTAINS_ANY(block, i, end, NEXT)) return false;
  for (size_t at = i; at < end; at++) {
    bool mark = line_starts_with(block, at, ", ") || line_starts_with(block, at, "; ");
    size_t after = mark ? at + 2 : at;
    statuses += after > at && is_status_at(block, after, end);
  }
  return statuses >= 2 && !LINE_CONTAINS_ANY(block, i, end, PRINTED);
}

static bool is_list_of_errors(const struct norm_block *block, size_t i, size_t end) {
  bool listed =
      may_be_listed(block, i, end) && (is_list_of_names(block, i, end) || is_enumeration(block, i, end));
  return listed || is_list_of_statuses(block, i, end);
}

/* "401 UNAUTHENTICATED no", and below it "403 PERMISSION_DENIED no": rows that begin with different statuses
 */
static bool is_row_of_statuses(const struct norm_block *block, size_t i, size_t end) {
  if (!is_status_at(block, i, end) || !line_is_gap(block, i + 3, end)) return false;
  size_t other = end + 1, before = i;
  if (!is_status_at(block, other, block->count) || !line_starts_with(block, other + 3, " ")) {
    for (before = i ? i - 1 : 0; before > 0 && i - before < LINE_SHAPE_MAX / 4;) {
      if (norm_is_line_break(block, --before)) break;
    }
    other = before ? before + 1 : 0;
    if (other >= i || !is_status_at(block, other, i) || !line_starts_with(block, other + 3, " "))
      return false;
  }
  return memcmp(block->bytes + i, block->bytes + other, 3) != 0;
}

/* "'1','monday','Connection refused'": a row of CSV whose cells are quoted */
static bool is_quoted_row(const struct norm_block *block, size_t i, size_t end) {
  if (end < i + 6 || block->bytes[i] != '\'' || block->bytes[end - 1] != '\'') return false;
  size_t cells = 1;
  for (size_t at = i; at < end; at++)
    cells += line_starts_with(block, at, "','") || line_starts_with(block, at, "';'");
  return cells >= 3 && line_count(block, i, end, '\'') == 2 * cells;
}

/* "Table 3. Causes of …", "Listing 2: …" */
static bool is_caption(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {"table ", "figure ", "fig. ", "listing ", "chapter ", "example "};
  if (!LINE_STARTS_WITH_ANY(block, i, WORDS)) return false;
  for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS; k++) {
    if (!line_starts_with(block, i, WORDS[k])) continue;
    size_t from = i + strlen(WORDS[k]), after = line_skip_digits(block, from, end);
    if (after == from) continue;
    return line_starts_with(block, after, ". ") || line_starts_with(block, after, ": ");
  }
  return false;
}

/* "ECONNREFUSED 111 Connection refused", "13 EACCES permission denied": a row of a table of constants */
static bool is_constant(const struct norm_block *block, size_t i, size_t end) {
  size_t number = line_skip_digits(block, i, end), name;
  if (number > i) {
    name = number < end ? skip_error_name(block, number + 1, end) : number;
    return number <= i + 3 && name >= number + 5 && line_starts_with(block, name, " ");
  }
  name = skip_error_name(block, i, end);
  number = name < end ? line_skip_digits(block, name + 1, end) : name;
  return name >= i + 4 && number > name + 1 && number <= name + 4 && line_starts_with(block, number, " ");
}

/* "- #412 'npx not found' (open)": a ticket and its title */
static bool is_ticket(const struct norm_block *block, size_t i, size_t end) {
  i = skip_list_mark(block, i, end);
  if (block->bytes[i] != '#') return false;
  size_t at = line_skip_digits(block, i + 1, end);
  return at > i + 1 && line_starts_with(block, at, " '");
}

/* "**exit code 127**: not found. **exit code 126**: not executable." */
static bool is_list_of_exits(const struct norm_block *block, size_t i, size_t end) {
  static const char EXIT[] = "exit code ";
  size_t codes = 0;
  if (!line_contains(block, i, end, EXIT)) return false;
  for (size_t at = i; at < end; at++) {
    if (!line_starts_with(block, at, EXIT)) continue;
    size_t after = line_skip_digits(block, at + strlen(EXIT), end);
    after = line_skip_among(block, after, end, "*'");
    codes += line_starts_with(block, after, ": ");
  }
  return codes >= 2;
}

/* "126: command cannot be executed. 127: command not found. 130: …": three numbers with their meanings. */
static bool is_list_of_codes(const struct norm_block *block, size_t i, size_t end) {
  size_t codes = 0;
  if (line_count(block, i, end, ':') + line_count(block, i, end, '=') < 3) return false;
  for (size_t at = i; at < end; at = line_find(block, at, end, " ") + 1) {
    bool begins = at == i || (at >= i + 2 && line_is_among(block->bytes[at - 2], ".;,"));
    size_t after = begins ? line_skip_digits(block, at, end) : at;
    bool meaning = line_starts_with(block, after, ": ") || line_starts_with(block, after, " = ");
    codes += after > at && after <= at + 3 && meaning;
  }
  return codes >= 3;
}

/* "doctor explain MCPX_HTTP_401", at the start of a text: what follows explains the code */
bool line_asks_for_code(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {" explain mcpx_", " help mcpx_", " describe mcpx_"};
  size_t code = end;
  if (norm_at(block, i) > 0 || !LINE_CONTAINS_ANY(block, i, end, WORDS)) return false;
  while (code > i && block->bytes[code - 1] != ' ') code--;
  return line_starts_with(block, code, "mcpx_");
}

/* "--on-refused <action>   What to do when …": an option and what it does */
static bool is_option_help(const struct norm_block *block, size_t i, size_t end) {
  if (line_starts_with(block, i, "-") && line_starts_with(block, i + 2, ", --")) i += 4;
  size_t to = line_skip_name(block, i + 2, end, "-_");
  if (!line_starts_with(block, i, "--") || to == i + 2 || to >= end) return false;
  size_t value = line_skip_name(block, to + 1, end, "");
  return line_starts_with(block, to, " <") || line_is_gap(block, value, end) ||
         line_starts_with(block, to, "=<") || line_starts_with(block, to, ", -") ||
         line_is_gap(block, to, end);
}

/* "[x] sign-in button, [ ] docs for exit code 137" */
static bool is_checklist(const struct norm_block *block, size_t i, size_t end) {
  static const char *const BOXES[] = {"[x] ", "[ ] "};
  size_t boxes = 0;
  if (!LINE_MAY_HAVE_ANY(block, i, end, BOXES)) return false;
  for (; i < end; i++) boxes += LINE_STARTS_WITH_ANY(block, i, BOXES);
  return boxes >= 2;
}

/* "When it fails, MCPX_HTTP_401 or MCPX_HTTP_403 is reported": different codes in one sentence */
static bool names_several_codes(const struct norm_block *block, size_t i, size_t end) {
  enum { SPACES_MIN = 6 };
  static const char CODE[] = "mcpx_";
  size_t first = end, length = 0;
  if (!line_may_have(block, i, end, CODE) || line_count(block, i, end, ' ') < SPACES_MIN) return false;
  for (; i < end; i++) {
    if (!line_starts_with(block, i, CODE)) continue;
    size_t to = line_skip_name(block, i, end, "_");
    if (first < end && (to - i != length || memcmp(block->bytes + i, block->bytes + first, length) != 0))
      return true;
    first = i, length = to - i, i = to;
  }
  return false;
}

/* "'startup_timeout_sec' (number, default 10)": the name of a setting, which the lines below define */
bool line_is_term(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {"default", "optional", "required", "since "};
  if (block->bytes[i] != '\'') return false;
  size_t to = line_skip_name(block, i + 1, end, "_-.");
  if (to == i + 1 || !line_starts_with(block, to, "' (")) return false;
  return block->bytes[end - 1] == ')' && LINE_CONTAINS_ANY(block, to, end, WORDS);
}

bool line_is_list_item(const struct norm_block *block, size_t i, size_t end) {
  return i < end &&
         (is_table_row(block, i, end) || is_bullet_of_word(block, i, end) ||
          is_explained_error(block, i, end) || names_several_codes(block, i, end) ||
          is_option_help(block, i, end) || is_checklist(block, i, end) || is_list_of_errors(block, i, end) ||
          is_list_of_codes(block, i, end) || is_list_of_exits(block, i, end) || is_constant(block, i, end) ||
          is_ticket(block, i, end) || is_row_of_statuses(block, i, end) || is_quoted_row(block, i, end) ||
          is_caption(block, i, end));
}

/* ---- Tables ---- */

/* "day,server,calls,errors,http_401", and below it a line with as many commas */
static bool is_csv_header(const struct norm_block *block, size_t i, size_t end) {
  if (!ascii_is_lower((char)block->bytes[i]) || line_skip_name(block, i, end, "_,;") != end) return false;
  size_t commas = line_count(block, i, end, ',') + line_count(block, i, end, ';'), next = end + 1;
  if (!commas) return false;
  if (commas >= 4) return true;
  while (next < block->count && next < end + LINE_SHAPE_MAX / 4 && !norm_is_line_break(block, next)) next++;
  return line_count(block, end, next, ',') + line_count(block, end, next, ';') == commas;
}

/* "errno name meaning", "Exit code,Meaning": the header of a table of errors. "Error message" and "Error
 * description" are headings of a report. */
static bool is_header_of_errors(const struct norm_block *block, size_t i, size_t end) {
  static const char *const FIRST[] = {"code", "errno", "status", "exit", "signal", "reason", "name", "error"};
  static const char *const LAST[] = {"meaning", "count",  "occurrences", "explanation", "description",
                                     "cause",   "remedy", "hint",        "action",      "reason"};
  enum { HEADER_MAX = 64 };
  if (end - i > HEADER_MAX || line_skip_name(block, i, end, " ,|_/") != end) return false;
  if (!LINE_STARTS_WITH_ANY(block, i, FIRST)) return false;
  bool last = LINE_ENDS_WITH_ANY(block, i, end, LAST) || line_contains(block, i, end, " count ") ||
              line_contains(block, i, end, ",count,");
  bool report = line_starts_with(block, i, "error") && !line_contains(block, i, end, "meaning") &&
                !line_contains(block, i, end, "count");
  return last && !report;
}

/* "----+-----+----" as psql prints it, "--- | --- | ---" in Markdown. A table of servers, of which one
 * failed, is evidence. */
static bool is_ruler(const struct norm_block *block, size_t i, size_t end) {
  if (end < i + 5 || !line_is_among(block->bytes[i], "-:")) return false;
  size_t at = i, joints = 0;
  for (; at < end && line_is_among(block->bytes[at], "-:+| "); at++)
    joints += line_is_among(block->bytes[at], "+|");
  return at == end && joints && line_contains(block, i, end, "--") &&
         !has_failed_cell(block, i, line_window_end(block, i));
}

bool line_opens_table(const struct norm_block *block, size_t i, size_t end) {
  if (i + 3 > end || !block->bytes[i]) return false;
  return is_csv_header(block, i, end) || is_header_of_errors(block, i, end) || is_ruler(block, i, end);
}
