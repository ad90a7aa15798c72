/* line_form.c: a line -> whether it is data (a metric, a row of a table, a setting) or a statement of source
 * code. */
#include "line_form.h"

#include <string.h>

#include "base/ascii.h"
#include "line_text.h"

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
  if (!line_contains(block, i, end, "{")) return false;
  size_t at = line_skip_name(block, i, end, "_:");
  if (at == i || at >= end || block->bytes[at] != '{') return false;
  size_t last = end;
  while (last > at &&
         (ascii_is_digit((char)block->bytes[last - 1]) || line_is_among(block->bytes[last - 1], ".+-")))
    last--;
  return last < end && last > at + 2 && block->bytes[last - 1] == ' ' && block->bytes[last - 2] == '}';
}

/* "RETRY_ON=ECONNRESET,ETIMEDOUT": a setting in capital letters, which is the whole line. */
static bool is_environment_setting(const struct norm_block *block, size_t i, size_t end) {
  if (line_starts_with(block, i, "export ")) i += strlen("export ");
  if (!(block->width[i] & NORM_FOLDED)) return false;
  size_t at = line_skip_name(block, i, end, "_");
  if (at == i || at >= end || block->bytes[at] != '=') return false;
  bool quoted = line_starts_with(block, at, "='") && block->bytes[end - 1] == '\'' &&
                line_count(block, at, end, '\'') == 2;
  if (!line_count(block, i, at, '_') || (line_count(block, at, end, ' ') && !quoted)) return false;
  return line_count(block, at, end, ',') || !names_result(block, i, at);
}

/* "connecting --> failed: ECONNREFUSED": an edge of a diagram */
static bool is_edge(const struct norm_block *block, size_t i, size_t end) {
  static const char ARROW[] = " --> ";
  if (!line_may_have(block, i, end, ARROW)) return false;
  size_t at = line_skip_name(block, i, end, "_-.*[]()'");
  return at > i && line_starts_with(block, at, ARROW);
}

/* "<message key='refused'>Connection refused</message>" */
static bool is_text_element(const struct norm_block *block, size_t i, size_t end) {
  if (block->bytes[i] != '<' || block->bytes[end - 1] != '>' || !line_contains(block, i, end, "</"))
    return false;
  return line_contains(block, i, end, " key='") || line_contains(block, i, end, " name='");
}

/* "#14 2.110 WARNING: …": a step of a container build. */
static bool is_build_step(const struct norm_block *block, size_t i, size_t end) {
  if (block->bytes[i] != '#') return false;
  size_t at = line_skip_digits(block, i + 1, end);
  return at > i + 1 && at < end && block->bytes[at] == ' ';
}

/* "+- improve the message": an added line of a diff. "+ npx -y notes" is a trace of a shell. */
static bool is_added_line(const struct norm_block *block, size_t i, size_t end) {
  return block->bytes[i] == '+' && i + 2 < end && block->bytes[i + 1] != ' ' && block->bytes[i + 1] != '+' &&
         !ascii_is_digit((char)block->bytes[i + 1]);
}

/* Whether a key that ends at `to` is that of a count of failures: "http_401", "refused", "timeouts". */
static bool counts_failures(const struct norm_block *block, size_t i, size_t to) {
  static const char *const WORDS[] = {"refused",  "timeout", "timed_out", "unauthorized", "forbidden",
                                      "failures", "failed",  "errors",    "nonzero",      "5xx",
                                      "4xx",      "401",     "403",       "404",          "dns",
                                      "tls",      "crashes", "restarts"};
  size_t from = to;
  while (from > i &&
         (ascii_is_alnum((char)block->bytes[from - 1]) || line_is_among(block->bytes[from - 1], "_-.")))
    from--;
  return LINE_CONTAINS_ANY(block, from, to, WORDS);
}

/* "refused: 0 (7d), dns: 0 (7d), unauthorized: 2 (7d)": several counts of failures */
static bool is_line_of_counts(const struct norm_block *block, size_t i, size_t end) {
  enum { COUNTS_MIN = 3 };
  size_t counts = 0;
  if (line_count(block, i, end, ':') + line_count(block, i, end, '=') < COUNTS_MIN) return false;
  for (size_t at = i; at + 1 < end; at++) {
    if (!line_is_among(block->bytes[at], ":=")) continue;
    size_t from = at + 1 + (block->bytes[at + 1] == ' '), to = line_skip_digits(block, from, end);
    bool number = to > from && (to == end || line_is_among(block->bytes[to], " ,;)%/}"));
    counts += number && counts_failures(block, i, at);
  }
  return counts >= COUNTS_MIN;
}

/* "ErrorDocument 401 /login.html": a directive, whose name has capitals inside, and its values */
static bool is_directive(const struct norm_block *block, size_t i, size_t end) {
  static const char *const ERRORS[] = {"error ", "exception ", "warning "};
  if (!(block->width[i] & NORM_FOLDED)) return false;
  size_t to = line_skip_name(block, i, end, ""), capitals = 0;
  for (size_t at = i; at < to; at++) capitals += (block->width[at] & NORM_FOLDED) != 0;
  bool name = capitals >= 2 && capitals + 3 < to - i && to < end;
  if (!name || block->bytes[to] != ' ' || line_contains(block, i, end, ": ")) return false;
  for (size_t k = 0; k < sizeof ERRORS / sizeof *ERRORS; k++)
    if (line_ends_with(block, i, to + 1, ERRORS[k])) return false;
  return line_has_digit(block, to + 1) || line_is_among(block->bytes[to + 1], "/'^");
}

/* "^<HOST> .* invalid_token": a regular expression */
static bool is_pattern(const struct norm_block *block, size_t i, size_t end) {
  return block->bytes[i] == '^' && (line_contains(block, i, end, ".*") || block->bytes[end - 1] == '$');
}

bool line_is_data(const struct norm_block *block, size_t i, size_t end) {
  return i < end &&
         (is_metric(block, i, end) || is_environment_setting(block, i, end) || is_build_step(block, i, end) ||
          is_added_line(block, i, end) || is_edge(block, i, end) || is_text_element(block, i, end) ||
          is_pattern(block, i, end) || is_directive(block, i, end) || is_line_of_counts(block, i, end) ||
          line_starts_with(block, i, "; "));
}

/* ---- Code ---- */

/* Words that say that a program printed the line. */
static bool is_printed(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {": ", " | at ", "error", "exception", "fail"};
  return line_begins_message(block, i) || line_starts_with(block, i, "at ") ||
         line_starts_with(block, i, "npm ") || LINE_CONTAINS_ANY(block, i, end, WORDS);
}

/* "return e.code == 'ECONNREFUSED';", "proxy_ssl_verify off; # self-signed certificate" */
static bool ends_statement(const struct norm_block *block, size_t i, size_t end) {
  static const char *const PRINTED[] = {": ", "triggeruncaught", "throw er"};
  char c = (char)block->bytes[i];
  if (!ascii_is_lower(c) && c != '}' && c != '.') return false;
  if (block->bytes[end - 1] != ';' && !line_contains(block, i, end, "; # ")) return false;
  size_t name = line_skip_name(block, i, end, "_");
  bool named = line_count(block, i, name, '_') && line_starts_with(block, name, " "); /* error_page */
  if (!named && (line_begins_message(block, i) || line_starts_with(block, i, "at "))) return false;
  return !LINE_CONTAINS_ANY(block, i, end, PRINTED);
}

/* "name = 'value'", but no "reason = 'connection refused'". */
static bool is_name_and_value(const struct norm_block *block, size_t i, size_t end) {
  if (!line_contains(block, i, end, " = ")) return false;
  size_t at = line_skip_name(block, i, end, "_.");
  if (at == i || at + 4 > end || !line_starts_with(block, at, " = ") || names_result(block, i, at))
    return false;
  unsigned char c = block->bytes[at + 3];
  return line_is_among(c, "'[{.^") || ascii_is_digit((char)c) || line_count(block, at + 3, end, ' ') == 0;
}

/* "('net.refused', 'Connection refused', 502),", but no "('Connection aborted.', ConnectionResetError(104)",
 * which Python prints. */
static bool is_row_of_texts(const struct norm_block *block, size_t i, size_t end) {
  return line_starts_with(block, i, "('") && line_is_among(block->bytes[end - 1], ",;)") &&
         line_count(block, i, end, '(') == 1 && line_count(block, i, end, '\'') >= 4;
}

/* "'refused' => 'Connection refused',", "[Reason.Refused]: '…',", "Refused = '…',". */
static bool is_text_entry(const struct norm_block *block, size_t i, size_t end) {
  unsigned char last = block->bytes[end - 1];
  if (is_row_of_texts(block, i, end)) return true;
  if (block->bytes[i] == '\'') return line_contains(block, i, end, "' => ");
  if (last != ',') return false;
  if (block->bytes[i] == '[')
    return line_contains(block, i, end, "]: '") || line_contains(block, i, end, "] = '");
  size_t at = line_skip_name(block, i, end, "_");
  return at > i && line_starts_with(block, at, " = '");
}

/* "explain(timeout) -> 'connection timed out'.": a clause of a function in Erlang */
static bool is_clause(const struct norm_block *block, size_t i, size_t end) {
  if (!line_is_among(block->bytes[end - 1], ".;")) return false;
  size_t at = line_skip_name(block, i, end, "_");
  if (at == i || !line_starts_with(block, at, "(")) return false;
  return line_contains(block, at, end, ") -> '");
}

/* Whether a value begins: a quote, a bracket, a number, or one word to the end of the line. */
static bool is_value(const struct norm_block *block, size_t i, size_t end) {
  return line_is_among(block->bytes[i], "'[{.^") || ascii_is_digit((char)block->bytes[i]) ||
         !line_count(block, i, end, ' ');
}

/* "[mcp.timeouts]" and a setting below it: a table of TOML or INI */
static bool is_settings_table(const struct norm_block *block, size_t i, size_t end) {
  if (block->bytes[i] != '[' || block->bytes[end - 1] != ']') return false;
  if (line_skip_name(block, i + 1, end, "_.-'") + 1 != end) return false;
  size_t at = end + 1, stop = line_end(block, at), name = line_skip_name(block, at, stop, "_-.");
  if (name == at || names_result(block, at, name)) return false;
  if (line_starts_with(block, name, " = ")) return name + 3 < stop && is_value(block, name + 3, stop);
  return line_starts_with(block, name, "=") && name + 1 < stop && is_value(block, name + 1, stop);
}

/* "until nc -z localhost 80; do sleep 1; done": a command of a shell */
static bool is_shell_command(const struct norm_block *block, size_t i, size_t end) {
  static const char *const ENDS[] = {"; done", "; fi", "; }", "; exit 1", "; then", "; do"};
  return LINE_ENDS_WITH_ANY(block, i, end, ENDS);
}

/* "'connection refused' in r.msg": a text that code looks for */
static bool looks_for_text(const struct norm_block *block, size_t i, size_t end) {
  static const char IN[] = "' in ";
  static const char *const NEXT[] = {" and ", " or ", "'"};
  for (; (i = line_find(block, i, end, IN)) < end; i++) {
    size_t from = i + strlen(IN), to = line_skip_name(block, from, end, "_.");
    if (!line_count(block, from, to, '.')) continue;
    for (size_t k = 0; k < sizeof NEXT / sizeof *NEXT; k++)
      if (line_starts_with(block, to, NEXT[k])) return true;
  }
  return false;
}

bool line_is_statement(const struct norm_block *block, size_t i, size_t end) {
  if (i + 3 > end) return false;
  if (looks_for_text(block, i, end)) return true;
  if (line_starts_with(block, i, "from ") && line_is_among(block->bytes[end - 1], "({)"))
    return line_contains(block, i, end, " import ");
  if (is_shell_command(block, i, end) || is_settings_table(block, i, end)) return true;
  if (is_clause(block, i, end) || is_text_entry(block, i, end) || is_name_and_value(block, i, end))
    return true;
  return ends_statement(block, i, end);
}

/* "ERROR_HINTS: dict[str, str] = {", "local messages = {" */
static bool opens_constant(const struct norm_block *block, size_t i, size_t end) {
  if (!ascii_is_lower((char)block->bytes[i]) || end < i + 5 || !line_is_among(block->bytes[end - 1], "{[("))
    return false;
  return line_starts_with(block, end - 4, " = ");
}

/* "@ExceptionHandler(ConnectException.class)" */
static bool is_annotation(const struct norm_block *block, size_t i, size_t end) {
  if (block->bytes[i] != '@') return false;
  size_t at = line_skip_name(block, i + 1, end, "_.");
  if (at == i + 1) return false;
  return at == end || (block->bytes[at] == '(' && block->bytes[end - 1] == ')');
}

/* Whether a line of YAML is "key: value", as configuration has it: a value of one word, and no result. */
static bool is_yaml_setting(const struct norm_block *block, size_t i, size_t end) {
  size_t at = line_skip_name(block, i, end, "_-");
  if (at == i || block->width[i] & NORM_FOLDED || !line_starts_with(block, at, ":")) return false;
  bool quoted = line_starts_with(block, at, ": '") && block->bytes[end - 1] == '\'';
  return (quoted || line_count(block, at, end, ' ') <= 1) && !names_result(block, i, at);
}

/* "oauth:" and, deeper, two or more settings: no "github:" with "status: failed" and "error: …". */
static bool is_yaml_object(const struct norm_block *block, size_t i, size_t end) {
  enum { INDENT_MIN = 3 /* a line break and two spaces */ };
  size_t settings = 0;
  if (block->bytes[end - 1] != ':' || line_skip_name(block, i, end, "_-") + 1 != end) return false;
  if (names_result(block, i, end - 1) || block->width[i] & NORM_FOLDED) return false;
  size_t last = line_window_end(block, i);
  for (size_t at = end + 1; at < last; at = line_end(block, at) + 1) {
    if (norm_at(block, at) - norm_at(block, at - 1) < INDENT_MIN) break;
    size_t stop = line_end(block, at);
    bool cut = stop >= i + LINE_SHAPE_MAX;
    if (!cut && !is_yaml_setting(block, at, stop)) return false;
    settings++;
  }
  return settings >= 2;
}

/* "SELECT name, count(*)", and FROM in one of the next lines */
static bool is_query(const struct norm_block *block, size_t i) {
  static const char *const CLAUSES[] = {" where ", " group by ", " order by ", " limit ", " join ", ";"};
  if (!line_starts_with(block, i, "select ")) return false;
  size_t last = line_window_end(block, i);
  return line_contains(block, i, last, " from ") && LINE_CONTAINS_ANY(block, i, last, CLAUSES);
}

/* ".badge::after { content: 'Unauthorized'; }", "#status.is-error {" */
static bool is_style_rule(const struct norm_block *block, size_t i, size_t end) {
  if (!line_is_among(block->bytes[i], ".#:") || !ascii_is_lower((char)block->bytes[i + 1])) return false;
  size_t at = line_skip_name(block, i + 1, end, "-_.:#>,[]='() ");
  return at < end && block->bytes[at] == '{' && line_is_among(block->bytes[end - 1], "{};");
}

bool line_opens_block(const struct norm_block *block, size_t i, size_t end) {
  if (i + 3 > end) return false;
  if (is_annotation(block, i, end) || opens_constant(block, i, end) || is_yaml_object(block, i, end) ||
      is_query(block, i) || is_style_rule(block, i, end))
    return true;
  bool brace = block->bytes[end - 1] == '{' && ascii_is_lower((char)block->bytes[i]);
  return brace && line_count(block, i, end, ' ') >= 2 && !is_printed(block, i, end);
}

/* ---- Ends ---- */

bool line_says_closed(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {"transport closed", "connection closed", "server disconnected",
                                      "exited with ",     "process exited",    "connection failed"};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

/* ---- Documents ---- */

/* "Ideas for the training", and a list below it */
static bool is_list_title(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {
#define LIST_TITLE(text) text,
#include "tables/line_shapes.def"
  };
  static const char *const ITEMS[] = {"- ", "* ", "1. ", "1) ", "(1) ", "[ ] ", "\xE2\x80\xA2 "};
  bool list = false;
  for (size_t k = 0; k < sizeof ITEMS / sizeof *ITEMS; k++)
    list = list || line_starts_with(block, end + 1, ITEMS[k]);
  return list && LINE_CONTAINS_ANY(block, i, end, WORDS);
}

bool line_is_document_title(const struct norm_block *block, size_t i, size_t end) {
  enum { TITLE_MAX = 72 };
  static const char *const WORDS[] = {
#define DOCUMENT_TITLE(text) text,
#include "tables/line_shapes.def"
  };
  if (!line_heading_level(block, i) && norm_at(block, i) > 0) return false;
  return end - i <= TITLE_MAX && (LINE_CONTAINS_ANY(block, i, end, WORDS) || is_list_title(block, i, end));
}
