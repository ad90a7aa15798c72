/* request_parser.c: reads the members of an object of a request, and their values. */
#include "request_parser.h"

#include "base/text.h"

void request_reject(struct request_parser *parser, const char *error) {
  if (!parser->request->error) parser->request->error = error;
}

void request_reject_member(struct request_parser *parser) { request_reject(parser, parser->member->error); }

bool request_read_string(struct request_parser *parser, const char **text, size_t *length) {
  *text = NULL;
  *length = 0;
  if (parser->value.type == JSON_NULL) return true;
  if (parser->value.type != JSON_STRING) {
    request_reject_member(parser);
    return false;
  }
  char *out = parser->line + parser->value.start;
  *length = json_decode(parser->line, parser->value, out);
  *text = out;
  return true;
}

bool request_read_boolean(struct request_parser *parser) {
  enum json_type type = parser->value.type;
  if (type != JSON_TRUE && type != JSON_FALSE && type != JSON_NULL) request_reject_member(parser);
  return type == JSON_TRUE;
}

int request_read_choice(struct request_parser *parser, const char *const *names) {
  const char *text;
  size_t length;
  if (!request_read_string(parser, &text, &length) || !text) return -1;
  for (int i = 0; names[i]; i++)
    if (text_equals(names[i], text, length)) return i;
  request_reject_member(parser);
  return -1;
}

/* ---- Objects ---- */

/* Returns the index of the member with that name, or of the end of the table. */
static size_t find_member(const struct request_member *members, const char *name, size_t length) {
  size_t i = 0;
  while (members[i].name && !text_equals(members[i].name, name, length)) i++;
  return i;
}

/* Reads the value of the current member. A misspelled member would be an option that is not applied, so an
 * unknown one is an error. */
static void read_member(struct request_parser *parser) {
  int depth = parser->reader.depth;
  bool nested = parser->value.type == JSON_OBJECT || parser->value.type == JSON_ARRAY;
  if (parser->member->name)
    parser->member->read(parser);
  else
    request_reject(parser, "The request has a member that is not known.");
  while (nested && parser->reader.depth >= depth && !parser->reader.error) json_next(&parser->reader);
}

void request_read_object(struct request_parser *parser, const struct request_member *members) {
  uint64_t seen = 0;
  struct json_token key = json_next(&parser->reader);
  for (; key.type == JSON_KEY; key = json_next(&parser->reader)) {
    char *name = parser->line + key.start;
    size_t i = find_member(members, name, json_decode(parser->line, key, name));
    parser->member = &members[i];
    parser->value = json_next(&parser->reader);
    if (parser->value.type == JSON_ERROR) break;
    if (parser->member->name && seen >> i & 1) request_reject(parser, "The request has a member twice.");
    seen |= UINT64_C(1) << i;
    read_member(parser);
  }
}
