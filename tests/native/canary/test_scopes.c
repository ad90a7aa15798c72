/* test_scopes.c: a valid value is clean even if it would be personal data in another field; and the free
 * parts of a format are searched. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "canary/canary.h"
#include "check/fields.h"
#include "formats/release.h"
#include "plant.h"
#include "rows.h"

/* Names that clients give themselves. */
static const struct sample CLEAN_CLIENTS[] = {
    {"localhost-mcp", ""},
    {"desktop-commander", ""},
    {"rider-2025.1.3.2", ""},
    {"claude-ai", ""},
    {"cursor-vscode", ""},
    {"home-assistant", ""},
    {"home.assistant", ""},
    {"1password", ""},
    {"token-counter", ""},
    {"secret-santa", ""},
    {"key", ""},
    {"password-manager", ""},
    {"mcp-inspector-0.16", ""},
    {"github-copilot", ""},
    {"tmp", ""},
    {"root", ""},
    {"node.js", ""},
    {"a", ""},
    {"example.com", ""},
    {"v1.2.3", ""},
};

/* Each value is valid in its field, although it would be personal data in an unknown one. */
static const struct {
  const char *name, *raw;
} ALLOWED[] = {
    {"/version", "\"v0.31.2-dev.local\""},
    {"/version", "\"v1.2.3-alpha.1.2.3.4\""},
    {"/current_version", "\"v1.2.3-10.0.0.12\""},
    {"/current_version", "\"v1.2.3-192.168.1.7\""},
    {"/previous_version", "\"v1.2.3+build.20260131120000\""},
    {"/go_version", "\"go1.24.4 X:nocoverageredesign\""},
    {"/anonymous_id", "\"41111111-1111-4111-8111-111111111111\""},
    {"/anonymous_id", "\"00000000-0000-0000-4111-111111111111\""},
    {"/anonymous_id", "\"49015420-3237-5184-9015-420323751800\""},
    {"/timestamp", "\"2026-05-11T12:00:00+02:00\""},
    {"/rest_endpoint_calls/GET ~1api~1v1~1admin~1users~1{id}~1enable", "{}"},
    {"/rest_endpoint_calls/GET ~1api~1home~1tmp", "{}"},
    {"/rest_endpoint_calls/GET ~1api~1v1~1servers~1{id:[0-9]+}", "{}"},
    {"/rest_endpoint_calls/POST ~1api~1v1~1tokens~1{id}~1secret", "{}"},
    {"/doctor_checks/missing_secrets", "{\"pass\":0,\"fail\":0}"},
    {"/doctor_checks/api_key", "{\"pass\":0,\"fail\":0}"},
    {"/wizard_connect_step", "\"skipped\""},
};

static void stays_clean(void **state) {
  const char *pointer = ((const char **)*state)[0], *raw = ((const char **)*state)[1];
  char *payload = heartbeat_with(5, pointer, raw);
  const struct outcome *outcome = check(mcpx_scan, payload, strlen(payload), NULL);
  free(payload);
  CHECK(!has_error(outcome), "%s", listing(outcome));
}

/* The regular expression in a route template can contain anything, so it is searched. */
static const char *const ROUTE_LEAKS[] = {
    "GET /api/{id:alice@example.com}",
    "GET /api/{id:10.0.0.12}",
    "GET /api/{id:password=hunter2}",
    "GET /api/{host:nas.local}",
    "GET /api/{x:C:\\\\Users}",
    "GET /api/{x:\\\\host\\share}",
    "GET /api/{x:$HOME}",
    "GET /api/{x:fe80::1:2}",
    "GET /api/{x:4111111111111111}",
};

static const char *const ROUTES[] = {
    "GET /api/{id:[0-9]+}",
    "GET /api/{id:[a-z0-9-]{8,36}}",
    "GET /api/{v:v[0-9]+\\.[0-9]+}",
    "GET /api/{x:^[a-z]+$}",
    "GET /api/{x:.*}",
    "GET /api/{name:[^:@%]+}",
    "GET /api/{x:[\\w.-]+@[\\w.]+}",
    "GET /api/{x:\\d{4}-\\d{2}-\\d{2}}",
};

static void finds_leaks_in_regexes(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof ROUTE_LEAKS / sizeof *ROUTE_LEAKS; i++)
    CHECK(has_error(plant_key("/rest_endpoint_calls", ROUTE_LEAKS[i], "{}")), "%s", ROUTE_LEAKS[i]);
}

static void accepts_regexes(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof ROUTES / sizeof *ROUTES; i++) {
    const struct outcome *outcome = plant_key("/rest_endpoint_calls", ROUTES[i], "{}");
    CHECK(!has_error(outcome), "%s: %s", ROUTES[i], listing(outcome));
  }
}

/* A version may contain what looks like a path or an address, but not a token. */
static void finds_tokens_in_versions(void **state) {
  char text[64];
  (void)state;
  snprintf(text, sizeof text, "v1.2.3-%s%s", "gh", "p.0"); /* too short for a token */
  assert_string_equal(listing(plant_value("/previous_version", text)), "");
  snprintf(text, sizeof text, "v1.2.3-%s%s", "AK", "IAIOSFODNN7EXAMPLE");
  assert_true(has_error(plant_value("/previous_version", text)));
}

/* If a field has an object or a list instead of its value, the strings in it are searched as free strings. */
static const struct {
  const char *name, *raw;
} NESTED[] = {
    {"/os", "{\"a\":\"/home/alice/x\"}"},
    {"/os", "[\"alice@example.com\"]"},
    {"/tool_count", "{\"a\":[[\"10.0.0.12\"]]}"},
    {"/surface_requests/x", "{\"y\":\"/home/alice\"}"},
    {"/env_markers/has_tty", "{\"/home/alice\":1}"},
    {"/rest_endpoint_calls/GET ~1", "{\"2xx\":{\"x\":\"/home/alice\"}}"},
    {"/diagnostics/error_code_counts_24h/MCPX_HTTP_401", "[\"/home/alice\"]"},
    {"/activation/mcp_clients_seen_ever/0", "[\"/home/alice\"]"},
    {"/feature_flags/oauth_provider_types", "{\"0\":\"/home/alice\"}"},
    {"/schema_version", "{\"0\":\"/home/alice\"}"},
};

static void is_searched(void **state) {
  static const char *const RULES[] = {"home_path", "email", "ipv4"};
  const char *pointer = ((const char **)*state)[0], *raw = ((const char **)*state)[1];
  char *payload = heartbeat_with(5, pointer, raw);
  const struct outcome *outcome = check(mcpx_scan, payload, strlen(payload), NULL);
  free(payload);
  bool found = false;
  for (size_t i = 0; i < 3; i++) found = found || has_finding(outcome, RULES[i]);
  CHECK(found, "%s", listing(outcome));
}

/* ---- Strings that are not searched ---- */

static void finds_nothing(mcpx_text text, enum canary_kind kind) {
  static char scratch[CANARY_ROUNDS][256];
  struct canary canary = {.scratch = {scratch[0], scratch[1], scratch[2]}};
  struct canary_match matches[CANARY_DETECTOR_COUNT];
  CHECK(canary_search(&canary, text, kind, matches) == 0, "%.*s", (int)text.length, text.bytes);
}

static void has_nothing_to_find(const char *version) {
  mcpx_text text = {version, strlen(version)};
  CHECK(release_is_short_version(text), "%s is longer", version);
  finds_nothing(text, CANARY_VERSION);
}

/* Known names that are not searched, because nothing could be found. */
static void known_names_have_nothing(void **state) {
  size_t count;
  const struct enum_value *clients = fields_values(ENUM_CLIENT, &count);
  (void)state;
  CHECK(count > 0, "no clients");
  for (size_t i = 0; i < count; i++)
    finds_nothing((mcpx_text){clients[i].name, strlen(clients[i].name)}, CANARY_NAME);
}

/* Versions that are not searched, because nothing could be found. */
static void short_versions_have_nothing(void **state) {
  static const char *const WORDS[] = {
#define VERSION_WORD(word) word,
#include "tables/version_words.def"
  };
  static const char *const FORMS[] = {"v%u.%u.%u", "%u.%u.%u-%s", "v%u.%u.%u-%s%u", "go%u.%u.%u-%s.%u"};
  unsigned random = 1;
  (void)state;
  for (int i = 0; i < 20000; i++) {
    unsigned numbers[4];
    char version[64];
    for (int k = 0; k < 4; k++) {
      random = random * 1664525u + 1013904223u;
      numbers[k] = (random >> 8) % (i % 3 ? 30 : 1000);
    }
    const char *form = FORMS[i % 4], *word = WORDS[(random >> 4) % (sizeof WORDS / sizeof *WORDS)];
    if (i % 4 == 2 && strpbrk(word, "0123456789")) continue; /* "amd64" and a number would be one number */
    snprintf(version, sizeof version, form, numbers[0], numbers[1], numbers[2], word, numbers[3]);
    has_nothing_to_find(version);
  }
}

static void longer_versions_are_searched(void **state) {
  static const char *const LONGER[] = {"v1.2.3-rc.1.2",  "v1.2.3-10.0.0.12", "v4155.5501.23",  "v1.2.3-alice",
                                       "v1.2.3-rc.1234", "v1.2.3+rc",        "v1.2.3-rc12345", "dev"};
  (void)state;
  for (size_t i = 0; i < sizeof LONGER / sizeof *LONGER; i++)
    CHECK(!release_is_short_version((mcpx_text){LONGER[i], strlen(LONGER[i])}), "%s", LONGER[i]);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(finds_tokens_in_versions), cmocka_unit_test(finds_leaks_in_regexes),
      cmocka_unit_test(accepts_regexes),          cmocka_unit_test(short_versions_have_nothing),
      cmocka_unit_test(known_names_have_nothing), cmocka_unit_test(longer_versions_are_searched)};
  return RUN_ROWS(CLEAN_CLIENTS, clean_in_name) + RUN_ROWS(ALLOWED, stays_clean) +
         RUN_ROWS(NESTED, is_searched) + cmocka_run_group_tests_name("scopes", cases, NULL, NULL);
}
