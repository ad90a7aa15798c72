/* redact_json.c: writes a redacted text and its ranges as JSON. */
#include "redact_json.h"

/* Two ranges have at least one byte between them. */
_Static_assert(MCPX_REDACTIONS_MAX >= MCPX_REDACT_MAX / 2, "the ranges of the longest text fit");

/* Writes the text with the kind in brackets instead of each range, as mcpx_redact() does. */
static void write_redacted_text(struct json_writer *json, mcpx_text text, const mcpx_redaction *ranges,
                                size_t count) {
  size_t at = 0;
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

static void write_range(struct json_writer *json, const mcpx_redaction *range) {
  json_open(json, '{');
  json_number_member(json, "start", range->start);
  json_number_member(json, "end", range->end);
  json_member(json, "kind", range->kind);
  json_close(json, '}');
}

void redact_write_json(struct json_writer *json, mcpx_text text, const mcpx_check_options *options,
                       mcpx_check_room *room) {
  size_t count;
  mcpx_redact(text.bytes, text.length, options, &room->workspace, NULL, 0, room->redactions,
              MCPX_REDACTIONS_MAX, &count);
  json_key(json, "text");
  write_redacted_text(json, text, room->redactions, count);
  json_key(json, "ranges");
  json_open(json, '[');
  for (size_t i = 0; i < count; i++) write_range(json, &room->redactions[i]);
  json_close(json, ']');
}
