/* test_long_strings.c: the search takes linear time. Each string is as long as a payload can be; a search
 * that looked at each part of it once for each other part would not end within the time limit of a test. */
#include <stdlib.h>
#include <string.h>

#include "payloads.h"
#include "rows.h"

enum { LENGTH = 250000 };

/* The payload {"x":"..."} of a repeated unit. The caller frees it. */
static char *long_payload(const char *unit, size_t *length) {
  char *payload = malloc(LENGTH + 64);
  assert_non_null(payload);
  strcpy(payload, "{\"x\":\"");
  size_t at = strlen(payload), size = strlen(unit);
  for (; at + size < LENGTH; at += size) memcpy(payload + at, unit, size);
  strcpy(payload + at, "\"}");
  *length = at + 2;
  return payload;
}

struct unit {
  const char *name;
  const char *rule; /* a finding; NULL: no error */
};

static const struct unit UNITS[] = {
    {"/\xC3\xA9", "absolute_path"},
    {"\xC3\xA9/", "absolute_path"},
    {"\xEF\xBC\x8F/", "absolute_path"},
    {"%2f\xC3\xA9", "absolute_path"},
    {"&#47;\xC3\xA9", "absolute_path"},
    {"\\\\\\\\\xC3\xA9", NULL},
    {"/home/(", "home_path"},
    {"\\\"/home/a b", "home_path"},
    {"a@", NULL},
    {"a@b.", NULL},
    {"u:p@", "url"},
    {"-----BEGIN ", "pem_block"},
    {"----", NULL},
    {"eyJ-", NULL},
    {"password:", "auth_pair"},
    {"sid=a; ", NULL},
    {"s-1-", NULL},
    {"1.23,", NULL},
    {"lat ", NULL},
    {"s mac", NULL},
    {"a.", NULL},
    {"-macbook", NULL},
    {"x", NULL},
};

static void is_searched_in_linear_time(void **state) {
  const struct unit *unit = *state;
  size_t length;
  char *payload = long_payload(unit->name, &length);
  const struct outcome *outcome = check(mcpx_scan, payload, length, NULL);
  CHECK(unit->rule ? has_finding(outcome, unit->rule) : !has_error(outcome), "%s", listing(outcome));
  free(payload);
}

/* A long blocked value is compared up to a limit. */
static void compares_long_values_in_linear_time(void **state) {
  size_t length;
  char *payload = long_payload("a", &length), *value = malloc(60000);
  (void)state;
  assert_non_null(value);
  memset(value, 'a', 60000);
  value[59999] = 'b';
  mcpx_text values[] = {{value, 60000}, {value, 200}};
  mcpx_check_options options = {.blocked_values = values, .blocked_value_count = 2};
  const struct outcome *outcome = check(mcpx_scan, payload, length, &options);
  assert_true(has_finding(outcome, "blocked_value"));
  free(value);
  free(payload);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(compares_long_values_in_linear_time)};
  return RUN_ROWS(UNITS, is_searched_in_linear_time) + cmocka_run_group_tests(cases, NULL, NULL);
}
