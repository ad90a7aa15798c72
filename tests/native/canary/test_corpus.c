/* test_corpus.c: canary.jsonl without JavaScript: every clear leak is an error, and no clean row has one.
 * Each text is planted into a payload that has nothing else. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "payloads.h"
#include "rows.h"
#include "vectors.h"

enum { PAYLOAD_SIZE = 1 << 20, STEPS_MAX = 16 };

static char payload[PAYLOAD_SIZE];
static size_t written;

static void put(const char *text, size_t length) {
  assert_true(written + length < PAYLOAD_SIZE);
  memcpy(payload + written, text, length);
  written += length;
  payload[written] = '\0';
}

static void put_text(const char *text) { put(text, strlen(text)); }

/* Raw JSON, or a list of its parts. */
static void put_raw(const cJSON *raw) {
  const cJSON *part;
  if (cJSON_IsString(raw)) put_text(raw->valuestring);
  cJSON_ArrayForEach(part, raw) put_text(cJSON_GetStringValue(part));
}

static bool is_index(const char *step, size_t length) {
  return length > 0 && strspn(step, "0123456789") >= length;
}

/* A step of a pointer as a JSON string. */
static void put_step(const char *step, size_t length) {
  put_text("\"");
  for (size_t i = 0; i < length; i++) {
    bool escaped = step[i] == '~' && i + 1 < length;
    char c = escaped ? (step[++i] == '1' ? '/' : '~') : step[i];
    if (c == '"' || c == '\\') put_text("\\");
    put(&c, 1);
  }
  put_text("\":");
}

/* The member of the payload that the row's text is in. */
static void put_member(const cJSON *plant) {
  const char *at = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(plant, "at"));
  const cJSON *key = cJSON_GetObjectItemCaseSensitive(plant, "key");
  char closing[STEPS_MAX + 1];
  size_t depth = 0;
  assert_non_null(at);
  while (*at == '/') {
    size_t length = strcspn(++at, "/");
    bool index = depth > 0 && is_index(at, length);
    assert_true(depth < STEPS_MAX);
    if (depth > 0) put_text(index ? "[" : "{");
    closing[depth++] = index ? ']' : '}';
    if (!index) put_step(at, length);
    at += length;
  }
  if (key && depth > 0) put_text("{");
  if (key) put_raw(key), put_text(":");
  put_raw(cJSON_GetObjectItemCaseSensitive(plant, "value"));
  if (key && depth > 0) put_text("}");
  while (depth > 1) put(&closing[--depth], 1);
}

/* Two plants in one field would be the same key twice. */
static bool is_single(const cJSON *row) {
  return cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(row, "plants")) <= 1;
}

static void write_payload(const cJSON *row) {
  const cJSON *whole = cJSON_GetObjectItemCaseSensitive(row, "payload");
  const cJSON *plants = cJSON_GetObjectItemCaseSensitive(row, "plants");
  written = 0;
  if (whole) {
    put_raw(whole);
    return;
  }
  put_text("{");
  put_member(plants ? cJSON_GetArrayItem(plants, 0) : row);
  put_text("}");
}

static bool is_clear(const cJSON *row) {
  return cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(row, "tier")) < 2;
}

static void rows_are_judged_rightly(void **state) {
  cJSON *rows = vector_lines("canary.jsonl");
  const cJSON *row;
  size_t line = 0, judged = 0, wrong = 0;
  (void)state;
  cJSON_ArrayForEach(row, rows) {
    bool leak = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(row, "leak"));
    line++;
    if ((leak && !is_clear(row)) || !is_single(row)) continue;
    write_payload(row);
    judged++;
    const struct outcome *outcome = check(mcpx_scan, payload, written, NULL);
    if (has_error(outcome) == leak) continue;
    wrong++;
    print_message("line %zu: %s: %s\n", line, payload, listing(outcome));
  }
  cJSON_Delete(rows);
  assert_int_equal(wrong, 0);
  assert_true(judged > 3000);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(rows_are_judged_rightly)};
  return cmocka_run_group_tests(cases, NULL, NULL);
}
