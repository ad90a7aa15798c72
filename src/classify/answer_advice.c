/* answer_advice.c: writes an answer as JSON, with what a person is told about it. */
#include "answer_json.h"
#include "catalog/advice.h"

void answer_members(struct json_writer *json, const mcpx_answer *answer) {
  answer_decision(json, answer);
  if (answer->profile != MCPX_PROFILE_EXTENDED) return;
  advice_write_members(json, answer);
  answer_surroundings(json, answer);
}

size_t mcpx_answer_json(const mcpx_answer *answer, char *out, size_t capacity) {
  struct json_writer json = json_start(out, capacity);
  json_open(&json, '{');
  answer_members(&json, answer);
  json_close(&json, '}');
  return json_finish(&json);
}
