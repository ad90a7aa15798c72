/* complete.c: the end of a payload -> its kind, its version, and the findings that depend on them. */
#include "complete.h"

#include "base/bits.h"
#include "consistency.h"
#include "emit.h"

enum { HEARTBEAT_BYTES_MAX = 8192 };

/* ---- Missing fields ---- */

/* A bit for each field of a shape that is required in the newest version. */
static const uint64_t REQUIRED_FIELDS[SHAPE_COUNT] = {[SHAPE_NONE] = 0
#define SHAPE(shape, additional) , [SHAPE_##shape] = 0
#define MAP(shape, keys, value) , [SHAPE_##shape] = 0
#define FIELD(shape, key, since, presence, value, example, about) \
  | (uint64_t)(PRESENCE_##presence == PRESENCE_REQUIRED) << (shape##_##key - shape##_FIRST)
#include "tables/fields.def"
};

/* The next required field of the shape that is not present, from `field` on; -1 where there is none. */
static int next_missing_field(enum shape_id shape, uint64_t present, uint64_t version, int field) {
  int first = SHAPES[shape].first;
  uint64_t missing = REQUIRED_FIELDS[shape] & ~present;
  for (; (field = first + (int)bits_next(&missing, 1, (size_t)(field - first))) < first + 64; field++)
    if (FIELDS[field].since <= version) return field;
  return -1;
}

static bool spans_versions(enum shape_id shape) { return shape == SHAPE_HEARTBEAT || shape == SHAPE_FLAGS; }

void complete_object(struct check *check, const struct container *object) {
  enum shape_id shape = object->shape;
  if (shape == SHAPE_NONE || spans_versions(shape) || check->scan_only) return;
  for (int field = SHAPES[shape].first;
       (field = next_missing_field(shape, object->present, MCPX_SCHEMA_VERSION, field)) >= 0; field++)
    check_report_member(check, FINDING_missing_field, object->open,
                        (struct pointer_step){.name = FIELDS[field].key},
                        fields_expected(FIELDS[field].value));
}

/* A bit for each field of the shape that is present anywhere; those behind it are of other shapes. */
static uint64_t present_fields(const struct check *check, enum shape_id shape) {
  size_t first = SHAPES[shape].first, word = first / 64, shift = first % 64;
  uint64_t next = shift && word + 1 < FIELD_WORDS ? check->present[word + 1] << (64 - shift) : 0;
  return check->present[word] >> shift | next;
}

/* The same for an object with fields of several versions, where the version is known. */
static void report_missing_fields(struct check *check, enum shape_id shape, struct place open) {
  uint64_t version = check->version ? check->version : 1, present = present_fields(check, shape);
  enum finding_kind kind = shape == SHAPE_FLAGS ? FINDING_missing_flag : FINDING_missing_field;
  if (check->newer) kind = finding_in_newer(kind);
  for (int field = SHAPES[shape].first; (field = next_missing_field(shape, present, version, field)) >= 0;
       field++)
    check_report_field(check, kind, field, NULL, open, fields_expected(FIELDS[field].value));
}

/* ---- Versions ---- */

void complete_defer(struct check *check, struct deferred_finding deferred) {
  if (check->deferred_count < DEFERRED_MAX) check->deferred[check->deferred_count++] = deferred;
}

static void report_deferred_findings(struct check *check) {
  for (size_t i = 0; i < check->deferred_count; i++) {
    const struct deferred_finding *deferred = &check->deferred[i];
    if (check->version && (uint64_t)deferred->since > check->version)
      check_report_field(check, deferred->kind, deferred->field, deferred->name, deferred->place, NULL);
  }
}

/* 1 where the payload names no version, 0 where that is not valid. */
static uint64_t schema_version_of(const struct check *check) {
  const struct field_state *version = check_state(check, HEARTBEAT_schema_version);
  if (!version->present) return 1;
  return version->valid ? (uint64_t)version->number : 0;
}

static bool has_free_object(const struct check *check) {
  bool found = false;
  for (int i = HEARTBEAT_FIRST; FIELDS[i].shape == SHAPE_HEARTBEAT; i++)
    found = found || (check_is_present(check, i) && fields_is_free(i, check->version));
  return found;
}

static void complete_newer(struct check *check) {
  struct place place = check_state(check, HEARTBEAT_schema_version)->value;
  check_report_field(check, FINDING_newer_schema, HEARTBEAT_schema_version, NULL, place, NULL);
  check->newer = true;
}

/* ---- Kinds of payloads ---- */

static void complete_beacon(struct check *check) {
  check->beacon = true;
  finding_change_kind(&check->findings, FINDING_unknown_field, FINDING_beacon_with_more);
  finding_change_kind(&check->findings, FINDING_misspelled_field, FINDING_beacon_with_more);
  for (int i = HEARTBEAT_FIRST; FIELDS[i].shape == SHAPE_HEARTBEAT; i++)
    if (check_is_present(check, i) && i != HEARTBEAT_event && i != HEARTBEAT_anonymous_id)
      check_report_field(check, FINDING_beacon_with_more, i, NULL, check->states[i].key, NULL);
  if (!check_is_present(check, HEARTBEAT_anonymous_id) && !check->scan_only)
    check_report_field(check, FINDING_missing_field, HEARTBEAT_anonymous_id, NULL,
                       check->levels[1].container.open, NULL);
}

static void complete_heartbeat(struct check *check, size_t length) {
  const struct field_state *flags = check_state(check, HEARTBEAT_feature_flags);
  if (check->version > MCPX_SCHEMA_VERSION) complete_newer(check);
  check->has_free_object = has_free_object(check);
  if (check->scan_only) return;
  report_deferred_findings(check);
  report_missing_fields(check, SHAPE_HEARTBEAT, check->levels[1].container.open);
  if (flags->valid) report_missing_fields(check, SHAPE_FLAGS, flags->value);
  check_consistency(check);
  if (length > HEARTBEAT_BYTES_MAX) check_report_payload(check, FINDING_over_budget, 0, 0, NULL);
}

void complete_payload(struct check *check, size_t length, mcpx_verdict *verdict) {
  bool is_object = check->levels[1].container.shape == SHAPE_HEARTBEAT;
  if (!is_object) return;
  check->version = schema_version_of(check);
  if (check_is_present(check, HEARTBEAT_event)) {
    verdict->kind = MCPX_PAYLOAD_OPT_OUT_BEACON;
    complete_beacon(check);
    return;
  }
  verdict->kind = MCPX_PAYLOAD_HEARTBEAT;
  verdict->schema_version = check->version;
  complete_heartbeat(check, length);
}
