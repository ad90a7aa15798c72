/* test_respond.c: the responses to validate and scan contain the findings of mcpx_validate and mcpx_scan. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_tree.h"
#include "near.h"
#include "payloads.h"
#include "rows.h"

static mcpx_check_memory room;

struct request {
  const char *name; /* the request */
  const char *answer;
};

#define VALIDATE "{\"op\":\"validate\","
#define SCAN "{\"op\":\"scan\","
#define ID "{\"id\":null,"
#define BEACON                                                                                  \
  "{\\\"event\\\":\\\"telemetry_disabled\\\",\\\"anonymous_id\\\":\\\"5f1c9e02-7b3a-4d58-9e61-" \
  "2a40c7d8b913\\\"}"

/* Complete responses. */
static const struct request WHOLE[] = {
    {VALIDATE "\"payload\":\"" BEACON "\"}",
     ID "\"ok\":true,\"kind\":\"opt_out_beacon\",\"schema_version\":null,\"findings\":[]}"},
    {"{\"payload\":\"" BEACON "\",\"id\":[7],\"op\":\"validate\"}",
     "{\"id\":[7],\"ok\":true,\"kind\":\"opt_out_beacon\",\"schema_version\":null,\"findings\":[]}"},
    {SCAN "\"payload\":\"{}\"}", ID "\"clean\":true,\"findings\":[]}"},
    {SCAN "\"payload_base64\":\"e30=\"}", ID "\"clean\":true,\"findings\":[]}"},
    {SCAN "\"payload\":\"{}\",\"profile\":\"proxy\",\"blocked_values\":[]}",
     ID "\"clean\":true,\"findings\":[]}"},
    {SCAN "\"payload\":\"{}\",\"profile\":null,\"blocked_values\":null,\"closed\":null}",
     ID "\"clean\":true,\"findings\":[]}"},
    {SCAN "\"payload\":\"{}\",\"blocked_value\":[\"zeus-macbook\"]}",
     ID "\"error\":\"The request has a member that is not known.\"}"},
    {SCAN "\"payload\":\"{\\\"x\\\":\\\"docker\\\"}\",\"blocked_values\":[\"\",\"docker\"],\"profile\":"
          "\"extended\",\"id\":1}",
     "{\"id\":1,\"clean\":true,\"findings\":[{\"severity\":\"note\",\"rule\":\"unknown_field\",\"pointer\":"
     "\"/#0\",\"offset\":1,"
     "\"length\":3,\"line\":1,\"column\":2,\"message\":\"This field is unknown. Check its spelling, or "
     "whether a newer release of the proxy sends it.\"}]}"},
};

/* The start of responses. */
static const struct request BEGINNINGS[] = {
    {VALIDATE "\"payload\":\"\"}",
     ID "\"ok\":false,\"kind\":\"unknown\",\"schema_version\":null,\"findings\":[{\"severity\":\"error\","
        "\"rule\":\"json_unexpected_end\",\"pointer\":\"\",\"offset\":0,"},
    {VALIDATE "\"payload_base64\":\"/w==\"}",
     ID "\"ok\":false,\"kind\":\"unknown\",\"schema_version\":null,\"findings\":[{\"severity\":\"error\","
        "\"rule\":\"json_bad_utf8\","},
    {VALIDATE "\"payload\":\"{\\\"schema_version\\\":3}\"}",
     ID "\"ok\":false,\"kind\":\"heartbeat\",\"schema_version\":3,\"findings\":[{"},
    {SCAN "\"payload\":\"{\\\"x\\\":\\\"docker\\\"}\",\"blocked_values\":[\"docker\"],\"profile\":\"proxy\"}",
     ID "\"clean\":false,\"findings\":[{\"severity\":\"error\",\"rule\":\"blocked_value\",\"pointer\":\"\","
        "\"offset\":6,\"length\":6,"},
    {SCAN "\"payload\":\"{\\\"os\\\":\\\"b\\u0075ildbox7\\\"}\",\"blocked_values\":[\"b\\u0075ildbox7\"]}",
     ID "\"clean\":false,\"findings\":[{\"severity\":\"error\",\"rule\":\"outside_closed_set\",\"pointer\":"
        "\"/os\","},
    /* not valid */
    {VALIDATE "\"id\":7}", "{\"id\":7,\"error\":\""},
    {SCAN "\"id\":7,\"text\":\"{}\"}", "{\"id\":7,\"error\":\""},
    {SCAN "\"id\":7,\"payload\":{}}", "{\"id\":7,\"error\":\""},
    {SCAN "\"id\":7,\"payload\":null}", "{\"id\":7,\"error\":\""},
    {SCAN "\"id\":7,\"payload_base64\":\"e30\"}", "{\"id\":7,\"error\":\""},
    {SCAN "\"id\":7,\"payload\":\"{}\",\"payload_base64\":\"e30=\"}", "{\"id\":7,\"error\":\""},
    {SCAN "\"id\":7,\"payload\":\"{}\",\"payload\":\"{}\"}", "{\"id\":7,\"error\":\""},
    {SCAN "\"id\":7,\"payload\":\"{}\",\"blocked_values\":\"x\"}", "{\"id\":7,\"error\":\""},
    {SCAN "\"id\":7,\"payload\":\"{}\",\"blocked_values\":[1]}", "{\"id\":7,\"error\":\""},
    {SCAN "\"id\":7,\"payload\":\"{}\",\"blocked_values\":[[\"x\"]]}", "{\"id\":7,\"error\":\""},
    {SCAN "\"id\":7,\"payload\":\"{}\",\"profile\":\"strict\"}", "{\"id\":7,\"error\":\""},
};

/* Returns the response to a copy of the request. The caller frees it. */
static char *answer_to(const char *request) {
  size_t length = strlen(request);
  char *line = malloc(length ? length : 1), *answer = malloc(MCPX_RESPONSE_MAX);
  assert_non_null(line);
  assert_non_null(answer);
  memcpy(line, request, length);
  size_t needed = mcpx_respond(line, length, &room, answer, MCPX_RESPONSE_MAX);
  free(line);
  assert_true(needed < MCPX_RESPONSE_MAX);
  assert_true(is_json_line(answer, needed));
  return answer;
}

static void is_answered(void **state) {
  const struct request *row = *state;
  char *answer = answer_to(row->name);
  assert_string_equal(answer, row->answer);
  free(answer);
  near_compare_requests(row->name, 7);
}

static void answer_begins(void **state) {
  const struct request *row = *state;
  char *answer = answer_to(row->name);
  answer[strlen(row->answer)] = '\0';
  assert_string_equal(answer, row->answer);
  free(answer);
}

static void findings_are_those_of_the_call(void **state) {
  (void)state;
  char *payload = heartbeat_with(5, "/note", "\"/home/alice/x \\ud83d\\ude00\"");
  payload = edited(payload, "/arch", "\"arm46\"");
  char *string = quoted(payload), *request = malloc(strlen(string) + 64);
  assert_non_null(request);
  sprintf(request, VALIDATE "\"payload\":%s}", string);
  char *answer = answer_to(request);
  const struct outcome *outcome = check(mcpx_validate, payload, strlen(payload), NULL);
  cJSON *tree = cJSON_Parse(answer), *finding;
  size_t count = 0;
  cJSON_ArrayForEach(finding, cJSON_GetObjectItemCaseSensitive(tree, "findings")) {
    assert_string_equal(tree_string(finding, "rule"), outcome->findings[count].rule);
    assert_string_equal(tree_string(finding, "pointer"), outcome->findings[count].pointer);
    assert_int_equal((size_t)cJSON_GetObjectItemCaseSensitive(finding, "offset")->valuedouble,
                     outcome->findings[count].offset);
    assert_int_equal((size_t)cJSON_GetObjectItemCaseSensitive(finding, "column")->valuedouble,
                     outcome->findings[count].column);
    count++;
  }
  assert_int_equal(count, outcome->verdict.stored);
  assert_true(count >= 3);
  cJSON_Delete(tree);
  free(answer);
  free(request);
  free(string);
  free(payload);
}

/* Nearly the longest response: it fits into MCPX_RESPONSE_MAX and counts the omitted findings. */
static void omitted_findings_are_counted(void **state) {
  enum { ITEMS = 1500, ID_LENGTH = 60000 };
  static char request[ID_LENGTH + ITEMS * 24 + 256];
  (void)state;
  size_t length = (size_t)sprintf(request, "{\"id\":\"");
  memset(request + length, 'x', ID_LENGTH);
  length += ID_LENGTH;
  length += (size_t)sprintf(
      request + length,
      "\",\"op\":\"validate\",\"payload\":\"{\\\"feature_flags\\\":{\\\"oauth_provider_types\\\":[");
  for (int i = 0; i < ITEMS; i++)
    length += (size_t)sprintf(request + length, "%s\\\"googl%d\\\"", i ? "," : "", i);
  sprintf(request + length, "]}}\"}");
  char *answer = answer_to(request);
  assert_non_null(strstr(answer, "\"omitted\":"));
  cJSON *tree = cJSON_Parse(answer);
  assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(tree, "findings")), MCPX_FINDINGS_MAX);
  cJSON_Delete(tree);
  free(answer);
}

int main(void) {
  const struct CMUnitTest cases[] = {cmocka_unit_test(findings_are_those_of_the_call),
                                     cmocka_unit_test(omitted_findings_are_counted)};
  return RUN_ROWS(WHOLE, is_answered) + RUN_ROWS(BEGINNINGS, answer_begins) +
         cmocka_run_group_tests_name("requests", cases, NULL, NULL);
}
