/* test_leaks.c: each kind of personal data is found in each place and spelling, and no finding repeats it. */
#include "leaks.h"

#include <string.h>

#include "payloads.h"
#include "rows.h"

/* Encoded, it has too few digits. */
static bool is_too_short(const struct leak *leak) {
  bool encoded = strstr(leak->spelling, "base64") || strstr(leak->spelling, "hex");
  return encoded && strlen(leak->kind) < LEAK_ENCODED_MIN;
}

static void is_found(void **state) {
  static struct leak leak;
  static const mcpx_check_options CLOSED = {.closed = true};
  size_t written = 0;
  (void)state;
  for (size_t number = 0; number < leak_count(); number++) {
    if (!leak_write(number, (unsigned)number * 2654435761u >> 20, &leak) || is_too_short(&leak)) continue;
    written++;
    const struct outcome *outcome = check(mcpx_scan, leak.payload, leak.length, NULL);
    CHECK(has_error(outcome), "%s %s: %s\n%s", leak.place, leak.spelling, listing(outcome), leak.payload);
    for (size_t i = 0; i < outcome->verdict.stored; i++) {
      const mcpx_finding *finding = &outcome->findings[i];
      CHECK(!leak_repeated(&leak, finding->expected) && !leak_repeated(&leak, finding->suggestion) &&
                !leak_repeated(&leak, finding->pointer),
            "%s", leak.payload);
    }
    assert_true(has_error(check(mcpx_scan, leak.payload, leak.length, &CLOSED)));
  }
  assert_true(written > 3000);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(is_found)};
  return cmocka_run_group_tests(cases, NULL, NULL);
}
