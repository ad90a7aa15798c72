/* test_catalog.c: the catalog has the 41 codes of the proxy, each with its severity and the proxy's fix
 * steps. */
#include <stdio.h>
#include <string.h>

#include "catalog/cause_codes.h"
#include "catalog/causes.h"
#include "catalog/surroundings.h"
#include "json_tree.h"
#include "rows.h"

enum { STEPS_MAX = 4 };

/* A step is "type value". "!" marks a destructive step. A link without a value leads to the page of the code.
 */
struct contract {
  const char *code;
  const char *severity;
  const char *steps[STEPS_MAX]; /* the steps of the proxy; the entry may have more */
};

#define LOGS "button stdio_show_last_logs"
#define REAUTH "button! oauth_reauth"
#define RELEASES "link https://github.com/smart-mcp-proxy/mcpproxy-go/releases"

static const struct contract CONTRACT[] = {
    {"MCPX_CONFIG_DEPRECATED_FIELD", "warn", {"button! config_migrate_deprecated", "link"}},
    {"MCPX_CONFIG_MISSING_SECRET", "error", {"command mcpproxy secret list", "link"}},
    {"MCPX_CONFIG_PARSE_ERROR", "error", {"command jq . ~/.mcpproxy/mcp_config.json", "link"}},
    {"MCPX_DOCKER_CLI_NOT_FOUND", "error", {"command docker --version", "link"}},
    {"MCPX_DOCKER_DAEMON_DOWN", "error", {"command docker info", "link"}},
    {"MCPX_DOCKER_EXEC_NOT_FOUND", "error", {"link"}},
    {"MCPX_DOCKER_IMAGE_PULL_FAILED", "error", {"command docker pull <image>", "link"}},
    {"MCPX_DOCKER_NO_PERMISSION",
     "error",
     {"command sudo usermod -aG docker $USER && newgrp docker", "link"}},
    {"MCPX_DOCKER_OCI_RUNTIME", "error", {"link"}},
    {"MCPX_DOCKER_SNAP_APPARMOR", "warn", {"link", "button! server_disable_scanner"}},
    {"MCPX_HTTP_401", "error", {REAUTH, "link"}},
    {"MCPX_HTTP_403", "error", {"link"}},
    {"MCPX_HTTP_404", "error", {"link"}},
    {"MCPX_HTTP_5XX", "warn", {"link"}},
    {"MCPX_HTTP_CONN_REFUSED", "error", {"command curl -v <server-url>", "link"}},
    {"MCPX_HTTP_DNS_FAILED", "error", {"command dig <hostname>", "link"}},
    {"MCPX_HTTP_TIMEOUT", "warn", {"command curl -v <server-url>", "link"}},
    {"MCPX_HTTP_TLS_FAILED",
     "error",
     {"command openssl s_client -connect <host>:443 -showcerts </dev/null", "link"}},
    {"MCPX_NETWORK_OFFLINE", "error", {"command ping -c 2 1.1.1.1", "link"}},
    {"MCPX_NETWORK_PROXY_MISCONFIG", "warn", {"command env | grep -i proxy", "link"}},
    {"MCPX_OAUTH_CALLBACK_MISMATCH", "error", {"link"}},
    {"MCPX_OAUTH_CALLBACK_TIMEOUT", "warn", {REAUTH, "link"}},
    {"MCPX_OAUTH_DISCOVERY_FAILED",
     "error",
     {"link", "command curl -sS <issuer>/.well-known/oauth-authorization-server"}},
    {"MCPX_OAUTH_LOGIN_REQUIRED", "warn", {"button oauth_reauth", "link"}},
    {"MCPX_OAUTH_REAUTH_REQUIRED", "error", {REAUTH, "link"}},
    {"MCPX_OAUTH_REFRESH_403", "error", {REAUTH, "link"}},
    {"MCPX_OAUTH_REFRESH_EXPIRED", "error", {REAUTH, "link"}},
    {"MCPX_QUARANTINE_PENDING_APPROVAL", "warn", {"link"}},
    {"MCPX_QUARANTINE_TOOL_CHANGED", "warn", {"link"}},
    {"MCPX_STDIO_EXIT_BEFORE_INITIALIZE", "error", {LOGS, "link"}},
    {"MCPX_STDIO_EXIT_NONZERO", "error", {LOGS, "link"}},
    {"MCPX_STDIO_HANDSHAKE_INVALID", "error", {"link", LOGS}},
    {"MCPX_STDIO_HANDSHAKE_TIMEOUT", "error", {LOGS, "link"}},
    {"MCPX_STDIO_SPAWN_EACCES", "error", {"command ls -l <command-path>", "link"}},
    {"MCPX_STDIO_SPAWN_ENOENT", "error", {"command which npx && which uvx && which python3", "link", LOGS}},
    {"MCPX_STDIO_SPAWN_EXEC_FORMAT", "error", {"command file <command-path>", "link"}},
    {"MCPX_UNKNOWN_UNCLASSIFIED",
     "error",
     {"link https://github.com/smart-mcp-proxy/mcpproxy-go/issues/new"}},
    {"MCPX_UPDATE_APPCAST_FAILED", "warn", {"link", RELEASES}},
    {"MCPX_UPDATE_DOWNLOAD_FAILED", "warn", {"link", RELEASES}},
    {"MCPX_UPDATE_INSTALL_FAILED", "warn", {"link", RELEASES}},
    {"MCPX_UPDATE_OTHER_FAILED", "warn", {"link", RELEASES}},
};

enum { CONTRACT_COUNT = sizeof CONTRACT / sizeof *CONTRACT };

static const char *value_key(const char *type) {
  return strcmp(type, "link") == 0 ? "url" : strcmp(type, "command") == 0 ? "command" : "fixer_key";
}

/* A step of an entry in the form of the table above. */
static void step_text(const cJSON *step, const char *docs_url, char *out, size_t capacity) {
  const char *type = tree_string(step, "type");
  assert_non_null(type);
  const char *value = tree_string(step, value_key(type));
  assert_non_null(value);
  const char *mark = cJSON_IsTrue(cJSON_GetObjectItem(step, "destructive")) ? "!" : "";
  bool docs = strcmp(type, "link") == 0 && strcmp(value, docs_url) == 0;
  snprintf(out, capacity, "%s%s%s%s", type, mark, docs ? "" : " ", docs ? "" : value);
}

static cJSON *entry_of(const char *name) {
  char text[8192];
  mcpx_code code = mcpx_code_find(name, strlen(name));
  assert_true(code >= 0);
  assert_true(mcpx_entry_json(code, text, sizeof text) < sizeof text);
  cJSON *entry = cJSON_Parse(text);
  assert_non_null(entry);
  return entry;
}

static void check_steps(const struct contract *row, const cJSON *entry) {
  char found[256], docs_url[128];
  snprintf(docs_url, sizeof docs_url, "https://docs.mcpproxy.app/errors/%s", row->code);
  assert_string_equal(tree_string(entry, "docs_url"), docs_url);
  for (int i = 0; i < STEPS_MAX && row->steps[i]; i++) {
    const cJSON *step = cJSON_GetArrayItem(cJSON_GetObjectItem(entry, "fix_steps"), i);
    assert_non_null(step);
    step_text(step, docs_url, found, sizeof found);
    assert_string_equal(found, row->steps[i]);
  }
}

static void entry_has_the_proxys_facts(void **state) {
  const struct contract *row = *state;
  cJSON *entry = entry_of(row->code);
  assert_string_equal(tree_string(entry, "code"), row->code);
  assert_string_equal(tree_string(entry, "severity"), row->severity);
  check_steps(row, entry);
  cJSON_Delete(entry);
}

static bool is_among(const char *name, const char *const *names) {
  while (*names && strcmp(*names, name) != 0) names++;
  return *names;
}

/* The proxy and its dashboard read these keys only. */
static void entry_has_no_other_key(void **state) {
  static const char *const KEYS[] = {"code",      "severity", "title", "user_message",
                                     "fix_steps", "docs_url", NULL};
  static const char *const STEP_KEYS[] = {"type",      "label",       "command",  "url",
                                          "fixer_key", "destructive", "platform", NULL};
  const struct contract *row = *state;
  cJSON *entry = entry_of(row->code);
  const cJSON *member, *step;
  cJSON_ArrayForEach(member, entry) CHECK(is_among(member->string, KEYS), "%s", member->string);
  cJSON_ArrayForEach(step, cJSON_GetObjectItem(entry, "fix_steps")) {
    assert_true(strlen(tree_string(step, "label")) > 0);
    cJSON_ArrayForEach(member, step) CHECK(is_among(member->string, STEP_KEYS), "%s", member->string);
  }
  cJSON_Delete(entry);
}

/* A title is a headline: three to seven words. */
static void title_is_a_headline(void **state) {
  const struct contract *row = *state;
  const char *title = mcpx_code_title(mcpx_code_find(row->code, strlen(row->code)));
  size_t words = 1;
  for (const char *c = title; *c; c++) words += *c == ' ';
  CHECK(words >= 3 && words <= 7, "%s", title);
}

/* A message must fit into a row of a table. */
static void message_is_short(void **state) {
  const struct contract *row = *state;
  cJSON *entry = entry_of(row->code);
  size_t length = strlen(tree_string(entry, "user_message"));
  CHECK(length > 0 && length <= 260, "%zu bytes", length);
  cJSON_Delete(entry);
}

static void name_and_severity_round_trip(void **state) {
  const struct contract *row = *state;
  mcpx_code code = mcpx_code_find(row->code, strlen(row->code));
  assert_int_equal(code, row - CONTRACT); /* the codes are sorted */
  assert_string_equal(mcpx_code_name(code), row->code);
  assert_string_equal(mcpx_code_severity(code), row->severity);
  assert_int_equal(mcpx_code_find(row->code, strlen(row->code) - 1), MCPX_CODE_NONE);
  assert_int_equal(mcpx_code_find(row->code, strlen(row->code) + 1), MCPX_CODE_NONE);
}

static void catalog_is_sorted_and_whole(void **state) {
  (void)state;
  cJSON *catalog = tree_of_export(mcpx_catalog_json);
  assert_int_equal(mcpx_code_count(), CONTRACT_COUNT);
  assert_int_equal(cJSON_GetArraySize(catalog), CONTRACT_COUNT);
  for (int i = 0; i < CONTRACT_COUNT; i++) {
    cJSON *alone = entry_of(CONTRACT[i].code);
    assert_true(cJSON_Compare(cJSON_GetArrayItem(catalog, i), alone, true));
    assert_true(i == 0 || strcmp(CONTRACT[i - 1].code, CONTRACT[i].code) < 0);
    cJSON_Delete(alone);
  }
  cJSON_Delete(catalog);
}

static void invalid_code_has_no_entry(void **state) {
  static const mcpx_code NONE[] = {MCPX_CODE_NONE, MCPX_CODE_FOREIGN, CONTRACT_COUNT, -1000, 1000000};
  char text[8];
  (void)state;
  for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++) {
    assert_null(mcpx_code_name(NONE[i]));
    assert_null(mcpx_code_severity(NONE[i]));
    assert_int_equal(mcpx_entry_json(NONE[i], text, sizeof text), 4);
    assert_string_equal(text, "null");
  }
}

static void invalid_name_is_no_code(void **state) {
  (void)state;
  assert_int_equal(mcpx_code_find(NULL, 0), MCPX_CODE_NONE);
  assert_int_equal(mcpx_code_find(NULL, 13), MCPX_CODE_NONE);
  assert_int_equal(mcpx_code_find("", 0), MCPX_CODE_NONE);
  assert_int_equal(mcpx_code_find("mcpx_http_401", 13), MCPX_CODE_NONE);
  assert_int_equal(mcpx_code_find("HTTP_401", 8), MCPX_CODE_NONE);
}

/* A list ends with zeros; 0 is also the first code. */
static void lists_of_causes_have_their_codes(void **state) {
  static const uint8_t FIRST[CAUSE_UNDER_MAX] = {0}, TWO[CAUSE_UNDER_MAX] = {3, 5};
  static const uint8_t FULL[CAUSE_UNDER_MAX] = {1, 2, 3, 4, 5, 6, 7, 9};
  (void)state;
  assert_true(cause_list_has(FIRST, (mcpx_code)0));
  assert_false(cause_list_has(FIRST, (mcpx_code)1));
  assert_false(cause_list_has(TWO, (mcpx_code)0));
  assert_true(cause_list_has(TWO, (mcpx_code)3));
  assert_true(cause_list_has(TWO, (mcpx_code)5));
  assert_false(cause_list_has(TWO, (mcpx_code)4));
  assert_true(cause_list_has(FULL, (mcpx_code)9));
  assert_false(cause_list_has(FULL, (mcpx_code)8));
}

/* The groups of codes, with one that is in none of them. */
static void groups_have_their_codes(void **state) {
  static const struct {
    uint8_t group;
    const char *in, *out;
  } GROUPS[] = {
      {CODE_START, "MCPX_STDIO_EXIT_NONZERO", "MCPX_STDIO_SPAWN_ENOENT"},
      {CODE_START, "MCPX_STDIO_EXIT_BEFORE_INITIALIZE", "MCPX_HTTP_401"},
      {CODE_START, "MCPX_STDIO_HANDSHAKE_TIMEOUT", "MCPX_DOCKER_DAEMON_DOWN"},
      {CODE_START, "MCPX_STDIO_HANDSHAKE_INVALID", "MCPX_OAUTH_LOGIN_REQUIRED"},
      {CODE_SPAWN, "MCPX_STDIO_SPAWN_EACCES", "MCPX_STDIO_EXIT_NONZERO"},
      {CODE_HTTP, "MCPX_HTTP_401", "MCPX_OAUTH_LOGIN_REQUIRED"},
      {CODE_OAUTH, "MCPX_OAUTH_LOGIN_REQUIRED", "MCPX_HTTP_401"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof GROUPS / sizeof *GROUPS; i++) {
    const uint8_t list[CAUSE_UNDER_MAX] = {GROUPS[i].group};
    assert_true(cause_list_has(list, (mcpx_code)mcpx_code_find(GROUPS[i].in, strlen(GROUPS[i].in))));
    assert_false(cause_list_has(list, (mcpx_code)mcpx_code_find(GROUPS[i].out, strlen(GROUPS[i].out))));
  }
}

static void every_cause_has_a_code_and_not_all(void **state) {
  (void)state;
  for (int cause = 0; cause < mcpx_cause_count(); cause++) {
    int codes = 0;
    for (int code = 0; code < CODE_COUNT; code++) codes += cause_has_code((mcpx_cause)cause, (mcpx_code)code);
    assert_in_range(codes, 1, CODE_COUNT - 1);
  }
}

static void version_is_that_of_the_header(void **state) {
  (void)state;
  assert_string_equal(mcpx_version(), MCPX_VERSION);
}

static void kinds_of_unknown_texts_are_found(void **state) {
  static const char *const NAMES[] = {"not_a_failure", "too_little", "without_code", "unrecognized"};
  (void)state;
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
    assert_string_equal(cause_unknown_name(cause_unknown_find(NAMES[i], strlen(NAMES[i]))), NAMES[i]);
  assert_int_equal(cause_unknown_find("unrecognizes", 12), 0);
  assert_int_equal(cause_unknown_find("", 0), 0);
  assert_int_equal(cause_unknown_find(NULL, 4), 0);
}

/* Neither the unknown one, 0, nor a number beyond the last one. */
static void only_known_surroundings_have_names(void **state) {
  (void)state;
  assert_non_null(client_display_name((mcpx_client)1));
  assert_non_null(client_display_name((mcpx_client)(CLIENT_COUNT - 1)));
  assert_null(client_display_name((mcpx_client)0));
  assert_null(client_display_name((mcpx_client)CLIENT_COUNT));
  assert_null(mcpx_client_name((mcpx_client)0));
  assert_null(mcpx_client_name((mcpx_client)CLIENT_COUNT));
  assert_null(mcpx_runner_name((mcpx_runner)0));
  assert_null(mcpx_runner_name((mcpx_runner)RUNNER_COUNT));
  assert_null(mcpx_system_name(MCPX_SYSTEM_UNKNOWN));
  assert_non_null(mcpx_system_name(MCPX_SYSTEM_LINUX));
  assert_null(mcpx_system_name((mcpx_system)(MCPX_SYSTEM_LINUX + 1)));
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(kinds_of_unknown_texts_are_found),
      cmocka_unit_test(only_known_surroundings_have_names),
      cmocka_unit_test(catalog_is_sorted_and_whole),
      cmocka_unit_test(invalid_code_has_no_entry),
      cmocka_unit_test(invalid_name_is_no_code),
      cmocka_unit_test(lists_of_causes_have_their_codes),
      cmocka_unit_test(groups_have_their_codes),
      cmocka_unit_test(every_cause_has_a_code_and_not_all),
      cmocka_unit_test(version_is_that_of_the_header),
  };
  return RUN_ROWS(CONTRACT, entry_has_the_proxys_facts) + RUN_ROWS(CONTRACT, entry_has_no_other_key) +
         RUN_ROWS(CONTRACT, title_is_a_headline) + RUN_ROWS(CONTRACT, message_is_short) +
         RUN_ROWS(CONTRACT, name_and_severity_round_trip) +
         cmocka_run_group_tests_name("catalog", cases, NULL, NULL);
}
