/* test_redact.c: personal data is replaced by its kind, and the rest of a text stays readable. */
#include <stdlib.h>
#include <string.h>

#include "near.h"
#include "redacted.h"
#include "rows.h"

/* ---- Rows ---- */

struct pair {
  const char *text;
  const char *wanted;
};

static void becomes(void **state) {
  const struct pair *row = *state;
  struct redacted once = redact(row->text);
  CHECK(strcmp(once.text, row->wanted) == 0, "wanted '%s', got '%s'", row->wanted, once.text);
  check_redacted(row->text, strlen(row->text), &once);
  free(once.text);
}

/* The token is split, so that no scanner of secrets takes this file for a leak. */
#define TOKEN \
  "gh"        \
  "p_FAKEeBajmEkv7e3CXI6LbXFMD2Otcpyk4gKT"
#define BEGIN              \
  "-----BEGIN RSA PRIVATE" \
  " KEY-----"
#define END              \
  "-----END RSA PRIVATE" \
  " KEY-----"
#define BODY "MIIFAKEksZL1dex6MXZ/+ePbG1xZgRmbOc8SeM"

static const struct pair LEAKS[] = {
    {"", ""},
    {"\"/Users/alice/x\": not found", "\"[home_path]\": not found"},
    {"cannot open (/home/alice/x).", "cannot open ([home_path])."},
    {"at f (file:///home/alice/a/b.js:1:2)", "at f ([home_path]:1:2)"},
    {"HOME=/Users/alice OLD=/Users/alice/x", "HOME=[home_path] OLD=[home_path]"},
    {"open '/Users/Alice Smith/a b' failed", "open '[home_path]' failed"},
    {"open /Users/Alice Smith/a: denied", "open [home_path]: denied"},
    {"spawn C:\\Users\\Al Smith\\npm\\npx.cmd ENOENT", "spawn [home_path] ENOENT"},
    {"{\"e\":\"open \\\"/Users/A B/c d\\\"\",\"n\":1}", "{\"e\":\"open \\\"[home_path]\\\"\",\"n\":1}"},
    {"dial tcp 192.168.1.7:3000: refused", "dial tcp [ipv4]:3000: refused"},
    {"dial tcp [2001:db8::10]:443: refused", "dial tcp [ipv6]:443: refused"},
    {"Error(alice@example.com), more", "Error([email]), more"},
    {"Authorization: Bearer " TOKEN, "Authorization: Bearer [vendor_key]"},
    {"authorization: Bearer short12 x", "authorization: Bearer [auth_pair] x"},
    {"curl -H \"Authorization: Bearer " TOKEN "\"", "curl -H \"Authorization: Bearer [vendor_key]\""},
    {"curl -u alice:s3cret https", "curl -u [auth_pair] https"},
    {"curl -ualice:pw https", "curl -u[auth_pair] https"},
    {"[\"curl\",\"--user\",\"bob:hunter2\"]", "[\"curl\",\"--user\",\"[auth_pair]\"]"},
    {"\"args\": [\"--password\",\"x\"]", "\"args\": [\"--password\",\"[auth_pair]\"]"},
    {"[\"--api-key\", \"abc\"]", "[\"--api-key\", \"[auth_pair]\"]"},
    {"my password is swordfish and", "my password is [auth_pair] and"},
    {"My password is \"abc def\".", "My password is \"[auth_pair]\"."},
    {"the api key is sk4bd99x", "the api key is [auth_pair]"},
    {"with password: hunter2 now", "with password: [auth_pair] now"},
    {"{\"password\":\"correct horse staple\",\"n\":1}", "{\"password\":\"[auth_pair]\",\"n\":1}"},
    {"Cookie: sid=abc123; theme=dark", "Cookie: [auth_pair]"},
    {"localhost:3000/sse?token=abcd1234", "localhost:3000/sse?token=[auth_pair]"},
    {"call +1 415 555 2671 now", "call [phone] now"},
    {"card 4111 1111 1111 1111.", "card [card_number]."},
    {"password:\nhunter2\nok", "password:\n[auth_pair]\nok"},
    {BEGIN "\n" BODY "\n" BODY "\nxyz\n" END "\nrest", "[pem_block]\nrest"},
    {"key: " BEGIN "\n" BODY "\n" BODY "\nand so", "key: [pem_block]\nand so"},
    {"a\r\nopen /home/x/y\r\n\r\nb\r\n", "a\r\nopen [home_path]\r\n\r\nb\r\n"},
    {"\xF0\x9F\x98\x80 /home/\xF0\x9F\x98\x80/x y", "\xF0\x9F\x98\x80 [home_path] y"},
    {"/\xEF\xBB\xBFUsers/al\xEF\xBB\xBFice/x y", "[home_path] y"},
    {"open %2Fhome%2Falice%2Fx now", "open [home_path] now"},
    {"x L2hvbWUvYWxpY2UvLmNvbmZpZw== y", "x [home_path] y"},
    {"/home/a,/home/b", "[home_path]"},
    {"a@b.com c@d.org", "[email] [email]"},
    /* a placeholder that was there before */
    {"password: [auth_pair] and [email]", "password: [auth_pair] and [email]"},
    {"password: [auth_pair]x", "password: [auth_pair]"},
    {"[note] nothing", "[note] nothing"},
    /* after a safe name */
    {"/usr/bin:/Users/alice/bin2", "/usr/bin:[home_path]"},
    {"/usr/lib/x?token=abcd1234", "/usr/lib/x?token=[auth_pair]"},
    {"/dev/shm/x", "[root_path]"},
    {"/run/user/1000/bus", "[root_path]"},
    {"https://github.com/alice/x", "[url]"},
    {"http://alice:pw@localhost:3000/", "[url]"},
    {"http://localhost.acme.dev/x", "[url]"},
    {"at /home/a/x of undefined", "at [home_path] of undefined"},
    {"--token abcd1234\nx", "--token [auth_pair]\nx"},
    {"password: correct horse", "password: [auth_pair] horse"},
};

static void stays(void **state) {
  const char *text = *(const char **)*state;
  struct redacted once = redact(text);
  CHECK(strcmp(once.text, text) == 0 && once.count == 0, "'%s' became '%s'", text, once.text);
  free(once.text);
  near_compare_responses(text, 5, "{\"op\":\"redact\",\"text\":%s}");
}

static const char *const HARMLESS[] = {
    "exec: \"docker\": executable file not found in $PATH",
    "exec: \"docker\": executable file not found in %PATH%",
    "/usr/bin/env: node: No such file; PATH=/usr/local/bin:/usr/bin:/bin",
    "unix:///var/run/docker.sock /run/docker.sock /dev/null /proc/self/fd/3 /etc/hosts /snap/bin/docker",
    "C:\\Windows\\System32\\cmd.exe /c \"C:\\Program Files\\nodejs\\npx.cmd\"",
    "C:\\\\Program Files (x86)\\\\nodejs\\\\npx.cmd",
    "open //./pipe/docker_engine; npipe:////./pipe/docker_engine",
    "dial tcp 127.0.0.1:8080, [::1]:8080, ::1, 0.0.0.0:80, localhost, localhost:3000, 127.0.0.53:53",
    "http://host.docker.internal:3000/mcp; https://docs.docker.com/engine/x",
    "Post \"http://localhost:3000/mcp/v1\": EOF",
    "read tcp 127.0.0.1:5000->127.0.0.1:8080: read: connection reset by peer",
    "localhost:80->localhost:81",
    "Get \"https://registry-1.docker.io/v2/\": lookup registry-1.docker.io: no such host",
    /* in parts: no file of the repository names a package registry */
    "GET https://registry.npm"
    "js.org/zod - 404; py"
    "pi.org, github.com, api.github.com, docker.io",
    "./run.sh, ../x/y, src/main/app.js: Permission denied",
    "Unable to find image 'mcp/fetch:latest' locally",
    "sh -c \"docker run --rm -i mcp/fetch\"",
    "at onexit (node:internal/child_process:285:19), main.go:12",
    "at java.base/jdk.internal.net.x(Unknown Source)",
    "oauth2: cannot fetch token: 400 Bad Request",
    "login: incorrect password",
    "my password is wrong, the token is expired, and the secret is malformed",
    "my token is in the keychain",
    "docker run -u 1000:1000 mcp/fetch",
    "missing secret: GITHUB_TOKEN",
    "found character that cannot start any token\nyaml.scanner.ScannerError: mapping values",
    "may require 'docker login': denied",
    "{\"hasAccessToken\":true,\"hasRefreshToken\":false}",
    "latest 1.24 and 2.50, latency 12.34 or 56.78",
    "calling \\\"initialize\\\": EOF\\nexit status 1",
    "%2Fusr%2Fbin%2Fenv: not found",
};

/* ---- The call ---- */

static void gives_the_ranges(void **state) {
  static const char TEXT[] = "spawn /home/alice/bin/npx ENOENT (TOKEN=hunter2)";
  (void)state;
  struct redacted once = redact(TEXT);
  assert_int_equal(once.count, 2);
  assert_int_equal(once.ranges[0].start, 6);
  assert_int_equal(once.ranges[0].end, 25);
  assert_string_equal(once.ranges[0].kind, "home_path");
  assert_int_equal(once.ranges[1].start, 40);
  assert_int_equal(once.ranges[1].end, 47);
  assert_string_equal(once.ranges[1].kind, "auth_pair");
  free(once.text);
}

static mcpx_workspace workspace;

static void stores_as_much_as_there_is_room_for(void **state) {
  static const char TEXT[] = "a@b.com and c@d.org";
  static const char WANTED[] = "[email] and [email]";
  (void)state;
  for (size_t capacity = 0; capacity <= sizeof WANTED; capacity++) {
    char out[sizeof WANTED + 1];
    size_t count = 0, kept = capacity < strlen(WANTED) ? capacity : strlen(WANTED);
    mcpx_redaction one[2] = {{0, 0, NULL}, {0, 0, NULL}};
    memset(out, '#', sizeof out);
    size_t length =
        mcpx_redact(TEXT, strlen(TEXT), NULL, &workspace, capacity ? out : NULL, capacity, one, 1, &count);
    assert_int_equal(length, strlen(WANTED));
    assert_int_equal(count, 2);
    assert_memory_equal(out, WANTED, kept);
    assert_int_equal(out[kept], '#');
    assert_int_equal(one[0].end, 7);
    assert_null(one[1].kind);
  }
}

static void takes_nothing_for_nothing(void **state) {
  size_t count = 7;
  (void)state;
  assert_int_equal(mcpx_redact(NULL, 5, NULL, &workspace, NULL, 0, NULL, 0, &count), 0);
  assert_int_equal(count, 0);
  assert_int_equal(mcpx_redact("a@b.com", 7, NULL, NULL, NULL, 0, NULL, 0, &count), 0);
  assert_int_equal(mcpx_redact("a@b.com", 7, NULL, &workspace, NULL, 0, NULL, 0, NULL), 7);
}

static void replaces_blocked_values(void **state) {
  static const char TEXT[] = "host Box-17 (box17.acme) and xbox17";
  mcpx_text values[] = {{"box.17", 6}, {"box17.acme", 10}, {"", 0}, {"abc", 3}, {"blocked", 7}};
  mcpx_check_options options = {.proxy_profile = true, .blocked_values = values, .blocked_value_count = 5};
  (void)state;
  struct redacted once = redact_sized(TEXT, strlen(TEXT), &options);
  assert_string_equal(once.text, "host [blocked_value] ([blocked_value]) and xbox17");
  struct redacted again = redact_sized(once.text, once.length, &options);
  assert_string_equal(again.text, once.text);
  free(again.text);
  free(once.text);
}

/* Where the passages of a long text meet, no value is divided: with a mark of a sentence in it, or at any
 * place of the text before it. */
static void keeps_values_whole(void **state) {
  enum { PASSAGE = 32768, ROOM = 2048 };
  static char text[PASSAGE + ROOM];
  (void)state;
  for (size_t before = 0; before < 48; before += 3) {
    size_t start = PASSAGE - 1024 - 24 + before % 16 - (before / 16) * 16;
    memset(text, 'a', sizeof text - 1);
    memcpy(text + start - 11, " password=\"", 11);
    memcpy(text + start, "correct;h\"", 10);
    struct redacted once = redact_sized(text, sizeof text - 1, NULL);
    assert_int_equal(once.count, 1);
    assert_int_equal(once.ranges[0].start, start);
    assert_int_equal(once.ranges[0].end, start + 9);
    free(once.text);
  }
}

/* A range never divides a character, as a part of a token could. */
static void keeps_characters_whole(void **state) {
  static const char TEXT[] =
      "x \xC3\xA9"
      "0a1b2c3d4e5f\xC3\xA8 y";
  mcpx_text value = {
      "abcd\xA9"
      "0a1b2c3d4e5f\xC3 wxyz",
      22};
  mcpx_check_options options = {.blocked_values = &value, .blocked_value_count = 1};
  (void)state;
  struct redacted once = redact_sized(TEXT, strlen(TEXT), &options);
  assert_string_equal(once.text, "x [blocked_value] y");
  free(once.text);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(gives_the_ranges),          cmocka_unit_test(stores_as_much_as_there_is_room_for),
      cmocka_unit_test(takes_nothing_for_nothing), cmocka_unit_test(replaces_blocked_values),
      cmocka_unit_test(keeps_characters_whole),    cmocka_unit_test(keeps_values_whole)};
  return RUN_ROWS(LEAKS, becomes) + RUN_ROWS(HARMLESS, stays) + cmocka_run_group_tests(cases, NULL, NULL);
}
