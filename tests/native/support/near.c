/* near.c: what is answered to all texts that are one step beside the text of a row. */
#include "near.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "hash.h"
#include "payloads.h"
#include "rows.h"
#include "sanitized.h"

enum { TEXT_MAX = 2048, LINE_MAX_LENGTH = 40, ROOM_FOR_ROWS = 8192 };

/* ---- The texts ---- */

struct series {
  const char *text;
  size_t length;
  near_answer *answer;
  const void *context;
  unsigned one_in, number;
  bool is_string; /* NUL follows */
  bool has_lines; /* lines are changed, not characters */
  uint64_t hash;
  bool shown;
};

/* What follows a text in memory, where no answer may look. */
static const char *const AFTER[] = {"0;", "a", "/x", "\"", " 1", "7:7"};
enum { AFTER_COUNT = sizeof AFTER / sizeof *AFTER };

/* The text with `count` bytes at `at` replaced. */
static void ask_with(struct series *series, size_t at, size_t count, const char *by) {
  if (series->number++ % series->one_in) return;
  char changed[2 * TEXT_MAX];
  size_t added = strlen(by), length = series->length - count + added;
  memcpy(changed, series->text, at);
  memcpy(changed + at, by, added);
  memcpy(changed + at + added, series->text + at + count, series->length - at - count);
  strcpy(changed + length, series->is_string ? "" : AFTER[series->number % AFTER_COUNT]);
  uint64_t answer = series->answer(changed, length, series->context);
  series->hash = hash_bytes(series->hash, &answer, sizeof answer);
  if (series->shown) printf("%" PRIu64 " %s\n", answer, changed);
}

/* Characters that begin, join or end words. */
static const char *const MARKS[] = {" ", "\n", ".", ",", ":", ";", "/", "-", "_",
                                    "'", "\"", "(", ")", "=", "@", "0", "x"};

/* With another character at a place, and with one more. */
static void ask_with_others(struct series *series, size_t at) {
  char c = series->text[at], next[] = {(char)(c + 1), '\0'}, twice[] = {c, c, '\0'};
  ask_with(series, at, 1, next);
  ask_with(series, at, 1, twice);
  for (size_t k = 0; k < sizeof MARKS / sizeof *MARKS; k++) {
    ask_with(series, at, 1, MARKS[k]);
    ask_with(series, at, 0, MARKS[k]);
  }
}

/* The end of the word that begins at a place; the place if none begins there. */
static size_t word_end(const struct series *series, size_t at) {
  size_t end = at;
  if (at > 0 && ascii_is_alnum(series->text[at - 1])) return at;
  while (end < series->length && ascii_is_alnum(series->text[end])) end++;
  return end;
}

/* Without the word at a place, and with one of one or two characters. */
static void ask_with_other_words(struct series *series, size_t at) {
  size_t length = word_end(series, at) - at;
  for (size_t left = 0; left < 3 && left < length; left++) ask_with(series, at + left, length - left, "");
}

/* With a word that is longer by up to LONGER_MAX characters: beyond the limits of words, numbers and lines.
 */
static void ask_with_longer_words(struct series *series, size_t at) {
  enum { LONGER_MAX = 72 };
  char more[LONGER_MAX + 1] = "";
  if (word_end(series, at) == at) return;
  for (size_t k = 0; k < LONGER_MAX; k++) {
    more[k] = series->text[at];
    ask_with(series, at, 0, more);
  }
}

static void ask_characters(struct series *series) {
  for (size_t at = 0; at < series->length; at++) {
    ask_with_others(series, at);
    ask_with_other_words(series, at);
    if (series->one_in == 1) ask_with_longer_words(series, at);
    for (size_t count = 1; count <= 3 && count <= series->length - at; count++)
      ask_with(series, at, count, "");
    ask_with(series, at, series->length - at, "");
    ask_with(series, 0, at, "");
  }
}

/* The length of the line at a place, with its end. */
static size_t line_length(const struct series *series, size_t at) {
  const char *end = memchr(series->text + at, '\n', series->length - at);
  return end ? (size_t)(end - series->text) + 1 - at : series->length - at;
}

/* Without each line, and with each line of the text also before each line. */
static void ask_lines(struct series *series) {
  char line[TEXT_MAX];
  for (size_t at = 0; at < series->length; at += line_length(series, at)) {
    ask_with(series, at, line_length(series, at), "");
    for (size_t from = 0; from < series->length; from += line_length(series, from)) {
      snprintf(line, sizeof line, "%.*s", (int)line_length(series, from), series->text + from);
      ask_with(series, at, 0, line);
    }
  }
}

static void ask_all(struct series *series) {
  series->hash = HASH_START;
  series->number = 0;
  if (series->has_lines)
    ask_lines(series);
  else
    ask_characters(series);
}

/* ---- The file ---- */

static struct { uint64_t key, hash; } known[ROOM_FOR_ROWS];
static size_t known_count;

static void read_known(void) {
  FILE *in = fopen(MCPX_VECTORS "/derived/near.txt", "r");
  assert_non_null(in);
  while (known_count < ROOM_FOR_ROWS &&
         fscanf(in, "%" SCNx64 " %" SCNx64, &known[known_count].key, &known[known_count].hash) == 2)
    known_count++;
  fclose(in);
  assert_in_range(known_count, 1, ROOM_FOR_ROWS - 1);
}

static const uint64_t *find_known(uint64_t key) {
  if (!known_count) read_known();
  for (size_t i = 0; i < known_count; i++)
    if (known[i].key == key) return &known[i].hash;
  return NULL;
}

/* The key of a row. Rows of a group may have the same text. */
static uint64_t key_of(const char *text, size_t length) {
  static uint64_t used[ROOM_FOR_ROWS];
  static size_t count;
  uint64_t key = hash_bytes(hash_bytes(HASH_START, rows_group, strlen(rows_group)), text, length);
  for (size_t i = 0; i < count; i++) key += used[i] == key;
  assert_in_range(count, 0, ROOM_FOR_ROWS - 1);
  used[count++] = key;
  return key;
}

static void append_line(const char *path, uint64_t key, uint64_t hash) {
  FILE *out = fopen(path, "a");
  assert_non_null(out);
  fprintf(out, "%016" PRIx64 " %016" PRIx64 "\n", key, hash);
  fclose(out);
}

static void compare(const char *text, struct series series) {
  const char *mode = getenv("MCPX_NEAR");
  size_t length = strlen(text);
  if (length > TEXT_MAX) return;
  series.text = text;
  series.length = length;
  uint64_t key = key_of(text, length);
  if (key % SANITIZED_STEP) return;
  ask_all(&series);
  if (mode && strcmp(mode, "show") != 0) {
    append_line(mode, key, series.hash);
    return;
  }
  const uint64_t *hash = find_known(key);
  if (!hash || *hash == series.hash) return;
  series.shown = mode != NULL;
  if (mode) ask_all(&series);
  fail_msg(
      "%s: '%s': texts beside this one have other answers than before. If that is intended, ./dev derive "
      "writes tests/vectors/derived/near.txt.",
      rows_group, text);
}

void near_compare(const char *text, near_answer *answer, const void *context) {
  compare(text, (struct series){.answer = answer, .context = context, .one_in = 1});
}

void near_compare_strings(const char *text, unsigned one_in, near_answer *answer, const void *context) {
  compare(text, (struct series){.answer = answer, .context = context, .one_in = one_in, .is_string = true});
}

/* ---- Responses of the filter ---- */

static uint64_t hash_of_response(char *line) {
  static mcpx_check_memory memory;
  static char response[MCPX_RESPONSE_MAX];
  size_t length = mcpx_respond(line, strlen(line), &memory, response, sizeof response);
  return hash_bytes(HASH_START, response, length);
}

static uint64_t response_to_line(const char *text, size_t length, const void *context) {
  char line[TEXT_MAX + 3];
  (void)context;
  memcpy(line, text, length + 1);
  return hash_of_response(line);
}

void near_compare_requests(const char *line, unsigned one_in) {
  near_compare_strings(line, one_in, response_to_line, NULL);
}

static uint64_t response_to(const char *text, size_t length, const void *request) {
  char line[8 * TEXT_MAX], *string = quoted(text);
  (void)length;
  snprintf(line, sizeof line, request, string);
  free(string);
  return hash_of_response(line);
}

void near_compare_responses(const char *text, unsigned one_in, const char *request) {
  near_compare_strings(text, one_in, response_to, request);
}

void near_compare_logs(const char *text) {
  static const char REQUEST[] = "{\"op\":\"log\",\"text\":%s}";
  compare(text,
          (struct series){
              .answer = response_to, .context = REQUEST, .one_in = 1, .is_string = true, .has_lines = true});
}

/* As a free string, in place of a value of a closed set, and as a key. */
static uint64_t scan_of(const char *text, size_t length, const void *context) {
  char payload[8 * TEXT_MAX], *string = quoted(text);
  (void)length, (void)context;
  snprintf(payload, sizeof payload, "{\"note\":%s,\"edition\":%s,\"x\":{%s:[]}}", string, string, string);
  free(string);
  return response_to(payload, strlen(payload), "{\"op\":\"scan\",\"payload\":%s}");
}

void near_compare_scans(const char *text) {
  near_compare_strings(text, strlen(text) < 50 ? 11 : 61, scan_of, NULL);
}
