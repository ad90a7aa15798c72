/* line_output.c: a line -> whether the output of something begins that is no MCP server: the result of a
 * tool, or another program. */
#include "line_output.h"

#include <string.h>

#include "base/ascii.h"
#include "line_text.h"

/* ---- Tools ---- */

/* Names and words that a failure of the server itself has. */
static bool is_about_server(const struct norm_block *block, size_t i, size_t end) {
  static const char *const WORDS[] = {"connect", "init",      "spawn",    "start", "session",
                                      "login",   "auth",      "refresh",  "token", "mcp",
                                      "client",  "transport", "discover", "server"};
  return LINE_CONTAINS_ANY(block, i, end, WORDS);
}

/* The index after the name of a tool: "fetch(url=https://…)", "sentry.search_issues", "slack_get_history".
 * `i` if there is none. */
static size_t skip_tool(const struct norm_block *block, size_t i, size_t end) {
  if (i >= end || block->width[i] & NORM_FOLDED || !ascii_is_lower((char)block->bytes[i])) return i;
  size_t at = line_skip_name(block, i, end, "_.-");
  bool call = at < end && block->bytes[at] == '(';
  if ((!call && !line_count(block, i, at, '_')) || is_about_server(block, i, at)) return i;
  if (!call) return at;
  while (at < end && block->bytes[at] != ')') at++;
  return at < end ? at + 1 : i;
}

/* Whether the rest of the line, after an arrow, is a result: nothing, a count, a type of content. */
static bool is_result(const struct norm_block *block, size_t i, size_t end) {
  static const char *const RESULTS[] = {"text/", "application/", "image/",
                                        "ok",    "exit code ",   "exit status "};
  if (i >= end) return true;
  size_t digits = line_skip_digits(block, i, end);
  if (digits > i) return digits < end && (digits != i + 3 || block->bytes[i] < '4');
  return LINE_STARTS_WITH_ANY(block, i, RESULTS);
}

/* "search_notes('refused'): 4 hits" */
static bool is_call_with_count(const struct norm_block *block, size_t at, size_t end) {
  static const char FOUND[] = " found ";
  if (block->bytes[at - 1] == ')' && line_starts_with(block, at, FOUND))
    return line_has_digit(block, at + strlen(FOUND));
  return block->bytes[at - 1] == ')' && line_starts_with(block, at, ": ") && line_has_digit(block, at + 2) &&
         is_result(block, at + 2, end);
}

/* "> mcp github get_issue {'owner': …": a server, its tool, and arguments */
static bool is_call_of_server(const struct norm_block *block, size_t i, size_t end) {
  static const char PROMPT[] = "> mcp ";
  if (!line_starts_with(block, i, PROMPT)) return false;
  size_t from = i + strlen(PROMPT), server = line_skip_name(block, from, end, "_-.");
  if (server == from || !line_starts_with(block, server, " ")) return false;
  size_t tool = skip_tool(block, server + 1, end);
  return tool > server + 1 && line_starts_with(block, tool, " {");
}

/* "http_get https://api.example/orders → 403 Forbidden": a tool, its argument, and a status */
static bool is_call_with_status(const struct norm_block *block, size_t at, size_t end) {
  static const char *const ARROWS[] = {" -> ", " => ", " \xE2\x86\x92 "};
  if (at + 2 > end || block->bytes[at] != ' ') return false;
  for (size_t k = 0; k < sizeof ARROWS / sizeof *ARROWS; k++) {
    size_t arrow = line_find(block, at, end, ARROWS[k]), from = arrow + strlen(ARROWS[k]);
    from += line_starts_with(block, from, "http ") ? 5U : 0U;
    bool call = block->bytes[at - 1] == ')' && block->bytes[at - 2] != '(';
    bool status = (arrow > at || call) && arrow < end && line_skip_digits(block, from, end) == from + 3;
    if (status && !line_starts_with(block, from, "401"))
      return line_count(block, at, arrow, ' ') <= 2 && !is_about_server(block, at, arrow);
  }
  return false;
}

/* "kubernetes.get_logs(pod='checkout') =>", "slack_get_history → 3 messages", "sentry.search_issues
 * returned:" */
static bool is_call_with_result(const struct norm_block *block, size_t i, size_t end) {
  static const char *const ARROWS[] = {" =>", " ->", " \xE2\x86\x92", " returned:"};
  bool prompt = line_starts_with(block, i, "> ");
  if (is_call_of_server(block, i, end)) return true;
  if (prompt) i += 2;
  size_t name = line_starts_with(block, i, "[") ? line_skip_name(block, i + 1, end, "_-") : i;
  if (name > i && line_starts_with(block, name, "] ")) i = name + 2;
  size_t at = skip_tool(block, i, end);
  if (at == i) return false;
  enum { ARGUMENTS_MAX = 24 };
  if (prompt && block->bytes[at] == ' ' && end - at <= ARGUMENTS_MAX) return true;
  if (is_call_with_count(block, at, end) || is_call_with_status(block, at, end) ||
      (prompt && at == end && block->bytes[end - 1] == ')'))
    return true;
  if (line_starts_with(block, at, " {'")) return true;
  if (line_starts_with(block, at, " returned ") && line_has_digit(block, at + 10))
    return is_result(block, at + 10, end);
  for (size_t k = 0; k < sizeof ARROWS / sizeof *ARROWS; k++) {
    if (!line_starts_with(block, at, ARROWS[k])) continue;
    size_t after = at + strlen(ARROWS[k]);
    return is_result(block, after + (after < end && block->bytes[after] == ' '), end);
  }
  return false;
}

/* "Result of run_query:", "Result of tool 'read_logs' (120 lines):" */
static bool is_result_heading(const struct norm_block *block, size_t i, size_t end) {
  static const char OF[] = "result of ";
  if (!line_starts_with(block, i, OF) || block->bytes[end - 1] != ':') return false;
  size_t from = i + strlen(OF);
  if (line_starts_with(block, from, "tool ") || line_starts_with(block, from, "the tool ")) return true;
  return line_skip_name(block, from, end, "_.'") + 1 == end && !is_about_server(block, from, end);
}

/* "Tool: grep", and "Args: …" below it */
static bool is_tool_with_arguments(const struct norm_block *block, size_t i, size_t end) {
  static const char *const NEXT[] = {
      "args: ", "arguments: ", "input: ", "parameters: ", "params: ", "result:"};
  static const char *const STARTS[] = {"tool: ", "tool name: ", "tool call: "};
  for (size_t k = 0; k < sizeof STARTS / sizeof *STARTS; k++) {
    if (!line_starts_with(block, i, STARTS[k])) continue;
    size_t from = i + strlen(STARTS[k]);
    if (line_skip_name(block, from, end, "_.-'") != end) continue;
    for (size_t n = 0; n < sizeof NEXT / sizeof *NEXT; n++)
      if (line_starts_with(block, end + 1, NEXT[n])) return true;
  }
  return false;
}

/* "jira_get_issue OPS-331", and the fields of the issue below it */
static bool is_tool_with_fields(const struct norm_block *block, size_t i, size_t end) {
  static const char *const FIELDS[] = {"summary: ", "title: ", "subject: ", "id: ",   "status: ",
                                       "state: ",   "url: ",   "from: ",    "name: ", "description: "};
  enum { HEAD_MAX = 48 };
  size_t to = skip_tool(block, i, end);
  if (to == i || end - i > HEAD_MAX || (to < end && block->bytes[to] != ' ')) return false;
  for (size_t k = 0; k < sizeof FIELDS / sizeof *FIELDS; k++)
    if (line_starts_with(block, end + 1, FIELDS[k])) return true;
  return false;
}

/* "[postgres.query] ok, 4 rows" */
static bool is_tool_in_brackets(const struct norm_block *block, size_t i, size_t end) {
  if (!line_starts_with(block, i, "[")) return false;
  size_t at = line_skip_name(block, i + 1, end, "_.-");
  return line_count(block, i, at, '.') + line_count(block, i, at, '_') &&
         line_starts_with(block, at, "] ok, ") && line_has_digit(block, at + 6);
}

/* Whether the name that starts at `i` is that of a tool which runs commands: "bash", "run_command". */
static bool is_runner_of_commands(const struct norm_block *block, size_t i, size_t to) {
  static const char *const RUNNERS[] = {"bash",     "shell",    "terminal", "powershell", "command",
                                        "run_",     "execute_", "exec_",    "_exec",      "_command",
                                        "run tool", "_shell",   "_terminal"};
  return LINE_CONTAINS_ANY(block, i, to, RUNNERS) && !is_about_server(block, i, to);
}

/* "run_command (exit code 1)", "bash finished, exit code 2", "shell_exec finished with exit status 127" */
static bool is_command_with_exit(const struct norm_block *block, size_t i, size_t end) {
  static const char *const AFTER[] = {" (exit code ", " (exit status ", " (exit ",      " finished",
                                      " completed",   " exit code ",    " exit status "};
  enum { HEAD_MAX = 64 };
  if (end - i > HEAD_MAX) return false;
  size_t to = line_skip_name(block, i, end, "_.-");
  if (to == i || !is_runner_of_commands(block, i, to)) return false;
  for (size_t k = 0; k < sizeof AFTER / sizeof *AFTER; k++)
    if (line_starts_with(block, to, AFTER[k])) return line_contains(block, to, end, "exit");
  return false;
}

/* "Ran shell tool: curl -sI …", "Used tool http_request", "read_log_file(path='…', lines=2)" */
static bool is_used_tool(const struct norm_block *block, size_t i, size_t end) {
  static const char *const STARTS[] = {"used tool ", "using tool ", "ran tool ", "called tool ",
                                       "calling tool "};
  for (size_t k = 0; k < sizeof STARTS / sizeof *STARTS; k++)
    if (line_starts_with(block, i, STARTS[k])) return !is_about_server(block, i + strlen(STARTS[k]), end);
  static const char *const BULLETS[] = {"\xE2\x97\x8F ", "\xE2\x8F\xBA ", "\xE2\x80\xA2 ", "- "};
  for (size_t k = 0; k < sizeof BULLETS / sizeof *BULLETS; k++)
    if (line_starts_with(block, i, BULLETS[k])) i += strlen(BULLETS[k]);
  if (line_starts_with(block, i, "bash(")) return !line_contains(block, i, end, "mcp");
  if (line_starts_with(block, i, "ran ")) {
    size_t to = line_skip_name(block, i + 4, end, "_-");
    return line_starts_with(block, to, " tool: ");
  }
  if (block->bytes[end - 1] != ')') return false;
  size_t name = line_skip_name(block, i, end, "_.");
  if (!line_contains(block, i, end, "=") && !line_starts_with(block, name, "({'")) return false;
  return line_count(block, i, name, '_') && skip_tool(block, i, end) == end;
}

/* "failed to get issue: GET https://api.github.com/…: 404 Not Found": a tool called the API of a service */
static bool is_failed_call_of_api(const struct norm_block *block, size_t i, size_t end) {
  static const char *const METHODS[] = {": get http", ": post http", ": put http", ": patch http",
                                        ": delete http"};
  static const char *const STATUSES[] = {": 400", ": 404", ": 409", ": 410", ": 422"};
  if (!line_starts_with(block, i, "failed to ") || !LINE_CONTAINS_ANY(block, i, end, STATUSES)) return false;
  return LINE_CONTAINS_ANY(block, i, end, METHODS) && !is_about_server(block, i, end);
}

bool line_opens_result(const struct norm_block *block, size_t i, size_t end) {
  static const char *const FAILED[] = {"mcp error", "connection closed", "-32000", "not connected"};
  if (i >= end || !(is_call_with_result(block, i, end) || is_result_heading(block, i, end) ||
                    is_tool_with_arguments(block, i, end) || is_tool_with_fields(block, i, end) ||
                    is_tool_in_brackets(block, i, end) || is_command_with_exit(block, i, end) ||
                    is_used_tool(block, i, end) || is_failed_call_of_api(block, i, end)))
    return false;
  return !LINE_CONTAINS_ANY(block, i, line_window_end(block, i), FAILED);
}

/* "[server stderr] tool create_branch: API answered 403": a server that runs tells of a call of its tool */
bool line_tells_of_call(const struct norm_block *block, size_t i, size_t end) {
  static const char TOOL[] = "tool ";
  for (size_t at = i; (at = line_find(block, at, end, TOOL)) < end; at++) {
    size_t name = at + strlen(TOOL), to = skip_tool(block, name, end);
    bool word = at == i || block->bytes[at - 1] == ' ';
    if (word && to > name && line_starts_with(block, to, ": ")) return !is_about_server(block, to, end);
  }
  return false;
}

/* ---- Other programs ---- */

/* The index after "Dec 3 04:11:09 host ", which syslog writes; `i` if there is none. */
static size_t skip_syslog_head(const struct norm_block *block, size_t i, size_t end) {
  if (!line_starts_with(block, i + 3, " ")) return i;
  size_t at = line_skip_name(block, i, end, "");
  if (at != i + 3) return i;
  size_t day = line_skip_digits(block, at + 1, end);
  size_t time = line_skip_name(block, day + 1, end, ":");
  if (day == at + 1 || time != day + 9 || block->bytes[day + 3] != ':') return i;
  size_t host = line_skip_name(block, time + 1, end, ".-_");
  return host > time + 1 && line_starts_with(block, host, " ") ? host + 1 : i;
}

/* "postfix/smtp[2210]: …" */
bool line_is_of_other_program(const struct norm_block *block, size_t i, size_t end) {
  static const char *const PROGRAMS[] = {
#define OTHER_PROGRAM(name) name,
#include "tables/line_shapes.def"
  };
  i = skip_syslog_head(block, i, end);
  bool unit = line_starts_with(block, i, "systemd[1]: ");
  if (unit) i += 12;
  size_t name = line_skip_name(block, i, end, "_-");
  if (name == i || name >= end || !line_is_among(block->bytes[name], unit ? "." : "[/:")) return false;
  for (size_t k = 0; k < sizeof PROGRAMS / sizeof *PROGRAMS; k++) {
    if (!line_starts_with(block, i, PROGRAMS[k])) continue;
    size_t after = i + strlen(PROGRAMS[k]);
    bool whole = unit ? line_starts_with(block, after, ".service")
                      : after < end && line_is_among(block->bytes[after], "[/:");
    if (whole) return !line_contains(block, i, end, "mcp");
  }
  return false;
}

/* The index after the last "." of the path that starts at `i`, if it begins the ending of a file; `i`
 * otherwise. */
static size_t skip_to_file_ending(const struct norm_block *block, size_t i, size_t end) {
  size_t dot = i;
  for (size_t at = i; at < end && !line_is_among(block->bytes[at], " '?"); at++) {
    if (block->bytes[at] == '/') dot = i;
    if (block->bytes[at] == '.' && at > i && block->bytes[at - 1] != '/') dot = at + 1;
  }
  return dot > i && dot < end && ascii_is_lower((char)block->bytes[dot]) ? dot : i;
}

/* "GET /index.html HTTP/1.1' 404": a web server answered for a file of a site, not for a server's endpoint */
static bool is_request_for_file(const struct norm_block *block, size_t i, size_t end) {
  static const char *const METHODS[] = {"get ", "head ", "post "};
  for (size_t path = i; (path = line_find(block, path, end, " /")) < end; path++)
    for (size_t k = 0; k < sizeof METHODS / sizeof *METHODS; k++)
      if (line_ends_with(block, i, path + 1, METHODS[k]) &&
          skip_to_file_ending(block, path + 1, end) > path + 1)
        return true;
  return false;
}

/* "GET /admin HTTP/1.1' 404": a reading request for a page, for which no endpoint of a server is named */
static bool is_request_for_page(const struct norm_block *block, size_t i, size_t end) {
  static const char *const ENDPOINTS[] = {"stream", "event", "message", "rpc",     "connect", "tool",
                                          "auth",   "token", "regist",  "well-kn", "callback"};
  static const char *const METHODS[] = {"get /", "head /", "put /", "delete /", "options /"};
  size_t version = line_find(block, i, end, " http/1."), from = end;
  for (size_t k = 0; version < end && k < sizeof METHODS / sizeof *METHODS; k++) {
    size_t at = line_find(block, i, version, METHODS[k]);
    if (at < version) from = at + strlen(METHODS[k]);
  }
  bool status = from < version && !line_starts_with(block, from, "api http") &&
                line_contains(block, version, end, "' 4");
  return status && !LINE_CONTAINS_ANY(block, from, version, ENDPOINTS);
}

/* "… while connecting to upstream, request: 'GET /shop HTTP/1.1'": a web server, about another site */
bool line_is_of_web_site(const struct norm_block *block, size_t i, size_t end) {
  if (line_contains(block, i, end, "mcp") || line_contains(block, i, end, "/sse")) return false;
  bool proxied = line_contains(block, i, end, "upstream") && line_contains(block, i, end, "request: '");
  return proxied || is_request_for_file(block, i, end) || is_request_for_page(block, i, end);
}

/* "fatal: unable to access 'https://…'", and "failed to push some refs" below it; the same of npm */
static bool is_failed_push(const struct norm_block *block, size_t i) {
  bool npm = line_starts_with(block, i, "npm error code "),
       git = line_starts_with(block, i, "fatal: unable to access ");
  if (!npm && !git) return false;
  return line_contains(block, i, line_window_end(block, i), npm ? " - put http" : "failed to push");
}

/* "> shop@2.1.0 build": npm runs a script of a project that is no server. */
static bool is_npm_script(const struct norm_block *block, size_t i, size_t end) {
  static const char *const SCRIPTS[] = {" build", " test", " lint", " format", " typecheck", " e2e"};
  if (!line_starts_with(block, i, "> ") || !line_count(block, i, end, '@') ||
      line_contains(block, i, end, "mcp"))
    return false;
  static const char *const OF_SERVER[] = {"mcp", "server transport", "command not found"};
  size_t last = line_part_end(block, i);
  if (LINE_CONTAINS_ANY(block, i, last, OF_SERVER)) return false;
  for (size_t k = 0; k < sizeof SCRIPTS / sizeof *SCRIPTS; k++)
    if (line_ends_with(block, i, end, SCRIPTS[k])) return line_count(block, i, end, ' ') == 2;
  return false;
}

/* "$ git push": a command whose output says nothing about a server. */
static bool is_other_command(const struct norm_block *block, size_t i, size_t end) {
  static const char *const COMMANDS[] = {
#define OTHER_COMMAND(name) name,
#include "tables/line_shapes.def"
  };
  enum { COMMAND_MAX = 20 };
  bool prompt = line_starts_with(block, i, "$ ");
  if (!prompt && end > i + COMMAND_MAX) return false;
  i += prompt ? 2 : 0;
  for (size_t k = 0; k < sizeof COMMANDS / sizeof *COMMANDS; k++) {
    if (!line_starts_with(block, i, COMMANDS[k])) continue;
    size_t after = i + strlen(COMMANDS[k]);
    if (after < end && block->bytes[after] != ' ') continue;
    return (prompt || after == end) && !line_contains(block, i, end, "mcp") &&
           !line_contains(block, i, end, "&&");
  }
  return false;
}

bool line_opens_other_program(const struct norm_block *block, size_t i, size_t end) {
  return i < end &&
         (is_npm_script(block, i, end) || is_other_command(block, i, end) || is_failed_push(block, i));
}

bool line_opens_markup(const struct norm_block *block, size_t i, size_t end) {
  static const char *const ELEMENTS[] = {"<div ",     "<p ",    "<span ",  "<section ",
                                         "<article ", "<ul ",   "<aside ", "<dialog ",
                                         "<button ",  "<form ", "<label ", "<nav "};
  if (i + 3 > end || block->bytes[i] != '<' || line_ends_with(block, i, end, "/>")) return false;
  bool component = block->width[i + 1] & NORM_FOLDED && !(block->width[i + 2] & NORM_FOLDED);
  if (component && line_contains(block, i, end, "='"))
    return !line_contains(block, i, end, "xmlns") && !line_starts_with(block, i, "<error");
  if (!line_contains(block, i, end, " class=") && !line_contains(block, i, end, " classname=")) return false;
  return LINE_CONTAINS_ANY(block, i, i + 10 < end ? i + 10 : end, ELEMENTS);
}

/* Whether the title of the page has words that a server's own page of an error has not. */
bool line_opens_article(const struct norm_block *block, size_t i) {
  static const char *const WORDS[] = {"explained", "explanation",  "history",   "how to ",   "how do ",
                                      "what is ",  "what a ",      "what does", "why ",      " guide",
                                      "tutorial",  "introduction", "meaning",   "beginners", "list of",
                                      "reference", "lesson",       "glossary"};
  static const char TITLE[] = "<title>";
  size_t end = line_window_end(block, i), from = i;
  if (!line_starts_with(block, i, "<!doctype html") && !line_starts_with(block, i, "<html")) return false;
  while (from < end && !line_starts_with(block, from, TITLE)) from++;
  size_t to = from;
  while (to < end && !line_starts_with(block, to, "</title>")) to++;
  return LINE_CONTAINS_ANY(block, from, to, WORDS);
}
