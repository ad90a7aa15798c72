/* counts_saved.c: writes the state of mcpx_error_counts as one line of JSON, and reads it back.
 *
 *     {"version":2,"attempted":[COUNT,OPENED],"succeeded":[COUNT,OPENED],"counts":{CODE:[COUNT,OPENED]},
 *      "ever":[CODE…],"others_ever":…,"checksum":…}
 *
 * OPENED is the start of the counter's window; a counter without one is [0,0], and its code is left out. The
 * checksum covers all bytes before its comma: one changed bit can turn a valid count into another.
 *
 * Version 1 had one window for all counters, in "opened", and plain numbers in place of the pairs. */
#include <string.h>

#include "counts.h"
#include "json/number.h"
#include "json/writer.h"
#include "strict_tree.h"

enum { SAVED_ONE_WINDOW = 1, SAVED_FORMAT_VERSION = 2 };

static const char CHECKSUM_KEY[] = ",\"checksum\":";

/* CRC-32 without a table: the state is short and rarely saved. */
static uint32_t crc32_of(const char *bytes, size_t length) {
  uint32_t crc = UINT32_MAX;
  for (size_t i = 0; i < length; i++) {
    crc ^= (unsigned char)bytes[i];
    for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? UINT32_C(0xEDB88320) : 0);
  }
  return ~crc;
}

/* ---- Save ---- */

static void write_windowed_count(struct json_writer *json, const char *name,
                                 const struct windowed_count *counter) {
  json_key(json, name);
  json_open(json, '[');
  json_number(json, counter->count);
  json_number(json, counter->opened);
  json_close(json, ']');
}

static void write_counts_member(struct json_writer *json, const struct error_counts *counts) {
  json_key(json, "counts");
  json_open(json, '{');
  for (int code = 0; code < CODE_COUNT; code++)
    if (counts->codes[code].count) write_windowed_count(json, mcpx_code_name(code), &counts->codes[code]);
  json_close(json, '}');
}

static void write_ever_member(struct json_writer *json, const struct error_counts *counts) {
  json_key(json, "ever");
  json_open(json, '[');
  for (int code = 0; code < CODE_COUNT; code++)
    if (counts->ever[code]) json_string(json, mcpx_code_name(code));
  json_close(json, ']');
}

/* Writes everything that the checksum covers. */
static void write_saved_members(struct json_writer *json, const struct error_counts *counts) {
  json_open(json, '{');
  json_number_member(json, "version", SAVED_FORMAT_VERSION);
  write_windowed_count(json, "attempted", &counts->attempted);
  write_windowed_count(json, "succeeded", &counts->succeeded);
  write_counts_member(json, counts);
  write_ever_member(json, counts);
  json_number_member(json, "others_ever", counts->others_ever);
}

size_t mcpx_error_counts_save(const mcpx_error_counts *counts, char *out, size_t capacity) {
  char saved[MCPX_SAVED_COUNTS_MAX];
  mcpx_error_counts copy = counts ? *counts : (mcpx_error_counts){.bytes = {0}};
  const struct error_counts *state = counts_of(&copy);
  struct json_writer json = json_start(state ? saved : out, state ? sizeof saved : capacity);
  if (!state) return json_finish(&json);
  write_saved_members(&json, state);
  uint32_t checksum = crc32_of(saved, json.length);
  json_number_member(&json, "checksum", checksum);
  json_close(&json, '}');
  size_t length = json_finish(&json);
  if (capacity) memcpy(out, saved, length < capacity ? length + 1 : capacity);
  return length;
}

/* ---- Load ---- */

struct counts_loader {
  struct error_counts counts;
  const cJSON *opened; /* version 1: the start of the window that all counters share; else NULL */
  bool one_window;     /* version 1 */
  bool damaged;        /* a value is missing, of a wrong type or out of range */
};

/* Returns the number if it is an integer from 0 to JSON_INTEGER_MAX. Otherwise the state is damaged. */
static uint64_t load_number(struct counts_loader *loader, const cJSON *number) {
  double value = cJSON_IsNumber(number) ? number->valuedouble : -1;
  bool fits = value >= 0 && value <= (double)JSON_INTEGER_MAX && (double)(uint64_t)value == value;
  loader->damaged |= !fits;
  return fits ? (uint64_t)value : 0;
}

static uint64_t load_number_member(struct counts_loader *loader, const cJSON *tree, const char *name) {
  return load_number(loader, strict_tree_member(tree, name));
}

/* A counter and the start of its window are there or absent together. */
static struct windowed_count load_windowed_count(struct counts_loader *loader, const cJSON *value) {
  const cJSON *count = loader->one_window ? value : cJSON_GetArrayItem(value, 0);
  const cJSON *opened = loader->one_window ? loader->opened : cJSON_GetArrayItem(value, 1);
  loader->damaged |= !loader->one_window && !(cJSON_IsArray(value) && cJSON_GetArraySize(value) == 2);
  struct windowed_count counter = {.count = load_number(loader, count)};
  if (counter.count || !loader->one_window) counter.opened = load_number(loader, opened);
  loader->damaged |= !counter.count && counter.opened;
  return counter;
}

/* A code that only a newer release knows is dropped. */
static void load_counts_member(struct counts_loader *loader, const cJSON *counts) {
  const cJSON *entry;
  loader->damaged |= !cJSON_IsObject(counts);
  cJSON_ArrayForEach(entry, counts) {
    mcpx_code code = entry->string ? mcpx_code_find(entry->string, strlen(entry->string)) : MCPX_CODE_NONE;
    struct windowed_count counter = load_windowed_count(loader, entry);
    if (code >= 0) loader->counts.codes[code] = counter;
  }
}

/* A code that only a newer release knows is still counted as one that occurred. */
static void load_ever_member(struct counts_loader *loader, const cJSON *ever) {
  const cJSON *entry;
  uint64_t *others = &loader->counts.others_ever;
  loader->damaged |= !cJSON_IsArray(ever);
  cJSON_ArrayForEach(entry, ever) {
    const char *name = cJSON_GetStringValue(entry);
    mcpx_code code = name ? mcpx_code_find(name, strlen(name)) : MCPX_CODE_NONE;
    loader->damaged |= !name;
    if (code >= 0)
      loader->counts.ever[code] = true;
    else
      *others = json_integer_sum(*others, 1);
  }
}

/* Returns whether a counted code never occurred, which counting cannot produce. More fixes may have helped
 * than were tried, because their windows differ. */
static bool is_contradictory(const struct error_counts *counts) {
  for (int code = 0; code < CODE_COUNT; code++)
    if (counts->codes[code].count && !counts->ever[code]) return true;
  return false;
}

static struct counts_loader load_members(const cJSON *tree, bool one_window) {
  struct counts_loader loader = {.counts = {.started = COUNTS_STARTED}, .one_window = one_window};
  if (one_window) loader.opened = strict_tree_member(tree, "opened");
  if (loader.opened) load_number(&loader, loader.opened);
  loader.counts.attempted = load_windowed_count(&loader, strict_tree_member(tree, "attempted"));
  loader.counts.succeeded = load_windowed_count(&loader, strict_tree_member(tree, "succeeded"));
  loader.counts.others_ever = load_number_member(&loader, tree, "others_ever");
  load_counts_member(&loader, strict_tree_member(tree, "counts"));
  load_ever_member(&loader, strict_tree_member(tree, "ever"));
  loader.damaged |= is_contradictory(&loader.counts);
  return loader;
}

/* Are the bytes the digits of this number, a brace and nothing else? White space is damage, too: the state
 * was not stored as it was saved. */
static bool is_number_and_brace(const char *bytes, size_t length, uint32_t number) {
  size_t at = length;
  if (at == 0 || bytes[--at] != '}') return false;
  do {
    if (at == 0 || bytes[--at] != (char)('0' + number % 10)) return false;
    number /= 10;
  } while (number);
  return at == 0;
}

/* The checksum is the last member, after everything that it covers. */
static bool has_valid_checksum(const char *bytes, size_t length) {
  enum { KEY_LENGTH = sizeof CHECKSUM_KEY - 1 };
  size_t at = length;
  while (at > 0 && bytes[at - 1] != ':') at--;
  if (at < KEY_LENGTH || memcmp(bytes + at - KEY_LENGTH, CHECKSUM_KEY, KEY_LENGTH) != 0) return false;
  return is_number_and_brace(bytes + at, length - at, crc32_of(bytes, at - KEY_LENGTH));
}

static mcpx_read_status load_tree(struct error_counts *counts, const char *bytes, size_t length,
                                  const cJSON *tree, mcpx_read_fault *fault) {
  static const char DAMAGED[] = "The saved state is damaged. Counting starts again from zero.";
  struct counts_loader head = {.damaged = false};
  if (!has_valid_checksum(bytes, length)) return strict_tree_fault(fault, MCPX_READ_DAMAGED, DAMAGED);
  uint64_t version = load_number_member(&head, tree, "version");
  if (version > SAVED_FORMAT_VERSION)
    return strict_tree_fault(fault, MCPX_READ_NEWER,
                             "The state was saved by a newer release. Counting starts again from zero.");
  struct counts_loader loader = load_members(tree, version <= SAVED_ONE_WINDOW);
  if (head.damaged || loader.damaged) return strict_tree_fault(fault, MCPX_READ_DAMAGED, DAMAGED);
  if (counts) *counts = loader.counts;
  return MCPX_READ_OK;
}

mcpx_read_status mcpx_error_counts_load(mcpx_error_counts *counts, const char *bytes, size_t length,
                                        mcpx_read_fault *fault) {
  static const char *const NAMES[] = {NULL};
  cJSON *tree;
  mcpx_error_counts_start(counts);
  if (length > MCPX_SAVED_COUNTS_MAX)
    return strict_tree_fault(fault, MCPX_READ_TOO_LARGE,
                             "The bytes are longer than any saved state. They were not read.");
  mcpx_read_status status = strict_tree_read(bytes, length, NAMES, &tree, fault);
  if (status == MCPX_READ_OK) status = load_tree(counts_of(counts), bytes, length, tree, fault);
  cJSON_Delete(tree);
  return status;
}
