/* test_filter.c: the program mcpx-filter answers each line immediately and in order, as mcpx_respond does. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "json_tree.h"
#include "rows.h"

enum { ANSWER_MAX = 65536 };

/* The program, with pipes for requests and responses. */
struct filter {
  pid_t process;
  FILE *requests; /* NULL if it reads a file */
  FILE *answers;
  char *answer; /* the last one, with its line end */
  size_t room;
};

static void become_filter(int requests, int answers) {
  dup2(requests, STDIN_FILENO);
  dup2(answers, STDOUT_FILENO);
  for (int fd = STDERR_FILENO + 1; fd < 64; fd++) close(fd);
  execl(MCPX_FILTER, MCPX_FILTER, (char *)NULL);
  _exit(127);
}

/* Starts the program with a file of requests, or with a pipe if `file` is NULL. */
static struct filter start(FILE *file) {
  struct filter filter = {.process = 0};
  int in[2] = {-1, -1}, out[2];
  if (file) {
    rewind(file);
    in[0] = fileno(file);
  } else {
    assert_int_equal(pipe(in), 0);
  }
  assert_int_equal(pipe(out), 0);
  filter.process = fork();
  assert_true(filter.process >= 0);
  if (filter.process == 0) become_filter(in[0], out[1]);
  close(out[1]);
  filter.answers = fdopen(out[0], "r");
  if (!file) {
    close(in[0]);
    filter.requests = fdopen(in[1], "w");
  }
  return filter;
}

/* Closes the requests. The program must print nothing more and exit with 0. */
static void end(struct filter *filter) {
  int status;
  if (filter->requests) fclose(filter->requests);
  assert_int_equal(fgetc(filter->answers), EOF);
  fclose(filter->answers);
  free(filter->answer);
  assert_int_equal(waitpid(filter->process, &status, 0), filter->process);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 0);
}

static const char *next_answer(struct filter *filter) {
  ssize_t length = getline(&filter->answer, &filter->room, filter->answers);
  assert_true(length > 0);
  assert_int_equal(filter->answer[length - 1], '\n');
  assert_true(is_json_line(filter->answer, (size_t)length - 1));
  return filter->answer;
}

/* Writes one request and reads its response before the next request. */
static const char *ask(struct filter *filter, const char *request) {
  fprintf(filter->requests, "%s\n", request);
  fflush(filter->requests);
  return next_answer(filter);
}

static void expect_library_answer(const char *answer, const char *request, size_t length) {
  static char wanted[ANSWER_MAX + 1];
  char *line = malloc(length + 1);
  assert_non_null(line);
  memcpy(line, request, length);
  static mcpx_check_memory room;
  size_t needed = mcpx_respond(line, length, &room, wanted, ANSWER_MAX);
  free(line);
  assert_true(needed < ANSWER_MAX);
  memcpy(wanted + needed, "\n", 2);
  assert_string_equal(answer, wanted);
}

/* ---- Through a pipe ---- */

static void each_request_is_answered_at_once(void **state) {
  static const char *const REQUESTS[] = {
      "{\"op\":\"classify\",\"id\":1,\"text\":\"no such host\"}",
      "",
      "   ",
      "not a request",
      "{\"op\":\"entry\",\"id\":\"two\",\"code\":\"MCPX_HTTP_5XX\"}",
      "{\"op\":\"entry\",\"code\":\"MCPX_NEVER\"}",
      "{\"op\":\"classify\",\"id\":[3],\"text\":null}",
      "{\"op\":\"classify\",\"id\":4,\"text\":\"a\\nb\\u0000\\r\\n\"}\r",
      "[]",
      "{\"op\":\"classify\",\"id\":5,\"text\":\"context deadline exceeded\",\"transport\":\"http\"}",
  };
  struct filter filter = start(NULL);
  (void)state;
  for (size_t i = 0; i < sizeof REQUESTS / sizeof *REQUESTS; i++)
    expect_library_answer(ask(&filter, REQUESTS[i]), REQUESTS[i], strlen(REQUESTS[i]));
  end(&filter);
}

/* Half a line gets no response, and the other half completes it. */
static void a_line_may_arrive_in_two_parts(void **state) {
  struct filter filter = start(NULL);
  (void)state;
  fputs("{\"op\":\"entry\",", filter.requests);
  fflush(filter.requests);
  usleep(20000);
  assert_non_null(strstr(ask(&filter, "\"id\":6,\"code\":\"\"}"), "{\"id\":6,\"entry\":null}"));
  end(&filter);
}

/* ---- From a file ---- */

static void empty_input_has_no_response(void **state) {
  FILE *file = tmpfile();
  (void)state;
  assert_non_null(file);
  struct filter filter = start(file);
  end(&filter);
  fclose(file);
}

static void last_line_needs_no_line_end(void **state) {
  FILE *file = tmpfile();
  (void)state;
  assert_non_null(file);
  fputs("{\"op\":\"classify\",\"id\":1,\"text\":\"\"}\n{\"op\":\"entry\",\"id\":2,\"code\":\"\"}", file);
  struct filter filter = start(file);
  assert_non_null(strstr(next_answer(&filter), "{\"id\":1,"));
  assert_non_null(strstr(next_answer(&filter), "{\"id\":2,\"entry\":null}"));
  end(&filter);
  fclose(file);
}

static void put_long_request(FILE *file, size_t length) {
  static const char HEAD[] = "{\"op\":\"classify\",\"id\":7,\"text\":\"no such host", TAIL[] = "\"}\n";
  fputs(HEAD, file);
  for (size_t i = sizeof HEAD - 1 + 2; i < length; i++) putc('x', file);
  fputs(TAIL, file);
}

/* A line that is too long gets one error, of any length, and the next line is read normally. */
static void long_lines_are_rejected(void **state) {
  FILE *file = tmpfile();
  (void)state;
  assert_non_null(file);
  put_long_request(file, MCPX_REQUEST_MAX);
  put_long_request(file, MCPX_REQUEST_MAX + 1);
  put_long_request(file, 3 * MCPX_REQUEST_MAX);
  fputs("{\"op\":\"entry\",\"id\":8,\"code\":\"\"}\n", file);
  struct filter filter = start(file);
  assert_non_null(strstr(next_answer(&filter), "{\"id\":7,\"code\":\"MCPX_HTTP_DNS_FAILED\""));
  assert_non_null(strstr(next_answer(&filter), "{\"id\":null,\"error\":"));
  assert_non_null(strstr(next_answer(&filter), "{\"id\":null,\"error\":"));
  assert_non_null(strstr(next_answer(&filter), "{\"id\":8,\"entry\":null}"));
  end(&filter);
  fclose(file);
}

/* An id or a code that is too long for the response buffer is an error, and the stream continues. */
static void long_ids_and_codes_do_not_break_the_stream(void **state) {
  FILE *file = tmpfile();
  (void)state;
  assert_non_null(file);
  fprintf(file, "{\"op\":\"entry\",\"code\":\"\",\"id\":\"%0100000d\"}\n", 1);
  fprintf(file, "{\"op\":\"classify\",\"text\":\"\",\"facts\":{\"coded\":\"%0100000d\"}}\n", 1);
  fputs("{\"op\":\"entry\",\"id\":9,\"code\":\"\"}\n", file);
  struct filter filter = start(file);
  next_answer(&filter);
  next_answer(&filter);
  assert_non_null(strstr(next_answer(&filter), "{\"id\":9,\"entry\":null}"));
  end(&filter);
  fclose(file);
}

/* ---- All vectors ---- */

/* Turns the lines of a vector file into requests. A vector has members of a request; the others are ignored.
 */
static FILE *requests_of(const char *name) {
  char path[4096], *line = NULL;
  size_t room = 0, number = 0;
  FILE *requests = tmpfile();
  snprintf(path, sizeof path, "%s/%s", MCPX_VECTORS, name);
  FILE *vectors = fopen(path, "r");
  assert_true(requests && vectors);
  while (getline(&line, &room, vectors) > 0)
    fprintf(requests, "{\"op\":\"classify\",\"profile\":\"proxy\",\"number\":%zu,%s", ++number, line + 1);
  free(line);
  fclose(vectors);
  fflush(requests);
  return requests;
}

static void vectors_are_answered_in_order(void **state) {
  FILE *requests = requests_of("classify.jsonl"), *again = requests_of("classify.jsonl");
  struct filter filter = start(requests);
  char *line = NULL;
  size_t room = 0;
  ssize_t length;
  (void)state;
  rewind(again);
  while ((length = getline(&line, &room, again)) > 0)
    expect_library_answer(next_answer(&filter), line, (size_t)length - 1);
  end(&filter);
  free(line);
  fclose(requests);
  fclose(again);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(each_request_is_answered_at_once),
      cmocka_unit_test(a_line_may_arrive_in_two_parts),
      cmocka_unit_test(empty_input_has_no_response),
      cmocka_unit_test(last_line_needs_no_line_end),
      cmocka_unit_test(long_lines_are_rejected),
      cmocka_unit_test(long_ids_and_codes_do_not_break_the_stream),
      cmocka_unit_test(vectors_are_answered_in_order),
  };
  signal(SIGPIPE, SIG_IGN); /* if the filter crashes, the test fails instead of ending */
  return cmocka_run_group_tests_name("filter", cases, NULL, NULL);
}
