/* test_advice.c: the steps of an answer fit the client, the system and the cause. */
#include <string.h>

#include "json_tree.h"
#include "rows.h"

enum { WORDS_MAX = 4, ADVICE_SIZE = 16384 };

struct steps_row {
  const char *name;
  const char *code;
  const char *cause;
  const char *client;
  const char *system;
  const char *has[WORDS_MAX];
  const char *lacks[WORDS_MAX];
};

static const struct steps_row STEPS[] = {
    {"the proxy's file is not for another client",
     "MCPX_CONFIG_PARSE_ERROR",
     "config_file_invalid",
     "claude_desktop",
     "macos",
     {"claude_desktop_config.json"},
     {"mcpproxy"}},
    {"Codex has no JSON",
     "MCPX_CONFIG_PARSE_ERROR",
     "config_file_invalid",
     "codex",
     "linux",
     {"tomllib"},
     {"jq ", "JSON.parse", "json.tool", "mcpServers"}},
    {"the proxy's file is for the proxy",
     "MCPX_CONFIG_PARSE_ERROR",
     NULL,
     "mcpproxy",
     "linux",
     {"jq . ~/.mcpproxy/mcp_config.json"},
     {NULL}},
    {"the proxy's file is not for an unknown client",
     "MCPX_CONFIG_PARSE_ERROR",
     NULL,
     NULL,
     "linux",
     {"Open the configuration file of your client"},
     {"mcpproxy"}},
    {"an error without a code is reported to the proxy",
     "MCPX_UNKNOWN_UNCLASSIFIED",
     NULL,
     "mcpproxy",
     "linux",
     {"mcpproxy-go/issues/new"},
     {"the makers of"}},
    {"the user of another client reports elsewhere",
     "MCPX_UNKNOWN_UNCLASSIFIED",
     NULL,
     "claude_code",
     "linux",
     {"to the makers of Claude Code if", "the publisher of the server"},
     {"mcpproxy"}},
    {"an unknown client may be the proxy",
     "MCPX_UNKNOWN_UNCLASSIFIED",
     NULL,
     NULL,
     "linux",
     {"to the makers of your client if", "mcpproxy-go/issues/new"},
     {NULL}},
    {"mcp-remote may run in the proxy",
     "MCPX_UNKNOWN_UNCLASSIFIED",
     NULL,
     "mcp_remote",
     "linux",
     {"mcpproxy-go/issues/new"},
     {NULL}},
    {"buttons are the proxy's",
     "MCPX_HTTP_401",
     "remote_key_refused",
     "vscode",
     "linux",
     {"MCP: List Servers"},
     {"fixer_key", "mcpproxy auth login", "codex mcp", "Claude Code"}},
    {"an unknown client has all clients, and no buttons",
     "MCPX_HTTP_401",
     "remote_key_refused",
     NULL,
     "linux",
     {"codex mcp", "Claude Code"},
     {"fixer_key", "mcpproxy auth login"}},
    {"the proxy has its buttons and commands",
     "MCPX_HTTP_401",
     "remote_key_refused",
     "mcpproxy",
     "linux",
     {"fixer_key", "mcpproxy auth login"},
     {"codex mcp", "Claude Code"}},
    {"the last lines of a server are behind a button of the proxy",
     "MCPX_STDIO_EXIT_NONZERO",
     NULL,
     "mcpproxy",
     "linux",
     {"stdio_show_last_logs"},
     {"mcpx try"}},
    {"the last lines of a server are in the log of another client",
     "MCPX_STDIO_EXIT_NONZERO",
     NULL,
     "claude_desktop",
     "macos",
     {"in ~/Library/Logs/Claude/mcp*.log", "mcpx try -- <command>"},
     {"fixer_key"}},
    {"an unknown client may have a log",
     "MCPX_STDIO_HANDSHAKE_TIMEOUT",
     NULL,
     NULL,
     "linux",
     {"in the log of your client", "mcpx try -- <command>"},
     {"fixer_key"}},
    {"only the proxy has a quarantine",
     "MCPX_QUARANTINE_PENDING_APPROVAL",
     NULL,
     "cursor",
     "linux",
     {"mcpproxy upstream inspect"},
     {NULL}},
    {"a folder has no name on an unknown system",
     "MCPX_STDIO_EXIT_BEFORE_INITIALIZE",
     "server_ended_at_start",
     "mcpproxy",
     "",
     {"Look in the log of your client"},
     {"Look in  for"}},
    {"one client's time limit",
     "MCPX_STDIO_HANDSHAKE_TIMEOUT",
     "slow_first_start",
     "codex",
     "linux",
     {"startup_timeout_sec"},
     {"MCP_TIMEOUT", "Gemini", "opencode", "in advance"}},
    {"no lookup twice",
     "MCPX_STDIO_SPAWN_ENOENT",
     "uv_not_found",
     NULL,
     "linux",
     {"which uvx uv"},
     {"command -v", "which npx", "/Users/"}},
    {"no download twice",
     "MCPX_DOCKER_IMAGE_PULL_FAILED",
     "docker_image_name_wrong",
     NULL,
     "linux",
     {"docker pull"},
     {"Download the image by hand", "Sign in to the registry of the image"}},
    {"no versions where the cause is known",
     "MCPX_STDIO_EXIT_BEFORE_INITIALIZE",
     "python_module_not_installed",
     NULL,
     "linux",
     {NULL},
     {"Check the version of"}},
    {"no processor where the cause is known",
     "MCPX_STDIO_SPAWN_EXEC_FORMAT",
     "windows_npx_is_cmd",
     "cursor",
     "windows",
     {"cmd"},
     {"processor type"}},
    {"versions where it is not known",
     "MCPX_STDIO_EXIT_BEFORE_INITIALIZE",
     "server_ended_at_start",
     NULL,
     "linux",
     {"Check the version of Node.js"},
     {NULL}},
    {"versions where the first of the general causes is known",
     "MCPX_STDIO_EXIT_BEFORE_INITIALIZE",
     "usage_printed",
     NULL,
     "linux",
     {"Check the version of Node.js"},
     {NULL}},
    {"nothing to download where Docker reads another name",
     "MCPX_DOCKER_IMAGE_PULL_FAILED",
     "docker_image_name_not_readable",
     NULL,
     "linux",
     {"In args"},
     {"docker pull", "docker login"}},
    {"no processor where a folder is not shared",
     "MCPX_DOCKER_OCI_RUNTIME",
     "docker_mount_path_not_shared",
     NULL,
     "linux",
     {"File sharing", "in args. Your client does not"},
     {"docker image inspect", ". your client"}},
    {"the port is the headline",
     "MCPX_OAUTH_CALLBACK_TIMEOUT",
     "oauth_callback_port_taken",
     NULL,
     "linux",
     {"{\"title\":\"Callback port is in use\""},
     {NULL}},
    {"with WSL, a desktop app has its file on Windows",
     "MCPX_STDIO_SPAWN_ENOENT",
     "node_not_found",
     "claude-desktop",
     "wsl",
     {"%APPDATA%"},
     {"~/.config/Claude"}},
    {"with WSL, a command-line client has its file there",
     "MCPX_STDIO_SPAWN_ENOENT",
     "node_not_found",
     "claude_code",
     "wsl",
     {"~/.claude.json"},
     {"%USERPROFILE%"}},
    {"a token of a server that the proxy starts is in the server's file",
     "MCPX_OAUTH_REFRESH_403",
     "google_token_seven_days",
     "mcpproxy",
     "linux",
     {"token.json", "mcpproxy auth login"},
     {NULL}},
    {"no sign-in of the proxy for another client",
     "MCPX_OAUTH_REFRESH_403",
     "google_token_seven_days",
     "claude_desktop",
     "linux",
     {"token.json"},
     {"mcpproxy"}},
    {"no Dock in WSL", "MCPX_STDIO_SPAWN_ENOENT", "gui_path_lacks_program", NULL, "wsl", {"which"}, {"Dock"}},
};

static size_t length_of(const char *name) { return name ? strlen(name) : 0; }

static void steps_fit(void **state) {
  const struct steps_row *row = *state;
  char advice[ADVICE_SIZE];
  mcpx_answer answer = {.code = mcpx_code_find(row->code, strlen(row->code)),
                        .cause = mcpx_cause_find(row->cause ? row->cause : "", length_of(row->cause)),
                        .client = mcpx_client_find(row->client ? row->client : "", length_of(row->client)),
                        .system = mcpx_system_find(row->system, strlen(row->system))};
  if (row->cause) assert_non_null(mcpx_cause_name(answer.cause));
  assert_true(mcpx_advice_json(&answer, advice, sizeof advice) < sizeof advice);
  for (int i = 0; i < WORDS_MAX && row->has[i]; i++)
    if (!strstr(advice, row->has[i])) fail_msg("no %s in %s", row->has[i], advice);
  for (int i = 0; i < WORDS_MAX && row->lacks[i]; i++)
    if (strstr(advice, row->lacks[i])) fail_msg("%s in %s", row->lacks[i], advice);
}

/* ---- The program that did not start ---- */

struct program_row {
  const char *name;
  const char *exec_name;
  const char *shown; /* in the step that looks for it */
};

static const struct program_row PROGRAMS[] = {
    {"a name", "lake-mcp", "which lake-mcp\""},
    {"a path", "/opt/lake/bin/lake_mcp-1.2", "which lake_mcp-1.2\""},
    {"a path of Windows", "C:\\lake\\Lake.exe", "which Lake.exe\""},
    {"47 characters", "a23456789012345678901234567890123456789012345x7",
     "which a23456789012345678901234567890123456789012345x7\""},
    {"48 characters", "a23456789012345678901234567890123456789012345x78", "which <program>\""},
    {"not known", NULL, "which <program>\""},
    {"empty", "", "which <program>\""},
    {"a folder", "/opt/lake/", "which <program>\""},
    {"an option", "--version", "which <program>\""},
    {"two commands", "lake;reboot", "which <program>\""},
    {"a space", "lake mcp", "which <program>\""},
    {"a quote", "lake\"mcp", "which <program>\""},
    {"a variable", "$HOME", "which <program>\""},
    {"not ASCII", "l\xC3\xA4ke", "which <program>\""},
};

static void program_is_shown(void **state) {
  const struct program_row *row = *state;
  static char advice[ADVICE_SIZE];
  mcpx_answer answer;
  mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED,
                      .exec_errno = MCPX_EXEC_ENOENT,
                      .exec_name = row->exec_name,
                      .exec_name_length = row->exec_name ? strlen(row->exec_name) : 0};
  mcpx_classify("start server", strlen("start server"), &hints, &answer);
  advice[mcpx_answer_json(&answer, advice, sizeof advice - 1)] = '\0';
  CHECK(strstr(advice, row->shown), "no %s in %s", row->shown, advice);
  hints.profile = MCPX_PROFILE_PROXY;
  mcpx_classify("start server", strlen("start server"), &hints, &answer);
  CHECK(!*answer.program, "the program is shown in profile proxy");
}

/* ---- The program that the text names ---- */

static const struct text_row {
  const char *name;
  const char *text;
  const char *program;
} TEXTS[] = {
    {"Node.js", "spawn lake-mcp ENOENT", "lake-mcp"},
    {"Node.js, a path", "spawn /opt/lake/Lake ENOENT", "Lake"},
    {"after other words", "The server did not start. Error: spawn lake-mcp ENOENT", "lake-mcp"},
    {"Go", "fork/exec /opt/lake-mcp: no such file or directory", "lake-mcp"},
    {"Go, in PATH", "exec: \"lake-mcp\": executable file not found in $PATH", "lake-mcp"},
    {"bash", "bash: line 1: lake-mcp: command not found", "lake-mcp"},
    {"dash", "sh: 1: lake-mcp: not found", "lake-mcp"},
    {"cmd.exe", "'lake-mcp' is not recognized as an internal or external command", "lake-mcp"},
    {"PowerShell", "The term 'lake-mcp' is not recognized as the name of a cmdlet", "lake-mcp"},
    {"Python", "FileNotFoundError: [Errno 2] No such file or directory: 'uvx'", "uvx"},
    {"the first of two", "spawn lake-mcp ENOENT, spawn sea-mcp ENOENT", "lake-mcp"},
    {"a name with a meaning for a shell", "spawn lake;reboot ENOENT", ""},
    {"no name", "spawn ENOENT", ""},
    {"another failure", "spawn lake-mcp EACCES", ""},
};

static void text_names_program(void **state) {
  const struct text_row *row = *state;
  mcpx_answer answer;
  mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED, .transport = MCPX_TRANSPORT_STDIO};
  mcpx_classify(row->text, strlen(row->text), &hints, &answer);
  assert_string_equal(answer.program, row->program);
  hints.exec_name = "given";
  hints.exec_name_length = strlen(hints.exec_name);
  mcpx_classify(row->text, strlen(row->text), &hints, &answer);
  assert_string_equal(answer.program, "given");
  hints = (mcpx_hints){.profile = MCPX_PROFILE_PROXY};
  mcpx_classify(row->text, strlen(row->text), &hints, &answer);
  assert_string_equal(answer.program, "");
}

int main(void) {
  return RUN_ROWS(STEPS, steps_fit) + RUN_ROWS(PROGRAMS, program_is_shown) +
         RUN_ROWS(TEXTS, text_names_program);
}
