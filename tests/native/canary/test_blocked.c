/* test_blocked.c: blocked values are found as words, and names with digits inside longer ones; and what
 * profile `proxy` finds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "blocked_answer.h"
#include "canary/blocked.h"
#include "near.h"
#include "payloads.h"
#include "rows.h"

static const struct outcome *scan_for(const char *payload, const char *value, bool proxy) {
  mcpx_text values[] = {{"unrelated-value", 15}, {value, strlen(value)}};
  mcpx_check_options options = {.proxy_profile = proxy, .blocked_values = values, .blocked_value_count = 2};
  const struct outcome *outcome = check(mcpx_scan, payload, strlen(payload), &options);
  const char *repeated = find_echo(outcome, value, strlen(value), 6);
  CHECK(!repeated, "a finding repeats '%.6s'", repeated);
  return outcome;
}

static bool blocked(char *payload, const char *value) {
  bool found = has_finding(scan_for(payload, value, false), "blocked_value");
  free(payload);
  return found;
}

static char *payload_with(const char *pointer, const char *text) {
  char *raw = quoted(text);
  char *payload = heartbeat_with(5, pointer, raw);
  free(raw);
  return payload;
}

/* ---- Words ---- */

struct row {
  const char *name; /* the text */
  const char *value;
  bool found;
};

#define IN(text, value) \
  { text, value, true }
#define NOT_IN(text, value) \
  { text, value, false }

static const struct row TEXTS[] = {
    IN("buildbox7", "buildbox7"),
    IN("on buildbox7 now", "buildbox7"),
    IN("(buildbox7)", "buildbox7"),
    IN("buildbox7-2", "buildbox7"),
    IN("x_buildbox7.y", "buildbox7"),
    IN("/srv/buildbox7/x", "buildbox7"),
    IN("buildbox7:8080", "buildbox7"),
    IN("BUILDBOX7", "buildbox7"),
    IN("buildbox7", "BuildBox7"),
    /* a name of letters and digits in a longer one; another number is another name */
    IN("xbuildbox7", "buildbox7"),
    IN("buildbox7x", "buildbox7"),
    IN("9buildbox7", "buildbox7"),
    IN("userBUILDBOX7s", "buildbox7"),
    IN("xbuildbox7s", "buildbox7.eu.example.com"),
    IN("mydesktop-4k7x2qds", "DESKTOP-4K7X2QD"),
    IN("workbox7s", "workbox7"),
    NOT_IN("buildbox77", "buildbox7"),
    NOT_IN("xbuildbox77", "buildbox7"),
    NOT_IN("47buildbox", "7buildbox"),
    NOT_IN("xworkbox", "workbox7"),
    /* shorter ones, and those of letters or digits alone, may be a part of something else */
    NOT_IN("xwrkbox7s", "wrkbox7"),
    NOT_IN("sha256sum", "sha256"),
    NOT_IN("buildboxes", "buildbox"),
    NOT_IN("mybuildbox", "buildbox"),
    NOT_IN("malice-smith", "alice-smith"),
    NOT_IN("20260406123", "20260406"),
    NOT_IN("buildbox", "buildbox7"),
    NOT_IN("buildbo x7", "buildbox7"),
    /* . _ - and space are equal */
    IN("alice.smith", "alice-smith"),
    IN("alice_smith", "alice.smith"),
    IN("alice smith", "alice_smith"),
    IN("Alice-Smith", "alice smith"),
    NOT_IN("alice/smith", "alice-smith"),
    NOT_IN("alicesmith", "alice-smith"),
    NOT_IN("alice--smith", "alice-smith"),
    /* the short form of a host name */
    IN("buildbox7", "buildbox7.eu.example.com"),
    IN("buildbox7.eu.example.com", "buildbox7.eu.example.com"),
    IN("at buildbox7, too", "buildbox7.local"),
    NOT_IN("eu.example", "buildbox7.eu.example.com"),
    /* at least four characters */
    NOT_IN("bob", "bob"),
    NOT_IN("by bob", "bob"),
    NOT_IN("x", "x"),
    IN("bobo", "bobo"),
    NOT_IN("x1", "x1.example.com"),
    /* names of many machines and users */
    NOT_IN("docker", "docker"),
    NOT_IN("docker", "Docker"),
    NOT_IN("vscode", "vscode"),
    NOT_IN("a node", "node"),
    NOT_IN("root", "root"),
    NOT_IN("ubuntu", "ubuntu"),
    NOT_IN("runner", "RUNNER"),
    NOT_IN("my server", "server"),
    NOT_IN("admin", "admin"),
    NOT_IN("localhost", "localhost"),
    NOT_IN("mcp proxy", "mcp-proxy"),
    NOT_IN("docker", "docker.example.com"),
    NOT_IN("ubuntu", "ubuntu.lan"),
    /* a longer value that begins with such a name is searched for */
    IN("docker-alice", "docker-alice"),
    IN("ubuntu7", "ubuntu7"),
    /* beyond ASCII */
    IN("von jürgen", "jürgen"),
    IN("JÜRGEN-PC", "jürgen-pc"),
    IN("张三丰张 da", "张三丰张"),
    IN("x张三丰张x", "张三丰张"),
    NOT_IN("jürgens", "jürgen"),
    NOT_IN("übjürgen", "jürgen"),
    /* a host name with a number is not a token, so parts of it do not match */
    NOT_IN("mcp-inspector", "mcp-inspector-01"),
    NOT_IN("claude-desktop", "claude-desktop-42.local"),
};

static void is_found_as_a_word(void **state) {
  const struct row *row = *state;
  CHECK(blocked(payload_with("/note", row->name), row->value) == row->found, "in a value");
  CHECK(blocked(payload_with("/edition", row->name), row->value) == row->found, "in place of an enum value");
  char *key = quoted(row->name), raw[256];
  snprintf(raw, sizeof raw, "{%s:[]}", key);
  free(key);
  CHECK(blocked(heartbeat_with(5, "/more", raw), row->value) == row->found, "in a key");
  near_compare(row->name, blocked_answer, &(mcpx_text){row->value, strlen(row->value)});
}

/* ---- Tokens ---- */

#define SECRET "q7Zr2LxV9mTk4WcN8bYd"

static const struct row WINDOWS[] = {
    IN(SECRET, SECRET),
    IN("x" SECRET "y", SECRET),
    IN("q7Zr2LxV9mTk", SECRET),
    IN("7Zr2LxV9mTk4", SECRET),
    IN("V9mTk4WcN8bYd", SECRET),
    IN("9mTk4WcN8bYd", SECRET),
    IN("abc9mTk4WcN8bYdabc", SECRET),
    IN("9MTK4WCN8BYD", SECRET),
    NOT_IN("q7Zr2LxV9mT", SECRET),
    NOT_IN("mTk4WcN8bYd", SECRET),
    NOT_IN("q7Zr2LxV9m_k4WcN8bYd", SECRET),
    NOT_IN("q7Zr2LxV 9mTk4WcN", SECRET),
};

/* ---- Kinds of fields ---- */

struct place {
  const char *name; /* a JSON Pointer */
  const char *raw, *value;
  bool found;
};

static const struct place PLACES[] = {
    {"/os", "\"dragonfly\"", "dragonfly", false},
    {"/routing_mode", "\"retrieve_tools\"", "retrieve", false},
    {"/launch_source", "\"login_item\"", "item-login", false},
    {"/anonymous_id", "\"5f1c9e02-7b3a-4d58-9e61-2a40c7d8b913\"", "5f1c9e02", false},
    {"/anonymous_id", "\"5f1c9e02-7b3a-4d58-9e61-2a40c7d8b913\"", "5f1c9e02-7b3a-4d58-9e61-2a40c7d8b913",
     false},
    {"/version", "\"v1.2.3-buildbox7.1\"", "buildbox7", true},
    {"/version", "\"v1.2.3-buildbox77\"", "buildbox7", false},
    {"/go_version", "\"go1.24.4-buildbox7\"", "buildbox7", true},
    {"/go_version", "\"go1.24.4-fips\"", "fips", false},
    {"/timestamp", "\"2026-05-11T06:57:30Z\"", "2026", false},
    {"/rest_endpoint_calls/GET ~1api~1v1~1buildbox", "{}", "buildbox", true},
    {"/rest_endpoint_calls/GET ~1api~1v1~1{buildbox}", "{}", "buildbox", true},
    {"/rest_endpoint_calls/GET ~1api~1v1~1registries", "{}", "registries", false},
    {"/anonymous_id", "\"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\"", "00a0c91e6bf6", true},
    {"/machine_id", "\"5f1c9e027b3a4d589e612a40c7d8b9135f1c9e027b3a4d589e612a40c7d8b913\"",
     "5f1c9e027b3a4d589e612a40c7d8b9135f1c9e027b3a4d589e612a40c7d8b913", true},
    {"/machine_id", "\"5f1c9e027b3a4d589e612a40c7d8b9135f1c9e027b3a4d589e612a40c7d8b913\"", "5f1c9e02",
     false},
    {"/tool_count", "35693803", "35693803", true},
    {"/tool_count", "356938", "356938", false},
    {"/note", "356938", "356938", true},
    {"/note", "3569381", "356938", false},
    {"/diagnostics/error_code_counts_24h/MCPX_HTTP_404", "1", "http 404", false},
    {"/doctor_checks/db_writable", "{\"pass\":0,\"fail\":0}", "writable", false},
    {"/surface_requests/webui", "1", "webui.example", false},
    {"/connected_client_ids/0", "\"opencode\"", "opencode", false},
    /* a client chooses its own name */
    {"/activation/mcp_clients_seen_ever/0", "\"buildbox7\"", "buildbox7", true},
    {"/activation/mcp_clients_seen_ever/0", "\"cursor-buildbox7\"", "buildbox7", true},
    {"/activation/mcp_clients_seen_ever/0", "\"cursor-buildbox77\"", "buildbox7", false},
    {"/activation/mcp_clients_seen_ever/0", "\"cursor-vscode\"", "vscode", false},
    /* a value that is not allowed can contain anything */
    {"/version", "\"buildbox7\"", "buildbox7", true},
    {"/anonymous_id", "\"buildbox7\"", "buildbox7", true},
    {"/tool_count", "\"buildbox7\"", "buildbox7", true},
    {"/rest_endpoint_calls/GET ~1api~1buildbox7", "{}", "buildbox7", true},
    {"/diagnostics/error_code_counts_24h/buildbox7", "1", "buildbox7", true},
    {"/doctor_checks/Buildbox7", "{\"pass\":0,\"fail\":0}", "buildbox7", true},
    {"/env_markers/buildbox7", "true", "buildbox7", true},
    {"/surface_requests/buildbox7", "1", "buildbox7", true},
    {"/feature_flags/buildbox7", "true", "buildbox7", true},
    {"/feature_flags/oauth_provider_types/0", "\"buildbox7\"", "buildbox7", true},
    /* so can the name of a newer client or check */
    {"/connected_client_ids/0", "\"buildbox7\"", "buildbox7", true},
    {"/doctor_checks/buildbox7", "{\"pass\":0,\"fail\":0}", "buildbox7", true},
    /* escaped */
    {"/note", "\"\\u0062uildbox7\"", "buildbox7", true},
    {"/note", "\"%62uildbox7\"", "buildbox7", true},
    {"/note", "\"build\\u200bbox7\"", "buildbox7", true},
    {"/note", "\"YnVpbGRib3g3IGlzIGhlcmU\"", "buildbox7", true},
};

static void is_found_in_the_field(void **state) {
  const struct place *row = *state;
  assert_int_equal(blocked(heartbeat_with(5, row->name, row->raw), row->value), row->found);
}

/* A value may be empty, have quotes or bytes that are not UTF-8, and be very long. */
static void accepts_any_values(void **state) {
  static char bytes[4096];
  mcpx_text values[300];
  (void)state;
  for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (char)(i * 7);
  for (size_t i = 0; i < 300; i++) values[i] = (mcpx_text){bytes + i, i < 200 ? i % 20 : 10 * i};
  values[0] = (mcpx_text){NULL, 0};
  char *payload = payload_with("/note", "none of the values");
  for (int proxy = 0; proxy < 2; proxy++) {
    mcpx_check_options options = {.blocked_values = values, .blocked_value_count = 300};
    assert_false(has_finding(check(mcpx_scan, payload, strlen(payload), &options), "blocked_value"));
    options = (mcpx_check_options){.proxy_profile = proxy};
    assert_false(has_error(check(mcpx_scan, payload, strlen(payload), &options)));
  }
  free(payload);
}

static void expect_no_blocked_value(const char *payload, mcpx_text value) {
  mcpx_check_options options = {.blocked_values = &value, .blocked_value_count = 1};
  assert_false(has_finding(check(mcpx_scan, payload, strlen(payload), &options), "blocked_value"));
}

/* The address sanitizer sees a read beyond a value that has memory of its own. */
static void reads_only_the_value(void **state) {
  (void)state;
  char *payload = payload_with("/note", "a-b zeus. .");
  for (size_t length = 1; length <= 4; length++) {
    char *bytes = malloc(length);
    for (size_t at = 0; at < length; at++) {
      memcpy(bytes, "qxyz", length);
      for (const char *joint = ".-\xC3 "; *joint; joint++) {
        bytes[at] = *joint;
        expect_no_blocked_value(payload, (mcpx_text){bytes, length});
      }
    }
    free(bytes);
  }
  free(payload);
}

/* ---- Profile proxy ---- */

struct proxy {
  const char *name; /* the payload */
  const char *value;
  const char *wanted;
  size_t offset;
};

#define NOTHING "unrelated"
#define MARKERS "{\"env_markers\":"

#define TEN "q8Zr2LxV9m"

static const struct proxy PROXY[] = {
    {"{}", NOTHING, "", 0},
    {" {\"os\":7} ", NOTHING, "", 0},
    {"{\"x\":\"/Users/\"}", NOTHING, "blocked_prefix ", 6},
    {"{\"x\":\"a/home/\"}", NOTHING, "blocked_prefix ", 7},
    {"{\"/var/folders/\":1}", NOTHING, "blocked_prefix ", 2},
    {"{\"x\":\"C:\\\\Users\\\\\"}", NOTHING, "blocked_prefix ", 6},
    {"/home/", NOTHING, "blocked_prefix ", 0},
    /* only in the raw bytes */
    {"{\"x\":\"/users/\"}", NOTHING, "", 0},
    {"{\"x\":\"/Users\"}", NOTHING, "", 0},
    {"{\"x\":\"\\/Users\\/\"}", NOTHING, "", 0},
    {"{\"x\":\"\\u002fhome/\"}", NOTHING, "", 0},
    {"{\"x\":\"D:\\\\Users\\\\\"}", NOTHING, "", 0},
    {"{\"x\":\"/tmp/x 10.0.0.12 a@b.example\"}", NOTHING, "", 0},
    {"{\"password\":\"x\"}", NOTHING, "", 0},
    /* any value that is not empty */
    {"{\"x\":\"docker\"}", "docker", "blocked_value ", 6},
    {"{\"x\":\"dockerd\"}", "docker", "blocked_value ", 6},
    {"{\"docker_available\":true}", "docker", "blocked_value ", 2},
    {"{\"x\":\"Docker\"}", "docker", "", 0},
    {"{\"x\":1}", "x", "blocked_value ", 2},
    {"{\"x\":1}", ":", "blocked_value ", 4},
    {"{\"x\":1}", "", "", 0},
    {"{\"x\":\"\\u0064ocker\"}", "docker", "", 0},
    {"{\"x\":\"" TEN TEN TEN TEN TEN TEN "1234\"}", TEN TEN TEN TEN TEN TEN "1234", "blocked_value ", 6},
    {"{\"x\":\"" TEN TEN TEN TEN TEN TEN "12345\"}", TEN TEN TEN TEN TEN TEN "12345", "blocked_value ", 6},
    {"{\"x\":\"a" TEN TEN TEN TEN TEN TEN "12345\"}", TEN TEN TEN TEN TEN TEN "12345", "blocked_value ", 7},
    {"{\"x\":\"" TEN TEN TEN TEN TEN TEN "12345\"}", TEN TEN TEN TEN TEN TEN "12346", "", 0},
    {TEN TEN TEN TEN TEN TEN "12345", TEN TEN TEN TEN TEN TEN "123456", "malformed_payload ", 0},
    /* one JSON object; the parser of this profile is not strict */
    {"", NOTHING, "malformed_payload ", 0},
    {"[]", NOTHING, "malformed_payload ", 0},
    {"null", NOTHING, "malformed_payload ", 0},
    {"\"x\"", NOTHING, "malformed_payload ", 0},
    {"{}{}", NOTHING, "malformed_payload ", 2},
    {"{\"a\":1,}", NOTHING, "malformed_payload ", 7},
    {"{\"a\":1,\"a\":2}", NOTHING, "", 0},
    {"{\"a\":\"\\ud800\"}", NOTHING, "", 0},
    {"{\"a\":\"\\u0000\"}", NOTHING, "", 0},
    {"{\"a\":\"\xFF\"}", NOTHING, "", 0},
    {MARKERS "{}}", NOTHING, "", 0},
    {MARKERS "null}", NOTHING, "", 0},
    {MARKERS "{\"has_tty\":true,\"has_ci_env\":false}}", NOTHING, "", 0},
    {MARKERS "{\"has_tty\":1}}", NOTHING, "env_markers_non_bool ", 1},
    {MARKERS "{\"has_tty\":\"true\"}}", NOTHING, "env_markers_non_bool ", 1},
    {MARKERS "{\"has_tty\":true,\"has_gpu\":true}}", NOTHING, "env_markers_non_bool ", 1},
    {MARKERS "[]}", NOTHING, "env_markers_non_bool ", 1},
    {MARKERS "true}", NOTHING, "env_markers_non_bool ", 1},
    {"{\"x\":" MARKERS "{\"has_gpu\":1}}}", NOTHING, "", 0},
    /* only the first rule that matches */
    {"{\"docker\":\"/home/\"}", "docker", "blocked_prefix ", 11},
    {"{\"docker\":\"/home/ /Users/\"}", "docker", "blocked_prefix ", 18},
    {"[\"docker\"]", "docker", "blocked_value ", 2},
    {MARKERS "{\"docker\":1}}", "docker", "blocked_value ", 17},
    {MARKERS "{\"x\":1}", NOTHING, "malformed_payload ", 22},
};

static void proxy_profile_finds(void **state) {
  const struct proxy *row = *state;
  const struct outcome *outcome = scan_for(row->name, row->value, true);
  assert_string_equal(listing(outcome), row->wanted);
  assert_int_equal(outcome->verdict.ok, !*row->wanted);
  if (*row->wanted) assert_int_equal(outcome->findings[0].offset, row->offset);
}

/* mcpx_validate checks the fields in both profiles. */
static void proxy_profile_checks_fields(void **state) {
  static const mcpx_check_options PROXY_PROFILE = {.proxy_profile = true};
  (void)state;
  char *payload = heartbeat_with(5, "/arch", "\"10.0.0.12 /home/x\"");
  assert_string_equal(listing(check(mcpx_validate, payload, strlen(payload), &PROXY_PROFILE)),
                      "outside_closed_set /arch, blocked_prefix ");
  free(payload);
  payload = heartbeat_with(5, "/note", "\"10.0.0.12\"");
  assert_false(has_error(check(mcpx_validate, payload, strlen(payload), &PROXY_PROFILE)));
  assert_true(has_error(check(mcpx_validate, payload, strlen(payload), NULL)));
  free(payload);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(accepts_any_values),
                                     cmocka_unit_test(reads_only_the_value),
                                     cmocka_unit_test(proxy_profile_checks_fields)};
  return RUN_ROWS(TEXTS, is_found_as_a_word) + RUN_ROWS(WINDOWS, is_found_as_a_word) +
         RUN_ROWS(PLACES, is_found_in_the_field) + RUN_ROWS(PROXY, proxy_profile_finds) +
         cmocka_run_group_tests_name("values", cases, NULL, NULL);
}
