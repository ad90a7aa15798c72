/* fuzz_check.c: findings are sorted, lie within the payload, match their counts and repeat nothing of it. The
 * result does not depend on the content of the workspace. A smaller array holds the most severe findings.
 * Errors of mcpx_scan are errors of mcpx_validate too. */
#include <stdlib.h>
#include <string.h>

#include "check/findings.h"
#include "fuzz.h"

enum { HEADER = 4, ROOM = 4096, VALUES = 3 };

/* Every payload contains it. No message has six consecutive characters of it. */
static const char MARKER[] = "Qx7~zaphod/beeblebrox\\\\42\xC3\xA9";

struct result {
  mcpx_verdict verdict;
  mcpx_finding findings[ROOM];
};

typedef void (*check_call)(const char *payload, size_t length, const mcpx_check_options *options,
                           mcpx_workspace *workspace, mcpx_finding *findings, size_t room,
                           mcpx_verdict *verdict);

/* ---- One result ---- */

static size_t total(const mcpx_verdict *verdict) {
  return verdict->found[0] + verdict->found[1] + verdict->found[2];
}

static void check_verdict(const mcpx_verdict *verdict, size_t room) {
  require(verdict->ok == (verdict->found[MCPX_SEVERITY_ERROR] == 0), "ok means no error");
  require(verdict->stored == (total(verdict) < room ? total(verdict) : room),
          "as many findings are stored as fit");
  require(verdict->schema_version == 0 || verdict->kind == MCPX_PAYLOAD_HEARTBEAT,
          "only a heartbeat has a version");
}

static bool repeats_marker(const char *text) {
  for (size_t i = 0; text && i + 6 < sizeof MARKER; i++) {
    char window[7] = {0};
    memcpy(window, MARKER + i, 6);
    if (strstr(text, window)) return true;
  }
  return false;
}

static void check_finding(const mcpx_finding *finding, size_t length) {
  require(finding->offset <= length && finding->length <= length - finding->offset,
          "findings lie within the payload");
  require(finding->line > 0 && finding->column > 0, "a finding has a line and a column");
  require(memchr(finding->pointer, '\0', MCPX_POINTER_SIZE) != NULL, "a pointer is terminated");
  require(memchr(finding->message, '\0', MCPX_MESSAGE_SIZE) != NULL, "a message is terminated");
  require(!*finding->pointer || *finding->pointer == '/', "a pointer begins with a slash");
  require(!repeats_marker(finding->message) && !repeats_marker(finding->expected) &&
              !repeats_marker(finding->suggestion) && !repeats_marker(finding->pointer),
          "a finding repeats nothing of the payload");
}

static void check_result(const struct result *result, size_t length) {
  size_t counted[3] = {0};
  check_verdict(&result->verdict, ROOM);
  for (size_t i = 0; i < result->verdict.stored; i++) {
    check_finding(&result->findings[i], length);
    require(i == 0 || result->findings[i - 1].offset <= result->findings[i].offset, "findings are sorted");
    counted[result->findings[i].severity]++;
  }
  if (result->verdict.stored == total(&result->verdict))
    require(memcmp(counted, result->verdict.found, sizeof counted) == 0, "the counts match the findings");
}

/* ---- Two results ---- */

static bool same_finding(const mcpx_finding *a, const mcpx_finding *b) {
  return a->severity == b->severity && a->rule == b->rule && strcmp(a->message, b->message) == 0 &&
         a->expected == b->expected && a->suggestion == b->suggestion && a->offset == b->offset &&
         a->length == b->length && a->line == b->line && a->column == b->column &&
         strcmp(a->pointer, b->pointer) == 0;
}

static bool same_verdict(const mcpx_verdict *a, const mcpx_verdict *b) {
  return a->ok == b->ok && a->kind == b->kind && a->schema_version == b->schema_version &&
         memcmp(a->found, b->found, sizeof a->found) == 0;
}

static void check_same(const struct result *a, const struct result *b) {
  require(same_verdict(&a->verdict, &b->verdict) && a->verdict.stored == b->verdict.stored,
          "another workspace: the same verdict");
  for (size_t i = 0; i < a->verdict.stored; i++)
    require(same_finding(&a->findings[i], &b->findings[i]), "another workspace: the same findings");
}

enum { RANKS = 4 };

/* What a full list keeps first: personal data, other errors, warnings, notes. */
static int rank_of(const mcpx_finding *finding) {
  bool personal = finding->severity == MCPX_SEVERITY_ERROR && finding_is_personal(finding->rule);
  return personal ? 0 : 1 + (int)finding->severity;
}

/* A small array holds the first findings of the lowest rank; if there is space left, the first ones of the
 * next rank, and so on. All are in the order of the payload. `large` has all findings. */
static void check_room(const struct result *large, const mcpx_finding *small, const mcpx_verdict *verdict) {
  size_t quota[RANKS] = {0}, left = verdict->stored, at = 0;
  require(same_verdict(&large->verdict, verdict), "small array: the same verdict");
  for (size_t i = 0; i < large->verdict.stored; i++) quota[rank_of(&large->findings[i])]++;
  for (int rank = 0; rank < RANKS; rank++) {
    if (quota[rank] > left) quota[rank] = left;
    left -= quota[rank];
  }
  for (size_t i = 0; i < large->verdict.stored; i++) {
    if (!quota[rank_of(&large->findings[i])]) continue;
    quota[rank_of(&large->findings[i])]--;
    require(at < verdict->stored && same_finding(&large->findings[i], &small[at]),
            "small array: the most severe findings");
    at++;
  }
  require(at == verdict->stored, "small array: no other findings");
}

static void check_little_room(check_call call, const struct result *large, const char *payload, size_t length,
                              const mcpx_check_options *options, mcpx_workspace *workspace, size_t room) {
  mcpx_finding small[8];
  mcpx_verdict verdict;
  if (large->verdict.stored < total(&large->verdict)) return;
  call(payload, length, options, workspace, room ? small : NULL, room, &verdict);
  check_verdict(&verdict, room);
  check_room(large, small, &verdict);
}

/* Each error of mcpx_scan must be one of mcpx_validate. */
static void check_subset(const struct result *scan, const struct result *whole) {
  if (whole->verdict.stored < total(&whole->verdict)) return;
  for (size_t i = 0, at = 0; i < scan->verdict.stored; i++) {
    const mcpx_finding *finding = &scan->findings[i];
    if (finding->severity != MCPX_SEVERITY_ERROR) continue;
    for (at = 0; at < whole->verdict.stored; at++)
      if (whole->findings[at].rule == finding->rule && whole->findings[at].offset == finding->offset) break;
    require(at < whole->verdict.stored, "an error of mcpx_scan is one of mcpx_validate");
  }
}

/* ---- An input ---- */

/* Returns the payload with the marker inserted, in memory of exactly its size. */
static char *planted(const uint8_t *data, size_t size, size_t at, size_t *length) {
  *length = size + sizeof MARKER - 1;
  char *payload = malloc(*length);
  require(payload, "enough memory");
  if (at > size) at = size;
  if (size) memcpy(payload, data, at);
  memcpy(payload + at, MARKER, sizeof MARKER - 1);
  if (size) memcpy(payload + at + sizeof MARKER - 1, data + at, size - at);
  return payload;
}

/* Returns a part of the payload as a blocked value, or the start of the marker. */
static struct mcpx_text value_of(const char *payload, size_t length, const uint8_t *header, size_t index) {
  size_t start = length * header[index] / 256, left = length - start, wanted = header[3] >> index;
  if (index == 2) return (mcpx_text){MARKER, header[2] % sizeof MARKER};
  return (mcpx_text){payload + start, wanted < left ? wanted : left};
}

static void run(check_call call, const char *payload, size_t length, const mcpx_check_options *options,
                mcpx_workspace *workspace, struct result *result) {
  call(payload, length, options, workspace, result->findings, ROOM, &result->verdict);
  check_result(result, length);
}

static void check_all(const char *payload, size_t length, const mcpx_check_options *options, uint8_t header) {
  static mcpx_workspace workspace, other;
  static struct result scan, whole, again;
  memset(other.bytes + (header << 12), header,
         1 << 12); /* both workspaces also contain the remains of earlier inputs */
  run(mcpx_scan, payload, length, options, &workspace, &scan);
  run(mcpx_validate, payload, length, options, &workspace, &whole);
  run(mcpx_validate, payload, length, options, &other, &again);
  check_same(&whole, &again);
  run(mcpx_scan, payload, length, options, &other, &again);
  check_same(&scan, &again);
  if (!options->proxy_profile) check_subset(&scan, &whole);
  check_little_room(mcpx_validate, &whole, payload, length, options, &workspace, header % 8);
  check_little_room(mcpx_scan, &scan, payload, length, options, &workspace, header % 8);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  uint8_t header[HEADER] = {0};
  size_t used = size < HEADER ? size : HEADER, length;
  if (used) memcpy(header, data, used);
  size_t at = (size - used) * header[2] / 256;
  char *payload = planted(data + used, size - used, at, &length);
  mcpx_text values[VALUES];
  for (size_t i = 0; i < VALUES; i++) values[i] = value_of(payload, length, header, i);
  mcpx_check_options options = {.proxy_profile = header[0] % 4 == 3,
                                .blocked_values = values,
                                .blocked_value_count = header[0] % (VALUES + 1),
                                .proxy_release = header[3] % 64};
  check_all(payload, length, &options, header[3]);
  free(payload);
  return 0;
}
