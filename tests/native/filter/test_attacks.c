/* test_attacks.c: attacks on the canary and the reader of payloads that once succeeded, each with what must
 * be found instead. The numbers are those of the other tests named A…. */
#include <stdio.h>
#include <string.h>

#include "leaks.h"
#include "payloads.h"
#include "rows.h"

/* ---- Payloads ---- */

struct attack {
  const char *payload;
  const char *found; /* "severity rule"; NULL: no error */
};

static const char *severity_and_rule(const mcpx_finding *finding) {
  static char text[64];
  snprintf(text, sizeof text, "%s %s", mcpx_severity_name(finding->severity), finding->rule);
  return text;
}

static bool finds(const struct outcome *outcome, const char *wanted) {
  if (!wanted) return !has_error(outcome);
  for (size_t i = 0; i < outcome->verdict.stored; i++)
    if (strcmp(severity_and_rule(&outcome->findings[i]), wanted) == 0) return true;
  return false;
}

static void check_attacks(const struct attack *attacks, size_t count, const mcpx_check_options *options) {
  for (size_t i = 0; i < count; i++) {
    const struct outcome *outcome = check(mcpx_scan, attacks[i].payload, strlen(attacks[i].payload), options);
    CHECK(finds(outcome, attacks[i].found), "%s: %s", attacks[i].payload, listing(outcome));
  }
}

#define CHECK_ATTACKS(rows, options) check_attacks(rows, sizeof(rows) / sizeof *(rows), options)

/* A run-time value in a version, a route or a number. */
static void A1_blocked_values_are_found_everywhere(void **state) {
  static const struct attack ATTACKS[] = {
      {"{\"version\":\"v0.47.0-zork-box\"}", "error blocked_value"},
      {"{\"current_version\":\"v0.47.0-zork-box\"}", "error blocked_value"},
      {"{\"previous_version\":\"v0.47.0+ZORK.box\"}", "error blocked_value"},
      {"{\"go_version\":\"go1.24.4-zork_box\"}", "error blocked_value"},
      {"{\"rest_endpoint_calls\":{\"GET /api/v1/zork-box\":{\"2xx\":1}}}", "error blocked_value"},
      {"{\"rest_endpoint_calls\":{\"GET /api/v1/{zork_box}\":{\"2xx\":1}}}", "error blocked_value"},
      {"{\"rest_endpoint_calls\":{\"GET /api/v1/{id:zork-box}\":{\"2xx\":1}}}", "error blocked_value"},
      {"{\"doctor_checks\":{\"zork_box\":{\"pass\":1,\"fail\":0}}}", "error blocked_value"},
      {"{\"tool_count\":47114711}", "error blocked_value"},
      {"{\"x\":4711471100}", NULL},
      {"{\"version\":\"v0.47.0-zork-boxes\"}", NULL},
  };
  static const mcpx_text VALUES[] = {{"zork-box", 8}, {"47114711", 8}};
  mcpx_check_options options = {.blocked_values = VALUES, .blocked_value_count = 2};
  (void)state;
  CHECK_ATTACKS(ATTACKS, &options);
}

/* Kinds, not examples: every kind of leaks.def in every place of it, plain. */
static void A2_every_kind_is_found_in_every_place(void **state) {
  static struct leak leak;
  size_t written = 0, missed = 0;
  (void)state;
  for (size_t number = 0; number < leak_count(); number++) {
    if (!leak_write(number, 0, &leak) || strcmp(leak.spelling, "plain") != 0) continue;
    written++;
    missed += !has_error(check(mcpx_scan, leak.payload, leak.length, NULL));
  }
  assert_int_equal(missed, 0);
  assert_true(written > 500);
}

/* Any program can send the proxy any method, which it counts. */
static void A4_methods_of_programs_stop_no_heartbeat(void **state) {
#define ROUTE(key) "{\"rest_endpoint_calls\":{\"" key "\":{\"4xx\":1}}}"
  static const struct attack ATTACKS[] = {
      {ROUTE("TRACE /api/v1/*"), NULL},
      {ROUTE("CONNECT /api/v1/*"), NULL},
      {ROUTE("PROPFIND UNMATCHED"), "error bad_route"},
      {ROUTE("ZORK-KESTREL UNMATCHED"), "error bad_route"},
      {ROUTE("trace /api/v1/*"), "error bad_route"},
  };
  (void)state;
  CHECK_ATTACKS(ATTACKS, NULL);
}

/* Go takes these for known fields and overwrites them. */
static void A5_keys_that_fold_onto_known_ones_are_errors(void **state) {
  static const struct attack ATTACKS[] = {
      {"{\"version\":\"v1.0.0\",\"Version\":\"v6.6.6\"}", "error json_key_case"},
      {"{\"Server_Count\":424242}", "error json_key_case"},
      {"{\"\\u017ferver_count\":777}", "error json_key_case"},
      {"{\"doc\\u212aer_cli_source\":1}", NULL},
      {"{\"feature_flags\":{\"doc\\u212aer_cli_source\":\"path\"}}", "error json_key_case"},
      {"{\"Env_Kind\":\"ci\"}", "error json_key_case"},
      {"{\"Feature_Flags\":[1]}", "error json_key_case"},
      {"{\"version\":\"v1.0.0\",\"vers\\u0131on\":1}", NULL},
  };
  (void)state;
  CHECK_ATTACKS(ATTACKS, NULL);
}

/* A newer version does not open the maps, where names of tools and servers would be. */
static void A9_newer_payloads_have_closed_maps(void **state) {
#define NEWER(member) "{\"schema_version\":99," member "}"
  static const struct attack ATTACKS[] = {
      {NEWER("\"builtin_tool_calls\":{\"zork_lookup\":3}"), "warning unknown_map_key"},
      {NEWER("\"server_protocol_counts\":{\"zork\":1}"), "warning unknown_map_key"},
      {NEWER("\"builtin_tool_calls\":{\"acme_payroll_lookup\":3}"), "error person_name"},
      {NEWER("\"surface_requests\":{\"/home/zork\":1}"), "error home_path"},
      {NEWER("\"os\":\"alice-liddell\""), "error person_name"},
      {NEWER("\"later\":\"10.1.2.3\""), "error ipv4"},
      {NEWER("\"version\":\"/home/zork\""), "error bad_version"},
  };
  (void)state;
  CHECK_ATTACKS(ATTACKS, NULL);
}

/* Go refuses a payload with one of these, and SQLite reads another type. */
static void A10_counts_are_plain_digits(void **state) {
  static const struct attack WARNINGS[] = {
      {"{\"tool_count\":9.0}", "warning unusual_count"},
      {"{\"tool_count\":9e0}", "warning unusual_count"},
      {"{\"tool_count\":90E-1}", "warning unusual_count"},
      {"{\"tool_count\":1E+2}", "warning unusual_count"},
      {"{\"tool_count\":-0.0}", "warning unusual_count"},
      {"{\"schema_version\":50e-1}", "warning unusual_count"},
      {"{\"tool_count\":9}", NULL},
  };
  static const struct attack ERRORS[] = {
      {"{\"tool_count\":9.0}", "error unusual_count"},
      {"{\"schema_version\":5.0}", "error unusual_count"},
      {"{\"tool_count\":9}", NULL},
  };
  mcpx_check_options closed = {.closed = true};
  (void)state;
  CHECK_ATTACKS(WARNINGS, NULL);
  CHECK_ATTACKS(ERRORS, &closed);
}

/* ---- Requests ---- */

/* `blocked_value` is the name of the option of the command, but not that of the member. */
static void A14_a_misspelled_member_is_an_error(void **state) {
  static const char *const MISSPELLED[] = {"\"blocked_value\":[\"zork-box\"]",
                                           "\"Blocked_values\":[\"zork-box\"]", "\"close\":true",
                                           "\"profiles\":\"proxy\""};
  static mcpx_check_memory room;
  char line[256], response[1024];
  (void)state;
  for (size_t i = 0; i < sizeof MISSPELLED / sizeof *MISSPELLED; i++) {
    int length = snprintf(line, sizeof line, "{\"op\":\"scan\",\"payload\":\"{}\",%s}", MISSPELLED[i]);
    size_t size = mcpx_respond(line, (size_t)length, &room, response, sizeof response);
    assert_true(size < sizeof response);
    CHECK(strstr(response, "\"error\":") && !strstr(response, "\"clean\""), "%s", response);
  }
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(A1_blocked_values_are_found_everywhere),
      cmocka_unit_test(A2_every_kind_is_found_in_every_place),
      cmocka_unit_test(A4_methods_of_programs_stop_no_heartbeat),
      cmocka_unit_test(A5_keys_that_fold_onto_known_ones_are_errors),
      cmocka_unit_test(A9_newer_payloads_have_closed_maps),
      cmocka_unit_test(A10_counts_are_plain_digits),
      cmocka_unit_test(A14_a_misspelled_member_is_an_error),
  };
  return cmocka_run_group_tests(cases, NULL, NULL);
}
