/* counts_saved.c: a counter of codes -> a line of JSON to keep, and back.
 *
 *     {"version":1,"opened":…,"attempted":…,"succeeded":…,"counts":{CODE:…},"ever":[CODE…],"others_ever":…,
 *      "checksum":…}
 *
 * `opened` is null where no window is open. The checksum is of the bytes before its comma, since one bit can
 * make a legal count of another. */
#include <string.h>

#include "counts.h"
#include "json/number.h"
#include "json/writer.h"
#include "strict_tree.h"

enum { FORMAT = 1 };

static const char CHECKSUM_KEY[] = ",\"checksum\":";

/* CRC-32, a bit at a time: the state is short, and saved seldom. */
static uint32_t checksum(const char *bytes, size_t length) {
  uint32_t crc = UINT32_MAX;
  for (size_t i = 0; i < length; i++) {
    crc ^= (unsigned char)bytes[i];
    for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? UINT32_C(0xEDB88320) : 0);
  }
  return ~crc;
}

/* ---- Save ---- */

static void write_lists(struct json_writer *json, const struct error_counts *counts) {
  json_key(json, "counts");
  json_open(json, '{');
  for (int code = 0; code < CODE_COUNT; code++)
    if (counts->count[code]) json_number_member(json, mcpx_code_name(code), counts->count[code]);
  json_close(json, '}');
  json_key(json, "ever");
  json_open(json, '[');
  for (int code = 0; code < CODE_COUNT; code++)
    if (counts->ever[code]) json_string(json, mcpx_code_name(code));
  json_close(json, ']');
}

/* All that the checksum is of. */
static void write_state(struct json_writer *json, const struct error_counts *counts) {
  json_open(json, '{');
  json_number_member(json, "version", FORMAT);
  json_key(json, "opened");
  if (counts->open)
    json_number(json, counts->opened);
  else
    json_string(json, NULL);
  json_number_member(json, "attempted", counts->attempted);
  json_number_member(json, "succeeded", counts->succeeded);
  write_lists(json, counts);
  json_number_member(json, "others_ever", counts->others_ever);
}

size_t mcpx_error_counts_save(const mcpx_error_counts *counts, char *out, size_t capacity) {
  char state[MCPX_SAVED_COUNTS_MAX];
  mcpx_error_counts copy = *counts;
  struct json_writer json = json_start(state, sizeof state);
  write_state(&json, counts_of(&copy));
  uint32_t sum = checksum(state, json.length);
  json_number_member(&json, "checksum", sum);
  json_close(&json, '}');
  size_t length = json_finish(&json);
  if (capacity) memcpy(out, state, length < capacity ? length + 1 : capacity);
  return length;
}

/* ---- Load ---- */

/* The state, as far as it has been read. */
struct loading {
  struct error_counts counts;
  bool bad;
};

/* The number as an integer from 0 to JSON_INTEGER_MAX; `loading` is bad where it is none. */
static uint64_t count_of(struct loading *loading, const cJSON *number) {
  double value = cJSON_IsNumber(number) ? number->valuedouble : -1;
  bool fits = value >= 0 && value <= (double)JSON_INTEGER_MAX && (double)(uint64_t)value == value;
  loading->bad |= !fits;
  return fits ? (uint64_t)value : 0;
}

static uint64_t count_in(struct loading *loading, const cJSON *tree, const char *name) {
  return count_of(loading, strict_tree_member(tree, name));
}

/* A code of a newer release is dropped. */
static void load_counts(struct loading *loading, const cJSON *counts) {
  const cJSON *entry;
  loading->bad |= !cJSON_IsObject(counts);
  cJSON_ArrayForEach(entry, counts) {
    mcpx_code code = entry->string ? mcpx_code_find(entry->string, strlen(entry->string)) : MCPX_CODE_NONE;
    uint64_t count = count_of(loading, entry);
    if (code >= 0) loading->counts.count[code] = count;
  }
}

/* So is this one, but for its number. */
static void load_ever(struct loading *loading, const cJSON *ever) {
  const cJSON *entry;
  uint64_t *additional = &loading->counts.others_ever;
  loading->bad |= !cJSON_IsArray(ever);
  cJSON_ArrayForEach(entry, ever) {
    const char *name = cJSON_GetStringValue(entry);
    mcpx_code code = name ? mcpx_code_find(name, strlen(name)) : MCPX_CODE_NONE;
    loading->bad |= !name;
    if (code >= 0)
      loading->counts.ever[code] = true;
    else
      *additional = json_integer_sum(*additional, 1);
  }
}

/* What no saved state says: more fixes that helped than were tried, counts without a window, a code that was
 * counted and never came. */
static bool contradicts(const struct error_counts *counts) {
  uint64_t sum = counts->attempted;
  for (int code = 0; code < CODE_COUNT; code++) {
    sum = json_integer_sum(sum, counts->count[code]);
    if (counts->count[code] && !counts->ever[code]) return true;
  }
  return counts->succeeded > counts->attempted || (sum && !counts->open);
}

static struct loading load_state(const cJSON *tree) {
  struct loading loading = {.bad = false};
  const cJSON *opened = strict_tree_member(tree, "opened");
  loading.counts.open = opened != NULL;
  if (opened) loading.counts.opened = count_of(&loading, opened);
  loading.counts.attempted = count_in(&loading, tree, "attempted");
  loading.counts.succeeded = count_in(&loading, tree, "succeeded");
  loading.counts.others_ever = count_in(&loading, tree, "others_ever");
  load_counts(&loading, strict_tree_member(tree, "counts"));
  load_ever(&loading, strict_tree_member(tree, "ever"));
  loading.bad |= contradicts(&loading.counts);
  return loading;
}

/* The checksum stands at the end, behind all that it is of; `bytes` are JSON. */
static bool is_whole(const char *bytes, size_t length, const cJSON *tree) {
  struct loading unused = {.bad = false};
  enum { KEY_LENGTH = sizeof CHECKSUM_KEY - 1 };
  uint64_t sum = count_in(&unused, tree, "checksum");
  size_t at = length;
  while (at > 0 && bytes[at - 1] != ':') at--;
  if (unused.bad || at < KEY_LENGTH || memcmp(bytes + at - KEY_LENGTH, CHECKSUM_KEY, KEY_LENGTH) != 0)
    return false;
  return checksum(bytes, at - KEY_LENGTH) == sum;
}

static mcpx_read_status load(struct error_counts *counts, const char *bytes, size_t length, const cJSON *tree,
                             mcpx_read_fault *fault) {
  static const char DAMAGED[] = "This is not as it was saved.";
  struct loading version = {.bad = false};
  if (!is_whole(bytes, length, tree)) return strict_tree_fault(fault, MCPX_READ_DAMAGED, DAMAGED);
  if (count_in(&version, tree, "version") > FORMAT)
    return strict_tree_fault(fault, MCPX_READ_NEWER, "This was saved by a newer release.");
  struct loading loading = load_state(tree);
  if (version.bad || loading.bad) return strict_tree_fault(fault, MCPX_READ_DAMAGED, DAMAGED);
  *counts = loading.counts;
  return MCPX_READ_OK;
}

mcpx_read_status mcpx_error_counts_load(mcpx_error_counts *counts, const char *bytes, size_t length,
                                        mcpx_read_fault *fault) {
  static const char *const NAMES[] = {NULL};
  cJSON *tree;
  mcpx_error_counts_start(counts);
  if (length > MCPX_SAVED_COUNTS_MAX)
    return strict_tree_fault(fault, MCPX_READ_TOO_LARGE,
                             "This is longer than a saved state, so it was not read.");
  mcpx_read_status status = strict_tree_read(bytes, length, NAMES, &tree, fault);
  if (status == MCPX_READ_OK) status = load(counts_of(counts), bytes, length, tree, fault);
  cJSON_Delete(tree);
  return status;
}
