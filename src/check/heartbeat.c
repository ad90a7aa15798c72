/* heartbeat.c: the bytes of a payload -> findings, in one pass over the events of the gate. */
#include <string.h>

#include "check.h"
#include "duplicates.h"

enum { BUDGET = 8192, ECHO_LENGTH = 6, STRIDE = 8 };

static struct level *here(struct check *check) { return &check->levels[check->depth]; }

static struct place place_of(struct json_token token) {
  return (struct place){(uint32_t)token.start, (uint32_t)token.end};
}

/* ---- Findings ---- */

/* One step of a pointer behind the `at` bytes that stand; returns where the next one begins. */
static size_t add_step(char out[MCPX_POINTER_SIZE], size_t at, const struct level *level) {
  struct json_writer json = json_start(out + at, MCPX_POINTER_SIZE - at);
  json_string_add(&json, level->name || level->array ? "/" : "/#");
  if (level->name)
    json_string_add(&json, level->name);
  else
    json_string_add_number(&json, level->index - 1);
  at += json_finish(&json);
  return at < MCPX_POINTER_SIZE ? at : MCPX_POINTER_SIZE - 1;
}

/* The pointer to the member at hand. */
static void check_pointer(const struct check *check, char out[MCPX_POINTER_SIZE]) {
  size_t at = 0;
  out[0] = '\0';
  for (int depth = 1; depth <= check->depth; depth++)
    if (check->levels[depth].index) at = add_step(out, at, &check->levels[depth]);
}

/* Do the two have ECHO_LENGTH characters in a row in common? What is expected is short. */
static bool repeats(const char *expected, mcpx_text text) {
  for (size_t i = 0; expected && strlen(expected + i) >= ECHO_LENGTH; i++)
    for (size_t k = 0; k + ECHO_LENGTH <= text.length; k++)
      if (memcmp(expected + i, text.bytes + k, ECHO_LENGTH) == 0) return true;
  return false;
}

void check_report(struct check *check, enum finding_kind rule, struct place place, mcpx_text text,
                  const char *expected, const char *suggestion) {
  char pointer[MCPX_POINTER_SIZE];
  check_pointer(check, pointer);
  if (repeats(expected, text)) expected = NULL;
  finding_add(&check->findings, rule, place, pointer, expected, suggestion);
}

void check_report_field(struct check *check, enum finding_kind rule, int field, const char *name,
                        struct place place, const char *expected) {
  const char *steps[STRIDE] = {name};
  size_t count = name != NULL;
  for (; field >= 0 && count < STRIDE; field = fields_of_shape((enum shape_id)FIELDS[field].shape))
    steps[count++] = FIELDS[field].key;
  char pointer[MCPX_POINTER_SIZE];
  struct json_writer json = json_start(pointer, sizeof pointer);
  while (count > 0) {
    json_string_add(&json, "/");
    json_string_add(&json, steps[--count]);
  }
  json_finish(&json);
  finding_add(&check->findings, rule, place, pointer, expected, NULL);
}

void check_defer(struct check *check, struct deferred_finding deferred_finding) {
  if (check->deferred_count < DEFERRED_MAX) check->deferred[check->deferred_count++] = deferred_finding;
}

/* ---- Faults of the gate ---- */

static enum finding_kind rule_of_fault(enum json_fault fault) {
  static const uint8_t RULES[] = {
      [JSON_NO_FAULT] = FINDING_unfinished,
      [JSON_BAD_SYNTAX] = FINDING_json_syntax,
      [JSON_UNEXPECTED_END] = FINDING_json_unexpected_end,
      [JSON_TRAILING_TEXT] = FINDING_json_trailing_text,
      [JSON_BAD_NUMBER] = FINDING_json_bad_number,
      [JSON_BAD_ESCAPE] = FINDING_json_bad_escape,
      [JSON_CONTROL_CHARACTER] = FINDING_json_control_character,
      [JSON_BAD_UTF8] = FINDING_json_bad_utf8,
      [JSON_TOO_DEEP] = FINDING_json_too_deep,
      [JSON_LONE_SURROGATE] = FINDING_json_lone_surrogate,
      [JSON_NULL_CHARACTER] = FINDING_json_null_character,
      [JSON_NUMBER_RANGE] = FINDING_json_number_range,
  };
  return (enum finding_kind)RULES[fault];
}

static void tell_fault(struct check *check, enum json_fault fault, size_t at, const char *expected) {
  struct place place = {(uint32_t)at, (uint32_t)at};
  check_report(check, rule_of_fault(fault), place, (mcpx_text){"", 0}, expected, NULL);
}

static void tell_flaw(struct check *check) {
  if (check->reader.flaw) tell_fault(check, check->reader.flaw, check->reader.flaw_at, NULL);
}

/* ---- Strings ---- */

static mcpx_text text_of(struct check *check, struct json_token token) {
  const char *source = check->reader.text;
  if (!token.escaped) return (mcpx_text){source + token.start + 1, token.end - token.start - 2};
  char *out = check->memory->decoded + check->decoded;
  size_t length = json_decode(source, token, out);
  check->decoded += length;
  return (mcpx_text){out, length};
}

/* Keep a key, or an item of a list, until its object or list closes. */
static void keep_key(struct check *check, mcpx_text text, struct place place) {
  if (check->key_count == SEEN_KEYS_MAX)
    check_report(check, FINDING_unfinished, place, text, NULL, NULL);
  else
    check->memory->keys[check->key_count++] = duplicates_key(text, here(check)->index, place);
}

/* The finding is at the key of before, so the level goes back to it. */
static void tell_duplicate(struct check *check, const struct seen_key *key) {
  struct level *level = here(check);
  level->index = key->index;
  level->name = level->array ? NULL : check_known_name(level->shape, key->text);
  check_report(check, level->array ? FINDING_duplicate_item : FINDING_json_duplicate_key, key->place,
               (mcpx_text){"", 0}, NULL, NULL);
}

/* The object or list closes: which of its keys or items stand twice? */
static void tell_duplicates(struct check *check) {
  struct seen_key *keys = check->memory->keys + here(check)->keys;
  size_t count = check->key_count - here(check)->keys;
  duplicates_sort(keys, count);
  for (size_t i = 1; i < count; i++)
    if (duplicates_equal(&keys[i - 1], &keys[i])) tell_duplicate(check, &keys[i]);
  check->key_count = here(check)->keys;
}

/* ---- Nesting ---- */

static void open_level(struct check *check, struct json_token token) {
  struct level *outer = here(check);
  bool array = token.type == JSON_ARRAY;
  const struct value value = outer->value;
  bool fits = value.type == (array ? LIST_VALUE : OBJECT_VALUE);
  if (!fits && value.type != ANY && check->depth > 0)
    check_wrong_type(check, place_of(token), (mcpx_text){"", 0});
  check->depth++;
  *here(check) = (struct level){.array = array,
                                .secret = array && outer->secret,
                                .shape = fits && !array ? (enum shape_id)value.of : NO_SHAPE,
                                .list = fits && array ? &LISTS[value.of] : NULL,
                                .value = fits && array ? LISTS[value.of].item : (struct value){ANY, 0},
                                .field = -1,
                                .keys = check->key_count,
                                .open = place_of(token)};
}

/* What an object lacks. Of those that have fields of several versions this is known only at the end. */
static void tell_missing(struct check *check, enum shape_id shape, uint64_t present, uint64_t version,
                         struct place open) {
  for (int i = SHAPES[shape].first; FIELDS[i].shape == shape; i++) {
    bool there = present >> (i - SHAPES[shape].first) & 1;
    if (there || FIELDS[i].presence == OPTIONAL || FIELDS[i].since > version) continue;
    char pointer[MCPX_POINTER_SIZE];
    struct level member = {.name = FIELDS[i].key};
    check_pointer(check, pointer);
    add_step(pointer, strlen(pointer), &member);
    finding_add(&check->findings, FINDING_missing_field, open, pointer, fields_expected(FIELDS[i].value),
                NULL);
  }
}

static bool spans_versions(enum shape_id shape) { return shape == SHAPE_HEARTBEAT || shape == SHAPE_FLAGS; }

static void close_level(struct check *check) {
  struct level closed = *here(check);
  tell_duplicates(check);
  check->depth--;
  if (closed.shape && !spans_versions(closed.shape) && !check->scan_only)
    tell_missing(check, closed.shape, closed.present, MCPX_SCHEMA_VERSION, closed.open);
  int field = here(check)->field;
  if (field < 0 || (!closed.shape && !closed.list)) return;
  struct field_state *fact = &check->facts[field];
  fact->legal = true;
  fact->value = closed.open;
  fact->number = (int64_t)closed.index;
}

/* ---- Events ---- */

/* A value is about to be judged: in an array, it is the next item. */
static void next_item(struct check *check, const struct json_token *token) {
  struct level *level = here(check);
  if (!level->array) return;
  level->index++;
  if (level->list && level->list->most && level->index == level->list->most + 1u)
    check_report(check, FINDING_too_many_items, place_of(*token), (mcpx_text){"", 0}, "at most 16", NULL);
}

static void take_string(struct check *check, const struct json_token *token) {
  mcpx_text text = text_of(check, *token);
  if (here(check)->list) keep_key(check, text, place_of(*token));
  check_string(check, text, place_of(*token));
}

static void take_key(struct check *check, const struct json_token *token) {
  mcpx_text text = text_of(check, *token);
  here(check)->index++;
  if (!check_key(check, text, place_of(*token))) keep_key(check, text, place_of(*token));
}

static void take(struct check *check, const struct json_token *token) {
  bool closes = token->type == JSON_OBJECT_END || token->type == JSON_ARRAY_END;
  if (!closes && token->type != JSON_KEY) next_item(check, token);
  switch (token->type) {
    case JSON_KEY: take_key(check, token); break;
    case JSON_STRING: take_string(check, token); break;
    case JSON_OBJECT:
    case JSON_ARRAY: open_level(check, *token); break;
    case JSON_OBJECT_END:
    case JSON_ARRAY_END: close_level(check); break;
    default: check_scalar(check, *token);
  }
  tell_flaw(check);
}

static const char BOM[] = "\xEF\xBB\xBF";

/* All tokens; true where the payload was JSON to its end. */
static bool read_document(struct check *check) {
  struct json_reader *reader = &check->reader;
  if (reader->length >= 3 && memcmp(reader->text, BOM, 3) == 0) {
    finding_add(&check->findings, FINDING_json_byte_order_mark, (struct place){0, 3}, "", NULL, NULL);
    reader->at = 3;
  }
  struct json_token token = json_next(reader);
  if (token.type != JSON_OBJECT && token.type != JSON_ERROR)
    finding_add(&check->findings, FINDING_not_an_object, place_of(token), "", NULL, NULL);
  if (token.type != JSON_OBJECT) here(check)->value = (struct value){ANY, 0};
  for (; token.type != JSON_END && token.type != JSON_ERROR; token = json_next(reader)) take(check, &token);
  if (token.type == JSON_END) return true;
  tell_flaw(check);
  tell_fault(check, reader->fault, reader->at, reader->error);
  for (; check->depth > 0; check->depth--) tell_duplicates(check);
  return false;
}

/* ---- The end: kind and version are known ---- */

static uint64_t version_of(const struct check *check) {
  const struct field_state *fact = &check->facts[HEARTBEAT_schema_version];
  if (!fact->present) return 1;
  return fact->legal ? (uint64_t)fact->number : 0;
}

static void settle_beacon(struct check *check) {
  check->beacon = true;
  finding_change_kind(&check->findings, FINDING_unknown_field, FINDING_beacon_with_more);
  for (int i = HEARTBEAT_FIRST; FIELDS[i].shape == SHAPE_HEARTBEAT; i++)
    if (check->facts[i].present && i != HEARTBEAT_event && i != HEARTBEAT_anonymous_id)
      check_report_field(check, FINDING_beacon_with_more, i, NULL, check->facts[i].key, NULL);
  if (!check->facts[HEARTBEAT_anonymous_id].present && !check->scan_only)
    check_report_field(check, FINDING_missing_field, HEARTBEAT_anonymous_id, NULL, check->levels[1].open,
                       NULL);
}

static void settle_newer(struct check *check) {
  const struct field_state *version = &check->facts[HEARTBEAT_schema_version];
  check_report_field(check, FINDING_newer_schema, HEARTBEAT_schema_version, NULL, version->value, NULL);
  check->newer = true;
  finding_change_kind(&check->findings, FINDING_unknown_key, FINDING_unknown_field);
}

static void tell_newcomers(struct check *check) {
  for (size_t i = 0; i < check->deferred_count; i++) {
    const struct deferred_finding *deferred_finding = &check->deferred[i];
    if (check->version && (uint64_t)deferred_finding->since > check->version)
      check_report_field(check, deferred_finding->rule, deferred_finding->field, deferred_finding->name,
                         deferred_finding->place, NULL);
  }
}

/* A bit for each field of the shape that was there. */
static uint64_t present_of(const struct check *check, enum shape_id shape) {
  uint64_t present = 0, bit = 1;
  for (int i = SHAPES[shape].first; FIELDS[i].shape == shape; i++, bit <<= 1)
    if (check->facts[i].present) present |= bit;
  return present;
}

/* The two objects whose fields came over several versions. */
static void tell_missing_at_end(struct check *check) {
  uint64_t version = check->version ? check->version : 1;
  const struct field_state *flags = &check->facts[HEARTBEAT_feature_flags];
  tell_missing(check, SHAPE_HEARTBEAT, present_of(check, SHAPE_HEARTBEAT), version, check->levels[1].open);
  if (!flags->legal) return;
  check->depth = 1;
  check->levels[1].index = 1;
  check->levels[1].name = FIELDS[HEARTBEAT_feature_flags].key;
  tell_missing(check, SHAPE_FLAGS, present_of(check, SHAPE_FLAGS), version, flags->value);
  check->depth = 0;
}

static void settle(struct check *check, size_t length, mcpx_verdict *verdict) {
  bool is_object = check->levels[1].shape == SHAPE_HEARTBEAT;
  if (!is_object) return;
  bool beacon = check->facts[HEARTBEAT_event].present;
  verdict->kind = beacon ? MCPX_PAYLOAD_OPT_OUT_BEACON : MCPX_PAYLOAD_HEARTBEAT;
  check->version = version_of(check);
  if (beacon) {
    settle_beacon(check);
    return;
  }
  verdict->schema_version = check->version;
  if (check->version > MCPX_SCHEMA_VERSION) settle_newer(check);
  if (check->scan_only) return;
  tell_newcomers(check);
  tell_missing_at_end(check);
  check_consistency(check);
  if (length > BUDGET)
    finding_add(&check->findings, FINDING_over_budget, (struct place){0, 0}, "", NULL, NULL);
}

/* ---- The calls ---- */

struct check check_of(const mcpx_check_options *options, mcpx_workspace *workspace, mcpx_finding *findings,
                      size_t room) {
  return (struct check){.memory = (struct workspace *)workspace,
                        .findings = {.items = findings, .room = findings ? room : 0},
                        .options = options};
}

static void run(struct check *check, const char *payload, size_t length, mcpx_verdict *verdict) {
  check->reader = json_reader_start(payload, length);
  check->levels[0].value = (struct value){OBJECT_VALUE, SHAPE_HEARTBEAT};
  check->levels[0].field = -1;
  check->searches_left = SUGGEST_SEARCHES_MAX;
  bool finished = read_document(check);
  if (check->options->proxy_profile) canary_proxy(check, payload, length);
  if (finished) settle(check, length, verdict);
}

/* The same from the beginning, with what the first pass has learnt. */
static void run_again(struct check *check, const char *payload, size_t length, mcpx_verdict *verdict) {
  struct check again =
      check_of(check->options, (mcpx_workspace *)check->memory, check->findings.items, check->findings.room);
  again.scan_only = check->scan_only;
  again.beacon = check->beacon;
  again.newer = check->newer;
  *check = again;
  run(check, payload, length, verdict);
}

void check_payload(struct check *check, const char *payload, size_t length, mcpx_verdict *verdict) {
  static const mcpx_check_options DEFAULTS = {0};
  struct finding_list *findings = &check->findings;
  if (!check->options) check->options = &DEFAULTS;
  *verdict = (mcpx_verdict){0};
  if (length > MCPX_PAYLOAD_MAX)
    finding_add(findings, FINDING_json_too_large, (struct place){MCPX_PAYLOAD_MAX, MCPX_PAYLOAD_MAX}, "",
                "at most 262144 bytes", NULL);
  else if (!payload || !check->memory)
    finding_add(findings, FINDING_unfinished, (struct place){0, 0}, "", NULL, NULL);
  else if (check->scan_only && check->options->proxy_profile)
    canary_proxy(check, payload, length);
  else
    run(check, payload, length, verdict);
  /* The severity of unknown keys hangs on the kind and the version, which may stand last. Where the list was
   * full, an error may have gone for one that turned out to be a note. */
  bool full = findings->room && findings->stored == findings->room;
  if (full && (check->beacon || check->newer)) run_again(check, payload, length, verdict);
  finding_finish(findings, payload, payload ? length : 0, verdict);
}

void mcpx_validate(const char *payload, size_t length, const mcpx_check_options *options,
                   mcpx_workspace *workspace, mcpx_finding *findings, size_t room, mcpx_verdict *verdict) {
  struct check check = check_of(options, workspace, findings, room);
  check_payload(&check, payload, length, verdict);
}

void mcpx_scan(const char *payload, size_t length, const mcpx_check_options *options,
               mcpx_workspace *workspace, mcpx_finding *findings, size_t room, mcpx_verdict *verdict) {
  struct check check = check_of(options, workspace, findings, room);
  check.scan_only = true;
  check_payload(&check, payload, length, verdict);
}

const char *mcpx_payload_kind_name(mcpx_payload_kind kind) {
  static const char *const NAMES[] = {[MCPX_PAYLOAD_UNKNOWN] = "unknown",
                                      [MCPX_PAYLOAD_HEARTBEAT] = "heartbeat",
                                      [MCPX_PAYLOAD_OPT_OUT_BEACON] = "opt_out_beacon"};
  return NAMES[kind];
}
