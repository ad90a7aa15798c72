/* test_schemas.c: the vectors of schema versions 6 to 8, of payloads that are newer than known and of profile
 * `proxy`, and payloads of the real proxy. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cJSON.h"
#include "check/fields.h"
#include "payloads.h"
#include "rows.h"

static const char *text_of(const cJSON *row, const char *key) {
  return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, key));
}

/* "severity rule pointer" of each finding, as the vectors have them. */
static void expect_findings(const struct outcome *outcome, const cJSON *wanted) {
  const cJSON *next = wanted->child;
  for (size_t i = 0; i < outcome->verdict.stored; i++, next = next->next) {
    const mcpx_finding *found = &outcome->findings[i];
    char text[1024];
    snprintf(text, sizeof text, "%s %s %s", mcpx_severity_name(found->severity), found->rule, found->pointer);
    CHECK(next && strcmp(text, next->valuestring) == 0, "%s\nwanted: %s", text,
          next ? next->valuestring : "nothing");
  }
  CHECK(!next, "nothing\nwanted: %s", next->valuestring);
}

static void has_findings_of_vector(void **state) {
  const cJSON *row = *state;
  const char *payload = text_of(row, "payload");
  expect_findings(check(mcpx_validate, payload, strlen(payload), NULL),
                  cJSON_GetObjectItemCaseSensitive(row, "validate"));
  expect_findings(check(mcpx_scan, payload, strlen(payload), NULL),
                  cJSON_GetObjectItemCaseSensitive(row, "scan"));
}

static void has_finding_of_proxy(void **state) {
  const cJSON *row = *state;
  const char *payload = text_of(row, "payload"), *wanted = text_of(row, "proxy");
  const char *release = text_of(row, "proxy_release");
  mcpx_check_options options = {.proxy_profile = true,
                                .proxy_release = mcpx_proxy_release(release, release ? strlen(release) : 0)};
  const struct outcome *outcome = check(mcpx_scan, payload, strlen(payload), &options);
  assert_int_equal(options.proxy_release != 0, release != NULL);
  assert_string_equal(listing(outcome), wanted ? wanted : "");
}

/* Nothing in them is wrong, in any profile and by the rules of any release. */
static void is_clean(void **state) {
  static const check_call CALLS[] = {mcpx_validate, mcpx_scan};
  const char *payload = text_of(*state, "payload");
  for (unsigned release = 0; release <= 60; release++) {
    mcpx_check_options options = {.proxy_profile = release > 0, .proxy_release = release};
    /* the releases before v0.56 did not know the codes of updates */
    if (release > 46 && release < 56 && strstr(payload, "MCPX_UPDATE")) continue;
    for (size_t i = 0; i < 2; i++) {
      const struct outcome *outcome = check(CALLS[i], payload, strlen(payload), &options);
      CHECK(outcome->verdict.found[MCPX_SEVERITY_ERROR] + outcome->verdict.found[MCPX_SEVERITY_WARNING] == 0,
            "release %u: %s", release, listing(outcome));
    }
  }
}

/* A row of fields.def is of the newest known version; the library does not compile with a newer row. */
static void newest_version_has_fields(void **state) {
  int newest = 0;
  (void)state;
  for (int i = 0; i < FIELD_COUNT; i++) newest = FIELDS[i].since > newest ? FIELDS[i].since : newest;
  assert_int_equal(newest, MCPX_SCHEMA_VERSION);
}

static void releases_are_read(void **state) {
  static const struct {
    const char *version;
    unsigned release;
  } RELEASES[] = {{"v0.58.0", 58}, {"0.58", 58}, {"v0.47.0-rc.2", 47}, {"v1.2.3+a", 1002}, {"v0.0.0-x", 0},
                  {"dev", 0},      {"", 0},      {"v0.58.0 ", 0},      {"latest", 0},      {"v2", 2000}};
  (void)state;
  for (size_t i = 0; i < sizeof RELEASES / sizeof *RELEASES; i++)
    assert_int_equal(mcpx_proxy_release(RELEASES[i].version, strlen(RELEASES[i].version)),
                     RELEASES[i].release);
  assert_int_equal(mcpx_proxy_release(NULL, 0), 0);
}

/* A case for each row of a file. */
static int run_rows_of(const char *file, CMUnitTestFunction test) {
  cJSON *rows = vector_lines(file), *row;
  struct CMUnitTest *cases = calloc((size_t)cJSON_GetArraySize(rows), sizeof *cases);
  size_t count = 0;
  if (!cases) return 1;
  cJSON_ArrayForEach(row, rows) cases[count++] =
      (struct CMUnitTest){text_of(row, "id"), test, NULL, NULL, row};
  int failed = _cmocka_run_group_tests(file, cases, count, NULL, NULL);
  free(cases);
  cJSON_Delete(rows);
  return failed;
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(releases_are_read),
                                     cmocka_unit_test(newest_version_has_fields)};
  return run_rows_of("schemas.jsonl", has_findings_of_vector) +
         run_rows_of("schemas.jsonl", has_finding_of_proxy) + run_rows_of("real-heartbeats.jsonl", is_clean) +
         cmocka_run_group_tests_name("schemas", cases, NULL, NULL);
}
