/* vectors.c: reads the vector files of tests/vectors. */
#include "vectors.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sanitized.h"

/* cJSON ends a string at U+0000, which many vectors contain. A noncharacter whose escape has the same length
 * replaces it while cJSON parses. */
#define NUL_STAND_IN "\xEF\xB7\x90" /* U+FDD0 */

static void hide_nuls(char *line) {
  for (char *at = line; (at = strchr(at, '\\')) != NULL; at += 2)
    if (strncmp(at, "\\u0000", 6) == 0) memcpy(at, "\\ufdd0", 6);
}

/* Works in place. Returns the length, since the text may contain NUL now. */
static size_t restore_nuls(char *text) {
  size_t length = 0;
  for (const char *in = text; *in;) {
    bool nul = strncmp(in, NUL_STAND_IN, 3) == 0;
    text[length++] = nul ? '\0' : *in;
    in += nul ? 3 : 1;
  }
  return length;
}

static const char *string_of(const cJSON *object, const char *key) {
  return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
}

static bool is_true(const cJSON *object, const char *key) {
  return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, key));
}

/* Returns the index of a name in a list that ends with NULL; 0 if it is absent. */
static int position(const char *name, const char *const *names) {
  for (int i = 0; name && names[i]; i++)
    if (strcmp(names[i], name) == 0) return i;
  return 0;
}

static void read_facts(const cJSON *facts, mcpx_hints *hints) {
  static const char *const EXEC[] = {"", "ENOENT", "EACCES", "ENOEXEC", "OTHER", NULL};
  static const char *const OP[] = {"", "ECONNREFUSED", "ENETUNREACH", "EHOSTUNREACH", NULL};
  hints->coded = string_of(facts, "coded");
  hints->coded_length = hints->coded ? strlen(hints->coded) : 0;
  hints->exec_name = string_of(facts, "exec_name");
  hints->exec_name_length = hints->exec_name ? strlen(hints->exec_name) : 0;
  hints->exec_errno = (mcpx_exec_errno)position(string_of(facts, "exec_errno"), EXEC);
  hints->op_errno = (mcpx_op_errno)position(string_of(facts, "op_errno"), OP);
  hints->exit = is_true(facts, "exit");
  hints->deadline = is_true(facts, "deadline");
  hints->dns = is_true(facts, "dns");
}

static mcpx_hints hints_of(const cJSON *line, mcpx_profile profile) {
  const cJSON *isolated = cJSON_GetObjectItemCaseSensitive(line, "docker_isolated");
  const char *transport = string_of(line, "transport"), *named = string_of(line, "profile");
  mcpx_hints hints = {.profile = profile};
  if (named) hints.profile = strcmp(named, "proxy") == 0 ? MCPX_PROFILE_PROXY : MCPX_PROFILE_EXTENDED;
  hints.transport = mcpx_transport_find(transport, transport ? strlen(transport) : 0);
  if (cJSON_IsBool(isolated))
    hints.docker_isolated = cJSON_IsTrue(isolated) ? MCPX_ISOLATION_YES : MCPX_ISOLATION_NO;
  read_facts(cJSON_GetObjectItemCaseSensitive(line, "facts"), &hints);
  return hints;
}

static void stop(const char *file, size_t line, const char *why) {
  fprintf(stderr, "%s:%zu: %s\n", file, line, why);
  exit(2);
}

static void add_row(struct vectors *vectors, const char *file, size_t number, cJSON *line,
                    mcpx_profile profile) {
  const char *code = string_of(line, "code");
  char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(line, "text"));
  struct vector row = {.file = file, .line = number, .text = text, .hints = hints_of(line, profile)};
  row.label = code ? code : string_of(line, "label");
  row.alt = cJSON_GetObjectItemCaseSensitive(line, "alt");
  row.rule = string_of(line, "rule");
  if (!text || !row.label) stop(file, number, "a vector needs a text, and a code or a label");
  row.length = restore_nuls(text);
  struct vector *rows = realloc(vectors->rows, (vectors->count + 1) * sizeof *rows);
  if (!rows) stop(file, number, "not enough memory");
  vectors->rows = rows;
  rows[vectors->count++] = row;
}

void vectors_add(struct vectors *vectors, const char *file, mcpx_profile profile) {
  char path[4096], *line = NULL;
  size_t room = 0;
  snprintf(path, sizeof path, "%s/%s", MCPX_VECTORS, file);
  FILE *in = fopen(path, "r");
  if (!in && errno == ENOENT) return;
  if (!in) stop(file, 0, strerror(errno));
  if (!vectors->lines) vectors->lines = cJSON_CreateArray();
  for (size_t number = 1; getline(&line, &room, in) > 0; number++) {
    hide_nuls(line);
    cJSON *parsed = cJSON_Parse(line);
    if (!cJSON_IsObject(parsed)) stop(file, number, "not a JSON object");
    cJSON_AddItemToArray(vectors->lines, parsed);
    add_row(vectors, file, number, parsed, profile);
  }
  free(line);
  fclose(in);
}

struct vectors vectors_all(void) {
  struct vectors all = {0};
  vectors_add(&all, "classify.jsonl", MCPX_PROFILE_PROXY);
  vectors_add(&all, "extended.jsonl", MCPX_PROFILE_EXTENDED);
  vectors_add(&all, "families.jsonl", MCPX_PROFILE_EXTENDED);
  vectors_add(&all, "rules.jsonl", MCPX_PROFILE_EXTENDED);
  vectors_add(&all, "kinds.jsonl", MCPX_PROFILE_EXTENDED);
  vectors_add(&all, "cures.jsonl", MCPX_PROFILE_EXTENDED);
  vectors_add(&all, "negatives.jsonl", MCPX_PROFILE_EXTENDED);
  return all;
}

void vectors_free(struct vectors *vectors) {
  cJSON_Delete(vectors->lines);
  free(vectors->rows);
  *vectors = (struct vectors){0};
}

static void keep_every(struct vectors *vectors, size_t step) {
  size_t kept = 0;
  for (size_t i = 0; i < vectors->count; i += step) vectors->rows[kept++] = vectors->rows[i];
  vectors->count = kept;
}

int vectors_load(void **state) {
  static struct vectors all;
  all = vectors_all();
  *state = &all;
  return 0;
}

int vectors_load_part(void **state) {
  int failed = vectors_load(state);
  keep_every(*state, SANITIZED_STEP);
  return failed;
}

int vectors_unload(void **state) {
  vectors_free(*state);
  return 0;
}
