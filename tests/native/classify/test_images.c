/* test_images.c: the runtime that an image lacks and the image to use, by the vectors; a text in pieces, a
 * copied stream and a stored answer give the same; hostile texts and names are not repeated. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_tree.h"
#include "rows.h"

/* The hints of a row. `images` receives the default images, which the caller frees. */
static mcpx_hints hints_of_row(const cJSON *row, char **images) {
  const cJSON *isolated = cJSON_GetObjectItem(row, "docker_isolated");
  const cJSON *defaults = cJSON_GetObjectItem(row, "default_images");
  const char *client = tree_string(row, "client"), *profile = tree_string(row, "profile");
  mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED};
  if (profile && strcmp(profile, "proxy") == 0) hints.profile = MCPX_PROFILE_PROXY;
  if (cJSON_IsBool(isolated))
    hints.docker_isolated = cJSON_IsTrue(isolated) ? MCPX_ISOLATION_YES : MCPX_ISOLATION_NO;
  if (client) hints.client = mcpx_client_find(client, strlen(client));
  hints.command = tree_string(row, "command");
  hints.command_length = hints.command ? strlen(hints.command) : 0;
  hints.image = tree_string(row, "image");
  hints.image_length = hints.image ? strlen(hints.image) : 0;
  *images = defaults ? cJSON_PrintUnformatted(defaults) : NULL;
  hints.default_images = *images;
  hints.default_images_length = *images ? strlen(*images) : 0;
  return hints;
}

static bool is_image_step(const char *label) {
  return strncmp(label, "The image lacks ", 16) == 0 || strstr(label, "isolation.image") ||
         strstr(label, "that image in args");
}

/* Steps for all runtimes at once are shown only if the runtime is not known. */
static void check_steps(const char *id, const mcpx_answer *answer, const cJSON *wanted) {
  static char text[32768];
  const cJSON *step;
  int i = 0, count = cJSON_GetArraySize(wanted);
  assert_true(mcpx_advice_json(answer, text, sizeof text) < sizeof text);
  cJSON *advice = cJSON_Parse(text);
  assert_non_null(advice);
  cJSON_ArrayForEach(step, cJSON_GetObjectItem(advice, "steps")) {
    const char *label = tree_string(step, "label"),
               *next = cJSON_GetStringValue(cJSON_GetArrayItem(wanted, i));
    bool general = strncmp(label, "If the entry has ", 17) == 0 ||
                   strncmp(label, "Use an image that contains the", 30) == 0;
    CHECK(!general || count == 0, "%s: %s", id, label);
    if (general || !is_image_step(label)) continue;
    CHECK(next && strcmp(label, next) == 0, "%s: %s", id, label);
    i++;
  }
  CHECK(i == count, "%s: %d steps", id, i);
  cJSON_Delete(advice);
}

/* The stream moves between the pieces, as its manual allows. */
static void classify_in_pieces(const char *text, const mcpx_hints *hints, size_t size, mcpx_answer *answer) {
  static mcpx_stream streams[2];
  size_t length = strlen(text), k = 0;
  mcpx_classify_start(&streams[0], hints);
  for (size_t at = 0; at < length; at += size, k = !k) {
    mcpx_classify_feed(&streams[k], text + at, length - at < size ? length - at : size);
    memcpy(&streams[!k], &streams[k], sizeof streams[k]);
    memset(&streams[k], 0xA5, sizeof streams[k]);
  }
  mcpx_classify_finish(&streams[k], answer);
  assert_true(mcpx_classify_decide(&streams[k], hints, answer));
}

static void check_row(const cJSON *row) {
  const char *id = tree_string(row, "id"), *text = tree_string(row, "text");
  char *images;
  mcpx_hints hints = hints_of_row(row, &images), bare = hints;
  mcpx_answer answer, other;
  mcpx_classify(text, strlen(text), &hints, &answer);
  CHECK(strcmp(mcpx_code_name(answer.code), tree_string(row, "code")) == 0, "%s", id);
  if (hints.profile == MCPX_PROFILE_EXTENDED) check_steps(id, &answer, cJSON_GetObjectItem(row, "steps"));
  for (size_t size = 1; size < 20; size += 6) {
    classify_in_pieces(text, &hints, size, &other);
    assert_string_equal(other.runtime, answer.runtime);
    assert_string_equal(other.default_image, answer.default_image);
    assert_int_equal(other.image_source, answer.image_source);
  }
  bare.command = bare.image = bare.default_images = NULL;
  mcpx_classify(text, strlen(text), &bare, &other);
  assert_int_equal(other.code, answer.code);
  assert_string_equal(other.rule, answer.rule);
  assert_int_equal(other.cause, answer.cause);
  free(images);
}

static void vectors_have_their_steps(void **state) {
  cJSON *rows = tree_of_lines("images.jsonl");
  const cJSON *row;
  (void)state;
  assert_true(cJSON_GetArraySize(rows) > 90);
  cJSON_ArrayForEach(row, rows) check_row(row);
  cJSON_Delete(rows);
}

/* ---- The hints alone ---- */

struct hint_row {
  const char *name;
  const char *command, *image, *defaults;
  const char *runtime, *default_image;
  mcpx_image_source source;
};

#define UV "ghcr.io/astral-sh/uv:python3.13-bookworm-slim"
#define UNSURE MCPX_IMAGE_UNKNOWN

static const struct hint_row HINT_ROWS[] = {
    {"a command", "uvx", NULL, NULL, "uvx", UV, UNSURE},
    {"an image", "uvx", "x", NULL, "uvx", UV, MCPX_IMAGE_OF_SERVER},
    {"the default image", "uvx", UV, NULL, "uvx", UV, MCPX_IMAGE_IS_DEFAULT},
    {"no command", NULL, "x", NULL, "", "", UNSURE},
    {"an empty command", "", "x", NULL, "", "", UNSURE},
    {"a command that is no name", "$(id)", "x", NULL, "", "", UNSURE},
    {"a folder", "/usr/bin/", NULL, NULL, "", "", UNSURE},
    {"31 letters", "abcdefghijklmnopqrstuvwxyz01234", NULL, NULL, "abcdefghijklmnopqrstuvwxyz01234", "",
     UNSURE},
    {"32 letters", "abcdefghijklmnopqrstuvwxyz012345", NULL, NULL, "", "", UNSURE},
    {"letters outside ASCII", "pyth\xC3\xB6n", NULL, NULL, "", "", UNSURE},
    {"default images", "npx", NULL, "{\"npx\":\"node:20\"}", "npx", "node:20", UNSURE},
    {"escapes", "npx", NULL, "{\"n\\u0070x\":\"node:\\u00320\"}", "npx", "node:20", UNSURE},
    {"the last of two", "npx", NULL, "{\"npx\":\"a\",\"npx\":\"b\"}", "npx", "b", UNSURE},
    {"another runtime", "npx", NULL, "{\"node\":\"node:20\"}", "npx", "", UNSURE},
    {"no image is a text", "npx", NULL, "{\"npx\":{\"npx\":\"x\"},\"a\":[1]}", "npx", "", UNSURE},
    {"an image with a space", "npx", NULL, "{\"npx\":\"a b\"}", "npx", "", UNSURE},
    {"an image with NUL", "npx", NULL, "{\"npx\":\"a\\u0000b\"}", "npx", "", UNSURE},
    {"an option of a command", "npx", NULL, "{\"npx\":\"--privileged\"}", "npx", "", UNSURE},
    {"an array", "npx", NULL, "[\"npx\"]", "npx", "node:22", UNSURE},
    {"not JSON", "npx", NULL, "{\"npx\":\"node:20\"", "npx", "node:22", UNSURE},
    {"text after it", "npx", NULL, "{\"npx\":\"node:20\"} x", "npx", "node:22", UNSURE},
    {"empty", "npx", NULL, "", "npx", "node:22", UNSURE},
};

static mcpx_hints hints_of_hint_row(const struct hint_row *row) {
  mcpx_hints hints = {.docker_isolated = MCPX_ISOLATION_YES, .command = row->command, .image = row->image};
  hints.command_length = row->command ? strlen(row->command) : 9;
  hints.image_length = row->image ? strlen(row->image) : 9;
  hints.default_images = row->defaults;
  hints.default_images_length = row->defaults ? strlen(row->defaults) : 9;
  return hints;
}

static void hints_describe_image(void **state) {
  static const char TEXT[] = "exec: \"x-program\": executable file not found in $PATH";
  const struct hint_row *row = *state;
  mcpx_hints hints = hints_of_hint_row(row);
  mcpx_answer answer, stored = {.code = mcpx_code_find("MCPX_DOCKER_EXEC_NOT_FOUND", 26)};
  mcpx_classify(TEXT, sizeof TEXT - 1, &hints, &answer);
  mcpx_answer_add_image(&stored, &hints);
  assert_string_equal(answer.runtime, row->runtime);
  assert_string_equal(answer.default_image, row->default_image);
  assert_int_equal(answer.image_source, row->source);
  assert_string_equal(stored.runtime, answer.runtime);
  assert_string_equal(stored.default_image, answer.default_image);
  assert_int_equal(stored.image_source, answer.image_source);
}

static void other_answers_stay(void **state) {
  mcpx_hints hints = {.command = "uvx", .command_length = 3};
  mcpx_answer answer = {.code = mcpx_code_find("MCPX_HTTP_401", 13)};
  (void)state;
  mcpx_answer_add_image(&answer, &hints);
  assert_string_equal(answer.runtime, "");
  answer.code = mcpx_code_find("MCPX_DOCKER_EXEC_NOT_FOUND", 26);
  mcpx_answer_add_image(&answer, NULL);
  assert_string_equal(answer.runtime, "");
  mcpx_answer_add_image(&answer, &hints);
  assert_string_equal(answer.runtime, "uvx");
}

/* An answer that is used again keeps nothing of before. */
static void used_answers_are_described_anew(void **state) {
  mcpx_hints known = {.command = "uvx", .command_length = 3}, unknown = {.command = "/", .command_length = 1};
  mcpx_answer answer = {.code = mcpx_code_find("MCPX_DOCKER_EXEC_NOT_FOUND", 26)};
  (void)state;
  mcpx_answer_add_image(&answer, &known);
  assert_string_not_equal(answer.default_image, "");
  mcpx_answer_add_image(&answer, &unknown);
  assert_string_equal(answer.default_image, "");
}

/* ---- Hostile texts ---- */

static const char *const PIECES[] = {"{",
                                     "}",
                                     "'",
                                     "\"",
                                     ":",
                                     ",",
                                     " ",
                                     "\n",
                                     "\"isolation\": {",
                                     "\"image\": \"node:18\"",
                                     "\"command\": \"uvx\"",
                                     "\"default_images\": {",
                                     "\"uvx\": \"uv:1\",",
                                     "exec: \"uvx\": executable file not found in $PATH",
                                     "sh: 1: ",
                                     ": not found",
                                     "$(reboot)",
                                     "\xFF",
                                     "\\\"",
                                     "&quot;"};
enum { PIECE_COUNT = sizeof PIECES / sizeof *PIECES };

static size_t random_configuration(char *text, size_t size, uint32_t *random) {
  size_t length =
      (size_t)sprintf(text, "exec: \"%s\": executable file not found in $PATH ", *random % 2 ? "uvx" : "$x");
  for (int i = 0; i < 200; i++) {
    *random = *random * 1664525 + 1013904223;
    const char *piece = PIECES[(*random >> 8) % PIECE_COUNT];
    int times = (*random >> 24) % 50 == 0 ? 400 : 1;
    for (int k = 0; k < times && length + 100 < size; k++)
      length += (size_t)sprintf(text + length, "%s", piece);
  }
  return length;
}

/* Pieces of configurations in any order, some many times: a name in an answer is always one word for a shell.
 */
static void any_pieces_are_read(void **state) {
  static char text[60000];
  static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-";
  const mcpx_hints hints = {.profile = MCPX_PROFILE_EXTENDED, .docker_isolated = MCPX_ISOLATION_YES};
  uint32_t random = 1;
  int named = 0;
  (void)state;
  for (int round = 0; round < 300; round++) {
    mcpx_answer answer;
    size_t length = random_configuration(text, sizeof text, &random);
    mcpx_classify(text, length, &hints, &answer);
    assert_int_equal(strspn(answer.runtime, LETTERS), strlen(answer.runtime));
    assert_int_equal(strcspn(answer.default_image, "$(){}'\"` \n;&|<>\\"), strlen(answer.default_image));
    named += *answer.runtime != '\0';
  }
  assert_true(named > 100);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(vectors_have_their_steps), cmocka_unit_test(other_answers_stay),
      cmocka_unit_test(used_answers_are_described_anew), cmocka_unit_test(any_pieces_are_read)};
  int failed = RUN_ROWS(HINT_ROWS, hints_describe_image);
  return failed + cmocka_run_group_tests_name("images", cases, NULL, NULL);
}
