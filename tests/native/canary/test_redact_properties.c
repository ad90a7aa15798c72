/* test_redact_properties.c: what holds for every redacted text: nothing is left in it, redacting it again
 * changes nothing, and where it is long, its passages are as good as the whole. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "canary/safe_names.h"
#include "payloads.h"
#include "redacted.h"
#include "rows.h"
#include "vectors.h"

/* ---- What is left ---- */

/* What the canary says of a text whose safe names are blanked: the first rule other than the kept ones. */
static const char *left_rule(const char *text, size_t length) {
  char *blanked = strdup(text);
  assert_non_null(blanked);
  safe_names_blank(blanked, length);
  char *raw = quoted(blanked);
  char *payload = malloc(strlen(raw) + 16);
  assert_non_null(payload);
  sprintf(payload, "{\"x\":%s}", raw);
  const struct outcome *outcome = check(mcpx_scan, payload, strlen(payload), NULL);
  const char *left = NULL;
  for (size_t i = 0; i < outcome->verdict.stored; i++) {
    const mcpx_finding *finding = &outcome->findings[i];
    bool kept = strcmp(finding->rule, "command_line") == 0 || strcmp(finding->rule, "relative_path") == 0;
    if (finding->severity == MCPX_SEVERITY_ERROR && !kept) left = finding->rule;
  }
  free(payload);
  free(raw);
  free(blanked);
  return left;
}

/* How many texts changed, and in how many mcpx_scan finds something all the same: safe names that are
 * escaped, or in full-width letters. */
struct tally {
  size_t changed;
  size_t left;
};

static void check_text(const char *text, size_t length, struct tally *tally) {
  struct redacted once = redact_sized(text, length, NULL);
  tally->changed += once.count > 0;
  check_redacted(text, length, &once);
  const char *left = memchr(text, 0, length) ? NULL : left_rule(once.text, once.length);
  tally->left += left != NULL;
  if (left) print_message("%s is left in '%s'\n", left, once.text);
  free(once.text);
}

/* Of the texts so many change: homes, hosts and so on. It may become less. */
static void leaves_nothing_in_error_texts(void **state) {
  const struct vectors *all = *state;
  struct tally tally = {0};
  for (size_t i = 0; i < all->count; i++) check_text(all->rows[i].text, all->rows[i].length, &tally);
  CHECK(10 * tally.changed > all->count && 4 * tally.changed < all->count, "%zu of %zu texts change",
        tally.changed, all->count);
  CHECK(tally.left <= 4, "something is left in %zu texts", tally.left);
}

/* What a reader sees of an error: does the redacted text give the same code? In a few texts the code rests on
 * a path or a host, which redaction removes. */
static void keeps_the_code(void **state) {
  const struct vectors *all = *state;
  size_t other = 0;
  for (size_t i = 0; i < all->count; i++) {
    const struct vector *row = &all->rows[i];
    mcpx_hints hints = row->hints;
    mcpx_answer before, after;
    hints.profile = MCPX_PROFILE_EXTENDED;
    struct redacted once = redact_sized(row->text, row->length, NULL);
    mcpx_classify(row->text, row->length, &hints, &before);
    mcpx_classify(once.text, once.length, &hints, &after);
    other += before.code != after.code;
    free(once.text);
  }
  CHECK(1000 * other <= 5 * all->count, "%zu of %zu texts get another code", other, all->count);
}

/* ---- The leaks of the corpus, in the middle of other text ---- */

static char *joined(const cJSON *parts) {
  char *out = calloc(1, 1 << 20);
  assert_non_null(out);
  const cJSON *part;
  if (cJSON_IsString(parts)) strcat(out, parts->valuestring);
  cJSON_ArrayForEach(part, parts) strcat(out, cJSON_GetStringValue(part));
  return out;
}

/* The leak as text, to be freed; NULL where it is not a string. */
static char *leak_of(const cJSON *row) {
  const cJSON *raw = cJSON_GetObjectItemCaseSensitive(row, "key");
  if (!raw) raw = cJSON_GetObjectItemCaseSensitive(row, "value");
  char *json = joined(raw), *text = NULL;
  cJSON *value = cJSON_Parse(json);
  if (cJSON_IsString(value)) text = strdup(value->valuestring);
  cJSON_Delete(value);
  free(json);
  return text;
}

static const char *const LINES[] = {
    "failed to start server: %s",
    "2026-01-02 10:11:12 | ERROR | cannot open \"%s\" (code 3)",
    "one\r\nat run (%s), and more\r\nlast",
    "{\"error\":\"spawn %s ENOENT\",\"n\":1}",
    "%s\nnext",
};

static void leaves_nothing_of_leaks(void **state) {
  struct cJSON *rows = vector_lines("canary.jsonl");
  const cJSON *row;
  struct tally tally = {0};
  size_t line = 0;
  (void)state;
  cJSON_ArrayForEach(row, rows) {
    char *leak = leak_of(row), *text = malloc((leak ? strlen(leak) : 0) + 128);
    assert_non_null(text);
    line++;
    if (leak) {
      sprintf(text, LINES[line % (sizeof LINES / sizeof *LINES)], leak);
      check_text(text, strlen(text), &tally);
    }
    free(text);
    free(leak);
  }
  cJSON_Delete(rows);
  CHECK(tally.changed > 2400, "%zu of %zu lines change", tally.changed, line);
  CHECK(tally.left <= 4, "something is left in %zu lines", tally.left);
}

/* ---- Long texts ---- */

/* The lines of the vectors, `least` bytes or more; to be freed. */
static char *long_text(const struct vectors *all, size_t least, const char *separator) {
  char *out = malloc(least + 65536), *end = out;
  assert_non_null(out);
  *end = '\0';
  for (size_t i = 0; (size_t)(end - out) < least; i = (i + 1) % all->count)
    if (all->rows[i].length < 4096 && !memchr(all->rows[i].text, 0, all->rows[i].length))
      end += sprintf(end, "%s%s", all->rows[i].text, separator);
  return out;
}

/* A long text is searched in passages; what is left in it has nothing to find as a whole either. */
static void leaves_nothing_in_long_texts(void **state) {
  static const char *const SEPARATORS[] = {"\n", " "};
  for (int i = 0; i < 2; i++) {
    char *text = long_text(*state, 80000, SEPARATORS[i]);
    struct tally tally = {0};
    check_text(text, strlen(text), &tally);
    assert_int_equal(tally.changed, 1);
    assert_int_equal(tally.left, 0);
    free(text);
  }
}

/* Joined texts give what each text gives, except for a word or two after the end of another text. */
static void joined_texts_become_the_same(void **state) {
  const struct vectors *all = *state;
  char *text = long_text(all, 300000, "\n"), *line = text;
  struct redacted once = redact(text);
  size_t length = 0;
  for (char *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
    struct redacted part = redact_sized(line, (size_t)(end - line), NULL);
    length += part.length + 1;
    free(part.text);
  }
  size_t difference = length > once.length ? length - once.length : once.length - length;
  CHECK(difference < 500, "%zu bytes by lines, %zu together", length, once.length);
  free(once.text);
  free(text);
}

/* Each place of a leak relative to the ends of passages gives the same. */
static void finds_leaks_across_passages(void **state) {
  static const char LEAK[] = " x password:\nhunter2 \"/home/alice smith/a b\" +1 415 555 2671 y";
  static const char WANTED[] = " x password:\n[auth_pair] \"[home_path]\" [phone] y";
  enum { LENGTH = 40000 };
  char *text = malloc(LENGTH + sizeof LEAK + 8);
  (void)state;
  assert_non_null(text);
  for (size_t at = 26000; at < 34000; at += 131) {
    for (size_t i = 0; i < LENGTH; i++) text[i] = i % 6 == 5 ? (i % 12 == 5 ? ' ' : '\n') : 'w';
    memcpy(text + at, LEAK, strlen(LEAK));
    struct redacted once = redact_sized(text, LENGTH, NULL);
    CHECK(once.count == 3 && memcmp(once.text + at, WANTED, strlen(WANTED)) == 0, "at %zu: %zu ranges", at,
          once.count);
    free(once.text);
  }
  free(text);
}

/* `length` bytes of a unit again and again; to be freed. */
static char *repeated(const char *unit, size_t length) {
  char *out = malloc(length + 1);
  assert_non_null(out);
  for (size_t i = 0, size = strlen(unit); i < length; i++) out[i] = unit[i % size];
  out[length] = '\0';
  return out;
}

struct unit {
  const char *text;
  const char *wanted; /* of many of them; NULL: only that doing it again changes nothing */
};

/* One long word or line, and what needs many rounds. A search that grew with the square would not end. */
static const struct unit UNITS[] = {
    {"aB3dE", "[high_entropy]"},
    {"/home/a/", "[home_path]"},
    {"/\xC3\xA9", "[absolute_path]"},
    {"u:p@h", "[url]"},
    {"L2hvbWUvYWxpY2Uv", NULL},
    {"x", NULL},
    {"\n", NULL},
    {"\"'", NULL},
    {"-", NULL},
    {"$", NULL},
    {"a@", NULL},
    {"sid=abc; ", NULL},
    {"password=", NULL},
    {"~a ", NULL},
    {"alice@example.com ", NULL},
    {"490154203237518 ", NULL},
    {"s macbook", NULL},
    {"-----BEGIN ", NULL},
    {"-----BEGIN x-----\nAAAAAAAAAAAAAAAAAAAAAAAA\n", NULL},
    {"\xF0\x9F\x98\x80", NULL},
};

static void is_redacted_as_a_whole(void **state) {
  const struct unit *unit = *state;
  enum { LENGTH = 70000 };
  char *text = repeated(unit->text, LENGTH);
  struct redacted once = redact(text);
  check_redacted(text, LENGTH, &once);
  if (unit->wanted) assert_string_equal(once.text, unit->wanted);
  free(once.text);
  free(text);
}

/* A passage is searched after the end of the last one, which may begin in the middle of a safe name. */
static void keeps_safe_names_across_passages(void **state) {
  enum { LENGTH = 40000 };
  (void)state;
  for (int more = 0; more < 48; more++) {
    char line[128];
    sprintf(line, "at /usr/lib/ruby/3.1.0/net/http.rb%.*s\n", more,
            "................................................");
    char *text = repeated(line, LENGTH - LENGTH % strlen(line));
    struct redacted once = redact(text);
    CHECK(once.count == 0, "%zu ranges with %d dots", once.count, more);
    free(once.text);
    free(text);
  }
}

#define BEGIN              \
  "-----BEGIN RSA PRIVATE" \
  " KEY-----"
#define END              \
  "-----END RSA PRIVATE" \
  " KEY-----"

/* A PEM block longer than a passage is one range. */
static void redacts_long_pem_blocks(void **state) {
  char *body = repeated("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY\n", 19000);
  char *text = malloc(70000);
  (void)state;
  assert_non_null(text);
  for (size_t at = 0; at < 40000; at += 5003) {
    char *before = repeated("word\n", at);
    sprintf(text, "%s" BEGIN "\n%s\n" END "\nrest", before, body);
    struct redacted once = redact(text);
    CHECK(once.count == 1 && strcmp(once.text + at, "[pem_block]\nrest") == 0, "at %zu: %zu ranges", at,
          once.count);
    free(once.text);
    free(before);
  }
  free(text);
  free(body);
}

int main(void) {
  const struct CMUnitTest cases[] = {
      cmocka_unit_test(leaves_nothing_of_leaks), cmocka_unit_test(finds_leaks_across_passages),
      cmocka_unit_test(keeps_safe_names_across_passages), cmocka_unit_test(redacts_long_pem_blocks)};
  const struct CMUnitTest texts[] = {cmocka_unit_test(leaves_nothing_in_error_texts),
                                     cmocka_unit_test(leaves_nothing_in_long_texts),
                                     cmocka_unit_test(joined_texts_become_the_same)};
  const struct CMUnitTest codes[] = {cmocka_unit_test(keeps_the_code)}; /* a rate over all texts */
  return RUN_ROWS(UNITS, is_redacted_as_a_whole) + cmocka_run_group_tests(cases, NULL, NULL) +
         cmocka_run_group_tests(texts, vectors_load_part, vectors_unload) +
         cmocka_run_group_tests(codes, vectors_load, vectors_unload);
}
