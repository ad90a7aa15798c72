/* read.c: the tokens of a payload -> findings about its JSON, its keys and its values, in one pass. */
#include "read.h"

#include <string.h>

#include "complete.h"
#include "duplicates.h"
#include "emit.h"
#include "json/reader_member.h"
#include "key.h"
#include "personal_data.h"
#include "pieces.h"
#include "syntax.h"
#include "value.h"

static const mcpx_text NO_STRING = {"", 0};

static struct place place_of_token(struct json_token token) {
  return (struct place){(uint32_t)token.start, (uint32_t)token.end};
}

/* ---- Faults of the JSON ---- */

static void report_json(struct check *check, enum finding_kind kind, size_t at, const char *expected) {
  struct place place = {(uint32_t)at, (uint32_t)at};
  check_report_finding(check, kind, place, NO_STRING, expected, NULL);
}

static void report_json_flaw(struct check *check) {
  const struct json_reader *reader = &check->reader;
  if (reader->flaw) report_json(check, finding_of_json_fault(reader->flaw), reader->flaw_at, NULL);
}

/* A comma that is one too many belongs to its object or list, not to the member before it. */
static void report_last_comma(struct check *check) {
  uint32_t at = (uint32_t)syntax_place_before(&check->reader);
  check_report_member(check, FINDING_comma_before_end, (struct place){at, at + 1}, (struct pointer_step){0},
                      NULL);
}

static void report_json_fault(struct check *check) {
  const struct json_reader *reader = &check->reader;
  enum finding_kind kind = syntax_fault_kind(reader);
  if (kind == FINDING_comma_before_end)
    report_last_comma(check);
  else
    report_json(check, kind, reader->at, reader->error);
}

/* ---- Strings ---- */

/* The text of a string or key: in the payload or, where it has escapes, in workspace.decoded. It stays until
 * the end of the check, because keys, items and states of fields point to it. */
static mcpx_text decode_text(struct check *check, struct json_token token) {
  const char *source = check->reader.text;
  if (!token.escaped) return (mcpx_text){source + token.start + 1, token.end - token.start - 2};
  char *out = check->memory->decoded + check->decoded;
  size_t length = json_decode(source, token, out);
  check->decoded += length;
  return (mcpx_text){out, length};
}

/* ---- Equal keys and items ---- */

/* Remember a key, or an item of a list, until its object or list is closed. */
static void remember_key(struct check *check, mcpx_text text, struct place place) {
  if (check->key_count == SEEN_KEYS_MAX)
    check_report_finding(check, FINDING_unfinished, place, text, NULL, NULL);
  else
    check->memory->keys[check->key_count++] = duplicates_key(text, check_member(check)->number, place);
}

static void report_duplicate(struct check *check, const struct seen_key *key) {
  const struct container *container = check_container(check);
  enum finding_kind kind = container->array ? FINDING_duplicate_item : FINDING_json_duplicate_key;
  struct pointer_step step = {.number = key->number, .in_array = container->array};
  if (!container->array) step.name = check_known_name(container->shape, key->text);
  check_report_member(check, kind, key->place, step, NULL);
}

/* Report which keys or items of the innermost container occur twice, and forget all of them. */
static void report_duplicates(struct check *check) {
  size_t first = check_container(check)->first_key, count = check->key_count - first;
  struct seen_key *keys = check->memory->keys + first;
  check->key_count = first;
  if (!duplicates_possible(keys, count)) return;
  duplicates_sort(keys, count);
  for (size_t i = 1; i < count; i++)
    if (duplicates_equal(&keys[i - 1], &keys[i])) report_duplicate(check, &keys[i]);
}

/* ---- Nesting ---- */

static void enter_container(struct check *check, struct json_token token) {
  const struct member outer = *check_member(check);
  bool array = token.type == JSON_ARRAY;
  if (!array && outer.key == CANARY_KEY_HOME) check_canary_home(check, place_of_token(token));
  bool fits = outer.value.type == (array ? VALUE_LIST : VALUE_OBJECT);
  /* The payload is of version 1; the fields of a map's objects came with it. */
  uint8_t since = outer.field >= 0                ? FIELDS[outer.field].since
                  : check->level == check->levels ? 1
                                                  : UINT8_MAX;
  const struct list *list = fits && array ? &LISTS[outer.value.of] : NULL;
  if (!fits && outer.value.type != VALUE_ANY && check->level > check->levels)
    check_wrong_type(check, token.type, place_of_token(token), NO_STRING);
  *++check->level = (struct level){
      .container = {.array = array,
                    .shape = fits && !array ? (enum shape_id)outer.value.of : SHAPE_NONE,
                    .list = list,
                    .first_key = check->key_count,
                    .open = place_of_token(token),
                    .key = outer.key,
                    .since = since},
      .member = {.field = -1,
                 .value = list ? list->item : (struct value_spec){VALUE_ANY, 0},
                 .key = array ? outer.key : CANARY_KEY_PLAIN},
  };
  check->numbers.count = check->numbers.octets = check->numbers.degrees = 0;
  pieces_open(check);
}

static void leave_container(struct check *check) {
  const struct level *closed = check->level;
  report_duplicates(check);
  complete_object(check, &closed->container);
  const struct list *list = closed->container.list;
  bool free = !list || list->item.type == VALUE_CLIENT_NAME;
  if (free) pieces_close(check);
  bool numbers = closed->container.array && free;
  check->level--;
  if (numbers) check_number_list(check, closed->container.open);
  int field = check_member(check)->field;
  bool fits = closed->container.shape != SHAPE_NONE || closed->container.list;
  if (field < 0 || !fits) return;
  struct field_state *state = &check->states[field];
  state->valid = true;
  state->value = closed->container.open;
  state->number = (int64_t)closed->member.number;
}

/* ---- Tokens ---- */

/* Only one list has a limit. */
_Static_assert(CLIENTS_SEEN_MAX == 16, "the limit that count_item() names");

/* In an array, each value is the next item. */
static void count_item(struct check *check, const struct json_token *token) {
  const struct container *container = check_container(check);
  size_t number = ++check_member(check)->number;
  check->numbers.count++;
  if (container->list && container->list->most && number == container->list->most + 1u)
    check_report_finding(check, FINDING_too_many_items, place_of_token(*token), NO_STRING, "at most 16",
                         NULL);
}

static void judge_string(struct check *check, const struct json_token *token) {
  mcpx_text text = decode_text(check, *token);
  if (check_container(check)->list) remember_key(check, text, place_of_token(*token));
  check_string(check, text, place_of_token(*token));
}

static void judge_key(struct check *check, const struct json_token *token) {
  mcpx_text text = decode_text(check, *token);
  check_member(check)->number++;
  if (!check_key(check, text, place_of_token(*token))) remember_key(check, text, place_of_token(*token));
  if (token->escaped && check_member(check)->name && !check->options->proxy_profile)
    check_report_finding(check, FINDING_escaped_key, place_of_token(*token), text, NULL, NULL);
}

static void judge_value(struct check *check, const struct json_token *token) {
  if (check_container(check)->array) count_item(check, token);
  switch (token->type) {
    case JSON_STRING: judge_string(check, token); break;
    case JSON_OBJECT:
    case JSON_ARRAY: enter_container(check, *token); break;
    default: check_scalar(check, token);
  }
}

static void judge_token(struct check *check, const struct json_token *token) {
  switch (token->type) {
    case JSON_KEY: judge_key(check, token); break;
    case JSON_OBJECT_END:
    case JSON_ARRAY_END: leave_container(check); break;
    default: judge_value(check, token);
  }
  report_json_flaw(check);
}

/* ---- The payload ---- */

static void skip_byte_order_mark(struct check *check) {
  static const char MARK[] = "\xEF\xBB\xBF";
  enum { LENGTH = sizeof MARK - 1 };
  struct json_reader *reader = &check->reader;
  if (reader->length < LENGTH || memcmp(reader->text, MARK, LENGTH) != 0) return;
  check_report_payload(check, FINDING_json_byte_order_mark, 0, LENGTH, NULL);
  reader->at = LENGTH;
}

static void begin_document(struct check *check, struct json_token token) {
  struct member *document = &check->levels[0].member;
  bool object = token.type == JSON_OBJECT;
  document->field = -1;
  document->value =
      object ? (struct value_spec){VALUE_OBJECT, SHAPE_HEARTBEAT} : (struct value_spec){VALUE_ANY, 0};
  if (!object && token.type != JSON_ERROR)
    check_report_payload(check, FINDING_not_an_object, token.start, token.end, NULL);
}

bool check_read_payload(struct check *check) {
  struct json_reader *reader = &check->reader;
  skip_byte_order_mark(check);
  struct json_token token = json_next(reader);
  begin_document(check, token);
  for (; token.type != JSON_END && token.type != JSON_ERROR; token = json_next_member(reader))
    judge_token(check, &token);
  if (token.type == JSON_END) return true;
  report_json_flaw(check);
  report_json_fault(check);
  for (; check->level > check->levels; check->level--) report_duplicates(check);
  return false;
}
