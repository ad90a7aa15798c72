/* test_clean.c: ten thousand random heartbeats of valid values have no findings. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "payloads.h"
#include "rows.h"

#ifdef __SANITIZE_THREAD__
enum { HEARTBEATS = 1000 };
#else
enum { HEARTBEATS = 20000 };
#endif

/* ---- Random numbers ---- */

static uint64_t seed;

static uint32_t random_below(uint32_t below) {
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(seed >> 33) % below;
}

#define ONE_OF(list) ((list)[random_below(sizeof(list) / sizeof *(list))])

static bool half(void) { return random_below(2); }

/* ---- Writing ---- */

static char text[32768];
static size_t length;

static void put(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  length += (size_t)vsnprintf(text + length, sizeof text - length, format, arguments);
  va_end(arguments);
}

static void put_key(const char *key) { put("%s\"%s\":", strchr("{[", text[length - 1]) ? "" : ",", key); }

static void put_text(const char *key, const char *value) {
  put_key(key);
  put("\"%s\"", value);
}

static void put_count(const char *key, uint64_t value) {
  put_key(key);
  put("%" PRIu64, value);
}

static void put_bool(const char *key, bool value) {
  put_key(key);
  put(value ? "true" : "false");
}

/* Mostly small, sometimes of any size. */
static uint64_t count(void) {
  if (random_below(50) == 0)
    return ((uint64_t)random_below(1u << 26) << 27 | random_below(1u << 27)) % UINT64_C(10000000000);
  return half() ? random_below(10) : random_below(100000);
}

/* Some of the keys, each with a count of at least `least`. */
static void put_counts(const char *const *keys, uint64_t least) {
  for (; *keys; keys++)
    if (half()) put_count(*keys, least + random_below(1000));
}

/* ---- Texts ---- */

static void put_hex(int digits, bool only_decimal) {
  for (int i = 0; i < digits; i++) put("%x", random_below(only_decimal ? 10 : 16));
}

static void put_uuid(const char *key) {
  static const int GROUPS[] = {8, 4, 3, 3, 12};
  bool only_decimal = random_below(4) == 0;
  /* version 4: a group of three digits has the version before it, another one the variant */
  static const char *const BEFORE[] = {"\"", "-", "-4", "-9", "-"};
  put_key(key);
  for (int i = 0; i < 5; i++) {
    put("%s", BEFORE[i]);
    put_hex(GROUPS[i], only_decimal);
  }
  put("\"");
}

/* Only versions that a sender can have, which are the first ones of a list. */
static bool usual_versions;
#define VERSION_OF(list, usual) (usual_versions ? (list)[random_below(usual)] : ONE_OF(list))

static void write_version(char *out, size_t room) {
  // clang-format off
  static const char *const PRE[] = {
      "", "", "-rc.%u", "-alpha.1.2.%u", "-beta%u", "-dev.local.%u", "-dev.local", "-next.%u",
      "-0.20260131%06u-abcdef012345", "-snapshot", "-nightly.2026%04u", "-SNAPSHOT-%u", "-10.0.0.%u",
      "-pre.localhost.%u", "-desktop-%u", "-home.%u"};
  static const char *const BUILD[] = {"", "", "", "+incompatible", "+dirty", "+build.%u", "+sha.0a1b2c%u", "+meta.local"};
  // clang-format on
  char pre[48], build[24];
  snprintf(pre, sizeof pre, VERSION_OF(PRE, 12), random_below(9999) + 1);
  snprintf(build, sizeof build, ONE_OF(BUILD), random_below(100));
  snprintf(out, room, "%s%u.%u.%u%s%s", half() ? "v" : "", random_below(30), random_below(100),
           random_below(300), pre, build);
}

static void put_version(const char *key) {
  char version[96];
  do write_version(version, sizeof version);
  while (strlen(version) > 64);
  put_text(key, version);
}

static void put_go_version(void) {
  // clang-format off
  static const char *const FORMS[] = {
      "go1.%u", "go1.%u.4", "go1.%urc1", "go1.%ubeta2", "go1.%u.3 X:boringcrypto", "go1.%u.8-X:jsonv2,nodwarf5",
      "go1.%u X:aliastypeparams,nocoverageredesign", "go1.%u-devel_0a1b2c3d4e Tue Jan 6 10:11:12 2026 -0800",
      "devel go1.%u-0a1b2c3d4e Tue Jan  7 10:11:12 2025 +0000", "go1.%u.1-custom_x"};
  // clang-format on
  char version[96];
  snprintf(version, sizeof version, VERSION_OF(FORMS, 9), 18 + random_below(12));
  put_text("go_version", version);
}

static void put_date(const char *key, unsigned year, unsigned month) {
  static const char *const ZONES[] = {"Z", "z", "+02:00", "-07:00", ".5Z", ".123456789+05:30"};
  put_key(key);
  put("\"%04u-%02u-%02uT%02u:%02u:%02u%s\"", year, month, 2 + random_below(26), random_below(24),
      random_below(60), random_below(60), ONE_OF(ZONES));
}

static void put_route(unsigned number) {
  static const char *const METHODS[] = {"GET",  "POST",    "PUT",     "DELETE", "PATCH",
                                        "HEAD", "OPTIONS", "CONNECT", "TRACE"};
  static const char *const SEGMENTS[] = {
      "/servers",    "/{id}",       "/users",        "/{name}/enable", "/tokens", "/secrets", "/{id:[0-9]+}",
      "/tool-calls", "/cancel-all", "/config/apply", "/admin",         "/*",      "/{tool}",  "/{slug}"};
  put("%s\"%s /api/v%u", text[length - 1] == '{' ? "" : ",", ONE_OF(METHODS), number + 1);
  for (uint32_t depth = random_below(5); depth > 0; depth--) put("%s", ONE_OF(SEGMENTS));
  put("%s\":{\"%uxx\":%u}", random_below(5) ? "" : "/", 1 + random_below(5), random_below(1000));
}

/* ---- Parts ---- */

static void put_servers(int version) {
  uint32_t servers = random_below(60), left = servers;
  static const char *const PROTOCOLS[] = {"stdio", "http", "sse", "streamable_http", "auto"};
  put_count("server_count", servers);
  put_count("connected_server_count", random_below(servers + 1));
  if (version < 3) return;
  put_key("server_protocol_counts");
  put("{");
  for (int i = 0; i < 5; i++) {
    uint32_t part = i < 4 ? random_below(left + 1) : left;
    put_count(PROTOCOLS[i], part);
    left -= part;
  }
  put("}");
}

static void put_flags(int version, bool quarantine) {
  static const char *const PROVIDERS[] = {"generic", "github", "google", "microsoft"};
  static const char *const SOURCES[] = {"path", "bundled", "login_shell"};
  static const char *const FLAGS[] = {"enable_socket",         "enable_web_ui",
                                      "enable_prompts",        "require_mcp_auth",
                                      "enable_code_execution", "sensitive_data_detection_enabled"};
  bool isolated = half();
  put_key("feature_flags");
  put("{");
  for (int i = 0; i < 6; i++) put_bool(FLAGS[i], half());
  put_bool("quarantine_enabled", quarantine);
  put_key("oauth_provider_types");
  put("[");
  for (int i = 0; i < 4; i++)
    if (half()) put("%s\"%s\"", text[length - 1] == '[' ? "" : ",", PROVIDERS[i]);
  put("]");
  if (version >= 3) put_bool("docker_available", half());
  if (version >= 5) put_bool("docker_isolation_enabled", isolated);
  if (version >= 5 && half()) put_text("docker_cli_source", ONE_OF(SOURCES));
  if (version >= 8) put_bool("deep_scan_enabled", half());
  if (version >= 8 && half()) put_bool("aggregate_upstream_prompts", half());
  put("}");
}

static void put_usage(void) {
  static const char *const SURFACES[] = {"mcp", "cli", "webui", "tray", "unknown"};
  static const char *const TOOLS[] = {"retrieve_tools", "call_tool_read", "call_tool_write", "code_execution",
                                      NULL};
  static const char *const ERRORS[] = {"oauth_refresh_failed", "docker_pull_failed", "socket_bind_failed",
                                       NULL};
  static const char *const BUCKETS[] = {"0", "1-10", "11-100", "101-1000", "1000+"};
  put_key("surface_requests");
  put("{");
  for (int i = 0; i < 5; i++) put_count(SURFACES[i], count());
  put("}");
  put_text("upstream_tool_call_count_bucket", ONE_OF(BUCKETS));
  put_key("builtin_tool_calls");
  put("{");
  put_counts(TOOLS, 0);
  put("},\"error_category_counts\":{");
  put_counts(ERRORS, 1);
  put("},\"rest_endpoint_calls\":{");
  for (uint32_t i = random_below(8); i > 0; i--) put_route(i);
  put("}");
}

static void put_environment(void) {
  bool cloud = random_below(4) == 0, ci = random_below(3) == 0, container = random_below(3) == 0;
  const char *kind = cloud       ? "cloud_ide"
                     : ci        ? "ci"
                     : container ? "container"
                     : half()    ? "interactive"
                                 : "headless";
  put_text("env_kind", kind);
  put_key("env_markers");
  put("{");
  put_bool("has_ci_env", ci);
  put_bool("has_cloud_ide_env", cloud);
  put_bool("is_container", container);
  put_bool("has_tty", half());
  put_bool("has_display", half());
  put("}");
}

// clang-format off
static const char *const CLIENTS[] = {
    "claude-code", "claude-ai", "claude-desktop", "cursor-vscode", "cursor", "windsurf", "codex-mcp-client",
    "gemini-cli", "opencode", "n8n", "inspector-client", "mcp-inspector", "visual-studio-code", "vscode",
    "zed", "cline", "roo-code", "continue", "goose", "librechat", "openai-mcp", "localhost-mcp",
    "desktop-commander", "rider-2025.1.3.2", "intellij-idea-2025.2", "jetbrains-junie", "amazon-q-cli",
    "github-copilot", "copilot-cli", "lm-studio", "5ire", "1mcp", "home-assistant", "raycast", "warp",
    "kiro", "trae", "boltai", "token-counter", "secret-santa", "key-value", "mcp-remote-0.1.18",
    "python-sdk", "go-sdk.v1", "test", "foo_bar", "a", "0", "node.js", "phone-link", "win-mcp"
};
// clang-format on

static void put_clients_seen(void) {
  uint32_t at = random_below(sizeof CLIENTS / sizeof *CLIENTS);
  put_key("mcp_clients_seen_ever");
  if (random_below(8) == 0) {
    put("null");
    return;
  }
  put("[");
  for (uint32_t i = random_below(17); i > 0; i--)
    put("%s\"%s\"", text[length - 1] == '[' ? "" : ",", CLIENTS[at++ % (sizeof CLIENTS / sizeof *CLIENTS)]);
  put("]");
}

static void put_activation(int version) {
  static const char *const BUCKETS[] = {"0", "1_100", "100_1k", "1k_10k", "10k_100k", "100k_plus"};
  put_key("activation");
  put("{");
  put_bool("first_connected_server_ever", half());
  put_bool("first_mcp_client_ever", half());
  put_bool("first_retrieve_tools_call_ever", half());
  put_clients_seen();
  put_count("retrieve_tools_calls_24h", count());
  put_text("estimated_tokens_saved_24h_bucket", ONE_OF(BUCKETS));
  put_count("configured_ide_count", count());
  if (version >= 7 && half()) put_bool("first_real_tool_call_ever", half());
  put("}");
}

static void put_diagnostics(void) {
  uint32_t attempted = random_below(20), at = random_below(30), codes = random_below(6);
  put_key("diagnostics");
  put("{\"error_code_counts_24h\":{");
  static const char *const CODES[] = {
      "MCPX_HTTP_401",           "MCPX_HTTP_404",     "MCPX_STDIO_SPAWN_ENOENT", "MCPX_HTTP_DNS_FAILED",
      "MCPX_STDIO_EXIT_NONZERO", "MCPX_HTTP_TIMEOUT", "MCPX_NETWORK_OFFLINE"};
  for (uint32_t i = 0; i < codes; i++) put_count(CODES[(at + i) % 7], 1 + random_below(50));
  put("},\"fix_attempted_24h\":%u,\"fix_succeeded_24h\":%u,\"unique_codes_ever\":%u}", attempted,
      random_below(attempted + 1), codes + random_below(10));
}

static void put_clients(void) {
  static const char *const IDS[] = {"claude-code", "claude-desktop", "cursor", "windsurf",
                                    "vscode",      "codex",          "gemini", "opencode"};
  uint32_t clients = random_below(9), at = random_below(8);
  put_count("connected_client_count", clients);
  put_key("connected_client_ids");
  put("[");
  for (uint32_t i = 0; i < clients; i++) put("%s\"%s\"", i ? "," : "", IDS[(at + i) % 8]);
  put("]");
}

/* ---- Parts of schema 6 and later ---- */

static void put_machine_id(void) {
  put_key("machine_id");
  put("\"");
  put_hex(64, random_below(8) == 0);
  put("\"");
}

static void put_days(void) {
  uint32_t days = random_below(60);
  if (half()) put_bool("wizard_shown", half());
  if (half()) put_count("web_ui_opened", count());
  put_count("days_since_install", days);
  put_count("active_days_30d", 1 + random_below(days + 1 < 30 ? days + 1 : 30));
  if (half()) put_text("previous_shutdown", half() ? "clean" : "crash");
  if (half()) put_text("last_error_code", half() ? "MCPX_HTTP_401" : "MCPX_DOCKER_OCI_RUNTIME");
}

static void put_scanner(void) {
  uint32_t completed = 1 + random_below(40), found = 1 + random_below(completed);
  put_key("tpa_scanner");
  put("{");
  put_count("scans_completed", completed);
  put_count("scans_failed", random_below(9));
  put_count("scans_with_findings", found);
  put_key("findings");
  put("{\"%s\":%u,\"low\":%u}}", half() ? "critical" : "info", found + random_below(5), 1 + random_below(90));
}

/* The reasons add up to the blocks. */
static void put_preflight(void) {
  static const char *const COUNTS[] = {"filter_diag_emitted_24h", "filter_diag_missing_annotation_24h",
                                       "filter_diag_explicit_24h", "filter_diag_followed_24h",
                                       "discovery_omission_24h"};
  static const char *const REASONS[] = {"intent_invalid",    "token_scope",         "server_quarantined",
                                        "tool_not_callable", "output_sanitisation", "other"};
  uint32_t first = random_below(6), second = random_below(9);
  put_key("preflight");
  put("{");
  for (int i = 0; i < 5; i++) put_count(COUNTS[i], count());
  put_count("availability_block_24h", second ? second + 3 : 0);
  if (second) {
    put_key("availability_block_reasons_24h");
    put("{");
    put_count(REASONS[first], 3);
    put_count(REASONS[(first + 1) % 6], second);
    put("}");
  }
  put("}");
}

/* ---- Heartbeats ---- */

static void write_heartbeat(void) {
  static const char *const SYSTEMS[] = {"darwin", "linux", "windows", "plan9", "ios", "js", "dragonfly"};
  static const char *const MACHINES[] = {"amd64", "arm64", "386", "riscv64", "s390x", "wasm"};
  static const char *const MODES[] = {"retrieve_tools", "direct", "code_execution"};
  int version = 1 + (int)random_below(MCPX_SCHEMA_VERSION);
  bool quarantine = half();
  length = 0;
  put("{");
  if (version > 1) put_count("schema_version", (uint64_t)version);
  put_uuid("anonymous_id");
  put_version("version");
  put_text("edition", half() ? "personal" : "server");
  put_text("os", ONE_OF(SYSTEMS));
  put_text("arch", ONE_OF(MACHINES));
  put_go_version();
  put_servers(version);
  put_count("tool_count", count());
  put_count("uptime_hours", count());
  put_text("routing_mode", ONE_OF(MODES));
  put_bool("quarantine_enabled", quarantine);
  put_date("timestamp", 2026, 7 + random_below(6));
  if (version >= 2) put_date("anonymous_id_created_at", 2026, 1 + random_below(6));
  if (version >= 2) put_version("previous_version");
  if (version >= 2) put_usage();
  if (version >= 2) put_flags(version, quarantine);
  if (version >= 3) put_environment();
  if (version >= 3) put_activation(version);
  if (version >= 3) put_diagnostics();
  if (version >= 4) put_clients();
  if (version >= 6 && half()) put_machine_id();
  if (version >= 7) put_days();
  if (version >= 8 && half()) put_scanner();
  if (version >= 8 && half()) put_preflight();
  put("}");
  assert_true(length < sizeof text - 1);
}

static void random_heartbeats_are_clean(void **state) {
  static const char *const NAMES[] = {"docker", "vscode", "root", "ubuntu",
                                      "runner", "server", "node", "localhost"};
  mcpx_text values[8];
  (void)state;
  for (size_t i = 0; i < 8; i++) values[i] = (mcpx_text){NAMES[i], strlen(NAMES[i])};
  mcpx_check_options options = {.blocked_values = values, .blocked_value_count = 8};
  for (int i = 0; i < HEARTBEATS; i++) {
    seed = (uint64_t)i;
    options.closed = usual_versions = i / 2 % 2 == 1;
    write_heartbeat();
    const struct outcome *outcome = check(i % 2 ? mcpx_validate : mcpx_scan, text, length, &options);
    CHECK(outcome->verdict.stored == 0, "heartbeat %d: %s\n%s", i, listing(outcome), text);
  }
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(random_heartbeats_are_clean)};
  return cmocka_run_group_tests_name("clean", cases, NULL, NULL);
}
