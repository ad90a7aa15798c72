/* test_proxy_profile.c: a string means the same with and without JSON escapes, in profile `proxy` too: the
 * second reading of that profile leaves the texts of the first one alone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "payloads.h"
#include "rows.h"

static const mcpx_check_options PROXY_PROFILE = {.proxy_profile = true};

/* ---- Escaping ---- */

enum { EVERY = -1 };

/* The payload with string number `chosen` (from 0, keys count too) or EVERY string written as \uXXXX escapes.
 * NULL where it has fewer strings. For payloads of ASCII without escapes; free the result. */
static char *escaped(const char *payload, int chosen) {
  char *text = malloc(strlen(payload) * 6 + 1), *out = text;
  int strings = 0;
  bool inside = false;
  assert_non_null(text);
  for (; *payload; payload++) {
    bool quote = *payload == '"';
    if (quote) strings += inside = !inside;
    if (!quote && inside && (chosen == EVERY || strings == chosen + 1))
      out += sprintf(out, "\\u%04x", (unsigned char)*payload);
    else
      *out++ = *payload;
  }
  *out = '\0';
  if (chosen < strings) return text;
  free(text);
  return NULL;
}

/* ---- Fields that are compared at the end ---- */

/* Changes to a heartbeat of version 5, and what is found in it, however its strings are written. */
static const struct {
  const char *pointer, *raw, *wanted;
} EDITS[] = {
    {"/tool_count", "120", ""},
    {"/current_version", "\"v0.31.3\"", "current_version_differs /current_version"},
    {"/env_kind", "\"ci\"", "env_kind_differs /env_kind"},
    {"/env_markers/has_ci_env", "true", "env_kind_differs /env_kind"},
    {"/feature_flags/docker_cli_source", "\"absent\"", "cli_absent /feature_flags/docker_cli_source"},
    {"/wizard_engaged", "false",
     "wizard_not_engaged /wizard_connect_step, wizard_not_engaged /wizard_server_step"},
    {"/timestamp", "\"2025-12-31T23:59:59Z\"", "id_from_future /anonymous_id_created_at"},
    {"/env_markers/has_tty", "1", "env_markers_non_bool , env_markers_non_bool /env_markers/has_tty"},
    {"/env_markers/has_gpu", "true", "env_markers_non_bool , env_markers_non_bool /env_markers/#5"},
};

static void expect(const char *payload, const char *wanted, const char *name) {
  const char *found = listing(check(mcpx_validate, payload, strlen(payload), &PROXY_PROFILE));
  CHECK(strcmp(found, wanted) == 0, "%s: %s\nwanted: %s\nin %s", name, found, wanted, payload);
}

static void escapes_change_nothing(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof EDITS / sizeof *EDITS; i++) {
    char *plain = heartbeat_with(5, EDITS[i].pointer, EDITS[i].raw), *text;
    int strings = 0;
    for (; (text = escaped(plain, strings)) != NULL; strings++) {
      expect(text, EDITS[i].wanted, EDITS[i].pointer);
      free(text);
    }
    assert_true(strings > 100);
    free(plain);
  }
}

/* ---- Fields that a fleet report reads after the check ---- */

static char *figures_of(const char *const *payloads, size_t count) {
  static mcpx_workspace workspace;
  static max_align_t memory[4096];
  mcpx_verdict verdict;
  mcpx_report *report = mcpx_report_start(memory, sizeof memory, 1);
  assert_non_null(report);
  for (size_t i = 0; i < count; i++)
    mcpx_report_add(report, payloads[i], strlen(payloads[i]), &PROXY_PROFILE, &workspace, NULL, 0, &verdict);
  size_t length = mcpx_report_json(report, NULL, 0);
  char *figures = malloc(length + 1);
  assert_non_null(figures);
  mcpx_report_json(report, figures, length + 1);
  return figures;
}

/* The id, the system and the source of the docker command are texts that the report takes from the check. */
static void reports_count_escaped_texts(void **state) {
  (void)state;
  char *first = heartbeat(5), *second = heartbeat_with(5, "/os", "\"darwin\"");
  second = edited(second, "/anonymous_id", "\"00000000-7b3a-4d58-9e61-2a40c7d8b913\"");
  second = edited(second, "/feature_flags/docker_cli_source", "\"bundled\"");
  char *texts[] = {escaped(first, EVERY), escaped(second, EVERY)};
  char *wanted = figures_of((const char *const[]){first, second}, 2);
  char *figures = figures_of((const char *const *)texts, 2);
  assert_non_null(strstr(wanted, "\"installs\":2"));
  assert_string_equal(figures, wanted);
  char *const all[] = {first, second, texts[0], texts[1], wanted, figures};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) free(all[i]);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(escapes_change_nothing),
      cmocka_unit_test(reports_count_escaped_texts),
  };
  return cmocka_run_group_tests_name("proxy profile", cases, NULL, NULL);
}
