/* redact_json.c: writes a redacted text and its ranges as JSON. */
#include "redact_json.h"

/* Writes the text with the kind in brackets instead of each range, as mcpx_redact() does. */
static void write_redacted_text(struct json_writer *json, mcpx_text text, const mcpx_redaction *ranges,
                                size_t count) {
  size_t at = 0;
  json_key(json, "text");
  json_string_begin(json);
  for (size_t i = 0; i < count; i++) {
    json_string_add_sized(json, text.bytes + at, ranges[i].start - at);
    json_string_add(json, "[");
    json_string_add(json, ranges[i].kind);
    json_string_add(json, "]");
    at = ranges[i].end;
  }
  json_string_add_sized(json, text.bytes + at, text.length - at);
  json_string_end(json);
}

static void write_ranges(struct json_writer *json, const mcpx_redaction *ranges, size_t count) {
  json_key(json, "ranges");
  json_open(json, '[');
  for (size_t i = 0; i < count; i++) {
    json_open(json, '{');
    json_number_member(json, "start", ranges[i].start);
    json_number_member(json, "end", ranges[i].end);
    json_member(json, "kind", ranges[i].kind);
    json_close(json, '}');
  }
  json_close(json, ']');
}

bool redact_write_members(struct json_writer *json, mcpx_text text, const mcpx_check_options *options,
                          mcpx_check_memory *room) {
  struct json_writer before = *json;
  size_t count = 0;
  const char *error = NULL;
  if (!room)
    error = "A request to redact needs memory.";
  else if (text.length > MCPX_PAYLOAD_MAX)
    error = "`text` must be at most 256 KiB long.";
  else
    mcpx_redact(text.bytes, text.length, options, &room->workspace, NULL, 0, room->redactions,
                MCPX_REDACTIONS_MAX, &count);
  if (!error && count <= MCPX_REDACTIONS_MAX) {
    write_redacted_text(json, text, room->redactions, count);
    write_ranges(json, room->redactions, count);
  }
  /* The closing brace follows. */
  if (!error && (count > MCPX_REDACTIONS_MAX || json->length >= MCPX_RESPONSE_MAX))
    error = "The redacted text and its ranges are too long for a response.";
  if (!error) return true;
  *json = before;
  json_member(json, "error", error);
  return false;
}
