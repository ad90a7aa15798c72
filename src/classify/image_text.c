/* image_text.c: text -> what it says about the image of a server: the program that is missing, and the
 * commands and images of a configuration.
 *
 * A configuration is found anywhere in a text, also cut off. So there is no parser: the text is cut at its
 * quotes, and a name of a member is a piece that is followed by a colon. Each byte costs the same, and memory
 * is bounded. */
#include "image_text.h"

#include <string.h>

#include "base/ascii.h"
#include "base/text.h"

enum { TAIL_KEPT = 256, DEPTH_MAX = 1000 };

void image_text_start(struct image_text *text) {
  text->tail_length = text->segment_length = text->server_count = text->defaults_length = 0;
  text->program[0] = '\0';
  text->expected = IMAGE_EXPECTS_ANYTHING;
  text->depth = text->isolation_depth = 0;
  text->server_depth = -1;
  text->too_many = text->has_defaults = text->is_image = false;
}

/* ---- The program that is missing ---- */

static const struct missing_program {
  const char *before;
  const char *after;
} MISSING_PROGRAMS[] = {
#define MISSING_PROGRAM(before, after) {before, after},
#include "tables/missing_programs.def"
};

enum { MISSING_PROGRAM_COUNT = sizeof MISSING_PROGRAMS / sizeof *MISSING_PROGRAMS };

/* Returns how many of the first `length` bytes of the tail come before `words`, which must end there; -1 if
 * they do not. A # in the words is a number. */
static long before_words(const struct image_text *text, size_t length, const char *words) {
  size_t left = length;
  for (size_t i = strlen(words); i > 0; i--) {
    size_t start = left;
    if (!left) return -1;
    if (words[i - 1] != '#') {
      if (ascii_to_lower(text->tail[--left]) != words[i - 1]) return -1;
      continue;
    }
    while (left && ascii_is_digit(text->tail[left - 1])) left--;
    if (left == start) return -1;
  }
  return (long)left;
}

static bool is_path_byte(char c) { return ascii_is_dotted(c) || c == '/' || c == '+' || c == '@'; }

static void find_missing_program(struct image_text *text, const struct missing_program *row) {
  long end = before_words(text, text->tail_length, row->after), start = end;
  while (start > 0 && is_path_byte(text->tail[start - 1])) start--;
  if (start == end || before_words(text, (size_t)start, row->before) < 0) return;
  size_t length = (size_t)(end - start);
  if (length >= sizeof text->program) return;
  memcpy(text->program, text->tail + start, length);
  text->program[length] = '\0';
}

/* Whether the words after a program end with the byte in a row: for most bytes, no row is looked at. */
static bool ends_words(char c) {
  switch (ascii_to_lower(c)) {
    case 'd':
    case 's':
    case 't':
    case 'y':
    case '/':
    case '\'': return true;
    default: return false;
  }
}

/* The first program counts: what follows is often a repetition or an effect. */
static void add_to_tail(struct image_text *text, char c) {
  if (text->tail_length == sizeof text->tail) {
    memmove(text->tail, text->tail + sizeof text->tail - TAIL_KEPT, TAIL_KEPT);
    text->tail_length = TAIL_KEPT;
  }
  text->tail[text->tail_length++] = c;
  if (*text->program || !ends_words(c)) return;
  for (size_t i = 0; i < MISSING_PROGRAM_COUNT && !*text->program; i++)
    find_missing_program(text, &MISSING_PROGRAMS[i]);
}

/* ---- The configuration ---- */

/* Whether the segment is `word`. */
static bool segment_is(const struct image_text *text, const char *word) {
  return text->segment_length < sizeof text->segment &&
         text_equals(word, text->segment, text->segment_length);
}

/* Whether the segment is white space and `sign`, in any order. */
static bool segment_is_sign(const struct image_text *text, char sign) {
  size_t signs = 0;
  if (text->segment_length >= sizeof text->segment) return false;
  for (size_t i = 0; i < text->segment_length; i++) {
    signs += text->segment[i] == sign;
    if (text->segment[i] != sign && text->segment[i] != ' ') return false;
  }
  return signs == 1;
}

/* Whether the segment is a colon and the start of an object. */
static bool segment_opens_object(const struct image_text *text) {
  mcpx_text segment = {text->segment, text->segment_length};
  size_t i = 0;
  while (text_at(segment, i) == ' ') i++;
  if (text_at(segment, i++) != ':') return false;
  while (text_at(segment, i) == ' ') i++;
  return text_at(segment, i) == '{';
}

/* Copies the segment; a longer one than fits becomes "". */
static void copy_segment(const struct image_text *text, char *out, size_t size) {
  size_t length = text->segment_length < size ? text->segment_length : 0;
  memcpy(out, text->segment, length);
  out[length] = '\0';
}

/* The server whose members are at `depth`; NULL if the object there is inside of a server, or if there are
 * too many. */
static struct image_server *server_at(struct image_text *text, int depth, bool begins) {
  if (text->server_depth >= 0 && text->server_depth < depth) return NULL;
  if (text->server_depth == depth && !begins) return &text->servers[text->server_count - 1];
  if (text->server_count == IMAGE_SERVERS_MAX) {
    text->too_many = true;
    return NULL;
  }
  struct image_server *server = &text->servers[text->server_count++];
  server->command[0] = server->image[0] = '\0';
  text->server_depth = depth;
  return server;
}

static void take_value(struct image_text *text) {
  int depth = text->is_image ? text->depth - 1 : text->depth;
  struct image_server *server = server_at(text, depth, false);
  if (!server) return;
  if (!text->is_image && *server->command) server = server_at(text, depth, true);
  if (server && !text->is_image) copy_segment(text, server->command, sizeof server->command);
  if (server && text->is_image) copy_segment(text, server->image, sizeof server->image);
}

static void take_default(struct image_text *text) {
  size_t key = strlen(text->default_key) + 1, image = text->segment_length + 1;
  if (text->segment_length >= sizeof text->segment || !text->default_key[0]) return;
  if (text->defaults_length + key + image > sizeof text->defaults) return;
  memcpy(text->defaults + text->defaults_length, text->default_key, key);
  copy_segment(text, text->defaults + text->defaults_length + key, image);
  text->defaults_length += key + image;
}

/* What follows the name of a member that is read. */
static enum image_expected expected_after_name(struct image_text *text) {
  bool in_isolation = text->isolation_depth && text->depth == text->isolation_depth;
  if (segment_is(text, "isolation")) return IMAGE_EXPECTS_ISOLATION;
  if (segment_is(text, "default_images")) return IMAGE_EXPECTS_DEFAULTS;
  text->is_image = segment_is(text, "image");
  if (text->is_image ? in_isolation : segment_is(text, "command")) return IMAGE_EXPECTS_COLON;
  return IMAGE_EXPECTS_ANYTHING;
}

/* What was expected is there: returns what comes next, IMAGE_EXPECTS_ANYTHING if it is not there after all.
 */
static enum image_expected expected_after(struct image_text *text) {
  switch (text->expected) {
    case IMAGE_EXPECTS_COLON:
      return segment_is_sign(text, ':') ? IMAGE_EXPECTS_VALUE : IMAGE_EXPECTS_ANYTHING;
    case IMAGE_EXPECTS_VALUE: take_value(text); return IMAGE_EXPECTS_ANYTHING;
    case IMAGE_EXPECTS_ISOLATION:
      if (segment_opens_object(text)) text->isolation_depth = text->depth;
      return IMAGE_EXPECTS_ANYTHING;
    case IMAGE_EXPECTS_DEFAULTS:
      if (!segment_opens_object(text)) return IMAGE_EXPECTS_ANYTHING;
      text->has_defaults = true;
      return memchr(text->segment, '}', text->segment_length % sizeof text->segment)
                 ? IMAGE_EXPECTS_ANYTHING
                 : IMAGE_EXPECTS_DEFAULT_KEY;
    case IMAGE_EXPECTS_DEFAULT_KEY:
      copy_segment(text, text->default_key, sizeof text->default_key);
      return IMAGE_EXPECTS_DEFAULT_COLON;
    case IMAGE_EXPECTS_DEFAULT_COLON:
      return segment_is_sign(text, ':') ? IMAGE_EXPECTS_DEFAULT_VALUE : IMAGE_EXPECTS_ANYTHING;
    case IMAGE_EXPECTS_DEFAULT_VALUE: take_default(text); return IMAGE_EXPECTS_DEFAULT_COMMA;
    case IMAGE_EXPECTS_DEFAULT_COMMA:
      return segment_is_sign(text, ',') ? IMAGE_EXPECTS_DEFAULT_KEY : IMAGE_EXPECTS_ANYTHING;
    default: return IMAGE_EXPECTS_ANYTHING;
  }
}

/* A quote ends a segment. What is expected nowhere may still be the name of a member: quotes are not counted,
 * because a text may begin inside of a string. */
static void end_segment(struct image_text *text) {
  bool was_value = text->expected == IMAGE_EXPECTS_VALUE;
  text->expected = expected_after(text);
  if (text->expected == IMAGE_EXPECTS_ANYTHING && !was_value) text->expected = expected_after_name(text);
  text->segment_length = 0;
}

static void follow_brace(struct image_text *text, char c) {
  if (c == '{' && text->depth < DEPTH_MAX) text->depth++;
  if (c == '}' && text->depth > 0) text->depth--;
  if (text->depth < text->isolation_depth) text->isolation_depth = 0;
  if (text->depth < text->server_depth) text->server_depth = -1;
}

void image_text_feed(struct image_text *text, const struct norm_block *block, size_t from) {
  for (size_t i = from; i < block->count; i++) {
    char c = (char)block->bytes[i];
    if (c == '\'' && !block->width[i]) continue; /* a restored apostrophe */
    /* Names of programs and the tags of images may have upper case. */
    if (block->width[i] == (1 | NORM_FOLDED)) c = ascii_to_upper(c);
    add_to_tail(text, c);
    if (c == '\'') {
      end_segment(text);
      continue;
    }
    if (c == '{' || c == '}') follow_brace(text, c);
    if (text->segment_length < sizeof text->segment) text->segment[text->segment_length++] = c;
  }
}

/* ---- The facts ---- */

static mcpx_text text_of(const char *string) { return (mcpx_text){string, strlen(string)}; }

/* The server that needs the runtime; the only one if the runtime of its command is another. NULL if it is not
 * clear which server the text is about. */
static const struct image_server *server_with_runtime(const struct image_text *text, const char *runtime) {
  const struct image_server *found = NULL;
  size_t count = 0;
  for (size_t i = 0; i < text->server_count; i++) {
    char own[MCPX_RUNTIME_SIZE];
    image_find_runtime(text_of(text->servers[i].command), own);
    if (strcmp(own, runtime) != 0) continue;
    found = &text->servers[i];
    count++;
  }
  if (count == 0 && text->server_count == 1 && !text->too_many) return &text->servers[0];
  return count == 1 ? found : NULL;
}

static mcpx_text default_in_text(const struct image_text *text, const char *runtime) {
  mcpx_text found = {NULL, 0};
  for (size_t i = 0; i < text->defaults_length;) {
    const char *key = text->defaults + i, *image = key + strlen(key) + 1;
    if (strcmp(key, runtime) == 0) found = text_of(image);
    i += strlen(key) + strlen(image) + 2;
  }
  return found;
}

/* The command is what the caller says; else the program that the error names; else the command of the only
 * server. */
static mcpx_text command_in_text(const struct image_text *text) {
  if (*text->program) return text_of(text->program);
  bool is_clear = text->server_count == 1 && !text->too_many;
  return is_clear ? text_of(text->servers[0].command) : (mcpx_text){NULL, 0};
}

struct image_facts image_text_facts(const struct image_text *text, const mcpx_hints *hints,
                                    char image[MCPX_IMAGE_SIZE]) {
  char runtime[MCPX_RUNTIME_SIZE];
  mcpx_hints known = *hints;
  mcpx_text command = command_in_text(text);
  if (!known.command) {
    known.command = command.bytes;
    known.command_length = command.length;
  }
  struct image_facts facts = image_facts_of(&known, image);
  image_find_runtime(facts.command, runtime);
  const struct image_server *server = server_with_runtime(text, runtime);
  if (!facts.image.length && server) facts.image = text_of(server->image);
  bool opened_last = text->expected == IMAGE_EXPECTS_DEFAULTS && segment_opens_object(text);
  if (facts.has_defaults || !(text->has_defaults || opened_last)) return facts;
  facts.has_defaults = true;
  facts.default_image = default_in_text(text, runtime);
  return facts;
}
