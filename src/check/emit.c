/* emit.c: a finding -> its JSON Pointer, and the name of the field for its message. */
#include "emit.h"

#include <string.h>

#include "json/writer.h"

/* ECHO_LENGTH: so many characters in a row of a payload could be a secret. */
enum { ECHO_LENGTH = 6, FIELD_DEPTH_MAX = 8 };

/* ---- Pointers ---- */

static size_t add_pointer_step(char out[MCPX_POINTER_SIZE], size_t at, struct pointer_step step) {
  struct json_writer json = json_start(out + at, MCPX_POINTER_SIZE - at);
  json_string_add(&json, step.name || step.in_array ? "/" : "/#");
  if (step.name)
    json_string_add(&json, step.name);
  else
    json_string_add_number(&json, step.number - 1);
  at += json_finish(&json);
  return at < MCPX_POINTER_SIZE ? at : MCPX_POINTER_SIZE - 1;
}

static struct pointer_step step_of_level(const struct level *level) {
  return (struct pointer_step){level->member.name, level->member.number, level->container.array};
}

/* The pointer to `last` in the innermost container. */
static void write_pointer(const struct check *check, struct pointer_step last, char out[MCPX_POINTER_SIZE]) {
  size_t at = 0;
  out[0] = '\0';
  for (const struct level *level = check->levels + 1; level < check->level; level++)
    at = add_pointer_step(out, at, step_of_level(level));
  if (check->level > check->levels && (last.name || last.number)) add_pointer_step(out, at, last);
}

/* ---- Findings ---- */

/* Do the two have ECHO_LENGTH characters in a row in common? `expected` is short. */
static bool repeats_text(const char *expected, mcpx_text text) {
  for (size_t i = 0; expected && strlen(expected + i) >= ECHO_LENGTH; i++)
    for (size_t k = 0; k + ECHO_LENGTH <= text.length; k++)
      if (memcmp(expected + i, text.bytes + k, ECHO_LENGTH) == 0) return true;
  return false;
}

/* The name for a message: that of the member or, of an item, that of its list. */
static const char *name_for_message(const struct check *check, const char *member_name) {
  const struct container *container = &check->level->container;
  if (!container->array) return member_name;
  return container->list ? check->level[-1].member.name : NULL;
}

void check_report_finding(struct check *check, enum finding_kind kind, struct place place, mcpx_text text,
                          const char *expected, const char *suggestion) {
  char pointer[MCPX_POINTER_SIZE];
  const struct level *level = check->level;
  write_pointer(check, step_of_level(level), pointer);
  finding_add(&check->findings, kind, place,
              (struct finding_details){.pointer = pointer,
                                       .name = name_for_message(check, level->member.name),
                                       .expected = repeats_text(expected, text) ? NULL : expected,
                                       .suggestion = suggestion});
}

void check_report_member(struct check *check, enum finding_kind kind, struct place place,
                         struct pointer_step member, const char *expected) {
  char pointer[MCPX_POINTER_SIZE];
  write_pointer(check, member, pointer);
  finding_add(&check->findings, kind, place,
              (struct finding_details){
                  .pointer = pointer, .name = name_for_message(check, member.name), .expected = expected});
}

void check_report_field(struct check *check, enum finding_kind kind, int field, const char *key,
                        struct place place, const char *expected) {
  const char *steps[FIELD_DEPTH_MAX] = {key};
  size_t count = key != NULL;
  for (int i = field; i >= 0 && count < FIELD_DEPTH_MAX; i = fields_of_shape((enum shape_id)FIELDS[i].shape))
    steps[count++] = FIELDS[i].key;
  char pointer[MCPX_POINTER_SIZE];
  struct json_writer json = json_start(pointer, sizeof pointer);
  while (count > 0) {
    json_string_add(&json, "/");
    json_string_add(&json, steps[--count]);
  }
  json_finish(&json);
  const char *name = key || field < 0 ? key : FIELDS[field].key;
  finding_add(&check->findings, kind, place,
              (struct finding_details){.pointer = pointer, .name = name, .expected = expected});
}

void check_report_payload(struct check *check, enum finding_kind kind, size_t start, size_t end,
                          const char *expected) {
  struct place place = {(uint32_t)start, (uint32_t)end};
  finding_add(&check->findings, kind, place, (struct finding_details){.pointer = "", .expected = expected});
}
