/* line_form.c: a line -> whether it is data (a metric, a row of a table, a setting) or a statement of source
 * code. */
#include "line_form.h"

#include <string.h>

#include "base/ascii.h"
#include "line_text.h"

static bool form_has(const struct norm_block *block, size_t i, size_t end, const char *text) {
  size_t length = strlen(text);
  for (; i + length <= end; i++)
    if (line_starts_with(block, i, text)) return true;
  return false;
}

static bool form_has_any(const struct norm_block *block, size_t i, size_t end, const char *const *texts,
                         size_t count) {
  for (size_t k = 0; k < count; k++)
    if (form_has(block, i, end, texts[k])) return true;
  return false;
}

/* The index after letters, digits and the characters of `more`. */
static size_t skip_name(const struct norm_block *block, size_t i, size_t end, const char *more) {
  while (i < end && (ascii_is_alnum((char)block->bytes[i]) || strchr(more, block->bytes[i]))) i++;
  return i;
}

static size_t skip_digits(const struct norm_block *block, size_t i, size_t end) {
  while (i < end && ascii_is_digit((char)block->bytes[i])) i++;
  return i;
}

static size_t count_byte(const struct norm_block *block, size_t i, size_t end, char c) {
  size_t count = 0;
  for (; i < end; i++) count += block->bytes[i] == (unsigned char)c;
  return count;
}

/* ---- Data ---- */

/* Whether a name that ends at `to` is that of a result: "error", "last_error", "err.message". */
static bool names_result(const struct norm_block *block, size_t from, size_t to) {
  static const char *const RESULTS[] = {"err",    "error",  "reason",  "message", "msg",
                                        "status", "code",   "result",  "detail",  "exception",
                                        "cause",  "output", "details", "stderr",  "stdout"};
  for (size_t k = 0; k < sizeof RESULTS / sizeof *RESULTS; k++) {
    size_t length = strlen(RESULTS[k]);
    if (to < from + length || !line_starts_with(block, to - length, RESULTS[k])) continue;
    if (to - length == from || !ascii_is_alnum((char)block->bytes[to - length - 1])) return true;
  }
  return false;
}

/* `errors_total{kind="timeout"} 3`, "# HELP errors_total …" */
static bool is_metric(const struct norm_block *block, size_t i, size_t end) {
  if (line_starts_with(block, i, "# help ") || line_starts_with(block, i, "# type ")) return true;
  size_t at = skip_name(block, i, end, "_:");
  if (at == i || at >= end || block->bytes[at] != '{') return false;
  size_t last = end;
  while (last > at && (ascii_is_digit((char)block->bytes[last - 1]) || strchr(".+-", block->bytes[last - 1])))
    last--;
  return last < end && last > at + 2 && block->bytes[last - 1] == ' ' && block->bytes[last - 2] == '}';
}

/* A row of a table in Markdown: "| E110 | 404 | Session not found |". Normalization drops the first bar. */
static bool is_table_row(const struct norm_block *block, size_t i, size_t end) {
  return block->bytes[end - 1] == '|' && count_byte(block, i, end, '|') >= 2;
}

/* "RETRY_ON=ECONNRESET,ETIMEDOUT": a setting in capital letters, which is the whole line. */
static bool is_environment_setting(const struct norm_block *block, size_t i, size_t end) {
  size_t at = skip_name(block, i, end, "_");
  if (at == i || at >= end || block->bytes[at] != '=' || !(block->width[i] & NORM_FOLDED)) return false;
  if (!count_byte(block, i, at, '_') || count_byte(block, at, end, ' ')) return false;
  return !names_result(block, i, at);
}

/* "#14 2.110 WARNING: …": a step of a container build. */
static bool is_build_step(const struct norm_block *block, size_t i, size_t end) {
  size_t at = skip_digits(block, i + 1, end);
  return block->bytes[i] == '#' && at > i + 1 && at < end && block->bytes[at] == ' ';
}

/* "ok 3 - rejects an expired certificate" */
static bool is_test_point(const struct norm_block *block, size_t i, size_t end) {
  size_t at = i + 3 <= end ? skip_digits(block, i + 3, end) : i;
  return line_starts_with(block, i, "ok ") && at > i + 3 && (at == end || line_starts_with(block, at, " - "));
}

/* "- ECONNREFUSED": an item of a list that is one word or one quoted text. */
static bool is_list_item(const struct norm_block *block, size_t i, size_t end) {
  if (!line_starts_with(block, i, "- ") || i + 4 > end) return false;
  if (block->bytes[i + 2] == '\'')
    return block->bytes[end - 1] == '\'' && count_byte(block, i, end, '\'') == 2;
  return count_byte(block, i, end, ' ') == 1;
}

bool line_is_data(const struct norm_block *block, size_t i, size_t end) {
  return i < end &&
         (is_metric(block, i, end) || is_table_row(block, i, end) || is_environment_setting(block, i, end) ||
          is_build_step(block, i, end) || is_test_point(block, i, end) || is_list_item(block, i, end) ||
          line_starts_with(block, i, "; "));
}

/* ---- Code ---- */

/* Words that say that a program printed the line. */
static bool is_printed(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {": ", "error", "exception", "fail"};
  return line_begins_message(block, i) || line_starts_with(block, i, "at ") ||
         line_starts_with(block, i, "npm ") ||
         form_has_any(block, i, end, WORDS, sizeof WORDS / sizeof *WORDS);
}

/* "return e.code == 'ECONNREFUSED';", "proxy_ssl_verify off; # self-signed certificate" */
static bool ends_statement(const struct norm_block *block, size_t i, size_t end) {
  static const char *const PRINTED[] = {": ", "triggeruncaught", "throw er"};
  char c = (char)block->bytes[i];
  if (!ascii_is_lower(c) && c != '}' && c != '.') return false;
  if (block->bytes[end - 1] != ';' && !form_has(block, i, end, "; # ")) return false;
  if (line_begins_message(block, i) || line_starts_with(block, i, "at ")) return false;
  return !form_has_any(block, i, end, PRINTED, sizeof PRINTED / sizeof *PRINTED);
}

/* "name = 'value'", but no "reason = 'connection refused'". */
static bool is_name_and_value(const struct norm_block *block, size_t i, size_t end) {
  size_t at = skip_name(block, i, end, "_.");
  if (at == i || at + 4 > end || !line_starts_with(block, at, " = ") || names_result(block, i, at))
    return false;
  unsigned char c = block->bytes[at + 3];
  return strchr("'[{", c) || ascii_is_digit((char)c) || count_byte(block, at + 3, end, ' ') == 0;
}

/* "'refused' => 'Connection refused',", "[Reason.Refused]: '…',", "Refused = '…',", "('net.refused', '…',
 * 502),". */
static bool is_text_entry(const struct norm_block *block, size_t i, size_t end) {
  unsigned char last = block->bytes[end - 1];
  if (line_starts_with(block, i, "('")) return last == ',' || last == ';' || last == ')';
  if (block->bytes[i] == '\'') return form_has(block, i, end, "' => ");
  if (last != ',') return false;
  if (block->bytes[i] == '[') return form_has(block, i, end, "]: '") || form_has(block, i, end, "] = '");
  size_t at = skip_name(block, i, end, "_");
  return at > i && line_starts_with(block, at, " = '");
}

bool line_is_statement(const struct norm_block *block, size_t i, size_t end) {
  if (i + 3 > end) return false;
  if (is_text_entry(block, i, end) || is_name_and_value(block, i, end)) return true;
  return ends_statement(block, i, end);
}

/* "day,server,calls,errors,http_401", and below it a line with as many commas */
static bool is_csv_header(const struct norm_block *block, size_t i, size_t end) {
  if (!ascii_is_lower((char)block->bytes[i]) || skip_name(block, i, end, "_,;") != end) return false;
  size_t commas = count_byte(block, i, end, ',') + count_byte(block, i, end, ';'), next = end + 1;
  if (!commas) return false;
  if (commas >= 4) return true;
  while (next < block->count && next < end + LINE_SHAPE_MAX / 4 && !norm_is_line_break(block, next)) next++;
  return count_byte(block, end, next, ',') + count_byte(block, end, next, ';') == commas;
}

/* "ERROR_HINTS: dict[str, str] = {", "local messages = {" */
static bool opens_constant(const struct norm_block *block, size_t i, size_t end) {
  if (!ascii_is_lower((char)block->bytes[i]) || end < i + 5 || !strchr("{[(", block->bytes[end - 1]))
    return false;
  return line_starts_with(block, end - 4, " = ");
}

/* "@ExceptionHandler(ConnectException.class)" */
static bool is_annotation(const struct norm_block *block, size_t i, size_t end) {
  size_t at = skip_name(block, i + 1, end, "_.");
  if (block->bytes[i] != '@' || at == i + 1) return false;
  return at == end || (block->bytes[at] == '(' && block->bytes[end - 1] == ')');
}

bool line_opens_block(const struct norm_block *block, size_t i, size_t end) {
  if (i + 3 > end) return false;
  if (is_csv_header(block, i, end) || is_annotation(block, i, end) || opens_constant(block, i, end))
    return true;
  bool brace = block->bytes[end - 1] == '{' && ascii_is_lower((char)block->bytes[i]);
  return brace && count_byte(block, i, end, ' ') >= 2 && !is_printed(block, i, end);
}

/* ---- Ends ---- */

bool line_says_closed(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {"transport closed", "connection closed", "server disconnected",
                                      "exited with ",     "process exited",    "connection failed"};
  return form_has_any(block, i, end, WORDS, sizeof WORDS / sizeof *WORDS);
}

/* ---- Documents ---- */

bool line_is_document_title(const struct norm_block *block, size_t i, size_t end) {
  enum { TITLE_MAX = 72 };
  static const char *const WORDS[] = {
#define DOCUMENT_TITLE(text) text,
#include "tables/line_shapes.def"
  };
  if (!line_heading_level(block, i) && block->at[i] > 0) return false;
  return end - i <= TITLE_MAX && form_has_any(block, i, end, WORDS, sizeof WORDS / sizeof *WORDS);
}
