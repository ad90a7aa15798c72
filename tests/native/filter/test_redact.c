/* test_redact.c: the response to a `redact` request has the redacted text and the ranges, and always fits. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_tree.h"
#include "rows.h"

static mcpx_check_memory room;

struct row {
  const char *name; /* the request */
  const char *response;
};

#define REDACT "{\"op\":\"redact\","

static const struct row ROWS[] = {
    {REDACT "\"id\":[7],\"text\":\"no such file\"}", "{\"id\":[7],\"text\":\"no such file\",\"ranges\":[]}"},
    {REDACT "\"text\":\"\"}", "{\"id\":null,\"text\":\"\",\"ranges\":[]}"},
    {REDACT "\"text\":\"open /Users/alice/x.json \\\"now\\\"\"}",
     "{\"id\":null,\"text\":\"open [home_path] \\\"now\\\"\",\"ranges\":[{\"start\":5,\"end\":24,\"kind\":"
     "\"home_path\"}]}"},
    {REDACT "\"text_base64\":\"YUBleGFtcGxlLmNvbQ==\"}",
     "{\"id\":null,\"text\":\"[email]\",\"ranges\":[{\"start\":0,\"end\":13,\"kind\":\"email\"}]}"},
    {REDACT "\"text\":\"user quuxly is away\",\"blocked_values\":[\"quuxly\"]}",
     "{\"id\":null,\"text\":\"user [blocked_value] is "
     "away\",\"ranges\":[{\"start\":5,\"end\":11,\"kind\":\"blocked_value\"}]}"},
    {REDACT "\"id\":1}",
     "{\"id\":1,\"error\":\"`text` is missing. A redact request needs `text` or `text_base64`.\"}"},
    {REDACT "\"id\":1,\"text\":null}",
     "{\"id\":1,\"error\":\"`text` is missing. A redact request needs `text` or `text_base64`.\"}"},
};

static void row_is_answered(void **state) {
  const struct row *row = *state;
  char line[512], response[4096];
  size_t length = strlen(row->name);
  memcpy(line, row->name, length);
  size_t size = mcpx_respond(line, length, &room, response, sizeof response);
  assert_true(size < sizeof response);
  response[size] = '\0';
  assert_string_equal(response, row->response);
}

static void without_memory_it_is_an_error(void **state) {
  char line[] = REDACT "\"id\":1,\"text\":\"a@example.com\"}", response[256];
  (void)state;
  mcpx_respond(line, sizeof line - 1, NULL, response, sizeof response);
  assert_string_equal(response, "{\"id\":1,\"error\":\"A request to redact needs memory.\"}");
}

/* Requests with a text that repeats a unit up to a length. */
static size_t respond_to_repeated(const char *unit, size_t text_length, const char *rest, char *response) {
  size_t capacity = text_length + 512, unit_length = strlen(unit);
  char *line = malloc(capacity);
  assert_non_null(line);
  size_t length = (size_t)sprintf(line, REDACT "\"text\":\"");
  for (size_t i = 0; i < text_length; i++) line[length++] = unit[i % unit_length];
  length += (size_t)sprintf(line + length, "\"%s}", rest);
  size_t size = mcpx_respond(line, length, &room, response, MCPX_RESPONSE_MAX);
  free(line);
  return size;
}

/* The texts with the most ranges, and those whose JSON is the longest. */
static void every_response_fits(void **state) {
  static const char *const UNITS[] = {"abcd ", "a@b.co ", "::1 fe80::1 ", "\x01", "\xFF", "/a/b "};
  char *response = malloc(MCPX_RESPONSE_MAX);
  (void)state;
  assert_non_null(response);
  for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) {
    size_t size = respond_to_repeated(UNITS[i], MCPX_REDACT_MAX, ",\"blocked_values\":[\"abcd\"]", response);
    CHECK(size < MCPX_RESPONSE_MAX, "unit %zu: %zu bytes", i, size);
  }
  free(response);
}

static void too_long_a_text_is_an_error(void **state) {
  char *response = malloc(MCPX_RESPONSE_MAX);
  (void)state;
  assert_non_null(response);
  size_t size = respond_to_repeated("x", MCPX_PAYLOAD_MAX + 1, "", response);
  response[size] = '\0';
  assert_string_equal(response, "{\"id\":null,\"error\":\"`text` must be at most 256 KiB long.\"}");
  size = respond_to_repeated("x ", MCPX_PAYLOAD_MAX, "", response);
  assert_memory_equal(response, "{\"id\":null,\"text\":\"", 19);
  free(response);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(without_memory_it_is_an_error),
                                     cmocka_unit_test(every_response_fits),
                                     cmocka_unit_test(too_long_a_text_is_an_error)};
  return RUN_ROWS(ROWS, row_is_answered) + cmocka_run_group_tests_name("redact", cases, NULL, NULL);
}
