/* test_answers.c: whole answers to the vectors and to variants of them. The other tests look at codes, causes
 * and findings; this one notices a change of any byte: a range, a step, an order.
 *
 *     test_filter_answers                  compares with tests/vectors/derived/answers.txt
 *     test_filter_answers write            prints what that file must contain; ./dev derive calls this
 *     test_filter_answers show NAME ROW    prints the requests and answers of one of its lines; compare these
 * with those of another build
 *
 * The file has two lines per block of rows: name of the vectors, first row, hash of all answers to the block.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "derived.h"
#include "payloads.h"
#include "rows.h"
#include "variants.h"
#include "vectors.h"

enum { BLOCK = 20, NAME_MAX_LENGTH = 64, PAYLOAD_VARIANTS = 4 };

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

/* ---- Variants of a row ---- */

/* The JSON text of a string that is another one. */
static char *varied_value(const char *raw, unsigned number) {
  cJSON *value = cJSON_Parse(raw);
  char *varied = variant_of(cJSON_IsString(value) ? value->valuestring : raw, number);
  char *text = varied && cJSON_IsString(value) ? quoted(varied) : NULL;
  cJSON_Delete(value);
  if (!text) return varied;
  free(varied);
  return text;
}

static uint64_t add_varied(uint64_t hash, const cJSON *row, const char *member, char *text) {
  if (!text) return hash;
  cJSON *varied = cJSON_Duplicate(row, true);
  cJSON_ReplaceItemInObjectCaseSensitive(varied, member, cJSON_CreateString(text));
  free(text);
  hash = add_row(hash, varied);
  cJSON_Delete(varied);
  return hash;
}

/* One variant of a text or value, more of a whole payload. Every seventh text is in a log. */
static uint64_t add_variants(uint64_t hash, const cJSON *row, unsigned number) {
  const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, "text"));
  const char *payload = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, "payload"));
  const char *value = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, "value"));
  if (text)
    hash = add_varied(hash, row, "text", number % 7 ? variant_of(text, number) : variant_in_log(text));
  for (unsigned i = 0; payload && i < PAYLOAD_VARIANTS; i++)
    hash = add_varied(hash, row, "payload", variant_of(payload, number + i));
  return value ? add_varied(hash, row, "value", varied_value(value, number)) : hash;
}

/* ---- The blocks ---- */

/* Up to BLOCK rows from one on. */
static void add_block(struct derived *derived, const char *file, const cJSON *row, unsigned first) {
  uint64_t rows = HASH_START, variants = HASH_START;
  char name[NAME_MAX_LENGTH];
  for (unsigned number = first; row && number < first + BLOCK; row = row->next, number++) {
    rows = add_row(rows, row);
    variants = add_variants(variants, row, number);
  }
  if (!derived) return;
  derived_line(derived, file, first, rows);
  snprintf(name, sizeof name, "%s, variants", file);
  derived_line(derived, name, first, variants);
}

static cJSON *rows_of(const char *file) {
  char name[NAME_MAX_LENGTH];
  snprintf(name, sizeof name, "%s.jsonl", file);
  return vector_lines(name);
}

static void add_file(struct derived *derived, const char *file) {
  cJSON *rows = rows_of(file);
  const cJSON *row = rows->child;
  for (unsigned first = 1; row; first += BLOCK) {
    add_block(derived, file, row, first);
    for (int i = 0; row && i < BLOCK; i++) row = row->next;
  }
  cJSON_Delete(rows);
}

static void add_files(struct derived *derived) {
  for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) add_file(derived, FILES[i]);
}

static void show(const char *file, int first) {
  cJSON *rows = rows_of(file);
  is_shown = true;
  add_block(NULL, file, cJSON_GetArrayItem(rows, first - 1), (unsigned)first);
  cJSON_Delete(rows);
}

int main(int argc, char **argv) {
  if (argc != 4 || strcmp(argv[1], "show") != 0) return derived_main(argc, argv, "answers.txt", add_files);
  show(argv[2], atoi(argv[3]));
  return 0;
}
