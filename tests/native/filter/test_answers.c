/* test_answers.c: whole answers to the vectors. The other tests look at codes, causes and findings; this one
 * notices a change of any byte: a range, a step, an order.
 *
 *     test_filter_answers          compares with tests/vectors/derived/answers.txt
 *     test_filter_answers write    prints what that file must contain; ./dev derive calls this
 *     test_filter_answers show     prints all requests and responses; compare them with those of another
 * build
 *
 * The file has one line per block of rows: name of the vectors, first row, hash of all answers to the block.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "payloads.h"
#include "rows.h"
#include "vectors.h"

#define DERIVED "derived/answers.txt"

enum { BLOCK = 20, PLACE_MAX = 64, LINE_SIZE = 128 };

static const char *const FILES[] = {
    "extended",        "families",       "rules",
    "kinds",           "cures",          "negatives",
    "reports",         "logs",           "images",
    "classify",        "heartbeats",     "schemas",
    "real-heartbeats", "canary",         "runtime_values",
    "causes/config",   "causes/network", "causes/node",
    "causes/oauth",    "causes/proxy",   "causes/containers",
    "causes/python",   "causes/remote",  "causes/start",
    "causes/stdio",    "causes/system",  "causes/tls",
};

/* ---- The answers to a row, as one hash ---- */

static mcpx_check_memory memory;
static char response[MCPX_RESPONSE_MAX];

/* Whether requests and responses are printed. */
static bool is_shown;

/* Adds the response to a request. Deletes the request. */
static uint64_t add_response(uint64_t hash, cJSON *request) {
  char *line = cJSON_PrintUnformatted(request);
  assert_non_null(line);
  if (is_shown) puts(line);
  size_t length = mcpx_respond(line, strlen(line), &memory, response, sizeof response);
  if (is_shown) printf("%.*s\n", (int)length, response);
  cJSON_free(line);
  cJSON_Delete(request);
  return hash_bytes(hash, response, length);
}

/* A request with the members of the row that it can have. */
static cJSON *request_of(const cJSON *row, const char *op, const char *profile) {
  static const char *const MEMBERS[] = {"text",   "transport", "docker_isolated", "os",
                                        "client", "command",   "image",           "default_images"};
  cJSON *request = cJSON_CreateObject();
  cJSON_AddStringToObject(request, "op", op);
  if (profile) cJSON_AddStringToObject(request, "profile", profile);
  for (size_t i = 0; i < sizeof MEMBERS / sizeof *MEMBERS; i++) {
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(row, MEMBERS[i]);
    if (member && !cJSON_IsNull(member))
      cJSON_AddItemToObject(request, MEMBERS[i], cJSON_Duplicate(member, true));
  }
  return request;
}

static uint64_t add_text(uint64_t hash, const cJSON *row) {
  hash = add_response(hash, request_of(row, "classify", NULL));
  hash = add_response(hash, request_of(row, "classify", "proxy"));
  return add_response(hash, request_of(row, "log", NULL));
}

static uint64_t add_redaction(uint64_t hash, const char *text) {
  cJSON *request = cJSON_CreateObject();
  cJSON_AddStringToObject(request, "op", "redact");
  cJSON_AddStringToObject(request, "text", text);
  return add_response(hash, request);
}

static uint64_t add_payload(uint64_t hash, const char *payload) {
  static const char *const CHECKS[][2] = {{"validate", NULL}, {"scan", NULL}, {"scan", "proxy"}};
  for (size_t i = 0; i < sizeof CHECKS / sizeof *CHECKS; i++)
    for (int closed = 0; closed < 2; closed++) {
      cJSON *request = cJSON_CreateObject();
      cJSON_AddStringToObject(request, "op", CHECKS[i][0]);
      if (CHECKS[i][1]) cJSON_AddStringToObject(request, "profile", CHECKS[i][1]);
      cJSON_AddStringToObject(request, "payload", payload);
      cJSON_AddBoolToObject(request, "closed", closed);
      hash = add_response(hash, request);
    }
  return hash;
}

/* What canary.jsonl plants, as the only member of a payload and as a text. `raw` is JSON. */
static uint64_t add_planted(uint64_t hash, const char *raw) {
  size_t size = strlen(raw) + sizeof "{\"last_error\":}";
  char *payload = malloc(size);
  assert_non_null(payload);
  snprintf(payload, size, "{\"last_error\":%s}", raw);
  hash = add_payload(hash, payload);
  free(payload);
  cJSON *value = cJSON_Parse(raw);
  if (cJSON_IsString(value)) hash = add_redaction(hash, value->valuestring);
  cJSON_Delete(value);
  return hash;
}

static uint64_t add_row(uint64_t hash, const cJSON *row) {
  const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, "text"));
  const char *payload = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, "payload"));
  const char *value = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, "value"));
  if (text) hash = add_redaction(add_text(hash, row), text);
  if (payload) hash = add_payload(hash, payload);
  if (value) hash = add_planted(hash, value);
  return hash;
}

/* ---- The blocks ---- */

typedef void (*block_use)(void *context, const char *file, size_t first, uint64_t hash);

static void each_block_of(const char *file, block_use use, void *context) {
  char name[PLACE_MAX];
  snprintf(name, sizeof name, "%s.jsonl", file);
  cJSON *rows = vector_lines(name);
  const cJSON *row;
  size_t number = 0;
  uint64_t hash = 0;
  cJSON_ArrayForEach(row, rows) {
    if (number % BLOCK == 0) hash = HASH_START;
    hash = add_row(hash, row);
    number++;
    if (number % BLOCK == 0 || !row->next) use(context, file, (number - 1) / BLOCK * BLOCK + 1, hash);
  }
  cJSON_Delete(rows);
}

static void each_block(block_use use, void *context) {
  for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) each_block_of(FILES[i], use, context);
}

static void write_line(char *line, const char *file, size_t first, uint64_t hash) {
  snprintf(line, LINE_SIZE, "%s %zu %016" PRIx64 "\n", file, first, hash);
}

static void skip_block(void *context, const char *file, size_t first, uint64_t hash) {
  (void)context, (void)file, (void)first, (void)hash;
}

static void print_block(void *context, const char *file, size_t first, uint64_t hash) {
  char line[LINE_SIZE];
  (void)context;
  write_line(line, file, first, hash);
  fputs(line, stdout);
}

/* ---- The comparison ---- */

struct comparison {
  FILE *expected;
  size_t blocks;
  size_t changed;
};

static void compare_block(void *context, const char *file, size_t first, uint64_t hash) {
  struct comparison *comparison = context;
  char line[LINE_SIZE], expected[LINE_SIZE] = "";
  write_line(line, file, first, hash);
  bool same = fgets(expected, sizeof expected, comparison->expected) && strcmp(line, expected) == 0;
  if (!same)
    print_error("tests/vectors/%s.jsonl, lines %zu to %zu: another answer\n", file, first, first + BLOCK - 1);
  comparison->blocks++;
  comparison->changed += !same;
}

static void answers_are_as_before(void **state) {
  struct comparison comparison = {.expected = fopen(MCPX_VECTORS "/" DERIVED, "r")};
  (void)state;
  assert_non_null(comparison.expected);
  each_block(compare_block, &comparison);
  bool all = fgetc(comparison.expected) == EOF;
  fclose(comparison.expected);
  CHECK(comparison.changed == 0 && all,
        "%zu of %zu blocks have other answers than before. If that is intended, ./dev derive writes " DERIVED
        ".",
        comparison.changed, comparison.blocks);
}

int main(int argc, char **argv) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(answers_are_as_before)};
  if (argc > 1 && strcmp(argv[1], "write") == 0) {
    each_block(print_block, NULL);
    return 0;
  }
  if (argc > 1 && strcmp(argv[1], "show") == 0) {
    is_shown = true;
    each_block(skip_block, NULL);
    return 0;
  }
  return cmocka_run_group_tests(tests, NULL, NULL);
}
