/* check_text.c: exports that redact a text, and the rules of the checks. */
#include "exports.h"
#include "filter/redact_json.h"

/* A text of this many bytes can always be redacted by one call of redact(). */
EXPORT size_t redact_max(void) { return MCPX_REDACT_MAX; }

/* Redacts the text in `input` by the options of check_options. Returns the length of the JSON in `output`:
 * {"text":…,"ranges":[{"start":n,"end":n,"kind":s}]} in bytes of the text, or {"error":s} for a text of more
 * than MCPX_PAYLOAD_MAX bytes or one whose result would not fit. */
EXPORT size_t redact(size_t length) {
  struct json_writer json = json_start(output_buffer, OUTPUT_SIZE);
  json_open(&json, '{');
  redact_write_members(&json, (mcpx_text){input_buffer, length}, &current_check_options, &check_room);
  json_close(&json, '}');
  return json_finish(&json);
}

EXPORT int schema_version(void) { return MCPX_SCHEMA_VERSION; }
EXPORT size_t check_rules(void) { return mcpx_check_rules_json(output_buffer, OUTPUT_SIZE); }
