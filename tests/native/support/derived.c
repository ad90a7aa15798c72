/* derived.c: compares what a test computes with a file of tests/vectors/derived. */
#include "derived.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "rows.h"

enum { LINE_SIZE = 160 };

struct derived {
  const char *file;
  derived_lines *lines;
  FILE *expected; /* NULL: the lines are printed */
  size_t count;
  size_t changed;
};

uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t length) {
  const unsigned char *byte = bytes;
  for (size_t i = 0; i < length; i++) hash = (hash ^ byte[i]) * UINT64_C(0x100000001b3);
  return hash;
}

void derived_line(struct derived *derived, const char *name, size_t number, uint64_t hash) {
  char line[LINE_SIZE], expected[LINE_SIZE] = "";
  snprintf(line, sizeof line, "%s %zu %016" PRIx64 "\n", name, number, hash);
  if (!derived->expected) {
    fputs(line, stdout);
    return;
  }
  if (!fgets(expected, sizeof expected, derived->expected)) expected[0] = '\0';
  derived->count++;
  if (strcmp(line, expected) == 0) return;
  derived->changed++;
  expected[strcspn(expected, "\n")] = '\0';
  print_error("%s: was: %s; is: %s", derived->file, expected, line);
}

static void is_as_before(void **state) {
  struct derived *derived = *state;
  char path[4096];
  snprintf(path, sizeof path, "%s/derived/%s", MCPX_VECTORS, derived->file);
  derived->expected = fopen(path, "r");
  assert_non_null(derived->expected);
  derived->lines(derived);
  bool all = fgetc(derived->expected) == EOF;
  fclose(derived->expected);
  CHECK(
      derived->changed == 0 && all,
      "%zu of %zu lines of tests/vectors/derived/%s are others. If that is intended, ./dev derive writes it.",
      derived->changed, derived->count, derived->file);
}

int derived_main(int argc, char **argv, const char *file, derived_lines *lines) {
  struct derived derived = {.file = file, .lines = lines};
  const struct CMUnitTest tests[] = {{"is_as_before", is_as_before, NULL, NULL, &derived}};
  if (argc > 1 && strcmp(argv[1], "write") == 0) {
    lines(&derived);
    return 0;
  }
  return cmocka_run_group_tests(tests, NULL, NULL);
}
