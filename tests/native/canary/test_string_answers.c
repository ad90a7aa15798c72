/* test_string_answers.c: what the detectors, formats and lists of names say of each string of the vectors,
 * and of variants of them. The other tests have texts that somebody chose for a detector; this one notices a
 * change of any range.
 *
 *     test_canary_string_answers                compares with tests/vectors/derived/strings.txt
 *     test_canary_string_answers write          prints what that file must contain; ./dev derive calls this
 *     test_canary_string_answers show FUNCTION  prints what a function finds, with the strings; compare this
 * with that of another build
 *
 * The file has one line per function: its name, how often it finds something, hash of all answers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cJSON.h"
#include "canary/canary.h"
#include "canary/detect.h"
#include "canary/extent.h"
#include "canary/names.h"
#include "canary/safe_names.h"
#include "canary/top_domains.h"
#include "canary/unmask.h"
#include "derived.h"
#include "formats/formats.h"
#include "formats/made_id.h"
#include "formats/release.h"
#include "leaks.h"
#include "payloads.h"
#include "rows.h"
#include "variants.h"

enum { VARIANTS = 5, RANGES_MAX = 8, TEXT_MAX = 4096 };

/* ---- The functions ---- */

/* What a function finds in a text: each range, or one from 0 to its answer. */
static size_t found_by(bool (*find)(mcpx_text text, size_t *at, mcpx_range *range), mcpx_text text,
                       mcpx_range *ranges) {
  size_t count = 0, at = 0;
  while (count < RANGES_MAX && at < text.length && find(text, &at, &ranges[count])) count++;
  return count;
}

static size_t answered(uint64_t answer, mcpx_range *ranges) {
  ranges[0] = (mcpx_range){0, (size_t)answer};
  return answer != 0;
}

static size_t release_of_any(mcpx_text text, bool (*is)(mcpx_text), bool (*is_usual)(mcpx_text)) {
  return is(text) ? 1 + (size_t)is_usual(text) : 0;
}

static uint64_t route_words(mcpx_text text) {
  if (!format_is_route(text)) return 0;
  struct format_route_words words = format_route_words_start(text);
  uint64_t hash = HASH_START;
  while (format_route_next_word(&words)) {
    size_t place[] = {(size_t)(words.word.bytes - text.bytes), words.word.length, words.concrete};
    hash = hash_bytes(hash, place, sizeof place);
  }
  return hash >> 8;
}

static uint64_t date_time(mcpx_text text) {
  int64_t seconds = 0;
  return format_is_date_time(text, &seconds) ? (uint64_t)seconds : 0;
}

static bool is_id(mcpx_text text) { return format_is_uuid(text) || format_is_machine_id(text); }

static uint64_t unmasked(mcpx_text text) {
  char out[TEXT_MAX];
  uint32_t sources[TEXT_MAX + 1];
  size_t length = unmask_text(text, out, sources);
  return hash_bytes(hash_bytes(HASH_START, out, length), sources, (length + 1) * sizeof *sources) >> 8;
}

static uint64_t squeezed(mcpx_text text) {
  char out[TEXT_MAX];
  uint32_t sources[TEXT_MAX + 1];
  size_t length = unmask_squeezed(text, out, sources);
  return hash_bytes(hash_bytes(HASH_START, out, length), sources, (length + 1) * sizeof *sources) >> 8;
}

static uint64_t unmasked_parts(mcpx_text text,
                               bool (*next)(mcpx_text, size_t *, char *, mcpx_text *, mcpx_range *)) {
  char out[TEXT_MAX];
  mcpx_text part;
  mcpx_range range;
  uint64_t hash = HASH_START;
  size_t count = 0;
  for (size_t at = 0; at < text.length && next(text, &at, out, &part, &range); count++) {
    hash = hash_bytes(hash, part.bytes, part.length);
    hash = hash_bytes(hash, &range, sizeof range);
  }
  return count ? hash >> 8 : 0;
}

static uint64_t without_safe_names(mcpx_text text) {
  char out[TEXT_MAX];
  memcpy(out, text.bytes, text.length);
  safe_names_blank(out, text.length);
  return memcmp(out, text.bytes, text.length) ? hash_bytes(HASH_START, out, text.length) >> 8 : 0;
}

#define EACH_ANSWER(A)                                                                                    \
  A(format_is_uuid, format_is_uuid(text))                                                                 \
  A(format_is_version, format_is_version(text))                                                           \
  A(format_is_go_version, format_is_go_version(text))                                                     \
  A(format_is_date_time, date_time(text))                                                                 \
  A(format_is_route, route_words(text))                                                                   \
  A(format_is_client_name, format_is_client_name(text))                                                   \
  A(format_is_client_id, format_is_client_id(text))                                                       \
  A(format_is_check_name, format_is_check_name(text))                                                     \
  A(format_is_code_name, format_is_code_name(text))                                                       \
  A(format_is_word, format_is_word(text))                                                                 \
  A(format_release, (uint64_t)(format_release(text) + 1))                                                 \
  A(format_is_made_id, is_id(text) + (is_id(text) && format_is_made_id(text)))                            \
  A(format_is_random_uuid, format_is_uuid(text) && format_is_random_uuid(text))                           \
  A(release_is_short_version, release_of_any(text, format_is_version, release_is_short_version))          \
  A(release_is_usual_version, release_of_any(text, format_is_version, release_is_usual_version))          \
  A(release_is_usual_go_version, release_of_any(text, format_is_go_version, release_is_usual_go_version)) \
  A(name_is_given, name_is_given(text))                                                                   \
  A(name_is_family, name_is_family(text))                                                                 \
  A(name_is_organization, name_is_organization(text))                                                     \
  A(name_is_full, name_is_full(text))                                                                     \
  A(name_is_plain_word, name_is_plain_word(text))                                                         \
  A(name_is_plain_text, name_is_plain_text(text))                                                         \
  A(canary_key_of, canary_key_of(text))                                                                   \
  A(canary_key_is_neutral, canary_key_is_neutral(text))                                                   \
  A(canary_is_card_number, canary_is_card_number(text))                                                   \
  A(canary_is_device_number, canary_is_device_number(text))                                               \
  A(canary_is_national_number, canary_is_national_number(text))                                           \
  A(extent_word_end, extent_word_end(text, text.length / 2))                                              \
  A(extent_word_start, extent_word_start(text, 0, text.length / 2))                                       \
  A(extent_path_start, extent_path_start(text, text.length / 2))                                          \
  A(extent_path_end, extent_path_end(text, text.length / 3, text.length / 2))                             \
  A(extent_url_end, extent_url_end(text, text.length / 3, text.length / 2))                               \
  A(extent_value_end, extent_value_end(text, text.length / 3))                                            \
  A(detect_uuid_length, detect_uuid_length(text, text.length / 3))                                        \
  A(safe_names_blank, without_safe_names(text))                                                           \
  A(unmask_forms, unmask_forms(text))                                                                     \
  A(unmask_text, unmasked(text))                                                                          \
  A(unmask_squeezed, squeezed(text))                                                                      \
  A(unmask_next_encoded, unmasked_parts(text, unmask_next_encoded))                                       \
  A(unmask_next_reversed, unmasked_parts(text, unmask_next_reversed))

#define FUNCTION(name, answer) \
  static size_t ask_##name(mcpx_text text, mcpx_range *ranges) { return answered(answer, ranges); }
EACH_ANSWER(FUNCTION)

#define DETECTOR(name, kinds, triggers, digits, finds, found) \
  static size_t ask_##finds(mcpx_text text, mcpx_range *ranges) { return found_by(finds, text, ranges); }
#define ALSO(name, kinds, triggers, digits, finds) DETECTOR(name, kinds, triggers, digits, finds, )
#include "tables/detectors.def"

static struct asked {
  const char *name;
  size_t (*ask)(mcpx_text text, mcpx_range *ranges); /* returns how many ranges */
  size_t count;
  uint64_t hash;
} functions[] = {
#define ROW(name, answer) {#name, ask_##name, 0, HASH_START},
    EACH_ANSWER(ROW)
#define DETECTOR(name, kinds, triggers, digits, finds, found) {#finds, ask_##finds, 0, HASH_START},
#define ALSO(name, kinds, triggers, digits, finds) DETECTOR(name, kinds, triggers, digits, finds, )
#include "tables/detectors.def"
};

enum { FUNCTIONS = sizeof functions / sizeof *functions };

/* ---- The strings ---- */

static const struct asked *shown;

static void print_ranges(mcpx_text text, const mcpx_range *ranges, size_t count) {
  printf("%.*s", (int)text.length, text.bytes);
  for (size_t i = 0; i < count; i++) printf(" %zu-%zu", ranges[i].start, ranges[i].end);
  putchar('\n');
}

static void ask(struct asked *function, mcpx_text text) {
  mcpx_range ranges[RANGES_MAX];
  size_t count = function->ask(text, ranges);
  function->count += count;
  function->hash = hash_bytes(function->hash, &count, sizeof count);
  function->hash = hash_bytes(function->hash, ranges, count * sizeof *ranges);
  if (function == shown) print_ranges(text, ranges, count);
}

/* The text is in memory of exactly its length, so that a sanitizer notices a read past its end. */
static void ask_string(const char *string) {
  size_t length = strlen(string);
  if (length == 0 || length > TEXT_MAX) return;
  char *bytes = test_malloc(length);
  memcpy(bytes, string, length);
  for (size_t k = 0; k < FUNCTIONS; k++) ask(&functions[k], (mcpx_text){bytes, length});
  test_free(bytes);
}

static void ask_variants(const char *string) {
  static unsigned number;
  ask_string(string);
  for (unsigned k = 0; k < VARIANTS; k++) {
    char *variant = variant_of(string, number++);
    if (variant) ask_string(variant);
    free(variant);
  }
}

/* All strings and keys in a JSON text. */
static void ask_strings(const cJSON *value) {
  if (value->string) ask_variants(value->string);
  if (cJSON_IsString(value)) ask_variants(value->valuestring);
  for (const cJSON *child = value->child; child; child = child->next) ask_strings(child);
}

static void ask_file(const char *name, const char *member, int step) {
  cJSON *rows = vector_lines(name);
  int number = 0;
  for (const cJSON *row = rows->child; row; row = row->next) {
    const char *raw = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, member));
    if (!raw || number++ % step) continue;
    cJSON *value = cJSON_Parse(raw);
    if (value)
      ask_strings(value);
    else
      ask_variants(raw);
    cJSON_Delete(value);
  }
  cJSON_Delete(rows);
}

/* The strings of generated leaks, in two of the places. */
static void ask_leaks(void) {
  static struct leak leak;
  for (size_t number = 0; number < leak_count(); number++) {
    if (!leak_write(number, (unsigned)number * 2654435761u >> 20, &leak)) continue;
    if (strcmp(leak.place, "sentence") != 0 && strcmp(leak.place, "enum_value") != 0) continue;
    cJSON *payload = cJSON_Parse(leak.payload);
    ask_variants(payload->child->valuestring);
    cJSON_Delete(payload);
  }
}

static void ask_all(void) {
  ask_leaks();
  ask_file("canary.jsonl", "value", 1);
  ask_file("canary.jsonl", "key", 1);
  ask_file("schemas.jsonl", "payload", 8);
  ask_file("real-heartbeats.jsonl", "payload", 4);
  ask_file("extended.jsonl", "text", 1);
  ask_file("reports.jsonl", "text", 1);
  ask_file("kinds.jsonl", "text", 4);
}

static void add_functions(struct derived *derived) {
  ask_all();
  for (size_t k = 0; k < FUNCTIONS; k++)
    derived_line(derived, functions[k].name, functions[k].count, functions[k].hash);
}

int main(int argc, char **argv) {
  if (argc != 3 || strcmp(argv[1], "show") != 0)
    return derived_main(argc, argv, "strings.txt", add_functions);
  for (size_t k = 0; k < FUNCTIONS; k++)
    if (strcmp(functions[k].name, argv[2]) == 0) shown = &functions[k];
  ask_all();
  return shown == NULL;
}
