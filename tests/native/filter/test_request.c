/* test_request.c: any request line gets a response that is one line of JSON. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_tree.h"
#include "near.h"
#include "rows.h"

static mcpx_check_memory room;

/* `answer` is the expected start of the response. The name of a row is its request if that is printable. */
struct request {
  const char *name;
  const char *request;
  size_t length;
  const char *answer;
};

#define NAMED(name, request, answer) \
  { name, request, sizeof(request) - 1, answer }
#define ROW(request, answer) NAMED(request, request, answer)

#define CLASSIFY "{\"op\":\"classify\","
#define UNKNOWN_MEMBER "\"error\":\"The request has a member that is not known.\"}"
#define NO_ID "{\"id\":null,"
#define ERROR "\"error\":\""
#define CODE(code) "\"code\":\"MCPX_" code "\","
#define NO_HOST(start, end)                                                                        \
  CODE("HTTP_DNS_FAILED")                                                                          \
  "\"severity\":\"error\",\"rule\":\"text_dns\",\"extension\":true,\"proxy_code\":\"MCPX_UNKNOWN_" \
  "UNCLASSIFIED\","                                                                                \
  "\"evidence\":[{\"start\":" start ",\"end\":" end "}],"
#define ENOENT_TEXT "\"text\":\"command not found\",\"transport\":\"stdio\""

static const struct request GOOD[] = {
    ROW(CLASSIFY ENOENT_TEXT "}", NO_ID CODE("STDIO_SPAWN_ENOENT")),
    ROW("{\"transport\":\"stdio\",\"text\":\"command not found\",\"id\":1,\"op\":\"classify\"}",
        "{\"id\":1," CODE("STDIO_SPAWN_ENOENT")),
    ROW(" { \"op\" : \"classify\" , \"text\" : \"\" } ", NO_ID CODE("UNKNOWN_UNCLASSIFIED")),
    ROW(CLASSIFY "\"text\":null}", NO_ID "\"code\":null,\"severity\":null,\"rule\":null,"),
    ROW(CLASSIFY "\"text\":null,\"facts\":{\"exit\":true}}", NO_ID "\"code\":null,"),
    ROW(CLASSIFY "\"text\":\"no such host\"}", NO_ID CODE("HTTP_DNS_FAILED")),
    ROW(CLASSIFY "\"text\":\"no such host\",\"profile\":\"proxy\"}", NO_ID CODE("UNKNOWN_UNCLASSIFIED")),
    ROW(CLASSIFY "\"text\":\"no such host\",\"profile\":\"extended\"}", NO_ID CODE("HTTP_DNS_FAILED")),
    ROW(CLASSIFY ENOENT_TEXT ",\"docker_isolated\":true}", NO_ID CODE("DOCKER_EXEC_NOT_FOUND")),
    ROW(CLASSIFY ENOENT_TEXT ",\"docker_isolated\":false}", NO_ID CODE("STDIO_SPAWN_ENOENT")),
    ROW(CLASSIFY "\"text\":\"\",\"facts\":{}}", NO_ID CODE("UNKNOWN_UNCLASSIFIED")),
    ROW(CLASSIFY "\"text\":\"\",\"facts\":{\"dns\":true}}", NO_ID CODE("HTTP_DNS_FAILED")),
    ROW(CLASSIFY "\"text\":\"\",\"facts\":{\"exit\":true}}", NO_ID CODE("STDIO_EXIT_NONZERO")),
    ROW(CLASSIFY "\"text\":\"\",\"facts\":{\"deadline\":true},\"transport\":\"http\"}",
        NO_ID CODE("HTTP_TIMEOUT")),
    ROW(CLASSIFY "\"text\":\"\",\"facts\":{\"op_errno\":\"ECONNREFUSED\"}}", NO_ID CODE("HTTP_CONN_REFUSED")),
    ROW(CLASSIFY "\"text\":\"\",\"facts\":{\"op_errno\":\"EHOSTUNREACH\"}}", NO_ID CODE("NETWORK_OFFLINE")),
    ROW(CLASSIFY "\"text\":\"\",\"facts\":{\"exec_errno\":\"ENOEXEC\"}}",
        NO_ID CODE("STDIO_SPAWN_EXEC_FORMAT")),
    ROW(CLASSIFY "\"text\":\"\",\"docker_isolated\":true,\"facts\":{\"exec_errno\":\"ENOENT\","
                 "\"exec_name\":\"/opt/d\\u006fcker\"}}",
        NO_ID CODE("DOCKER_CLI_NOT_FOUND")),
    ROW(CLASSIFY "\"text\":\"\",\"facts\":{\"coded\":\"MCPX_HTTP_404\"}}", NO_ID CODE("HTTP_404")),
    ROW(CLASSIFY "\"text\":\"\",\"facts\":{\"coded\":\"A\\\"B\"}}",
        NO_ID "\"code\":\"A\\\"B\",\"severity\":null,"),
    ROW(CLASSIFY "\"text\":\"\",\"facts\":{\"exec_errno\":\"OTHER\"}}", NO_ID CODE("UNKNOWN_UNCLASSIFIED")),
    ROW(CLASSIFY "\"text\":\"\",\"transport\":\"carrier pigeon\"}", NO_ID CODE("UNKNOWN_UNCLASSIFIED")),
    /* a null member is an absent one */
    ROW(CLASSIFY ENOENT_TEXT ",\"docker_isolated\":null,\"facts\":null,\"profile\":null}",
        NO_ID CODE("STDIO_SPAWN_ENOENT")),
    ROW(CLASSIFY
        "\"text\":\"\",\"transport\":null,\"facts\":{\"coded\":null,\"exec_errno\":null,\"exec_name\":null,"
        "\"exit\":null,\"deadline\":null,\"dns\":null,\"op_errno\":null}}",
        NO_ID CODE("UNKNOWN_UNCLASSIFIED")),
    /* unknown members */
    ROW(CLASSIFY "\"new\":{\"text\":[\"}\",{}]},\"text\":\"no such host\",\"newer\":[[]]}",
        NO_ID UNKNOWN_MEMBER),
    ROW(CLASSIFY "\"text\":\"\",\"facts\":{\"new\":{\"dns\":true},\"exit\":true}}", NO_ID UNKNOWN_MEMBER),
    ROW("{\"\\u006fp\":\"cl\\u0061ssify\",\"text\":\"\"}", NO_ID CODE("UNKNOWN_UNCLASSIFIED")),
    /* text with escapes: the offsets of the evidence refer to the decoded text */
    ROW(CLASSIFY "\"text\":\"a\\u0000command\\u0000\",\"transport\":\"stdio\"}",
        NO_ID CODE("UNKNOWN_UNCLASSIFIED")),
    ROW(CLASSIFY "\"text\":\"\\u0000\\ud83d\\ude00 no such host\"}", NO_ID NO_HOST("6", "18")),
    ROW(CLASSIFY "\"text\":\"\\ud83dx no such host\"}", NO_ID NO_HOST("5", "17")),
    ROW(CLASSIFY "\"text\":\"\\ud83d\\ud83d no such host\\udead\"}", NO_ID NO_HOST("7", "19")),
    ROW(CLASSIFY "\"text_base64\":\"\"}", NO_ID CODE("UNKNOWN_UNCLASSIFIED")),
    ROW(CLASSIFY "\"text_base64\":null}", NO_ID "\"code\":null,"),
    ROW(CLASSIFY "\"text_base64\":\"bm8gc3VjaCBob3N0\"}", NO_ID CODE("HTTP_DNS_FAILED")),
    ROW(CLASSIFY "\"text_base64\":\"bm8gc3VjaCBob3N0IQ==\"}", NO_ID CODE("HTTP_DNS_FAILED")),
    ROW(CLASSIFY "\"text_base64\":\"bm8gc3VjaCBob3N0ISE=\"}", NO_ID CODE("HTTP_DNS_FAILED")),
    ROW(CLASSIFY "\"text_base64\":\"/wAgbm8gc3VjaCBob3N0\"}", NO_ID CODE("HTTP_DNS_FAILED")),
    /* entries */
    ROW("{\"op\":\"entry\",\"id\":\"e\",\"code\":\"MCPX_HTTP_401\"}",
        "{\"id\":\"e\",\"entry\":{\"code\":\"MCPX_HTTP_401\",\"severity\":\"error\","),
    ROW("{\"op\":\"entry\",\"code\":\"MCPX_HTTP_40\"}", NO_ID "\"entry\":null}"),
    ROW("{\"op\":\"entry\",\"code\":\"\"}", NO_ID "\"entry\":null}"),
};

static const struct request BAD[] = {
    NAMED("empty", "", NO_ID ERROR),
    NAMED("space", "   ", NO_ID ERROR),
    ROW("hello", NO_ID ERROR),
    ROW("{", NO_ID ERROR),
    ROW("{\"id\":1,\"op\":\"classify\",\"text\":\"\"", NO_ID ERROR),
    ROW("{\"id\":1,\"op\":\"classify\",\"text\":\"\"} x", NO_ID ERROR),
    ROW("{\"id\":1,\"op\":\"classify\",\"text\":\"\",}", NO_ID ERROR),
    ROW("{\"id\":01,\"op\":\"classify\",\"text\":\"\"}", NO_ID ERROR),
    /* equal keys: JSON parsers differ in which one they take */
    ROW(CLASSIFY "\"id\":1,\"text\":\"\",\"id\":2}", "{\"id\":2," ERROR),
    ROW("{\"op\":\"entry\",\"op\":\"classify\",\"text\":\"\"}", NO_ID ERROR),
    ROW(CLASSIFY "\"text\":\"\",\"te\\u0078t\":\"\"}", NO_ID ERROR),
    ROW(CLASSIFY "\"text\":\"\",\"facts\":{\"dns\":true,\"dns\":true}}", NO_ID ERROR),
    ROW(CLASSIFY "\"text\":\"\",\"text_base64\":\"\"}", NO_ID ERROR),
    NAMED("invalid UTF-8", CLASSIFY "\"text\":\"\xFF\"}", NO_ID ERROR),
    NAMED("a control character", CLASSIFY "\"text\":\"\t\"}", NO_ID ERROR),
    NAMED("a NUL byte", CLASSIFY "\"text\":\"\0\"}", NO_ID ERROR),
    NAMED("a byte order mark", "\xEF\xBB\xBF" CLASSIFY "\"text\":\"\"}", NO_ID ERROR),
    ROW("[]", NO_ID ERROR),
    ROW("[" CLASSIFY "\"text\":\"\"}]", NO_ID ERROR),
    ROW("null", NO_ID ERROR),
    ROW("\"classify\"", NO_ID ERROR),
    ROW("1", NO_ID ERROR),
    ROW("{}", NO_ID ERROR),
    ROW("{\"id\":7}", "{\"id\":7," ERROR),
    ROW("{\"id\":7,\"text\":\"\"}", "{\"id\":7," ERROR),
    ROW("{\"id\":7,\"op\":\"sing\"}", "{\"id\":7," ERROR),
    ROW("{\"id\":7,\"op\":\"Classify\",\"text\":\"\"}", "{\"id\":7," ERROR),
    ROW("{\"id\":7,\"op\":\"\",\"text\":\"\"}", "{\"id\":7," ERROR),
    ROW("{\"id\":7,\"op\":null,\"text\":\"\"}", "{\"id\":7," ERROR),
    ROW("{\"id\":7,\"op\":1,\"text\":\"\"}", "{\"id\":7," ERROR),
    ROW("{\"id\":7,\"op\":[\"classify\"],\"text\":\"\"}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text\":1}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text\":[\"x\"]}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text\":{\"a\":{\"b\":1}}}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"text\":{\"a\":{\"b\":1}},\"id\":7}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text\":true}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text_base64\":\"bm8\"}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text_base64\":\"b===\"}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text_base64\":\"bm=8\"}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text_base64\":\"bm8-\"}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text_base64\":\"bm8 \"}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text_base64\":1}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text\":\"\",\"transport\":1}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text\":\"\",\"docker_isolated\":\"true\"}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text\":\"\",\"docker_isolated\":1}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text\":\"\",\"profile\":\"best\"}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text\":\"\",\"profile\":0}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text\":\"\",\"facts\":[]}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text\":\"\",\"facts\":\"exit\"}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text\":\"\",\"facts\":{\"exec_errno\":\"EPERM\"}}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text\":\"\",\"facts\":{\"exec_errno\":2}}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text\":\"\",\"facts\":{\"exec_name\":2}}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text\":\"\",\"facts\":{\"op_errno\":\"ETIMEDOUT\"}}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text\":\"\",\"facts\":{\"coded\":401}}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text\":\"\",\"facts\":{\"exit\":1}}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text\":\"\",\"facts\":{\"deadline\":\"\"}}", "{\"id\":7," ERROR),
    ROW(CLASSIFY "\"id\":7,\"text\":\"\",\"facts\":{\"dns\":[[]],\"exit\":true}}", "{\"id\":7," ERROR),
    ROW("{\"op\":\"entry\",\"id\":7}", "{\"id\":7," ERROR),
    ROW("{\"op\":\"entry\",\"id\":7,\"code\":null}", "{\"id\":7," ERROR),
    ROW("{\"op\":\"entry\",\"id\":7,\"code\":401}", "{\"id\":7," ERROR),
};

enum { ANSWER_MAX = 16384 };

/* Copies the request to memory of its size, so that a sanitizer notices an access past its end. */
static size_t answer_copy(const char *request, size_t length, char *out) {
  char *line = malloc(length + 1);
  assert_non_null(line);
  memcpy(line + 1, request, length);
  size_t needed = mcpx_respond(line + 1, length, &room, out, ANSWER_MAX);
  free(line);
  assert_true(needed < ANSWER_MAX);
  return needed;
}

static void is_answered(void **state) {
  const struct request *row = *state;
  char answer[ANSWER_MAX];
  size_t length = answer_copy(row->request, row->length, answer);
  CHECK(is_json_line(answer, length), "not one line of JSON: %s", answer);
  CHECK(strncmp(answer, row->answer, strlen(row->answer)) == 0, "%s\nexpected: %s", answer, row->answer);
  near_compare_requests(row->request, 7);
}

/* ---- The id ---- */

static const struct request IDS[] = {
    ROW("null", NULL),
    ROW("true", NULL),
    ROW("false", NULL),
    ROW("0", NULL),
    ROW("-0.00e+05", NULL),
    ROW("123456789012345678901234567890", NULL),
    ROW("\"\"", NULL),
    ROW("\"a\\u0000\\ud800\\/\"", NULL),
    ROW("\"\xC3\xA4\xF0\x9F\x98\x80\"", NULL),
    ROW("[]", NULL),
    ROW("{}", NULL),
    ROW("[1, [2,{\"id\" : 3}],\t\"op\"]", NULL),
    ROW("{\"op\":\"entry\",\"text\":[null],\"\":{}}", NULL),
};

static void check_id(const struct request *row, const char *format) {
  char line[512], answer[ANSWER_MAX], wanted[512];
  int length = snprintf(line, sizeof line, format, row->request);
  size_t answered = answer_copy(line, (size_t)length, answer);
  assert_true(is_json_line(answer, answered));
  snprintf(wanted, sizeof wanted, "{\"id\":%s,\"", row->request);
  CHECK(strncmp(answer, wanted, strlen(wanted)) == 0, "%s\nexpected: %s", answer, wanted);
}

/* The id is repeated verbatim, also if it is the last member or the request is not valid. */
static void id_is_echoed(void **state) {
  check_id(*state, "{\"id\":%s,\"op\":\"classify\",\"text\":\"x\"}");
  check_id(*state, "{\"op\":\"classify\",\"text\":\"\\u0041\",\"id\": %s }");
  check_id(*state, "{\"op\":\"entry\",\"id\":%s,\"code\":\"MCPX_HTTP_401\"}");
  check_id(*state, "{\"op\":\"sing\",\"id\":%s}");
}

/* ---- Limits ---- */

static void check_depth(int depth, bool answered) {
  char line[256] = "{\"op\":\"classify\",\"text\":\"\",\"id\":", answer[ANSWER_MAX];
  for (int i = 1; i < depth; i++) strcat(line, "["); /* the request is the first level */
  for (int i = 1; i < depth; i++) strcat(line, "]");
  strcat(line, "}");
  size_t length = answer_copy(line, strlen(line), answer);
  assert_true(is_json_line(answer, length) || depth == 32);
  assert_int_equal(strstr(answer, "\"error\":") == NULL, answered);
}

static void depth_is_limited(void **state) {
  (void)state;
  check_depth(2, true);
  check_depth(32, true);
  check_depth(33, false);
  check_depth(60, false);
}

/* Writes a request of exactly that length. */
static size_t long_request(char *line, size_t length) {
  static const char HEAD[] = "{\"op\":\"classify\",\"id\":7,\"text\":\"no such host";
  memset(line, 'x', length);
  memcpy(line, HEAD, sizeof HEAD - 1);
  memcpy(line + length - 2, "\"}", 2);
  return length;
}

static void length_is_limited(void **state) {
  char *line = malloc(MCPX_REQUEST_MAX + 1), answer[ANSWER_MAX];
  (void)state;
  assert_non_null(line);
  mcpx_respond(line, long_request(line, MCPX_REQUEST_MAX), &room, answer, sizeof answer);
  assert_non_null(strstr(answer, "{\"id\":7,\"code\":\"MCPX_HTTP_DNS_FAILED\""));
  mcpx_respond(line, long_request(line, MCPX_REQUEST_MAX + 1), &room, answer, sizeof answer);
  assert_non_null(strstr(answer, "{\"id\":null,\"error\":\""));
  free(line);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(depth_is_limited),
      cmocka_unit_test(length_is_limited),
  };
  return RUN_ROWS(GOOD, is_answered) + RUN_ROWS(BAD, is_answered) + RUN_ROWS(IDS, id_is_echoed) +
         cmocka_run_group_tests_name("limits", cases, NULL, NULL);
}
