/* fleet.c: many heartbeats -> the figures of the fleet, in one hash table of installs. */
#include <string.h>

#include "base/escape.h"
#include "check.h"
#include "json/number.h"
#include "json/writer.h"

enum tristate { STATE_UNKNOWN, STATE_OFF, STATE_ON };

/* The last index of each is for what is unknown: codes, newer schema versions, systems, sources. */
enum {
  CODES = CODE_COUNT + 1,
  VERSIONS = MCPX_SCHEMA_VERSION + 2,
  SYSTEMS = ARCH_FIRST - OS_FIRST + 1,
  SOURCES = ENV_KIND_FIRST - CLI_SOURCE_FIRST + 1
};

_Static_assert(CODES <= 64, "a bit for each code");

/* An install: the state of its latest heartbeat, and the codes of all. */
struct install {
  uint8_t id[16];
  int64_t latest; /* seconds since 1970 */
  uint64_t codes; /* a bit for each code that ever occurred */
  uint8_t used;
  uint8_t version; /* of the schema: 0 unknown, VERSIONS - 1 newer than known */
  uint8_t system;  /* index in ENUM_OS; SYSTEMS - 1 unknown */
  uint8_t isolation;
  uint8_t available;
  uint8_t source; /* index in ENUM_CLI_SOURCE; SOURCES - 1 unknown */
};

/* How often each code occurred in the heartbeats of a group. A heartbeat counts for the group it was in
 * itself, also when its install is in another one by now. */
struct group_counts {
  uint64_t code[CODES];
};

struct mcpx_report {
  uint64_t payloads, heartbeats, beacons, others, with_errors, repeated, not_counted;
  struct group_counts all, by_version[VERSIONS], by_system[SYSTEMS];
  uint64_t seed; /* of the hash */
  size_t room;   /* slots of `installs` */
  size_t count;
  struct install installs[];
};

_Static_assert(sizeof(mcpx_report) <= MCPX_REPORT_HEAD_SIZE, "MCPX_REPORT_HEAD_SIZE is enough");
_Static_assert(sizeof(struct install) == MCPX_INSTALL_SIZE, "MCPX_INSTALL_SIZE is what an install takes");

size_t mcpx_report_size(size_t installs) {
  static const size_t INSTALLS_MAX = (SIZE_MAX - MCPX_REPORT_HEAD_SIZE) / MCPX_INSTALL_SIZE / 5 * 4 - 4;
  return installs > INSTALLS_MAX ? SIZE_MAX : MCPX_REPORT_SIZE(installs);
}

mcpx_report *mcpx_report_start(void *memory, size_t size, uint64_t seed) {
  mcpx_report *report = memory;
  if (!memory || size < mcpx_report_size(1)) return NULL;
  memset(report, 0, size);
  report->seed = seed;
  report->room = (size - sizeof *report) / sizeof(struct install);
  return report;
}

/* ---- Reading a heartbeat ---- */

/* The index of a field's value in its set, or the number of values where it is missing or invalid. */
static uint8_t place_in_set(const struct check *check, enum field_id field, enum enum_id set) {
  size_t count;
  const struct enum_value *first = fields_values(set, &count);
  const struct enum_value *found =
      check_state(check, field)->valid ? fields_find_value(set, check_state(check, field)->text) : NULL;
  return (uint8_t)(found ? found - first : (ptrdiff_t)count);
}

static uint8_t tristate_of(const struct check *check, enum field_id field) {
  if (!check_state(check, field)->valid) return STATE_UNKNOWN;
  return check_state(check, field)->number ? STATE_ON : STATE_OFF;
}

static void read_uuid(mcpx_text text, uint8_t id[16]) {
  size_t digits = 0;
  for (size_t i = 0; i < text.length && digits < 32; i++) {
    int digit = escape_hex_digit((unsigned char)text.bytes[i]);
    if (digit < 0) continue;
    id[digits / 2] = (uint8_t)(id[digits / 2] << 4 | digit);
    digits++;
  }
}

static uint8_t version_group(const mcpx_verdict *verdict) {
  return (uint8_t)(verdict->schema_version < VERSIONS ? verdict->schema_version : VERSIONS - 1);
}

static struct install read_install(const struct check *check, const mcpx_verdict *verdict) {
  struct install install = {.used = 1, .latest = INT64_MIN};
  read_uuid(check_state(check, HEARTBEAT_anonymous_id)->text, install.id);
  if (check_state(check, HEARTBEAT_timestamp)->valid)
    install.latest = check_state(check, HEARTBEAT_timestamp)->number;
  install.version = version_group(verdict);
  install.system = place_in_set(check, HEARTBEAT_os, ENUM_OS);
  install.isolation = tristate_of(check, FLAGS_docker_isolation_enabled);
  install.available = tristate_of(check, FLAGS_docker_available);
  install.source = place_in_set(check, FLAGS_docker_cli_source, ENUM_CLI_SOURCE);
  for (size_t code = 0; code < CODES; code++)
    if (check->code_counts[code]) install.codes |= UINT64_C(1) << code;
  return install;
}

/* ---- Counting ---- */

static uint64_t rotate_left(uint64_t word, int bits) { return word << bits | word >> (64 - bits); }

/* One round of SipHash. */
static void mix_words(uint64_t v[4]) {
  v[0] += v[1], v[2] += v[3];
  v[1] = rotate_left(v[1], 13) ^ v[0], v[3] = rotate_left(v[3], 16) ^ v[2];
  v[0] = rotate_left(v[0], 32) + v[3], v[2] += v[1];
  v[1] = rotate_left(v[1], 17) ^ v[2], v[3] = rotate_left(v[3], 21) ^ v[0];
  v[2] = rotate_left(v[2], 32);
}

/* SipHash-1-3 of an id (Aumasson and Bernstein, 2012), with the seed as its key. Ids come from anybody who
 * can send a heartbeat: without a seed, they could be chosen so that each of them is searched for among all.
 */
static uint64_t hash_id(const uint8_t id[16], uint64_t seed) {
  uint64_t words[3] = {0, 0, UINT64_C(16) << 56};
  uint64_t v[4] = {seed ^ UINT64_C(0x736F6D6570736575), seed ^ UINT64_C(0x646F72616E646F6D),
                   seed ^ UINT64_C(0x6C7967656E657261), seed ^ UINT64_C(0x7465646279746573)};
  memcpy(words, id, 16);
  for (int i = 0; i < 3; i++) {
    v[3] ^= words[i];
    mix_words(v);
    v[0] ^= words[i];
  }
  v[2] ^= 0xFF;
  for (int i = 0; i < 3; i++) mix_words(v);
  return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* The slot of an id: its own, or a free one; NULL where the table is full. */
static struct install *find_slot(mcpx_report *report, const uint8_t id[16]) {
  uint64_t hash = hash_id(id, report->seed);
  for (size_t i = 0; i < report->room; i++) {
    struct install *slot = &report->installs[(hash + i) % report->room];
    if (!slot->used || memcmp(slot->id, id, sizeof slot->id) == 0) return slot;
  }
  return NULL;
}

static void add_count(uint64_t *sum, uint64_t count) { *sum = json_integer_sum(*sum, count); }

static void count_codes(mcpx_report *report, const struct check *check, const struct install *seen) {
  for (size_t code = 0; code < CODES; code++) {
    add_count(&report->all.code[code], check->code_counts[code]);
    add_count(&report->by_version[seen->version].code[code], check->code_counts[code]);
    add_count(&report->by_system[seen->system].code[code], check->code_counts[code]);
  }
}

static void count_heartbeat(mcpx_report *report, const struct check *check, const mcpx_verdict *verdict) {
  struct install seen = read_install(check, verdict);
  struct install *slot = find_slot(report, seen.id);
  report->heartbeats++;
  if (!slot || (!slot->used && report->count + report->count / 4 + 1 > report->room)) {
    report->not_counted++;
    return;
  }
  if (slot->used && slot->latest == seen.latest) {
    report->repeated++;
    return;
  }
  report->count += !slot->used;
  count_codes(report, check, &seen);
  seen.codes |= slot->codes;
  if (!slot->used || seen.latest > slot->latest)
    *slot = seen;
  else
    slot->codes = seen.codes;
}

void mcpx_report_add(mcpx_report *report, const char *payload, size_t length,
                     const mcpx_check_options *options, mcpx_workspace *workspace, mcpx_finding *findings,
                     size_t room, mcpx_verdict *verdict) {
  struct check check;
  check_start(&check, options, workspace, findings, room);
  check_payload(&check, payload, length, verdict);
  report->payloads++;
  report->with_errors += !verdict->ok;
  if (verdict->kind == MCPX_PAYLOAD_OPT_OUT_BEACON)
    report->beacons++;
  else if (verdict->kind == MCPX_PAYLOAD_HEARTBEAT && check_state(&check, HEARTBEAT_anonymous_id)->valid)
    count_heartbeat(report, &check, verdict);
  else
    report->others++;
}

/* ---- Figures ---- */

struct figures {
  uint64_t installs, signature;
  uint64_t isolation[3], available[3], source[SOURCES], code[CODES];
};

enum { EVERY = -1 };

/* The figures of the installs of one version or system, or of all (EVERY). */
static struct figures figures_of(const mcpx_report *report, int version, int system) {
  struct figures figures = {0};
  size_t sources;
  const struct enum_value *source = fields_values(ENUM_CLI_SOURCE, &sources);
  for (size_t i = 0; i < report->room; i++) {
    const struct install *install = &report->installs[i];
    if (!install->used || (version != EVERY && install->version != version)) continue;
    if (system != EVERY && install->system != system) continue;
    figures.installs++;
    figures.isolation[install->isolation]++;
    figures.available[install->available]++;
    figures.source[install->source]++;
    bool absent = install->source < sources && strcmp(source[install->source].name, "absent") == 0;
    figures.signature += install->available == STATE_ON && absent;
    for (size_t code = 0; code < CODES; code++) figures.code[code] += install->codes >> code & 1;
  }
  return figures;
}

static void write_states(struct json_writer *json, const char *key, const uint64_t states[3]) {
  json_key(json, key);
  json_open(json, '{');
  json_number_member(json, "on", states[STATE_ON]);
  json_number_member(json, "off", states[STATE_OFF]);
  json_number_member(json, "unknown", states[STATE_UNKNOWN]);
  json_close(json, '}');
}

static void write_sources(struct json_writer *json, const uint64_t *counts) {
  size_t count;
  const struct enum_value *values = fields_values(ENUM_CLI_SOURCE, &count);
  json_key(json, "docker_cli_source");
  json_open(json, '{');
  for (size_t i = 0; i < count; i++) json_number_member(json, values[i].name, counts[i]);
  json_number_member(json, "unknown", counts[count]);
  json_close(json, '}');
}

static void write_code_figures(struct json_writer *json, size_t code, uint64_t installs, uint64_t count) {
  json_open(json, '{');
  json_key(json, "code");
  json_string(json, mcpx_code_name((mcpx_code)code));
  json_number_member(json, "installs", installs);
  json_number_member(json, "count", count);
  json_close(json, '}');
}

/* The codes that occurred, sorted by name. Those that are not in the catalog are counted together, under
 * null. */
static void write_code_list(struct json_writer *json, const struct figures *figures,
                            const struct group_counts *counts) {
  json_key(json, "codes");
  json_open(json, '[');
  for (size_t code = 0; code < CODES; code++)
    if (figures->code[code] || counts->code[code])
      write_code_figures(json, code, figures->code[code], counts->code[code]);
  json_close(json, ']');
}

static void write_figures(struct json_writer *json, const struct figures *figures,
                          const struct group_counts *counts) {
  json_number_member(json, "installs", figures->installs);
  write_states(json, "docker_available", figures->available);
  write_states(json, "docker_isolation_enabled", figures->isolation);
  write_sources(json, figures->source);
  json_number_member(json, "docker_available_cli_absent", figures->signature);
  write_code_list(json, figures, counts);
}

static bool has_counts(const struct group_counts *counts) {
  for (size_t code = 0; code < CODES; code++)
    if (counts->code[code]) return true;
  return false;
}

/* A group that has neither installs nor codes is left out. Codes without installs are those of installs that
 * are in another group by now; without them, the reports of parts of a fleet would not add up. */
static void write_group(struct json_writer *json, const char *name, const struct figures *figures,
                        const struct group_counts *counts) {
  if (!figures->installs && !has_counts(counts)) return;
  json_key(json, name);
  json_open(json, '{');
  write_figures(json, figures, counts);
  json_close(json, '}');
}

static void write_versions(struct json_writer *json, const mcpx_report *report) {
  json_key(json, "by_schema_version");
  json_open(json, '{');
  for (int version = 0; version < VERSIONS; version++) {
    char digit[2] = {(char)('0' + version), '\0'};
    struct figures figures = figures_of(report, version, EVERY);
    const char *name = version == 0 ? "unknown" : version == VERSIONS - 1 ? "newer" : digit;
    write_group(json, name, &figures, &report->by_version[version]);
  }
  json_close(json, '}');
}

static void write_systems(struct json_writer *json, const mcpx_report *report) {
  size_t count;
  const struct enum_value *values = fields_values(ENUM_OS, &count);
  json_key(json, "by_os");
  json_open(json, '{');
  for (size_t system = 0; system <= count; system++) {
    struct figures figures = figures_of(report, EVERY, (int)system);
    write_group(json, system < count ? values[system].name : "unknown", &figures, &report->by_system[system]);
  }
  json_close(json, '}');
}

size_t mcpx_report_json(const mcpx_report *report, char *out, size_t capacity) {
  struct json_writer json = json_start(out, capacity);
  struct figures figures = figures_of(report, EVERY, EVERY);
  json_open(&json, '{');
  json_number_member(&json, "payloads", report->payloads);
  json_number_member(&json, "heartbeats", report->heartbeats);
  json_number_member(&json, "opt_out_beacons", report->beacons);
  json_number_member(&json, "neither", report->others);
  json_number_member(&json, "with_errors", report->with_errors);
  json_number_member(&json, "repeated", report->repeated);
  json_number_member(&json, "not_counted", report->not_counted);
  write_figures(&json, &figures, &report->all);
  write_versions(&json, report);
  write_systems(&json, report);
  json_close(&json, '}');
  return json_finish(&json);
}
