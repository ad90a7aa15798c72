/* test_ranges.c: the canary as a pure function: which detectors match a text, and in which range. */
#include <stdio.h>
#include <string.h>

#include "canary/canary.h"
#include "near.h"
#include "rows.h"

enum { TEXT_MAX = 4096, MATCHES_MAX = 256 };

static struct canary_match matches[MATCHES_MAX];

static struct canary canary_with(const mcpx_text *values, size_t count) {
  static char scratch[CANARY_ROUNDS][TEXT_MAX];
  static uint32_t sources[CANARY_ROUNDS][TEXT_MAX + 1];
  struct canary canary = {.blocked_values = values, .blocked_value_count = count};
  for (int i = 0; i < CANARY_ROUNDS; i++) {
    canary.scratch[i] = scratch[i];
    canary.sources[i] = sources[i];
  }
  return canary;
}

static mcpx_text text_of_string(const char *string) { return (mcpx_text){string, strlen(string)}; }

static size_t search_all(const char *text) {
  struct canary canary = canary_with(NULL, 0);
  return canary_search_all(&canary, text_of_string(text), 0, matches, MATCHES_MAX);
}

/* Is there a match of that detector with exactly that range? */
static bool has_match(size_t count, const char *name, size_t start, size_t end) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(canary_detector_name(matches[i].detector), name) == 0 && matches[i].start == start &&
        matches[i].end == end)
      return true;
  return false;
}

/* The matches, "name start-end" each, for the message of a failed case. */
static const char *listing_of(size_t count) {
  static char out[4096];
  size_t length = 0;
  out[0] = '\0';
  for (size_t i = 0; i < count && length + 64 < sizeof out; i++)
    length += (size_t)snprintf(out + length, sizeof out - length, "%s %u-%u, ",
                               canary_detector_name(matches[i].detector), matches[i].start, matches[i].end);
  return out;
}

/* ---- Ranges ---- */

/* The range is between the marks: "open <</home/alice/x>>: denied". */
struct marked {
  const char *text;
  const char *detector;
};

#define MARKED(detector, text) \
  { text, detector }

/* Remove the marks; returns the length of the text. */
static size_t remove_marks(const char *marked, char *text, size_t *start, size_t *end) {
  size_t length = 0;
  *start = *end = 0;
  for (; *marked; marked++) {
    bool opens = strncmp(marked, "<<", 2) == 0, closes = strncmp(marked, ">>", 2) == 0;
    if (opens) *start = length;
    if (closes) *end = length;
    if (opens || closes)
      marked++;
    else
      text[length++] = *marked;
  }
  text[length] = '\0';
  return length;
}

static void has_marked_range(void **state) {
  const struct marked *row = *state;
  char text[TEXT_MAX];
  size_t start, end;
  remove_marks(row->text, text, &start, &end);
  size_t count = search_all(text);
  CHECK(has_match(count, row->detector, start, end), "wanted %s %zu-%zu, found %s", row->detector, start, end,
        listing_of(count));
  near_compare_responses(text, 5, "{\"op\":\"redact\",\"text\":%s}");
}

static const struct marked PATHS[] = {
    MARKED("home_path", "<</home/alice/x>>"),
    MARKED("home_path", "open <</home/alice/x>>: denied"),
    MARKED("home_path", "\"<</Users/alice/x>>\": not found"),
    MARKED("home_path", "cannot open (<</home/alice/x>>)."),
    MARKED("home_path", "at <</home/alice/a/b.js>>:1:2"),
    MARKED("home_path", "HOME=<</Users/alice>> OLD=x"),
    MARKED("home_path", "open '<</Users/Alice Smith/a b>>' failed"),
    MARKED("home_path", "open <</Users/Alice Smith/a>>: denied"),
    MARKED("home_path", "<</Users/al/Library/Application Support/Claude/Claude Extensions/x>> EACCES"),
    MARKED("home_path", "open <</Users/Alice's Mac/x>> now"),
    MARKED("home_path", "\xE2\x80\x9C<</Users/Alice Smith/a b>>\xE2\x80\x9D not found"),
    MARKED("home_path", "<</data/home/alice/x>> is full"),
    MARKED("home_path", "{\"e\":\"open \\\"<</Users/A B/c d>>\\\"\"}"),
    MARKED("home_path", "<</home/alice/x>>\\nError: y"),
    MARKED("home_path", "<</home/alice/My\\ Files/x>> y"),
    MARKED("home_path", "PATH=<</home/alice/bin>>:/x"),
    MARKED("home_path", "cd <</home/alice>>; ls"),
    MARKED("home_path", "\x1B[31m<</home/alice/x>>\x1B[0m"),
    MARKED("home_path", "<</home/alice/x(1)/y>>) z"),
    MARKED("home_path", "\"<</home/a/x>>, /home/b/y: z\""),
    MARKED("root_path", "unlink <</tmp/x-alice/y>>, retry"),
    MARKED("root_path", "cd <</root>>"),
    MARKED("drive_path", "spawn <<C:\\Users\\Al Smith\\npm\\npx.cmd>> ENOENT"),
    MARKED("drive_path", "'<<D:/work/a b/c d>>'"),
    MARKED("drive_path", "open <<c:\\new\\x>>."),
    MARKED("unc_path", "open <<\\\\fileserver\\alice\\x>> failed"),
    MARKED("unc_path", "as <<ACME\\alice>>:"),
    MARKED("env_path", "open <<%APPDATA%\\npm\\x>> failed"),
    MARKED("env_path", "cat <<$HOME/.ssh/id>>"),
    MARKED("env_path", "cat <<${XDG_CONFIG_HOME}/mcp/x>>;"),
    MARKED("env_path", "echo <<$(whoami)>> x"),
    MARKED("env_path", "echo <<$(id -un)>> x"),
    MARKED("env_path", "echo <<${NAME:-no one}>> x"),
    MARKED("env_path", "open <<~alice/x>>"),
    MARKED("absolute_path", "open <</srv/data/x>>: denied"),
    MARKED("relative_path", "in <<src/main/app.go>>, line 3"),
};

static const struct marked NETWORK[] = {
    MARKED("url", "GET <<https://acme.example/x?y=1#z>>."),
    MARKED("url", "see (<<https://acme.example/a_(b)>>) and"),
    MARKED("url", "\"url\":\"<<wss://acme.example:8443/mcp>>\""),
    MARKED("url", "at f (<<file:///home/alice/a/b.js>>:1:2)"),
    MARKED("url", "dial <<mcp.acme.dev:443>>: refused"),
    MARKED("url", "<<mailto:alice@example.com>>, please"),
    MARKED("url", "x <<alice:pw@db.acme.dev/x>> y"),
    MARKED("url", "clone <<git@github.com:alice/x.git>>."),
    MARKED("email", "Error(<<alice@example.com>>), more"),
    MARKED("email", "user=<<alice.b+c@example.co.uk>>."),
    MARKED("email",
           "to \xC2\xAB<<j\xC3\xBCrgen@b\xC3\xBC"
           "cher.de>>\xC2\xBB"),
    MARKED("email", "to <<\"alice liddell\"@example.com>>"),
    MARKED("host_name", "lookup <<nas.local>>: no such host"),
    MARKED("host_name", "on <<DESKTOP-7G2K4LQ>>."),
    MARKED("host_name", "on <<Alice's MacBook Pro>> now"),
    MARKED("host_name", "on <<ip-10-0-3-17.ec2.internal>>, x"),
    MARKED("public_host", "lookup <<api.acme.dev>>: no such host"),
    MARKED("ipv4", "dial tcp <<192.168.1.7>>:3000: refused"),
    MARKED("ipv6", "dial tcp <<[2001:db8::10]>>:443: refused"),
    MARKED("ipv6", "at <<fe80::1%en0>>, x"),
    MARKED("mac", "(<<aa:bb:cc:dd:ee:ff>>)"),
};

static const struct marked SECRETS[] = {
    MARKED("auth_pair", "with password: <<hunter2>> now"),
    MARKED("auth_pair", "{\"password\":\"<<correct horse staple>>\",\"n\":1}"),
    MARKED("auth_pair", "{\\\"password\\\":\\\"<<correct horse>>\\\",\\\"n\\\":1}"),
    MARKED("auth_pair", "login(password=<<hunter2>>) failed"),
    MARKED("auth_pair", "authorization: Bearer <<short12>> x"),
    MARKED("auth_pair", "Authorization: Basic <<YWxpY2U6cHc=>>"),
    MARKED("auth_pair", "Cookie: <<sid=abc123; theme=dark>>"),
    MARKED("auth_pair", "GET /x?token=<<abcd1234>>&page=2"),
    MARKED("auth_pair", "run --password <<hunter2>> --x"),
    MARKED("auth_pair", "password:\n<<hunter2>>\nok"),
    MARKED("auth_pair", "pass: <<hunter2!>> y"),
    MARKED("jwt", "x <<eyJhbGciOiJ.eyJzdWIi.c2ln>>, y"),
    MARKED("ssh_key", "add <<ssh-rsa AAAAB3NzaC1yc2EAAAADAQ alice@box>>"),
    MARKED("pem_block", "key: <<-----BEGIN X-----\nMIIFAKEksZL1dex6MXZ\nxyz\n-----END X----->>\nrest"),
    MARKED("pem_block", "key: <<-----BEGIN X-----\nMIIFAKEksZL1dex6MXZ>>\nand so"),
    MARKED("high_entropy", "id <<aB3dE5gH7jK9mN1pQ3sT>>."),
};

static const struct marked NUMBERS[] = {
    MARKED("phone", "call <<+1 415 555 2671>> now"),
    MARKED("phone", "call <<(415) 555-2671>>, x"),
    MARKED("card_number", "card <<4111 1111 1111 1111>>."),
    MARKED("iban", "to <<DE89 3704 0044 0532 0130 00>>, x"),
    MARKED("ssn", "ssn <<219-09-9999>>."),
    MARKED("imei", "imei <<490154203237518>>"),
    MARKED("sid", "as <<S-1-5-21-1-2-3-500>>:"),
    MARKED("uuid", "id <<41111111-1111-4111-8111-111111111112>>."),
    MARKED("cloud_id", "at <<arn:aws:iam::123456789012:user/x>>, y"),
    MARKED("cloud_id", "pull <<acme/payments:v1>>: denied"),
    MARKED("coordinates", "at <<52.5200, 13.4050>> in"),
    MARKED("coordinates", "lat <<52.52, 13.40>> in"),
};

/* Matches in unmasked forms are mapped back to the text that was given. */
static const struct marked UNMASKED[] = {
    MARKED("home_path", "open <<%2Fhome%2Falice%2Fx>> now"),
    MARKED("home_path", "open <<\\u002fhome\\u002falice>> now"),
    MARKED("home_path", "open <<&#47;home&#x2F;alice>>, x"),
    MARKED("home_path",
           "open <<\xEF\xBC\x8Fhome\xEF\xBC\x8F"
           "alice>> now"),
    MARKED("home_path", "x <</\xEF\xBB\xBFUsers/al\xEF\xBB\xBFice/x>> y"),
    MARKED("home_path", "open <<%252Fhome%252Falice>> now"),
    MARKED("home_path", "x <<L2hvbWUvYWxpY2UvLmNvbmZpZw==>> y"),
    MARKED("home_path", "x <<2f686f6d652f616c6963652f78>> y"),
    MARKED("home_path", "a\\nb <<L2hvbWUvYWxpY2UvLmNvbmZpZw==>> \xD0\xB0"),
    MARKED("email", "x <<alice[at]example[dot]com>> y"),
    MARKED("auth_pair", "x password=<<\\u0068unter2>> y"),
};

/* ---- Several matches ---- */

static void finds_all_of_a_detector(void **state) {
  (void)state;
  size_t count = search_all("a@b.com, c@d.org and e@f.net");
  assert_true(has_match(count, "email", 0, 7));
  assert_true(has_match(count, "email", 9, 16));
  assert_true(has_match(count, "email", 21, 28));
}

static void finds_blocked_values(void **state) {
  static const char TEXT[] = "Build Box7 and buildbox7.eu, not xbuildbox77";
  mcpx_text values[] = {text_of_string("buildbox7.eu"), text_of_string("build-box7")};
  struct canary canary = canary_with(values, 2);
  (void)state;
  size_t count = canary_search_all(&canary, text_of_string(TEXT), 0, matches, MATCHES_MAX);
  assert_true(has_match(count, "blocked_value", 0, 10));
  assert_true(has_match(count, "blocked_value", 15, 27));
  for (size_t i = 0; i < count; i++) assert_true(matches[i].end <= 27);
}

static void finds_parts_of_tokens(void **state) {
  static const char TEXT[] = "x 0a1b2c3d4e5f6g y";
  mcpx_text value = text_of_string("zz0a1b2c3d4e5f6gzz");
  struct canary canary = canary_with(&value, 1);
  (void)state;
  size_t count = canary_search_all(&canary, text_of_string(TEXT), 0, matches, MATCHES_MAX);
  assert_true(has_match(count, "blocked_value", 2, 16));
}

/* The name in a placeholder is not an occurrence of a blocked value. */
static void passes_over_placeholders(void **state) {
  mcpx_text value = text_of_string("home_path");
  struct canary canary = canary_with(&value, 1);
  (void)state;
  mcpx_text text = text_of_string("open [home_path] password=[auth_pair]");
  assert_int_equal(canary_search_all(&canary, text, 0, matches, MATCHES_MAX), 0);
  text = text_of_string("open home_path");
  assert_int_equal(canary_search_all(&canary, text, 0, matches, MATCHES_MAX), 1);
}

static void ignores_detectors(void **state) {
  struct canary canary = canary_with(NULL, 0);
  mcpx_text text = text_of_string("to alice@example.com");
  (void)state;
  size_t count = canary_search_all(&canary, text, UINT64_C(1) << CANARY_email, matches, MATCHES_MAX);
  for (size_t i = 0; i < count; i++) assert_int_not_equal(matches[i].detector, CANARY_email);
}

static void stores_what_has_room(void **state) {
  struct canary canary = canary_with(NULL, 0);
  (void)state;
  matches[2].detector = CANARY_DETECTOR_COUNT;
  mcpx_text text = text_of_string("a@b.com c@d.com e@f.com g@h.com");
  assert_int_equal(canary_search_all(&canary, text, 0, matches, 2), 2);
  assert_int_equal(matches[2].detector, CANARY_DETECTOR_COUNT);
}

/* ---- The first match of each detector ---- */

static size_t search_first(const char *text, enum canary_kind kind) {
  struct canary canary = canary_with(NULL, 0);
  return canary_search(&canary, text_of_string(text), kind, matches);
}

/* Detectors for free strings are left out beside others; each is given once. */
static void gives_each_detector_once(void **state) {
  (void)state;
  size_t count = search_first("/home/alice/x /home/bob/y", CANARY_FREE);
  assert_int_equal(count, 1);
  assert_true(has_match(count, "home_path", 0, 13));
  count = search_first("/srv/x/y and api.acme.dev", CANARY_FREE);
  assert_true(has_match(count, "absolute_path", 0, 8));
  assert_true(has_match(count, "public_host", 13, 25));
}

static void searches_by_kind(void **state) {
  (void)state;
  assert_int_equal(search_first("mail@example.com", CANARY_NAME), 0);
  assert_int_equal(search_first("mail@example.com", CANARY_ROUTE), 1);
  assert_int_equal(search_first("10.0.0.7", CANARY_VERSION), 0);
  assert_int_equal(search_first("10.0.0.7", CANARY_WORD), 1);
  assert_int_equal(search_first("/srv/x/y", CANARY_REJECTED), 0);
}

/* In the order of the forms, and of the table for each form. */
static void gives_the_order_of_the_table(void **state) {
  (void)state;
  size_t count = search_first("10.0.0.7 alice@example.com %2fhome%2falice", CANARY_FREE);
  assert_int_equal(count, 3);
  assert_int_equal(matches[0].detector, CANARY_email);
  assert_int_equal(matches[1].detector, CANARY_ipv4);
  assert_int_equal(matches[2].detector, CANARY_home_path);
}

/* A check has no memory for the sources; then a range in an unmasked form is the whole text. */
static void works_without_sources(void **state) {
  struct canary canary = canary_with(NULL, 0);
  (void)state;
  for (int i = 0; i < CANARY_ROUNDS; i++) canary.sources[i] = NULL;
  mcpx_text text = text_of_string("open %2fhome%2falice now");
  assert_int_equal(canary_search(&canary, text, CANARY_FREE, matches), 1);
  assert_true(has_match(1, "home_path", 0, text.length));
}

static void recognizes_placeholders(void **state) {
  (void)state;
  assert_int_equal(canary_placeholder_length(text_of_string("x [email] y"), 2), 7);
  assert_int_equal(canary_placeholder_length(text_of_string("[blocked_value]"), 0), 15);
  assert_int_equal(canary_placeholder_length(text_of_string("[email"), 0), 0);
  assert_int_equal(canary_placeholder_length(text_of_string("[emai]"), 0), 0);
  assert_int_equal(canary_placeholder_length(text_of_string("[]"), 0), 0);
  assert_int_equal(canary_placeholder_length(text_of_string("x"), 1), 0);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(finds_all_of_a_detector),
                                     cmocka_unit_test(finds_blocked_values),
                                     cmocka_unit_test(finds_parts_of_tokens),
                                     cmocka_unit_test(passes_over_placeholders),
                                     cmocka_unit_test(ignores_detectors),
                                     cmocka_unit_test(stores_what_has_room),
                                     cmocka_unit_test(gives_each_detector_once),
                                     cmocka_unit_test(searches_by_kind),
                                     cmocka_unit_test(gives_the_order_of_the_table),
                                     cmocka_unit_test(works_without_sources),
                                     cmocka_unit_test(recognizes_placeholders)};
  return RUN_ROWS(PATHS, has_marked_range) + RUN_ROWS(NETWORK, has_marked_range) +
         RUN_ROWS(SECRETS, has_marked_range) + RUN_ROWS(NUMBERS, has_marked_range) +
         RUN_ROWS(UNMASKED, has_marked_range) + cmocka_run_group_tests(cases, NULL, NULL);
}
